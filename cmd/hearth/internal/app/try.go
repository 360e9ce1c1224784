package app

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/page"
	"hearth/briefings"
	"hearth/cmd/hearth/internal/config"
	"hearth/knowledge"
)

// A Tryout is a chat platform on this machine alone, with made-up people and a page to
// be one of them on. hearth speaks with it as with the real one.
type Tryout struct {
	stub    io.Closer
	page    http.Handler
	listens net.Listener
	settle  func(*Serve) error   // says where the platform is
	joined  func(address string) // is told where hearth's own pages are
}

// TrySlack opens a workspace with the demo's people, and with some whom hearth does
// not know, and listens for its page. Close it after what serves in it.
func TrySlack(ctx context.Context, listen string) (*Tryout, error) {
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return nil, &ListenError{listen, err}
	}
	stub, err := slackstub.Start(context.WithoutCancel(ctx), slackstub.Options{TeamName: "Exampleshire", Domain: "exampleshire"})
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	var all []string
	notes := map[string]string{}
	add := func(note string, u slackstub.User) {
		id := stub.AddUser(u).ID
		all, notes[id] = append(all, id), note
	}
	for _, m := range demoPeople(knowledge.Date{}) {
		add(demoNote(m), slackstub.User{Name: handle(m.Name), RealName: m.Name, Email: m.Email})
	}
	add("new here, and unknown to hearth", slackstub.User{Name: "sam", RealName: "Sam Stranger", Email: "sam@demo.example"})
	add("a guest of the workspace", slackstub.User{Name: "gus", RealName: "Gus Guest", Email: "gus@elsewhere.example", Restricted: true})
	stub.AddChannel(slackstub.Channel{Name: "childrens-scrutiny", Members: append([]string{slackstub.DefaultBot}, all...)})
	stub.AddChannel(slackstub.Channel{Name: "ward-matters", Members: all}) // hearth was not invited
	return &Tryout{stub: stub, page: page.New(stub, page.Options{People: all, Notes: notes}), listens: l,
		settle: func(o *Serve) error {
			api, err := url.Parse(stub.API())
			o.Slack = config.Slack{BotToken: config.NewSecret(stub.BotToken()), AppToken: config.NewSecret(stub.AppToken()), API: api}
			return err
		},
		joined: func(string) {}, // hearth opens the connection
	}, nil
}

// demoNote says in a few words who somebody of the demo is.
func demoNote(m briefings.Member) string {
	if m.Ward != "" {
		return "a councillor, for " + m.Ward
	}
	return strings.ToLower(m.Roles[0].Label())
}

// handle is a person's short name: "ann".
func handle(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return strings.ToLower(first)
}

// Address is that of the page.
func (t *Tryout) Address() string { return "http://" + t.listens.Addr().String() }

// Serve says what serves on the platform: hearth with its pages, at any free address
// of this machine, and the platform's page.
func (t *Tryout) Serve() (Serve, error) {
	o := DemoPages("127.0.0.1:0")
	o.Beside = []Part{{Name: "the page to try it on", Run: t.show}}
	return o, t.settle(&o)
}

// Joined tells the platform where what serves can be reached.
func (t *Tryout) Joined(s *Served) { t.joined(s.Address) }

// show serves the page. A browser that waits for news is cut off.
func (t *Tryout) show(ctx context.Context) (string, error) {
	server := &http.Server{Handler: t.page, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() }) // nobody's work is lost
	defer stop()
	if err := server.Serve(t.listens); !errors.Is(err, http.ErrServerClosed) {
		return "", err
	}
	return "", nil
}

// Close ends the platform.
func (t *Tryout) Close() error {
	err := t.listens.Close()
	if errors.Is(err, net.ErrClosed) { // its server has
		err = nil
	}
	return errors.Join(err, t.stub.Close())
}
