package main

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"hearth/briefings"
	"hearth/knowledge"
)

// withSeats is the seats with some added or dated anew, and others taken away.
func withSeats(had, more []briefings.Seat, away []string) ([]briefings.Seat, error) {
	out := slices.Clone(had)
	for _, s := range more {
		if at := slices.IndexFunc(out, sameBody(s.Body)); at < 0 {
			out = append(out, s)
		} else {
			if !s.From.IsZero() {
				out[at].From = s.From
			}
			out[at].Until = s.Until
		}
	}
	for _, body := range away {
		if !slices.ContainsFunc(out, sameBody(body)) {
			return nil, usage("", "there is no seat on %q to take away", body)
		}
		out = slices.DeleteFunc(out, sameBody(body))
	}
	return out, nil
}

func sameBody(body string) func(briefings.Seat) bool {
	return func(s briefings.Seat) bool { return strings.EqualFold(s.Body, strings.TrimSpace(body)) }
}

func parseRoles(words []string) ([]briefings.Role, error) {
	var out []briefings.Role
	for _, w := range words {
		for one := range strings.SplitSeq(w, ",") {
			r, err := briefings.ParseRole(one)
			if err != nil {
				return nil, usage("", "%w", err)
			}
			out = append(out, r)
		}
	}
	return out, nil
}

var spanForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(.*?),?(?:\s*\bfrom\s+(\d[\d-]*))?(?:\s*\buntil\s+(\d[\d-]*))?$`)
})

// parseSpan takes "Cabinet, from 2026-05-20 until 2027-05-19" apart.
func parseSpan(s string) (string, briefings.Period, error) {
	m := spanForm().FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return "", briefings.Period{}, usage("", "%q has more than one line", s)
	}
	var p briefings.Period
	var err error
	if p.From, err = knowledge.ParseDate(m[2]); err == nil {
		p.Until, err = knowledge.ParseDate(m[3])
	}
	if err != nil {
		return "", p, usage("", "%w", err)
	}
	return strings.TrimSpace(m[1]), p, nil
}

func parseSeats(words []string) ([]briefings.Seat, error) {
	var out []briefings.Seat
	for _, w := range words {
		body, p, err := parseSpan(w)
		if err != nil {
			return nil, err
		}
		out = append(out, briefings.Seat{Body: body, From: p.From, Until: p.Until})
	}
	return out, nil
}

func parseLeaves(words []string) ([]briefings.Period, error) {
	var out []briefings.Period
	for _, w := range words {
		rest, p, err := parseSpan(w)
		if err != nil {
			return nil, err
		}
		if rest != "" || p.From.IsZero() {
			return nil, usage(`write it like "from 2026-12-01 until 2027-02-28"`, "%q is no stretch of days", w)
		}
		out = append(out, p)
	}
	return out, nil
}

// wholeDay reads a day that a flag gives.
func wholeDay(flag, s string) (knowledge.Date, error) {
	d, err := knowledge.ParseDate(s)
	if err != nil || d.Day == 0 {
		return d, usage("for example --"+flag+" 2026-05-07", "%q is no whole day", s)
	}
	return d, nil
}
