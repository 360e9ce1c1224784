package answer_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearth/knowledge"
	"hearth/knowledge/answer"
	"hearth/knowledge/extract/read"
	"hearth/knowledge/glossary"
	"hearth/knowledge/index"
)

// The papers of two councils that don't exist.
var papers = map[string]string{
	"minutes.md": `---
title: Corporate Parenting Strategy 2026-2029
council: Fernshire
body: Cabinet
kind: minutes
date: 2026-05-04
shelf: public
---
# Corporate Parenting Strategy 2026-2029

The Lead Member, Councillor Joan Ash, introduced the strategy. The Corporate Parenting Board (CPB) agreed four priorities for the strategy. The first report will go to the Board in October 2026.

Members asked why visits had slipped. Visits were late because six social workers had left during the winter.

The following partners signed the pledge:

- Fernshire Police
- the Integrated Care Board
- Fernshire College
- the district councils

That the strategy be approved and the pledge be signed by all members.
`,
	"figures.md": `---
title: Performance report
council: Fernshire
body: Corporate Parenting Board
kind: report
date: 2024-02-01
shelf: public
---
# Performance report

## Health

Dental checks were done for 88% of children in care. Health assessments are reviewed every six months for children under five.

## Homes

Fernshire had 312 children in care on 31 December 2023. On that day 40 unaccompanied asylum-seeking children were in care in Fernshire. Some young people live more than 20 miles away.

## Contact

For a full copy of the report please email board@fernshire.gov.uk or ring 01632 960000.
`,
	"brook.md": `---
title: Care leavers' offer
council: Brookdale
kind: report
date: 2026-01-10
shelf: public
---
# Care leavers' offer

Brookdale pays the council tax of its care leavers until they turn 25. A personal adviser meets each care leaver at least every eight weeks.
`,
	"officers.md": `---
title: Placement costs
council: Fernshire
kind: report
date: 2026-03-01
shelf: officers
---
# Placement costs

The average placement cost £5,200 a week in the last quarter.
`,
	"old.md": `---
title: Pledge of 2019
council: Fernshire
kind: strategy
date: 2019-06-01
superseded_by: minutes.md
shelf: public
---
# Pledge of 2019

Every child in care gets a bicycle on their tenth birthday.
`,
	"carers.md": `---
title: Guide for carers
kind: guidance
date: 2026-03-03
shelf: public
---
# Guide for carers

Somebody who takes a child in for a weekend is often called a link or holiday carer. Section 8: each home must be inspected every year. (Homes Act 1999, section 8)

## What carers must not do

- hide a worry from the social worker
- promise a child to keep a secret
- post pictures
`,
	"long.md": `---
title: Questions for scrutiny
council: Fernshire
kind: guidance
date: 2026-02-02
shelf: public
---
# Questions for scrutiny

Members may look into these topics:

- fostering
- adoption
- dental care
- school moves
- visits
- reviews
- advocacy
- staying put
- transport
- savings
- passports
- leisure passes
- pets
- holidays
`,
}

func openPapers(tb testing.TB, papers map[string]string) *index.Index {
	tb.Helper()
	r := read.New(read.Options{})
	defer r.Close()
	path := filepath.Join(tb.TempDir(), "index.db")
	_, err := index.Build(context.Background(), path, func(yield func(index.Source, error) bool) {
		for name, text := range papers {
			for p, err := range r.Read(context.Background(), name, bytes.NewReader([]byte(text)), int64(len(text))) {
				d := knowledge.Document{ID: name, Version: "v1", Meta: p.Meta, File: name}
				if !yield(index.Source{Document: d, Content: p.Content}, err) {
					return
				}
			}
		}
	}, index.Stamp{}, nil)
	if err != nil {
		tb.Fatal(err)
	}
	ix, err := index.Open(path, index.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { ix.Close() })
	return ix
}

func newDesk(tb testing.TB, o answer.Options) *answer.Desk {
	tb.Helper()
	if o.Index == nil {
		o.Index = openPapers(tb, papers)
	}
	o.Glossary = glossary.Default()
	o.Places = []string{"Fernshire", "Brookdale", "Hartlepool"}
	return answer.New(o)
}

var asked = time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)

func ask(d *answer.Desk, text string, change ...func(*knowledge.Question)) knowledge.Answer {
	q := knowledge.Question{Text: text, Viewer: knowledge.ViewPublic, Now: asked}
	for _, c := range change {
		c(&q)
	}
	return d.Ask(context.Background(), q)
}

func after(previous string) func(*knowledge.Question) {
	return func(q *knowledge.Question) { q.Previous = previous }
}

