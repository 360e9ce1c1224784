package slack

import (
	"errors"
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
	if o.HTTP == nil {
		o.HTTP = &http.Client{Timeout: callTimeout}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	a := &Adapter{o: o, kit: blockkit.Kit{Pages: o.Pages}}
	a.api = slack.New(o.Token, slack.OptionAPIURL(o.API), slack.OptionAppLevelToken(o.AppToken), slack.OptionHTTPClient(o.HTTP))
	return a, nil
}

// callTimeout bounds one call of the Web API.
const callTimeout = 10 * time.Second
