package board

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"hearth/bot/web"
	"hearth/briefings"
	"hearth/knowledge"
)

// maxList is how large a list of members may be, in bytes.
const maxList = 8 << 20

// mostLists is how many lists wait at once, whoever brought them.
const mostLists = 8

// lists are those that officers have brought and not applied yet. They are in
// memory alone, as they may say what hearth doesn't want to know.
type lists struct {
	mu  sync.Mutex
	all map[string]*roll
}

// A roll is one list, as one officer brought it.
type roll struct {
	id, owner, name string
	at              time.Time

	mu      sync.Mutex // guards what stands below
	data    []byte     // nil once it is done with
	columns []string   // what each is; nil: not chosen yet
	done    *Applied
}

// put keeps a list; the oldest goes where there are too many.
func (l *lists) put(m *roll) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all == nil {
		l.all = map[string]*roll{}
	}
	for len(l.all) >= mostLists {
		oldest := m
		for _, one := range l.all {
			if one.at.Before(oldest.at) {
				oldest = one
			}
		}
		if oldest == m {
			break
		}
		delete(l.all, oldest.id)
	}
	l.all[m.id] = m
}

func (l *lists) get(id, owner string) (*roll, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	m, ok := l.all[id]
	return m, ok && m.owner == owner
}

func (l *lists) sweep(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for id, m := range l.all {
		if now.Sub(m.at) > waits {
			delete(l.all, id)
		}
	}
}

// state is the list itself, and what was chosen and done so far.
func (m *roll) state() (data []byte, columns []string, done *Applied) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.data, m.columns, m.done
}

func listFormOf() *form {
	return &form{Action: "/officers/lists/new", Submit: "Look at this list", Fields: []web.Field{{
		Name: "list", Label: "A list of councillors", Type: "file", Accept: ".xlsx,.csv,.txt",
		Hint: "An Excel workbook (.xlsx) or a CSV file, up to 8 MB. Nothing changes before you have seen what would. Parties are left out.",
	}}}
}

func (b *Board) listForm(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	return b.showListForm(w, r, v, listFormOf())
}

func (b *Board) showListForm(w http.ResponseWriter, r *http.Request, v web.Visitor, f *form) error {
	return b.show(w, r, v, screen{Name: "listnew", Tab: "/officers/members", Heading: "Bring a list of members", Back: &link{"Members", "/officers/members"}, Form: f})
}

// listUpload takes one file into memory and reads its table.
func (b *Board) listUpload(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	f := listFormOf()
	name, data, err := oneFile(r, "list")
	if err != nil {
		return unreadable(err)
	}
	switch {
	case data == nil:
		f.fault("list", "Choose a file.")
	case len(data) > maxList:
		f.fault("list", "This file is over 8 MB. Keep the list of members alone in it.")
	default:
		if _, err := b.o.Members.Table(r.Context(), name, data); err != nil && !f.takeFor("list", err) {
			return err
		}
	}
	if f.wrong() {
		return b.showListForm(w, r, v, f)
	}
	m := &roll{id: rand.Text()[:16], owner: v.Member.ID, name: name, at: b.now(), data: data}
	b.lists.sweep(b.now())
	b.lists.put(m)
	return b.see(w, r, "/officers/lists/"+m.id, "")
}

// takeFor is take for a form of one field, whose mistakes are all about it.
func (f *form) takeFor(field string, err error) bool {
	one := form{}
	if !one.take(err) {
		return false
	}
	f.fault(field, one.Problem)
	return true
}

// oneFile reads the one file of a form; nil where none was chosen.
func oneFile(r *http.Request, field string) (string, []byte, error) {
	in, err := r.MultipartReader()
	if err != nil {
		return "", nil, err
	}
	for {
		part, err := in.NextPart()
		if errors.Is(err, io.EOF) {
			return "", nil, nil
		}
		if err != nil {
			return "", nil, err
		}
		if part.FormName() != field || part.FileName() == "" {
			continue
		}
		data, err := io.ReadAll(io.LimitReader(part, maxList+1))
		return safeName(part.FileName()), data, err
	}
}