func as(v knowledge.Viewer) func(*knowledge.Question) {
	return func(q *knowledge.Question) { q.Viewer = v }
}

func TestAnswered(t *testing.T) {
	d := newDesk(t, answer.Options{})
	for sentence, c := range map[string]struct {
		ask   string
		with  func(*knowledge.Question)
		quote string
	}{
		"a count is a number of the thing":         {ask: "How many priorities did the Board agree?", quote: "four priorities"},
		"a name is found by its post":              {ask: "Who is Fernshire's Lead Member?", quote: "Councillor Joan Ash"},
		"a date to come":                           {ask: "When will the first report go to the Board?", quote: "October 2026"},
		"a percentage":                             {ask: "What percentage of Fernshire's children in care had dental checks?", quote: "88%"},
		"how often":                                {ask: "How often are health assessments reviewed for under fives?", quote: "every six months"},
		"an e-mail address":                        {ask: "How do I get a full copy of Fernshire's performance report?", quote: "board@fernshire.gov.uk"},
		"a telephone number":                       {ask: "What number do I ring about the Fernshire performance report?", quote: "01632 960000"},
		"a reason":                                 {ask: "Why were visits late?", quote: "because six social workers had left"},
		"the decision itself":                      {ask: "What did Fernshire's Cabinet decide about the strategy?", quote: "That the strategy be approved"},
		"the years that a strategy covers":         {ask: "What years does Fernshire's strategy cover?", quote: "2026-2029"},
		"what an abbreviation stands for":          {ask: "What does CPB mean?", quote: "Corporate Parenting Board (CPB)"},
		"a misspelt question":                      {ask: "how meny prioritys did the bord agree", quote: "four priorities"},
		"an everyday word for the paper's":         {ask: "Which organisations put their name to the promise?", quote: "Fernshire Police"},
		"a verb that papers don't use, kept apart": {ask: "Did they sign the pledge off at Fernshire's Cabinet?", quote: "be signed by all members"},
		"a list by the heading above it":           {ask: "What must carers not do?", quote: "hide a worry"},
		"what is told of a named thing":            {ask: "What is a link carer?", quote: "called a link or holiday carer"},
		"a length of time by the age at its end":   {ask: "How long does Brookdale pay the council tax of care leavers?", quote: "until they turn 25"},
		"a section by its own number":              {ask: "What does section 8 of the Homes Act say?", quote: "must be inspected"},
		"an age":                                   {ask: "Until what age does Brookdale pay council tax for care leavers?", quote: "until they turn 25"},
		"a follow-up leans on what came before":    {ask: "And when is the first report?", with: after("How many priorities did the Board agree?"), quote: "October 2026"},
		"a decision is of its meeting's day":       {ask: "When did Fernshire's Cabinet approve the strategy?", quote: "That the strategy be approved"},
		"a number counts all, not some":            {ask: "How many children were in care in Fernshire in 2023?", quote: "312 children in care"},
		"what only officers may see, by officer":   {ask: "What does a placement cost?", with: as(knowledge.ViewOfficers), quote: "£5,200"},
	} {
		t.Run(sentence, func(t *testing.T) {
			var change []func(*knowledge.Question)
			if c.with != nil {
				change = append(change, c.with)
			}
			a := ask(d, c.ask, change...)
			if a.Status != knowledge.Answered {
				t.Fatalf("%q: status %s, want answered\n%s\n%s", c.ask, a.Status, a.Reply, explained(d, c.ask))
			}
			for _, q := range quotes(a) {
				if strings.Contains(q, c.quote) {
					if !strings.Contains(a.Reply, c.quote) {
						t.Errorf("the reply lacks %q:\n%s", c.quote, a.Reply)
					}
					return
				}
			}
			t.Errorf("%q: no quote holds %q, got %q", c.ask, c.quote, quotes(a))
		})
	}
}

