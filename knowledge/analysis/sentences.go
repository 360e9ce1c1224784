package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"

	"hearth/knowledge"
)

// Sentences gives the sentences of a text in order, without the white space
// round them. A single line end within a sentence doesn't end it, an empty line
// does. Full stops after British abbreviations ("Cllr.", "para. 4") and after
// initials don't end a sentence either.
func Sentences(text string) []knowledge.Span {
	var out []knowledge.Span
	flat := unwrap(text)
	it := sentences.FromString(flat)
	open := false // the sentence before goes on
	for it.Next() {
		s := trim(flat, knowledge.Span{Start: it.Start(), End: it.End()})
		if s.Len() == 0 {
			continue
		}
		if open || len(out) > 0 && lone(s.Of(flat)) && !strings.Contains(flat[out[len(out)-1].End:s.Start], "\n") {
			out[len(out)-1].End = s.End
		} else {
			out = append(out, s)
		}
		rest := flat[it.End():]
		open = !strings.Contains(flat[s.End:it.End()], "\n") && goesOn(s.Of(flat), rest, s.Start == out[len(out)-1].Start)
	}
	return out
}

// unwrap makes a blank of a single line end, byte for byte.
func unwrap(text string) string {
	if strings.IndexByte(text, '\n') < 0 {
		return text
	}
	b := []byte(text)
	for i, c := range b {
		if c == '\n' && (i == 0 || text[i-1] != '\n') && (i+1 == len(b) || text[i+1] != '\n') {
			b[i] = ' '
		}
	}
	return string(b)
}

func trim(text string, s knowledge.Span) knowledge.Span {
	cut := strings.TrimLeftFunc(text[s.Start:s.End], unicode.IsSpace)
	s.Start = s.End - len(cut)
	s.End = s.Start + len(strings.TrimRightFunc(cut, unicode.IsSpace))
	return s
}

// lone tells closing brackets and quotes that the boundary rules left alone.
func lone(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}

// goesOn tells whether the full stop that ends s belongs to an abbreviation,
// so that rest continues the sentence; head says that s begins it.
func goesOn(s, rest string, head bool) bool {
	if !strings.HasSuffix(s, ".") || rest == "" {
		return false
	}
	s = s[:len(s)-1]
	w := s[strings.LastIndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == '[' || r == '“' || r == '"' })+1:]
	_, width := utf8.DecodeRuneInString(w)
	if width > 0 && w != "" && strings.IndexByte("“\"([", w[0]) >= 0 {
		w = w[width:]
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, unicode.IsSpace))
	low := strings.ToLower(w)
	switch {
	case len(w) == 1 && unicode.IsUpper(rune(w[0])) && w != "I":
		return unicode.IsUpper(next) && !starts(rest)
	case titles[low]:
		return true
	case numbered[low]:
		return unicode.IsDigit(next) || unicode.IsUpper(next) && roman(rest)
	case len(w) == 3 && w[1] == '.' && unicode.IsUpper(rune(w[0])) && unicode.IsUpper(rune(w[2])): // "J.R." Tolkien
		return unicode.IsUpper(next) && !starts(rest) && len(s) > 3
	case head && strings.TrimLeft(w, "0123456789") == "" && w != "" && len(w) <= 2 && len(s) == len(w):
		return true // "4." at the head of a sentence is its number
	}
	return false
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var (
	// titles stand before a name or a word, whatever follows.
	titles = set(`cllr cllrs mr mrs ms messrs dr prof rev revd st sir hon rt capt col lt sgt gen gov
		approx e.g i.e eg ie cf viz vs v incl excl c ca dept asst exec`)
	// numbered stand before a number.
	numbered = set(`s ss sec para paras p pp no nos fig figs vol vols app sch reg regs art arts ch cl r rr tel ext
		jan feb mar apr jun jul aug sept sep oct nov dec item ref`)
	// opening words begin a sentence after a letter that was no initial.
	opening = set(`the a an this that these those it in on at for if we he she they there but and as when while his her its their our all`)
)

func starts(rest string) bool {
	f := strings.Fields(rest[:min(len(rest), 40)])
	return len(f) > 0 && opening[strings.ToLower(f[0])]
}

// roman tells a number written in Roman figures: "Sch. II".
func roman(rest string) bool {
	f := strings.Fields(rest[:min(len(rest), 20)])
	return len(f) > 0 && strings.Trim(f[0], "IVXLC.,;)") == ""
}
