package webchat

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"hearth/bot"
	"hearth/bot/web"
	"hearth/knowledge"
	"hearth/storage"
)

//go:embed pages/*.html
var pagesFS embed.FS

//go:embed talk.js
var script []byte

// Papers are what members may read. It is safe for concurrent use. Where there
// is no such paper, version or file, an error wraps storage.ErrNotFound.
type Papers interface {
	// List gives every paper that a viewer may see, in any order.
	List(ctx context.Context, v knowledge.Viewer) ([]knowledge.Document, error)
	// Get gives a paper by id, whatever its shelf.
	Get(ctx context.Context, id string) (knowledge.Document, error)
	// Content is the text of a version.
	Content(ctx context.Context, id, version string) (knowledge.Content, error)
	// Original is the path of the file that a version was read from.
	Original(ctx context.Context, id, version string) (string, error)
}

// Me is what is held of a member, and how it is deleted.
type Me interface {
	// Held lists what is held of a member beside their record and sign-ins.
	Held(ctx context.Context, member string) ([]Holding, error)
	// Forget deletes what may be deleted.
	Forget(ctx context.Context, member string) (Told, error)
}

// A Holding is one kind of thing that is held.
type Holding struct {
	What string // "What you asked"
	Says string // "12 questions with their answers"
	Why  string // "so that you can look back, and follow up"
	Till string // "90 days after each"
}

// Told is what the member is told after asking to be forgotten: a sentence each
// for what is gone and for what must wait.
type Told struct{ Gone, Waits []string }

// Options are what the pages are made of. All are needed but those said
// otherwise.
type Options struct {
	Site        *web.Site
	Store       storage.Store
	Talk        bot.Talk
	Papers      Papers
	Me          Me
	PublicPages func(context.Context) bool // the public shelf's papers need no sign-in; nil: they do
	Samples     []string                   // three questions that the papers answer; none: ours
	WordDays    func(context.Context) int  // for how many days words are kept; nil: 90
	Now         func() time.Time           // nil: time.Now
}

type pages struct {
	o       Options
	t       *web.Templates
	script  string
	threads *Threads
}

// Register puts the members' pages on the site.
func Register(o Options) error {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.PublicPages == nil {
		o.PublicPages = func(context.Context) bool { return false }
	}
	if o.WordDays == nil {
		o.WordDays = func(context.Context) int { return 90 }
	}
	if len(o.Samples) == 0 {
		o.Samples = []string{
			"What must the local offer for care leavers cover?",
			"What are the seven corporate parenting principles?",
			"Until what age can a care leaver have a personal adviser?",
		}
	}
	files, err := fs.Sub(pagesFS, "pages")
	if err != nil {
		return fmt.Errorf("the members' pages: %w", err)
	}
	t, err := o.Site.Templates(files)
	if err != nil {
		return fmt.Errorf("the members' pages: %w", err)
	}
	p := &pages{o: o, t: t, threads: NewThreads(o.Store, o.Now),
		script: o.Site.Asset("talk.js", "text/javascript; charset=utf-8", script)}
	open := web.OpenWhile(o.PublicPages)
	s := o.Site
	s.Handle("GET /{$}", web.SignedIn, p.home)
	s.Handle("POST /ask", web.SignedIn, p.ask)
	s.Handle("GET /talk/{thread}", web.SignedIn, p.thread)
	s.Handle("POST /talk/{thread}/ask", web.SignedIn, p.ask)
	s.Handle("POST /talk/{thread}/press", web.SignedIn, p.press)
	s.Handle("POST /talk/{thread}/fill", web.SignedIn, p.fill)
	s.Handle("GET /papers", open, p.papers)
	s.Handle("GET /papers/{id}", open, p.paper)
	s.Handle("GET /papers/{id}/original", open, p.original)
	s.Handle("GET /me", web.SignedIn, p.me)
	s.Handle("POST /me/session", web.SignedIn, p.endSession)
	s.Handle("GET /me/forget", web.SignedIn, p.askForget)
	s.Handle("POST /me/forget", web.SignedIn, p.forget)
	s.Handle("GET /about", web.Anyone, p.about)
	return nil
}

// Nav are the members' entries of the navigation.
func Nav(publicPages func(context.Context) bool) []web.NavItem {
	papers := web.SignedIn
	if publicPages != nil {
		papers = web.OpenWhile(publicPages)
	}
	return []web.NavItem{
		{Label: "Ask", Href: "/", Access: web.SignedIn, ID: "ask"},
		{Label: "Papers", Href: "/papers", Access: papers, ID: "papers"},
		{Label: "My data", Href: "/me", Access: web.SignedIn, ID: "me"},
	}
}
