package officers_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"hearth/briefings"
	"hearth/briefings/audience"
	"hearth/knowledge"
)

// member adds somebody to the directory.
func (h *house) member(name string, roles ...briefings.Role) briefings.Member {
	h.t.Helper()
	m, err := h.dir.Add(h.t.Context(), "the terminal", briefings.Member{Name: name, Roles: roles, Ward: "Acklam",
		Email: strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@example.org"})
	h.must(err)
	return m
}

func (h *house) now1(id string) briefings.Member {
	h.t.Helper()
	m, err := h.dir.Get(h.t.Context(), id)
	h.must(err)
	return m
}

func TestAddingAMember(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	const at = "/officers/members/new"
	if b.Get(at).Has("[name=roles]") {
		t.Error("an officer is asked for roles, which only an administrator gives")
	}
	p := b.Post(at, "name", " ", "email", "nobody", "ward", "Acklam")
	faulty(t, p, "Give the person's name.")
	faulty(t, b.Post(at, "name", "Jane Smith", "email", "nobody"), "This is no e-mail address")
	to := h.went(b.Post(at, "name", "Jane  Smith", "email", "Jane@Example.org", "ward", "Acklam", "roles", "admin"))
	m := h.now1(strings.TrimPrefix(to, "/officers/members/"))
	if m.Name != "Jane Smith" || m.Email != "jane@example.org" || len(m.Roles) != 1 || m.Roles[0] != briefings.RoleMember {
		t.Errorf("added %+v", m)
	}
	faulty(t, b.Post(at, "name", "Another", "email", "jane@example.org"), "Another member has this e-mail address already.")

	a := h.site.As("admin")
	faulty(t, a.Post(at, "name", "Ravi Patel"), "Choose at least one role.")
	to = h.went(a.Post(at, "name", "Ravi Patel", "roles", "member", "roles", "officer"))
	if m := h.now1(strings.TrimPrefix(to, "/officers/members/")); !m.Is(briefings.RoleOfficer) {
		t.Errorf("an administrator gave %v", m.Roles)
	}
	p = b.Get("/officers/members?find=jane+acklam")
	if got := len(p.All("main .list li")); got != 1 {
		t.Errorf("%d people are found, want 1: %s", got, p.Text("main"))
	}
	if strings.Contains(h.site.Log.String()+h.log.String(), "Jane") {
		t.Error("the log names somebody")
	}
}

func TestChangingAMember(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	m := h.member("Jane Smith", briefings.RoleMember)
	at := "/officers/members/" + m.ID
	p := b.Post(at, append(hidden(b.Get(at), at), "name", "Jane Smith", "email", m.Email, "ward", "Kader",
		"seat-0", "Cabinet", "seat-0-from", "May 2026", "seat-0-until", "1 April 2026", "seat-1", "", "seat-1-from", "2026",
		"leave-0-from", "", "leave-0-until", "1 June 2026")...)
	faulty(t, p, "It ends before it begins.", "Name the committee", "Say from which day they are on leave.")
	if p.Attr("#ward", "value") != "Kader" || p.Attr("#seat-0-from", "value") != "May 2026" {
		t.Error("what was typed is lost")
	}
	h.went(b.Post(at, append(hidden(b.Get(at), at), "name", "Jane Smith", "email", m.Email, "ward", "Kader",
		"seat-0", "Children's Scrutiny Committee", "seat-0-from", "9/5/2024", "seat-0-until", "",
		"leave-0-from", "1 November 2026", "leave-0-until", "31 December 2026")...))
	got := h.now1(m.ID)
	want := briefings.Seat{Body: "Children's Scrutiny Committee", Kind: briefings.SeatScrutiny, From: knowledge.Date{Year: 2024, Month: 5, Day: 9}}
	if got.Ward != "Kader" || len(got.Seats) != 1 || got.Seats[0] != want || len(got.Leave) != 1 || !got.OnLeave(knowledge.DateOf(noon)) {
		t.Errorf("saved %+v", got)
	}
	says(t, b.Get("/officers/members"), ".tag", "on leave")

	before := hidden(b.Get(at), at)
	name := "Jane Jones"
	if _, err := h.dir.Set(t.Context(), "second", m.ID, audience.Change{Name: &name}); err != nil {
		t.Fatal(err)
	}
	p = b.Post(at, append(before, "name", "Jane Smith", "email", m.Email, "ward", "Acklam", "seat-0", "Children's Scrutiny Committee", "seat-0-from", "9 May 2024")...)
	says(t, p, ".errors", "Somebody else has changed this")
	if h.now1(m.ID).Name != "Jane Jones" {
		t.Error("the later form overwrote the earlier one unasked")
	}
}

func TestAMemberLeavesAndComesBack(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	m := h.member("Jane Smith", briefings.RoleMember)
	at := "/officers/members/" + m.ID
	faulty(t, b.Post(at+"/left", "left", ""), "Give the day from which they have left")
	faulty(t, b.Post(at+"/left", "left", "May 2026"), "Give the day, too")
	h.went(b.Post(at+"/left", "left", "7 May 2026"))
	if got := h.now1(m.ID).Left; got != (knowledge.Date{Year: 2026, Month: 5, Day: 7}) {
		t.Errorf("left on %s", got)
	}
	if got := len(b.Get("/officers/members").All("main .list li")); got != 0 {
		t.Errorf("%d people are shown among those who are here", got)
	}
	says(t, b.Get("/officers/members?left=yes"), ".list", "Left on 7 May 2026")
	if p := b.Post(at + "/signin"); p.Status != http.StatusConflict || p.Has("code") {
		t.Errorf("a link for somebody who has left: status %d", p.Status)
	}
	h.went(b.Post(at+"/left", "back", "yes"))
	if got := h.now1(m.ID).Left; !got.IsZero() {
		t.Errorf("back, and left on %s", got)
	}
}

func TestASignInLinkIsShownOnce(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	m := h.member("Jane Smith", briefings.RoleMember)
	p := b.Post("/officers/members/" + m.ID + "/signin")
	if link := p.Text("code"); p.Status != http.StatusOK || !strings.HasPrefix(link, "http://127.0.0.1/signin/link/") {
		t.Fatalf("status %d, link %q", p.Status, link)
	}
	if p.Header.Get("Cache-Control") != "no-store" {
		t.Error("the page with the link may be kept")
	}
	says(t, p, "main", "until 12:10pm on 25 November 2026")
	if !h.did("officer", "member.signin-link") {
		t.Error("the log doesn't say who made a link")
	}
}

func TestOnlyAnAdministratorTouchesAnAdministrator(t *testing.T) {
	for _, role := range []briefings.Role{briefings.RoleAdmin, briefings.RoleDPO} {
		t.Run(string(role), func(t *testing.T) {
			h := build(t, nil)
			h.member("Other Admin", briefings.RoleAdmin)
			m := h.member("Ada Boss", role)
			at := "/officers/members/" + m.ID
			officer, admin := h.site.As("officer"), h.site.As("admin")
			if officer.Get(at).Has("main form") {
				t.Error("an officer is shown forms for them")
			}
			for _, c := range [][]string{{at, "name", "Mine"}, {at + "/left", "left", "7 May 2026"}, {at + "/signin"}, {at + "/roles", "roles", "member"}} {
				if p := officer.Post(c[0], c[1:]...); p.Status != http.StatusForbidden || p.Has("code") {
					t.Errorf("an officer at %s: status %d", c[0], p.Status)
				}
			}
			if got := h.now1(m.ID); got.Name != "Ada Boss" || !got.Left.IsZero() {
				t.Errorf("an officer changed them to %+v", got)
			}
			if p := admin.Post(at + "/signin"); p.Status != http.StatusOK {
				t.Errorf("an administrator makes a link: status %d", p.Status)
			}
			h.went(admin.Post(at+"/roles", append(hidden(admin.Get(at), at+"/roles"), "roles", "member")...))
			if got := h.now1(m.ID); got.Is(role) || !got.Is(briefings.RoleMember) {
				t.Errorf("an administrator set the roles to %v", got.Roles)
			}
		})
	}
}

func TestTheLastAdministratorStays(t *testing.T) {
	h := build(t, nil)
	m := h.member("Ada Boss", briefings.RoleAdmin)
	a := h.site.As("admin")
	at := "/officers/members/" + m.ID
	says(t, a.Post(at+"/roles", append(hidden(a.Get(at), at+"/roles"), "roles", "member")...), ".errors", "This is the last administrator.")
	says(t, a.Post(at+"/left", "left", "7 May 2026"), ".errors", "This is the last administrator.")
	faulty(t, a.Post(at+"/roles", hidden(a.Get(at), at+"/roles")...), "Choose at least one role.")
}

func TestRequests(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	jane := h.member("Jane Smith", briefings.RoleMember)
	ask := func(id, name, email string) {
		h.now = h.now.Add(time.Minute)
		h.must(h.dir.Ask(t.Context(), briefings.Link{Platform: "slack", Workspace: "T1", ID: id}, name, email))
	}
	ask("U1", "Cllr Ravi Patel", "ravi@example.org")
	ask("U2", "Jane Smith", "")
	ask("U3", "Stranger", "")
	says(t, b.Get("/officers"), ".list a", "3 people ask to be added")
	p := b.Get("/officers/requests")
	forms := p.All(`form[action$="/approve"]`)
	if len(forms) != 4 {
		t.Fatalf("%d buttons to approve, want 4: %s", len(forms), p.Text("main"))
	}
	all, err := h.dir.Requests(t.Context())
	h.must(err)
	to := h.went(b.Post("/officers/requests/" + all[0].ID + "/approve"))
	if m := h.now1(strings.TrimPrefix(to, "/officers/members/")); m.Name != "Ravi Patel" || len(m.Roles) != 1 || m.Roles[0] != briefings.RoleMember {
		t.Errorf("approved as %+v", m)
	}
	says(t, p, "button", "This is Jane Smith")
	h.went(b.Post("/officers/requests/"+all[1].ID+"/approve", "as", jane.ID))
	if m := h.now1(jane.ID); len(m.Links) != 1 || m.Links[0].ID != "U2" {
		t.Errorf("linked to %+v", m.Links)
	}
	h.went(b.Post("/officers/requests/" + all[2].ID + "/decline"))
	says(t, b.Get("/officers/requests"), "main", "Nobody is waiting.")
	says(t, b.Post("/officers/requests/"+all[2].ID+"/approve"), "main", "There is no such request.")
}

const list = "Councillor,Party,Ward,Email\nCllr Jane Smith (Lab),Labour,Kader,jane.smith@example.org\nCllr Tom Field (Con),Conservative,Acklam,tom@example.org\n"

func TestAListOfMembers(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	jane, old := h.member("Jane Smith", briefings.RoleMember), h.member("Old Hand", briefings.RoleMember)
	to := h.went(h.send(b, "/officers/lists/new", "list", text("members.csv", list)))
	p := b.Get(to)
	for column, is := range map[string]string{"column-0": "name", "column-1": "", "column-2": "ward", "column-3": "email"} {
		if got := p.Attr("#"+column+" option[selected]", "value"); got != is {
			t.Errorf("%s is proposed as %q, want %q", column, got, is)
		}
	}
	says(t, b.Post(to, "column-0", "", "column-2", "ward"), ".errors", "names")
	columns := []string{"column-0", "name", "column-1", "", "column-2", "ward", "column-3", "email"}
	h.went(b.Post(to, columns...))
	p = b.Get(to)
	says(t, p, "strong", "1 new, 1 changed, 1 not on this list")
	says(t, p, "details li", "Tom Field")
	says(t, p, "details li", "Ward: Acklam → Kader")
	says(t, p, "details li", "Old Hand")
	if strings.Contains(p.Text("main"), "Labour") {
		t.Error("the plan tells a party")
	}
	apply := to + "/apply"
	faulty(t, b.Post(apply, hidden(p, apply)...), "Say what shall become of them.")
	faulty(t, b.Post(apply, append(hidden(p, apply), "missing", "left")...), "Give the day from which they have left")
	if h.now1(jane.ID).Ward != "Acklam" {
		t.Error("a form with a mistake has changed somebody")
	}
	if p := h.site.As("second").Post(apply, append(hidden(p, apply), "missing", "stay")...); p.Status != http.StatusNotFound {
		t.Errorf("another officer applies it: status %d", p.Status)
	}
	h.went(b.Post(apply, append(hidden(p, apply), "missing", "left", "left", "7 May 2026")...))
	says(t, b.Get(to), "main", "1 person added, 1 changed, 1 marked as left.")
	if m := h.now1(jane.ID); m.Ward != "Kader" {
		t.Errorf("the list made %+v", m)
	}
	if h.now1(old.ID).Left.IsZero() {
		t.Error("who isn't on the list has not left")
	}
	h.went(b.Post(apply, append(hidden(p, apply), "missing", "stay")...)) // twice is once
	all, err := h.dir.List(t.Context(), audience.Filter{Left: true})
	if err != nil || len(all) != 3 {
		t.Errorf("%d members (%v), want 3", len(all), err)
	}
}

func TestAListIsPlannedAnewWhereTheMembersHaveChanged(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	to := h.went(h.send(b, "/officers/lists/new", "list", text("members.csv", list)))
	h.went(b.Post(to, "column-0", "name", "column-2", "ward", "column-3", "email"))
	p := b.Get(to)
	h.member("Ravi Patel", briefings.RoleMember)
	p = b.Post(to+"/apply", append(hidden(p, to+"/apply"), "missing", "stay")...)
	says(t, p, ".errors", "The members have changed since this was shown.")
	says(t, p, "strong", "2 new, 0 changed, 1 not on this list")
	h.went(b.Post(to+"/apply", append(hidden(p, to+"/apply"), "missing", "stay")...))
}

func TestAListCanNotTouchAnAdministrator(t *testing.T) {
	h := build(t, nil)
	m, err := h.dir.Add(t.Context(), "the terminal", briefings.Member{Name: "Jane Smith", Email: "mine@example.org", Ward: "Kader", Roles: []briefings.Role{briefings.RoleMember, briefings.RoleAdmin}})
	h.must(err)
	b := h.site.As("officer")
	to := h.went(h.send(b, "/officers/lists/new", "list", text("members.csv", list)))
	h.went(b.Post(to, "column-0", "name", "column-2", "ward", "column-3", "email"))
	p := b.Get(to)
	says(t, p, ".notice", "An administrator must bring this list.")
	if p := b.Post(to+"/apply", "missing", "stay"); p.Status != http.StatusForbidden {
		t.Errorf("an officer applies it all the same: status %d", p.Status)
	}
	if h.now1(m.ID).Email != "mine@example.org" {
		t.Error("an officer's list changed an administrator's address")
	}
}

func TestListsThatAreNone(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	for sentence, c := range map[string]struct {
		files []file
		says  string
	}{
		"no file":     {nil, "Choose a file."},
		"nothing":     {[]file{{"list.csv", nil}}, ""},
		"a picture":   {[]file{{"list.xlsx", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")}}, ""},
		"over 8 MB":   {[]file{{"list.csv", []byte(strings.Repeat("a,b\n", 3<<20))}}, ""},
		"half a book": {[]file{{"list.xlsx", []byte("PK\x03\x04half")}}, ""},
	} {
		t.Run(sentence, func(t *testing.T) {
			p := h.send(b, "/officers/lists/new", "list", c.files...)
			if p.Status == http.StatusRequestEntityTooLarge || p.Status == http.StatusBadRequest {
				return // the server cut it off
			}
			faulty(t, p, c.says)
		})
	}
}

func TestListsWaitForADayAndAreFew(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	var all []string
	for range 9 {
		h.now = h.now.Add(time.Minute)
		all = append(all, h.went(h.send(b, "/officers/lists/new", "list", text("members.csv", list))))
	}
	if p := b.Get(all[0]); p.Status != http.StatusNotFound {
		t.Errorf("the oldest of nine lists is kept: status %d", p.Status)
	}
	if p := b.Get(all[8]); p.Status != http.StatusOK {
		t.Errorf("the newest is not: status %d", p.Status)
	}
	h.now = h.now.Add(25 * time.Hour)
	h.must(h.board.Sweep())
	if p := h.site.As("officer").Get(all[8]); p.Status != http.StatusNotFound {
		t.Errorf("a list is kept for over a day: status %d", p.Status)
	}
}
