package exempt

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// needs derives from a regular expression words of which every match holds at
// least one; none where there are no such words, or too many, or only very
// short ones.
func needs(expr string) []string {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil // MustCompile tells
	}
	got := demand(re).best()
	if len(got) > maxNeeds || worth(got) < leastNeed {
		return nil
	}
	return got
}

const (
	maxNeeds  = 64 // more words than this take longer to look for than to match
	maxExact  = 16 // strings that a part of an expression is spelt out into
	rare      = 6  // worth from which a word is rare enough
	leastNeed = 3  // worth; shorter words stand everywhere
)

// A want is what a part of an expression asks of a text.
type want struct {
	exact []string // all strings that it matches, where they are few
	some  []string // else: its matches hold one of these
}

// best are the words to look for.
func (w want) best() []string {
	if w.exact != nil {
		return shortest(w.exact)
	}
	return w.some
}

// empty matches the empty string alone.
var empty = want{exact: []string{""}}

func demand(re *syntax.Regexp) want {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText,
		syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return empty
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return want{exact: []string{string(re.Rune)}}
		}
	case syntax.OpCharClass:
		return class(re.Rune)
	case syntax.OpCapture:
		return demand(re.Sub[0])
	case syntax.OpConcat:
		return concat([]string{""}, re.Sub)
	case syntax.OpAlternate:
		return alternate([]string{""}, re.Sub)
	case syntax.OpQuest:
		if w := demand(re.Sub[0]); w.exact != nil && len(w.exact) < maxExact {
			return want{exact: append([]string{""}, w.exact...)}
		}
	case syntax.OpPlus:
		return want{some: demand(re.Sub[0]).best()}
	case syntax.OpRepeat:
		if re.Min > 0 {
			return want{some: demand(re.Sub[0]).best()}
		}
	}
	return want{}
}

// class spells out a small class of letters and digits. Spaces and signs are
// left alone, as fold changes them.
func class(ranges []rune) want {
	var w want
	for i := 0; i+1 < len(ranges); i += 2 {
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if len(w.exact) == 4 || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return want{}
			}
			w.exact = append(w.exact, string(r))
		}
	}
	return w
}

// alternate is any of its parts behind one of the strings of run.
func alternate(run []string, subs []*syntax.Regexp) want {
	out := want{exact: []string{}}
	for _, sub := range subs {
		w := concat(run, []*syntax.Regexp{sub})
		if sub.Op == syntax.OpConcat {
			w = concat(run, sub.Sub)
		}
		words := w.best()
		if worth(words) == 0 && w.exact == nil {
			return want{} // this one asks nothing, so all together don't
		}
		if out.exact != nil && w.exact != nil && len(out.exact)+len(w.exact) <= maxExact {
			out.exact = append(out.exact, w.exact...)
			continue
		}
		out.some, out.exact = append(append(out.some, out.exact...), words...), nil
	}
	if out.exact == nil {
		out.some = shortest(out.some)
	}
	return out
}

// concat joins what its parts spell out, behind one of the strings of run, as
// far as it goes, and takes the best of such stretches where it doesn't.
func concat(run []string, subs []*syntax.Regexp) want {
	whole := true
	var some []string
	offer := func(words []string) {
		if words = shortest(words); better(words, some) {
			some = words
		}
	}
	for _, sub := range subs {
		w := demand(sub)
		if w.exact != nil && len(run)*len(w.exact) <= maxExact {
			run = product(run, w.exact)
			continue
		}
		offer(run)
		switch {
		case w.exact != nil:
			run = w.exact
		case sub.Op == syntax.OpAlternate:
			offer(alternate(run, sub.Sub).best())
			run = []string{""}
		default:
			offer(w.some)
			run = []string{""}
		}
		whole = false
	}
	if whole {
		return want{exact: run}
	}
	offer(run)
	return want{some: some}
}

func product(heads, tails []string) []string {
	out := make([]string, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			out = append(out, h+t)
		}
	}
	return out
}

// better tells whether the first set is the better one to look for: its words
// are rarer, or fewer where both are rare.
func better(a, b []string) bool {
	x, y := min(worth(a), rare), min(worth(b), rare)
	return x > y || x == y && x > 0 && len(a) < len(b)
}

// worth is how good a set of words is to look for: the bytes of its shortest,
// an everyday word counting as one byte.
func worth(words []string) int {
	if len(words) == 0 {
		return 0
	}
	least := len(words[0])
	for _, w := range words {
		if slices.Contains(everyday, strings.ToLower(w)) {
			w = w[:1]
		}
		least = min(least, len(w))
	}
	return least
}

// everyday are words that the rules ask for beside rarer ones.
var everyday = []string{"contain", "include", "comprise", "disclose", "this", "public", "official"}

// shortest drops words that hold another of the set, and the spaces at their
// ends: a text that fold has trimmed lacks them.
func shortest(words []string) []string {
	var out []string
	for _, w := range words {
		out = append(out, strings.TrimSpace(w))
	}
	slices.SortFunc(out, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	kept := out[:0:0]
	for _, w := range out {
		if !holdsOne(w, kept) {
			kept = append(kept, w)
		}
	}
	return kept
}
