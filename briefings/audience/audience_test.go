package audience_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"hearth/briefings"
	"hearth/briefings/audience"
	"hearth/knowledge"
	"hearth/storage"
	"hearth/storage/audit"
	"hearth/storage/bolt"
	"hearth/storage/bolt/bolttest"
)

// A desk is a directory on a clock of its own.
type desk struct {
	*audience.Directory
	*testing.T
	db  *bolt.DB
	now time.Time
}

func open(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, db: bolttest.Open(t), now: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)}
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	d.Directory = audience.New(d.db, audience.Options{Now: func() time.Time { return d.now }, Zone: london})
	return d
}

func openStore(tb testing.TB) *bolt.DB { return bolttest.Open(tb) }

const clerk = "00000000000000c1"

func (d *desk) add(m briefings.Member) briefings.Member {
	d.Helper()
	out, err := d.Add(d.Context(), clerk, m)
	if err != nil {
		d.Fatal(err)
	}
	return out
}

func (d *desk) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d *desk) refused(err, want error) {
	d.Helper()
	if !errors.Is(err, want) {
		d.Errorf("got %v, want %v", err, want)
	}
}

// keys are all keys but the audit log's, with their values.
func (d *desk) records() string {
	d.Helper()
	var b strings.Builder
	d.must(d.db.View(d.Context(), func(tx storage.Tx) error {
		b.Reset()
		for e, err := range tx.Scan(nil, nil) {
			if err != nil {
				return err
			}
			b.WriteString(string(e.Key) + " " + string(e.Value) + "\n")
		}
		return nil
	}))
	return b.String()
}

func (d *desk) log() (out []audit.Entry) {
	d.Helper()
	for e, err := range audit.Entries(d.Context(), d.db, 1) {
		d.must(err)
		out = append(out, e)
	}
	return out
}

