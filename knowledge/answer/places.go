package answer

import (
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"

	"hearth/knowledge"
)

// places knows the names of councils' areas.
type places struct {
	names map[string]string // squashed name or short form → name
	long  int               // most words in a name
}

// ordinary are places whose names are words, too: they count only with a
// capital that isn't a sentence's first, or before "council".
var ordinary = map[string]bool{"reading": true, "bath": true, "sale": true, "bury": true, "rugby": true, "wells": true, "poole": true,
	"barking": true, "battle": true, "deal": true, "hull": true, "march": true, "rother": true, "swale": true, "waverley": true, "broadland": true,
	"craven": true, "eden": true, "horsham": true, "lewes": true, "mole valley": true, "redditch": true, "rushmoor": true, "arun": true, "test valley": true, "wear": true,
	"maldon": true, "boston": true, "lincoln": true, "chester": true, "warwick": true, "stafford": true, "preston": true, "durham": true, "kent": true, "derby": true, "brent": true,
	"sutton": true, "merton": true, "camden": true, "barnet": true, "rochford": true, "stroud": true, "gloucester": true, "hart": true, "adur": true, "babergh": true, "blaby": true, "fareham": true}

func newPlaces(names []string, short map[string]string) *places {
	p := &places{names: map[string]string{}}
	add := func(form, name string) {
		key := squash(form)
		if _, taken := p.names[key]; !taken && len(key) > 4 {
			p.names[key] = name
			p.long = max(p.long, len(strings.Fields(key)))
		}
	}
	for _, n := range names {
		add(n, n)
	}
	for form, n := range short {
		add(form, n)
	}
	return p
}

// find lists where places stand in a text, from left to right.
func (p *places) find(text string) []knowledge.Span {
	var out []knowledge.Span
	words := spansOfWords(text)
	for i := 0; i < len(words); i++ {
		for n := min(p.long, len(words)-i); n > 0; n-- {
			span := knowledge.Span{Start: words[i].Start, End: words[i+n-1].End}
			said := strings.TrimSuffix(strings.TrimSuffix(span.Of(text), "'s"), "’s")
			if _, ok := p.names[p.key(said)]; ok && p.meant(text, said, i, span) {
				out = append(out, span)
				i += n - 1
				break
			}
		}
	}
	return out
}

// meant tells whether a place's name is meant as one.
func (p *places) meant(text, said string, at int, span knowledge.Span) bool {
	if !ordinary[strings.ToLower(said)] {
		return true
	}
	rest := strings.ToLower(strings.TrimSpace(text[span.End:]))
	return capital(said) && at > 0 || strings.HasPrefix(rest, "council") || strings.HasPrefix(rest, "borough") || strings.HasPrefix(rest, "city")
}

// name is the council's area as its papers have it.
func (p *places) name(said string) string {
	said = strings.TrimSuffix(strings.TrimSuffix(said, "'s"), "’s")
	return p.names[p.key(said)]
}

// shortestSlip is the shortest name of a place that is known with a slip in it: a
// shorter one is too near to other words.
const shortestSlip = 9

// key is how a place is looked up: as it is said, without an s at its end, or as
// the long name of one word that it is a slip or two away from.
func (p *places) key(said string) string {
	key := squash(said)
	if _, ok := p.names[key]; ok || len(key) < shortestSlip {
		return key
	}
	bare := strings.TrimSuffix(strings.TrimSpace(key), "s")
	if _, ok := p.names[" "+bare+" "]; ok {
		return " " + bare + " "
	}
	if strings.Contains(bare, " ") || common()[bare] {
		return key
	}
	for name := range p.names {
		n := strings.TrimSpace(name)
		if len(n) >= shortestSlip && n[0] == bare[0] && !strings.Contains(n, " ") && len(n)-len(bare) < 3 && len(bare)-len(n) < 3 && levenshtein.ComputeDistance(n, bare) <= 2 {
			return name
		}
	}
	return key
}

// spansOfWords lists the words of a text, hyphens parting them, a closing 's
// within them.
func spansOfWords(text string) []knowledge.Span {
	var out []knowledge.Span
	start := -1
	for i, r := range text {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || (r == '\'' || r == '’') && start >= 0
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			out = append(out, knowledge.Span{Start: start, End: i})
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, knowledge.Span{Start: start, End: len(text)})
	}
	return out
}
