package webchat_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"hearth/bot/web"
	"hearth/bot/web/webtest"
	"hearth/bot/webchat"
	"hearth/briefings"
	"hearth/knowledge"
)

// who are all that there are to try a door.
var who = []string{"", "m1", "officer", "admin", "dpo"}

// TestEveryDoor tries every pattern of the site as everybody: what is declared
// must be what happens, and no form but signing in is for strangers.
func TestEveryDoor(t *testing.T) {
	for _, public := range []bool{false, true} {
		d := open(t, func(o *webchat.Options) { o.PublicPages = func(context.Context) bool { return public } })
		d.papers.All = []knowledge.Document{{ID: "p", Version: "v", Meta: knowledge.Meta{Title: "P", Shelf: knowledge.ShelfPublic, Kind: knowledge.Report}}}
		d.papers.Texts["p/v"] = knowledge.Content{Text: "words", Blocks: []knowledge.Block{{End: 5}}}
		browsers := map[string]*webtest.Browser{"": d.Visitor()}
		for _, id := range who[1:] {
			browsers[id] = d.As(id)
		}
		tried := 0
		for _, route := range d.Routes() {
			method, pattern, _ := strings.Cut(route.Pattern, " ")
			path := strings.NewReplacer("{$}", "", "{id}", "p", "{thread}", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "{token}", "x", "{file}", "x").Replace(pattern)
			if strings.Contains(path, "{") {
				t.Fatalf("%s has a value that this test doesn't know", route.Pattern)
			}
			if path == "/signout" || path == "/me/session" || strings.HasPrefix(path, "/signin") {
				continue // they end or begin sessions; TestStrangersCanOnlySignIn and web's own tests see to them
			}
			for _, id := range who {
				v := web.Visitor{}
				if id != "" {
					v.Member, _ = d.Members.Get(t.Context(), id)
				}
				var p *webtest.Page
				if method == http.MethodGet {
					p = browsers[id].Get(path)
				} else {
					p = browsers[id].Post(path)
				}
				tried++
				refused := p.Status == http.StatusForbidden || p.Status == http.StatusUnauthorized || p.Status == http.StatusSeeOther && strings.HasPrefix(p.Header.Get("Location"), "/signin")
				if may := route.Access.Admits(t.Context(), v); may == refused {
					t.Errorf("%s (%s) as %q, public %v: %d, declared %v", route.Pattern, route.Access, id, public, p.Status, may)
				}
				want := map[string]int{http.MethodGet: http.StatusSeeOther, http.MethodPost: http.StatusUnauthorized}[method]
				if refused && id == "" && p.Status != want {
					t.Errorf("%s to a stranger: %d, want %d", route.Pattern, p.Status, want)
				}
				if p.Status >= http.StatusInternalServerError {
					t.Errorf("%s as %q breaks: %d %s", route.Pattern, id, p.Status, p.Text("main"))
				}
				if csp := p.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
					t.Errorf("%s as %q: policy %q", route.Pattern, id, csp)
				}
			}
		}
		if tried < 60 {
			t.Errorf("only %d doors were tried", tried)
		}
	}
}

func TestStrangersCanOnlySignIn(t *testing.T) {
	d := open(t, nil)
	for _, route := range d.Routes() {
		method, path, _ := strings.Cut(route.Pattern, " ")
		if method == http.MethodGet || !route.Access.Admits(t.Context(), web.Visitor{}) {
			continue
		}
		if !strings.HasPrefix(path, "/signin/") && path != "/signout" {
			t.Errorf("anybody may send %s", route.Pattern)
		}
	}
}

// A page for one role alone turns away all others.
func TestARoleIsNeeded(t *testing.T) {
	s := webtest.Open(t, nil, func(s *web.Site) error {
		for _, r := range briefings.Roles() {
			s.Handle("GET /only/"+string(r), web.Needs(r), func(w http.ResponseWriter, _ *http.Request, _ web.Visitor) error {
				_, err := w.Write([]byte("in"))
				return err
			})
		}
		return nil
	})
	for member, role := range map[string]briefings.Role{"m1": briefings.RoleMember, "officer": briefings.RoleOfficer, "admin": briefings.RoleAdmin, "dpo": briefings.RoleDPO} {
		b := s.As(member)
		for _, r := range briefings.Roles() {
			want := http.StatusForbidden
			if r == role {
				want = http.StatusOK
			}
			if p := b.Get("/only/" + string(r)); p.Status != want {
				t.Errorf("%s on %s's page: %d, want %d", member, r, p.Status, want)
			}
		}
	}
}
