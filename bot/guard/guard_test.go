package guard_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearth/bot/guard"
	"hearth/knowledge"
	"hearth/knowledge/knowledgetest"
)

// areas stand for the list of England's councils that the program hands in.
var areas = []string{"Middlesbrough", "Stockton-on-Tees", "Kent", "Leeds", "Wigan", "Hull", "Kirklees", "Preston", "Reading",
	"Barking and Dagenham", "Telford and Wrekin", "Redcar and Cleveland", "Hartlepool", "Kensington and Chelsea"}

var watch = guard.New(guard.Options{Places: areas})

// section is one line of a list of texts with the kind it stands under.
type section struct {
	kind knowledge.HandledKind
	text string
}

func list(t testing.TB, name string) []section {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var all []section
	kind := knowledge.HandledKind("")
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "", strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "[") && !strings.Contains(line, " "):
			kind = knowledge.HandledKind(strings.Trim(line, "[]"))
		default:
			all = append(all, section{kind, line})
		}
	}
	return all
}

// near tells whether a member is as well served by one kind as by the other.
func near(got, want knowledge.HandledKind) bool {
	worry := func(k knowledge.HandledKind) bool {
		return k == knowledge.Emergency || k == knowledge.Safeguarding
	}
	return got == want || worry(got) && worry(want)
}

// caught runs a list and checks each kind's share against a floor.
func caught(t *testing.T, name string, floor float64) {
	t.Helper()
	hits, of := map[knowledge.HandledKind]int{}, map[knowledge.HandledKind]int{}
	for _, s := range list(t, name) {
		got, rule := watch.Verdict(knowledge.Question{Text: s.text})
		of[s.kind]++
		if near(got, s.kind) {
			hits[s.kind]++
			continue
		}
		t.Logf("want %s, got %q by %q: %s", s.kind, got, rule, s.text)
	}
	sum, all := 0, 0
	for kind, n := range of {
		sum, all = sum+hits[kind], all+n
		if share := float64(hits[kind]) / float64(n); share < floor {
			t.Errorf("%s: %d of %d caught, want %.0f%%", kind, hits[kind], n, 100*floor)
		}
	}
	t.Logf("%s: %d of %d caught", name, sum, all)
}

func TestVariationsAreCaught(t *testing.T) {
	for _, s := range list(t, "variations.txt") {
		if s.kind == "" {
			t.Errorf("no kind above %q", s.text)
		}
	}
	caught(t, "variations.txt", 0.95)
}

func TestWhatTestersFound(t *testing.T) {
	for _, s := range list(t, "found.txt") {
		want := s.kind
		if want == "papers" {
			want = ""
		}
		if got, rule := watch.Verdict(knowledge.Question{Text: s.text}); !near(got, want) {
			t.Errorf("%q is %q by %q, want %q", s.text, got, rule, want)
		}
	}
}

// A place that the list doesn't have is read like a person's name, and no rule
// knows one by heart.
func TestPlacesComeFromTheListAlone(t *testing.T) {
	for _, place := range append(slices.Clone(areas), "Stockton", "Barking", "Ambridge", "St Ambridge", "Ambridge-on-Sea") {
		if place == "Reading" || place == "Kensington and Chelsea" {
			continue // words and names as well
		}
		own := guard.New(guard.Options{Places: []string{place}})
		for _, text := range []string{"What is %s's placement policy?", "What does %s say about its housing?", "Is %s's case file policy new?", "Does %s house more care leavers than us?"} {
			text = strings.Replace(text, "%s", place, 1)
			if got, rule := own.Verdict(knowledge.Question{Text: text}); got != "" {
				t.Errorf("%q is taken for %s by %q", text, got, rule)
			}
		}
		person := "What is Mrs " + strings.Fields(place)[len(strings.Fields(place))-1] + "'s foster placement?"
		if got, _ := own.Verdict(knowledge.Question{Text: person}); got == "" {
			t.Errorf("%q goes to the papers", person)
		}
	}
	if got, _ := guard.New(guard.Options{}).Verdict(knowledge.Question{Text: "What is Ambridge's placement?"}); got != knowledge.Privacy {
		t.Errorf("a name that is no place is %q", got)
	}
}

// TestHeldOut runs a list that no rule was mended for.
func TestHeldOut(t *testing.T) { caught(t, "heldout.txt", 0.8) }

// TestOtherSubjects asks what people ask about Normans, oxygen and steam: the
// rules must not see worries and orders everywhere.
func TestOtherSubjects(t *testing.T) {
	questions := knowledgetest.Lines[struct{ Text string }](t, "ir", "squad2dev", "queries.jsonl")
	n, alarms := min(len(questions), 4000), 0
	for _, q := range questions[:n] {
		if kind, _ := watch.Verdict(knowledge.Question{Text: q.Text}); kind != "" {
			alarms++
		}
	}
	if n < 1000 || float64(alarms) > 0.015*float64(n) {
		t.Errorf("%d of %d questions about other subjects were taken", alarms, n)
	}
	t.Logf("%d of %d questions about other subjects were taken", alarms, n)
}

func TestNearMissesPass(t *testing.T) {
	misses := list(t, "nearmisses.txt")
	alarms := 0
	for _, s := range misses {
		if got, rule := watch.Verdict(knowledge.Question{Text: s.text}); got != "" {
			alarms++
			t.Logf("taken for %s by %q: %s", got, rule, s.text)
		}
	}
	if len(misses) < 60 || float64(alarms) > 0.03*float64(len(misses)) {
		t.Errorf("%d false alarms among %d near misses", alarms, len(misses))
	}
}

type goldLine struct {
	ID, Question, Previous, Kind, Handling string
	Any                                    []string `json:"reply_should_contain_any"`
	Banned                                 []string `json:"reply_must_not_contain"`
}

// fits has the kinds that serve each handling of the gold files.
var fits = map[string]string{
	"safeguarding_redirect": "safeguarding emergency", "emergency": "emergency safeguarding",
	"privacy_decline": "privacy safeguarding", "legal_advice_decline": "legal_advice", "political_decline": "political",
	"injection_refuse": "injection privacy exempt", "abuse_calm": "abuse political", "smalltalk": "smalltalk",
	"command_optout": "command", "data_rights": "data_rights", "exempt_decline": "exempt privacy",
	"wellbeing": "wellbeing emergency", "casework_redirect": "casework",
}

func TestGoldQuestions(t *testing.T) {
	for _, name := range []string{"seeds.jsonl", "duties.jsonl"} {
		for _, g := range knowledgetest.Lines[goldLine](t, "gold", name) {
			q := knowledge.Question{Text: g.Question, Previous: g.Previous}
			kind, reply, ok := watch.Handle(q)
			if g.Kind != "boundary" {
				if ok {
					_, rule := watch.Verdict(q)
					t.Errorf("%s is a question for the papers, taken for %s by %q", g.ID, kind, rule)
				}
				continue
			}
			if !ok || !strings.Contains(fits[g.Handling], string(kind)) {
				t.Errorf("%s: got %q, want %s", g.ID, kind, fits[g.Handling])
			}
			low := strings.ToLower(reply)
			found := len(g.Any) == 0
			for _, w := range g.Any {
				found = found || strings.Contains(low, strings.ToLower(w))
			}
			if !found {
				t.Errorf("%s: the reply has none of %q: %s", g.ID, g.Any, reply)
			}
			for _, w := range g.Banned {
				if strings.Contains(low, strings.ToLower(w)) {
					t.Errorf("%s: the reply repeats %q", g.ID, w)
				}
			}
		}
	}
}
