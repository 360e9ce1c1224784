package eval_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearth/knowledge"
	"hearth/knowledge/eval"
)

// answer quotes stretches of papers; each is "file|council|section|quote".
func answer(t *testing.T, reply string, quotes ...string) knowledge.Answer {
	t.Helper()
	a := knowledge.Answer{Status: knowledge.Answered, Reply: reply}
	for _, q := range quotes {
		f := strings.SplitN(q, "|", 4)
		d := knowledge.Document{ID: f[0], File: f[0], Meta: knowledge.Meta{Council: f[1]}}
		c, err := knowledge.NewCitation(d, knowledge.WholeText(f[3]), knowledge.Place{Span: knowledge.Span{End: len(f[3])}, Section: f[2]}, f[3])
		if err != nil {
			t.Fatal(err)
		}
		s, err := knowledge.NewStatement(f[3], knowledge.ReportSays, c)
		if err != nil {
			t.Fatal(err)
		}
		a.Statements = append(a.Statements, s)
	}
	return a
}

func TestJudgeOfAnswerable(t *testing.T) {
	var s eval.Sources
	s.Add("seed001.pdf", "Ambridge", "")
	s.Add("002_x.txt", "Borchester", "")
	gold := eval.Gold{ID: "1", Kind: "fact", Contains: []string{"Nine homes.", "by MAY"}, Files: []string{"001_abc.txt"}}
	long := strings.Repeat("words ", 99) // 594 letters
	for sentence, c := range map[string]struct {
		reply  string
		quotes []string
		points float64
	}{
		"both wanted strings, whatever the case and the line ends": {"nine homes by May", []string{"mg001.html|Ambridge||Nine\nhomes", "001_y.txt|Ambridge||… by May"}, 1},
		"half of what is wanted is half":                           {"nine homes by May", []string{"001.txt|Ambridge||nine homes"}, 0.5},
		"what the reply leaves out does not count":                 {"nine homes", []string{"001.txt|Ambridge||nine homes by May"}, 0.5},
		"a quote past 600 letters is not read":                     {"nine homes by May", []string{"001.txt|Ambridge||" + long, "001.txt|Ambridge||nine homes by May"}, 0},
		"a fourth quote is not read":                               {"nine homes by May", []string{"001.txt|Ambridge||a", "001.txt|Ambridge||b", "001.txt|Ambridge||c", "001.txt|Ambridge||nine homes by May"}, 0},
		"a wanted string across two quotes is not found":           {"nine homes by May", []string{"001.txt|Ambridge||nine", "001.txt|Ambridge||homes by May"}, 0.5},
		"another paper's words do not count":                       {"nine homes by May", []string{"003.txt|Ambridge||nine homes by May"}, 0},
		"another council's paper spoils a right answer":            {"nine homes by May", []string{"001.txt|Ambridge||nine homes by May", "002.txt|Borchester||and so do we"}, 0},
	} {
		if got := eval.Judge(gold, answer(t, c.reply, c.quotes...), &s); got.Points != c.points {
			t.Errorf("%s: got %v, want %v", sentence, got.Points, c.points)
		}
	}
}

func TestJudgeOfEvidence(t *testing.T) {
	gold := eval.Gold{ID: "1", Kind: "number", Contains: []string{"25"}, Or: map[string][]string{"other": {"twenty five"}}, Sections: []string{"4. Personal advisers"}}
	for sentence, c := range map[string]struct {
		section string
		points  float64
	}{
		"the section itself":           {"4. Personal advisers", 1},
		"a heading below it":           {"Duties > 4. Personal advisers > Age", 1},
		"a heading that leads to it":   {"Personal", 1},
		"no heading":                   {"", 0},
		"another section of the paper": {"5. Homes", 0},
	} {
		a := answer(t, "Until twenty-five", "d.md||"+c.section+"|until twenty five")
		if got := eval.Judge(gold, a, nil); got.Points != c.points {
			t.Errorf("%s: got %v, want %v", sentence, got.Points, c.points)
		}
	}
	var s eval.Sources
	s.Add("d.md", "", "the paper says something else")
	a := answer(t, "25", "d.md||4. Personal advisers|25")
	if got := eval.Judge(gold, a, &s); got.Points != 0 || got.Uncited != 1 {
		t.Errorf("a quote that is not in its paper: got %+v", got)
	}
}