func TestRefused(t *testing.T) {
	d := newDesk(t, answer.Options{})
	for sentence, c := range map[string]struct{ ask, says string }{
		"a post without a name":                  {"Who chairs the Corporate Parenting Board?", ""},
		"a thing without its number":             {"How many social workers does Fernshire employ?", ""},
		"a subject that no paper speaks of":      {"What is the library's opening time?", ""},
		"another council":                        {"What does Hartlepool do for care leavers?", "no paper of Hartlepool"},
		"one council's facts for another":        {"Does Fernshire pay council tax for care leavers?", ""},
		"a time before the one that is told":     {"How many children were in care in Fernshire before 2023?", ""},
		"a law of another year than the papers'": {"What changed in the 2031 Act on children in care?", ""},
		"another year":                           {"How many priorities did the Board agree in 2021?", "2021"},
		"another nation":                         {"How many children are in care in Wales?", "Wales"},
		"a list whose items are not given":       {"List the four priorities.", ""},
		"all that a council has, not given":      {"What are Fernshire's priorities?", "don't set it out"},
		"a shelf that the asker may not see":     {"What does a placement cost?", ""},
		"a paper that another one supersedes":    {"Who gets a bicycle on their tenth birthday?", ""},
		"a count that the question itself names": {"How many young people live more than 20 miles away?", "no figure"},
		"the nation's figure for a council's":    {"How many care leavers are in Hartlepool?", "no paper of Hartlepool"},
		"a decision of a year without one":       {"What did Cabinet decide in 2019?", ""},
		"a name of nobody":                       {"What is the name of the director?", ""},
		"nothing that is a question":             {"???", ""},
		"the thing asked of a subject":           {"What nationality were the six social workers who left during the winter?", ""},
		"somebody who did what the papers lack":  {"Who audited the four priorities of the strategy?", ""},
		"a name that no paper has":               {"What did the Winter Board agree for the strategy?", ""},
		"a thing that nobody says there is":      {"Is there a zebra pledge for all members of the strategy?", ""},
		"another month":                          {"What was approved in June 2026?", "near this"},
		"the mere mention of a common name":      {"What is a social worker?", ""},
		"a number that is no section's":          {"What does section 1999 say?", "section 1999"},
		"much that stands nowhere":               {"Why was the winter pantomime late?", ""},
		"what somebody else said":                {"What did Ofsted say about late visits?", ""},
		"a time of day":                          {"What time does the Board meet?", ""},
	} {
		t.Run(sentence, func(t *testing.T) {
			a := ask(d, c.ask)
			if a.Status != knowledge.NotFound && a.Status != knowledge.Clarify || len(a.Statements) > 0 {
				t.Fatalf("%q: status %s, want not_found\n%s\n%s", c.ask, a.Status, a.Reply, explained(d, c.ask))
			}
			if !strings.Contains(a.Reply, c.says) {
				t.Errorf("%q: the reply should say %q:\n%s", c.ask, c.says, a.Reply)
			}
		})
	}
}

func TestOtherOutcomes(t *testing.T) {
	d := newDesk(t, answer.Options{})
	t.Run("one part of two", func(t *testing.T) {
		a := ask(d, "How many priorities did the Board agree, and who chairs it?")
		if a.Status != knowledge.Partial || !strings.Contains(a.Reply, "four priorities") || !strings.Contains(a.Reply, "who chairs it") {
			t.Errorf("status %s, want partial, naming the missing part:\n%s", a.Status, a.Reply)
		}
	})
	t.Run("both parts", func(t *testing.T) {
		a := ask(d, "Who introduced the strategy and how many priorities did the Board agree?")
		if a.Status != knowledge.Answered || !strings.Contains(a.Reply, "Joan Ash") || !strings.Contains(a.Reply, "four priorities") {
			t.Errorf("status %s, want answered with both:\n%s", a.Status, a.Reply)
		}
	})
	t.Run("an unclear abbreviation", func(t *testing.T) {
		if a := ask(d, "What does CPP mean?"); a.Status != knowledge.Clarify || !strings.Contains(a.Reply, "CPP") {
			t.Errorf("status %s, want clarify:\n%s", a.Status, a.Reply)
		}
	})
	t.Run("a whole list is one statement", func(t *testing.T) {
		a := ask(d, "List the partners who signed the pledge.")
		if len(a.Statements) != 1 || len(a.Statements[0].Citations()) != 4 || !strings.Contains(a.Statements[0].Text(), "• the district councils") {
			t.Errorf("want one statement of four items, got\n%s", a.Reply)
		}
	})
	t.Run("a long list says how long", func(t *testing.T) {
		a := ask(d, "What are the topics that members may look into?")
		if len(a.Statements) != 1 || !strings.Contains(a.Reply, "the first 12 of 14") || strings.Contains(a.Reply, "pets") {
			t.Errorf("want the first 12 of 14, got\n%s", a.Reply)
		}
	})
	t.Run("an old present figure says its date", func(t *testing.T) {
		a := ask(d, "What percentage of children in care have dental checks?")
		if len(a.Statements) == 0 || !strings.HasPrefix(a.Statements[0].Text(), "1 February 2024: ") || !strings.HasSuffix(a.Statements[0].Text(), "Nothing newer is in the papers I have.") {
			t.Errorf("want the date first and the warning last:\n%s", a.Reply)
		}
	})
	t.Run("an abbreviation is explained beneath", func(t *testing.T) {
		if a := ask(d, "Which board does Fernshire's performance report go to?"); strings.Contains(a.Reply, "CPB: ") {
			t.Errorf("CPB isn't in the answer:\n%s", a.Reply)
		}
	})
	t.Run("we means the council that is set", func(t *testing.T) {
		of := func(name string) func(*knowledge.Question) {
			return func(q *knowledge.Question) { q.Council = name }
		}
		if a := ask(d, "Do we pay the council tax of our care leavers?", of("Brookdale")); a.Status != knowledge.Answered {
			t.Errorf("Brookdale: status %s, want answered", a.Status)
		}
		if a := ask(d, "Do we pay the council tax of our care leavers?", of("Fernshire")); a.Status != knowledge.NotFound {
			t.Errorf("Fernshire: status %s, want not_found:\n%s", a.Status, a.Reply)
		}
	})
	t.Run("two councils' papers are not mixed", func(t *testing.T) {
		a := ask(d, "How often does a personal adviser meet each care leaver?")
		for _, s := range a.Statements {
			for _, c := range s.Citations() {
				if c.Council() != "Brookdale" {
					t.Errorf("cited %s", c.Council())
				}
			}
		}
	})
}

