package board

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearth/bot"
	"hearth/bot/web"
	"hearth/briefings"
	"hearth/storage"
)

// A memberLine is one member of the list.
type memberLine struct {
	Name, Href, Ward string
	Roles            string
	Left             string
	Leave            bool
}

// A membersPage is the list of members.
type membersPage struct {
	Query, Left string
	Search      web.Field
	Gone        web.Field
	Members     []memberLine
	Total       int
	MayEdit     bool
	Asked       int // requests that wait
}

func (b *Board) members(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	all, err := b.o.Members.All(r.Context())
	if err != nil {
		return err
	}
	q := r.URL.Query()
	p := membersPage{
		Search:  web.Field{Name: "find", Label: "Part of a name, ward or committee", Value: q.Get("find")},
		Gone:    web.Field{Name: "left", Label: "Show those who have left, too", Type: "checkbox", Value: q.Get("left")},
		MayEdit: mayMembers.Admits(r.Context(), v),
	}
	for _, m := range all {
		here := m.Here(b.today())
		if !here && q.Get("left") == "" || !found(m, q.Get("find")) {
			continue
		}
		l := memberLine{Name: m.Name, Href: memberHref(m.ID), Ward: m.Ward, Roles: rolesOf(m), Leave: m.OnLeave(b.today())}
		if !m.Left.IsZero() {
			l.Left = m.Left.Long()
		}
		p.Members = append(p.Members, l)
	}
	p.Total = len(p.Members)
	if p.MayEdit {
		asked, err := b.o.Members.Requests(r.Context())
		if err != nil {
			return err
		}
		p.Asked = len(asked)
	}
	return b.show(w, r, v, screen{Name: "members", Tab: "/officers/members", Heading: "Members", Page: p})
}

func memberHref(id string) string { return "/officers/members/" + url.PathEscape(id) }

// found tells whether a member's record has every word that was looked for.
func found(m briefings.Member, query string) bool {
	text := strings.ToLower(strings.Join([]string{m.Name, m.Email, m.Ward}, " "))
	for _, s := range m.Seats {
		text += " " + strings.ToLower(s.Body)
	}
	for word := range strings.FieldsSeq(strings.ToLower(query)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func rolesOf(m briefings.Member) string {
	var out []string
	for _, r := range m.Roles {
		out = append(out, r.Label())
	}
	return strings.Join(out, ", ")
}

// guarded tells whether only an administrator may change somebody: else an
// officer could sign in as one.
func guarded(v web.Visitor, m briefings.Member) bool {
	return (m.Is(briefings.RoleAdmin) || m.Is(briefings.RoleDPO)) && !v.Member.Is(briefings.RoleAdmin)
}

// forAdmins is the page for whoever tries.
func forAdmins() error {
	return &web.Error{Status: http.StatusForbidden, Title: "An administrator must do this",
		Text: "This person is an administrator or protects data. Only an administrator can change their record or make a link that signs them in."}
}

// A requestsPage has the wishes to be added.
type requestsPage struct{ Requests []requestLine }

// A requestLine is one of them.
type requestLine struct {
	Request
	Name string
	On   string       // the platform, as it is written
	Same []memberLine // who may be the same person
}

func (b *Board) requests(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	asked, err := b.o.Members.Requests(r.Context())
	if err != nil {
		return err
	}
	var p requestsPage
	for _, one := range asked {
		l := requestLine{Request: one, Name: cmp.Or(one.Name, one.Email, "Somebody who gave no name"), On: platformLabel(one.Platform)}
		for _, id := range one.Same {
			m, err := b.o.Members.Get(r.Context(), id)
			if err != nil {
				return err
			}
			if !guarded(v, m) {
				l.Same = append(l.Same, memberLine{Name: m.Name, Href: m.ID, Ward: m.Ward})
			}
		}
		p.Requests = append(p.Requests, l)
	}
	return b.show(w, r, v, screen{Name: "requests", Tab: "/officers/members", Heading: "Who asks to be added",
		Back: &link{"Members", "/officers/members"}, Page: p})
}

// platformLabel is a platform as people write it.
func platformLabel(s string) string {
	switch s {
	case bot.Web:
		return "these pages"
	case "oidc":
		return "their work account"
	}
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// approve makes a member of who asked or, where the form says so, links them to
// one who is here.
func (b *Board) approve(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	id := r.PathValue("id")
	if as := r.PostForm.Get("as"); as != "" {
		m, err := b.o.Members.Get(r.Context(), as)
		if err != nil {
			return err
		}
		if guarded(v, m) {
			return forAdmins()
		}
		if _, err := b.o.Members.ApproveAs(r.Context(), v.Member.ID, id, as); err != nil {
			return decided(err)
		}
		return b.see(w, r, "/officers/requests", "They are known by that name from now on.")
	}
	m, err := b.o.Members.Approve(r.Context(), v.Member.ID, id, briefings.RoleMember)
	if err != nil {
		return decided(err)
	}
	return b.see(w, r, memberHref(m.ID), "Added as a member. Add the ward and committees below, if you know them.")
}

func (b *Board) decline(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := b.o.Members.Decline(r.Context(), v.Member.ID, r.PathValue("id")); err != nil {
		return decided(err)
	}
	return b.see(w, r, "/officers/requests", "Declined. What the request said is deleted.")
}

// decided says so where a request isn't there any more.
func decided(err error) error {
	if errors.Is(err, storage.ErrNotFound) {
		return gone("There is no such request. Somebody else may have decided it, or it is over 30 days old.")
	}
	return err
}

// roleField asks for roles, of which one may have several.
func roleField(m briefings.Member) web.Field {
	f := web.Field{Name: "roles", Label: "Roles", Type: "checks"}
	hints := map[briefings.Role]string{
		briefings.RoleMember:  "Asks questions and reads papers.",
		briefings.RoleOfficer: "Papers, contacts, members, pausing answers.",
		briefings.RoleAdmin:   "Gives roles.",
		briefings.RoleDPO:     "Sees who is a member; personal data and holds.",
	}
	for _, r := range briefings.Roles() {
		f.Options = append(f.Options, web.Option{Value: string(r), Label: r.Label(), Hint: hints[r], Chosen: slices.Contains(m.Roles, r)})
	}
	return f
}
