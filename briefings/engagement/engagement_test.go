package engagement_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearth/briefings"
	"hearth/briefings/engagement"
	"hearth/knowledge"
	"hearth/storage"
	"hearth/storage/bolt"
	"hearth/storage/bolt/bolttest"
)

// areas classifies by one word, as the real one does by many.
type areas struct{}

func (areas) Classify(text string) (string, bool) {
	for _, a := range []string{"health", "education", "leaving care"} {
		if strings.Contains(text, a) {
			return a, true
		}
	}
	return "", false
}

var london = func() *time.Location {
	z, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return z
}()

func ledger(s storage.Store) *engagement.Ledger {
	return engagement.New(s, engagement.Options{Areas: areas{}, Zone: london})
}

func record(t testing.TB, s storage.Store, us ...briefings.Use) {
	t.Helper()
	l := ledger(s)
	for _, u := range us {
		if err := s.Update(t.Context(), func(tx storage.Tx) error { return l.Record(tx, u) }); err != nil {
			t.Fatal(err)
		}
	}
}

// facts are all records of a store.
func facts(t testing.TB, s storage.Store) map[string]string {
	t.Helper()
	var out map[string]string
	err := s.View(t.Context(), func(tx storage.Tx) error {
		out = map[string]string{}
		for e, err := range tx.Scan(nil, nil) {
			if err != nil {
				return err
			}
			out[string(e.Key)] = string(e.Value)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, london)
	if err != nil {
		panic(err)
	}
	return t
}

func day(s string) knowledge.Date {
	d, err := knowledge.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestFactsAreApart(t *testing.T) {
	db := bolttest.Open(t)
	record(t, db,
		briefings.Use{Member: "ab12", At: at("2026-11-25 09:00"), Surface: "web", Asked: true, Topic: "health checks of Jack Vexford", Status: knowledge.Answered},
		briefings.Use{Member: "ab12", At: at("2026-11-25 09:01"), Surface: "web", Asked: true, Topic: "health", Status: knowledge.Answered},
		briefings.Use{Member: "ab12", At: at("2026-11-26 09:01"), Surface: "web", Handled: knowledge.Wellbeing, Topic: "health"},
		briefings.Use{At: at("2026-11-26 10:00"), Surface: "terminal", Asked: true, Topic: "leaving care", Status: knowledge.NotFound},
		briefings.Use{Member: "cd34", At: at("2027-01-03 23:59"), Surface: "web", Asked: true, Topic: "buses", Status: knowledge.Partial},
	)
	want := map[string]string{
		"use/ab12/2026-11-25":                                "1",
		"use/ab12/2026-11-26":                                "1",
		"use/cd34/2027-01-03":                                "1",
		"subject/2026-W48/web/health/answered":               "00000002",
		"subject/2026-W48/terminal/leaving%20care/not_found": "00000001",
		"subject/2026-W53/web/none/partial":                  "00000001",
		"handled/2026-W48/wellbeing":                         "00000001",
	}
	if got := facts(t, db); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	l := ledger(db)
	uses, err := l.Uses(t.Context(), "ab12", day("2026-11-26"), day("2026-12-31"))
	if err != nil || !slices.Equal(uses, []knowledge.Date{day("2026-11-26")}) {
		t.Errorf("uses %v %v", uses, err)
	}
	if uses, err = l.Uses(t.Context(), "ab12", knowledge.Date{}, knowledge.Date{}); err != nil || len(uses) != 2 {
		t.Errorf("uses %v %v", uses, err)
	}
	if uses, err = l.Uses(t.Context(), "ab", knowledge.Date{}, knowledge.Date{}); err != nil || len(uses) != 0 {
		t.Errorf("somebody else's uses: %v %v", uses, err)
	}
	qs, err := l.Questions(t.Context(), day("2026-11-23"), day("2026-11-29"))
	if want := []engagement.Subject{{"2026-W48", "terminal", "leaving care", knowledge.NotFound, 1}, {"2026-W48", "web", "health", knowledge.Answered, 2}}; err != nil || !slices.Equal(qs, want) {
		t.Errorf("questions %v %v", qs, err)
	}
	if qs, err = l.Questions(t.Context(), day("2027-01-01"), knowledge.Date{}); err != nil || len(qs) != 1 || qs[0].Week != "2026-W53" {
		t.Errorf("questions %v %v", qs, err)
	}
	hs, err := l.Handled(t.Context(), day("2026-11-25"), day("2026-11-25"))
	if err != nil || !slices.Equal(hs, []engagement.Kind{{"2026-W48", knowledge.Wellbeing, 1}}) {
		t.Errorf("handled %v %v", hs, err)
	}
	if err := db.Update(t.Context(), func(tx storage.Tx) error { return l.Erase(tx, "ab12") }); err != nil {
		t.Fatal(err)
	}
	for k := range want {
		if strings.HasPrefix(k, "use/ab12") {
			delete(want, k)
		}
	}
	if got := facts(t, db); !reflect.DeepEqual(got, want) {
		t.Errorf("after erasing: got %v\nwant %v", got, want)
	}
}

// The clock is the council's: a late evening in summer is its own day there.
func TestDaysAndWeeksAreTheCouncils(t *testing.T) {
	db := bolttest.Open(t)
	record(t, db, briefings.Use{Member: "m", At: time.Date(2026, 7, 5, 23, 30, 0, 0, time.UTC), Surface: "web", Asked: true, Status: knowledge.Answered})
	got := facts(t, db)
	if got["use/m/2026-07-06"] == "" || got["subject/2026-W28/web/none/answered"] == "" {
		t.Errorf("got %v", got)
	}
	l := ledger(db)
	if err := db.Update(t.Context(), func(tx storage.Tx) error { return l.Record(tx, briefings.Use{Member: "m"}) }); err == nil {
		t.Error("a use without a time was taken")
	}
}

// An event is a use and what it was about.
type event struct {
	member  string
	at      time.Time
	subject briefings.Use
}

func (e event) use() briefings.Use {
	u := e.subject
	u.Member, u.At = e.member, e.at
	return u
}

func drawRun(t *rapid.T) []event {
	members := rapid.SampledFrom([]string{"0a", "1b", "2c", "3d"})
	topics := rapid.SampledFrom([]string{"health", "education", "leaving care", "buses"})
	n := rapid.IntRange(2, 7).Draw(t, "events")
	run := make([]event, n)
	for i := range run {
		s := briefings.Use{Surface: rapid.SampledFrom([]string{"web", "slack"}).Draw(t, "surface")}
		if rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
			s.Handled = rapid.SampledFrom([]knowledge.HandledKind{knowledge.Wellbeing, knowledge.Safeguarding}).Draw(t, "handled")
		} else {
			s.Asked, s.Topic = true, topics.Draw(t, "topic")
			s.Status = rapid.SampledFrom([]knowledge.Status{knowledge.Answered, knowledge.NotFound}).Draw(t, "status")
		}
		minutes := rapid.IntRange(0, 5*24*60).Draw(t, "minute") // within one week
		run[i] = event{members.Draw(t, "member"), at("2026-11-23 00:30").Add(time.Duration(minutes) * time.Minute), s}
	}
	slices.SortFunc(run, func(a, b event) int { return a.at.Compare(b.at) })
	return run
}

// Use and subject can't be joined by any means that reads the records: whoever
// asked what, in whatever order, the records are the same, and after compaction
// so is every byte of the file (its keys' order, its values, its pages and
// numbers of transactions).
func TestUseAndSubjectCantBeJoined(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		run := drawRun(rt)
		other := slices.Clone(run)
		for i, from := range rapid.Permutation(indexes(len(run))).Draw(rt, "who asked what") {
			other[i].subject = run[from].subject
		}
		// Another order and other times, on the same days.
		for i := range other {
			y, m, d := other[i].at.Date()
			other[i].at = time.Date(y, m, d, rapid.IntRange(3, 22).Draw(rt, "hour"), 0, 0, 0, london)
		}
		other = rapid.Permutation(other).Draw(rt, "order")
		a, abytes := kept(t, run)
		b, bbytes := kept(t, other)
		if !reflect.DeepEqual(a, b) {
			rt.Fatalf("the records tell two runs apart:\n%v\n%v", a, b)
		}
		if abytes != bbytes {
			rt.Fatal("the files tell two runs apart")
		}
	})
}

