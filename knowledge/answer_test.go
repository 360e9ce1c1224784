package knowledge_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"hearth/knowledge"
)

const text = "The Board met twice. It agreed four priorities."

var paper = knowledge.Document{ID: "d1", Version: "v1", Meta: knowledge.Meta{Title: "Minutes", Council: "Fernshire"}}

func TestCitationsAreQuotes(t *testing.T) {
	for sentence, c := range map[string]struct {
		start, end int
		quote      string
		ok         bool
	}{
		"the words that stand there":  {0, 20, "The Board met twice.", true},
		"other words":                 {0, 20, "The Board met thrice.", false},
		"words from elsewhere":        {1, 21, "The Board met twice.", false},
		"no words":                    {3, 4, " ", false},
		"nothing":                     {5, 5, "", false},
		"beyond the end":              {40, 400, "priorities.", false},
		"before the beginning":        {-1, 3, "The", false},
		"an end before the beginning": {9, 3, "", false},
	} {
		t.Run(sentence, func(t *testing.T) {
			at := knowledge.Place{Span: knowledge.Span{Start: c.start, End: c.end}}
			got, err := knowledge.NewCitation(paper, knowledge.WholeText(text), at, c.quote)
			if c.ok != (err == nil) {
				t.Fatalf("error %v, want one: %v", err, !c.ok)
			}
			if !c.ok && !errors.Is(err, knowledge.ErrNotQuoted) {
				t.Errorf("error %v, want ErrNotQuoted", err)
			}
			if c.ok && (got.Quote() != c.quote || got.Document() != "d1" || got.Version() != "v1" || got.Council() != "Fernshire") {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestStatementsNeedEvidence(t *testing.T) {
	c, err := knowledge.NewCitation(paper, knowledge.WholeText(text), knowledge.Place{Span: knowledge.Span{Start: 21, End: 47}}, "It agreed four priorities.")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := knowledge.NewStatement("It agreed.", knowledge.ReportSays); !errors.Is(err, knowledge.ErrNoCitation) {
		t.Errorf("without a citation: %v, want ErrNoCitation", err)
	}
	if _, err := knowledge.NewStatement("It agreed.", knowledge.ReportSays, knowledge.Citation{}); !errors.Is(err, knowledge.ErrNotQuoted) {
		t.Errorf("with an empty citation: %v, want ErrNotQuoted", err)
	}
	if _, err := knowledge.NewStatement(" ", knowledge.ReportSays, c); err == nil {
		t.Error("without words: no error")
	}
	s, err := knowledge.NewStatement("It agreed four priorities.", knowledge.CouncilDecided, c)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(knowledge.Answer{Question: "q", Status: knowledge.Answered, Statements: []knowledge.Statement{s}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"binds":"council_decision"`, `"quote":"It agreed four priorities."`, `"document":"d1"`, `"took_us":0`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("JSON lacks %s: %s", want, b)
		}
	}
	if strings.Contains(string(b), `"date"`) || strings.Contains(string(b), `"page"`) {
		t.Errorf("absent fields are written: %s", b)
	}
}

func TestShelves(t *testing.T) {
	for viewer, sees := range map[knowledge.Viewer]string{
		knowledge.ViewPublic:   "public",
		knowledge.ViewMembers:  "public members",
		knowledge.ViewOfficers: "public members officers",
		"":                     "public",
		"stranger":             "public",
	} {
		for _, s := range []knowledge.Shelf{knowledge.ShelfPublic, knowledge.ShelfMembers, knowledge.ShelfOfficers, "", "attic"} {
			want := s != "" && s != "attic" && strings.Contains(sees, string(s))
			if got := viewer.MaySee(s); got != want {
				t.Errorf("%q may see %q: %v, want %v", viewer, s, got, want)
			}
		}
	}
}

func TestInForce(t *testing.T) {
	day := knowledge.Date{Year: 2026, Month: 6, Day: 1}
	for sentence, c := range map[string]struct {
		meta knowledge.Meta
		want bool
	}{
		"nothing stated":         {knowledge.Meta{}, true},
		"begins later":           {knowledge.Meta{InForceFrom: knowledge.Date{Year: 2026, Month: 6, Day: 2}}, false},
		"begins that day":        {knowledge.Meta{InForceFrom: day}, true},
		"ended the day before":   {knowledge.Meta{InForceUntil: knowledge.Date{Year: 2026, Month: 5, Day: 31}}, false},
		"ends that day":          {knowledge.Meta{InForceUntil: day}, true},
		"ends some time in 2026": {knowledge.Meta{InForceUntil: knowledge.Date{Year: 2026}}, true},
		"superseded":             {knowledge.Meta{SupersededBy: "newer"}, false},
	} {
		if got := (knowledge.Document{Meta: c.meta}).InForce(day); got != c.want {
			t.Errorf("%s: %v, want %v", sentence, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{"2021-03-16": "16 March 2021", "2021-03": "March 2021", "2021": "2021", "": ""} {
		d, err := knowledge.ParseDate(text)
		if err != nil || d.Long() != want || d.String() != text {
			t.Errorf("%q: %q %q %v, want %q", text, d.Long(), d.String(), err, want)
		}
	}
	for _, bad := range []string{"16/03/2021", "2021-13", "2021-02-30", "21", "soon"} {
		if d, err := knowledge.ParseDate(bad); err == nil {
			t.Errorf("%q read as %s, want an error", bad, d)
		}
	}
	year, spring := knowledge.Date{Year: 2021}, knowledge.Date{Year: 2021, Month: 3}
	if year.Before(spring) || spring.Before(year) {
		t.Error("a year is neither before nor after a month of its own")
	}
	if !spring.Before(knowledge.Date{Year: 2021, Month: 4}) || !year.Before(knowledge.Date{Year: 2022, Month: 1}) {
		t.Error("earlier is before later")
	}
}
