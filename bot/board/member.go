package board

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"hearth/bot/web"
	"hearth/briefings"
	"hearth/storage"
)

// A memberPage is one member.
type memberPage struct {
	Member  briefings.Member
	Roles   string
	Href    string
	Links   []string // the platforms on which they are known
	Away    bool     // on leave today
	Here    bool
	MayEdit bool
	Guarded bool // only an administrator may change them

	Details, Rights, Leaving *form
	Seats                    []seatRow
	Leave                    []leaveRow
}

// A seatRow is one committee in the form.
type seatRow struct{ Body, From, Until web.Field }

// A leaveRow is one stretch of leave in the form.
type leaveRow struct{ From, Until web.Field }

// spare is how many empty rows a form has for more.
const spare = 2

func (b *Board) memberOf(r *http.Request) (briefings.Member, error) {
	m, err := b.o.Members.Get(r.Context(), r.PathValue("id"))
	if errors.Is(err, storage.ErrNotFound) {
		return m, gone("There is nobody with this address. The record may have been erased.")
	}
	return m, err
}

func (b *Board) member(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	m, err := b.memberOf(r)
	if err != nil {
		return err
	}
	return b.showMember(w, r, v, m, memberForms(m))
}

// forms are those of a member's page.
type forms struct{ details, rights, leaving *form }

func memberForms(m briefings.Member) forms {
	return forms{detailsOf(m), rightsOf(m), leavingOf(m)}
}

// wrong is the one with mistakes, if any.
func (f forms) wrong() *form {
	for _, one := range []*form{f.details, f.rights, f.leaving} {
		if one.wrong() {
			return one
		}
	}
	return nil
}

// detailsOf is the form of a member's record. Its rows of committees and leave
// are fields with numbers, so that it works without script.
func detailsOf(m briefings.Member) *form {
	f := &form{Action: memberHref(m.ID), Submit: "Save", Seen: mark(recordOf(m)), Fields: []web.Field{
		{Name: "name", Label: "Name", Value: m.Name, Autocomplete: "off"},
		{Name: "email", Label: "E-mail address", Type: "email", Value: m.Email, Hint: "They are known by it when they sign in.", Optional: true, Autocomplete: "off"},
		{Name: "ward", Label: "Ward", Value: m.Ward, Optional: true},
	}}
	for i := range len(m.Seats) + spare {
		var s briefings.Seat
		if i < len(m.Seats) {
			s = m.Seats[i]
		}
		n := strconv.Itoa(i)
		f.Fields = append(f.Fields,
			web.Field{Name: "seat-" + n, Label: "Committee or office", Value: s.Body},
			web.Field{Name: "seat-" + n + "-from", Label: "From", Value: s.From.Long(), Narrow: true, Optional: true},
			web.Field{Name: "seat-" + n + "-until", Label: "Until", Value: s.Until.Long(), Narrow: true, Optional: true})
	}
	for i := range len(m.Leave) + 1 {
		var p briefings.Period
		if i < len(m.Leave) {
			p = m.Leave[i]
		}
		n := strconv.Itoa(i)
		f.Fields = append(f.Fields,
			web.Field{Name: "leave-" + n + "-from", Label: "On leave from", Value: p.From.Long(), Narrow: true},
			web.Field{Name: "leave-" + n + "-until", Label: "Until", Value: p.Until.Long(), Narrow: true, Optional: true})
	}
	return f
}

// recordOf is what the form of details changes of a member.
func recordOf(m briefings.Member) any {
	m.Links, m.Roles = nil, nil
	return m
}

func rightsOf(m briefings.Member) *form {
	return &form{Action: memberHref(m.ID) + "/roles", Submit: "Save roles", Seen: mark(m.Roles), Fields: []web.Field{roleField(m)}}
}

func leavingOf(m briefings.Member) *form {
	return &form{Action: memberHref(m.ID) + "/left", Submit: "Mark as left", Grave: true, Fields: []web.Field{{
		Name: "left", Label: "From which day have they left?", Narrow: true, Value: m.Left.Long(),
		Hint: "Like 7 May 2026. From that day on I don't know them, and they are signed out. Their record is kept.",
	}}}
}

func (b *Board) showMember(w http.ResponseWriter, r *http.Request, v web.Visitor, m briefings.Member, f forms) error {
	p := memberPage{Member: m, Roles: rolesOf(m), Href: memberHref(m.ID), Away: m.OnLeave(b.today()), Here: m.Here(b.today()),
		MayEdit: mayMembers.Admits(r.Context(), v), Guarded: guarded(v, m), Details: f.details, Leaving: f.leaving}
	if mayRoles.Admits(r.Context(), v) {
		p.Rights = f.rights
	}
	for _, l := range m.Links {
		p.Links = append(p.Links, platformLabel(l.Platform))
	}
	p.Seats, p.Leave = rowsOf(f.details)
	return b.show(w, r, v, screen{Name: "member", Tab: "/officers/members", Heading: m.Name, Back: &link{"Members", "/officers/members"},
		Form: f.wrong(), Page: p})
}

