package officers_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"hearth/bot/web/webtest"
	"hearth/briefings"
)

// Who may have each page and send each form. A page that isn't named here, or
// that others may have, fails.
func TestWhoMayWhat(t *testing.T) {
	const officer, admin, dpo = "officer", "admin", "dpo"
	want := map[string][]string{
		"GET /officers": {officer, admin, dpo},

		"GET /officers/pause":   {officer, admin},
		"POST /officers/pause":  {officer, admin},
		"POST /officers/resume": {officer, admin},

		"GET /officers/papers":              {officer},
		"GET /officers/papers/{id}":         {officer},
		"POST /officers/papers/{id}":        {officer},
		"POST /officers/papers/{id}/adopt":  {officer},
		"GET /officers/papers/{id}/remove":  {officer},
		"POST /officers/papers/{id}/remove": {officer},
		"GET /officers/papers/{id}/try":     {officer},
		"POST /officers/papers/{id}/try":    {officer},

		"GET /officers/uploads/new":           {officer},
		"POST /officers/uploads/new":          {officer},
		"GET /officers/uploads/{batch}":       {officer},
		"POST /officers/uploads/{batch}":      {officer},
		"POST /officers/uploads/{batch}/drop": {officer},

		"GET /officers/contacts":                 {officer},
		"GET /officers/contacts/{office}":        {officer},
		"POST /officers/contacts/{office}":       {officer},
		"POST /officers/contacts/{office}/tried": {officer},
		"GET /officers/settings":                 {officer},
		"POST /officers/settings":                {officer},

		"GET /officers/members":                {officer, admin, dpo},
		"GET /officers/members/new":            {officer, admin},
		"POST /officers/members/new":           {officer, admin},
		"GET /officers/members/{id}":           {officer, admin, dpo},
		"POST /officers/members/{id}":          {officer, admin},
		"POST /officers/members/{id}/roles":    {admin},
		"POST /officers/members/{id}/left":     {officer, admin},
		"POST /officers/members/{id}/signin":   {officer, admin},
		"GET /officers/requests":               {officer, admin},
		"POST /officers/requests/{id}/approve": {officer, admin},
		"POST /officers/requests/{id}/decline": {officer, admin},

		"GET /officers/lists/new":           {officer, admin},
		"POST /officers/lists/new":          {officer, admin},
		"GET /officers/lists/{list}":        {officer, admin},
		"POST /officers/lists/{list}":       {officer, admin},
		"POST /officers/lists/{list}/apply": {officer, admin},
	}
	h := build(t, nil)
	m := h.member("Jane Smith", briefings.RoleMember)
	d := h.add(h.site.As("officer"), text("paper.txt", "Fostering report\n\nIt went well."))
	people := map[string]*webtest.Browser{"nobody": h.site.Visitor()}
	for _, id := range []string{"m1", officer, admin, dpo} {
		people[id] = h.site.As(id)
	}
	// What takes away comes last, and what isn't there is refused for that only
	// after who asks was.
	paths := strings.NewReplacer("members/{id}", "members/"+m.ID, "papers/{id}", "papers/"+d.ID, "{office}", "police", "{batch}", "none", "{list}", "none", "{id}", "none")
	seen := map[string]bool{}
	for _, route := range h.site.Routes() {
		if !strings.Contains(route.Pattern, "/officers") {
			continue
		}
		seen[route.Pattern] = true
		may, ok := want[route.Pattern]
		if !ok {
			t.Errorf("nobody has said who may have %s", route.Pattern)
			continue
		}
		method, path, _ := strings.Cut(paths.Replace(route.Pattern), " ")
		for who, b := range people {
			if slices.Contains(may, who) && strings.HasSuffix(path, "/remove") && method == http.MethodPost {
				continue // TestRemovingAPaper does it; here others need the paper
			}
			p := visit(b, method, path)
			switch {
			case slices.Contains(may, who):
				if p.Status == http.StatusForbidden || p.Status == http.StatusUnauthorized || p.Status >= 500 || strings.HasPrefix(p.Header.Get("Location"), "/signin") {
					t.Errorf("%s may have %s, and gets %d %s", who, route.Pattern, p.Status, p.Text("h1"))
				}
			case who == "nobody":
				if method == http.MethodGet && (p.Status != http.StatusSeeOther || !strings.HasPrefix(p.Header.Get("Location"), "/signin")) ||
					method == http.MethodPost && p.Status != http.StatusUnauthorized {
					t.Errorf("nobody at %s gets %d", route.Pattern, p.Status)
				}
			case p.Status != http.StatusForbidden || !strings.Contains(p.Text("h1"), "You can't open this page"):
				t.Errorf("%s may not have %s, and gets %d %s", who, route.Pattern, p.Status, p.Text("h1"))
			}
		}
	}
	for pattern := range want {
		if !seen[pattern] {
			t.Errorf("%s is not registered", pattern)
		}
	}
}

func visit(b *webtest.Browser, method, path string) *webtest.Page {
	if method == http.MethodPost {
		return b.Post(path)
	}
	return b.Get(path)
}

func TestTheDataProtectionOfficerChangesNothing(t *testing.T) {
	h := build(t, nil)
	m := h.member("Jane Smith", briefings.RoleMember)
	b := h.site.As("dpo")
	for _, page := range []string{"/officers", "/officers/members", "/officers/members/" + m.ID} {
		p := b.Get(page)
		for _, form := range p.All("main form") {
			if webtest.Attr(form, "method") == "post" {
				t.Errorf("%s has a form that changes something: %s", page, webtest.Attr(form, "action"))
			}
		}
		for _, a := range p.All(".tabs a") {
			if href := webtest.Attr(a, "href"); b.Get(href).Status != http.StatusOK {
				t.Errorf("%s leads to %s, which the data protection officer can't open", page, href)
			}
		}
	}
}