// guard is a Guard that knows one word.
type guard struct{}

func (guard) Handle(q knowledge.Question) (knowledge.HandledKind, string, bool) {
	return knowledge.Smalltalk, "Hello.", q.Text == "hello"
}

// broken is an index that can't be read.
type broken struct{}

func (broken) View(func(*index.Reader) error) error { return errors.New("no such disk") }

func TestGuardAndFailure(t *testing.T) {
	if a := ask(newDesk(t, answer.Options{Guard: guard{}}), "hello"); a.Status != knowledge.Handled || a.Kind != knowledge.Smalltalk || a.Reply != "Hello." || a.Question != "" {
		t.Errorf("hello: got %+v, want it handled without its words", a)
	}
	a := ask(newDesk(t, answer.Options{Index: broken{}}), "How many priorities are there?")
	if a.Status != knowledge.Failed || strings.Contains(a.Reply, "disk") {
		t.Errorf("broken index: got %s %q, want failed with an apology", a.Status, a.Reply)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if a := newDesk(t, answer.Options{}).Ask(ctx, knowledge.Question{Text: "How many?"}); a.Status != knowledge.Failed {
		t.Errorf("cancelled: got %s, want failed", a.Status)
	}
}

func TestCutoffsDecide(t *testing.T) {
	d := newDesk(t, answer.Options{})
	never := d.With(answer.Cutoffs{Share: 2, Plain: 2, Kind: 2, More: 1})
	if a := ask(never, "How many priorities did the Board agree?"); a.Status != knowledge.NotFound {
		t.Errorf("with cut-offs that nothing reaches: %s, want not_found", a.Status)
	}
}

func explained(d *answer.Desk, text string) string {
	return answer.Explain(d, knowledge.Question{Text: text, Viewer: knowledge.ViewPublic, Now: asked})
}

func quotes(a knowledge.Answer) []string {
	var out []string
	for _, s := range a.Statements {
		for _, c := range s.Citations() {
			out = append(out, c.Quote())
		}
	}
	return out
}

// FuzzAsk holds that no question breaks the desk, that every quote stands in the
// paper it names, and that the asker's shelf is kept.
func FuzzAsk(f *testing.F) {
	d := newDesk(f, answer.Options{})
	for _, q := range []string{"How many priorities?", "what does CPB mean and who is it?", "", "(((", "\xff\x00", "s.22 16/03/2021 ‘’", "List " + strings.Repeat("the ", 500)} {
		f.Add(q, "")
		f.Add(q, "How many priorities did the Board agree?")
	}
	f.Fuzz(func(t *testing.T, text, previous string) {
		a := ask(d, text, after(previous))
		if a.Status == knowledge.Failed {
			t.Fatalf("%q after %q failed", text, previous)
		}
		for _, s := range a.Statements {
			for _, c := range s.Citations() {
				if c.Document() == "officers.md" || c.Document() == "old.md" {
					t.Errorf("cited %s", c.Document())
				}
				if want := strings.Join(strings.Fields(papers[c.Document()]), " "); !strings.Contains(want, strings.Join(strings.Fields(c.Quote()), " ")) && !strings.Contains(c.Quote(), "\n") {
					t.Errorf("%q doesn't stand in %s", c.Quote(), c.Document())
				}
			}
		}
	})
}
