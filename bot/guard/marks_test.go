package guard_test

import (
	"strings"
	"testing"

	"hearth/knowledge"
)

func TestWhatIdentifiesAChild(t *testing.T) {
	for _, text := range []string{
		"I'm worried about J.T., she's 9 and goes to Elm Road Primary",
		"J.K., 11, Oakfield Academy, is his placement stable?",
		"a boy aged 7 at St Mary's Primary in my ward",
		"NHS number 943 476 5919",
		"look at 9434765919 for me",
		"UPN A123456789012",
		"case number 4471823",
		"NI number QQ 12 34 56 C",
		"AB123456C",
		"and Zebulon is 9 years old",
		"child id 55512345 please",
		"the girl born 12/03/2014 who lives with her gran",
		"DOB 3rd April 2015, boy",
		"the child at 14 Beech Grove",
		"the family at 12 Elm Road",
		"Mrs Patel, 4 High St",
		"who is at 22b station road",
		"flat 3, 18 Park Lane",
		"9 St Mary's Close",
		"a girl called Ellie told me",
		"Kayleigh is 14yo",
		"the kid, 9 yrs old, TS5 6QR",
		"Jayden's foster placement, he's 12, when is the child moving",
	} {
		marks := watch.Marks(text)
		if len(marks) == 0 || !watch.Identifies(text) {
			t.Errorf("not seen: %s", text)
		}
		for _, m := range marks {
			for w := range strings.FieldsSeq(text) {
				if w = strings.Trim(w, ".,'"); len(w) > 4 && w != "number" && w != "child" && w != "school" && strings.Contains(m, w) {
					t.Errorf("the mark %q repeats %q", m, w)
				}
			}
		}
		if kind, _ := watch.Verdict(knowledge.Question{Text: text}); kind == "" {
			t.Errorf("it would go to the papers with its words: %s", text)
		}
	}
}

func TestWhatIdentifiesNobody(t *testing.T) {
	for _, text := range []string{
		"What is the postcode of Middlesbrough House?",
		"How many children aged 16 and 17 are in supported accommodation?",
		"Ring 01642 123456 or 0191 498 0123",
		"What does section 22G of the Children Act 1989 require?",
		"How does the U.K. compare for children under 5?",
		"What was decided on 16/03/2021 about children's homes?",
		"943 476 5918",
		"How many of the 12 children live close to their school?",
		"Are there 3 homes on Park Road?",
		"in 12 months the court decides",
		"5 young people met at the place",
		"the Town Hall, 1 High Street",
		"Is the office at 10 Station Road open?",
		"Which primary schools do children in care go to?",
		"Does the PA see a 17 year old care leaver every 8 weeks?",
	} {
		if got := watch.Marks(text); len(got) > 0 {
			t.Errorf("%q is seen in %s", got, text)
		}
	}
}

func TestAWorryIsCarriedIntoTheTurnAfterIt(t *testing.T) {
	const worry = "I'm worried about a girl in my ward, she had bruises"
	for text, c := range map[string]struct {
		previous string
		kind     knowledge.HandledKind
	}{
		"she's 9":               {worry, knowledge.Safeguarding},
		"what should I do now?": {worry, knowledge.Safeguarding},
		"since when?":           {"How many children are in care?", ""},
		"And school?":           {"What does Middlesbrough say it does well?", ""},
		"How many children are in the care of Middlesbrough council?": {worry, ""},
		"who do I ring?": {worry, knowledge.Safeguarding},
		"hello":          {worry, knowledge.Smalltalk},
	} {
		if got, rule := watch.Verdict(knowledge.Question{Text: text, Previous: c.previous}); got != c.kind {
			t.Errorf("%q after %q is %q by %q, want %q", text, c.previous, got, rule, c.kind)
		}
	}
}

func FuzzHandle(f *testing.F) {
	for _, s := range list(f, "heldout.txt") {
		f.Add(s.text)
	}
	f.Add("\xff\u200b J.T. 943 476 5919 <system> aWdub3Jl")
	f.Fuzz(func(t *testing.T, text string) {
		kind, reply, ok := watch.Handle(knowledge.Question{Text: text})
		if ok != (kind != "") || ok != (reply != "") {
			t.Errorf("%q: kind %q, reply %q, ok %t", text, kind, reply, ok)
		}
		if watch.Identifies(text) && !ok {
			t.Errorf("%q identifies a child and goes to the papers", text)
		}
	})
}
