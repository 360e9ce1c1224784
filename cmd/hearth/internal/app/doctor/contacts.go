package doctor

import (
	"fmt"
	"time"

	"hearth/bot"
	"hearth/knowledge"
)

// Contacts judges whom hearth sends people to.
func Contacts(c bot.Contacts, now time.Time) (out []Finding) {
	const what = "contacts"
	for _, o := range []struct {
		name, says string
		is         bot.Contact
		must       bool
	}{
		{"front-door", "the front door of children's social care", c.FrontDoor, true},
		{"out-of-hours", "the out-of-hours team", c.OutOfHours, true},
		{"lado", "the LADO", c.LADO, false},
		{"data-protection", "the data protection officer", c.DataProtection, false},
	} {
		set := fmt.Sprintf(`Set it: "hearth council set %s.phone=…".`, o.name)
		switch {
		case o.must && o.is.Phone == "":
			out = append(out, mend(what, o.says+" has no telephone number", set))
			continue
		case o.is.IsZero():
			out = append(out, look(what, o.says+" is not set", set))
			continue
		}
		if o.must && o.is.Hours.IsZero() {
			out = append(out, look(what, o.says+" has no hours, so hearth can't say whether it is open",
				fmt.Sprintf(`Set them: "hearth council set %s.hours=…".`, o.name)))
		}
		out = append(out, checked(o.name, o.says, o.is.CheckedOn, now)...)
	}
	if len(out) == 0 {
		return []Finding{fine(what, "all are set and were checked within a year")}
	}
	return out
}

func checked(name, says string, on knowledge.Date, now time.Time) []Finding {
	do := fmt.Sprintf(`Try it, then "hearth council set %s.checked-on=%s".`, name, knowledge.DateOf(now))
	switch {
	case on.IsZero():
		return []Finding{look("contacts", "nobody has noted that "+says+" was tried", do)}
	case on.Time().Before(now.AddDate(-1, 0, 0)):
		return []Finding{look("contacts", says+" was last tried on "+on.Long(), do)}
	}
	return nil
}

// Council judges the name of the council. Known tells that hearth or a paper
// knows it.
func Council(name string, known bool) Finding {
	const what = "council"
	switch {
	case name == "":
		return look(what, `hearth doesn't know whom "we" and "our" mean`, `Set the name: "hearth council set council.name=…", or HEARTH_COUNCIL.`)
	case !known:
		return look(what, fmt.Sprintf("neither hearth nor any paper knows %q", name), "Write the place as your papers do, like Middlesbrough or Stockton-on-Tees.")
	}
	return fine(what, "%s", name)
}
