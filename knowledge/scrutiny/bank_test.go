package scrutiny_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hearth/knowledge/analysis"
	"hearth/knowledge/knowledgetest"
	"hearth/knowledge/scrutiny"
)

func bank(t testing.TB) *scrutiny.Bank {
	t.Helper()
	b, err := scrutiny.New()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheBankHasEnoughForEverybody(t *testing.T) {
	all := bank(t).All()
	count := map[string]int{}
	for _, q := range all {
		for _, a := range q.Areas {
			count["area "+string(a)]++
			if len(q.Seats) == 0 {
				count["any member on "+string(a)]++
			}
		}
		for _, n := range q.Principles {
			count[fmt.Sprint("principle ", n)]++
		}
		for _, s := range q.Seats {
			count["seat "+string(s)]++
		}
	}
	want := map[string]int{}
	for _, a := range scrutiny.Areas() {
		want["area "+string(a.ID)], want["any member on "+string(a.ID)] = 6, 3
	}
	for _, p := range scrutiny.Principles() {
		want[fmt.Sprint("principle ", p.Number)] = 5
	}
	for _, s := range scrutiny.Seats() {
		want["seat "+string(s)] = 8
	}
	for what, n := range want {
		if count[what] < n {
			t.Errorf("%s: %d questions, want %d", what, count[what], n)
		}
	}
	if len(want) != 33 {
		t.Errorf("%d things were counted, want 10 areas twice, 7 principles and 6 seats", len(want))
	}
	if len(all) < 70 {
		t.Errorf("%d questions, want 70", len(all))
	}
}

var (
	opens = regexp.MustCompile(`^(?:(?:If|When) [^,]+, )?(?:how|what|which|where|who|why)\b`)
	// One child, a person's guess at it, or what belongs to a party.
	never = regexp.MustCompile(`(?i)\b(?:this|that|the) child\b|\b(?:he|she|his|her|him)\b|\b(?:labour|conservatives?|tory|tories|liberal|reform uk|greens?|party|opposition|administration|government)\b`)
	// American forms and -ize; "license" is the verb here.
	american = regexp.MustCompile(`(?i)\b(?:\w+iz(?:e|es|ed|ing|ation|ations)|\w*(?:color|behavior|favor|neighbor|labor|honor)\w*|center\w*|programs?|enroll?ments?|counsel(?:ed|ing)|fulfill|skillful|gray|advis[o]r|kids|mom|fall|licenses|licensor|practise report)\b`)
	spaces   = regexp.MustCompile(`^\s|\s$|\s\s|\n`)
)

func TestEveryQuestionCanBeSaidAloud(t *testing.T) {
	for _, q := range bank(t).All() {
		if n := len(strings.Fields(q.Text)); n > 25 {
			t.Errorf("%s: %d words, want at most 25", q.ID, n)
		}
		if n := len(strings.Fields(q.LookFor)); n < 3 || n > 20 {
			t.Errorf("%s: look for has %d words, want 3 to 20", q.ID, n)
		}
		first, rest := q.Text[:1], q.Text[1:]
		if !opens.MatchString(strings.ToLower(first)+rest) && !opens.MatchString(q.Text) {
			t.Errorf("%s isn't open: %q", q.ID, q.Text)
		}
		if strings.Count(q.Text, "?") != 1 || !strings.HasSuffix(q.Text, "?") || strings.ContainsAny(q.Text, ".;:()!") {
			t.Errorf("%s isn't one plain sentence: %q", q.ID, q.Text)
		}
		if strings.HasSuffix(q.LookFor, ".") || strings.Contains(q.LookFor, "?") {
			t.Errorf("%s: what to look for is a phrase: %q", q.ID, q.LookFor)
		}
		for _, s := range []string{q.Text, q.LookFor} {
			if m := never.FindString(s); m != "" {
				t.Errorf("%s speaks of %q: %q", q.ID, m, s)
			}
			if m := american.FindString(s); m != "" {
				t.Errorf("%s spells %q: %q", q.ID, m, s)
			}
			if spaces.MatchString(s) {
				t.Errorf("%s has stray spaces: %q", q.ID, s)
			}
		}
		area, _, _ := strings.Cut(q.ID, "/")
		if !regexp.MustCompile(`^[a-z_]+/[a-z0-9-]+$`).MatchString(q.ID) || area != string(q.Areas[0]) {
			t.Errorf("%q is no id for a question on %s", q.ID, q.Areas[0])
		}
		for what, twice := range map[string]bool{"an area": repeats(q.Areas), "a principle": repeats(q.Principles), "a seat": repeats(q.Seats)} {
			if twice {
				t.Errorf("%s names %s twice", q.ID, what)
			}
		}
	}
}

// The patterns above would hold of anything if they matched nothing.
func TestThePatternsBite(t *testing.T) {
	for s, re := range map[string]*regexp.Regexp{
		"why did this child move":          never,
		"what has she been told":           never,
		"what did the opposition vote for": never,
		"how is the service organized":     american,
		"which neighborhoods":              american,
		"which programs":                   american,
		"how do we  know":                  spaces,
	} {
		if !re.MatchString(s) {
			t.Errorf("%q passes", s)
		}
	}
	for s, want := range map[string]bool{
		"how many are there": true, "When a home closes, what happens": true,
		"Is it so": false, "Do we know how it is": false, "Are there any": false, "If so, is it": false,
	} {
		if got := opens.MatchString(s); got != want {
			t.Errorf("%q open: %v, want %v", s, got, want)
		}
	}
}

func repeats[T comparable](list []T) bool {
	for i, v := range list {
		if slices.Contains(list[i+1:], v) {
			return true
		}
	}
	return false
}

func TestNoTwoQuestionsAreAlike(t *testing.T) {
	all := bank(t).All()
	worst := 0.0
	for i, q := range all {
		for _, r := range all[:i] {
			l := alike(q.Text, r.Text)
			worst = max(worst, l)
			if l > 0.5 {
				t.Errorf("%s and %s share %.0f%% of their words:\n\t%s\n\t%s", r.ID, q.ID, 100*l, r.Text, q.Text)
			}
			if q.LookFor == r.LookFor {
				t.Errorf("%s and %s look for the same: %q", r.ID, q.ID, q.LookFor)
			}
		}
	}
	if alike("How many children moved home?", "how many homes did the children move to") < 0.9 || worst < 0.2 {
		t.Errorf("likeness finds nothing; the most alike share %.2f", worst)
	}
}

// alike is the share of the two texts' stems that both have.
func alike(a, b string) float64 {
	x, y := stems(a), stems(b)
	both := 0
	for s := range x {
		if y[s] {
			both++
		}
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

func stems(s string) map[string]bool {
	m := map[string]bool{}
	for _, t := range analysis.Words(s) {
		if !t.Stop && !t.Joined {
			m[t.Stem] = true
		}
	}
	return m
}

func TestThePrinciplesAreTheActs(t *testing.T) {
	all := scrutiny.Principles()
	if len(all) != 7 {
		t.Fatalf("%d principles, want 7", len(all))
	}
	for i, p := range all {
		if want := fmt.Sprintf("Children and Social Work Act 2017, section 1(1)(%c)", 'a'+i); p.Source != want || p.Number != i+1 {
			t.Errorf("principle %d has number %d and source %q, want %q", i+1, p.Number, p.Source, want)
		}
	}
	clear(all)
	if scrutiny.Principles()[0].Name != "Best interests" {
		t.Error("a caller changed the principles")
	}
}

func TestTheAreasAreTen(t *testing.T) {
	all := scrutiny.Areas()
	if len(all) != 10 {
		t.Fatalf("%d areas, want 10", len(all))
	}
	for _, a := range all {
		if got, ok := a.ID.Info(); !ok || got != a {
			t.Errorf("%s is %+v, %v", a.ID, got, ok)
		}
		if n := len(strings.Fields(a.About)); n > 40 || !strings.HasSuffix(a.About, ".") {
			t.Errorf("%s: %d words, want one sentence of at most 40: %q", a.ID, n, a.About)
		}
	}
	if info, ok := scrutiny.Area("none").Info(); ok {
		t.Errorf("there is an area called none: %+v", info)
	}
}

// Every figure must be one of the fact sheet's, and nothing may say what is
// only believed.
func TestFiguresAreTheFactSheets(t *testing.T) {
	sheet := string(knowledgetest.Read(t, "domain/duties.md"))
	known := map[string]bool{}
	figure := regexp.MustCompile(`\d[\d,]*\d|\d`)
	for _, f := range figure.FindAllString(sheet, -1) {
		known[f] = true
	}
	say := func(where, text string) {
		for _, f := range figure.FindAllString(text, -1) {
			if !known[f] {
				t.Errorf("%s says %q, which the fact sheet doesn't: %q", where, f, text)
			}
		}
		for _, out := range []string{"12 months", "twelve months", "0.1 per cent", "2026-27", "once a year"} {
			if strings.Contains(text, out) {
				t.Errorf("%s says %q, which is unconfirmed", where, out)
			}
		}
	}
	for _, q := range bank(t).All() {
		say(q.ID, q.Text+" "+q.LookFor)
	}
	for _, a := range scrutiny.Areas() {
		say(string(a.ID), a.About)
	}
	if !known["72"] || known["73"] {
		t.Error("the figures of the fact sheet were not read")
	}
}
