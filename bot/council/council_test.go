package council_test

import (
	"errors"
	"strings"
	"testing"

	"hearth/bot/council"
	"hearth/storage"
	"hearth/storage/audit"
	"hearth/storage/bolt/bolttest"
)

func entries(t *testing.T, s storage.Store) (subjects []string) {
	t.Helper()
	for e, err := range audit.Entries(t.Context(), s, 1) {
		if err != nil {
			t.Fatal(err)
		}
		subjects = append(subjects, e.Subject+" "+e.Details["to"])
	}
	return subjects
}

// value is one setting as it is typed, "" where it is not set.
func value(t *testing.T, r *council.Records, name string) string {
	t.Helper()
	k, err := r.Known(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range council.Settings(k) {
		if s.Name == name {
			return s.Value
		}
	}
	return ""
}

func must(t *testing.T, r *council.Records, changes ...council.Change) {
	t.Helper()
	if err := r.Set(t.Context(), "Democratic Services Manager", changes...); err != nil {
		t.Fatal(err)
	}
}

func TestEverySettingIsReadAsItWasSet(t *testing.T) {
	s := bolttest.Open(t)
	r := council.New(s)
	for _, name := range council.Names() {
		want := map[string]string{"name": "Middlesbrough", "phone": "01234 567890", "email": "door@example.gov.uk",
			"hours": "Mon-Fri 08:30-17:00", "checked-on": "2026-01-05", "public": "yes", "kept-days": "30", "kept-months": "6"}[name[strings.Index(name, ".")+1:]]
		must(t, r, council.Change{Name: name, Value: "  " + want + " "})
		if got := value(t, r, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	k, err := r.Known(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := len(council.Settings(k)); got != len(council.Names()) {
		t.Errorf("%d settings, want %d", got, len(council.Names()))
	}
	if got := len(entries(t, s)); got != len(council.Names()) {
		t.Errorf("%d entries in the audit log, want %d", got, len(council.Names()))
	}
}

func TestNothingIsSetAtFirst(t *testing.T) {
	c, err := council.New(bolttest.Open(t)).Known(t.Context())
	if err != nil || len(council.Settings(c)) != 0 {
		t.Errorf("got %+v, %v", c, err)
	}
}

func TestAllMistakesAtOnceAndNothingChanged(t *testing.T) {
	s := bolttest.Open(t)
	r := council.New(s)
	bad := []council.Change{
		{Name: "front-door.phone", Value: "ring us"}, {Name: "lado.email", Value: "Lado <lado>"},
		{Name: "police.hours", Value: "mostly"}, {Name: "complaints.checked-on", Value: "2026"},
		{Name: "complaints.phone", Value: "01234 567890"}, {Name: "lado.checked-on", Value: "9999-01-01"},
		{Name: "papers.public", Value: "perhaps"}, {Name: "words.kept-days", Value: "6"}, {Name: "receipts.kept-months", Value: "25"},
		{Name: "council.name", Value: "Middlesbrough Council"}, {Name: "mash.phone", Value: "1"},
		{Name: "complaints.phone", Value: "01234 567891"},
	}
	err := r.Set(t.Context(), "Democratic Services Manager", bad...)
	m, ok := errors.AsType[council.Mistakes](err)
	if !ok || len(m) != len(bad)-1 {
		t.Fatalf("got %v, want %d mistakes", err, len(bad)-1)
	}
	for _, line := range m {
		if line.Hint == "" || !strings.Contains(m.Plain(), line.Name) {
			t.Errorf("%+v has no hint that is shown", line)
		}
	}
	c, err := r.Known(t.Context())
	if err != nil || len(council.Settings(c)) != 0 || len(entries(t, s)) != 0 {
		t.Errorf("a failed set left %v, %v", council.Settings(c), err)
	}
}

func TestANewNumberIsNotCheckedYet(t *testing.T) {
	s := bolttest.Open(t)
	r := council.New(s)
	must(t, r, council.Change{Name: "lado.phone", Value: "01234 567890"}, council.Change{Name: "lado.checked-on", Value: "2026-01-05"})
	must(t, r, council.Change{Name: "lado.phone", Value: "01234 000000"})
	if got := value(t, r, "lado.checked-on"); got != "" {
		t.Errorf("checked on %s, before the number was changed", got)
	}
	must(t, r, council.Change{Name: "lado.phone", Value: "01234 111111"}, council.Change{Name: "lado.checked-on", Value: "2026-02-05"})
	if got := value(t, r, "lado.checked-on"); got != "2026-02-05" {
		t.Errorf("checked on %q, want the day that came with the number", got)
	}
}

func TestTheLogHasWhatChangedAndNoMore(t *testing.T) {
	s := bolttest.Open(t)
	r := council.New(s)
	must(t, r, council.Change{Name: "front-door.phone", Value: "01234 567890"})
	must(t, r, council.Change{Name: "front-door.phone", Value: "01234 567890"})
	must(t, r, council.Change{Name: "front-door.email", Value: "a.person@example.gov.uk"})
	must(t, r, council.Change{Name: "front-door.phone", Value: ""})
	want := "front-door.phone 01234 567890|front-door.email |front-door.phone "
	if got := strings.Join(entries(t, s), "|"); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if _, err := audit.Verify(t.Context(), s); err != nil {
		t.Error(err)
	}
}

func TestSetFailsWithoutSomebodyWhoDidIt(t *testing.T) {
	s := bolttest.Open(t)
	r := council.New(s)
	if err := r.Set(t.Context(), "", council.Change{Name: "police.phone", Value: "101"}); !errors.Is(err, audit.ErrEntry) {
		t.Errorf("got %v", err)
	}
	if got := value(t, r, "police.phone"); got != "" {
		t.Errorf("%q was set without an entry in the log", got)
	}
}

func TestRulesAreAsUsualUntilTheyAreSet(t *testing.T) {
	usual := council.Rules{WordsDays: 90, ReceiptsMonths: 12}
	r := council.New(bolttest.Open(t))
	for _, c := range []struct {
		what string
		set  []council.Change
		want council.Rules
	}{
		{"nothing is set", nil, usual},
		{"all are set", []council.Change{{Name: "papers.public", Value: "Yes"}, {Name: "words.kept-days", Value: "7"}, {Name: "receipts.kept-months", Value: "24"}},
			council.Rules{PublicPapers: true, WordsDays: 7, ReceiptsMonths: 24}},
		{"they are taken away again", []council.Change{{Name: "papers.public", Value: "no"}, {Name: "words.kept-days"}, {Name: "receipts.kept-months"}}, usual},
	} {
		must(t, r, c.set...)
		if got, err := r.Rules(t.Context()); err != nil || got != c.want {
			t.Errorf("%s: got %+v, %v", c.what, got, err)
		}
	}
}