func indexes(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// kept is what a run leaves: the records, and the compacted file.
func kept(t *testing.T, run []event) (map[string]string, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hearth.db")
	db, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range run {
		record(t, db, e.use())
	}
	all := facts(t, db)
	if err := db.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return all, string(b)
}

// What two copies with one event between them show is that event, which the
// package comment owns up to: a use that wasn't there, where it was that
// member's first that day, and one count that went up by one. Nothing else
// changes, so nothing of it can be found later.
func TestOneEventLeavesNothingButItsFacts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		db := bolttest.Open(t)
		before := map[string]string{}
		for _, e := range drawRun(rt) {
			record(t, db, e.use())
			after := facts(t, db)
			uses, counts := 0, 0
			for k, v := range after {
				switch {
				case strings.HasPrefix(k, "use/"):
					if len(v) != 1 {
						rt.Fatalf("a use holds %q", v)
					}
					if before[k] == "" {
						uses++
					} else if before[k] != v {
						rt.Fatal("a use changed")
					}
				case len(v) != 8:
					rt.Fatalf("%s is %q: its width tells something", k, v)
				case before[k] != v:
					counts++
					was := before[k]
					if was == "" {
						was = "00000000"
					}
					var n, m int
					if _, err := fmt.Sscan(was+" "+v, &n, &m); err != nil || m != n+1 {
						rt.Fatalf("%s went from %q to %q", k, was, v)
					}
				}
				for _, told := range []string{e.at.Format("15:04"), "minute"} {
					if strings.Contains(k+v, told) {
						rt.Fatalf("%s %s tells the time", k, v)
					}
				}
			}
			if len(after) < len(before) || uses > 1 || counts != 1 {
				rt.Fatalf("%d uses and %d counts changed", uses, counts)
			}
			again := before["use/"+e.member+"/"+knowledge.DateOf(e.at).String()] != ""
			if again && uses != 0 {
				rt.Fatal("a second question of the day shows the member")
			}
			before = after
		}
	})
}
