package glossary_test

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearth/knowledge/glossary"
	"hearth/knowledge/knowledgetest"
)

func TestParseTellsEveryMistake(t *testing.T) {
	cases := map[string]struct {
		file string
		want map[int]string // line: a part of what it says
	}{
		"a line before any section, once": {"a | b\nc | d\n", map[int]string{1: "before the first section"}},
		"an unknown section":              {"[synonym]\na | b", map[int]string{1: `no section "synonym"`}},
		"a term alone":                    {"[synonyms]\nlonely", map[int]string{2: "stands alone"}},
		"an empty term":                   {"[synonyms]\na | | b", map[int]string{2: "a term is missing"}},
		"a term without letters":          {"[synonyms]\na | ??", map[int]string{2: "no letters"}},
		"a term on two lines":             {"[synonyms]\na | b\nB | c", map[int]string{3: `"B" stands on line 2`}},
		"an everyday word that is a synonym": {"[synonyms]\na | b\n[everyday]\nx < b",
			map[int]string{4: `"b" stands on line 2`}},
		"no sign in everyday":    {"[everyday]\npurse", map[int]string{2: "the sign < is missing"}},
		"no sign in related":     {"[related]\npurse", map[int]string{2: "the sign ~ is missing"}},
		"two parts of a meaning": {"[meanings]\nIRO = officer", map[int]string{2: "three parts"}},
		"a meaning twice":        {"[meanings]\nA1 = b = c\na1 = d = e", map[int]string{3: "stands on line 2"}},
		"a slip of itself":       {"[slips]\nwhat: What", map[int]string{2: "no slip of itself"}},
		"a slip twice":           {"[slips]\nwhat: wot\n[question words]\nhot: wot", map[int]string{4: "stands on line 2"}},
		"no colon":               {"[slips]\nwhat wot", map[int]string{2: "the colon is missing"}},
		"an unknown rule":        {"[unsafe]\nPA: shout", map[int]string{2: `no rule "shout"`}},
		"one choice":             {"[unsafe]\nCP: ask this", map[int]string{2: "nothing to choose"}},
		"an open bracket":        {"[unsafe]\nCP: ask this (a | that (b)", map[int]string{2: "isn't closed"}},
		"a set and a question":   {"[synonyms]\nCP | child plan\n[unsafe]\nCP: ask a | b", map[int]string{4: "set of line 2"}},
		"no text":                {"[slips]\nwhat: w\x00t", map[int]string{2: "signs that are no text"}},
		"not UTF-8":              {"[slips]\nwhat: w\xfft", map[int]string{2: "UTF-8"}},
		"a term too long":        {"[synonyms]\na | " + strings.Repeat("b ", 13), map[int]string{2: "too long"}},
		"a file too large":       {strings.Repeat("# nothing\n", 120_000), map[int]string{104858: "larger"}},
		"all at once": {"[synonyms]\nlonely\na | b\n[slips]\nwot\n[meanings]\nx",
			map[int]string{2: "alone", 5: "colon", 7: "three parts"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := glossary.Parse(strings.NewReader(c.file))
			invalid, ok := errors.AsType[*glossary.Invalid](err)
			if !ok {
				t.Fatalf("Parse: %v, want *Invalid", err)
			}
			if len(invalid.Problems) != len(c.want) {
				t.Errorf("%d mistakes, want %d:\n%v", len(invalid.Problems), len(c.want), err)
			}
			for _, p := range invalid.Problems {
				if want, ok := c.want[p.Line]; !ok || !strings.Contains(p.What+p.Hint, want) {
					t.Errorf("got %v, want on that line %q", p, want)
				}
				if p.Hint == "" {
					t.Errorf("line %d has no hint", p.Line)
				}
			}
			if !strings.Contains(invalid.Plain(), invalid.Problems[0].What) {
				t.Errorf("Plain leaves out the mistake: %s", invalid.Plain())
			}
		})
	}
}

func TestParseTakesWhatEditorsWrite(t *testing.T) {
	g, err := glossary.Parse(strings.NewReader("\ufeff# mine\r\n\r\n[Synonyms]\r\n\tred | crimson\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Find("a crimson door")) != 1 {
		t.Error("the term isn't found")
	}
}

// TestFindInvariants: what is found stands in order, apart, on whole words, and
// leads somewhere; and it is found again in another case and spacing.
func TestFindInvariants(t *testing.T) {
	g := glossary.Default()
	var terms []string
	for _, s := range g.Sets() {
		terms = append(append(terms, s.Terms...), s.Everyday...)
	}
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(terms), rapid.String(), rapid.SampledFrom([]string{".", ",", "\n\n", "PA", "CP"})), 0, 12).Draw(t, "parts")
		text := strings.Join(parts, " ")
		last := 0
		for _, m := range g.Find(text) {
			if m.Start < last || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("span %v after %d in %q", m.Span, last, text)
			}
			if m.Set == nil || len(m.Set.Terms) == 0 {
				t.Fatalf("%q leads nowhere", m.Span.Of(text))
			}
			last = m.End
		}
	})
}

