package scrutiny_test

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hearth/knowledge/scrutiny"
)

func ids(qs []scrutiny.Challenge) []string {
	var out []string
	for _, q := range qs {
		out = append(out, q.ID)
	}
	return out
}

func TestThreeQuestionsForAnAnswer(t *testing.T) {
	b := bank(t)
	for what, c := range map[string]struct {
		topic scrutiny.Area
		text  string
		seats []scrutiny.Seat
		has   []string
	}{
		"a governor asks about suspensions":        {scrutiny.Education, "how many children in care were suspended last term", []scrutiny.Seat{scrutiny.SchoolGovernor}, []string{"education/before-suspension", "education/suspended"}},
		"any member asks about suspensions":        {scrutiny.Education, "how many children in care were suspended last term", nil, []string{"education/suspended"}},
		"a licensing member asks who went missing": {scrutiny.Stability, "how many children went missing last year", []scrutiny.Seat{scrutiny.Licensing}, []string{"stability/missing"}},
		"a cabinet member asks about council tax":  {scrutiny.LeavingCare, "do care leavers pay council tax", []scrutiny.Seat{scrutiny.Cabinet}, []string{"leaving_care/council-tax"}},
		"the wait for CAMHS, in full":              {scrutiny.Health, "how long do children wait for mental health help", nil, []string{"health/waiting"}},
		"a topic that is none of the ten":          {"weather", "what's the weather", nil, []string{"council/own-child"}},
	} {
		t.Run(what, func(t *testing.T) {
			got := ids(b.Ask(c.topic, c.text, c.seats, 3))
			for _, id := range c.has {
				if !slices.Contains(got, id) {
					t.Errorf("got %v, want %s among them", got, id)
				}
			}
		})
	}
}

// Whatever is asked of it, the bank keeps its promises.
func TestAskKeepsItsPromises(t *testing.T) {
	b := bank(t)
	all := b.All()
	areas := []scrutiny.Area{"", "weather"}
	for _, a := range scrutiny.Areas() {
		areas = append(areas, a.ID)
	}
	texts := []string{"", "children"}
	for _, q := range questions(t) {
		texts = append(texts, q.text)
	}
	rapid.Check(t, func(t *rapid.T) {
		topic := rapid.SampledFrom(areas).Draw(t, "topic")
		text := rapid.SampledFrom(texts).Draw(t, "text")
		seats := rapid.SliceOfN(rapid.SampledFrom(append(scrutiny.Seats(), "mayor")), 0, 4).Draw(t, "seats")
		n := rapid.OneOf(rapid.IntRange(-1, 6), rapid.IntRange(0, 200)).Draw(t, "n")
		got := b.Ask(topic, text, seats, n)

		if want := min(max(n, 0), len(all)); len(got) != want {
			t.Fatalf("%d questions, want %d", len(got), want)
		}
		if repeats(ids(got)) {
			t.Fatalf("one question twice: %v", ids(got))
		}
		if again := b.Ask(topic, text, slices.Clone(seats), n); !reflect.DeepEqual(got, again) {
			t.Fatalf("%v, and then %v", ids(got), ids(again))
		}
		theirs := func(q scrutiny.Challenge) bool {
			return len(q.Seats) == 0 || slices.ContainsFunc(q.Seats, func(s scrutiny.Seat) bool { return slices.Contains(seats, s) })
		}
		// Nobody gets another seat's question while one is left for them.
		left := 0
		for _, q := range all {
			if theirs(q) {
				left++
			}
		}
		for i, q := range got {
			if i < left && !theirs(q) {
				t.Fatalf("%s is for %v, and the member holds %v", q.ID, q.Seats, seats)
			}
		}
		_, known := topic.Info()
		if n != 3 {
			return
		}
		covered, mine := map[int]bool{}, false
		for _, q := range got {
			if known && !slices.Contains(q.Areas, topic) {
				t.Fatalf("%s doesn't serve %s", q.ID, topic)
			}
			if !known && q.Areas[0] != scrutiny.Council {
				t.Fatalf("%s doesn't serve any meeting", q.ID)
			}
			for _, p := range q.Principles {
				covered[p] = true
			}
			mine = mine || len(q.Seats) > 0
		}
		if len(covered) < 3 {
			t.Fatalf("%v serve %d principles, want 3", ids(got), len(covered))
		}
		has := slices.ContainsFunc(all, func(q scrutiny.Challenge) bool {
			return q.Areas[0] == topic && len(q.Seats) > 0 && theirs(q)
		})
		if has && !mine {
			t.Fatalf("%v has none for %v", ids(got), seats)
		}
	})
}

func TestWhatAskGivesIsTheCallers(t *testing.T) {
	b := bank(t)
	q := b.Ask(scrutiny.Health, "", nil, 1)[0]
	before := b.Ask(scrutiny.Health, "", nil, 3)
	q.Principles[0], q.Areas[0] = 99, "spoilt"
	for _, q := range b.All() {
		q.Areas[0] = "spoilt"
	}
	if after := b.Ask(scrutiny.Health, "", nil, 3); !reflect.DeepEqual(before, after) {
		t.Errorf("a caller changed the bank: %v, then %v", before, after)
	}
}
