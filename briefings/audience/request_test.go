package audience_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hearth/briefings"
	"hearth/briefings/audience"
)

// ask asks, and gives the request as officers are shown it.
func (d *desk) ask(r audience.Request) audience.Request {
	d.Helper()
	d.must(d.Ask(d.Context(), r.Link, r.Name, r.Email))
	all, err := d.Requests(d.Context())
	d.must(err)
	for _, w := range all {
		if w.Link == r.Link {
			return w
		}
	}
	d.Fatal("the request isn't there")
	return audience.Request{}
}

func TestAskingAgainJoinsTheRequest(t *testing.T) {
	d := open(t)
	first := d.ask(audience.Request{Link: slack, Name: "Cllr Jane\nSmith"})
	d.now = d.now.Add(29 * 24 * time.Hour)
	again := d.ask(audience.Request{Link: slack, Email: "Jane@example.gov.uk"})
	if again.ID != first.ID || again.Name != "Cllr Jane Smith" || again.Email != "jane@example.gov.uk" {
		t.Errorf("got %+v, first %+v", again, first)
	}
	d.ask(audience.Request{Link: slack2, Name: "John"})
	if all, err := d.Requests(t.Context()); err != nil || len(all) != 2 {
		t.Errorf("%d requests, %v", len(all), err)
	}
	// A request lapses 30 days after it was last made, and is taken away with
	// the next sweep.
	d.now = d.now.Add(31 * 24 * time.Hour)
	if all, _ := d.Requests(t.Context()); len(all) != 0 {
		t.Errorf("%d requests have not lapsed", len(all))
	}
	_, err := d.Approve(t.Context(), clerk, first.ID)
	d.refused(err, audience.ErrNoRequest)
	if n, err := d.Lapse(t.Context()); n != 2 || err != nil {
		t.Errorf("%d lapsed, %v", n, err)
	}
	if strings.Contains(d.records(), "Jane") {
		t.Error("a lapsed request is still kept")
	}
}

func TestARequestIsDecidedOnceAndForgotten(t *testing.T) {
	d := open(t)
	r := d.ask(audience.Request{Link: slack, Name: "Cllr Jane Quill (Lab)", Email: "quill@example.gov.uk"})
	m, err := d.Approve(t.Context(), clerk, r.ID)
	d.must(err)
	if m.Name != "Jane Quill" || m.Email != "quill@example.gov.uk" || !m.Is(briefings.RoleMember) || len(m.Roles) != 1 {
		t.Errorf("made %+v", m)
	}
	if who, err := d.Who(t.Context(), slack, ""); err != nil || who.ID != m.ID {
		t.Errorf("not linked: %v", err)
	}
	_, err = d.Approve(t.Context(), clerk, r.ID)
	d.refused(err, audience.ErrNoRequest)
	err = d.Ask(t.Context(), slack, "", "")
	d.refused(err, audience.ErrKnown)

	no := d.ask(audience.Request{Link: slack2, Name: "Zacharias Vex"})
	d.must(d.Decline(t.Context(), clerk, no.ID))
	d.refused(d.Decline(t.Context(), clerk, no.ID), audience.ErrNoRequest)
	if strings.Contains(d.records(), "Zacharias") || strings.Contains(d.records(), "U2") {
		t.Error("a declined request is still kept")
	}
	_, err = d.Who(t.Context(), slack2, "")
	d.refused(err, audience.ErrUnknown)
}

func TestOneTapDoesWithoutAName(t *testing.T) {
	d := open(t)
	m, err := d.Approve(t.Context(), clerk, d.ask(audience.Request{Link: slack}).ID, briefings.RoleOfficer)
	if err != nil || m.Name != "Somebody on slack" || !m.Is(briefings.RoleOfficer) || m.Is(briefings.RoleMember) {
		t.Errorf("got %+v %v", m, err)
	}
}

// An address that nobody vouched for must not lead to somebody else's record
// with one tap.
func TestAnAddressInARequestIsOnlyAClaim(t *testing.T) {
	d := open(t)
	ada := d.add(briefings.Member{Name: "Ada Hill", Email: "ada@example.gov.uk", Roles: []briefings.Role{briefings.RoleAdmin}})
	r := d.ask(audience.Request{Link: slack, Name: "Ada Hill", Email: "ada@example.gov.uk"})
	all, err := d.Requests(t.Context())
	d.must(err)
	if len(all) != 1 || len(all[0].Same) != 1 || all[0].Same[0] != ada.ID {
		t.Errorf("the officer isn't told whose name it is: %+v", all)
	}
	_, err = d.Approve(t.Context(), clerk, r.ID)
	d.refused(err, audience.ErrTaken)
	_, err = d.Who(t.Context(), slack, "")
	d.refused(err, audience.ErrUnknown)
	m, err := d.ApproveAs(t.Context(), clerk, r.ID, ada.ID)
	if err != nil || m.ID != ada.ID || len(m.Links) != 1 {
		t.Errorf("got %v %v", m, err)
	}
}

func TestStrangersCanFillOnlySoMuch(t *testing.T) {
	d := open(t)
	for i := range 200 {
		d.ask(audience.Request{Link: briefings.Link{Platform: "slack", ID: fmt.Sprint(i)}, Name: strings.Repeat("n", 5000)})
	}
	err := d.Ask(t.Context(), slack, "", "")
	d.refused(err, audience.ErrFull)
	d.ask(audience.Request{Link: briefings.Link{Platform: "slack", ID: "7"}}) // joining still goes
	if all, _ := d.Requests(t.Context()); len(all) != 200 || len(all[0].Name) > 200 {
		t.Errorf("%d requests", len(all))
	}
}
