package answer

import (
	"slices"
	"strings"
	"testing"

	"hearth/knowledge/analysis"
)

func TestLikenessFile(t *testing.T) {
	seen := map[string]int{}
	n := 0
	for line := range strings.Lines(likenessFile) {
		n++
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if at, ok := seen[line]; ok {
			t.Errorf("line %d says the same as line %d: %s", n, at, line)
		}
		seen[line] = n
		if line != strings.ToLower(line) {
			t.Errorf("line %d has capitals: %s", n, line)
		}
		from, to, oneWay := strings.Cut(line, ">")
		left, right := strings.Fields(from), strings.Fields(to)
		switch {
		case oneWay && (len(left) == 0 || len(right) == 0):
			t.Errorf("line %d lacks a side: %s", n, line)
		case !oneWay && len(left) < 2:
			t.Errorf("line %d has one word only: %s", n, line)
		case !oneWay && len(left) > 8:
			t.Errorf("line %d leads both ways with %d words, more than 8: %s", n, len(left), line)
		}
		all := map[string]bool{}
		for _, w := range slices.Concat(left, right) {
			if all[w] {
				t.Errorf("line %d repeats %q", n, w)
			}
			all[w] = true
			parts := strings.Split(w, "_")
			if !slices.ContainsFunc(parts, func(p string) bool { return p != "" && !analysis.Stopword(p) }) {
				t.Errorf("line %d: %q only holds a sentence together", n, w)
			}
		}
	}
}

// leadsTo tells whether a word or phrase reaches a word.
func leadsTo(from, to string) bool {
	ways := alike().phrase(from)
	if !strings.Contains(from, " ") {
		ways = alike().word(analysis.Stem(from))
	}
	return slices.ContainsFunc(ways, func(w []string) bool { return slices.Equal(w, stemsOf(to)) })
}

func TestLikenessMeets(t *testing.T) {
	for _, p := range [][2]string{
		{"siblings", "brothers"}, {"turn up", "attend"}, {"turned up", "attendance"}, {"whitehall", "department"},
		{"kick out", "exclusion"}, {"anxious", "wellbeing"}, {"on track", "progress"}, {"teeth", "dental"},
		{"speak up", "voice"}, {"from scratch", "refresh"}, {"went up", "increase"}, {"in the dark", "informed"},
		{"awaiting trial", "remanded"}, {"sleeping on sofas", "homelessness"}, {"uni money", "bursary"},
		{"bottom mark", "inadequate"}, {"secret part", "exempt"}, {"keep coming back", "monitoring visits"},
	} {
		if !leadsTo(p[0], p[1]) {
			t.Errorf("%q does not reach %q", p[0], p[1])
		}
	}
	for _, p := range [][2]string{
		{"increase", "decrease"}, {"rise", "fall"}, {"child", "adult"}, {"mother", "council"}, {"council", "panel"},
		{"board", "cabinet"}, {"approve", "reject"}, {"strength", "weakness"}, {"name", "title"}, {"answer", "responsible"},
		{"public", "publish"}, {"panel", "council"}, {"entering", "leaving"}, {"safe", "unsafe"},
		{"top grade", "inadequate"}, {"bottom mark", "outstanding"}, {"on bail", "custody"}, {"secret part", "public"},
		{"coming out of care", "entering"}, {"more kids", "decrease"}, {"not on time", "timely"}, {"up to us", "duty"},
	} {
		if leadsTo(p[0], p[1]) || leadsTo(p[1], p[0]) {
			t.Errorf("%q and %q meet", p[0], p[1])
		}
	}
}
