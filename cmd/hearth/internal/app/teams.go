package app

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hearth/bot"
	"hearth/bot/teams"
	"hearth/bot/web"
	"hearth/cmd/hearth/internal/config"
	"hearth/storage"
)

// TeamsPath is where Teams tells hearth of what people do, below the public address.
const TeamsPath = "/teams/messages"

// An organisation is hearth in Teams.
type organisation struct{ teams *teams.Adapter }

// organisation makes hearth's part in Teams. pages are where members can open
// hearth's pages; nil: nowhere. It asks Microsoft nothing yet.
func (s *Shared) organisation(o config.Teams, pages *url.URL, m *measures) (*organisation, error) {
	opts := teamsOptions(o, s.o, s.Store())
	opts.Pages, opts.Watch = pages, m.teams()
	a, err := teams.New(opts)
	return &organisation{a}, err
}

func teamsOptions(t config.Teams, o Options, store storage.Store) teams.Options {
	return teams.Options{
		AppID: t.AppID, AppPassword: t.AppPassword.Reveal(), Tenant: t.Tenant, Cloud: cloudOf(t.Cloud),
		Now: o.Now, Log: o.Log.With("component", "teams"), Store: store,
	}
}

// cloudOf turns the setting into addresses. What a token is asked for is named after
// who gives it out, in every cloud of Microsoft's.
func cloudOf(c config.TeamsCloud) teams.Cloud {
	if named, ok := teams.CloudNamed(c.Name); ok && c.Token == "" {
		return named
	}
	return teams.Cloud{TokenURL: c.Token, MetadataURL: c.Metadata, Issuer: c.Issuer, Service: c.Connector, Scope: c.Issuer + "/.default"}
}

func (o *organisation) adapter() bot.Adapter { return o.teams }

func (o *organisation) way() direct { return direct{"Teams", o.teams} }

// teams counts what happens in Teams. No label is a person or a place.
func (m *measures) teams() teams.Watch {
	throttled := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hearth_teams_throttled_total",
		Help: "Calls that Teams asked to make later, by what they were for."}, []string{"call"})
	waited := prometheus.NewCounter(prometheus.CounterOpts{Name: "hearth_teams_throttled_seconds_total",
		Help: "How long Teams asked hearth to wait, in all."})
	refused := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hearth_teams_refused_total",
		Help: "Requests that were not Teams' for this organisation, by what was wrong with them."}, []string{"why"})
	renewed := prometheus.NewCounter(prometheus.CounterOpts{Name: "hearth_teams_tokens_total",
		Help: "Tokens that hearth was given to speak with."})
	m.registry.MustRegister(throttled, waited, refused, renewed)
	return teams.Watch{
		Throttled: func(call string, wait time.Duration) {
			throttled.WithLabelValues(call).Inc()
			waited.Add(wait.Seconds())
		},
		Refused: func(why string) { refused.WithLabelValues(why).Inc() },
		Renewed: renewed.Inc,
	}
}

// look tells how it stands with Teams. Whether its requests arrive only a request
// shows.
func (o *organisation) look() Look { return Look{What: "teams", Says: "its requests are taken"} }

func (o *organisation) down() time.Duration { return 0 }

// join takes Teams' requests. They come with no session and no Origin: the token
// tells whose they are.
func (o *organisation) join(site *Site, host bot.Host) []Part {
	take := o.teams.Handler(host)
	site.Handle("POST "+TeamsPath, web.Anyone.Uploading(teamsBody), func(rw http.ResponseWriter, r *http.Request, _ web.Visitor) error {
		take.ServeHTTP(rw, r)
		return nil
	})
	return nil
}

// teamsBody is how large one of Teams' requests may be. The adapter refuses by itself
// what is larger than its own limit, which is a little less.
const teamsBody = 1<<20 + 1<<10

// nowhere is a store for an adapter that is only asked how it stands with Microsoft:
// it knows nobody and keeps nothing.
type nowhere struct{}

func (nowhere) View(context.Context, func(storage.Tx) error) error   { return storage.ErrNotFound }
func (nowhere) Update(context.Context, func(storage.Tx) error) error { return storage.ErrNotFound }
func (nowhere) Close() error                                         { return nil }
