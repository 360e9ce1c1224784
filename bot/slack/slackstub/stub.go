package slackstub

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// A Stub is one workspace with one app in it. Its methods may be called at once
// from anywhere.
type Stub struct {
	o      Options
	server *http.Server
	url    string
	ctx    context.Context
	stop   context.CancelFunc
	work   sync.WaitGroup
	hooks  http.Client

	mu      sync.Mutex
	closed  bool
	news    chan struct{} // closed and replaced whenever something changes
	ahead   time.Duration // how far Advance has moved the clock
	serial  int
	last    stamp
	users   map[string]*User
	order   []string // of users
	chans   map[string]*Channel
	listed  []string              // of channels
	msgs    map[string][]*Message // by channel, oldest first
	threads map[string]*AssistantThread
	views   map[string]*View
	open    map[string][]string // views by user, the topmost last
	homes   map[string]*View
	trigs   map[string]*trigger
	hookTo  map[string]*responseURL
	calls   []Call
	faults  []*Fault
	pace    map[string]*pacer

	tickets    map[string]bool
	socks      []*sock
	turn       int // whose turn among the sockets
	sent       []*delivery
	byID       map[string]*delivery
	acked      int
	dropAcks   int
	endpoints  *Endpoints
	lines      map[string]chan struct{} // the last signed request of a channel
	forgeries  []Forgery
	timed      []*timed
	wakeTimers chan struct{}
}

// Start opens a workspace on the loopback interface. It lives until Close or until
// ctx ends.
func Start(ctx context.Context, o Options) (*Stub, error) {
	s := newStub(ctx, o)
	ln, err := net.Listen("tcp", s.o.Listen)
	if err != nil {
		return nil, fmt.Errorf("opening the stand-in for Slack: %w", err)
	}
	if a, ok := ln.Addr().(*net.TCPAddr); !ok || !a.IP.IsLoopback() {
		return nil, errors.Join(fmt.Errorf("the stand-in for Slack listens on this machine alone, not on %s", ln.Addr()), ln.Close())
	}
	s.url = "http://" + ln.Addr().String()
	s.server = &http.Server{Handler: s.routes(), ReadHeaderTimeout: 10 * time.Second}
	s.work.Go(func() { _ = s.server.Serve(ln) }) // it ends when Close closes it
	s.work.Go(s.runTimers)
	context.AfterFunc(s.ctx, func() { _ = s.Close() }) // nobody is left to tell
	return s, nil
}

func newStub(ctx context.Context, o Options) *Stub {
	or(&o.Listen, "127.0.0.1:0")
	or(&o.Team, DefaultTeam)
	or(&o.TeamName, "Council")
	or(&o.Domain, "council")
	or(&o.BotToken, DefaultBotToken)
	or(&o.AppToken, DefaultAppToken)
	or(&o.SigningSecret, DefaultSecret)
	if o.Scopes == nil {
		o.Scopes = Scopes
	}
	if o.Events == nil {
		o.Events = Events
	}
	if o.Commands == nil {
		o.Commands = []string{"/hearth"}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.AckWait == 0 {
		o.AckWait = 3 * time.Second
	}
	if o.Ping == 0 {
		o.Ping = 10 * time.Second
	}
	s := &Stub{o: o, news: make(chan struct{}), users: map[string]*User{}, chans: map[string]*Channel{},
		msgs: map[string][]*Message{}, threads: map[string]*AssistantThread{}, views: map[string]*View{},
		open: map[string][]string{}, homes: map[string]*View{}, trigs: map[string]*trigger{},
		hookTo: map[string]*responseURL{}, pace: map[string]*pacer{}, tickets: map[string]bool{},
		byID: map[string]*delivery{}, lines: map[string]chan struct{}{}, wakeTimers: make(chan struct{}, 1)}
	s.ctx, s.stop = context.WithCancel(ctx)
	s.hooks.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	s.addUser(User{ID: DefaultBot, Name: "hearth", RealName: "hearth", Bot: true, BotID: DefaultBotID})
	return s
}

func or(s *string, otherwise string) {
	if *s == "" {
		*s = otherwise
	}
}

// Close ends every connection and waits until nothing of the workspace runs any
// more. What it holds can still be read.
func (s *Stub) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		s.work.Wait()
		return nil
	}
	s.closed = true
	socks := slices.Clone(s.socks)
	for _, d := range s.sent {
		d.stopWaiting()
	}
	s.changed()
	s.mu.Unlock()

	s.stop()
	err := s.server.Close()
	for _, c := range socks {
		c.cut()
	}
	s.work.Wait()
	s.hooks.CloseIdleConnections()
	return err
}

// URL is where the workspace is reached: "http://127.0.0.1:12345".
func (s *Stub) URL() string { return s.url }

// API is what a client is told instead of https://slack.com/api/.
func (s *Stub) API() string { return s.url + "/api/" }

// BotToken is the token for the Web API.
func (s *Stub) BotToken() string { return s.o.BotToken }

// AppToken is the token for Socket Mode.
func (s *Stub) AppToken() string { return s.o.AppToken }

// SigningSecret is what signed requests are signed with.
func (s *Stub) SigningSecret() string { return s.o.SigningSecret }

// Team is the workspace's id.
func (s *Stub) Team() string { return s.o.Team }

func (s *Stub) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.serveMethod)
	mux.HandleFunc("GET /link/", s.serveSocket)
	mux.HandleFunc("POST /actions/{hook}", s.serveResponseURL)
	return mux
}

// changed wakes everybody who waits. The lock is held.
func (s *Stub) changed() {
	close(s.news)
	s.news = make(chan struct{})
}

// Changes gives a channel that is closed at the next change of anything in the
// workspace. Take it before looking, so that nothing is missed.
func (s *Stub) Changes() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.news
}

// Wait returns nil once done says so, which it is asked after every change, or the
// context's error. done may call the stub's own methods.
func (s *Stub) Wait(ctx context.Context, done func() bool) error {
	for {
		news := s.Changes()
		if done() {
			return nil
		}
		select {
		case <-news:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
