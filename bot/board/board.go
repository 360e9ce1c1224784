package board

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"hearth/bot/web"
	"hearth/briefings"
	"hearth/knowledge"
)

//go:embed pages/*.html
var files embed.FS

// Options are what a Board is made of. Everything but the limits is needed,
// unless its line says otherwise.
type Options struct {
	Site    *web.Site
	Papers  Papers
	Council Council
	Members Members
	Asker   Asker
	SignIn  SignIn
	Switch  Switch
	// Uploads is the folder where uploads wait. It belongs to this Board alone,
	// which empties it.
	Uploads string
	Log     *slog.Logger // nil: none
	// MaxUpload is how many bytes may come up at once, and MaxFiles how many
	// files; 0: 600 MB and 60.
	MaxUpload int64
	MaxFiles  int
}

// A Board is the officers' pages of one site.
type Board struct {
	o     Options
	pages *web.Templates
	log   *slog.Logger
	stage stage
	lists lists

	ctx  context.Context // of the work in the background; ends with Close
	stop context.CancelFunc
	work sync.WaitGroup
	// turn is held by the one upload that is being read.
	turn chan struct{}
}

// Who may open what. Roles are an administrator's; the data protection officer
// sees the members and changes none.
var (
	mayLook    = web.Needs(briefings.RoleOfficer, briefings.RoleAdmin, briefings.RoleDPO)
	mayPapers  = web.Needs(briefings.RoleOfficer)
	mayMembers = web.Needs(briefings.RoleOfficer, briefings.RoleAdmin)
	mayRoles   = web.Needs(briefings.RoleAdmin)
)

// NavItem is the entry in the site's navigation that leads here.
func NavItem() web.NavItem {
	return web.NavItem{Label: "Officers", Href: "/officers", Access: mayLook, ID: "officers"}
}

// New registers the pages with the site and empties the folder of uploads. The
// context bounds the work in the background; Close ends it and waits for it.
func New(ctx context.Context, o Options) (*Board, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.MaxUpload == 0 {
		o.MaxUpload = 600 << 20
	}
	if o.MaxFiles == 0 {
		o.MaxFiles = 60
	}
	if o.Site == nil || o.Papers == nil || o.Council == nil || o.Members == nil || o.Asker == nil || o.SignIn == nil || o.Switch == nil || o.Uploads == "" {
		return nil, errors.New("the officers' pages need every part behind them and a folder for uploads")
	}
	b := &Board{o: o, log: o.Log.With("component", "board"), turn: make(chan struct{}, 1)}
	sub, err := fs.Sub(files, "pages")
	if err != nil {
		return nil, fmt.Errorf("the officers' pages: %w", err)
	}
	if b.pages, err = o.Site.Templates(sub); err != nil {
		return nil, fmt.Errorf("the officers' pages: %w", err)
	}
	if err := b.stage.empty(o.Uploads); err != nil {
		return nil, fmt.Errorf("emptying the folder of uploads: %w", err)
	}
	b.ctx, b.stop = context.WithCancel(ctx)
	b.register()
	return b, nil
}

// Close ends the reading of uploads, waits for what is being added, and throws
// the uploads away.
func (b *Board) Close() error {
	b.stop()
	b.work.Wait()
	return b.stage.empty(b.o.Uploads)
}

// Sweep throws away uploads and lists that have waited for over a day. Once an
// hour is often enough; every new upload does so, too.
func (b *Board) Sweep() error {
	now := b.now()
	b.lists.sweep(now)
	return b.stage.sweep(now)
}

