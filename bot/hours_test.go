package bot_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearth/bot"
)

func TestHoursOpen(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.Parse("2006-01-02 15:04", s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for sentence, c := range map[string]struct {
		hours, at string // 2026-11-20 is a Friday
		open      bool
	}{
		"the first minute is open":         {"Mon-Fri 08:30-17:00", "2026-11-20 08:30", true},
		"the minute before is closed":      {"Mon-Fri 08:30-17:00", "2026-11-20 08:29", false},
		"the last minute is closed":        {"Mon-Fri 08:30-17:00", "2026-11-20 17:00", false},
		"Saturday is not Friday":           {"Mon-Fri 08:30-17:00", "2026-11-21 10:00", false},
		"two stretches":                    {"Mon-Thu 9-17, Fri 9-16.30", "2026-11-20 16:29", true},
		"two stretches end apart":          {"Mon-Thu 9-17, Fri 9-16.30", "2026-11-20 16:30", false},
		"a night runs into the next day":   {"Friday 17:00-08:30", "2026-11-21 08:29", true},
		"a night ends in the morning":      {"Friday 17:00-08:30", "2026-11-21 08:30", false},
		"a night has no evening after":     {"Friday 17:00-08:30", "2026-11-21 18:00", false},
		"days run over the week's end":     {"Sat - Mon 10:00-12:00", "2026-11-23 11:00", true},
		"always is Sunday at three":        {"always", "2026-11-22 03:00", true},
		"midnight ends a day":              {"Sun 0-24", "2026-11-22 23:59", true},
		"a day to midnight ends there":     {"Sun 0-24", "2026-11-23 00:00", false},
		"hours that are not stated closed": {"", "2026-11-20 10:00", false},
	} {
		h, err := bot.ParseHours(c.hours)
		if err != nil {
			t.Errorf("%s: %v", sentence, err)
			continue
		}
		if got := h.Open(at(c.at)); got != c.open {
			t.Errorf("%s: %q at %s is open: %t", sentence, c.hours, c.at, got)
		}
	}
}

func TestHoursThatNobodyCanRead(t *testing.T) {
	for _, s := range []string{"mostly", "Mon-Fri", "Mon 25:00-26:00", "Foo 9-17", "Mon 9:75-17:00", "Mon 9-17,", "Mo 9-17", "Mon 24:00-08:00", "9-17"} {
		if h, err := bot.ParseHours(s); err == nil {
			t.Errorf("%q was read as %q", s, h)
		}
	}
}

func TestHoursSurviveJSON(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		day := rapid.SampledFrom([]string{"Mon", "Tue-Fri", "Sat-Mon", "Sunday"}).Draw(r, "day")
		h, err := bot.ParseHours(day + rapid.SampledFrom([]string{" 9-17", " 17:30-08:15", "  00:00 - 24:00"}).Draw(r, "time"))
		if err != nil {
			r.Fatal(err)
		}
		b, err := json.Marshal(bot.Contact{Phone: "101", Hours: h})
		if err != nil {
			r.Fatal(err)
		}
		var back bot.Contact
		if err := json.Unmarshal(b, &back); err != nil {
			r.Fatal(err)
		}
		t0 := time.Date(2026, 11, 1, 0, rapid.IntRange(0, 14*24*60).Draw(r, "minute"), 0, 0, time.UTC)
		if back.Hours.String() != h.String() || back.Hours.Open(t0) != h.Open(t0) {
			r.Fatalf("%q came back as %q", h, back.Hours)
		}
	})
}

func FuzzParseHours(f *testing.F) {
	f.Add("Mon-Fri 08:30-17:00")
	f.Add("Sat–Sun 9-12, Mon 17:00-08:30")
	f.Fuzz(func(t *testing.T, s string) {
		h, err := bot.ParseHours(s)
		if err != nil {
			return
		}
		if again, err := bot.ParseHours(h.String()); err != nil || again.String() != h.String() {
			t.Errorf("%q reads as %q, which reads as %q (%v)", s, h, again, err)
		}
	})
}