func day(s string) knowledge.Date {
	d, err := knowledge.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

var (
	slack  = briefings.Link{Platform: "slack", Workspace: "T1", ID: "U1"}
	slack2 = briefings.Link{Platform: "slack", Workspace: "T1", ID: "U2"}
)

func TestWhoLinksByAVouchedAddress(t *testing.T) {
	d := open(t)
	jane := d.add(briefings.Member{Name: " Jane  Smith (Lab)", Email: " Jane.Smith@Example.gov.uk "})
	if jane.Name != "Jane Smith" || jane.Email != "jane.smith@example.gov.uk" || len(jane.ID) != 16 || !jane.Is(briefings.RoleMember) || jane.Added != day("2026-11-25") {
		t.Fatalf("kept as %+v", jane)
	}
	_, err := d.Who(t.Context(), slack, "")
	d.refused(err, audience.ErrUnknown)
	_, err = d.Who(t.Context(), slack, "somebody@else.example")
	d.refused(err, audience.ErrUnknown)
	m, err := d.Who(t.Context(), slack, "JANE.SMITH@example.gov.uk ")
	if err != nil || m.ID != jane.ID {
		t.Fatalf("got %v %v", m.ID, err)
	}
	if m, err = d.Who(t.Context(), slack, ""); err != nil || m.ID != jane.ID {
		t.Errorf("the link isn't kept: %v %v", m.ID, err)
	}
	if m, err = d.ByEmail(t.Context(), "JANE.smith@example.gov.uk"); err != nil || m.ID != jane.ID {
		t.Errorf("got %v %v", m.ID, err)
	}
	_, err = d.ByEmail(t.Context(), "")
	d.refused(err, briefings.ErrUnknown)
	_, err = d.Get(t.Context(), "none")
	d.refused(err, storage.ErrNotFound)
	// A link outlasts a changed address, and another's address changes nothing.
	john := d.add(briefings.Member{Name: "John Hill", Email: "john@example.gov.uk"})
	if m, err = d.Who(t.Context(), slack, john.Email); err != nil || m.ID != jane.ID {
		t.Errorf("an address overrides a link: %v %v", m.ID, err)
	}
	// Names of other workspaces and platforms are other names.
	for _, l := range []briefings.Link{{Platform: "slack", Workspace: "T2", ID: "U1"}, {Platform: "teams", Workspace: "T1", ID: "U1"}, {Platform: "slack", ID: "T1/U1"}} {
		_, err = d.Who(t.Context(), l, "")
		d.refused(err, audience.ErrUnknown)
	}
}

func TestWhoeverHasLeftIsUnknownFromThatDay(t *testing.T) {
	d := open(t)
	jane := d.add(briefings.Member{Name: "Jane Smith", Email: "jane@example.gov.uk", Links: []briefings.Link{slack}})
	_, err := d.Leave(t.Context(), clerk, jane.ID, day("2026-11-27"))
	d.must(err)
	// In London the day begins at midnight; the winter clock is UTC.
	d.now = time.Date(2026, 11, 26, 23, 59, 0, 0, time.UTC)
	if m, err := d.Who(t.Context(), slack, ""); err != nil || m.ID != jane.ID {
		t.Errorf("gone before the day: %v", err)
	}
	d.now = d.now.Add(time.Minute)
	_, err = d.Who(t.Context(), slack, "jane@example.gov.uk")
	d.refused(err, audience.ErrUnknown)
	if all, _ := d.List(t.Context(), audience.Filter{}); len(all) != 0 {
		t.Errorf("still listed: %d", len(all))
	}
	if all, _ := d.List(t.Context(), audience.Filter{Left: true}); len(all) != 1 {
		t.Errorf("the record is gone")
	}
	// Their address and their name on a platform are free for whoever comes.
	anew := d.add(briefings.Member{Name: "Jane Smith", Email: "jane@example.gov.uk"})
	if m, err := d.Who(t.Context(), slack, "jane@example.gov.uk"); err != nil || m.ID != anew.ID {
		t.Errorf("got %v %v", m.ID, err)
	}
	if old, _ := d.Get(t.Context(), jane.ID); len(old.Links) != 0 {
		t.Error("the link stands in two records")
	}
	// And the one who left can't come back to what is another's now.
	_, err = d.Leave(t.Context(), clerk, jane.ID, knowledge.Date{})
	d.refused(err, audience.ErrTaken)
	// A sooner day takes effect at once.
	_, err = d.Leave(t.Context(), clerk, anew.ID, day("2026-11-01"))
	d.must(err)
	_, err = d.Who(t.Context(), slack, "")
	d.refused(err, audience.ErrUnknown)
	_, err = d.Leave(t.Context(), clerk, jane.ID, knowledge.Date{})
	d.must(err)
}

func TestAddressesAndLinksBelongToOne(t *testing.T) {
	d := open(t)
	d.add(briefings.Member{Name: "Jane Smith", Email: "jane@example.gov.uk", Links: []briefings.Link{slack}})
	_, err := d.Add(t.Context(), clerk, briefings.Member{Name: "Other", Email: "JANE@example.gov.uk"})
	d.refused(err, audience.ErrTaken)
	_, err = d.Add(t.Context(), clerk, briefings.Member{Name: "Other", Links: []briefings.Link{slack}})
	d.refused(err, audience.ErrLinked)
	john := d.add(briefings.Member{Name: "John Hill"})
	taken := "jane@example.gov.uk"
	_, err = d.Set(t.Context(), clerk, john.ID, audience.Change{Email: &taken})
	d.refused(err, audience.ErrTaken)
	_, err = d.Link(t.Context(), clerk, john.ID, slack)
	d.refused(err, audience.ErrLinked)
	_, err = d.Unlink(t.Context(), clerk, john.ID, slack)
	d.refused(err, audience.ErrNotLinked)
	if all, _ := d.List(t.Context(), audience.Filter{}); len(all) != 2 {
		t.Errorf("a refused change left something: %d members", len(all))
	}
	// A changed address frees the one before.
	free := "john@example.gov.uk"
	_, err = d.Set(t.Context(), clerk, john.ID, audience.Change{Email: &free})
	d.must(err)
	none := ""
	_, err = d.Set(t.Context(), clerk, john.ID, audience.Change{Email: &none})
	d.must(err)
	d.add(briefings.Member{Name: "Johanna Hill", Email: free})
	_, err = d.Link(t.Context(), clerk, john.ID, slack2)
	d.must(err)
	_, err = d.Unlink(t.Context(), clerk, john.ID, slack2)
	d.must(err)
	_, err = d.Who(t.Context(), slack2, "")
	d.refused(err, audience.ErrUnknown)
}

func TestMistakesAreToldTogether(t *testing.T) {
	d := open(t)
	_, err := d.Add(t.Context(), clerk, briefings.Member{Name: " ", Email: "jane(at)example", Ward: strings.Repeat("x", 500),
		Seats: []briefings.Seat{{Body: "Cabinet", From: day("2026-05-01"), Until: day("2025-05-01")}},
		Leave: []briefings.Period{{From: day("2026")}}, Links: []briefings.Link{{Platform: "Jane Smith", ID: "1"}}})
	m, ok := errors.AsType[audience.Mistakes](err)
	if !ok {
		t.Fatalf("got %v", err)
	}
	var fields []string
	for _, one := range m {
		fields = append(fields, one.Field)
	}
	if got := strings.Join(fields, " "); got != "name ward email seats leave link" {
		t.Errorf("got %q", got)
	}
	if strings.Contains(err.Error(), "jane") || !strings.Contains(m.Plain(), "I have changed nothing") {
		t.Errorf("%v\n%s", err, m.Plain())
	}
	if len(d.log()) != 0 {
		t.Error("a refused change was logged")
	}
}

func TestTheLastAdministratorStays(t *testing.T) {
	d := open(t)
	ada := d.add(briefings.Member{Name: "Ada", Roles: []briefings.Role{briefings.RoleAdmin}})
	officer := []briefings.Role{briefings.RoleOfficer}
	tries := map[string]func() error{
		"loses the role": func() error {
			_, err := d.Set(t.Context(), clerk, ada.ID, audience.Change{Roles: &officer})
			return err
		},
		"leaves one day": func() error {
			_, err := d.Leave(t.Context(), clerk, ada.ID, day("2030-01-01"))
			return err
		},
		"is erased": func() error {
			return d.db.Update(t.Context(), func(tx storage.Tx) error { return d.Erase(tx, ada.ID) })
		},
	}
	for what, try := range tries {
		if err := try(); !errors.Is(err, audience.ErrLastAdmin) {
			t.Errorf("the last administrator %s: %v", what, err)
		}
	}
	// One who is about to leave is nobody to rely on.
	bob := d.add(briefings.Member{Name: "Bob", Roles: []briefings.Role{briefings.RoleAdmin}})
	_, err := d.Leave(t.Context(), clerk, bob.ID, day("2026-12-01"))
	d.must(err)
	for what, try := range tries {
		if err := try(); !errors.Is(err, audience.ErrLastAdmin) {
			t.Errorf("with one who is leaving, the last administrator %s: %v", what, err)
		}
	}
	d.add(briefings.Member{Name: "Cleo", Roles: []briefings.Role{briefings.RoleAdmin, briefings.RoleMember}})
	d.must(tries["loses the role"]())
}

func TestListsAndFinds(t *testing.T) {
	d := open(t)
	jane := d.add(briefings.Member{Name: "Jane Smith", Ward: "St. Mary's", Email: "jane@example.gov.uk", Seats: []briefings.Seat{{Body: "Children's Scrutiny Committee"}}})
	zoe := d.add(briefings.Member{Name: "Zoë Abbott", Roles: []briefings.Role{briefings.RoleOfficer}})
	other := d.add(briefings.Member{Name: "Jane Smith", Ward: "Mill Hill"})
	if jane.Seats[0].Kind != briefings.SeatScrutiny {
		t.Errorf("kind %q", jane.Seats[0].Kind)
	}
	names := func(f audience.Filter) string {
		all, err := d.List(t.Context(), f)
		d.must(err)
		var out []string
		for _, m := range all {
			out = append(out, m.ID)
		}
		return strings.Join(out, " ")
	}
	smiths := []string{jane.ID, other.ID}
	slices.Sort(smiths)
	for what, c := range map[string]struct {
		f    audience.Filter
		want string
	}{
		"all by surname":         {audience.Filter{}, zoe.ID + " " + strings.Join(smiths, " ")},
		"by role":                {audience.Filter{Role: briefings.RoleOfficer}, zoe.ID},
		"by part of a name":      {audience.Filter{Query: "zoe"}, zoe.ID},
		"by ward as people type": {audience.Filter{Query: "st marys"}, jane.ID},
		"by committee":           {audience.Filter{Query: "scrutiny"}, jane.ID},
		"by nothing that fits":   {audience.Filter{Query: "smith xyz"}, ""},
	} {
		if got := names(c.f); got != c.want {
			t.Errorf("%s: got %s, want %s", what, got, c.want)
		}
	}
	for said, want := range map[string]string{jane.ID: jane.ID, "JANE@example.gov.uk": jane.ID, "zoe  abbott": zoe.ID} {
		if m, err := d.Find(t.Context(), said); err != nil || m.ID != want {
			t.Errorf("%q: %v %v", said, m.ID, err)
		}
	}
	_, err := d.Find(t.Context(), "Jane Smith")
	if two, ok := errors.AsType[*audience.AmbiguousError](err); !ok || !slices.Equal(two.IDs, smiths) {
		t.Errorf("got %v", err)
	}
	_, err = d.Find(t.Context(), " ")
	d.refused(err, audience.ErrNoMember)
	// Somebody who left doesn't stand in the way of somebody here.
	_, err = d.Leave(t.Context(), clerk, other.ID, day("2026-01-01"))
	d.must(err)
	if m, err := d.Find(t.Context(), "jane smith"); err != nil || m.ID != jane.ID {
		t.Errorf("got %v %v", m.ID, err)
	}
}

// Erasing cuts the way from the random id to the person: what names them is
// gone from the file, and the log that stays never had it.
func TestEraseCutsTheMapping(t *testing.T) {
	d := open(t)
	jane := d.add(briefings.Member{Name: "Xanthippe Quill", Email: "quill@example.gov.uk", Ward: "Vexford"})
	_, err := d.Who(t.Context(), briefings.Link{Platform: "slack", ID: "UQUILL"}, "quill@example.gov.uk")
	d.must(err)
	john := d.add(briefings.Member{Name: "John Hill", Email: "john@example.gov.uk"})
	d.must(d.Ask(t.Context(), slack2, "X. Quill", "quill@example.gov.uk"))
	d.must(d.db.Update(t.Context(), func(tx storage.Tx) error { return d.Erase(tx, jane.ID) }))
	_, err = d.Get(t.Context(), jane.ID)
	d.refused(err, audience.ErrNoMember)
	d.must(d.db.Compact(t.Context()))
	left := strings.ToLower(d.records())
	for _, trace := range []string{"quill", "vexford", "xanthippe"} {
		if strings.Contains(left, trace) {
			t.Errorf("%q is still there", trace)
		}
	}
	if !strings.Contains(left, jane.ID) || !strings.Contains(left, "hill") {
		t.Error("the log or somebody else is gone")
	}
	if m, err := d.Find(t.Context(), john.Email); err != nil || m.ID != john.ID {
		t.Errorf("got %v", err)
	}
}

func TestEveryChangeIsLoggedWithoutAWord(t *testing.T) {
	d := open(t)
	jane := d.add(briefings.Member{Name: "Jane Smith", Email: "jane@example.gov.uk"})
	ward, same := "Mill Hill", "Jane Smith"
	_, err := d.Set(t.Context(), clerk, jane.ID, audience.Change{Ward: &ward, Name: &same})
	d.must(err)
	_, err = d.Set(t.Context(), clerk, jane.ID, audience.Change{Ward: &ward}) // no change
	d.must(err)
	_, err = d.Link(t.Context(), clerk, jane.ID, slack)
	d.must(err)
	_, err = d.Leave(t.Context(), clerk, jane.ID, day("2026-12-01"))
	d.must(err)
	var got []string
	for _, e := range d.log() {
		if e.Who != clerk || e.Subject != jane.ID {
			t.Errorf("logged as %+v", e)
		}
		got = append(got, e.Action+": "+e.Details["fields"])
		for _, v := range e.Details {
			if strings.Contains(v, "Jane") || strings.Contains(v, "@") || strings.Contains(v, "Mill") || strings.Contains(v, "U1") {
				t.Errorf("%s tells %q", e.Action, v)
			}
		}
	}
	want := []string{"member.add: name email roles", "member.set: ward", "member.link: links", "member.leave: left"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