func TestHyphensAndSpacesAreOne(t *testing.T) {
	g := glossary.Default()
	for _, s := range g.Sets() {
		for _, term := range s.Terms {
			plain := strings.ReplaceAll(term, "-", " ")
			if got, want := len(g.Find(plain)), len(g.Find(term)); got != want {
				t.Errorf("%q has %d matches, %q %d", plain, got, term, want)
			}
		}
	}
}

// TestFactSheet holds the embedded file against the fact sheet it was written
// from: every synonym, slip and short form of the sheet is known.
func TestFactSheet(t *testing.T) {
	sheet := string(knowledgetest.Read(t, "domain", "glossary.md"))
	g := glossary.Default()
	part := func(from, to string) string {
		_, rest, _ := strings.Cut(sheet, from)
		text, _, _ := strings.Cut(rest, to)
		return text
	}
	known := map[string]bool{}
	for _, s := range g.Sets() {
		for _, term := range append(slices.Clone(s.Terms), s.Everyday...) {
			known[key(term)] = true
		}
	}
	sets := 0
	for line := range strings.Lines(part("## Part A", "## Part B")) {
		if !strings.Contains(line, "|") {
			continue
		}
		sets++
		for term := range strings.SplitSeq(line, "|") {
			_, _, ask := g.Ambiguous(strings.TrimSuffix(strings.TrimSpace(term), "s"))
			if !known[key(term)] && !ask && !covered(g, term) {
				t.Errorf("synonym %q is missing", strings.TrimSpace(term))
			}
		}
	}
	if sets < 120 {
		t.Fatalf("read %d sets from the sheet", sets)
	}
	for line := range strings.Lines(part("## Part D", "## Part E")) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 || strings.Contains(cells[1], "Short form") || strings.Contains(cells[1], "---") {
			continue
		}
		for short := range strings.SplitSeq(cells[1], "/") {
			short = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(short), " 2017"), " 2026")
			if _, ok := g.Meaning(short); !ok {
				t.Errorf("the meaning of %q is missing", short)
			}
		}
	}
	for line := range strings.Lines(part("## Part E", "\x00")) {
		right, slips, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		for s := range strings.SplitSeq(slips, ", ") {
			_, slip := g.Slip(s)
			if !slip && !known[key(s)] && !covered(g, s) {
				t.Errorf("%q for %q is missing", s, right)
			}
		}
	}
}

// covered tells whether a phrase is found as one term, in whatever spelling.
func covered(g *glossary.Glossary, term string) bool {
	term = strings.TrimSpace(term)
	for _, m := range g.Find(term) {
		if len(strings.Fields(m.Span.Of(term)))+1 >= len(strings.Fields(term)) {
			return true
		}
	}
	return false
}

var notLetters = regexp.MustCompile(`[^a-z0-9+ ]`)

func key(term string) string {
	return strings.TrimSuffix(notLetters.ReplaceAllString(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(term)), "-", " "), ""), "s")
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(glossary.Embedded()))
	f.Add([]byte("[unsafe]\nCP: ask a (b) | c (d); say e\n[everyday]\na < b\n[slips]\na b: c d"))
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := glossary.Parse(bytes.NewReader(data))
		if err != nil {
			if _, ok := errors.AsType[*glossary.Invalid](err); !ok {
				t.Fatalf("%v is not *Invalid", err)
			}
			return
		}
		for _, s := range g.Sets() {
			if len(s.Terms) == 0 {
				t.Fatalf("line %d has an empty set", s.Line)
			}
		}
		g.Find(string(data))
		g.Fixes(string(data))
		g.Explain(string(data))
	})
}

func FuzzFind(f *testing.F) {
	f.Add("What does a PA do for a 23 year old care leaver?")
	f.Add("children, looked\n\nafter’s CLAs & LAC’s")
	g := glossary.Default()
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, m := range g.Find(text) {
			if m.Start < last || m.End > len(text) || m.Start >= m.End {
				t.Fatalf("span %v after %d", m.Span, last)
			}
			last = m.End
		}
		g.Unclear(text)
		g.Explain(text)
		g.Fixes(text)
	})
}

func BenchmarkParse(b *testing.B) {
	text := glossary.Embedded()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := glossary.Parse(strings.NewReader(text)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	g := glossary.Default()
	for name, text := range map[string]string{
		"question": "What does a PA do for a 23 year old care leaver who asks for help?",
		"page":     strings.Repeat("The council must look after children in care and its IROs report to the Board. ", 30),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				g.Find(text)
			}
		})
	}
}
