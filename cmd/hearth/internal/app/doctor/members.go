package doctor

import (
	"fmt"
	"time"

	"hearth/briefings"
	"hearth/knowledge"
)

// People is what was found out about the members. Nobody in it is named.
type People struct {
	Members []briefings.Member
	Asked   []time.Time // when each request that waits was made
	ByEmail bool        // people sign in by e-mail or with a work account
	Today   knowledge.Date
	Now     time.Time
}

// waitsLong is how long a request may wait before somebody should look.
const waitsLong = 7 * 24 * time.Hour

// Findings judges the members.
func (p People) Findings() []Finding {
	const what = "members"
	var here, officers, admins, unreached int
	for _, m := range p.Members {
		if !m.Here(p.Today) {
			continue
		}
		here++
		if m.Is(briefings.RoleOfficer) {
			officers++
		}
		if m.Is(briefings.RoleAdmin) {
			admins++
		}
		if m.Email == "" {
			unreached++
		}
	}
	if here == 0 {
		return append([]Finding{mend(what, "hearth knows nobody yet", `Add people: "hearth member add", or "hearth member import" with the council's list.`)}, p.requests()...)
	}
	out := []Finding{fine(what, "%s, %s and %s among them", counted(here, "person", "people"), counted(officers, "officer", "officers"), counted(admins, "administrator", "administrators"))}
	if officers == 0 {
		out = append(out, mend(what, "nobody is an officer, so nobody looks after papers and contacts", `Give somebody that role: "hearth member set WHO --role officer".`))
	}
	if admins == 0 {
		out = append(out, mend(what, "nobody is an administrator, so nobody can give roles on the pages", `Give somebody that role: "hearth member set WHO --role admin".`))
	}
	if p.ByEmail && unreached > 0 {
		out = append(out, look(what, counted(unreached, "person has", "people have")+" no e-mail address and can't ask for a sign-in link",
			`"hearth member list" shows who; add an address, or print them a link: "hearth member signin".`))
	}
	return append(out, p.requests()...)
}

func (p People) requests() []Finding {
	late := 0
	for _, at := range p.Asked {
		if p.Now.Sub(at) > waitsLong {
			late++
		}
	}
	switch {
	case late > 0:
		return []Finding{look("requests", fmt.Sprintf("%s to be added, waiting for more than a week", counted(late, "person has asked", "people have asked")),
			`Approve or decline: "hearth member requests" lists them.`)}
	case len(p.Asked) > 0:
		return []Finding{fine("requests", "%s to be added", counted(len(p.Asked), "person has asked", "people have asked"))}
	}
	return nil
}
