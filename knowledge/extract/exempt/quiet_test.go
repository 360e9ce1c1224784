package exempt

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearth/knowledge"
	"hearth/knowledge/extract"
)

// The tests here hold that looking for words first changes no verdict. They are
// inside the package, as the way round the look is no part of what it offers.

func rules() map[string]pattern {
	return map[string]pattern{
		"strong": strong, "weak": weak, "exclusion": exclusion, "reopening": reopening, "self": self, "sentOut": sentOut,
		"private": private, "ground": ground, "negated": negated, "refusesNo": refusesNo, "saysYes": saysYes, "fieldWord": fieldWord,
		"verbs": verbs, "topics": topics, "appendix": appendix, "government": government, "shouted": shouted, "cornered": cornered,
		"aboutAll": aboutAll, "namesOne": namesOne, "isExempt": isExempt, "exemptIs": exemptIs, "flat": flat,
	}
}

// TestNeeds reads what expressions need off by hand.
func TestNeeds(t *testing.T) {
	for sentence, c := range map[string]struct {
		expr string
		want []string
	}{
		"a word is needed itself":                          {`pink`, []string{"pink"}},
		"of two words one":                                 {`\b(?:pink|green)\b`, []string{"pink", "green"}},
		"a word that holds another adds nothing":           {`restrict|restricted`, []string{"restrict"}},
		"what may be left out is tried both ways":          {`sched(?:ule)? 12`, []string{"sched 12", "schedule 12"}},
		"letters of a class are spelt out":                 {`bo[xy]es`, []string{"boxes", "boyes"}},
		"the rarer part of two":                            {`part \w+ appendix`, []string{"appendix"}},
		"a part that may be missing can't be asked for":    {`(?:pinkish )*paper`, []string{"paper"}},
		"what comes once or more can":                      {`(?:pink)+`, []string{"pink"}},
		"one branch that asks nothing frees all":           {`pink|\w+`, nil},
		"short words are no help":                          {`is|are`, nil},
		"small and capital letters alike can't be derived": {`(?i)pink`, nil},
		"spaces at an end are not asked for":               {`paper `, []string{"paper"}},
		"what stands before a choice belongs to each":      {`not (?:for \w+|open)`, []string{"not for", "not open"}},
		"everyday words are the last resort":               {`contains?(?: \w+)* exempt`, []string{"exempt"}},
	} {
		if got := needs(c.expr); !slices.Equal(got, c.want) {
			t.Errorf("%s: needs(%q) = %q, want %q", sentence, c.expr, got, c.want)
		}
	}
}

// TestNeedsAreNeeded draws texts that match each rule, and looks for the words
// that the rule is said to need.
func TestNeedsAreNeeded(t *testing.T) {
	for name, p := range rules() {
		needs := p.rule().needs
		if len(needs) == 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			drawn := rapid.StringMatching(p.rule().re.String())
			rapid.Check(t, func(t *rapid.T) {
				if s := drawn.Draw(t, "match"); p.in(s) == nil {
					t.Fatalf("%q matches but holds none of %q", s, needs)
				}
			})
		})
	}
}

// TestEveryRefusingRuleIsHeard says that no rule makes the look pointless, and
// that a line which matches a refusing rule is loud.
func TestEveryRefusingRuleIsHeard(t *testing.T) {
	if slices.Contains(loudWords(), "") {
		t.Fatal("a rule that refuses needs no words, so every line is loud")
	}
	for _, name := range []string{"strong", "weak", "exclusion", "self", "sentOut", "fieldWord", "shouted", "cornered", "isExempt", "exemptIs"} {
		drawn := rapid.StringMatching(rules()[name].rule().re.String())
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			if s := drawn.Draw(t, "match"); !loud(fold(s)) {
				t.Fatalf("%q matches %s but isn't loud", s, name)
			}
		}))
	}
}

// scrap draws a piece of a line: words of the rules, whole matches of them, what
// fold changes, or anything.
func scrap() *rapid.Generator[string] {
	plain := []string{"the", "Appendix 2", "Annex a", "is", "yes", "no", "?", ":", "\t", "\n", "-", "–", ".", "1.", "(s)", "*", "_", "\u00ad", "\u00a0", "\u200b", "\v", "Part 1",
		"PART", "2", "ii", "press and public", "report", "contains", "information", "this", "not", "for", "publi", "cation", "Exempt", "EXEMPT", "confi", "dential",
		"CONFIDENTIAL", "private", "Status", "closed", "official", "sensitive", "Schedule 12A", "schedule  12 a", "excluded", "Minutes", "N/A", "\xff", "İ", "K"}
	gens := []*rapid.Generator[string]{rapid.SampledFrom(plain), rapid.SampledFrom(append(plain, loudWords()...)), rapid.StringN(0, 6, 12)}
	for _, name := range []string{"strong", "self", "exclusion", "sentOut", "reopening", "namesOne", "shouted", "topics"} {
		gens = append(gens, rapid.StringMatching(rules()[name].rule().re.String()))
	}
	return rapid.OneOf(gens...)
}

