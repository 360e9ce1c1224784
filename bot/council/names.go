package council

import (
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"hearth/bot"
	"hearth/knowledge"
)

// fields are what each office has.
var fields = []string{"phone", "email", "hours", "checked-on"}

// Names lists every setting in the order officers are shown them.
func Names() []string {
	names := []string{"council.name"}
	for _, o := range offices(new(bot.Contacts)) {
		for _, f := range fields {
			names = append(names, o.name+"."+f)
		}
	}
	return append(names, ruleNames()...)
}

// A Setting is one setting with its value.
type Setting struct{ Name, Value string }

// Settings lists what is set, in the order of Names.
func Settings(k Known) []Setting {
	var all []Setting
	for _, name := range Names() {
		if v := value(&k, name); v != "" {
			all = append(all, Setting{name, v})
		}
	}
	return all
}

func field(name string) string {
	_, f, _ := strings.Cut(name, ".")
	return f
}

// part is the office that a name begins with, nil where there is none, and the
// field that follows.
func part(c *bot.Contacts, name string) (*bot.Contact, string) {
	of, f, _ := strings.Cut(name, ".")
	for _, o := range offices(c) {
		if o.name == of {
			return o.contact, f
		}
	}
	return nil, f
}

func value(k *Known, name string) string {
	if name == "council.name" {
		return k.Council
	}
	if slices.Contains(ruleNames(), name) {
		return k.Rules.value(name)
	}
	of, f := part(&k.Contacts, name)
	switch {
	case of == nil:
		return ""
	case f == "phone":
		return of.Phone
	case f == "email":
		return of.Email
	case f == "hours":
		return of.Hours.String()
	}
	return of.CheckedOn.String()
}

// set takes a checked value; what check lets through parses.
func set(k *Known, name, v string) {
	v = tidy(v)
	if name == "council.name" {
		k.Council = v
		return
	}
	if slices.Contains(ruleNames(), name) {
		k.Rules.set(name, v)
		return
	}
	switch of, f := part(&k.Contacts, name); f {
	case "phone":
		of.Phone = v
	case "email":
		of.Email = v
	case "hours":
		of.Hours, _ = bot.ParseHours(v)
	case "checked-on":
		of.CheckedOn, _ = knowledge.ParseDate(v)
	}
}

func tidy(v string) string { return strings.Join(strings.Fields(v), " ") }

// A Mistake is one change that can't be made.
type Mistake struct {
	Name string
	Hint string // what is wrong and how to write it, one sentence
}

// Mistakes are all mistakes of a Set, in the order of its changes.
type Mistakes []Mistake

// Error is the operator's line.
func (m Mistakes) Error() string {
	var all []string
	for _, one := range m {
		all = append(all, fmt.Sprintf("%s: %s", one.Name, one.Hint))
	}
	return "council settings: " + strings.Join(all, "; ")
}

// Plain is what the officer reads, a line for each mistake.
func (m Mistakes) Plain() string {
	all := []string{"I have changed nothing:"}
	for _, one := range m {
		all = append(all, fmt.Sprintf("%s: %s", one.Name, one.Hint))
	}
	return strings.Join(all, "\n")
}

func check(changes []Change, now time.Time) error {
	var all Mistakes
	seen := map[string]bool{}
	for _, ch := range changes {
		hint := ""
		switch {
		case !slices.Contains(Names(), ch.Name):
			all = append(all, unknown(ch.Name))
			continue
		case seen[ch.Name]:
			hint = "This is set twice; give it once."
		case tidy(ch.Value) != "":
			hint = wrong(ch.Name, tidy(ch.Value), now)
		}
		seen[ch.Name] = true
		if hint != "" {
			all = append(all, Mistake{ch.Name, hint})
		}
	}
	if len(all) > 0 {
		return all
	}
	return nil
}

func unknown(name string) Mistake {
	return Mistake{Name: name, Hint: "There is no such setting. There are: " + strings.Join(Names(), ", ") + "."}
}

var phoneForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\+?[\d ()-]+(?: ?(?:ext\.?|x|option) ?\d{1,6})?$`)
})

// wrong is what is the matter with a value, "" where it is right.
func wrong(name, v string, now time.Time) string {
	if slices.Contains(ruleNames(), name) {
		return wrongRule(name, v)
	}
	switch field(name) {
	case "name":
		if len(v) > 80 || strings.HasSuffix(strings.ToLower(v), "council") {
			return `Give the place alone, like "Middlesbrough".`
		}
	case "phone":
		digits := strings.Count(strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '0'
			}
			return -1
		}, v), "0")
		if !phoneForm().MatchString(v) || digits < 3 || digits > 20 {
			return `This is no phone number; write it like "01642 000000" or "101".`
		}
	case "email":
		if a, err := mail.ParseAddress(v); err != nil || a.Address != v || !strings.Contains(v, ".") {
			return `This is no e-mail address; write it like "front.door@council.gov.uk".`
		}
	case "hours":
		if _, err := bot.ParseHours(v); err != nil {
			return `I can't read these hours; write them like "Mon-Fri 08:30-17:00", "Mon-Thu 9-17, Fri 9-16:30" or "always".`
		}
	case "checked-on":
		d, err := knowledge.ParseDate(v)
		if err != nil || d.Day == 0 {
			return `Give a whole day, like "2026-11-20".`
		}
		if knowledge.DateOf(now).Before(d) {
			return "That day is still to come; give the day somebody last tried the number."
		}
	}
	return ""
}
