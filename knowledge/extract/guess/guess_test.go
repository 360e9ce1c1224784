package guess_test

import (
	"strings"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/guess"
	"hearth/knowledge/extract/text"
)

// paper makes a paper of Markdown, unguessed.
func paper(t testing.TB, s string) extract.Paper {
	d, err := text.Read(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return d.Paper()
}

func day(y, m, d int) knowledge.Date { return knowledge.Date{Year: y, Month: m, Day: d} }

func TestCouncil(t *testing.T) {
	filler := strings.Repeat("The work goes on as it did before, and we report on it each spring. ", 400)
	for name, c := range map[string]struct{ in, want string }{
		"its full name in the head":             {"# Leeds City Council\n\nReport.", "Leeds"},
		"in capitals":                           {"# NEWCASTLE-UNDER-LYME BOROUGH COUNCIL", "Newcastle-under-Lyme"},
		"a London borough":                      {"London Borough of Tower Hamlets\n\nReport.", "Tower Hamlets"},
		"a royal borough":                       {"ROYAL BOROUGH OF KENSINGTON AND CHELSEA", "Kensington and Chelsea"},
		"a county":                              {"Report to Hertfordshire County Council's Cabinet", "Hertfordshire"},
		"a name with joining words":             {"# Bath and North East Somerset Council", "Bath and North East Somerset"},
		"an ampersand":                          {"# Brighton & Hove City Council", "Brighton and Hove"},
		"a council that no list has":            {"# Hillshire County Council\n\nReport.", "Hillshire"},
		"words before the name":                 {"Report of the Leader of Dudley Metropolitan Borough Council", "Dudley"},
		"addresses and the place":               {"We work in Torbay.\n\nWrite to office@torbay.gov.uk.", "Torbay"},
		"a place named again and again":         {"Children in Wigan.\n\nWigan's offer is for the whole of Wigan.", "Wigan"},
		"a place named once":                    {"A visit to Wigan was held.", ""},
		"two places alike":                      {"Leeds, Leeds and Leeds met Wigan, Wigan and Wigan.", ""},
		"an everyday word":                      {"Reading helps. Reading is fun. Reading is free. Bath time. Hull.", ""},
		"an everyday word that is a place here": {"Reading Borough Council\n\nReading is fun.", "Reading"},
		"no council's council":                  {"The Children in Care Council met the Youth Council and the Council. A County Council may. The National Youth Council did. Full Council agreed.", ""},
		"a joint paper":                         {"# Leeds City Council and Wakefield Metropolitan District Council", ""},
		"a council met in passing":              {strings.Repeat("Text of a long head that names no one at all, over and over.\n\n", 40) + filler + "Oldham Council did so too.", ""},
		"a national paper":                      {"# Corporate parenting in England\n\nLeeds, Leeds, Leeds.", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := paper(t, c.in)
			guess.Fill(&p)
			if p.Council != c.want {
				t.Errorf("from %.200q got %q, want %q", c.in, p.Council, c.want)
			}
		})
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string]knowledge.Date{
		"16 March 2021":                     day(2021, 3, 16),
		"on the 1st of April, 2011":         day(2011, 4, 1),
		"Tuesday, 16th March, 2021 1.00 pm": day(2021, 3, 16),
		"16/03/2021":                        day(2021, 3, 16),
		"2021-03-16":                        day(2021, 3, 16),
		"Sept 2020":                         {Year: 2020, Month: 9},
		"31 February 2020":                  {Year: 2020, Month: 2},
		"99/99/2020":                        {},
		"in 2020":                           {},
		"may 20 children":                   {},
	} {
		if got := guess.FindDate(in); got != want {
			t.Errorf("FindDate(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestPapers(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want knowledge.Meta
	}{
		"a report with a table of labels": {"Report of:\tDirector of Children's Services\nSubmitted to:\tHealth and Care Scrutiny Committee - 4 May 2022\nSubject:\tSufficiency of homes\n\n## Purpose\n\nThe purpose of this report is to tell.",
			knowledge.Meta{Title: "Sufficiency of homes", Kind: knowledge.Report, Body: "Health and Care Scrutiny Committee", Date: day(2022, 5, 4)}},
		"minutes": {"# Minutes of the meeting of the Corporate Parenting Board held on 7 June 2023\n\nPresent: Councillor A. Hill",
			knowledge.Meta{Title: "Minutes of the meeting of the Corporate Parenting Board held on 7 June 2023", Kind: knowledge.Minutes, Body: "Corporate Parenting Board", Date: day(2023, 6, 7)}},
		"an agenda item's number": {"AGENDA ITEM NO. 7\n\n# Local offer update\n\nReport to: Cabinet\n\nDate: 9 June 2020",
			knowledge.Meta{Title: "Local offer update", Kind: knowledge.Report, Body: "Cabinet", Date: day(2020, 6, 9), Item: "7"}},
		"an Act": {"# Children and Social Work Act 2017\n\n2017 CHAPTER 16\n\nAn Act to make provision about looked after children. This Act comes into force on 1 April 2018.",
			knowledge.Meta{Title: "Children and Social Work Act 2017", Kind: knowledge.Act, Date: knowledge.Date{Year: 2017}, InForceFrom: day(2018, 4, 1)}},
		"regulations": {"STATUTORY INSTRUMENTS\n\n# The Care Planning (England) Regulations 2010\n\nThese Regulations come into force on 1st April 2011.",
			knowledge.Meta{Title: "The Care Planning (England) Regulations 2010", Kind: knowledge.Regulations, Nation: "England", Date: knowledge.Date{Year: 2010}, InForceFrom: day(2011, 4, 1)}},
		"statutory guidance": {"# Applying corporate parenting principles\n\nStatutory guidance for local authorities\n\nFebruary 2018\n\nThis guidance applies to England only.",
			knowledge.Meta{Title: "Applying corporate parenting principles", Kind: knowledge.StatutoryGuidance, Nation: "England", Date: knowledge.Date{Year: 2018, Month: 2}}},
		"a strategy": {"# Care Leavers' Strategy 2022-2025\n\nWe promise to listen to every one of you.",
			knowledge.Meta{Title: "Care Leavers' Strategy 2022-2025", Kind: knowledge.Strategy}},
		"guidance": {"# Guidance for foster carers\n\nAsk your worker.", knowledge.Meta{Title: "Guidance for foster carers", Kind: knowledge.Guidance}},
		"hearth's own words on a board": {"---\nkind: summary\n---\n\n# Who does what\n\n## The Corporate Parenting Board\n\nIn Wigan, in Wigan and in Wigan the Cabinet asks.\n\n## Leeds City Council\n\nText.",
			knowledge.Meta{Title: "Who does what", Kind: knowledge.Summary}},
		"a summary that says it is no legal advice": {"# Who does what\n\n## The Corporate Parenting Board\n\nThis is not legal advice. In Wigan, in Wigan and in Wigan they meet.",
			knowledge.Meta{Title: "Who does what", Kind: knowledge.Summary}},
		"guidance that names a board": {"# Guidance on boards\n\nCorporate Parenting Board\n\nWhat a board is for.",
			knowledge.Meta{Title: "Guidance on boards", Kind: knowledge.Guidance}},
		"a council's own guidance": {"# Leeds City Council\n\n# Guidance for the Board\n\nCorporate Parenting Board\n\nWhat it is for.",
			knowledge.Meta{Title: "Guidance for the Board", Kind: knowledge.Guidance, Council: "Leeds", Body: "Corporate Parenting Board", Nation: "England"}},
		"a summary with its council": {"---\nkind: summary\ncouncil: Leeds\n---\n\n# Our year\n\nCorporate Parenting Board\n\nWe met.",
			knowledge.Meta{Title: "Our year", Kind: knowledge.Summary, Council: "Leeds", Body: "Corporate Parenting Board", Nation: "England"}},
		"an Act that speaks of a board": {"# Boards Act 2017\n\nCorporate Parenting Board\n\nAn Act to make provision about boards.",
			knowledge.Meta{Title: "Boards Act 2017", Kind: knowledge.Act, Date: knowledge.Date{Year: 2017}}},
		"anything": {"# Names of the homes\n\nOak, Elm and Ash.", knowledge.Meta{Title: "Names of the homes", Kind: knowledge.Other}},
		"a date in a sentence is another's": {"# Our homes\n\nThe first home was opened by the mayor on 3 May 1999 with songs.",
			knowledge.Meta{Title: "Our homes", Kind: knowledge.Other}},
		"nothing to go by": {"it went on.", knowledge.Meta{Kind: knowledge.Other}},
	} {
		t.Run(name, func(t *testing.T) {
			p := paper(t, c.in)
			guess.Fill(&p)
			if p.Meta != c.want {
				t.Errorf("got  %+v\nwant %+v", p.Meta, c.want)
			}
		})
	}
}

func TestOnlyEmptyFieldsAreFilled(t *testing.T) {
	p := paper(t, "# Leeds City Council\n\n# Offer\n\nReport to: Cabinet - 4 May 2022")
	given := knowledge.Meta{Title: "T", Council: "C", Body: "B", Kind: knowledge.Other, Nation: "Wales", Date: day(2000, 1, 1), Item: "9", Owner: "O"}
	p.Meta = given
	guess.Fill(&p)
	if p.Meta != given {
		t.Errorf("got %+v, want %+v", p.Meta, given)
	}
}

func TestShelfIsNeverGuessed(t *testing.T) {
	p := paper(t, "# Public report\n\nshelf: public\n\nOfficers only.")
	guess.Fill(&p)
	if p.Shelf != "" || p.Owner != "" || p.Source != "" {
		t.Errorf("got %+v", p.Meta)
	}
}

func FuzzFill(f *testing.F) {
	f.Add("# Leeds City Council\n\nDate: 1 May 2020\n\nReport to: Cabinet")
	f.Add("Subject:\tx\n")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := text.Body(t.Context(), strings.ToValidUTF8(s, ""))
		if err != nil {
			t.Fatal(err)
		}
		p := d.Paper()
		guess.Fill(&p)
		if p.Kind == "" || p.Shelf != "" {
			t.Errorf("got %+v", p.Meta)
		}
	})
}

func BenchmarkFill(b *testing.B) {
	s := "# Leeds City Council\n\nReport to: Cabinet - 4 May 2022\n\n" + strings.Repeat("The Board in Leeds met The Director and Members of the Council on Tuesday.\n\n", 1000)
	p := paper(b, s)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		p.Meta = knowledge.Meta{}
		guess.Fill(&p)
	}
}