// torn breaks a text's loud words here and there, so that it comes close to
// being loud and mostly isn't.
func torn(t *rapid.T, s string) string {
	for _, w := range loudWords() {
		for range 3 {
			if low := strings.ToLower(s); len(low) == len(s) && strings.Contains(low, w) {
				at := strings.Index(low, w) + rapid.IntRange(1, len(w)-1).Draw(t, "at")
				s = s[:at] + rapid.SampledFrom([]string{"", " ", "-", "\n", "\u00ad", "x", "\t", "*"}).Draw(t, "tear") + s[at:]
			}
		}
	}
	return s
}

func anyLine() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(scrap(), 0, 7).Draw(t, "scraps"), rapid.SampledFrom([]string{" ", " ", "", "  "}).Draw(t, "gap"))
	})
}

// TestQuietLines says that where a line isn't loud, the whole of judge and of
// named comes to nothing.
func TestQuietLines(t *testing.T) {
	text, places, some := anyLine(), rapid.SampledFrom([]place{inProse, inList, inRow, inHead}), rapid.Bool()
	rapid.Check(t, func(t *rapid.T) {
		l := line{text: torn(t, text.Draw(t, "line")), where: places.Draw(t, "place"), next: text.Draw(t, "next"), about: some.Draw(t, "about")}
		if loud(fold(l.text)) {
			return
		}
		for _, piece := range strings.Split(l.text, "\n") {
			low := fold(piece)
			if loud(low) {
				t.Fatalf("%q is loud and the line that holds it isn't", piece)
			}
			if got := refuses(line{piece, l.where, l.next, l.about}, low, unnumbered(low)); low != "" && got != nothing {
				t.Fatalf("%q isn't loud, yet refuses: %d", piece, got)
			}
		}
		if got := named(l.text); got != nil {
			t.Fatalf("%q isn't loud, yet names %q", l.text, got)
		}
	})
}

// TestPatternsAreRegexps says that a pattern finds what its expression finds.
func TestPatternsAreRegexps(t *testing.T) {
	text, all := anyLine(), rules()
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "text")
		if rapid.Bool().Draw(t, "folded") {
			s = fold(s)
		}
		for name, p := range all {
			re := p.rule().re
			if p.MatchString(s) != re.MatchString(s) || p.FindString(s) != re.FindString(s) || p.ReplaceAllString(s, "x") != re.ReplaceAllString(s, "x") ||
				!slices.Equal(p.FindStringIndex(s), re.FindStringIndex(s)) ||
				!reflect.DeepEqual(p.FindAllStringSubmatchIndex(s, -1), re.FindAllStringSubmatchIndex(s, -1)) {
				t.Fatalf("%s: the pattern and its expression differ on %q", name, s)
			}
		}
	})
}

// TestQuietPapers says that a paper which is quiet loses nothing the long way.
func TestQuietPapers(t *testing.T) {
	text, kinds := anyLine(), rapid.SampledFrom([]knowledge.BlockKind{knowledge.Paragraph, knowledge.Heading, knowledge.Item, knowledge.Row})
	rapid.Check(t, func(t *rapid.T) {
		p := &extract.Paper{}
		for range rapid.IntRange(1, 5).Draw(t, "blocks") {
			b := knowledge.Block{Kind: kinds.Draw(t, "kind"), Start: len(p.Text)}
			p.Text += torn(t, text.Draw(t, "text"))
			b.End = len(p.Text)
			p.Text += rapid.SampledFrom([]string{"\n\n", ""}).Draw(t, "gap")
			p.Blocks = append(p.Blocks, b)
		}
		c := Clues{Margins: map[int][]string{0: {text.Draw(t, "head")}}, Joined: map[int]bool{2: rapid.Bool().Draw(t, "joined")}}
		ls := c.lines(p)
		if !c.quiet(ls) {
			return
		}
		if found, gone := c.sift(p, speaks(p, ls)); len(found) > 0 || len(gone) > 0 {
			t.Fatalf("%q is quiet, yet loses %v: %v", p.Text, gone, found)
		}
	})
}

// TestFold says that fold is what its three expressions say.
func TestFold(t *testing.T) {
	gaps, marks := regexp.MustCompile(`\s+`), regexp.MustCompile(`^[^\pL\pN(\[]+`)
	text := anyLine()
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "text")
		if got, want := oneSpace(s), gaps.ReplaceAllString(s, " "); got != want {
			t.Fatalf("oneSpace(%q) = %q, want %q", s, got, want)
		}
		if got, want := unmarked(s), marks.ReplaceAllString(s, ""); got != want {
			t.Fatalf("unmarked(%q) = %q, want %q", s, got, want)
		}
		want := government.rule().re.ReplaceAllString(strings.TrimSpace(gaps.ReplaceAllString(strings.ToLower(plainer.Replace(s)), " ")), "official-sensitive")
		if got := fold(s); got != want {
			t.Fatalf("fold(%q) = %q, want %q", s, got, want)
		}
	})
}
