package app

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hearth/bot"
	"hearth/bot/slack"
	"hearth/bot/web"
	"hearth/cmd/hearth/internal/config"
)

// A workspace is hearth in Slack.
type workspace struct {
	slack  *slack.Adapter
	socket bool // it listens over a connection of its own; else Slack sends requests
	now    func() time.Time
	log    *slog.Logger

	mu      sync.Mutex
	up      bool
	since   time.Time // of its being up or down; zero: it never listened
	refused bool      // Slack does not take the app token
}

// workspace makes hearth's part in Slack. pages are where members can open hearth's
// pages; nil: nowhere. It asks Slack nothing yet.
func (s *Shared) workspace(o config.Slack, pages *url.URL, m *measures) (*workspace, error) {
	w := &workspace{socket: o.Socket(), now: s.o.Now, log: s.o.Log.With("component", "slack")}
	opts := slackOptions(o, s.o)
	opts.Pages, opts.Watch = pages, m.slack(w)
	var err error
	w.slack, err = slack.New(opts)
	return w, err
}

func slackOptions(s config.Slack, o Options) slack.Options {
	return slack.Options{
		Token: s.BotToken.Reveal(), AppToken: s.AppToken.Reveal(), SigningSecret: s.SigningSecret.Reveal(), API: s.API.String(),
		Now: o.Now, Log: o.Log.With("component", "slack"),
	}
}

func (w *workspace) adapter() bot.Adapter { return w.slack }

func (w *workspace) way() direct { return direct{"Slack", w.slack} }

// slack counts what happens in Slack. No label is a person or a place.
func (m *measures) slack(w *workspace) slack.Watch {
	throttled := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hearth_slack_throttled_total",
		Help: "Calls that Slack asked to make later, by method."}, []string{"method"})
	waited := prometheus.NewCounter(prometheus.CounterOpts{Name: "hearth_slack_throttled_seconds_total",
		Help: "How long Slack asked hearth to wait, in all."})
	refused := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hearth_slack_refused_total",
		Help: "Requests that were not Slack's, by what was wrong with them."}, []string{"why"})
	m.registry.MustRegister(throttled, waited, refused)
	if w.socket {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "hearth_slack_connected",
			Help: "1 while the connection to Slack stands."}, w.connected))
	}
	return slack.Watch{
		Throttled: func(method string, wait time.Duration) {
			throttled.WithLabelValues(method).Inc()
			waited.Add(wait.Seconds())
		},
		Refused:   func(why string) { refused.WithLabelValues(why).Inc() },
		Connected: w.is,
	}
}

// is takes note of whether the connection stands.
func (w *workspace) is(up bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if up != w.up || w.since.IsZero() {
		w.up, w.since = up, w.now()
	}
}

func (w *workspace) connected() float64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.up {
		return 1
	}
	return 0
}

// down is for how long there has been no connection, though there should be one.
func (w *workspace) down() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.socket || w.up || w.since.IsZero() {
		return 0
	}
	return w.now().Sub(w.since)
}

// look tells how it stands with Slack. The pages are served without it, so it keeps
// hearth from nothing; somebody must look.
func (w *workspace) look() Look {
	if !w.socket {
		return Look{What: "slack", Says: "its requests are taken"}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.up:
		return Look{What: "slack", Says: "connected"}
	case w.refused:
		return Look{What: "slack", Says: "not connected: Slack does not take the app token; \"hearth doctor\" tells more", Bad: true}
	case w.since.IsZero():
		return Look{What: "slack", Says: "not connected yet", Late: true}
	}
	return Look{What: "slack", Says: "not connected for " + w.now().Sub(w.since).Round(time.Second).String(), Late: true}
}

// join listens over a connection of its own, or takes Slack's signed requests. Those
// come with no session and no Origin: the signature tells whose they are.
func (w *workspace) join(site *Site, host bot.Host) []Part {
	if w.socket {
		return []Part{{Name: "slack", Run: func(ctx context.Context) (string, error) { return "", w.listen(ctx, host) }}}
	}
	take := w.slack.Handler(host)
	for _, path := range []string{slack.EventsPath, slack.InteractivePath, slack.CommandsPath} {
		site.Handle("POST "+path, web.Anyone.Uploading(slackBody), func(rw http.ResponseWriter, r *http.Request, _ web.Visitor) error {
			take.ServeHTTP(rw, r)
			return nil
		})
	}
	return nil
}

// listen works until it is told to stop. Where Slack does not take the token, no
// later try can do better; the pages are served all the same, and whoever watches
// hearth is told.
func (w *workspace) listen(ctx context.Context, host bot.Host) error {
	w.is(false)
	err := w.slack.Listen(ctx, host)
	w.is(false)
	if ctx.Err() != nil {
		return nil
	}
	w.log.Error("hearth hears nothing from Slack until it is mended and hearth started anew", "err", err)
	w.mu.Lock()
	w.refused = true
	w.mu.Unlock()
	<-ctx.Done()
	return nil
}

// slackBody is how large one of Slack's requests may be. The adapter refuses by
// itself what is larger than its own limit, which is a little less.
const slackBody = 1<<20 + 1<<10
