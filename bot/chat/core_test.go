package chat_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/chat"
	"hearth/bot/ledger"
	"hearth/knowledge"
	"hearth/storage"
)

func TestATurnIsAnsweredOnceHoweverOftenItComes(t *testing.T) {
	tb := lay(t)
	tb.run()
	turn := says("m1", "ann", "How many children are in our care?")
	first := tb.say(turn)
	for range 3 {
		tb.say(turn)
	}
	if !strings.Contains(text(first), "You asked: How many children are in our care?") {
		t.Errorf("got %q", text(first))
	}
	if n := len(tb.asker.questions()); n != 1 {
		t.Errorf("the papers were asked %d times, want once", n)
	}
}

func TestThreeQuickLinesAreAnsweredInOrder(t *testing.T) {
	tb := lay(t)
	tb.run()
	for i := range 3 {
		if err := tb.core.Receive(t.Context(), says(fmt.Sprint("m", i), "ann", fmt.Sprintf("Question number %d about the strategy?", i))); err != nil {
			t.Fatal(err)
		}
	}
	tb.replyTo(says("m2", "ann", ""))
	for i, q := range tb.asker.questions() {
		if want := fmt.Sprintf("Question number %d about the strategy?", i); q.Text != want {
			t.Errorf("asked %q, want %q", q.Text, want)
		}
	}
	if n := len(tb.asker.questions()); n != 3 {
		t.Errorf("%d were asked, want 3", n)
	}
}

func TestAFollowUpCarriesTheQuestionBeforeIt(t *testing.T) {
	tb := lay(t)
	tb.run()
	tb.say(says("m1", "ann", "How often does the Corporate Parenting Board meet?"))
	tb.say(says("m2", "ann", "thanks"))
	tb.say(says("m3", "ann", "I'm worried about a girl in my ward, she had bruises at my surgery"))
	tb.say(says("m4", "ann", "and who chairs it?"))
	qs := tb.asker.questions()
	if len(qs) != 2 || qs[1].Previous != "How often does the Corporate Parenting Board meet?" {
		t.Errorf("asked %+v; want two questions, the second with the first before it", qs)
	}
}

func TestMemoryExpires(t *testing.T) {
	tb := lay(t)
	now := time.Now()
	tb.o.Ledger = ledger.New(tb.db, ledger.Options{Alone: true, Now: func() time.Time { return now }})
	tb.run()
	tb.say(says("m1", "ann", "How often does the Corporate Parenting Board meet?"))
	tb.stop()
	now = now.Add(13 * time.Hour)
	tb.run()
	tb.say(says("m2", "ann", "and who chairs it?"))
	if q := tb.asker.questions()[1]; q.Previous != "" {
		t.Errorf("the day after, %q is still what was asked before", q.Previous)
	}
}

func TestAWorryIsAnsweredAndItsWordsAreNotKept(t *testing.T) {
	tb := lay(t)
	tb.run()
	const worry = "I'm worried about a girl in my ward, Kylie aged 9, she had bruises at my surgery"
	got := tb.say(says("m1", "ann", worry))
	if !strings.HasPrefix(text(got), "I have not told anyone. Please ring now.") {
		t.Errorf("got %q", text(got))
	}
	next := tb.say(says("m2", "ann", "what should I do now?"))
	if !strings.Contains(text(next), "Please ring now") || len(tb.asker.questions()) != 0 {
		t.Errorf("what follows a worry is %q; the papers were asked %d times", text(next), len(tb.asker.questions()))
	}
	kept, err := tb.ledger.Get(t.Context(), "m1")
	if err != nil {
		t.Fatal(err)
	}
	if kept.Text != "" || kept.Handled != knowledge.Safeguarding {
		t.Errorf("kept %+v", kept)
	}
	tb.stop()
	tb.close()
	b, err := os.ReadFile(tb.path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "Kylie") || strings.Contains(string(b), "bruises at") {
		t.Error("the worry's words stand in the file")
	}
	tb.open()
}

func TestASlowAnswerEndsInAnApology(t *testing.T) {
	tb := lay(t)
	tb.o.Patience = 50 * time.Millisecond
	release := make(chan struct{})
	tb.asker.answer = func(context.Context, knowledge.Question) knowledge.Answer {
		<-release
		return found("too late")
	}
	tb.run()
	got := text(tb.say(says("m1", "ann", "How many children are in our care?")))
	close(release)
	if !strings.Contains(got, "took me too long") {
		t.Errorf("got %q", got)
	}
}

