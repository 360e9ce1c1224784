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
		"a governor asks about suspensions":         {scrutiny.Education, "how many children in care were suspended last term", []scrutiny.Seat{scrutiny.SchoolGovernor}, []string{"education/before-suspension", "education/suspended"}},
		"any member asks about suspensions":         {scrutiny.Education, "how many children in care were suspended last term", nil, []string{"education/suspended"}},
		"a licensing member asks who went missing":  {scrutiny.Stability, "how many children went missing last year", []scrutiny.Seat{scrutiny.Licensing}, []string{"stability/missing"}},
		"a cabinet member asks about council tax":   {scrutiny.LeavingCare, "do care leavers pay council tax", []scrutiny.Seat{scrutiny.Cabinet}, []string{"leaving_care/council-tax"}},
		"the wait for CAMHS, in full":               {scrutiny.Health, "how long do children wait for mental health help", nil, []string{"health/waiting"}},
		"a member with two seats is asked for both": {scrutiny.Education, "", []scrutiny.Seat{scrutiny.Ward, scrutiny.SchoolGovernor}, []string{"education/beyond-school", "education/before-suspension"}},
		"a topic that is none of the ten":           {"weather", "what's the weather", nil, []string{"council/own-child"}},
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

// A word that half of the bank has says little of what is meant.
func TestOneCommonWordCountsForLittle(t *testing.T) {
	b := bank(t)
	for text, want := range map[string]struct{ from, to float64 }{
		"":         {0, 0},
		"potholes": {0, 0},
		"children": {0.05, 0.3},
		"how long do they wait for help with mental health": {1, 1},
	} {
		if got := slices.Max(b.Likeness(text)); got < want.from || got > want.to {
			t.Errorf("%q: the most alike has %.2f, want %v to %v", text, got, want.from, want.to)
		}
	}
}

// Whatever is asked of it, the bank keeps its promises.
func TestAskKeepsItsPromises(t *testing.T) {
	b := bank(t)
	all := b.All()
	texts := []string{"", "children"}
	for _, q := range questions(t) {
		texts = append(texts, q.text)
	}
	rapid.Check(t, func(t *rapid.T) {
		topic := rapid.SampledFrom(topics()).Draw(t, "topic")
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
		_, known := topic.Info()
		fits := func(q scrutiny.Challenge) bool {
			return known && slices.Contains(q.Areas, topic) || !known && q.Areas[0] == scrutiny.Council
		}
		// Nobody gets another seat's question, or leaves the subject, while
		// there is one left for them.
		left, fit := 0, 0
		for _, q := range all {
			if theirs(q) {
				left++
				if fits(q) {
					fit++
				}
			}
		}
		for i, q := range got {
			if i < fit && !fits(q) {
				t.Fatalf("%s stands before questions on %q: %v", q.ID, topic, ids(got))
			}
			if i < left && !theirs(q) {
				t.Fatalf("%s is for %v, and the member holds %v", q.ID, q.Seats, seats)
			}
		}
	})
}

// Every area, known or not, with every set of seats, many texts and none: three
// questions on the subject, for the member, over several principles.
func TestThreeQuestionsAreWellChosen(t *testing.T) {
	b := bank(t)
	all := b.All()
	texts := []string{""}
	for i, q := range questions(t) {
		if i%14 == 0 {
			texts = append(texts, q.text)
		}
	}
	for set := range 1 << len(scrutiny.Seats()) {
		var seats []scrutiny.Seat
		for i, s := range scrutiny.Seats() {
			if set&(1<<i) != 0 {
				seats = append(seats, s)
			}
		}
		holds := func(q scrutiny.Challenge) bool {
			return slices.ContainsFunc(q.Seats, func(s scrutiny.Seat) bool { return slices.Contains(seats, s) })
		}
		for _, topic := range topics() {
			_, known := topic.Info()
			has := slices.ContainsFunc(all, func(q scrutiny.Challenge) bool {
				return holds(q) && (q.Areas[0] == topic || !known && q.Areas[0] == scrutiny.Council)
			})
			for _, text := range texts {
				got := b.Ask(topic, text, seats, 3)
				covered := map[int]bool{}
				for _, q := range got {
					if known && !slices.Contains(q.Areas, topic) || !known && q.Areas[0] != scrutiny.Council {
						t.Errorf("%q, %v: %s doesn't serve %q", text, seats, q.ID, topic)
					}
					if len(q.Seats) > 0 && !holds(q) {
						t.Errorf("%s is for %v, and the member holds %v", q.ID, q.Seats, seats)
					}
					for _, p := range q.Principles {
						covered[p] = true
					}
				}
				want := 2 // what is close to the text may share its principles
				if text == "" {
					want = 3
				}
				if len(covered) < want {
					t.Errorf("%q, %q, %v: %v serve %d principles, want %d", topic, text, seats, ids(got), len(covered), want)
				}
				if has && !slices.ContainsFunc(got, holds) {
					t.Errorf("%q, %q: %v has none for %v", topic, text, ids(got), seats)
				}
			}
		}
	}
}

// topics are the ten areas and two that are none.
func topics() []scrutiny.Area {
	all := []scrutiny.Area{"", "weather"}
	for _, a := range scrutiny.Areas() {
		all = append(all, a.ID)
	}
	return all
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
