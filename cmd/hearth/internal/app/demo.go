package app

import (
	"context"
	"net/url"

	"hearth/bot/council"
	"hearth/briefings"
	"hearth/cmd/hearth/internal/config"
	"hearth/knowledge"
)

// demoPeople are those whom whoever tries hearth may be. None of them is real.
func demoPeople(today knowledge.Date) []briefings.Member {
	return []briefings.Member{
		{Name: "Ann Example", Email: "ann@demo.example", Roles: []briefings.Role{briefings.RoleMember}, Ward: "Park",
			Seats: []briefings.Seat{{Body: "Children's Scrutiny Committee", Kind: briefings.SeatScrutiny, From: today}}},
		{Name: "Ben Sample", Email: "ben@demo.example", Roles: []briefings.Role{briefings.RoleMember}, Ward: "Riverside",
			Seats: []briefings.Seat{{Body: "Licensing Committee", Kind: briefings.SeatLicensing, From: today}}},
		{Name: "Olu Officer", Email: "olu@demo.example", Roles: []briefings.Role{briefings.RoleOfficer}},
		{Name: "Dee Protect", Email: "dee@demo.example", Roles: []briefings.Role{briefings.RoleDPO}},
		{Name: "Ade Admin", Email: "ade@demo.example", Roles: []briefings.Role{briefings.RoleAdmin}},
	}
}

// demoContacts are numbers that Ofcom keeps for drama: nobody answers them.
var demoContacts = []council.Change{
	{Name: "council.name", Value: "Exampleshire"},
	{Name: "front-door.phone", Value: "01632 960001"}, {Name: "front-door.hours", Value: "Mon-Fri 08:30-17:00"},
	{Name: "out-of-hours.phone", Value: "01632 960002"}, {Name: "out-of-hours.hours", Value: "always"},
}

// Furnish gives a demo's folder people, numbers and the starter knowledge.
func (s *Served) Furnish(ctx context.Context) (papers int, err error) {
	h := s.House
	today := h.Members.Today()
	for _, m := range demoPeople(today) {
		if _, err := h.Members.Add(ctx, demo, m); err != nil {
			return 0, err
		}
	}
	if err := h.Council.Set(ctx, demo, demoContacts...); err != nil {
		return 0, err
	}
	report, err := h.Shared.App().AddStarter(ctx)
	return report.Documents, err
}

// demo stands in the log of changes for what a demo makes.
const demo = "the demo"

// DemoPages are pages for this machine alone at an address to listen on.
func DemoPages(listen string) Serve {
	return Serve{Web: config.Web{Listen: listen, URL: &url.URL{Scheme: "http", Host: listen}}, Demo: true}
}