func (b *Board) register() {
	s := b.o.Site
	up := mayPapers.Uploading(b.o.MaxUpload)
	s.Handle("GET /officers", mayLook, b.front)
	s.Handle("GET /officers/pause", mayMembers, b.pauseForm)
	s.Handle("POST /officers/pause", mayMembers, b.pause)
	s.Handle("POST /officers/resume", mayMembers, b.resume)

	s.Handle("GET /officers/papers", mayPapers, b.papers)
	s.Handle("GET /officers/papers/{id}", mayPapers, b.paper)
	s.Handle("POST /officers/papers/{id}", mayPapers, b.savePaper)
	s.Handle("POST /officers/papers/{id}/adopt", mayPapers, b.adopt)
	s.Handle("GET /officers/papers/{id}/remove", mayPapers, b.removeForm)
	s.Handle("POST /officers/papers/{id}/remove", mayPapers, b.remove)
	s.Handle("GET /officers/papers/{id}/try", mayPapers, b.tryForm)
	s.Handle("POST /officers/papers/{id}/try", mayPapers, b.try)

	s.Handle("GET /officers/uploads/new", mayPapers, b.uploadForm)
	s.Handle("POST /officers/uploads/new", up, b.upload)
	s.Handle("GET /officers/uploads/{batch}", mayPapers, b.batch)
	s.Handle("POST /officers/uploads/{batch}", mayPapers, b.choose)
	s.Handle("POST /officers/uploads/{batch}/drop", mayPapers, b.drop)

	s.Handle("GET /officers/contacts", mayPapers, b.contacts)
	s.Handle("GET /officers/contacts/{office}", mayPapers, b.contactForm)
	s.Handle("POST /officers/contacts/{office}", mayPapers, b.saveContact)
	s.Handle("POST /officers/contacts/{office}/tried", mayPapers, b.tried)
	s.Handle("GET /officers/settings", mayPapers, b.settingsForm)
	s.Handle("POST /officers/settings", mayPapers, b.saveSettings)

	s.Handle("GET /officers/members", mayLook, b.members)
	s.Handle("GET /officers/members/new", mayMembers, b.newMember)
	s.Handle("POST /officers/members/new", mayMembers, b.addMember)
	s.Handle("GET /officers/members/{id}", mayLook, b.member)
	s.Handle("POST /officers/members/{id}", mayMembers, b.saveMember)
	s.Handle("POST /officers/members/{id}/roles", mayRoles, b.saveRoles)
	s.Handle("POST /officers/members/{id}/left", mayMembers, b.left)
	s.Handle("POST /officers/members/{id}/signin", mayMembers, b.signIn)
	s.Handle("GET /officers/requests", mayMembers, b.requests)
	s.Handle("POST /officers/requests/{id}/approve", mayMembers, b.approve)
	s.Handle("POST /officers/requests/{id}/decline", mayMembers, b.decline)

	s.Handle("GET /officers/lists/new", mayMembers, b.listForm)
	s.Handle("POST /officers/lists/new", mayMembers.Uploading(maxList+64<<10), b.listUpload)
	s.Handle("GET /officers/lists/{list}", mayMembers, b.list)
	s.Handle("POST /officers/lists/{list}", mayMembers, b.listColumns)
	s.Handle("POST /officers/lists/{list}/apply", mayMembers, b.listApply)
}

func (b *Board) now() time.Time { return b.o.Site.Now() }

func (b *Board) today() knowledge.Date { return knowledge.DateOf(b.now()) }

// A tab is one entry below the title of every officers' page.
type tab struct {
	Label, Href string
	Current     bool
}

// frame is what every officers' page shows beside its own.
type frame struct {
	Heading string
	Back    *link
	Tabs    []tab
	Paused  *Paused // nil: they aren't
	MayEnd  bool
	Form    *form // whose mistakes stand at the top
	Page    any
}

type link struct{ Label, Href string }

// A screen is one page as a handler makes it.
type screen struct {
	Name    string // of the template
	Tab     string // address of the current tab
	Heading string
	Back    *link
	Form    *form // whose mistakes stand at the top
	Page    any
}

// show renders a page. A form with mistakes is a 422, and its mistakes stand at
// the top.
func (b *Board) show(w http.ResponseWriter, r *http.Request, v web.Visitor, s screen) error {
	fr := frame{Heading: s.Heading, Back: s.Back, Form: s.Form, Page: s.Page}
	for _, t := range []struct {
		tab
		may web.Access
	}{
		{tab{"To do", "/officers", false}, mayLook},
		{tab{"Papers", "/officers/papers", false}, mayPapers},
		{tab{"Contacts", "/officers/contacts", false}, mayPapers},
		{tab{"Members", "/officers/members", false}, mayLook},
		{tab{"Settings", "/officers/settings", false}, mayPapers},
	} {
		if t.may.Admits(r.Context(), v) {
			t.Current = t.Href == s.Tab
			fr.Tabs = append(fr.Tabs, t.tab)
		}
	}
	paused, err := b.o.Switch.Paused(r.Context())
	if err != nil {
		return fmt.Errorf("whether answers are paused: %w", err)
	}
	if paused.On {
		fr.Paused, fr.MayEnd = &paused, mayMembers.Admits(r.Context(), v)
	}
	p := web.Page{Title: s.Heading, Nav: "officers", Data: fr}
	if s.Form.wrong() {
		p.Status = http.StatusUnprocessableEntity
	}
	return b.pages.Render(w, r, v, s.Name, p)
}

// gone is a page for what was there and isn't any more.
func gone(text string) error {
	return &web.Error{Status: http.StatusNotFound, Title: "It is not here any more", Text: text}
}

// Wait returns once nothing is being read or added in the background.
func (b *Board) Wait() { b.work.Wait() }
