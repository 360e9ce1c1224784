package answer

import (
	"slices"
	"testing"

	"hearth/knowledge/glossary"
)

func TestExpectation(t *testing.T) {
	for text, want := range map[string]Expect{
		"Who chairs the fostering panel?":                          Person,
		"Who is the virtual school head?":                          Person,
		"What is the name of the designated nurse's manager?":      Person,
		"Who paid for the survey?":                                 Agent,
		"Which officer answered the question?":                     Agent,
		"When does the pilot end?":                                 Day,
		"on what date was it agreed":                               Day,
		"What years does the plan cover?":                          Years,
		"At what time does the meeting begin?":                     TimeOfDay,
		"How many homes did inspectors visit?":                     Count,
		"By how much did absence fall?":                            Quantity,
		"What was the national average number of moves?":           Quantity,
		"What percentage of reviews were late?":                    Percent,
		"How much does a residential place cost?":                  Amount,
		"What is the weekly fostering allowance?":                  Amount,
		"what does a place in a home cost":                         Amount,
		"What is the council's Ofsted rating?":                     Grade,
		"What is the website address of the offer?":                Web,
		"When can a child be kept in a locked home?":               Anything,
		"How soon must a child be visited?":                        Duration,
		"Up to what age can they stay?":                            Age,
		"How often does the forum meet?":                           Frequency,
		"Where is the contact centre?":                             Place,
		"How do I email the team?":                                 Email,
		"What's the phone number for the front door?":              Phone,
		"What is the postcode?":                                    Postcode,
		"How can I get a copy of the offer?":                       Contact,
		"Which item was the report?":                               Label,
		"What is the new home called?":                             Named,
		"Which programme pays for it?":                             Named,
		"What does EHCP mean?":                                     Definition,
		"What is a pathway plan?":                                  Definition,
		"What is the staying put arrangement?":                     Definition,
		"Who is a care leaver?":                                    Definition,
		"Who is a council officer?":                                Person,
		"List the aims of the forum.":                              List,
		"What are the aims of the forum?":                          List,
		"Is there a nurse for care leavers?":                       YesNo,
		"Are more children going missing?":                         Trend,
		"Why did the contract end?":                                Reason,
		"What did the panel agree about the home?":                 Decided,
		"Which council runs the home?":                             Whose,
		"What help is there for foster carers who are struggling?": Anything,
	} {
		if got := expectation(plainWords(text)); got != want {
			t.Errorf("%q expects %s, want %s", text, got, want)
		}
	}
}

func TestEveryKindHasAName(t *testing.T) {
	if len(expectNames) != int(Grade)+1 {
		t.Errorf("%d names for %d kinds", len(expectNames), int(Grade)+1)
	}
}

func TestDefines(t *testing.T) {
	for text, want := range map[string]bool{
		"Children who are looked after (CLA)":     true,
		"the CLA (Children Looked After) figures": true,
		"No duty (CLA written answer)":            false,
		"CLA will not settle":                     false,
		"CLA are children in the council's care":  true,
		"visits to every home (CLA)":              false,
	} {
		term := termOf("What does CLA mean?", glossary.Default())
		term.full = "" // the glossary's own form is another test
		if got := term.defines(text) > 0.5; got != want {
			t.Errorf("%q defines CLA: %v, want %v", text, got, want)
		}
	}
}

func TestDefinesByItsFullName(t *testing.T) {
	for text, want := range map[string]float64{
		"A personal adviser helps a young person who leaves care.":   0.9,
		"Every care leaver may have a personal adviser (PA).":        0.9,
		"A helper, known as the personal adviser, keeps in touch.":   0.9,
		"Personal adviser vacancies":                                 0.5,
		"The number of visits by a personal adviser fell last year.": 0.5,
		"An adviser may be personal.":                                0,
	} {
		if got := termOf("What is a personal adviser?", glossary.Default()).defines(text); got != want {
			t.Errorf("%q defines a personal adviser by %v, want %v", text, got, want)
		}
	}
}

func TestNamesYear(t *testing.T) {
	for text, want := range map[string]bool{
		"12 in March 2024":                           true,
		"15 in March 2025, against 12 a year before": true,
		"15 in March 2025, 12 the year earlier":      true,
		"15 in March 2025":                           false,
		"15 in March 2026, against 12 a year before": false,
	} {
		if got := namesYear(squash(text), "2024"); got != want {
			t.Errorf("%q names 2024: %v, want %v", text, got, want)
		}
	}
}

func TestSpellingsTaken(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"dentel", "dental"}: true, {"stratgies", "strategies"}: true, {"chidren", "children"}: true, {"corporste", "corporate"}: true,
		{"locked", "looked"}: false, {"match", "march"}: false, {"night", "right"}: false,
	} {
		if got := likely(pair[0], pair[1]); got != want {
			t.Errorf("%q taken for %q: %v, want %v", pair[0], pair[1], got, want)
		}
	}
}

