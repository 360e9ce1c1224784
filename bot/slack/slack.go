package slack

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"hearth/bot/slack/blockkit"
)

// DefaultAPI is where Slack's Web API is.
const DefaultAPI = "https://slack.com/api/"

// Options are what an Adapter needs. With an AppToken it can listen by Socket
// Mode, with a SigningSecret to signed HTTP requests; one of them is needed to
// hear anything.
type Options struct {
	Token         string           // the bot's: xoxb-…
	AppToken      string           // xapp-…; "" for none
	SigningSecret string           // "" for none
	API           string           // of the Web API, ending in a slash; "": DefaultAPI
	Pages         *url.URL         // of hearth's own pages, where members can open them; nil: they can't
	HTTP          *http.Client     // nil: one with a timeout
	Now           func() time.Time // nil: time.Now
	Log           *slog.Logger     // nil: nowhere
	Pace          time.Duration    // between two messages in one channel, after a few; 0: DefaultPace
	Watch         Watch            // optional
}

// Watch is told what happens, without words or names, for counting.
type Watch struct {
	Throttled func(method string, wait time.Duration) // Slack asked for a pause
	Refused   func(why string)                        // a request was not Slack's: "signature", "stale", "size"
	Connected func(up bool)                           // the socket
}

// An Adapter is hearth in one workspace. Make one with New.
type Adapter struct {
	o   Options
	api *slack.Client
	kit blockkit.Kit
	out outward
	in  inward
}

// New makes an Adapter. It asks Slack nothing yet.
func New(o Options) (*Adapter, error) {
	if o.Token == "" {
		return nil, errors.New("slack: a bot token is needed")
	}
	if o.API == "" {
		o.API = DefaultAPI
	}
	if !strings.HasSuffix(o.API, "/") {
		o.API += "/"
	}
	if u, err := url.Parse(o.API); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("slack: %q is not the address of a Web API", o.API)
	}
	if o.HTTP == nil {
		o.HTTP = &http.Client{Timeout: callTimeout, Transport: transport()}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Pace == 0 {
		o.Pace = DefaultPace
	}
	a := &Adapter{o: o, kit: blockkit.Kit{Pages: o.Pages}, out: newOutward(o), in: newInward(o)}
	a.api = slack.New(o.Token, slack.OptionAPIURL(o.API), slack.OptionAppLevelToken(o.AppToken), slack.OptionHTTPClient(a.out.wire))
	return a, nil
}

// transport keeps as many connections open as there are replies at once in a busy
// hour.
func transport() http.RoundTripper {
	t, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	t = t.Clone()
	t.MaxIdleConnsPerHost = 32
	return t
}

// callTimeout bounds one call of the Web API.
const callTimeout = 10 * time.Second
