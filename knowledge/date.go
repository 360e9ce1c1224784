package knowledge

import (
	"fmt"
	"time"
)

// A Date is a day, a month or a year as papers give them: Day, or Month and
// Day, are zero where the paper is not so exact. The zero Date means "not
// stated".
type Date struct {
	Year, Month, Day int
}

// DateOf is the calendar day of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, int(m), d}
}

// ParseDate reads "2021-03-16", "2021-03" or "2021"; "" is the zero Date.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	for layout, d := range map[string]func(time.Time) Date{
		"2006-01-02": DateOf,
		"2006-01":    func(t time.Time) Date { return Date{t.Year(), int(t.Month()), 0} },
		"2006":       func(t time.Time) Date { return Date{t.Year(), 0, 0} },
	} {
		if t, err := time.Parse(layout, s); err == nil {
			return d(t), nil
		}
	}
	return Date{}, fmt.Errorf("%q is not a date; write it like 2021-03-16", s)
}

// IsZero tells whether the date is not stated.
func (d Date) IsZero() bool { return d == Date{} }

// Before compares as far as both dates are exact: 2021 is not before
// 2021-03-16, nor after it.
func (d Date) Before(e Date) bool {
	if d.Year != e.Year {
		return d.Year < e.Year
	}
	if d.Month == 0 || e.Month == 0 || d.Month != e.Month {
		return d.Month != 0 && e.Month != 0 && d.Month < e.Month
	}
	return d.Day != 0 && e.Day != 0 && d.Day < e.Day
}

// Time is the date's first moment in UTC, a missing month or day taken as the
// first.
func (d Date) Time() time.Time {
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

// String is the date in ISO 8601, as exact as it is known.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Long is the date as a member reads it: "16 March 2021", "March 2021", "2021".
func (d Date) Long() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%s %d", time.Month(d.Month), d.Year)
	}
	return fmt.Sprintf("%d %s %d", d.Day, time.Month(d.Month), d.Year)
}

// MarshalText writes the date in ISO 8601.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(b []byte) error {
	parsed, err := ParseDate(string(b))
	*d = parsed
	return err
}