func (b *Board) myList(r *http.Request, v web.Visitor) (*roll, error) {
	m, ok := b.lists.get(r.PathValue("list"), v.Member.ID)
	if !ok {
		return nil, gone("A list waits for a day, or until hearth starts anew. Bring it once more.")
	}
	return m, nil
}

// columnLabels are what a column can be, as officers read it.
var columnLabels = map[string]string{
	"name": "Name", "forename": "First name", "surname": "Surname", "email": "E-mail address", "ward": "Ward",
	"committees": "Committees", "role": "Office", "started": "Since when",
}

// A columnsPage asks what each column is.
type columnsPage struct {
	Rows    int
	Title   string
	Columns []columnLine
	Form    *form
}

// A columnLine is one column with what stands in it.
type columnLine struct {
	Letter, Head, Samples string
	Field                 web.Field
}

// A planPage says what the list would change.
type planPage struct {
	Plan     Plan
	Form     *form // that applies it
	Change   string
	Forbid   bool // it would change somebody whom only an administrator may
	Nothing  bool
	NewCount int
}

// A donePage says what was changed.
type donePage struct{ Done Applied }

func (b *Board) list(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	m, err := b.myList(r, v)
	if err != nil {
		return err
	}
	data, columns, done := m.state()
	switch {
	case done != nil:
		return b.show(w, r, v, screen{Name: "listdone", Tab: "/officers/members", Heading: "The list is in", Back: &link{"Members", "/officers/members"}, Page: donePage{*done}})
	case columns == nil || r.URL.Query().Has("columns"):
		return b.showColumns(w, r, v, m, columns, nil)
	}
	p, err := b.o.Members.Plan(r.Context(), m.name, data, columns)
	if err != nil {
		return err
	}
	return b.showPlan(w, r, v, m, p, b.applyForm(m, p))
}

// showColumns shows the columns as chosen, or as hearth guesses.
func (b *Board) showColumns(w http.ResponseWriter, r *http.Request, v web.Visitor, m *roll, chosen []string, wrong error) error {
	data, _, _ := m.state()
	t, err := b.o.Members.Table(r.Context(), m.name, data)
	if err != nil {
		return err
	}
	p := columnsPage{Rows: t.Rows, Title: t.Title, Form: &form{Action: "/officers/lists/" + m.id, Submit: "See what would change"}}
	if wrong != nil {
		one := form{}
		if !one.take(wrong) {
			return wrong
		}
		p.Form.Problem = one.Problem
	}
	kinds := [][2]string{{"", "Leave it out"}}
	for _, k := range t.Kinds {
		kinds = append(kinds, [2]string{k, cmpLabel(k)})
	}
	for i, c := range t.Columns {
		is := c.Guess
		if chosen != nil && i < len(chosen) {
			is = chosen[i]
		}
		label := "Column " + c.Letter
		if c.Head != "" {
			label += ": " + c.Head
		}
		p.Columns = append(p.Columns, columnLine{c.Letter, c.Head, strings.Join(c.Samples, "; "),
			web.Field{Name: "column-" + strconv.Itoa(i), Label: label, Type: "select", Value: is, Options: choices(kinds...)}})
	}
	return b.show(w, r, v, screen{Name: "columns", Tab: "/officers/members", Heading: "What is in the columns?", Back: &link{"Members", "/officers/members"}, Form: p.Form, Page: p})
}

func cmpLabel(kind string) string {
	if l := columnLabels[kind]; l != "" {
		return l
	}
	return kind
}

// listColumns takes what each column is, where a plan can be made of it.
func (b *Board) listColumns(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	m, err := b.myList(r, v)
	if err != nil {
		return err
	}
	data, _, _ := m.state()
	t, err := b.o.Members.Table(r.Context(), m.name, data)
	if err != nil {
		return err
	}
	columns := make([]string, len(t.Columns))
	for i := range columns {
		if kind := r.PostForm.Get("column-" + strconv.Itoa(i)); slices.Contains(t.Kinds, kind) {
			columns[i] = kind
		}
	}
	if _, err := b.o.Members.Plan(r.Context(), m.name, data, columns); err != nil {
		return b.showColumns(w, r, v, m, columns, err)
	}
	m.mu.Lock()
	m.columns = columns
	m.mu.Unlock()
	return b.see(w, r, "/officers/lists/"+m.id, "")
}

