// Package page shows an organisation of teamsstub in a browser: somebody picks who
// they are, writes to hearth, presses its buttons and fills in its windows, without
// Teams and without an account.
//
// It is a stand-in and says so on every page; see hearth/bot/standin for what holds
// of all of them. Who somebody is stands in the address, so two of them can be open
// side by side. It draws the elements of adaptive cards that hearth uses, and names
// those that it doesn't draw.
//
// Costs: each open page holds a request, and is made anew at every change in the
// organisation, with all that was said in its conversation.
package page

import (
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"time"

	"hearth/bot/standin"
	"hearth/bot/teams/teamsstub"
)

// Options say what the page shows. The zero value is one that works.
type Options struct {
	// People are the ids of those whom one may be, the likeliest first; nil: all
	// who can act.
	People []string
	// Notes say in a few words who somebody is, by id: "a councillor".
	Notes map[string]string
	// Hold is how long a browser's request for news may wait; 0: 20 s.
	Hold time.Duration
}

//go:embed pages/*.html
var files embed.FS

type pages struct {
	s   *teamsstub.Stub
	o   Options
	kit *standin.Kit
}

// New gives the page of an organisation. It wants to stand at the root of an address
// of its own.
func New(s *teamsstub.Stub, o Options) http.Handler {
	p := &pages{s: s, o: o, kit: standin.New(standin.Options{Platform: "Teams", What: "an organisation's Teams", Hold: o.Hold,
		Pages: files, Glob: "pages/*.html", Funcs: template.FuncMap{"args": func(w *window, here string) any {
			return struct {
				Window *window
				Here   string
			}{w, here}
		}}})}
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", p.kit.Page(p.people))
	mux.Handle("GET /as/{user}/in/{conversation}", p.kit.Page(p.room))
	mux.Handle("POST /as/{user}/in/{conversation}/say", p.kit.Page(p.say))
	mux.Handle("POST /as/{user}/in/{conversation}/press", p.kit.Page(p.press))
	mux.Handle("POST /as/{user}/window/send", p.kit.Page(p.submit))
	mux.Handle("POST /as/{user}/window/close", p.kit.Page(p.closeWindow))
	mux.Handle("POST /as/{user}/app", p.kit.Page(p.install))
	return p.kit.Serve(mux)
}

func roomURL(user, conversation, thread string) string {
	to := "/as/" + url.PathEscape(user) + "/in/" + url.PathEscape(conversation)
	if thread != "" {
		to += "?thread=" + url.QueryEscape(thread)
	}
	return to
}