// rowsOf gathers the rows of the form.
func rowsOf(f *form) (seats []seatRow, leave []leaveRow) {
	by := map[string]web.Field{}
	for _, one := range f.Fields {
		by[one.Name] = one
	}
	for i := 0; ; i++ {
		n := "seat-" + strconv.Itoa(i)
		if _, ok := by[n]; !ok {
			break
		}
		seats = append(seats, seatRow{by[n], by[n+"-from"], by[n+"-until"]})
	}
	for i := 0; ; i++ {
		n := "leave-" + strconv.Itoa(i)
		if _, ok := by[n+"-from"]; !ok {
			return seats, leave
		}
		leave = append(leave, leaveRow{by[n+"-from"], by[n+"-until"]})
	}
}

// read takes what was typed for a member's record.
func (f *form) read(m briefings.Member, sent url.Values) briefings.Member {
	clean := func(name string) string { return strings.Join(strings.Fields(sent.Get(name)), " ") }
	m.Name, m.Email, m.Ward = clean("name"), clean("email"), clean("ward")
	if m.Name == "" {
		f.fault("name", "Give the person's name.")
	}
	before := m.Seats
	m.Seats, m.Leave = nil, nil
	seats, leave := rowsOf(f)
	for i, row := range seats {
		from, hint := day(clean(row.From.Name))
		f.hint(row.From.Name, hint)
		until, hint := day(clean(row.Until.Name))
		f.hint(row.Until.Name, hint)
		s := briefings.Seat{Body: clean(row.Body.Name), From: from, Until: until}
		if i < len(before) && before[i].Body == s.Body {
			s.Kind = before[i].Kind
		}
		switch {
		case s.Body != "":
			m.Seats = append(m.Seats, s)
		case !from.IsZero() || !until.IsZero():
			f.fault(row.Body.Name, "Name the committee, or empty its dates, too.")
		}
		if !until.IsZero() && until.Before(from) {
			f.fault(row.Until.Name, "It ends before it begins. Mend one of the two dates.")
		}
	}
	for _, row := range leave {
		from, hint := wholeDay(clean(row.From.Name))
		f.hint(row.From.Name, hint)
		until, hint := wholeDay(clean(row.Until.Name))
		f.hint(row.Until.Name, hint)
		switch {
		case !from.IsZero():
			m.Leave = append(m.Leave, briefings.Period{From: from, Until: until})
		case !until.IsZero():
			f.fault(row.From.Name, "Say from which day they are on leave.")
		}
		if !until.IsZero() && until.Before(from) {
			f.fault(row.Until.Name, "It ends before it begins. Mend one of the two dates.")
		}
	}
	return m
}

// hint faults a field where there is a hint.
func (f *form) hint(field, hint string) {
	if hint != "" {
		f.fault(field, hint)
	}
}

func (b *Board) saveMember(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	m, err := b.memberOf(r)
	if err != nil {
		return err
	}
	if guarded(v, m) {
		return forAdmins()
	}
	f := memberForms(m)
	f.details.rows(r.PostForm)
	f.details.typed(r.PostForm)
	f.details.unseen(r.PostForm)
	after := f.details.read(m, r.PostForm)
	if !f.details.wrong() {
		if err := b.o.Members.Change(r.Context(), v.Member.ID, m, after); err != nil && !f.details.take(err) {
			return err
		}
	}
	if f.details.wrong() {
		return b.showMember(w, r, v, m, f)
	}
	return b.see(w, r, memberHref(m.ID), "Saved.")
}

// mostRows bounds what a form may bring.
const mostRows = 80

// rows adds the rows that were sent and aren't in the form: somebody may have
// taken some away meanwhile, and nothing that was typed is lost.
func (f *form) rows(sent url.Values) {
	has := map[string]bool{}
	for _, one := range f.Fields {
		has[one.Name] = true
	}
	for i := range mostRows {
		n := strconv.Itoa(i)
		if sent.Has("seat-"+n) && !has["seat-"+n] {
			f.Fields = append(f.Fields, web.Field{Name: "seat-" + n, Label: "Committee or office"},
				web.Field{Name: "seat-" + n + "-from", Label: "From", Narrow: true, Optional: true},
				web.Field{Name: "seat-" + n + "-until", Label: "Until", Narrow: true, Optional: true})
		}
		if sent.Has("leave-"+n+"-from") && !has["leave-"+n+"-from"] {
			f.Fields = append(f.Fields, web.Field{Name: "leave-" + n + "-from", Label: "On leave from", Narrow: true},
				web.Field{Name: "leave-" + n + "-until", Label: "Until", Narrow: true, Optional: true})
		}
	}
}