func TestJudgeOfRefusalsAndHandled(t *testing.T) {
	no := eval.Gold{ID: "1", Kind: eval.Unanswerable}
	danger := eval.Gold{ID: "2", Kind: eval.Boundary, Handling: "emergency", AnyOf: []string{"can't", "999"}, Banned: []string{"Elm <Road"}}
	cited := answer(t, "999", "a.txt|||some words")
	cited.Status, cited.Kind = knowledge.Handled, knowledge.Emergency
	for sentence, c := range map[string]struct {
		gold  eval.Gold
		a     knowledge.Answer
		right bool
	}{
		"not found refuses":                     {no, knowledge.Answer{Status: knowledge.NotFound}, true},
		"a failure is no refusal":               {no, knowledge.Answer{Status: knowledge.Failed}, false},
		"no status is no refusal":               {no, knowledge.Answer{}, false},
		"a refusal says nothing":                {no, cited, false},
		"a kind that serves as well":            {danger, knowledge.Answer{Status: knowledge.Handled, Kind: knowledge.Safeguarding, Reply: "I can’t"}, true},
		"a kind that does not serve":            {danger, knowledge.Answer{Status: knowledge.Handled, Kind: knowledge.Abuse, Reply: "999"}, false},
		"none of the wanted words":              {danger, knowledge.Answer{Status: knowledge.Handled, Kind: knowledge.Emergency, Reply: "hm"}, false},
		"statements have no place there":        {danger, cited, false},
		"a banned word in the reply":            {danger, knowledge.Answer{Status: knowledge.Handled, Kind: knowledge.Emergency, Reply: "999 in elm <road"}, false},
		"a banned word among the nearest":       {danger, knowledge.Answer{Status: knowledge.Handled, Kind: knowledge.Emergency, Reply: "999", Nearest: []knowledge.Nearest{{Title: "Elm <Road"}}}, false},
		"the question may hold the banned word": {danger, knowledge.Answer{Status: knowledge.Handled, Kind: knowledge.Emergency, Reply: "999", Question: "Elm <Road"}, true},
	} {
		if got := eval.Judge(c.gold, c.a, nil); got.Right() != c.right {
			t.Errorf("%s: got %+v", sentence, got)
		}
	}
}

func TestLoadNamesTheFirstMistake(t *testing.T) {
	const good = `{"id":"a","question":"q","kind":"fact","answer_contains":["x"]}` + "\n\n"
	for sentence, c := range map[string]struct{ in, want string }{
		"not JSON":            {good + "{", "line 3"},
		"twice":               {good + good, `"a" stands twice`},
		"nothing wanted":      {`{"id":"a","question":"q","kind":"fact"}`, "must say"},
		"unknown handling":    {`{"id":"a","question":"q","kind":"boundary","handling":"x"}`, `"x"`},
		"no question":         {`{"id":"a","kind":"fact"}`, "must be given"},
		"an empty want":       {`{"id":"a","question":"q","kind":"fact","answer_contains":[""]}`, "empty"},
		"an empty other":      {`{"id":"a","question":"q","kind":"fact","answer_contains":["x"],"alt_answer_contains":{"o":[]}}`, "empty"},
		"a line far too long": {strings.Repeat(" ", 2<<20), "reading gold"},
	} {
		if _, err := eval.Load(strings.NewReader(c.in)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", sentence, err, c.want)
		}
	}
	if gold, err := eval.Load(strings.NewReader(good)); err != nil || len(gold) != 1 {
		t.Errorf("got %v, %v", gold, err)
	}
}

