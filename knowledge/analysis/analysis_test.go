package analysis_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearth/knowledge/analysis"
)

func stems(text string) []string {
	var out []string
	for _, t := range analysis.Words(text) {
		if !t.Stop {
			out = append(out, t.Stem)
		}
	}
	return out
}

func TestWords(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want string
	}{
		"case and endings fall away":                {"Councillors VOTED", "councillor vote"},
		"a question's words are dropped":            {"What is the pledge?", "pledg"},
		"a typographic apostrophe is an apostrophe": {"O’Brien's pledge, the children’s homes", "o'brien pledg child home"},
		"irregular forms meet their base":           {"children wrote, women chose", "child write woman choos"},
		"-iz- is -is-":                              {"organization organisation analyze analyse", "organis organis analys analys"},
		"short words keep their z":                  {"size seized prizes", "size seiz prize"},
		"a section is one word too":                 {"section 22", "section 22 s22"},
		"a section with a full stop":                {"s.22 and ss. 31", "22 s22 31 s31"},
		"a section with letters":                    {"section 23CZB(4)", "section 23czb s23czb 4"},
		"schedules and regulations":                 {"Schedule 12A, regulation 44", "schedul 12a sch12a regul 44 reg44"},
		"a code stays as it is":                     {"100A s22 COVID19", "100a s22 covid19"},
		"a numeric date is an ISO date too":         {"16/03/2021", "16 03 2021 2021-03-16"},
		"a long date":                               {"16 March 2021", "16 march 2021 2021-03-16"},
		"a long date with an ordinal":               {"16th of March 2021", "16th march 2021 2021-03-16"},
		"an American date":                          {"March 16, 2021", "march 16 2021 2021-03-16"},
		"a month":                                   {"March 2021", "march 2021 2021-03"},
		"a month called May":                        {"May 2021", "may 2021 2021-05"},
		"an ISO date":                               {"2021-03-16", "2021 03 16 2021-03-16"},
		"a date with full stops":                    {"16.03.2021", "16.03.2021 2021-03-16"},
		"what is no date stays in parts":            {"46/13/2021", "46 13 2021"},
		"a financial year":                          {"2017/18 and 2017-18", "2017 18 2017/18 2017 18 2017/18"},
		"thousands' commas go":                      {"£1,250.50", "1250.50"},
		"underscores part words":                    {"Steam_engine", "steam engin"},
		"the United States are no pronoun":          {"US law and us", "us law"},
		"hyphens part words":                        {"looked-after child", "look child"},
		"nothing is no word":                        {" \t\n—…", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(stems(c.text), " "); got != c.want {
				t.Errorf("%q gives %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestWordsHoldTheirPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-zA-Z'’_]{0,9}[ ./-]?[0-9]{0,4}[ ,.]?){0,20}`)).Draw(t, "text")
		end := 0
		for _, w := range analysis.Words(text) {
			if w.Start < 0 || w.End > len(text) || w.Start >= w.End || w.Stem == "" {
				t.Fatalf("%q: %+v lies outside", text, w)
			}
			if w.End < end {
				t.Fatalf("%q: %+v comes after %d", text, w, end)
			}
			end = w.End
		}
		if again := analysis.Words(text); !slices.Equal(again, analysis.Words(text)) {
			t.Fatalf("%q: the second time gives something else", text)
		}
	})
}

func TestSentences(t *testing.T) {
	for name, want := range map[string][]string{
		"plain":                       {"The Panel met.", "It agreed."},
		"a councillor":                {"Cllr. Smith spoke.", "Mr. Jones and Dr. Lee agreed."},
		"numbers of things":           {"See para. 4 and No. 5 of Fig. 2.", "It is vol. 3."},
		"Latin":                       {"Some, e.g. Children's Homes, i.e. Homes, were full."},
		"approximately":               {"It cost approx. 40 pounds."},
		"initials":                    {"J. R. Smith spoke.", "She left."},
		"a letter at the end":         {"They chose Plan B.", "The council agreed."},
		"a section":                   {"Under s. 22 it must.", "Under ss. 31 and 33 too."},
		"No as an answer":             {"Did they agree? No.", "They did not."},
		"a page at the end":           {"See p. 7.", "Mr. Jones left."},
		"a quotation":                 {"“It is good.”", "She left."},
		"a money figure":              {"It cost £1.5 million.", "Fine."},
		"a numbered paragraph's head": {"4. The Board met.", "It agreed."},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Join(want, " ")
			var got []string
			for _, s := range analysis.Sentences(text) {
				got = append(got, s.Of(text))
			}
			if name == "No as an answer" {
				want = []string{"Did they agree?", "No.", "They did not."}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q\ngot  %q\nwant %q", text, got, want)
			}
		})
	}
}

func TestSentencesAcrossLines(t *testing.T) {
	text := "The Children's\nServices budget rose.\n\nTo note\n\n(a) the report"
	var got []string
	for _, s := range analysis.Sentences(text) {
		got = append(got, s.Of(text))
	}
	if want := []string{"The Children's\nServices budget rose.", "To note", "(a) the report"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("Cllr. Smith. s. 22\n\nNo. 4 J. R. Hartley")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, s := range analysis.Sentences(text) {
			if s.Start < end || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("%q: %v after %d", text, s, end)
			}
			end = s.End
		}
	})
}

func BenchmarkWords(b *testing.B) {
	text := strings.Repeat("The Corporate Parenting Board met on 16 March 2021 and agreed the pledge to children in our care. ", 100)
	a := analysis.New()
	var dst []analysis.Token
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		dst = a.Words(dst[:0], text)
	}
}
