package audience

import (
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"hearth/briefings"
)

// The limits on one record: enough for anybody, and too little to fill a disk.
const (
	maxName  = 120 // characters
	maxWard  = 120
	maxBody  = 200
	maxSeats = 60
	maxLeave = 60
	maxLinks = 40
	maxLink  = 255 // bytes of each part; OpenID Connect allows a subject of 255
)

// Address is an e-mail address as the directory keeps it, lower-cased and
// without spaces around it, and whether it is one. "" is none and no mistake.
func Address(s string) (string, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return "", true
	}
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || len(s) > 254 || strings.ContainsFunc(s, unicode.IsSpace) {
		return "", false
	}
	_, domain, _ := strings.Cut(s, "@")
	dot := strings.LastIndexByte(domain, '.')
	return s, dot > 0 && dot < len(domain)-1
}

// tidied is a record as it is kept: without spaces around its words, each role
// once in the order they are shown, the kinds of seats guessed where none is
// given.
func tidied(m briefings.Member) (briefings.Member, error) {
	var wrong Mistakes
	bad := func(field, hint string, args ...any) {
		wrong = append(wrong, Mistake{field, fmt.Sprintf(hint, args...)})
	}
	words := func(field, s string, most int) string {
		s = strings.Join(strings.Fields(s), " ")
		if !printable(s) || utf8.RuneCountInString(s) > most {
			bad(field, "Write it on one line, in at most %d letters.", most)
		}
		return s
	}
	if m.Name = words("name", dropParty(m.Name), maxName); m.Name == "" {
		bad("name", "Give the person's name.")
	}
	m.Ward = words("ward", m.Ward, maxWard)
	email, ok := Address(m.Email)
	if !ok {
		bad("email", `This is no e-mail address; write it like "jane.smith@council.gov.uk".`)
	}
	m.Email = email
	m.Roles = rolesInOrder(m.Roles)
	if len(m.Roles) == 0 {
		bad("roles", "Give at least one role: member, officer, admin or dpo.")
	}
	if len(m.Seats) > maxSeats || len(m.Leave) > maxLeave || len(m.Links) > maxLinks {
		bad("seats", "That is more than one person can have.")
	}
	m.Seats = slices.Clone(m.Seats)
	for i, s := range m.Seats {
		s.Body = words("seats", s.Body, maxBody)
		if s.Kind == "" {
			s.Kind = briefings.KindOfSeat(s.Body)
		}
		if s.Body == "" {
			bad("seats", "Name the committee.")
		}
		if !s.Until.IsZero() && s.Until.Before(s.From) {
			bad("seats", "A seat ends before it begins.")
		}
		m.Seats[i] = s
	}
	for _, p := range m.Leave {
		if p.From.Day == 0 || !p.Until.IsZero() && (p.Until.Day == 0 || p.Until.Before(p.From)) {
			bad("leave", "Give whole days, the first before the last.")
		}
	}
	if !m.Left.IsZero() && m.Left.Day == 0 {
		bad("left", `Give a whole day, like "2026-05-07".`)
	}
	for _, l := range m.Links {
		if hint := wrongLink(l); hint != "" {
			bad("link", "%s", hint)
		}
	}
	if len(wrong) > 0 {
		return briefings.Member{}, wrong
	}
	return m, nil
}

// platformForm is what the audit log may say of a link: no place for a name.
var platformForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z]{2,20}$`) })

// wrongLink says what is the matter with a link, "" where nothing is.
func wrongLink(l briefings.Link) string {
	switch {
	case l.Platform == "" || l.ID == "":
		return "Name the platform and the person's id there."
	case !platformForm().MatchString(l.Platform):
		return `A platform is one word in small letters, like "slack".`
	case len(l.Workspace) > maxLink || len(l.ID) > maxLink,
		!printable(l.Workspace), !printable(l.ID):
		return "That is no name that a platform gives."
	}
	return ""
}

func printable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// rolesInOrder drops what is no role, and roles given twice.
func rolesInOrder(roles []briefings.Role) []briefings.Role {
	var out []briefings.Role
	for _, r := range briefings.Roles() {
		if slices.Contains(roles, r) {
			out = append(out, r)
		}
	}
	return out
}
