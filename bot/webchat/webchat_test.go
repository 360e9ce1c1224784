package webchat_test

import (
	"net/http"
	"strings"
	"testing"

	"hearth/bot"
	"hearth/bot/web"
	"hearth/bot/web/webtest"
	"hearth/bot/webchat"
	"hearth/bot/webchat/webchattest"
	"hearth/knowledge"
)

// desk is the members' pages over fakes.
type desk struct {
	*webtest.Site
	talk   *webchattest.Talk
	papers *webchattest.Papers
	me     *webchattest.Me
}

func open(t *testing.T, change func(*webchat.Options)) *desk {
	t.Helper()
	d := &desk{talk: &webchattest.Talk{}, papers: somePapers(), me: &webchattest.Me{}}
	var o webchat.Options
	d.Site = webtest.Open(t, func(w *web.Options) {
		o.Store, w.Nav = w.Store, webchat.Nav(nil)
	}, func(s *web.Site) error {
		o.Site, o.Talk, o.Papers, o.Me = s, d.talk, d.papers, d.me
		if change != nil {
			change(&o)
		}
		return webchat.Register(o)
	})
	return d
}

// asked asks by the first page's form and gives the conversation's page.
func (d *desk) asked(t *testing.T, b *webtest.Browser, text string) (path string, p *webtest.Page) {
	t.Helper()
	home := b.Get("/")
	sent := b.Post("/ask", "turn", home.Attr(`form.ask input[name=turn]`, "value"),
		"thread", home.Attr(`form.ask input[name=thread]`, "value"), "text", text)
	if sent.Status != http.StatusSeeOther {
		t.Fatalf("asking: %d %s", sent.Status, sent.Text("main"))
	}
	path, _, _ = strings.Cut(sent.Header.Get("Location"), "#")
	return path, b.Get(path)
}

func TestAskingLeadsToTheAnswer(t *testing.T) {
	d := open(t, nil)
	b := d.As("m1")
	path, p := d.asked(t, b, "Who cares?")
	if got := p.Text(".said"); got != "You: Who cares?" {
		t.Errorf("said %q", got)
	}
	if got := p.Text(".message"); got != "You said Who cares?" {
		t.Errorf("answer %q", got)
	}
	turns := d.talk.Turns()
	want := bot.Place{Platform: bot.Web, Channel: "m1", Thread: strings.TrimPrefix(path, "/talk/"), Kind: bot.Direct}
	if len(turns) != 1 || turns[0].Place != want || turns[0].From.ID != "m1" || !turns[0].Addressed || turns[0].Kind != bot.Said {
		t.Errorf("turns %+v, want one in %+v", turns, want)
	}
	if home := b.Get("/"); home.Text("h2 + ul.list a") != "Who cares?" || home.Attr("ul.list a", "href") != path+"#last" {
		t.Errorf("the first page lists %q", home.Text("ul.list"))
	}
}

func TestSendingTwiceIsOneTurn(t *testing.T) {
	d := open(t, nil)
	b := d.As("m1")
	home := b.Get("/")
	fields := []string{"turn", home.Attr(`form.ask input[name=turn]`, "value"), "thread", home.Attr(`form.ask input[name=thread]`, "value"), "text", "Once?"}
	first, second := b.Post("/ask", fields...), b.Post("/ask", fields...)
	if first.Header.Get("Location") != second.Header.Get("Location") || len(d.talk.Turns()) != 1 {
		t.Errorf("%q, then %q: %d turns", first.Header.Get("Location"), second.Header.Get("Location"), len(d.talk.Turns()))
	}
	// Another member who sends the same form says something of their own.
	d.As("m2").Post("/ask", fields...)
	turns := d.talk.Turns()
	if len(turns) != 2 || turns[0].ID == turns[1].ID || turns[1].Place.Channel != "m2" {
		t.Errorf("another's form: %+v", turns)
	}
}

func TestNobodyReadsAnothersConversation(t *testing.T) {
	d := open(t, nil)
	path, _ := d.asked(t, d.As("m1"), "Mine?")
	if p := d.As("m2").Get(path); p.Status != http.StatusNotFound || strings.Contains(p.Text(), "Mine?") {
		t.Errorf("%d %s", p.Status, p.Text("main"))
	}
}

func somePapers() *webchattest.Papers {
	return &webchattest.Papers{Texts: map[string]knowledge.Content{}, Originals: map[string]string{}}
}
