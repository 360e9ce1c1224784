package teams

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"hearth/bot"
	"hearth/bot/teams/cards"
	"hearth/storage"
)

// Options are what an Adapter needs.
type Options struct {
	AppID, AppPassword string
	Tenant             string // the organisation's id: nobody else's activities are taken
	Cloud              Cloud  // the zero value: Public
	// Hosts may be sent the bot's token, and no others: names, or name:port. Plain
	// http is for those of them that are loopback addresses. nil: those of Cloud.
	Hosts   []string
	Service string           // the connector where a person's own is not known; "": that of Cloud
	Pages   *url.URL         // of hearth's own pages, where members can open them; nil: they can't
	HTTP    *http.Client     // nil: one with a timeout
	Now     func() time.Time // nil: time.Now
	Log     *slog.Logger     // nil: nowhere
	Watch   Watch            // optional
	Store   storage.Store    // of conversation references
}

// Watch is told what happens, without words or names, for counting.
type Watch struct {
	Throttled func(op string, wait time.Duration) // Teams asked for a pause
	Refused   func(why string)                    // a request was not Teams' for us: "token", "tenant", …
	Renewed   func()                              // the bot got a new token
}

// An Adapter is hearth in one organisation. Make one with New.
type Adapter struct {
	o     Options
	http  *http.Client
	kit   cards.Kit
	refs  refs
	keys  keys
	token token

	mu     sync.Mutex
	begun  *recent[begun] // by place and message
	people *recent[met]   // by id
}

var (
	_ bot.Adapter    = (*Adapter)(nil)
	_ bot.Director   = (*Adapter)(nil)
	_ bot.Introducer = (*Adapter)(nil)
)

const (
	callTimeout  = 10 * time.Second // of one call to Microsoft
	remembered   = 1024             // people, and messages that were begun
	introduction = 15 * time.Minute // how long what was found of a person is given again
)

// New makes an Adapter. It asks Microsoft nothing yet.
func New(o Options) (*Adapter, error) {
	if o.Cloud == (Cloud{}) {
		o.Cloud = Public
	}
	if o.AppID == "" || o.AppPassword == "" || o.Tenant == "" {
		return nil, errors.New("teams: the app's id and password and the organisation's tenant id are needed")
	}
	if o.Store == nil {
		return nil, errors.New("teams: a store for conversation references is needed")
	}
	if o.Hosts == nil {
		o.Hosts = o.Cloud.hosts()
	}
	if o.Service == "" {
		o.Service = o.Cloud.Service
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
	o.Cloud.TokenURL = o.Cloud.forTenant(o.Tenant)
	for what, address := range map[string]string{"token": o.Cloud.TokenURL, "metadata": o.Cloud.MetadataURL} {
		if !sound(address) {
			return nil, fmt.Errorf("teams: the %s address %q is neither https nor on this computer", what, address)
		}
	}
	if !allowed(o.Hosts, o.Service) {
		return nil, fmt.Errorf("teams: the connector %q is not on the list of hosts", o.Service)
	}
	// A redirect would take the token to wherever it leads.
	client := *o.HTTP
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	a := &Adapter{o: o, http: &client, kit: cards.Kit{Pages: o.Pages}, refs: refs{o.Store},
		begun: newRecent[begun](remembered), people: newRecent[met](remembered)}
	a.keys.a, a.token.a = a, a
	return a, nil
}

// Platform is "teams".
func (a *Adapter) Platform() string { return bot.Teams }
