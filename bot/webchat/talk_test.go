package webchat_test

import (
	"errors"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/web/webtest"
	"hearth/bot/webchat"
	"hearth/storage"
)

func TestTheScriptStaysSmall(t *testing.T) {
	b, err := os.ReadFile("talk.js")
	if err != nil {
		t.Fatal(err)
	}
	if len(b) > 6<<10 {
		t.Errorf("the script has %d bytes, at most %d are allowed", len(b), 6<<10)
	}
	if strings.Contains(string(b), "//cdn") || strings.Contains(string(b), "http") {
		t.Error("the script reaches elsewhere")
	}
	// A button's form has a field called "action", which hides the property.
	if strings.Contains(strings.ReplaceAll(string(b), "// Not form.action", ""), "form.action") {
		t.Error("the script reads form.action")
	}
}

// ids of the first page's form.
func formOf(p *webtest.Page) []string {
	return []string{"turn", p.Attr(`form.ask input[name=turn]`, "value"), "thread", p.Attr(`form.ask input[name=thread]`, "value")}
}

func TestNothingWrittenIsLost(t *testing.T) {
	for sentence, c := range map[string]struct {
		text, says string
		fail       error
	}{
		"an empty question":          {"  \r\n ", "Write your question first", nil},
		"a question of ten thousand": {strings.Repeat("ä", 4001), "at most 4000 letters", nil},
		"hearth can't take it":       {"What is kept?", "send it again in a minute", errors.New("disk full at /secret")},
		"hearth says why it can't":   {"What is kept?", "Answers are paused.", plain("Answers are paused.")},
	} {
		t.Run(sentence, func(t *testing.T) {
			d := open(t, nil)
			d.talk.Fail = c.fail
			b := d.As("m1")
			form := formOf(b.Get("/"))
			p := b.Post("/ask", append(form, "text", c.text)...)
			if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Text("#text-error"), c.says) || p.Attr(".errors a", "href") != "#text" {
				t.Fatalf("%d %s", p.Status, p.Text("main"))
			}
			if got := p.Text("#text"); got != strings.TrimSpace(c.text) {
				t.Errorf("in the box stands %q", got)
			}
			if again := formOf(p); again[1] != form[1] || again[3] != form[3] {
				t.Errorf("sending it again would be another turn: %v, %v", form, again)
			}
			if strings.Contains(p.Text(), "secret") || strings.Contains(d.Log.String(), "What is kept") {
				t.Errorf("it gives away: %s\n%s", p.Text("main"), d.Log)
			}
		})
	}
}

type plain string

// Error and Plain say the same.
func (p plain) Error() string { return string(p) }
func (p plain) Plain() string { return string(p) }

func TestAFormOfSomebodysOwnMakingIsRefused(t *testing.T) {
	d := open(t, nil)
	b := d.As("m1")
	form := formOf(b.Get("/"))
	for sentence, fields := range map[string][]string{
		"no identity":        {"thread", form[3], "text", "x"},
		"a made-up identity": {"turn", "1", "thread", form[3], "text", "x"},
		"a made-up thread":   {"turn", form[1], "thread", "../m2", "text", "x"},
		"small letters":      {"turn", strings.ToLower(form[1]), "thread", form[3], "text", "x"},
	} {
		if p := b.Post("/ask", fields...); p.Status != http.StatusBadRequest {
			t.Errorf("%s: %d", sentence, p.Status)
		}
	}
	if n := len(d.talk.Turns()); n != 0 {
		t.Errorf("%d turns were taken", n)
	}
	if p := b.Get("/talk/" + form[3]); p.Status != http.StatusNotFound {
		t.Errorf("an empty conversation: %d", p.Status)
	}
}

