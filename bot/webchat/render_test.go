package webchat_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hearth/bot"
	"hearth/bot/bottest"
	"hearth/bot/web/webtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shown asks and gives the page that shows a message.
func shown(t *testing.T, m bot.Message) *webtest.Page {
	t.Helper()
	d := open(t, nil)
	d.talk.Answer = func(turn bot.Turn) bot.Exchange { return bot.Exchange{Text: turn.Text, Messages: []bot.Message{m}} }
	_, p := d.asked(t, d.As("m1"), "Which homes?")
	return p
}

// drawn are the identities that are drawn anew for each page.
var drawn = regexp.MustCompile(`\b[A-Z2-7]{26}\b`)

func TestEveryKindOfMessage(t *testing.T) {
	for _, f := range bottest.Messages() {
		t.Run(f.Name, func(t *testing.T) {
			p := shown(t, f.Message)
			all := p.All(".message")
			if len(all) != 1 {
				t.Fatalf("%d messages are shown", len(all))
			}
			if p.Has(".message script") || p.Has(`.message a[href^="javascript"]`) || p.Has(`.message a[href^="//"]`) {
				t.Errorf("hostile text took effect: %s", f.Why)
			}
			var b bytes.Buffer
			if err := html.Render(&b, all[0]); err != nil {
				t.Fatal(err)
			}
			got := drawn.ReplaceAllString(b.String(), "DRAWN") + "\n"
			golden := filepath.Join("testdata", f.Name+".html")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("it differs from %s; run with -update and read the diff (%s)", golden, f.Why)
			}
		})
	}
}

func fixture(t *testing.T, name string) bot.Message {
	t.Helper()
	for _, f := range bottest.Messages() {
		if f.Name == name {
			return f.Message
		}
	}
	t.Fatalf("no fixture %q", name)
	return bot.Message{}
}

func TestNumbersLeadToSources(t *testing.T) {
	p := shown(t, fixture(t, "answer"))
	for selector, want := range map[string]string{
		`.statements li:nth-child(1) .stand`:                                              "The law says:",
		`.statements li:nth-child(1) a.cite[href="/papers/ca-1989?v=aa&from=10&to=52#q"]`: "1",
		`.statements li:nth-child(2) a.cite[href="#x1-1-s3"]`:                             "3",
		`#x1-1-s3`: "3 Executive minutes, 2 April 2025",
		`p.sources a[href^="/papers/sufficiency"]`: "Sufficiency Strategy 2025, page 7",
	} {
		if got := p.Text(selector); got != want {
			t.Errorf("%s: %q, want %q", selector, got, want)
		}
	}
	if got := p.Attr("a.cite", "aria-label"); got != "Source 1: Children Act 1989, section 22G" {
		t.Errorf("who listens hears %q", got)
	}
	if got := p.Text(".statements li:nth-child(2) p"); !strings.Contains(got, "away …") {
		t.Errorf("what is folded doesn't show it: %q", got)
	}
}

func TestHostileTextIsReadAsItIs(t *testing.T) {
	p := shown(t, fixture(t, "hostile"))
	want := strings.Join(strings.Fields(bottest.Hostile), " ")
	for _, selector := range []string{".message p.text", ".notice p", ".stand", ".source", "blockquote mark", ".buttons button", "form.card h3", "form.card label", "caption", "tbody th"} {
		if got := p.Text(selector); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q", selector, got)
		}
	}
	if got := p.Attr("form.card input:not([type=hidden])", "value"); got != bottest.Hostile {
		t.Errorf("a field's value: %q", got)
	}
}

func TestALongMessageIsShownWhole(t *testing.T) {
	m := fixture(t, "long")
	p := shown(t, m)
	if got := len([]rune(p.Text(".message p.text"))); got < bottest.LongWords-1 {
		t.Errorf("%d characters of %d are shown", got, bottest.LongWords)
	}
	if got := len(p.All(".statements li")); got != 60 {
		t.Errorf("%d statements of 60", got)
	}
}

// A button carries all that its turn needs, and an identity of its own.
func TestPressingAndFilling(t *testing.T) {
	d := open(t, nil)
	d.talk.Answer = func(turn bot.Turn) bot.Exchange {
		e := bot.Exchange{Text: turn.Text}
		for _, name := range []string{"choices", "form"} {
			e.Messages = append(e.Messages, fixture(t, name))
		}
		return e
	}
	b := d.As("m1")
	path, p := d.asked(t, b, "x")
	send := func(form string, more ...string) *webtest.Page {
		fields := more
		for _, in := range p.All(form + " input[type=hidden]") {
			fields = append(fields, webtest.Attr(in, "name"), webtest.Attr(in, "value"))
		}
		return b.Post(p.Attr(form, "action"), fields...)
	}
	press := `.buttons form:nth-child(1)`
	if !p.Has(press+" button.grave") || p.Attr(press, "method") != "post" {
		t.Fatalf("no grave button first: %s", p.Text(".buttons"))
	}
	if got := send(press); got.Status != 303 || got.Header.Get("Location") != path+"#last" {
		t.Fatalf("pressing: %d %s", got.Status, got.Text("main"))
	}
	send(press) // a second tap on the same button
	send("form.card", "field.when", "3 December", "field.what", "a\r\nb", "field.who", "board", "other", "x")
	turns := d.talk.Turns()
	if len(turns) != 3 {
		t.Fatalf("%d turns, want 3: %+v", len(turns), turns)
	}
	if got := turns[1]; got.Kind != bot.Pressed || got.Action != "forget" || got.Value != "yes" {
		t.Errorf("pressed %+v", got)
	}
	got := turns[2]
	if got.Kind != bot.Filled || got.Action != "tell" || got.Value != "42" || len(got.Fields) != 3 ||
		got.Fields["when"] != "3 December" || got.Fields["what"] != "a\nb" || got.Fields["who"] != "board" {
		t.Errorf("filled %+v", got)
	}
}
