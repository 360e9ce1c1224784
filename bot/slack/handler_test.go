package slack_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/slack"
	"hearth/bot/slack/slackstub"
)

const spoke = `{"type":"message","channel":"D1","user":"U1","text":"hello","ts":"1760000000.000100"}`

func TestOnlySlackIsHeard(t *testing.T) {
	for sentence, is := range map[string]struct {
		spoil  func(r *http.Request)
		secret string
		skew   time.Duration
		body   string
		change func(*slack.Options)
		status int
		why    string
	}{
		"what Slack signed is heard":             {status: 200},
		"five minutes late is heard":             {skew: -5 * time.Minute, status: 200},
		"five minutes early is heard":            {skew: 5 * time.Minute, status: 200},
		"another secret is refused":              {secret: "another", status: 401, why: "signature"},
		"what was signed long ago is refused":    {skew: -5*time.Minute - 2*time.Second, status: 401, why: "stale"},
		"what will be signed is refused":         {skew: 5*time.Minute + 2*time.Second, status: 401, why: "stale"},
		"without a time it is refused":           {spoil: func(r *http.Request) { r.Header.Del("X-Slack-Request-Timestamp") }, status: 401, why: "signature"},
		"without a signature it is refused":      {spoil: func(r *http.Request) { r.Header.Del("X-Slack-Signature") }, status: 401, why: "signature"},
		"half a signature is refused":            {spoil: func(r *http.Request) { r.Header.Set("X-Slack-Signature", r.Header.Get("X-Slack-Signature")[:20]) }, status: 401, why: "signature"},
		"a signature of another kind is refused": {spoil: func(r *http.Request) { r.Header.Set("X-Slack-Signature", "v1"+r.Header.Get("X-Slack-Signature")[2:]) }, status: 401, why: "signature"},
		"what was changed is refused":            {spoil: func(r *http.Request) { r.Body = http.NoBody }, status: 401, why: "signature"},
		"what is too long is refused":            {body: strings.Repeat(" ", 1<<20+1), status: 413, why: "size"},
		"without a secret all is refused":        {change: func(o *slack.Options) { o.SigningSecret = "" }, secret: "-", status: 401, why: "signature"},
	} {
		t.Run(sentence, func(t *testing.T) {
			c, e, why := foundCouncil(t, slackstub.Options{}), &ear{}, ""
			s := c.adapter(t, func(o *slack.Options) {
				o.Watch.Refused = func(w string) { why = w }
				now := c.Now().Truncate(time.Second)
				o.Now = func() time.Time { return now }
				if is.change != nil {
					is.change(o)
				}
			})
			secret, body := c.SigningSecret(), wrapped(c.Team(), spoke)
			if is.secret != "" {
				secret = strings.TrimPrefix(is.secret, "-")
			}
			if is.body != "" {
				body = is.body
			}
			r := request("/slack/events", secret, body, c.Now().Truncate(time.Second).Add(is.skew))
			if is.spoil != nil {
				is.spoil(r)
			}
			w := answer(s.Handler(e), r)
			if w.Code != is.status || why != is.why || w.Body.Len() > 0 {
				t.Errorf("answered %d %q (%q), want %d (%q)", w.Code, w.Body, why, is.status, is.why)
			}
			if heard := len(e.all()) > 0; heard != (is.status == 200) {
				t.Errorf("heard: %v", heard)
			}
		})
	}
}

func TestWhatWasNotKeptIsToldAgain(t *testing.T) {
	full := errors.New("no space left")
	c, e := foundCouncil(t, slackstub.Options{}), &ear{receive: func(bot.Turn) error { return full }}
	h := c.adapter(t, nil).Handler(e)
	ask := func() *http.Request {
		return request("/slack/events", c.SigningSecret(), wrapped(c.Team(), spoke), c.Now())
	}
	w := answer(h, ask())
	if w.Code != http.StatusServiceUnavailable || w.Body.Len() > 0 || w.Header().Get("X-Slack-No-Retry") != "" {
		t.Errorf("answered %d %q %v", w.Code, w.Body, w.Header())
	}
	e.receive = nil
	for n := range 2 {
		r := ask()
		r.Header.Set("X-Slack-Retry-Num", string(rune('1'+n)))
		if w := answer(h, r); w.Code != http.StatusOK {
			t.Errorf("told again: %d", w.Code)
		}
	}
	if got := e.all(); len(got) != 2 || got[0].ID != got[1].ID {
		t.Errorf("heard %+v, want one identity twice", got)
	}
}

