package audience_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"hearth/briefings"
	"hearth/briefings/audience"
	"hearth/knowledge"
)

func (d *desk) read(csv string) (audience.Sheet, audience.Columns) {
	d.Helper()
	s, err := audience.Read(d.Context(), "list.csv", []byte(csv))
	d.must(err)
	return s, audience.Propose(s)
}

func (d *desk) plan(csv string) audience.Plan {
	d.Helper()
	s, c := d.read(csv)
	p, err := d.Plan(d.Context(), s, c)
	d.must(err)
	return p
}

func (d *desk) apply(p audience.Plan, leftOn string) audience.Done {
	d.Helper()
	var on *knowledge.Date
	if leftOn != "" {
		to := day(leftOn)
		on = &to
	}
	done, err := d.Apply(d.Context(), clerk, p, on)
	d.must(err)
	return done
}

func TestProposesColumns(t *testing.T) {
	d := open(t)
	for what, c := range map[string]struct{ csv, want string }{
		"by the words of the first row": {"Councillor,Party,Ward,Email address,Committees\nJane Smith,Lab,Mill,j@a.uk,\n",
			"1 name=A ward=C email=D committees=E"},
		"below lines that are no heading": {"Members of the Council,,\nUpdated May 2026,,\n\nSurname,Forename,Electoral Division\nSmith,Jane,Mill\n",
			"4 surname=A forename=B ward=C"},
		"parted by semicolons":        {"Name;E-mail;Date elected\nSmith, Jane;j@a.uk;04/05/2023\n", "1 name=A email=B started=C"},
		"by what stands in the cells": {"Cllr Jane Smith,Mill,j@a.uk\nCllr John Hill,Dale,h@a.uk\n", "0 name=A email=C"},
		"an address in the middle":    {"1,j@a.uk,Jane Smith\n2,h@a.uk,John Hill\n", "0 name=C email=B"},
		"two halves of a name and both": {"Name,First name,Last name,Role\nx,Jane,Smith,Leader\n",
			"1 forename=B surname=C role=D"},
		"one half of a name and both": {"Name,Surname,Ward\nJane Smith,Smith,Mill\n", "1 name=A ward=C"},
		"a column of committees without a heading": {"Name,Sits on\nJane Smith,Planning Committee\nJohn Hill,Licensing Committee; Cabinet\n",
			"1 name=A committees=B"},
		"several columns of committees": {"Name,Committee 1,Committee 2\nJane Smith,Planning,Audit\n", "1 name=A committees=B committees=C"},
		"a party's group is nothing":    {"Name,Group,Political party\nJane Smith,Labour Group,Labour\n", "1 name=A"},
	} {
		s, got := d.read(c.csv)
		words := []string{fmt.Sprint(got.Header)}
		for _, at := range strings.Fields("name surname forename ward email committees role started") {
			for _, l := range got.Get(at) {
				words = append(words, at+"="+l)
			}
		}
		want := strings.Fields(c.want)
		if len(words) != len(want) || !sameWords(words, want) {
			t.Errorf("%s: got %q, want %q (%d rows)", what, words, want, len(s.Rows))
		}
	}
}

func sameWords(a, b []string) bool {
	has := map[string]int{}
	for i := range a {
		has[a[i]]++
		has[b[i]]--
	}
	for _, n := range has {
		if n != 0 {
			return false
		}
	}
	return true
}

func TestColumnsAreNamedByLetters(t *testing.T) {
	c, err := audience.Columns{Name: 1}.With("email", "ab")
	if err != nil || c.Email != 28 || c.Name != 1 || audience.Letter(28) != "AB" || audience.Letter(26) != "Z" {
		t.Errorf("got %+v %v", c, err)
	}
	if c, err = c.With("committees", "C, D"); err != nil || !reflect.DeepEqual(c.Committees, []int{3, 4}) {
		t.Errorf("got %+v %v", c, err)
	}
	if c, err = c.With("name", ""); err != nil || c.Name != 0 {
		t.Errorf("got %+v %v", c, err)
	}
	for name, letters := range map[string]string{"party": "A", "ward": "7", "name": "A,B"} {
		if _, err := c.With(name, letters); err == nil {
			t.Errorf("%s=%s was taken", name, letters)
		}
	}
}

