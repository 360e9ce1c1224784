package slack_test

import (
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearth/bot/slack"
)

// A model of it is a list from which everything is looked up by hand.
func TestWhatIsRecent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type put struct {
			key   string
			value int
			at    time.Time
		}
		const most, keep = 4, 10 * time.Second
		now := time.Unix(0, 0)
		r := slack.NewRecent[int](func() time.Time { return now }, most, keep)
		var model []put // the newest last
		drop := func(key string) {
			for i, p := range model {
				if p.key == key {
					model = append(model[:i:i], model[i+1:]...)
					return
				}
			}
		}
		for i := range rapid.IntRange(1, 60).Draw(t, "steps") {
			key := strconv.Itoa(rapid.IntRange(0, 6).Draw(t, "key"))
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				drop(key)
				model = append(model, put{key, i, now})
				model = model[max(0, len(model)-most):]
				r.Put(key, i)
			case 1:
				drop(key)
				r.Drop(key)
			case 2:
				now = now.Add(time.Duration(rapid.IntRange(0, 6).Draw(t, "seconds")) * time.Second)
			case 3:
				want, ok := 0, false
				for _, p := range model {
					if p.key == key {
						if ok = now.Sub(p.at) < keep; ok {
							want = p.value
						} else {
							drop(key)
						}
						break
					}
				}
				if got, has := r.Get(key); got != want || has != ok {
					t.Fatalf("%s is %d, %v; want %d, %v", key, got, has, want, ok)
				}
			}
		}
	})
}
