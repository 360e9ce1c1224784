package teamsstub

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

type object = map[string]any

// A Stub is one organisation with one app in it. Its methods may be called at once
// from anywhere.
type Stub struct {
	o      Options
	server *http.Server
	url    string
	ctx    context.Context
	stop   context.CancelFunc
	work   sync.WaitGroup
	client http.Client

	mu        sync.Mutex
	closed    bool
	news      chan struct{} // closed and replaced whenever something changes
	ahead     time.Duration // how far Advance has moved the clock
	serial    int
	lastID    int64 // of a message
	users     map[string]*User
	order     []string // of users
	convs     map[string]*Conversation
	listed    []string              // of conversations
	msgs      map[string][]*Message // by conversation, oldest first
	typing    map[string]int        // by conversation
	disabled  bool                  // by an admin
	tokens    map[string]time.Time  // the app's, and when they end
	keys      []*key
	windows   map[string]*Window // by user
	calls     []Call
	faults    []*Fault
	pace      map[string]*pacer
	endpoint  string
	forgeries []Forgery
	lose      int // answers of the app to be thrown away
	sent      []*delivery
	byID      map[string]*delivery
	lines     map[string]chan struct{} // the last thing told of a conversation
	timed     []*timed
	wake      chan struct{}
}

// Start opens an organisation on the loopback interface. It lives until Close or
// until ctx ends.
func Start(ctx context.Context, o Options) (*Stub, error) {
	o.fill()
	s := &Stub{o: o, news: make(chan struct{}), users: map[string]*User{}, convs: map[string]*Conversation{},
		msgs: map[string][]*Message{}, typing: map[string]int{}, tokens: map[string]time.Time{}, windows: map[string]*Window{},
		pace: map[string]*pacer{}, byID: map[string]*delivery{}, lines: map[string]chan struct{}{}, wake: make(chan struct{}, 1)}
	if err := s.addKey(ChannelID, "webchat"); err != nil {
		return nil, fmt.Errorf("making the stand-in's keys: %w", err)
	}
	ln, err := net.Listen("tcp", o.Listen)
	if err != nil {
		return nil, fmt.Errorf("opening the stand-in for Teams: %w", err)
	}
	if a, ok := ln.Addr().(*net.TCPAddr); !ok || !a.IP.IsLoopback() {
		return nil, errors.Join(fmt.Errorf("the stand-in for Teams listens on this machine alone, not on %s", ln.Addr()), ln.Close())
	}
	s.ctx, s.stop = context.WithCancel(ctx)
	s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	s.url = "http://" + ln.Addr().String()
	s.server = &http.Server{Handler: s.routes(), ReadHeaderTimeout: 10 * time.Second}
	s.work.Go(func() { _ = s.server.Serve(ln) }) // it ends when Close closes it
	s.work.Go(s.runTimers)
	context.AfterFunc(s.ctx, func() { _ = s.Close() }) // nobody is left to tell
	return s, nil
}

// Close ends every connection and waits until nothing of the organisation runs any
// more. What it holds can still be read.
func (s *Stub) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		s.work.Wait()
		return nil
	}
	s.closed = true
	s.changed()
	s.mu.Unlock()

	s.stop()
	err := s.server.Close()
	s.work.Wait()
	s.client.CloseIdleConnections()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.sent {
		s.end(d, "the organisation is closed")
	}
	return err
}

// URL is where the organisation is reached: "http://127.0.0.1:12345".
func (s *Stub) URL() string { return s.url }

// ServiceURL is where the connector is, as activities say it.
func (s *Stub) ServiceURL() string { return s.url + "/emea/" }

// TokenURL is where the app gets its token.
func (s *Stub) TokenURL() string { return s.url + "/" + s.o.Tenant + "/oauth2/v2.0/token" }

// MetadataURL is where it stands which keys Teams signs with.
func (s *Stub) MetadataURL() string { return s.url + "/v1/.well-known/openidconfiguration" }

// Issuer is who signs what goes to the app.
func (s *Stub) Issuer() string { return s.o.Issuer }

// App is the app's id.
func (s *Stub) App() string { return s.o.App }

// Bot is the app's id as one who takes part in conversations.
func (s *Stub) Bot() string { return "28:" + s.o.App }

// Password is what the app gets its token with.
func (s *Stub) Password() string { return s.o.Password }

// Tenant is the organisation's id.
func (s *Stub) Tenant() string { return s.o.Tenant }

// changed wakes everybody who waits. The lock is held.
func (s *Stub) changed() {
	close(s.news)
	s.news = make(chan struct{})
}

// Changes gives a channel that is closed at the next change of anything in the
// organisation. Take it before looking, so that nothing is missed.
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
