package web_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"hearth/bot/web"
	"hearth/bot/web/webtest"
	"hearth/briefings"
)

// A herald is a web.Way to whoever is linked to a platform; it tells of each link.
type herald struct {
	name string
	err  error // what Bring ends with
	got  chan [2]string
}

func newHerald(name string) *herald { return &herald{name: name, got: make(chan [2]string, 10)} }

func (h *herald) Name() string { return h.name }

func (h *herald) Reaches(m briefings.Member) bool {
	return len(m.Links) > 0 && m.Links[0].Platform == strings.ToLower(h.name)
}

func (h *herald) Bring(_ context.Context, m briefings.Member, link string) error {
	h.got <- [2]string{m.ID, link}
	return h.err
}

// linked gives a member a name on a platform.
func linked(t *testing.T, s *webtest.Site, id, platform string) {
	t.Helper()
	m, err := s.Members.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	m.Links = []briefings.Link{{Platform: platform, Workspace: "T1", ID: "U1"}}
	s.Members.Put(m)
}

func TestALinkComesOnEveryWayThatReachesTheMember(t *testing.T) {
	box, slack, teams := newPostbox(), newHerald("Slack"), newHerald("Teams")
	slack.err = errors.New("the way is shut")
	s := webtest.Open(t, func(o *web.Options) { o.Ways = []web.Way{web.ByEmail(box), slack, teams} }, home)
	linked(t, s, "m1", "slack")
	known := s.Visitor().Post("/signin/email", "email", "jane@example.org", "next", "/papers")
	apart := s.Visitor().Post("/signin/email", "email", "ravi@example.org", "next", "/papers")
	stranger := s.Visitor().Post("/signin/email", "email", "nobody@example.org", "next", "/papers")
	if known.Status != http.StatusOK || known.Text() != stranger.Text() || apart.Text() != stranger.Text() || len(known.Header) != len(stranger.Header) {
		t.Errorf("who is known, and where, shows:\n%s\n%s\n%s", known.Text(), apart.Text(), stranger.Text())
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(box.got) != 2 || len(slack.got) != 1 || len(teams.got) != 0 {
		t.Fatalf("%d by e-mail, %d in Slack, %d in Teams; want 2, 1, 0", len(box.got), len(slack.got), len(teams.got))
	}
	mails := map[string]string{}
	for range 2 {
		m := <-box.got
		mails[m[0]] = link(t, m[2])
	}
	direct := <-slack.got
	if direct[0] != "m1" || direct[1] != mails["jane@example.org"] {
		t.Errorf("Slack brought %v, the e-mail %q", direct, mails["jane@example.org"])
	}
	b := s.Visitor()
	token := direct[1][strings.LastIndex(direct[1], "/")+1:]
	if p := b.Post("/signin/link", "token", token); p.Header.Get("Location") != "/papers" || signedIn(b) != "m1" {
		t.Errorf("leads to %q", p.Header.Get("Location"))
	}
	log := s.Log.String()
	if !strings.Contains(log, "a sign-in link was not sent") || !strings.Contains(log, "the way is shut") {
		t.Errorf("the log doesn't tell of the broken way:\n%s", log)
	}
	for _, words := range []string{"Jane", "jane", "example.org", token} {
		if strings.Contains(log, words) {
			t.Errorf("the log says %q:\n%s", words, log)
		}
	}
}

func TestAStuckMailServerHoldsUpNoDirectMessage(t *testing.T) {
	stuck, slack := &stuckMailer{began: make(chan struct{})}, newHerald("Slack")
	s := webtest.Open(t, func(o *web.Options) { o.Ways = []web.Way{web.ByEmail(stuck), slack} }, home)
	linked(t, s, "m1", "slack")
	s.Visitor().Post("/signin/email", "email", "jane@example.org")
	<-stuck.began
	<-slack.got // it ends while the other waits
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Close(ctx); err == nil {
		t.Error("the e-mail was not under way")
	}
}

func TestThePageSaysWhereToLook(t *testing.T) {
	mail, slack := web.ByEmail(newPostbox()), newHerald("Slack")
	for sentence, c := range map[string]struct {
		ways []web.Way
		form string // heading of the form; "": there is none
		sent []string
		not  string
	}{
		"by nothing": {nil, "", nil, ""},
		"by e-mail": {[]web.Way{mail}, "With a link by e-mail",
			[]string{"Look in your e-mail", "is on its way to it. Open", "Look among the junk"}, "if you have written to me"},
		"by both": {[]web.Way{mail, slack}, "With a link by e-mail or Slack",
			[]string{"Look in your e-mail or Slack", "is on its way to it, and to you in Slack, if you have written to me there.", "Look among the junk"}, ""},
		"in Slack alone": {[]web.Way{slack}, "With a link by Slack",
			[]string{"Look in your Slack", "is on its way to you in Slack, if you have written to me there.", "Ask democratic services"}, "junk"},
	} {
		t.Run(sentence, func(t *testing.T) {
			s := webtest.Open(t, func(o *web.Options) { o.Ways, o.Demo = c.ways, false }, home)
			p := s.Visitor().Get("/signin")
			if got := p.Text("#mail"); got != c.form {
				t.Errorf("the form is headed %q, want %q", got, c.form)
			}
			if c.form == "" {
				if p := s.Visitor().Post("/signin/email", "email", "jane@example.org"); p.Status != http.StatusNotFound {
					t.Errorf("a form that isn't there is taken: %d", p.Status)
				}
				return
			}
			said := s.Visitor().Post("/signin/email", "email", "jane@example.org").Text("main")
			for _, want := range c.sent {
				if !strings.Contains(said, want) {
					t.Errorf("it doesn't say %q:\n%s", want, said)
				}
			}
			if c.not != "" && strings.Contains(said, c.not) {
				t.Errorf("it says %q:\n%s", c.not, said)
			}
		})
	}
}
