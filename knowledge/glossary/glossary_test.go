package glossary_test

import (
	"slices"
	"strings"
	"testing"

	"hearth/knowledge/glossary"
)

// show is a match in one line: what stands there > the set's first term.
func show(text string, ms []glossary.Match) []string {
	var out []string
	for _, m := range ms {
		line := m.Span.Of(text) + " > " + m.Set.Terms[0]
		if m.Everyday {
			line += " (everyday)"
		}
		out = append(out, line)
	}
	return out
}

func TestFind(t *testing.T) {
	cases := map[string]struct {
		text string
		want []string
	}{
		"case doesn't matter":                   {"what does the iro do", []string{"iro > independent reviewing officer"}},
		"a plural s doesn't matter":             {"how many IROs are there", []string{"IROs > independent reviewing officer"}},
		"a hyphen doesn't matter":               {"fixed term exclusions", []string{"fixed term exclusions > fixed-term exclusion"}},
		"an apostrophe doesn't matter":          {"Director of Childrens Services", []string{"Director of Childrens Services > Director of Children's Services"}},
		"a curly apostrophe doesn't matter":     {"the Children’s Trust", []string{"Children’s Trust > Children's Trust"}},
		"a comma may be missing":                {"education employment or training", []string{"education employment or training > education, employment or training"}},
		"the comma may stand":                   {"education, employment or training", []string{"education, employment or training > education, employment or training"}},
		"another comma parts words":             {"we look after children, looked after by us", nil},
		"a full stop parts words":               {"He left care. Plan it well.", nil},
		"an empty line parts words":             {"care\n\nplan", nil},
		"a line end doesn't":                    {"care\nplan", []string{"care\nplan > care plan"}},
		"the longest term wins":                 {"children in care council", []string{"children in care council > Children in Care Council"}},
		"words are whole":                       {"the pepper and the lacquer", nil},
		"a sign may belong to a term":           {"how much is PP+ now?", []string{"PP+ > pupil premium plus"}},
		"PA with a care leaver near":            {"What does a PA do for a 23 year old care leaver?", []string{"PA > personal adviser", "care leaver > care leavers"}},
		"PA is nothing without":                 {"£30,000 PA for the lease", nil},
		"pa in small letters is nothing":        {"pa for a care leaver", []string{"care leaver > care leavers"}},
		"SEND is no sending":                    {"send me the SEND report", []string{"SEND > special educational needs and disabilities"}},
		"shouting says nothing about capitals":  {"SEND ME THE REPORT ON MONEY NOW", []string{"MONEY > finance (everyday)"}},
		"IV beside a visitor":                   {"does the child have an IV?", []string{"IV > independent visitor"}},
		"IV as a numeral":                       {"Part IV of the budget book", []string{"budget > finance (everyday)"}},
		"LA is never expanded":                  {"the LA decides", nil},
		"a member is a councillor":              {"what should members ask", []string{"members > councillor"}},
		"a family member is not":                {"a family member asked a member of staff", nil},
		"CP is settled by what stands near":     {"who sits on the CP board?", []string{"CP > corporate parenting"}},
		"CP plan is a term of its own":          {"a CP plan", []string{"CP plan > child protection plan"}},
		"CP alone stays open":                   {"what is CP?", nil},
		"CP beside both stays open":             {"does the CP board see the plan?", nil},
		"a year settles the Act":                {"what does the Act of 2004 say", []string{"the Act > Children Act 2004"}},
		"everyday words are marked":             {"what was the watchdog's verdict", []string{"watchdog's > Ofsted (everyday)", "verdict > judgement (everyday)"}},
		"an everyday phrase finds its own":      {"do they pay the bill for bins and streetlights?", []string{"bill for bins and streetlights > council tax (everyday)"}},
		"an ampersand is and":                   {"education, employment & training", []string{"education, employment & training > education, employment or training"}},
		"an apostrophe by itself":               {"ʼ ʼtis the IROʼ", []string{"IRO > independent reviewing officer"}},
		"broken text is no trouble":             {"\xff\xfe IRO \x00", []string{"IRO > independent reviewing officer"}},
		"terms don't overlap":                   {"care leavers local offer", []string{"care leavers local offer > local offer"}},
		"CLA and LAC are one":                   {"CLA or LAC", []string{"CLA > looked-after children", "LAC > looked-after children"}},
		"a child looked after is one of them":   {"every child looked after", []string{"child looked after > looked-after children"}},
		"Stockton is Stockton-on-Tees":          {"Stockton’s pledge", []string{"Stockton’s > Stockton-on-Tees", "pledge > pledge"}},
		"an empty text":                         {"", nil},
		"a chief executive isn't the executive": {"the Chief Executive", []string{"Chief Executive > chief executive"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := show(c.text, glossary.Default().Find(c.text))
			if !slices.Equal(got, c.want) {
				t.Errorf("Find(%q)\n got %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

func TestEverydayLeadsOneWay(t *testing.T) {
	for _, m := range glossary.Default().Find("Ofsted") {
		if slices.Contains(m.Set.Terms, "watchdog") {
			t.Errorf("a paper's Ofsted must not lead to %q", m.Set.Terms)
		}
	}
	ms := glossary.Default().Find("the watchdog")
	if len(ms) != 1 || !slices.Contains(ms[0].Set.Terms, "the inspectorate") {
		t.Errorf("the watchdog should lead to Ofsted's synonyms too; got %v", ms)
	}
}

func TestUnclear(t *testing.T) {
	cases := map[string]struct {
		text string
		want []string
	}{
		"alone":                    {"what is CPP", []string{"corporate parenting principle", "child protection plan"}},
		"settled":                  {"which CPP comes first of the seven?", nil},
		"no year":                  {"what does the Act say?", []string{"Children Act 1989", "Children Act 2004", "Children and Social Work Act 2017", "Children's Wellbeing and Schools Act 2026"}},
		"a section settles it too": {"what does section 20 of the Act say?", nil},
		"a named Act":              {"the Children and Social Work Act 2017", nil},
		"nothing unsafe":           {"what is a pledge?", nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, u := range glossary.Default().Unclear(c.text) {
				got = append(got, u.Choices...)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("Unclear(%q): got %q, want %q", c.text, got, c.want)
			}
		})
	}
	choices, note, ok := glossary.Default().Ambiguous("the act")
	if !ok || len(choices) != 4 || note == "" {
		t.Errorf("Ambiguous(the act) = %q, %q, %v", choices, note, ok)
	}
	if _, _, ok := glossary.Default().Ambiguous("IRO"); ok {
		t.Error("IRO is not ambiguous")
	}
}

func TestMeaning(t *testing.T) {
	g := glossary.Default()
	for _, term := range []string{"IRO", "iro", "IROs", "independent reviewing officer"} {
		if m, ok := g.Meaning(term); !ok || m.Short != "IRO" || m.Plain == "" {
			t.Errorf("Meaning(%q) = %v, %v", term, m, ok)
		}
	}
	if m, ok := g.Meaning("CP"); ok {
		t.Errorf("CP has no one meaning; got %v", m)
	}
	if n := len(g.Meanings()); n < 60 {
		t.Errorf("%d meanings; the fact sheet has about 60", n)
	}
}

func TestExplain(t *testing.T) {
	cases := map[string]struct {
		text string
		want []string
	}{
		"each once, in order":              {"The VSH writes a PEP; the VSH checks every PEP.", []string{"VSH", "PEP"}},
		"plural":                           {"Issues with IROs remain.", []string{"IRO"}},
		"explained by the text itself":     {"The independent reviewing officer (IRO) chairs it.", nil},
		"small letters are no short form":  {"He will send a pep talk.", nil},
		"what may be two things is left":   {"The ICO agreed.", nil},
		"a numeral is no visitor":          {"Part IV applies.", nil},
		"an unsafe one in its own company": {"Each care leaver has a PA until 25.", []string{"PA"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, m := range glossary.Default().Explain(c.text) {
				got = append(got, m.Short)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("Explain(%q): got %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestSlips(t *testing.T) {
	g := glossary.Default()
	cases := map[string]string{
		"wot duz malap meen":                      "what does malap mean",
		"y do we need membr breifings":            "why do we need membr breifings",
		"whn did stockton meet on the stratgy":    "when did stockton meet on the strategy",
		"how meny prioritys in the 2017 strategy": "how many priorities in the 2017 strategy",
		"Option Y is for you":                     "Option Y is for you",
		"Y is it late?":                           "why is it late?",
		"r u there":                               "are you there",
		"safe guarding":                           "safeguarding",
		"the levers they pulled":                  "the levers they pulled",
	}
	for text, want := range cases {
		got, last := "", 0
		for _, f := range g.Fixes(text) {
			got += text[last:f.Start] + f.Right
			last = f.End
		}
		if got += text[last:]; got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	if right, ok := g.Slip("Ofstead"); !ok || right != "Ofsted" {
		t.Errorf("Slip(Ofstead) = %q, %v", right, ok)
	}
	if _, ok := g.Slip("Ofsted"); ok {
		t.Error("the right spelling is no slip")
	}
}

func TestRelated(t *testing.T) {
	g := glossary.Default()
	for _, term := range []string{"looked-after children", "LAC", "pledges"} {
		if len(g.Related(term)) == 0 {
			t.Errorf("nothing is related to %q", term)
		}
	}
	if got := g.Related("bins"); got != nil {
		t.Errorf("bins are related to %q", got)
	}
}

func TestVersionNamesTheContent(t *testing.T) {
	parse := func(text string) string {
		t.Helper()
		g, err := glossary.Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return g.Version()
	}
	a := parse("[synonyms]\na | b\n")
	if b := parse("[synonyms]\na | b\n"); a != b {
		t.Errorf("the same bytes have versions %s and %s", a, b)
	}
	if b := parse("[synonyms]\na | c\n"); a == b {
		t.Error("a changed file keeps its version")
	}
}
