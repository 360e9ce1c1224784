package chat_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/posts"
	"hearth/briefings"
	"hearth/knowledge"
)

// inChannel is a turn that is said to hearth where others read along.
func inChannel(id, who, said string) bot.Turn {
	t := says(id, who, said)
	t.Place = bot.Place{Platform: bot.Web, Channel: "c", Thread: "1", Kind: bot.Channel}
	return t
}

func (tb *table) window(t *testing.T, pressed bot.Turn) *bot.Window {
	t.Helper()
	w, err := tb.core.Open(t.Context(), pressed)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWhatIsSharedIsWhatWasShownAndPublic(t *testing.T) {
	tb := lay(t)
	public := "Nine homes were inspected."
	tb.asker.answer = func(_ context.Context, q knowledge.Question) knowledge.Answer {
		if q.Viewer == knowledge.ViewPublic {
			return found(public)
		}
		return found("Nine homes were inspected, and members alone may read why.")
	}
	tb.run()
	tb.say(inChannel("q1", "ann", "How many homes were inspected?"))
	in := inChannel("", "ann", "").Place
	line := tb.message(in, "q1/line")
	if got := text(line); !strings.Contains(got, "direct message") || !strings.Contains(got, "(Share here)") || strings.Contains(got, "homes") {
		t.Fatalf("the line in the channel is %q", got)
	}
	if got := text(tb.message(page("ann"), "q1/reply")); !strings.Contains(got, "members alone") {
		t.Errorf("alone, the member is not answered from the members' shelf: %q", got)
	}
	press := inChannel("p1", "ann", "")
	press.Kind, press.Action, press.Value = bot.Pressed, "share", "q1"
	w := tb.window(t, press)
	shown := text(w.Blocks)
	if !strings.Contains(shown, public) || strings.Contains(shown, "members alone") {
		t.Fatalf("the window shows %q", shown)
	}
	form := w.Blocks[len(w.Blocks)-1].Form
	if form == nil || len(form.Fields) != 0 {
		t.Fatalf("the window ends with %+v, want a form for a yes", w.Blocks[len(w.Blocks)-1])
	}
	send := func(id, who string) []bot.Block {
		turn := inChannel(id, who, "")
		turn.Kind, turn.Action, turn.Value = bot.Filled, form.Action, form.Value
		if err := tb.core.Receive(t.Context(), turn); err != nil {
			t.Fatal(err)
		}
		tb.replyTo(turn)
		return tb.message(in, id+"/reply")
	}
	if got := text(send("s1", "ann")); !strings.Contains(got, public) || strings.Contains(got, "members alone") {
		t.Errorf("the channel reads %q", got)
	}
	if got := send("s2", "bob"); got != nil {
		t.Errorf("somebody else shared it: %q", text(got))
	}
	public = "Ten homes were inspected." // the papers change between looking and sharing
	if got := send("s3", "ann"); got != nil {
		t.Errorf("what was not shown is shared: %q", text(got))
	}
	if got := text(tb.message(page("ann"), "s3/reply")); !strings.Contains(got, "changed") {
		t.Errorf("the member reads %q", got)
	}
}

func TestWhatThePublicShelfDoesNotSayCantBeShared(t *testing.T) {
	tb := lay(t)
	tb.asker.answer = func(_ context.Context, q knowledge.Question) knowledge.Answer {
		if q.Viewer == knowledge.ViewPublic {
			return knowledge.Answer{Status: knowledge.NotFound}
		}
		return found("For members alone.")
	}
	tb.run()
	tb.say(inChannel("q1", "ann", "How many homes were inspected?"))
	press := inChannel("p1", "ann", "")
	press.Kind, press.Action, press.Value = bot.Pressed, "share", "q1"
	w := tb.window(t, press)
	if got := text(w.Blocks); !strings.Contains(got, "can't share") || strings.Contains(got, "For members") || w.Blocks[len(w.Blocks)-1].Form != nil {
		t.Errorf("the window shows %q", got)
	}
}

func TestAConversationGoesOnWhereItsReplyStands(t *testing.T) {
	tb := lay(t)
	tb.run()
	tb.say(inChannel("q1", "ann", "How often does the Board meet?"))
	tb.say(says("q2", "ann", "and who chairs it?"))
	thread := says("q3", "ann", "and where?")
	thread.Place.Thread = "" // the member's place outside of threads knows of nothing
	tb.say(thread)
	qs := tb.asker.questions()
	if qs[1].Previous != "How often does the Board meet?" {
		t.Errorf("after a channel's question the next one follows %q", qs[1].Previous)
	}
	if qs[2].Previous != "" {
		t.Errorf("outside of the thread it follows %q", qs[2].Previous)
	}
	begun := says("q4", "ann", "and until when?")
	begun.Place.Thread = "new"
	tb.say(begun)
	if q := tb.asker.questions()[3]; q.Previous != "and where?" {
		t.Errorf("a thread that has just begun follows %q", q.Previous)
	}
}

func TestWhomThePlatformSaysIsOutsideIsUnknown(t *testing.T) {
	tb := lay(t)
	tb.people = map[string]bot.Person{"ann": {Name: "Ann", Email: "ann@council.example", Outside: true}}
	tb.run()
	got := text(tb.say(says("q1", "ann", "How often does the Board meet?")))
	if !strings.Contains(got, "guest") || strings.Contains(got, "add me") || len(tb.asker.questions()) != 0 {
		t.Errorf("a guest reads %q", got)
	}
	if kept, err := tb.ledger.Get(t.Context(), "q1"); err != nil || kept.Member != "" || kept.Text != "" {
		t.Errorf("kept %+v (%v)", kept, err)
	}
	if w := tb.window(t, presses("p1", "ann", "add-me", "")); w.Blocks[len(w.Blocks)-1].Form != nil {
		t.Error("a guest may ask to be added")
	}
}

func TestAStrangerAsksToBeAdded(t *testing.T) {
	tb := lay(t)
	tb.people = map[string]bot.Person{"eve": {Name: "Eve Example", Email: "eve@council.example"}}
	tb.run()
	if got := text(tb.say(says("q1", "eve", "Hello"))); !strings.Contains(got, "add me") && len(tb.members.asked) != 0 {
		t.Errorf("a stranger reads %q", got)
	}
	w := tb.window(t, presses("p1", "eve", "add-me", ""))
	form := w.Blocks[len(w.Blocks)-1].Form
	if form == nil || form.Fields[0].Value != "Eve Example" || form.Fields[1].Value != "eve@council.example" {
		t.Fatalf("the form is %+v", form)
	}
	turn := says("f1", "eve", "")
	turn.Kind, turn.Action, turn.Fields = bot.Filled, form.Action, map[string]string{"name": " ", "email": "eve"}
	err := tb.core.Receive(t.Context(), turn)
	wrong, ok := errors.AsType[bot.Mistakes](err)
	if !ok || wrong["name"] == "" || wrong["email"] == "" || strings.Contains(err.Error(), "eve") {
		t.Fatalf("got %v", err)
	}
	if _, err := tb.ledger.Get(t.Context(), "f1"); err == nil {
		t.Error("what was filled in wrongly is kept")
	}
	turn.Fields = map[string]string{"name": "Eve Example", "email": "eve@council.example"}
	if got := text(tb.say(turn)); !strings.Contains(got, "asked democratic services") || len(tb.members.asked) != 1 {
		t.Errorf("she reads %q; asked %v", got, tb.members.asked)
	}
	if kept, err := tb.ledger.Get(t.Context(), "f1"); err != nil || len(kept.Fields) != 0 {
		t.Errorf("once it is filed, the ledger keeps %v (%v)", kept.Fields, err)
	}
}

func TestSourcesOpenInAWindow(t *testing.T) {
	tb := lay(t)
	tb.run()
	tb.say(says("q1", "ann", "How often does the Board meet?"))
	w := tb.window(t, presses("p1", "ann", "sources", "q1"))
	if w == nil || len(w.Blocks) == 0 || w.Title != "Sources" {
		t.Fatalf("got %+v", w)
	}
	if got := text(tb.window(t, presses("p2", "bob", "sources", "q1")).Blocks); !strings.Contains(got, "somebody else asked") {
		t.Errorf("somebody else sees %q", got)
	}
	if w := tb.window(t, presses("p3", "ann", "more", "q1")); w != nil {
		t.Errorf("More opens %+v, and is a turn", w)
	}
}

func TestHomeSaysWhatThereIsToKnow(t *testing.T) {
	tb := lay(t)
	tb.o.SignIn = func(_ context.Context, member string) (string, error) {
		return "https://hearth.example/signin/" + member, nil
	}
	tb.run()
	home := func(who string) string {
		blocks, err := tb.core.Home(t.Context(), briefings.Link{Platform: bot.Web, ID: who})
		if err != nil {
			t.Fatal(err)
		}
		return text(blocks)
	}
	for _, want := range []string{"Who sees what you ask", "90 days", "What I keep about you", "2 questions", "(Sample one?)", "(Forget me)", "(Open my pages)"} {
		if got := home("ann"); !strings.Contains(got, want) {
			t.Errorf("a member's page lacks %q:\n%s", want, got)
		}
	}
	if got := home("eve"); !strings.Contains(got, "don't know you yet") || strings.Contains(got, "What I keep") {
		t.Errorf("a stranger's page is\n%s", got)
	}
	got := tb.say(says("l1", "ann", "sign me in"))
	if c := got[len(got)-1].Choices; c == nil || c.Items[0].Link != "https://hearth.example/signin/a1" {
		t.Errorf("got %q", text(got))
	}
}

// A process that doesn't serve a platform leaves its turns to the one that does.
func TestATurnOfAPlatformThatIsNotServedHereWaits(t *testing.T) {
	tb := lay(t)
	tb.run()
	tb.stop()
	if err := tb.core.Receive(t.Context(), says("q1", "ann", "How often does the Board meet?")); err != nil {
		t.Fatal(err)
	}
	served := tb.o.Adapters
	tb.o.Adapters = []bot.Adapter{posts.New(bot.Terminal, tb.db)}
	tb.run()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for given := 0; given == 0; {
		kept, err := tb.ledger.Get(ctx, "q1")
		if err != nil {
			t.Fatal(err)
		}
		given = kept.Given
	}
	tb.stop()
	tb.o.Adapters = served
	if kept, err := tb.ledger.Get(t.Context(), "q1"); err != nil || kept.Outcome != "" || kept.Text == "" {
		t.Errorf("kept %+v (%v)", kept, err)
	}
}