// Without script the page asks again by itself; with it, the part comes alone.
func TestWaitingForAnAnswer(t *testing.T) {
	d := open(t, nil)
	d.talk.Slow = true
	b := d.As("m1")
	path, p := d.asked(t, b, "Slow?")
	if !p.Has(".waiting") || !p.Has("#waiting[data-turn]") || !strings.Contains(p.Raw(), `<noscript><meta http-equiv="refresh" content="3"></noscript>`) {
		t.Fatalf("it doesn't wait: %s", p.Text("main"))
	}
	turn := p.Attr("#waiting", "data-turn")
	part := d.As("m1")
	part.Header.Set("X-Hearth-Part", "exchanges")
	got := make(chan *webtest.Page, 1)
	go func() { got <- part.Get(path + "?wait=" + turn) }()
	d.talk.Release()
	answered := <-got
	if answered.Has("main") || answered.Text(".message") != "You said Slow?" || answered.Has(".waiting") {
		t.Errorf("the part: %s", answered.Text())
	}
	if p := b.Get(path); p.Has(".waiting") || strings.Contains(p.Raw(), "refresh") || !p.Has(`script[src^="/assets/talk-"][defer]`) || !p.Has("#told[aria-live=polite]") {
		t.Errorf("the page after: %s", p.Text("main"))
	}
	follow := b.Get(path)
	part.Post(follow.Attr("form.ask", "action"), "turn", follow.Attr("form.ask input[name=turn]", "value"), "text", "And then?")
	if p := b.Get(path); len(p.All(".exchange")) != 2 || !p.Has(".exchange[data-last] #last") {
		t.Errorf("a follow-up: %s", p.Text("main"))
	}
}

func TestWhatWasNotKeptIsSaid(t *testing.T) {
	d := open(t, nil)
	d.talk.Answer = func(bot.Turn) bot.Exchange {
		return bot.Exchange{Withheld: true, Messages: []bot.Message{{Blocks: bot.Text("Ring the front door.")}}}
	}
	b := d.As("m1")
	_, p := d.asked(t, b, "A child called …")
	if got := p.Text(".said"); !strings.Contains(got, "Your words were not kept") || strings.Contains(p.Text(), "A child") {
		t.Errorf("said %q", got)
	}
	if home := b.Get("/"); !strings.Contains(home.Text("ul.list"), "not kept") {
		t.Errorf("the first page lists %q", home.Text("ul.list"))
	}
}

// Of a conversation the records hold no words, and they go with the member and
// with time.
func TestThreadsHoldNoWordsAndGo(t *testing.T) {
	d := open(t, nil)
	d.asked(t, d.As("m1"), "Janes-words?")
	d.asked(t, d.As("m2"), "Ravis-words?")
	threads := webchat.NewThreads(d.Store, time.Now)
	count := func() (n int) {
		err := d.Store.View(t.Context(), func(tx storage.Tx) error {
			n = 0
			for e, err := range tx.Scan([]byte("webchat/"), nil) {
				if err != nil {
					return err
				}
				n++
				if strings.Contains(string(e.Key)+string(e.Value), "words") {
					t.Errorf("words are kept: %s %s", e.Key, e.Value)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := count(); n != 2 {
		t.Fatalf("%d conversations, want 2", n)
	}
	if err := d.Store.Update(t.Context(), func(tx storage.Tx) error { return threads.Forget(tx, "m1") }); err != nil {
		t.Fatal(err)
	}
	if n := count(); n != 1 {
		t.Errorf("%d conversations after forgetting one member, want 1", n)
	}
	nobody, ravi := func(string) bool { return false }, func(m string) bool { return m == "m2" }
	if n, err := threads.Lapse(t.Context(), time.Now().Add(-time.Hour), nobody); err != nil || n != 0 || count() != 1 {
		t.Errorf("a new one lapsed: %v", err)
	}
	if n, err := threads.Lapse(t.Context(), time.Now().Add(time.Hour), ravi); err != nil || n != 0 || count() != 1 {
		t.Errorf("a spared one lapsed: %v", err)
	}
	if n, err := threads.Lapse(t.Context(), time.Now().Add(time.Hour), nobody); err != nil || n != 1 || count() != 0 {
		t.Errorf("an old one stays: %v", err)
	}
}

func TestEarlierIsNotToday(t *testing.T) {
	now := time.Now()
	d := open(t, func(o *webchat.Options) { o.Now = func() time.Time { return now } })
	b := d.As("m1")
	now = now.Add(-48 * time.Hour)
	d.asked(t, b, "Before?")
	now = now.Add(48 * time.Hour)
	d.asked(t, b, "Now?")
	p := b.Get("/")
	var got []string
	for _, h := range p.All("section > h2") {
		got = append(got, webtest.Text(h))
	}
	if strings.Join(got, ", ") != "Or try one of these, Today, Earlier" {
		t.Errorf("headings %q", got)
	}
	if len(p.All(".samples button")) != 3 {
		t.Error("three samples are offered")
	}
}