func TestEvidence(t *testing.T) {
	for sentence, c := range map[string]struct {
		kind           Expect
		text, question string
		want           bool
	}{
		"a titled name":                   {Person, "Cllr Amin opened the home.", "Who opened the home?", true},
		"a first name and a surname":      {Person, "Contact: Priya Nair", "Who is the contact?", true},
		"a post is nobody":                {Person, "The Director of Housing agreed.", "Who is the director?", false},
		"the name that the question has":  {Person, "Cllr Amin opened it.", "Who was with Cllr Amin?", false},
		"a month and year":                {Day, "It opened in March 2025.", "When did it open?", true},
		"the question's own date":         {Day, "On 4 May 2026 it rained.", "What happened when, on 4 May 2026?", false},
		"a span of years":                 {Years, "The plan for 2024-2027", "What years does the plan cover?", true},
		"one year is no span":             {Years, "The plan of 2024", "What years does the plan cover?", false},
		"per cent in words":               {Percent, "nine per cent of them", "What percentage?", true},
		"a share without a figure":        {Percent, "a growing proportion", "What percentage?", false},
		"pounds":                          {Amount, "It costs £410 a week.", "How much does it cost?", true},
		"a figure without pounds":         {Amount, "It costs a great deal for 12 children.", "How much does it cost?", false},
		"working days":                    {Duration, "within ten working days", "How soon?", true},
		"an age":                          {Age, "until they turn 21", "Until what age?", true},
		"a rhythm":                        {Frequency, "The forum meets every two months.", "How often does it meet?", true},
		"no rhythm":                       {Frequency, "The forum met in the library.", "How often does it meet?", false},
		"a clock time":                    {TimeOfDay, "Doors open at 6.30pm.", "What time?", true},
		"a date is no clock time":         {TimeOfDay, "on 6 May 2026", "What time?", false},
		"an e-mail address":               {Email, "write to a_b@c.gov.uk", "email?", true},
		"a telephone number":              {Phone, "Tel: 01632 960123", "phone?", true},
		"a postcode":                      {Postcode, "Hill Road, FE1 4ZZ", "postcode?", true},
		"a proper name within a sentence": {Named, "It is run by Beacon Homes.", "Who runs it?", true},
		"no proper name":                  {Named, "It is run by a charity.", "Which charity?", false},
		"a reason":                        {Reason, "It closed because staff left.", "Why did it close?", true},
		"a change":                        {Trend, "Numbers have started to fall.", "Is it going up?", true},
	} {
		t.Run(sentence, func(t *testing.T) {
			if got := c.kind.holds(c.text, c.question, nil); got != c.want {
				t.Errorf("%s in %q for %q: %v, want %v", c.kind, c.text, c.question, got, c.want)
			}
		})
	}
}

func TestCounts(t *testing.T) {
	for text, want := range map[string]bool{
		"The strategy has seven pledges.":                   true,
		"Seven members spoke about the pledges.":            false,
		"The number of pledges rose to nine.":               true,
		"Pledges were signed on 3 May 2026.":                false,
		"Section 7 of the pledges":                          false,
		"For 16 or 17 year olds in homes there are pledges": false,
		"more than 40 new pledges":                          true,
		"It cost £90 for each 40 pledges.":                  false,
	} {
		q := "How many pledges are there?"
		if got := Count.holds(text, q, headsOf(q, Count, glossary.Default())); got != want {
			t.Errorf("%q counts pledges: %v, want %v", text, got, want)
		}
	}
}

func TestSplit(t *testing.T) {
	for text, want := range map[string]int{
		"Who runs the home and when did it open?":   2,
		"Who runs the home, and what does it cost?": 2,
		"Who runs the home and the school?":         1,
		"What happens when a child goes missing?":   1,
		"And what about health, what is late?":      1,
		"When? Where? Who?":                         1,
	} {
		if got := split(text); len(got) != want {
			t.Errorf("%q has parts %q, want %d", text, got, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	p := newPlaces([]string{"Reading", "Stockton-on-Tees", "Leeds", "Middlesbrough"}, map[string]string{"stockton": "Stockton-on-Tees"})
	for text, want := range map[string]string{
		"what does leeds do?":             "Leeds",
		"Stockton's pledge":               "Stockton-on-Tees",
		"stockton-on-tees cabinet":        "Stockton-on-Tees",
		"Is reading for pleasure taught?": "",
		"Reading is taught":               "",
		"what does middlesbrugh do?":      "Middlesbrough",
		"middlesbroughs leader":           "Middlesbrough",
		"a middleweight boxer":            "",
		"What does Reading do?":           "Reading",
		"reading council's offer":         "Reading",
	} {
		got := ""
		for _, s := range p.find(text) {
			got = p.name(s.Of(text))
		}
		if got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}

func TestSourceLineParts(t *testing.T) {
	if got := withoutSource("The council must visit. (Some Act 2001, section 4(2))"); got != "The council must visit." {
		t.Errorf("got %q", got)
	}
	for words, want := range map[string]bool{"The findings of the review": true, "The findings: three homes were unsafe": false, "Findings matter": false} {
		if got := mentions(words); got != want {
			t.Errorf("%q only mentions: %v, want %v", words, got, want)
		}
	}
}

func TestADifferenceIsOfTwoThingsByName(t *testing.T) {
	for text, want := range map[string][]string{
		"whats the difference between section 20 and 31":                     {"What is section 20?", "What is section 31?"},
		"What is the difference between section 20 and section 31?":          {"What is section 20?", "What is section 31?"},
		"What is the difference between fostering and adoption?":             {"What is fostering?", "What is adoption?"},
		"What is the difference between a section 47 enquiry and 2 reviews?": {"What is a section 47 enquiry?", "What is 2 reviews?"},
	} {
		if got := split(text); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