func TestWhatCantBeReadIsAcknowledged(t *testing.T) {
	for sentence, is := range map[string]struct{ path, body string }{
		"no JSON":                       {"events", "{"},
		"an event that is no object":    {"events", `{"type":"event_callback","team_id":"$TEAM","event":7}`},
		"an interaction without a body": {"interactive", ""},
		"an interaction that is a list": {"interactive", url.Values{"payload": {"[1]"}}.Encode()},
		"a view that is no view":        {"interactive", url.Values{"payload": {`{"type":"view_submission","view":3}`}}.Encode()},
		"a command by nobody":           {"commands", "command=%2Fhearth"},
		"a form that is none":           {"commands", "%zz"},
	} {
		t.Run(sentence, func(t *testing.T) {
			c, e, refused := foundCouncil(t, slackstub.Options{}), &ear{}, 0
			s := c.adapter(t, func(o *slack.Options) { o.Watch.Refused = func(string) { refused++ } })
			w := answer(s.Handler(e), request("/slack/"+is.path, c.SigningSecret(), strings.ReplaceAll(is.body, "$TEAM", c.Team()), c.Now()))
			if w.Code != http.StatusOK || refused != 1 || len(e.all()) > 0 {
				t.Errorf("answered %d, counted %d, heard %d", w.Code, refused, len(e.all()))
			}
		})
	}
}

func FuzzHandler(f *testing.F) {
	f.Add("events", `{"type":"event_callback","team_id":"T","event":`+spoke+`}`)
	f.Add("events", `{"type":"event_callback","event":{"type":"message","subtype":"message_changed","channel":"D","message":{"ts":"1"}}}`)
	f.Add("events", `{"type":"event_callback","event":{"type":"message","channel":"D","user":"U","ts":"NaN","text":"<@><#|><!^>"}}`)
	f.Add("interactive", "payload="+url.QueryEscape(`{"type":"block_actions","user":{"id":"U"},"container":{"channel_id":"C"},"actions":[{"action_id":"1:more"}]}`))
	f.Add("interactive", "payload="+url.QueryEscape(`{"type":"view_submission","user":{"id":"U"},"view":{"id":"V","callback_id":"x","private_metadata":"{"}}`))
	f.Add("commands", "channel_id=C&user_id=U&trigger_id=1&text=a")
	c, e := foundCouncil(f, slackstub.Options{}), &ear{}
	h := c.adapter(f, nil).Handler(e)
	f.Fuzz(func(t *testing.T, path, body string) {
		if path != "events" && path != "interactive" && path != "commands" {
			path = "events"
		}
		body = strings.ReplaceAll(body, `"T"`, `"`+c.Team()+`"`)
		w := answer(h, request("/slack/"+path, c.SigningSecret(), body, c.Now()))
		if w.Code >= 500 && w.Code != http.StatusServiceUnavailable {
			t.Errorf("answered %d", w.Code)
		}
		for _, turn := range e.all() {
			if turn.ID == "" || turn.From.ID == "" || turn.Place.Channel == "" || turn.At.IsZero() {
				t.Errorf("a turn without what it needs: %+v", turn)
			}
		}
		e.take("")
	})
}

func BenchmarkHandler(b *testing.B) {
	c, e := foundCouncil(b, slackstub.Options{}), &ear{}
	h, body := c.adapter(b, nil).Handler(e), wrapped(c.Team(), spoke)
	for b.Loop() {
		if w := answer(h, request("/slack/events", c.SigningSecret(), body, c.Now())); w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
		e.take("")
	}
}
