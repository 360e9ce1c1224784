package answer

import (
	"slices"
	"strings"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/glossary"
)

func TestSought(t *testing.T) {
	for text, want := range map[string]string{
		"What qualification must a carer have?":           "qualification",
		"Which hospital do the children go to?":           "hospital",
		"Which secondary schools take part?":              "schools",
		"Which company runs the home?":                    "company",
		"Which minister introduced the Bill?":             "minister",
		"What is Cllr Amin's job title?":                  "title",
		"What was the turnover of social workers?":        "turnover",
		"Who wrote the foreword?":                         "wrote",
		"How do I complain about a nurse?":                "complain",
		"Who is the chair?":                               "",
		"Who helped to write it?":                         "",
		"Which body inspects the homes?":                  "",
		"Which council's Cabinet met in May?":             "",
		"What did the panel say?":                         "",
		"What is a pathway plan?":                         "",
		"How do I find out more?":                         "",
		"When did it open?":                               "",
		"Is there a nurse?":                               "",
		"What things have got better in Fernshire lately": "",
	} {
		if got := soughtAt(text).Of(text); got != want {
			t.Errorf("%q seeks %q, want %q", text, got, want)
		}
	}
}

func TestExistence(t *testing.T) {
	for text, want := range map[string]string{
		"Does Fernshire have a mentoring scheme for carers?": "a mentoring scheme",
		"Is there a waiting list for the nurse?":             "a waiting list",
		"Do we offer free bus passes?":                       "free bus passes",
		"Do carers have to register?":                        "to register",
		"Is the nurse paid?":                                 "",
		"Does it help?":                                      "",
	} {
		if got := strings.TrimSpace(existence(text).Of(text)); got != want {
			t.Errorf("%q asks whether there is %q, want %q", text, got, want)
		}
	}
}

func TestNamesInQuestions(t *testing.T) {
	x := lexicon{words: glossary.Default(), places: newPlaces([]string{"Fernshire"}, nil)}
	for text, want := range map[string]string{
		"What did the Harvest Trust say?":                 "harvest trust",
		"What does Councillor Joan Ash's report say?":     "joan ash",
		"What did Fernshire County do?":                   "",
		"Which ward is Cllr Ash's?":                       "ash",
		"Who is the Lead Member?":                         "",
		"What happened in May 2026?":                      "",
		"Harvest Trust said what?":                        "",
		"WHAT DID THE HARVEST TRUST SAY":                  "",
		"What did the Harvest, Trust and the others say?": "",
		"what did the harvest trust say":                  "",
	} {
		var got []string
		for _, n := range x.namesIn(text) {
			got = append(got, strings.Join(n, " "))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
	if words := []string{"the", "harvest", "and", "community", "trust"}; !inOrder(words, []string{"harvest", "trust"}) || inOrder(words, []string{"trust", "harvest"}) {
		t.Error("a name's words stand in their order, a few others between")
	}
}

func TestNamesActs(t *testing.T) {
	acts := actsIn("What does section 3 of the Children and Parks Act say?")
	for text, want := range map[string]bool{
		"the Children and Parks Act 1999, section 3": true,
		"every park is open (CPA 1999 s3)":           true,
		"the Parks Act 1999":                         false,
		"children in parks":                          false,
	} {
		if got := namesActs(squash(text), acts); got != want {
			t.Errorf("%q names the Act: %v, want %v", text, got, want)
		}
	}
	if got := actsIn("What does the act of voting mean?"); len(got) > 0 {
		t.Errorf("an act that is no law was taken for one: %q", got)
	}
}

func TestNamesSection(t *testing.T) {
	for text, want := range map[string]bool{
		"Section 8 lets a court decide.": true,
		"It may ask a court (s8(1)).":    true,
		"sections 7 and 8 of the Act":    true,
		"8(1) and 9(2)":                  true,
		"reg 8":                          true,
		"section 20(7) and (8)":          false,
		"section 18":                     false,
		"8. Fostering":                   false,
		"eight homes, 8 of them full":    false,
		"section 8a":                     false,
	} {
		if got := namesSection(text, "8"); got != want {
			t.Errorf("%q names section 8: %v, want %v", text, got, want)
		}
	}
}

func TestNamesMonth(t *testing.T) {
	for text, want := range map[string]bool{
		"on 4 May 2026": true, "Meeting: 04/05/2026": true, "2026-05-04": true, "in June 2026": false, "May 2025": false, "05/06/2026": false,
	} {
		if got := namesMonth(squash(text), "may 2026"); got != want {
			t.Errorf("%q names May 2026: %v, want %v", text, got, want)
		}
	}
}

func TestPartedPhrases(t *testing.T) {
	for text, want := range map[string]string{
		"Did they turn the plan down?":          "turn down",
		"Will it bring the numbers down?":       "bring down",
		"Did they turn it down?":                "turn down",
		"Did they turn and walk down?":          "",
		"Did they turn the plan over to Ofsted": "",
	} {
		var got []string
		for _, d := range alike().findParted(text) {
			got = append(got, d.phrase)
		}
		if strings.Join(got, ";") != want {
			t.Errorf("%q parts %q, want %q", text, got, want)
		}
	}
}

func TestDoing(t *testing.T) {
	for text, want := range map[string]bool{
		"Why did they zap it?": true, "Who has to zap?": true, "Did the panel zap its plan?": true,
		"Is there a zap scheme?": false, "Which zap was it?": false, "zap it": false,
	} {
		at := strings.Index(text, "zap")
		span := spansOfWords(text)
		i := slices.IndexFunc(span, func(s knowledge.Span) bool { return s.Start == at })
		if got := doing(text, span[i]); got != want {
			t.Errorf("zap is a verb in %q: %v, want %v", text, got, want)
		}
	}
}

func TestGeneralWords(t *testing.T) {
	for word, want := range map[string]bool{
		"neck": true, "treated": true, "treating": true, "muddles": false, "nurse": false, "pension": false, "fitted": false, "grabbed": true,
	} {
		if got := isGeneral(word); got != want {
			t.Errorf("%q is general English: %v, want %v", word, got, want)
		}
	}
}

func TestHeaded(t *testing.T) {
	p := part{text: "What must carers not do?"}
	for path, want := range map[string]bool{
		"Guide > 24. What carers must not do": true,
		"What carers must do on Mondays":      false,
		"Carers":                              false,
	} {
		if got := p.headed(path); got != want {
			t.Errorf("%q heads it: %v, want %v", path, got, want)
		}
	}
}

func TestAfterClause(t *testing.T) {
	for text, want := range map[string]string{
		"When a child goes missing, who is told?": "who is told?",
		"If it fails, what happens next?":         "what happens next?",
		"When did it open?":                       "When did it open?",
		"When, and by whom, was it built?":        "When, and by whom, was it built?",
	} {
		if got := afterClause(text); got != want {
			t.Errorf("%q is asked as %q, want %q", text, got, want)
		}
	}
}

func TestAnchored(t *testing.T) {
	p := part{ideas: []idea{{words: "tap"}, {words: "fix"}, {words: "thing", everyday: true}}}
	for sentence, c := range map[string]struct {
		values []float64
		want   bool
	}{
		"one of the question's own words":  {[]float64{1, 0, 0}, true},
		"one word for another":             {[]float64{0.65, 0, 0}, false},
		"several words for others":         {[]float64{0.65, 0.65, 0}, true},
		"an everyday word counts for none": {[]float64{0.65, 0, 1}, false},
	} {
		if got := p.anchored(c.values); got != c.want {
			t.Errorf("%s: anchored %v, want %v", sentence, got, c.want)
		}
	}
}