// After an election: some stay, some change, some come, some go, and nobody's
// party is written anywhere.
func TestAListAfterAnElection(t *testing.T) {
	d := open(t)
	for i := range 31 { // 22 of them go
		d.add(briefings.Member{Name: fmt.Sprintf("Ann Was%c", 'a'+i%26) + strings.Repeat("a", i/26), Email: fmt.Sprintf("was%d@a.uk", i), Ward: "Mill"})
	}
	same := d.add(briefings.Member{Name: "Jane Smith", Email: "jane@a.uk", Ward: "Dale"})
	officer := d.add(briefings.Member{Name: "Olive Officer", Roles: []briefings.Role{briefings.RoleOfficer, briefings.RoleMember}})
	list := "Name,Email,Ward\n" + "Cllr Jane Smith (Lab),JANE@a.uk,Dale\n"
	for i := range 9 {
		list += fmt.Sprintf("Cllr Ann Was%c (Con),was%d@a.uk,Brook\n", 'a'+i, i) // a new ward
	}
	for i := range 22 {
		list += fmt.Sprintf("\"NEW%c, Cllr Bob\",new%d@a.uk,Brook\n", 'A'+i, i)
	}
	before := d.records()
	p := d.plan(list)
	if got, want := p.Summary(), "22 new, 9 changed, 22 not on this list, 1 as before"; got != want {
		t.Fatalf("got %q, want %q; %v", got, want, p.Problems)
	}
	if got, want := p.Changed[0].What, []audience.Difference{{Field: "ward", From: "Mill", To: "Brook"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if p.New[0].Member.Name != "Bob Newa" || p.New[0].Row != 12 {
		t.Errorf("got %+v", p.New[0])
	}
	if d.records() != before {
		t.Error("a plan changed something")
	}
	if done, want := d.apply(p, "2026-05-07"), (audience.Done{Added: 22, Changed: 9, Left: 22}); done != want {
		t.Errorf("got %+v, want %+v", done, want)
	}
	here, err := d.List(t.Context(), audience.Filter{})
	d.must(err)
	everybody, err := d.List(t.Context(), audience.Filter{Left: true})
	d.must(err)
	if len(here) != 33 || len(everybody) != 55 {
		t.Errorf("%d are here of %d", len(here), len(everybody))
	}
	for _, id := range []string{same.ID, officer.ID} {
		if m, _ := d.Get(t.Context(), id); !m.Left.IsZero() {
			t.Errorf("%s was marked left", m.Name)
		}
	}
	_, err = d.Who(t.Context(), slack, "was20@a.uk")
	d.refused(err, audience.ErrUnknown)
	if all := d.records(); strings.Contains(all, "(Lab") || strings.Contains(all, "(Con") {
		t.Error("a party was kept")
	}
	for _, e := range d.log() {
		for _, v := range e.Details {
			if strings.Contains(v, "@") || strings.Contains(v, "Was") || strings.Contains(v, "Brook") {
				t.Errorf("the log tells %q", v)
			}
		}
	}
	// The same list once more changes nothing.
	if got, want := d.plan(list).Summary(), "0 new, 0 changed, 0 not on this list, 32 as before"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhoseRowItIs(t *testing.T) {
	d := open(t)
	jane := d.add(briefings.Member{Name: "Jane Smith", Email: "jane@a.uk", Ward: "Dale"})
	d.add(briefings.Member{Name: "Jane Smith", Ward: "Mill"})
	zoe := d.add(briefings.Member{Name: "Zoë Abbott", Ward: "St. Mary's"})
	gone := d.add(briefings.Member{Name: "Greg Gone", Email: "greg@a.uk", Ward: "Dale"})
	_, err := d.Leave(t.Context(), clerk, gone.ID, day("2025-05-01"))
	d.must(err)
	const head = "Name,Email,Ward\n"
	for what, c := range map[string]struct{ row, id, changes, problem string }{
		"by address, with a new surname":       {"Jane Brown,jane@a.uk,Dale", jane.ID, "name", ""},
		"by address, though a title stands":    {"Dr Jane Smith OBE,Jane <JANE@a.uk>,Dale", jane.ID, "", ""},
		"by name and ward, with a new address": {"Jane Smith,new@a.uk,Dale", jane.ID, "email", ""},
		"as people write it differently":       {"ZOE ABBOTT,,St Marys", zoe.ID, "", ""},
		"by the name alone, without a ward":    {"Zoe Abbott,zoe@a.uk,", zoe.ID, "email", ""},
		"another ward is another person":       {"Zoe Abbott,,Mill", "", "", ""},
		"two have the name":                    {"Jane Smith,third@a.uk,", "", "", "Several members have this name. Give their wards or e-mail addresses."},
		"an address that passed on":            {"Bob Hill,jane@a.uk,Dale", "", "", "This e-mail address belongs to a member with another name. Change that record by hand first."},
		"one who comes back":                   {"Greg Gone,greg@a.uk,Dale", gone.ID, "left", ""},
		"one with the name of one who left":    {"Greg Gone,,Dale", "", "", ""},
		"no name":                              {",x@a.uk,Dale", "", "", "There is no name."},
		"a bad address":                        {"Ann Hill,ann(at)a.uk,Dale", "", "", `The e-mail address can't be right; write it like "jane.smith@council.gov.uk".`},
		"a total":                              {"Total: 51 members,,Dale", "", "", "This is no person's name."},
		"a note":                               {"Updated by democratic services,,", "", "", "The rest of this row is empty, so I take it for a note."},
		"a vacant seat":                        {"VACANT,,Dale", "", "", "This seat is vacant, so there is nobody to add."},
	} {
		t.Run(what, func(t *testing.T) {
			s, err := audience.Read(t.Context(), "x", []byte(head+c.row+"\nA Filler,f1@a.uk,Mill\nB Filler,f2@a.uk,Mill\n"))
			if err != nil {
				t.Fatal(err)
			}
			p, err := d.Plan(t.Context(), s, audience.Propose(s))
			if err != nil {
				t.Fatal(err)
			}
			id, changes, problem, isNew := "", "", "", false
			for _, s := range p.Changed {
				if s.Row == 2 {
					id = s.Member.ID
					for _, w := range s.What {
						changes += w.Field
					}
				}
			}
			for _, s := range p.New {
				isNew = isNew || s.Row == 2
			}
			for _, pr := range p.Problems {
				problem += pr.What
			}
			if changes == "" && c.id != "" && p.Same == 1 {
				id = c.id
			}
			if id != c.id || changes != c.changes || problem != c.problem || isNew != (c.id == "" && c.problem == "") {
				t.Errorf("got %q %q %q new=%v, want %q %q %q", id, changes, problem, isNew, c.id, c.changes, c.problem)
			}
		})
	}
}

func TestARowThatIsLeftOutMakesNobodyMissing(t *testing.T) {
	d := open(t)
	d.add(briefings.Member{Name: "Jane Smith", Email: "jane@a.uk", Ward: "Dale"})
	d.add(briefings.Member{Name: "John Hill", Email: "john@a.uk", Ward: "Dale"})
	d.add(briefings.Member{Name: "Gone Really", Ward: "Dale"})
	p := d.plan("Name,Email,Ward\nJane Smith,jane(at)a.uk,Elsewhere\nBob Brook,john@a.uk,Dale\nAnn Dale,ann@a.uk,Dale\n")
	if len(p.Problems) != 2 || len(p.Missing) != 1 || p.Missing[0].Name != "Gone Really" {
		t.Errorf("got %+v", p)
	}
}

func TestTwiceOnAList(t *testing.T) {
	d := open(t)
	d.add(briefings.Member{Name: "Zoe Abbott", Email: "zoe@a.uk", Ward: "Mill"})
	p := d.plan(`Name,Email,Ward,Committees
Jane Smith,jane@a.uk,Dale,Planning Committee
Jane Smith,jane@a.uk,Dale,Audit Committee
Jane Brown,jane@a.uk,Dale,
John Hill,a@a.uk,Dale,
John Hill,b@a.uk,Dale,
Zoe Brown,zoe@a.uk,Mill,
Zoe Abbott,,Mill,Audit Committee
,,,Licensing Committee
Jane Smith,,,Audit Committee
`)
	var got []string
	for _, pr := range p.Problems {
		got = append(got, fmt.Sprintf("%d %s", pr.Row, pr.What))
	}
	want := []string{"4 Row 2 has the same e-mail address.", "6 Row 5 has the same name.", "8 This is the same person as row 7.", "10 Row 2 has the same name."}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	// One row for each committee, and rows that go on, are one person's.
	if len(p.New) != 2 || len(p.New[0].Member.Seats) != 2 {
		t.Errorf("got %+v", p.New)
	}
}

// A record that has no ward may be either of two on a list; neither may have it
// by standing first.
func TestARecordWithoutAWardIsNobodysByChance(t *testing.T) {
	d := open(t)
	d.add(briefings.Member{Name: "Jane Smith"})
	p := d.plan("Name,Ward\nJane Smith,Dale\nJane Smith,Mill\n")
	if len(p.Problems) != 2 || len(p.New)+len(p.Changed)+len(p.Missing) != 0 {
		t.Errorf("got %+v", p)
	}
	if p = d.plan("Name,Ward\nJane Smith,Dale\n"); len(p.Changed) != 1 {
		t.Errorf("got %+v", p)
	}
}

func TestCommitteesOnAList(t *testing.T) {
	d := open(t)
	jane := d.add(briefings.Member{Name: "Jane Smith", Email: "jane@a.uk", Ward: "Dale", Seats: []briefings.Seat{
		{Body: "Planning Committee", From: day("2023-05-04")}, {Body: "Audit Committee"}, {Body: "Governing body of Hill School"}}})
	p := d.plan("Name\tEmail\tCommittees\tRole\tStarted\n" +
		"Jane Smith\tjane@a.uk\t\"Planning committee (Chair); Children, Families and Schools Scrutiny Committee, Licensing Committee\"\tCabinet Member for Children; Leader of the Labour Group\t7/5/2026\n")
	if len(p.Changed) != 1 {
		t.Fatalf("got %+v", p)
	}
	d.apply(p, "")
	m, err := d.Get(t.Context(), jane.ID)
	d.must(err)
	want := []briefings.Seat{
		{Body: "Planning Committee", Kind: briefings.SeatPlanning, From: day("2023-05-04")},
		{Body: "Audit Committee", Until: day("2026-11-25")},
		{Body: "Governing body of Hill School", Kind: briefings.SeatSchool},
		{Body: "Children, Families and Schools Scrutiny Committee", Kind: briefings.SeatScrutiny, From: day("2026-05-07")},
		{Body: "Licensing Committee", Kind: briefings.SeatLicensing, From: day("2026-05-07")},
		{Body: "Cabinet Member for Children", Kind: briefings.SeatCabinet, From: day("2026-05-07")},
	}
	if !reflect.DeepEqual(m.Seats, want) {
		t.Errorf("got %+v\nwant %+v", m.Seats, want)
	}
	// An empty cell says nothing of committees.
	p = d.plan("Name,Email,Committees\nJane Smith,jane@a.uk,\n")
	if p.Same != 1 {
		t.Errorf("got %+v", p)
	}
}

func TestAListGivesNoRoles(t *testing.T) {
	d := open(t)
	p := d.plan("Name,Role,Ward\nEve Evil,admin,Dale\nJane Smith,Councillor,Dale\n")
	if len(p.New) != 1 || len(p.Problems) != 1 || p.Problems[0].What != "A list makes members only; give this role by hand." {
		t.Fatalf("got %+v", p)
	}
	p.New[0].Member.Roles = []briefings.Role{briefings.RoleAdmin} // tampered with on its way
	d.apply(p, "")
	all, err := d.List(t.Context(), audience.Filter{})
	d.must(err)
	if len(all) != 1 || all[0].Is(briefings.RoleAdmin) {
		t.Errorf("got %+v", all)
	}
}

func TestAPlanGoesStale(t *testing.T) {
	d := open(t)
	jane := d.add(briefings.Member{Name: "Jane Smith", Email: "jane@a.uk", Ward: "Dale"})
	const list = "Name,Ward\nJohn Hill,Dale\n"
	p := d.plan(list)
	// That somebody signs in is no change of the list's matter.
	_, err := d.Who(t.Context(), slack, "jane@a.uk")
	d.must(err)
	ward := "Mill"
	late := d.plan(list)
	if late.Fingerprint != p.Fingerprint {
		t.Error("a sign-in spoils a plan")
	}
	_, err = d.Set(t.Context(), clerk, jane.ID, audience.Change{Ward: &ward})
	d.must(err)
	before := d.records()
	_, err = d.Apply(t.Context(), clerk, p, nil)
	d.refused(err, audience.ErrStale)
	if d.records() != before {
		t.Error("a stale plan changed something")
	}
	d.apply(d.plan(list), "")
	p = d.plan(list)
	d.apply(p, "2026-05-07")
	_, err = d.Apply(t.Context(), clerk, p, nil)
	d.refused(err, audience.ErrStale)
	month := day("2026-05")
	if _, err := d.Apply(t.Context(), clerk, d.plan(list), &month); err == nil {
		t.Error("a month was taken for a day")
	}
}

// All or nothing: the last administrator can't be marked left, so nothing else
// is done either.
func TestApplyIsAllOrNothing(t *testing.T) {
	d := open(t)
	d.add(briefings.Member{Name: "Ada Admin", Ward: "Dale", Roles: []briefings.Role{briefings.RoleMember, briefings.RoleAdmin}})
	d.add(briefings.Member{Name: "Gone Too", Ward: "Dale"})
	p := d.plan("Name,Ward\nJohn Hill,Dale\n")
	before := d.records()
	on := day("2026-05-07")
	_, err := d.Apply(t.Context(), clerk, p, &on)
	d.refused(err, audience.ErrLastAdmin)
	if d.records() != before {
		t.Error("half of a list was applied")
	}
}

func TestReadsWorkbooks(t *testing.T) {
	d := open(t)
	f := excelize.NewFile()
	defer f.Close()
	row := func(sheet, at string, cells ...any) { d.must(f.SetSheetRow(sheet, at, &cells)) }
	row("Sheet1", "A1", "How to read this workbook")
	_, err := f.NewSheet("Members 2026")
	d.must(err)
	row("Members 2026", "A1", "Members of the Council")
	row("Members 2026", "A3", "Councillor", "Ward", "Email", "Date elected", "Committees")
	row("Members 2026", "A4", "Cllr Jane Smith (Lab)", "Mill", "jane@a.uk", time.Date(2023, 5, 4, 0, 0, 0, 0, time.UTC), "Planning Committee")
	_, err = f.NewSheet("Old")
	d.must(err)
	row("Old", "A1", "Councillor", "Ward", "Email", "Date elected", "Committees", "Role", "Surname")
	d.must(f.SetSheetVisible("Old", false))
	var b bytes.Buffer
	d.must(f.Write(&b))
	s, err := audience.Read(t.Context(), "members.xlsx", b.Bytes())
	d.must(err)
	p, err := d.Plan(t.Context(), s, audience.Propose(s))
	d.must(err)
	if s.Title != "Members 2026" || len(p.New) != 1 || p.New[0].Row != 4 {
		t.Fatalf("got %q %+v", s.Title, p)
	}
	if m := p.New[0].Member; m.Name != "Jane Smith" || m.Seats[0].From != day("2023-05-04") {
		t.Errorf("got %+v", m)
	}
}

func TestListsThatCantBeRead(t *testing.T) {
	d := open(t)
	for what, c := range map[string]struct{ in, plain string }{
		"nothing":        {"", "There is nothing in this file."},
		"a PDF":          {"%PDF-1.7\x00\x01\x02\x03\x04\x05\x00\x00\x00", "I can't read this file. Save the list as an Excel workbook (.xlsx) or as CSV, and try that."},
		"an old .xls":    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), "I can't read this file. Save the list as an Excel workbook (.xlsx) or as CSV, and try that."},
		"a torn archive": {"PK\x03\x04 no workbook", "I can't read this file. Save the list as an Excel workbook (.xlsx) or as CSV, and try that."},
		"too many rows":  {strings.Repeat("a,b\n", audience.MaxRows+1), "This list has more than 5000 rows. Keep the members alone in it."},
		"too many bytes": {strings.Repeat("a", audience.MaxFile+1), "This file is over 8 MB. Keep the list of members alone in it."},
	} {
		_, err := audience.Read(t.Context(), "x", []byte(c.in))
		if e, ok := errors.AsType[*audience.ReadError](err); !ok || e.Plain() != c.plain {
			t.Errorf("%s: %v", what, err)
		}
	}
	s, c := d.read("x,y\n1,2\n")
	if _, err := d.Plan(t.Context(), s, c); err == nil {
		t.Error("a list without names was taken")
	}
	s, c = d.read("Name,Ward\n")
	if _, err := d.Plan(t.Context(), s, c); err == nil {
		t.Error("a list of nobody was taken")
	}
}

// Whatever stands on a list: what was applied is as the list says, so that the
// same rows change nothing more, and no two members here share an address.
func TestAppliedListsAreDone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := open(t)
		name := rapid.SampledFrom([]string{"Jane Smith", "John Hill", "Zoë Abbott", "ann dale", "Smith, Jane", "Cllr Bob Brook (Ind)", "Jane Brook", "", "Vacant"})
		email := rapid.SampledFrom([]string{"", "a@a.uk", "b@a.uk", "c@a.uk", "D@a.uk", "x at y"})
		ward := rapid.SampledFrom([]string{"", "Mill", "Dale", "St. Mary's"})
		body := rapid.SampledFrom([]string{"", "Planning Committee", "Cabinet; Audit Committee"})
		for range 3 {
			list := "Name,Email,Ward,Committees\nFirst Filler,f1@a.uk,Far,x\n"
			for range rapid.IntRange(0, 8).Draw(rt, "rows") {
				list += fmt.Sprintf("\"%s\",%s,%s,%s\n", name.Draw(rt, "name"), email.Draw(rt, "email"), ward.Draw(rt, "ward"), body.Draw(rt, "body"))
			}
			leftOn := ""
			if rapid.Bool().Draw(rt, "leaves") {
				leftOn = "2026-05-07"
			}
			p := d.plan(list)
			d.apply(p, leftOn)
			again := d.plan(list)
			leftOut := map[int]bool{}
			for _, pr := range p.Problems {
				leftOut[pr.Row] = true // what was in its way may be gone now
			}
			for _, s := range append(again.New, again.Changed...) {
				if !leftOut[s.Row] {
					rt.Fatalf("row %d once more, of\n%s%+v\n%+v", s.Row, list, again, p)
				}
			}
			if leftOn != "" && len(leftOut) == 0 && len(again.Missing) > 0 {
				rt.Fatalf("still missing: %+v", again.Missing)
			}
			here, err := d.List(t.Context(), audience.Filter{})
			d.must(err)
			seen := map[string]bool{}
			for _, m := range here {
				if m.Email != "" && seen[m.Email] {
					rt.Fatalf("two have %s", m.Email)
				}
				seen[m.Email] = true
				if m.Email == "" {
					continue
				}
				if who, err := d.Find(t.Context(), m.Email); err != nil || who.ID != m.ID {
					rt.Fatalf("the address leads elsewhere: %v", err)
				}
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Name,Email,Ward,Committees,Role,Started\nCllr Jane Smith (Lab),j@a.uk,Mill,\"Planning Committee; Audit\",Leader,4/5/2023\n"))
	f.Add([]byte("\xff\xfeN\x00a\x00m\x00e\x00;\x00W\x00a\x00r\x00d\x00\n\x00"))
	f.Add([]byte("PK\x03\x04"))
	d := audience.New(openStore(f), audience.Options{})
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := audience.Read(t.Context(), "x", data)
		if err != nil {
			return
		}
		p, err := d.Plan(t.Context(), s, audience.Propose(s))
		if err != nil {
			return
		}
		for _, n := range p.New {
			if n.Member.Name == "" || strings.ContainsAny(n.Member.Name, "\n\x00") {
				t.Errorf("somebody is called %q", n.Member.Name)
			}
		}
	})
}