func TestWhatBreaksTheAskerEndsInAnApology(t *testing.T) {
	tb := lay(t)
	tb.asker.answer = func(context.Context, knowledge.Question) knowledge.Answer { panic("a bug") }
	tb.run()
	if got := text(tb.say(says("m1", "ann", "How many children are in our care?"))); !strings.Contains(got, "something went wrong") {
		t.Errorf("got %q", got)
	}
}

func TestATurnThatEndedTheProcessThreeTimesIsNotAskedAgain(t *testing.T) {
	tb := lay(t)
	tb.core = chat.New(tb.o)
	if err := tb.core.Receive(t.Context(), says("m1", "ann", "How many children are in our care?")); err != nil {
		t.Fatal(err)
	}
	for range 3 { // as processes that die within it would
		if _, ok, _, err := ledger.New(tb.db, ledger.Options{Alone: true}).Claim(t.Context(), page("ann")); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	tb.run()
	if got := text(tb.replyTo(says("m1", "ann", ""))); !strings.Contains(got, "something went wrong") || len(tb.asker.questions()) > 0 {
		t.Errorf("got %q; asked %d times", got, len(tb.asker.questions()))
	}
}

func TestFirstWords(t *testing.T) {
	tb := lay(t)
	tb.run()
	tb.say(says("m1", "ann", "How many children are in our care?"))
	hello := tb.message(page("ann"), "m1/hello")
	if len(hello) != 2 || hello[1].Choices == nil || len(hello[1].Choices.Items) != 3 {
		t.Fatalf("got %+v, want a paragraph and three questions", hello)
	}
	said := hello[0].Paragraph.Text
	if n := len(strings.Fields(said)); n >= 60 {
		t.Errorf("the first words are %d, want under 60", n)
	}
	for _, want := range []string{"not a person", "90 days", "freedom of information", "officers do not see it", "If a child is at risk, ring"} {
		if !strings.Contains(said, want) {
			t.Errorf("they don't say %q: %s", want, said)
		}
	}
	tb.say(says("m2", "ann", "hello"))
	if again := tb.message(page("ann"), "m2/hello"); again != nil {
		t.Error("they come twice")
	}
	got := tb.say(presses("b1", "ann", "ask", "Sample one?"))
	if !strings.Contains(text(got), "You asked: Sample one?") {
		t.Errorf("pressing a question gives %q", text(got))
	}
}

func TestAGreetingAloneIsTheReplyToHello(t *testing.T) {
	tb := lay(t)
	tb.run()
	if got := tb.say(says("m1", "bob", "hello")); got != nil {
		t.Errorf("beside the first words stands %q", text(got))
	}
	if tb.message(page("bob"), "m1/hello") == nil {
		t.Error("there are no first words")
	}
}

func TestStrangers(t *testing.T) {
	tb := lay(t)
	tb.run()
	got := text(tb.say(says("m1", "zoe", "How many children are in our care?")))
	if !strings.Contains(got, "I don't know you yet") || !strings.Contains(got, "(Ask democratic services to add me)") {
		t.Errorf("got %q", got)
	}
	if len(tb.asker.questions()) != 0 {
		t.Error("a stranger was answered from the papers")
	}
	got = text(tb.say(presses("b1", "zoe", "add-me", "")))
	if !strings.Contains(got, "I have asked democratic services") || len(tb.members.asked) != 1 {
		t.Errorf("got %q, %d requests", got, len(tb.members.asked))
	}
	got = text(tb.say(says("m2", "zoe", "a girl in my ward says her stepdad hits her, what do I do")))
	if !strings.HasPrefix(got, "I have not told anyone. Please ring now.") {
		t.Errorf("a stranger's worry gets %q", got)
	}
}

func TestButtonsUnderAnAnswer(t *testing.T) {
	tb := lay(t)
	long := "The strategy has seven aims:\n• " + strings.TrimSuffix(strings.Repeat("to do a thing that takes a good dozen words to say in full here\n• ", 7), "\n• ")
	tb.asker.answer = func(context.Context, knowledge.Question) knowledge.Answer { return found(long) }
	tb.run()
	first := tb.say(says("m1", "ann", "What are the aims of the strategy?"))
	if got := text(first); !strings.Contains(got, "and 4 more") || !strings.Contains(got, "(Sources)") || !strings.Contains(got, "(What should I ask?)") || !strings.Contains(got, "(More)") {
		t.Errorf("before any tap: %s", got)
	}
	if n := len(strings.Fields(first[0].Statements.Items[0].Text)); n > 75 {
		t.Errorf("%d words before any tap, want about 60", n)
	}
	if got := text(tb.say(presses("b1", "ann", "more", "m1"))); strings.Contains(got, "and 4 more") || strings.Count(got, "•") != 7 {
		t.Errorf("More shows %s", got)
	}
	if got := text(tb.say(presses("b2", "ann", "sources", "m1"))); got != "[d1]\n" {
		t.Errorf("Sources shows %q", got)
	}
	if got := text(tb.say(presses("b3", "ann", "challenge", "m1"))); !strings.Contains(got, "Challenge 1 for [ward]?") || !strings.Contains(got, "Look for: the annual report.") {
		t.Errorf("What should I ask? shows %q", got)
	}
	if got := text(tb.say(presses("b4", "bob", "more", "m1"))); !strings.Contains(got, "not kept any more") {
		t.Errorf("somebody else's More shows %q", got)
	}
}

func TestSourcesOfWhatIsFoldedAwayAreNotNamed(t *testing.T) {
	tb := lay(t)
	one := found("The Board met six times in the year.")
	long := found(strings.Repeat("Each of its members was sent the papers five clear days before the meeting, as the constitution of the council asks. ", 5))
	tb.asker.answer = func(context.Context, knowledge.Question) knowledge.Answer {
		a := one
		a.Statements = append(a.Statements[:1:1], long.Statements...)
		a.Parts = knowledge.Parts{Labels: []string{"A report says", "A report says"}, Numbers: [][]int{{1}, {2}}, Lines: []string{"Report, page 7", "Constitution"},
			Openings: []string{"The Board met six times in the year.", strings.Repeat("word ", 80)}}
		return a
	}
	tb.run()
	got := text(tb.say(says("m1", "ann", "How often did the Board meet?")))
	if !strings.Contains(got, "[Report, page 7]") || strings.Contains(got, "Constitution") || !strings.Contains(got, "(More)") {
		t.Errorf("before any tap: %s", got)
	}
	if refs, err := tb.ledger.Cited(t.Context(), "m1"); err != nil || len(refs) != 1 {
		t.Errorf("the receipt names %v (%v), want what was shown", refs, err)
	}
	if got := text(tb.say(presses("b1", "ann", "more", "m1"))); !strings.Contains(got, "[Report, page 7]\n[Constitution]") {
		t.Errorf("More shows %s", got)
	}
}

func TestCommandsInPlainWords(t *testing.T) {
	for said, want := range map[string]string{
		"help":              "Ask me in your own words",
		"/help":             "Ask me in your own words",
		"What can you do?":  "Ask me in your own words",
		"who do I ring?":    "999",
		"Who sees this?":    "Officers and other members do not see it",
		"my data":           "2 questions",
		"/hearth my data":   "2 questions",
		"forget me":         "(Yes, forget me)",
		"Please forget me.": "(Yes, forget me)",
		"sources":           "nothing",
	} {
		t.Run(said, func(t *testing.T) {
			tb := lay(t)
			tb.run()
			got := text(tb.say(says("m1", "ann", said)))
			if want == "nothing" {
				want = "I have no answer here"
			}
			if !strings.Contains(got, want) {
				t.Errorf("got %q, want %q in it", got, want)
			}
			if len(tb.asker.questions()) > 0 {
				t.Error("the papers were asked")
			}
		})
	}
}

func TestAskIsACommandToo(t *testing.T) {
	tb := lay(t)
	tb.run()
	for i, said := range []string{"/ask How often does the Board meet?", "/hearth ask How often does the Board meet?", "/hearth How often does the Board meet?"} {
		if got := text(tb.say(says(fmt.Sprint("m", i), "ann", said))); !strings.Contains(got, "You asked: How often does the Board meet?") {
			t.Errorf("%s gives %q", said, got)
		}
	}
}

func TestForgetMe(t *testing.T) {
	tb := lay(t)
	tb.run()
	if got := text(tb.say(presses("b1", "ann", "forget-now", ""))); !strings.Contains(got, "Everything of yours is deleted") {
		t.Errorf("got %q", got)
	}
	if fmt.Sprint(tb.privacy.forgot) != "[a1]" {
		t.Errorf("forgotten: %v", tb.privacy.forgot)
	}
}

func TestEditsAndDeletions(t *testing.T) {
	tb := lay(t)
	tb.core = chat.New(tb.o) // nobody works yet
	receive := func(turn bot.Turn) {
		t.Helper()
		if err := tb.core.Receive(t.Context(), turn); err != nil {
			t.Fatal(err)
		}
	}
	receive(says("m1", "ann", "How many children are in our car?"))
	receive(says("m2", "ann", "A question that is taken back about placements"))
	edit := says("e1", "ann", "How many children are in our care?")
	edit.Kind, edit.Replaces = bot.Edited, "m1"
	receive(edit)
	gone := says("x1", "ann", "")
	gone.Kind, gone.Replaces = bot.Deleted, "m2"
	receive(gone)
	tb.run()
	tb.replyTo(says("m1", "ann", ""))
	edit.Text = "Too late to ask this about fostering?"
	receive(edit)
	tb.say(says("m3", "ann", "What is the sufficiency duty?"))
	var asked []string
	for _, q := range tb.asker.questions() {
		asked = append(asked, q.Text)
	}
	if want := "[How many children are in our care? What is the sufficiency duty?]"; fmt.Sprint(asked) != want {
		t.Errorf("asked %v, want %v", asked, want)
	}
	gone.Replaces = "m1"
	receive(gone)
	if kept, err := tb.ledger.Get(t.Context(), "m1"); err != nil || kept.Text != "" {
		t.Errorf("after it was taken back %q is kept (%v)", kept.Text, err)
	}
}

func TestInAChannelItKeepsOutOfWhatItWasNotAsked(t *testing.T) {
	tb := lay(t)
	tb.run()
	channel := bot.Place{Platform: bot.Web, Channel: "c", Thread: "1", Kind: bot.Channel}
	in := func(id, who, said string, addressed bool) bot.Turn {
		turn := says(id, who, said)
		turn.Place, turn.Addressed = channel, addressed
		return turn
	}
	ignored := func(turn bot.Turn) {
		t.Helper()
		if err := tb.core.Receive(t.Context(), turn); err != nil {
			t.Fatal(err)
		}
		if _, err := tb.ledger.Get(t.Context(), turn.ID); err == nil {
			t.Errorf("%s was taken", turn.ID)
		}
	}
	ignored(in("n1", "ann", "Are we all here?", false))
	tb.say(in("n2", "ann", "How often does the Board meet?", true))
	if reply := tb.message(page("ann"), "n2/reply"); !strings.Contains(text(reply), "You asked: “How often does the Board meet?”") {
		t.Errorf("alone, the member reads %q", text(reply))
	}
	if tb.message(channel, "n2/reply") != nil {
		t.Error("the channel reads the answer")
	}
	tb.say(in("n3", "ann", "and who chairs it?", false))
	ignored(in("n4", "bob", "I think it was moved to June", false))
	ignored(in("n5", "ann", "Really? Is that in the minutes?", false))
	tb.say(in("n6", "bob", "What do the minutes say about June?", true))
	tb.say(in("n7", "bob", "and about July?", false))
	if n := len(tb.asker.questions()); n != 4 {
		t.Errorf("%d questions were answered, want 4", n)
	}
	if line := tb.message(channel, "n2/line"); !strings.Contains(text(line), "direct message") {
		t.Errorf("the channel reads %q", text(line))
	}
}

func TestAFactIsRecordedOnceForEachAnswer(t *testing.T) {
	tb := lay(t)
	tb.run()
	tb.say(says("m1", "ann", "How often does the Board meet?"))
	tb.say(says("m1", "ann", "How often does the Board meet?"))
	tb.say(says("m2", "ann", "What is the sufficiency duty?"))
	err := tb.db.View(t.Context(), func(tx storage.Tx) error {
		n, err := storage.Get[int](tx, "test-facts/answered")
		if n != 2 {
			t.Errorf("%d facts, want 2", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhilePausedItSaysSoButWorriesAreAnswered(t *testing.T) {
	tb := lay(t)
	tb.o.Paused = func(context.Context) (string, error) { return "Answers are paused by the council: a wrong paper.", nil }
	tb.run()
	if got := text(tb.say(says("m1", "ann", "How often does the Board meet?"))); !strings.Contains(got, "Answers are paused") {
		t.Errorf("got %q", got)
	}
	if got := text(tb.say(says("m2", "ann", "a girl in my ward says her stepdad hits her, what do I do"))); !strings.Contains(got, "Please ring now") {
		t.Errorf("a worry gets %q", got)
	}
}
