// Package page shows a workspace of slackstub in a browser: somebody picks who they
// are, writes to hearth, presses its buttons and fills in its windows, without a
// workspace of their own.
//
// It is a stand-in and says so on every page. It answers this machine alone, keeps
// nothing, and works without script; the script only brings what is new without
// loading the page again. Who somebody is stands in the address, so two of them can
// be open side by side.
//
// Costs: each open page holds a request, and is made anew at every change in the
// workspace, with all that was said in its channel.
package page

import (
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"time"

	"hearth/bot/slack/slackstub"
	"hearth/bot/standin"
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
	s   *slackstub.Stub
	o   Options
	kit *standin.Kit
}

// New gives the page of a workspace. It wants to stand at the root of an address of
// its own.
func New(s *slackstub.Stub, o Options) http.Handler {
	p := &pages{s: s, o: o, kit: standin.New(standin.Options{Platform: "Slack", What: "a Slack workspace", Hold: o.Hold,
		Pages: files, Glob: "pages/*.html", Funcs: template.FuncMap{"args": func(w *window, here string) any {
			return struct {
				Window *window
				Here   string
			}{w, here}
		}}})}
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", p.kit.Page(p.people))
	mux.Handle("GET /as/{user}/in/{channel}", p.kit.Page(p.room))
	mux.Handle("GET /as/{user}/home", p.kit.Page(p.home))
	mux.Handle("POST /as/{user}/in/{channel}/say", p.kit.Page(p.say))
	mux.Handle("POST /as/{user}/in/{channel}/press", p.kit.Page(p.press))
	mux.Handle("POST /as/{user}/new", p.kit.Page(p.newThread))
	mux.Handle("POST /as/{user}/view/{view}/press", p.kit.Page(p.pressInView))
	mux.Handle("POST /as/{user}/view/{view}/send", p.kit.Page(p.submit))
	mux.Handle("POST /as/{user}/view/{view}/close", p.kit.Page(p.closeView))
	return p.kit.Serve(mux)
}

func roomURL(user, channel, thread string) string {
	to := "/as/" + url.PathEscape(user) + "/in/" + url.PathEscape(channel)
	if thread != "" {
		to += "?thread=" + url.QueryEscape(thread)
	}
	return to
}