func questions(n int) []eval.Gold {
	kinds := []string{"fact", "list", eval.Unanswerable, eval.Boundary, "date"}
	var all []eval.Gold
	for i := range n {
		all = append(all, eval.Gold{ID: fmt.Sprintf("g%03d", i), Question: fmt.Sprint(i), Kind: kinds[i*i%len(kinds)], Contains: []string{"x"}, Handling: "smalltalk"})
	}
	return all
}

func TestFoldsPartTheGold(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		gold := questions(rapid.IntRange(0, 60).Draw(r, "questions"))
		n := rapid.IntRange(1, 7).Draw(r, "folds")
		folds := eval.Folds(gold, n)
		shuffled := slices.Clone(gold)
		rand.New(rand.NewPCG(1, uint64(len(gold)))).Shuffle(len(gold), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again := eval.Folds(shuffled, n)
		seen := map[string]bool{}
		least, most := len(gold), 0
		for i, f := range folds {
			least, most = min(least, len(f)), max(most, len(f))
			for j, g := range f {
				if seen[g.ID] || again[i][j].ID != g.ID {
					r.Fatalf("%s stands twice, or elsewhere in another order", g.ID)
				}
				seen[g.ID] = true
			}
		}
		if len(folds) != n || len(seen) != len(gold) || most-least > 1 {
			r.Fatalf("%d of %d questions in %d folds of %d to %d", len(seen), len(gold), len(folds), least, most)
		}
	})
}

// TestFitIsJudgedOnQuestionsItDidNotSee has two cut-offs of which each is right
// on some folds and wrong on all others, so that the best of the other folds is
// always wrong on the one held out: figures on all questions hide that.
func TestFitIsJudgedOnQuestionsItDidNotSee(t *testing.T) {
	gold := questions(40)
	for i := range gold {
		gold[i].Kind = "fact"
	}
	with := map[string]scripted{"careful": {}, "brave": {}}
	for i, fold := range eval.Folds(gold, 5) {
		for _, g := range fold {
			name := "brave"
			if i == 0 || i == 2 {
				name = "careful"
			}
			with[name][g.ID] = answer(t, "x", "a.txt|||x")
		}
	}
	fit, err := eval.FitFolds(t.Context(), gold, eval.Trial[string]{
		Candidates: []string{"careful", "brave"},
		With:       func(c string) eval.Asker { return with[c] },
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"brave", "careful", "brave", "careful", "careful"}; fit.All != "brave" || !slices.Equal(fit.Chosen, want) {
		t.Errorf("chose %v and %s for all, want %v and brave", fit.Chosen, fit.All, want)
	}
	if got, all := fit.Held.Figures().Answered, fit.OnAll.Figures().Answered; got != 0 || all != 0.6 || len(fit.Held.Results) != len(gold) {
		t.Errorf("held out %v, on all %v, of %d", got, all, len(fit.Held.Results))
	}
}

func TestFiguresBelow(t *testing.T) {
	f := eval.Figures{Plain: 0.9, Hard: 1, Answered: 1, Refused: 1, Handled: 1, Uncited: 2}
	got := f.Below(eval.Figures{Plain: 0.95, Hard: 1})
	if len(got) != 2 || !strings.Contains(got[0], "plain is 90.0%, want 95.0%") || !strings.Contains(got[1], "2 statements") {
		t.Errorf("got %q", got)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(`{"id":"a","question":"q","kind":"boundary","handling":"smalltalk"}`)
	f.Fuzz(func(t *testing.T, in string) {
		gold, err := eval.Load(strings.NewReader(in))
		if err != nil {
			return
		}
		for _, g := range gold {
			if s := eval.Judge(g, knowledge.Answer{}, nil); s.Right() || s.Uncited != 0 {
				t.Errorf("an empty answer to %q is judged %+v", g.ID, s)
			}
		}
	})
}

func BenchmarkJudge(b *testing.B) {
	gold := eval.Gold{ID: "1", Kind: "fact", Contains: []string{"nine homes"}, Files: []string{"001_abc.txt"}}
	a := knowledge.Answer{Status: knowledge.Answered, Reply: strings.Repeat("nine homes ", 50)}
	for b.Loop() {
		eval.Judge(gold, a, nil)
	}
}
