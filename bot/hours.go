package bot

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Hours say when an office answers, in the council's own clock time: "Mon-Fri
// 08:30-17:00", "Mon-Thu 09:00-17:00, Fri 09:00-16:30", "always". A stretch
// whose end is not after its beginning runs into the next day: "Sun
// 17:00-08:30". Holidays are not known to it. The zero Hours are not stated.
type Hours struct {
	text  string
	spans []opening
}

// An opening is one stretch of one weekday, in minutes after its midnight; its
// end may lie in the next day.
type opening struct {
	day      time.Weekday
	from, to int
}

const dayMinutes = 24 * 60

// weekdays in the order that people count them.
var weekdays = [...]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// span is "Mon-Fri 08:30-17:00" or "Sat 9-12".
var span = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([a-z]+)(?:\s*-\s*([a-z]+))?\s+(\d{1,2})(?:[:.](\d{2}))?\s*-\s*(\d{1,2})(?:[:.](\d{2}))?$`)
})

// ParseHours reads hours as officers type them; "" is the zero Hours.
func ParseHours(s string) (Hours, error) {
	text := strings.Join(strings.Fields(strings.NewReplacer("–", "-", "—", "-").Replace(s)), " ")
	switch strings.ToLower(text) {
	case "":
		return Hours{}, nil
	case "always", "24 hours", "24/7":
		h := Hours{text: "always"}
		for d := range time.Weekday(7) {
			h.spans = append(h.spans, opening{d, 0, dayMinutes})
		}
		return h, nil
	}
	h := Hours{text: text}
	for part := range strings.SplitSeq(strings.ToLower(text), ",") {
		spans, err := parseSpan(strings.TrimSpace(part))
		if err != nil {
			return Hours{}, fmt.Errorf("hours %q: %w", s, err)
		}
		h.spans = append(h.spans, spans...)
	}
	return h, nil
}

func parseSpan(s string) ([]opening, error) {
	const hint = `write them like "Mon-Fri 08:30-17:00"`
	m := span().FindStringSubmatch(s)
	if m == nil {
		return nil, fmt.Errorf("%q is no day with times; %s", s, hint)
	}
	first, last := weekday(m[1]), weekday(m[2])
	if m[2] == "" {
		last = first
	}
	if first < 0 || last < 0 {
		return nil, fmt.Errorf("%q names no weekday; %s", s, hint)
	}
	from, to := minutes(m[3], m[4]), minutes(m[5], m[6])
	if from < 0 || to < 0 || from == dayMinutes {
		return nil, fmt.Errorf("%q has no such time of day; %s", s, hint)
	}
	if to <= from {
		to += dayMinutes
	}
	var all []opening
	for d := first; ; d = (d + 1) % 7 {
		all = append(all, opening{time.Weekday((d + 1) % 7), from, to})
		if d == last {
			return all, nil
		}
	}
}

// weekday finds a day by its first three letters or more; -1 where it is none.
func weekday(s string) int {
	for i, short := range weekdays {
		long := strings.ToLower(time.Weekday((i + 1) % 7).String())
		if strings.HasPrefix(s, short) && strings.HasPrefix(long, s) || s == short+"s" || s == long+"s" {
			return i
		}
	}
	return -1
}

// minutes after midnight; -1 where there is no such time.
func minutes(hour, minute string) int {
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	if m > 59 || h*60+m > dayMinutes {
		return -1
	}
	return h*60 + m
}

// Open tells whether the office answers at t, read in t's own zone. Where no
// hours are stated it is never open: who asks must not be sent to a number that
// may not answer without being given another.
func (h Hours) Open(t time.Time) bool {
	now := t.Hour()*60 + t.Minute()
	for _, o := range h.spans {
		if o.day == t.Weekday() && now >= o.from && now < o.to {
			return true
		}
		if (o.day+1)%7 == t.Weekday() && now+dayMinutes < o.to {
			return true
		}
	}
	return false
}

// IsZero tells whether no hours are stated.
func (h Hours) IsZero() bool { return h.text == "" }

// String is the hours as they were typed.
func (h Hours) String() string { return h.text }

// MarshalText writes the hours as they were typed.
func (h Hours) MarshalText() ([]byte, error) { return []byte(h.text), nil }

// UnmarshalText reads what MarshalText writes.
func (h *Hours) UnmarshalText(b []byte) error {
	parsed, err := ParseHours(string(b))
	*h = parsed
	return err
}