func (b *Board) applyForm(m *roll, p Plan) *form {
	f := &form{Action: "/officers/lists/" + m.id + "/apply", Submit: "Make these changes", Seen: p.Mark}
	if n := len(p.Missing); n > 0 {
		f.Fields = []web.Field{
			{Name: "missing", Label: "What of " + missing(n) + " not on this list?", Type: "radios", Options: []web.Option{
				{Value: "stay", Label: "Leave them as they are"},
				{Value: "left", Label: "They have left", Hint: "They are signed out, and their records are kept."},
			}},
			{Name: "left", Label: "If they have left: from which day?", Hint: "Like 7 May 2026.", Narrow: true, Optional: true},
		}
	}
	return f
}

func missing(n int) string {
	if n == 1 {
		return "the member who is"
	}
	return fmt.Sprintf("the %d members who are", n)
}

func (b *Board) showPlan(w http.ResponseWriter, r *http.Request, v web.Visitor, m *roll, p Plan, f *form) error {
	forbid, err := b.forbidden(r.Context(), v, p)
	if err != nil {
		return err
	}
	page := planPage{Plan: p, Form: f, Change: "/officers/lists/" + m.id + "?columns", Forbid: forbid,
		Nothing: len(p.New)+len(p.Changed)+len(p.Missing) == 0}
	return b.show(w, r, v, screen{Name: "plan", Tab: "/officers/members", Heading: "What this list would change", Back: &link{"Members", "/officers/members"}, Form: f, Page: page})
}

// forbidden tells whether a plan touches somebody whom the visitor may not
// change.
func (b *Board) forbidden(ctx context.Context, v web.Visitor, p Plan) (bool, error) {
	if v.Member.Is(briefings.RoleAdmin) {
		return false, nil
	}
	all, err := b.o.Members.All(ctx)
	if err != nil {
		return false, err
	}
	touched := map[string]bool{}
	for _, s := range p.Changed {
		touched[s.Member.ID] = true
	}
	for _, m := range p.Missing {
		touched[m.ID] = true
	}
	return slices.ContainsFunc(all, func(m briefings.Member) bool { return touched[m.ID] && guarded(v, m) }), nil
}

// listApply makes the changes that were shown.
func (b *Board) listApply(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	m, err := b.myList(r, v)
	if err != nil {
		return err
	}
	data, columns, done := m.state()
	if columns == nil || done != nil {
		return b.see(w, r, "/officers/lists/"+m.id, "")
	}
	p, err := b.o.Members.Plan(r.Context(), m.name, data, columns)
	if err != nil {
		return err
	}
	f := b.applyForm(m, p)
	f.typed(r.PostForm)
	if forbid, err := b.forbidden(r.Context(), v, p); err != nil {
		return err
	} else if forbid {
		return forAdmins()
	}
	leave := f.leave(r)
	if !f.wrong() {
		did, err := b.o.Members.Apply(r.Context(), v.Member.ID, m.name, data, columns, r.PostForm.Get("seen"), leave)
		switch {
		case err == nil:
			m.mu.Lock()
			m.done, m.data = &did, nil
			m.mu.Unlock()
			return b.see(w, r, "/officers/lists/"+m.id, "")
		case !f.take(err):
			return err
		}
	}
	return b.showPlan(w, r, v, m, p, f)
}

// leave reads what shall become of those who are not on the list.
func (f *form) leave(r *http.Request) knowledge.Date {
	if len(f.Fields) == 0 {
		return knowledge.Date{}
	}
	switch r.PostForm.Get("missing") {
	case "stay":
		return knowledge.Date{}
	case "left":
		d, hint := wholeDay(r.PostForm.Get("left"))
		if hint == "" && d.IsZero() {
			hint = "Give the day from which they have left, like 7 May 2026."
		}
		f.hint("left", hint)
		return d
	}
	f.fault("missing", "Say what shall become of them. I don't guess this.")
	return knowledge.Date{}
}