func (b *Board) saveRoles(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	m, err := b.memberOf(r)
	if err != nil {
		return err
	}
	f := memberForms(m)
	f.rights.typed(r.PostForm)
	f.rights.unseen(r.PostForm)
	after := m
	after.Roles = nil
	for _, s := range r.PostForm["roles"] {
		role, err := briefings.ParseRole(s)
		if err != nil {
			f.rights.fault("roles", "Choose among the roles that are shown.")
			continue
		}
		after.Roles = append(after.Roles, role)
	}
	if len(after.Roles) == 0 {
		f.rights.fault("roles", "Choose at least one role. If they have left, mark them as left.")
	}
	if !f.rights.wrong() {
		if err := b.o.Members.Change(r.Context(), v.Member.ID, m, after); err != nil && !f.rights.take(err) {
			return err
		}
	}
	if f.rights.wrong() {
		return b.showMember(w, r, v, m, f)
	}
	return b.see(w, r, memberHref(m.ID), "Saved.")
}

func (b *Board) left(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	m, err := b.memberOf(r)
	if err != nil {
		return err
	}
	if guarded(v, m) {
		return forAdmins()
	}
	f := memberForms(m)
	f.leaving.typed(r.PostForm)
	on, hint := wholeDay(r.PostForm.Get("left"))
	back := r.PostForm.Get("back") != ""
	switch {
	case back:
		on = m.Left
		on.Year, on.Month, on.Day = 0, 0, 0
	case hint != "":
		f.leaving.fault("left", hint)
	case on.IsZero():
		f.leaving.fault("left", "Give the day from which they have left, like 7 May 2026.")
	}
	if !f.leaving.wrong() {
		if _, err := b.o.Members.Leave(r.Context(), v.Member.ID, m.ID, on); err != nil && !f.leaving.take(err) {
			return err
		}
	}
	if f.leaving.wrong() {
		return b.showMember(w, r, v, m, f)
	}
	said := "Marked as left."
	if back {
		said = "They are a member again."
	}
	return b.see(w, r, memberHref(m.ID), said)
}

func (b *Board) newMember(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	return b.showNew(w, r, v, newFormOf(v))
}

// newFormOf is the form for a person who is not in the directory. Only an
// administrator gives roles.
func newFormOf(v web.Visitor) *form {
	f := detailsOf(briefings.Member{})
	f.Action, f.Submit, f.Seen, f.Fields = "/officers/members/new", "Add", "", f.Fields[:3]
	if v.Member.Is(briefings.RoleAdmin) {
		f.Fields = append(f.Fields, roleField(briefings.Member{Roles: []briefings.Role{briefings.RoleMember}}))
	}
	return f
}

func (b *Board) showNew(w http.ResponseWriter, r *http.Request, v web.Visitor, f *form) error {
	return b.show(w, r, v, screen{Name: "new", Tab: "/officers/members", Heading: "Add a member", Back: &link{"Members", "/officers/members"}, Form: f})
}

func (b *Board) addMember(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	f := newFormOf(v)
	f.typed(r.PostForm)
	m := f.read(briefings.Member{}, r.PostForm)
	m.Roles = []briefings.Role{briefings.RoleMember}
	if v.Member.Is(briefings.RoleAdmin) {
		m.Roles = nil
		for _, s := range r.PostForm["roles"] {
			role, err := briefings.ParseRole(s)
			if err != nil {
				f.fault("roles", "Choose among the roles that are shown.")
				continue
			}
			m.Roles = append(m.Roles, role)
		}
		if len(m.Roles) == 0 {
			f.fault("roles", "Choose at least one role.")
		}
	}
	if !f.wrong() {
		made, err := b.o.Members.Add(r.Context(), v.Member.ID, m)
		switch {
		case err == nil:
			return b.see(w, r, memberHref(made.ID), "Added. A sign-in link can be made below.")
		case !f.take(err):
			return err
		}
	}
	return b.showNew(w, r, v, f)
}

// A signInPage shows a link once, to be printed.
type signInPage struct {
	Member  briefings.Member
	Address string
	Until   time.Time
	Href    string
}

// signIn makes a link that signs a member in. It stands on this one page and
// nowhere else, so there is no page to be sent on to.
func (b *Board) signIn(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	m, err := b.memberOf(r)
	if err != nil {
		return err
	}
	if guarded(v, m) {
		return forAdmins()
	}
	if !m.Here(b.today()) {
		return &web.Error{Status: http.StatusConflict, Title: "They have left", Text: "Who has left can't sign in. If they are back, say so on their page first."}
	}
	p := signInPage{Member: m, Href: memberHref(m.ID)}
	if p.Address, p.Until, err = b.o.SignIn.Link(r.Context(), v.Member.ID, m.ID); err != nil {
		return err
	}
	return b.show(w, r, v, screen{Name: "link", Tab: "/officers/members", Heading: "A sign-in link for " + m.Name,
		Back: &link{m.Name, memberHref(m.ID)}, Page: p})
}
