package ledger_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/ledger"
	"hearth/knowledge"
	"hearth/storage"
	"hearth/storage/bolt"
	"hearth/storage/bolt/bolttest"
)

// clock is a clock that a test turns.
type clock struct{ at time.Time }

func (c *clock) now() time.Time          { return c.at }
func (c *clock) forward(d time.Duration) { c.at = c.at.Add(d) }

var noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

func page(member string) bot.Place {
	return bot.Place{Platform: bot.Web, Channel: member, Thread: "1", Kind: bot.Direct}
}

func ask(id, member, text string) ledger.Turn {
	return ledger.Turn{ID: id, Member: member, Place: page(member), Kind: bot.Said, Text: text}
}

func open(t *testing.T) (*ledger.Ledger, *bolt.DB, *clock) {
	t.Helper()
	c := &clock{noon}
	db := bolttest.Open(t)
	return ledger.New(db, ledger.Options{Now: c.now}), db, c
}

func receive(t *testing.T, l *ledger.Ledger, turn ledger.Turn) ledger.Turn {
	t.Helper()
	kept, _, err := l.Receive(t.Context(), turn)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// work claims the next turn of a place and finishes it.
func work(t *testing.T, l *ledger.Ledger, p bot.Place, f ledger.Finish) ledger.Turn {
	t.Helper()
	turn, ok, _, err := l.Claim(t.Context(), p)
	if err != nil || !ok {
		t.Fatalf("nothing to claim (%v)", err)
	}
	if err := l.Finish(t.Context(), turn.ID, f); err != nil {
		t.Fatal(err)
	}
	return turn
}

func get(t *testing.T, l *ledger.Ledger, id string) ledger.Turn {
	t.Helper()
	turn, err := l.Get(t.Context(), id)
	if err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	return turn
}

func TestTakenTwiceIsTakenOnce(t *testing.T) {
	l, _, _ := open(t)
	receive(t, l, ask("m1", "ann", "first words"))
	kept, again, err := l.Receive(t.Context(), ask("m1", "ann", "other words under the same name"))
	if err != nil || !again || kept.Text != "first words" || kept.Seq != 1 {
		t.Errorf("got %+v, again %v (%v)", kept, again, err)
	}
	work(t, l, page("ann"), ledger.Finish{})
	if _, ok, _, err := l.Claim(t.Context(), page("ann")); ok || err != nil {
		t.Errorf("there is a second turn to claim (%v)", err)
	}
}

func TestTurnsAreClaimedInOrderAndOneAtATime(t *testing.T) {
	l, db, c := open(t)
	for i := range 12 {
		receive(t, l, ask(fmt.Sprintf("z%d", 20-i), "ann", "words"))
	}
	other := ledger.New(db, ledger.Options{Now: c.now})
	for i := range 12 {
		turn, ok, _, err := l.Claim(t.Context(), page("ann"))
		if err != nil || !ok || turn.Seq != uint64(i+1) {
			t.Fatalf("claimed number %d (%v, %v), want %d", turn.Seq, ok, err, i+1)
		}
		if _, ok, wait, err := other.Claim(t.Context(), page("ann")); ok || wait <= 0 || err != nil {
			t.Fatalf("another process claims beside us: %v %v %v", ok, wait, err)
		}
		if err := l.Finish(t.Context(), turn.ID, ledger.Finish{}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAClaimThatRanOutIsAnybodys(t *testing.T) {
	l, db, c := open(t)
	receive(t, l, ask("m1", "ann", "words"))
	if _, ok, _, err := l.Claim(t.Context(), page("ann")); !ok || err != nil {
		t.Fatal(ok, err)
	}
	alone := ledger.New(db, ledger.Options{Now: c.now, Alone: true})
	if turn, ok, _, err := alone.Claim(t.Context(), page("ann")); !ok || err != nil || turn.Attempts != 2 {
		t.Errorf("alone: %v %v, attempts %d", ok, err, turn.Attempts)
	}
	c.forward(2 * time.Minute)
	other := ledger.New(db, ledger.Options{Now: c.now})
	if turn, ok, _, err := other.Claim(t.Context(), page("ann")); !ok || err != nil || turn.Attempts != 3 {
		t.Errorf("after the lease: %v %v, attempts %d", ok, err, turn.Attempts)
	}
	if err := l.Again(t.Context(), "m1", 0, false); err != nil {
		t.Fatal(err)
	}
	if turn := get(t, l, "m1"); turn.State != ledger.Claimed {
		t.Errorf("whose claim has run out gave it back: it is %s", turn.State)
	}
}

func TestGivenBackItWaits(t *testing.T) {
	l, _, c := open(t)
	receive(t, l, ask("m1", "ann", "words"))
	turn, _, _, err := l.Claim(t.Context(), page("ann"))
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Again(t.Context(), turn.ID, time.Minute, false); err != nil {
		t.Fatal(err)
	}
	if _, ok, wait, err := l.Claim(t.Context(), page("ann")); ok || wait != time.Minute || err != nil {
		t.Errorf("at once: %v, wait %v (%v)", ok, wait, err)
	}
	c.forward(time.Minute)
	if _, ok, _, err := l.Claim(t.Context(), page("ann")); !ok || err != nil {
		t.Errorf("after a minute: %v (%v)", ok, err)
	}
}

func TestAlsoRunsOnceForATurn(t *testing.T) {
	l, db, _ := open(t)
	receive(t, l, ask("m1", "ann", "words"))
	count := func(tx storage.Tx) error {
		n, err := storage.Get[int](tx, "n")
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		return storage.Put(tx, "n", n+1)
	}
	work(t, l, page("ann"), ledger.Finish{Also: count})
	if err := l.Finish(t.Context(), "m1", ledger.Finish{Also: count}); err != nil {
		t.Fatal(err)
	}
	err := db.View(t.Context(), func(tx storage.Tx) error {
		n, err := storage.Get[int](tx, "n")
		if n != 1 {
			t.Errorf("it ran %d times", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWordsLapseAndThenTheFacts(t *testing.T) {
	l, _, c := open(t)
	cited := []bot.Reference{{Document: "d", Version: "v", Start: 1, End: 2}}
	for _, m := range []string{"ann", "bob"} {
		receive(t, l, ask("old-"+m, m, "old words"))
		work(t, l, page(m), ledger.Finish{Cited: cited, Question: true})
	}
	receive(t, l, ask("waiting", "cat", "words that wait for an answer"))
	c.forward(91 * 24 * time.Hour)
	receive(t, l, ask("new", "ann", "new words"))
	work(t, l, page("ann"), ledger.Finish{})

	held := func(m string) bool { return m == "bob" }
	got, err := l.Lapse(t.Context(), c.at.AddDate(0, 0, -90), c.at.AddDate(-1, 0, 0), held)
	if err != nil || got != (ledger.Swept{Words: 1}) {
		t.Errorf("took away %+v (%v), want one turn's words", got, err)
	}
	for id, want := range map[string]string{"old-ann": "", "old-bob": "old words", "new": "new words", "waiting": "words that wait for an answer"} {
		if turn := get(t, l, id); turn.Text != want || turn.Lapsed != (id == "old-ann") {
			t.Errorf("%s keeps %q, lapsed %v; want %q", id, turn.Text, turn.Lapsed, want)
		}
	}
	if refs, err := l.Cited(t.Context(), "old-ann"); err != nil || len(refs) != 1 {
		t.Errorf("the receipt went with the words: %v (%v)", refs, err)
	}

	c.forward(300 * 24 * time.Hour)
	got, err = l.Lapse(t.Context(), c.at.AddDate(0, 0, -90), c.at.AddDate(-1, 0, 0), nil)
	if err != nil || got.Receipts != 2 || got.Turns != 2 {
		t.Errorf("a year later it took away %+v (%v)", got, err)
	}
	if _, err := l.Get(t.Context(), "old-ann"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("the turn is still there (%v)", err)
	}
}

func TestForget(t *testing.T) {
	l, db, _ := open(t)
	cited := []bot.Reference{{Document: "d", Version: "v"}}
	for _, m := range []string{"ann", "bob"} {
		receive(t, l, ask("q-"+m, m, "the canary of "+m))
		work(t, l, page(m), ledger.Finish{Cited: cited, Question: true})
		if first, err := l.Greet(t.Context(), m, "q-"+m); !first || err != nil {
			t.Fatal(first, err)
		}
	}
	receive(t, l, ask("open", "ann", "another canary of ann"))
	err := db.Update(t.Context(), func(tx storage.Tx) error {
		_, err := l.Forget(tx, "ann")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = db.View(t.Context(), func(tx storage.Tx) error {
		for e, err := range tx.Scan(nil, nil) {
			if err != nil {
				return err
			}
			if strings.Contains(string(e.Value), "canary of ann") || strings.HasPrefix(string(e.Key), "receipt/ann") || string(e.Key) == "turn/q-ann" {
				t.Errorf("%s is still there: %s", e.Key, e.Value)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if turn := get(t, l, "q-bob"); turn.Text != "the canary of bob" {
		t.Error("another's words went too")
	}
	if talk, err := l.Talk(t.Context(), page("ann")); err != nil || talk.Asked != "" {
		t.Errorf("the conversation still knows %q (%v)", talk.Asked, err)
	}
	work(t, l, page("ann"), ledger.Finish{}) // what was open is answered all the same
	if held, err := l.Of(t.Context(), "bob"); err != nil || len(held.Turns) != 1 || len(held.Receipts) != 1 {
		t.Errorf("of bob there is %+v (%v)", held, err)
	}
}

func TestAWorryIsRememberedByItsKindAlone(t *testing.T) {
	l, _, _ := open(t)
	turn := ask("m1", "ann", "")
	turn.Handled = knowledge.Safeguarding
	receive(t, l, turn)
	work(t, l, page("ann"), ledger.Finish{})
	if talk, err := l.Talk(t.Context(), page("ann")); err != nil || talk.Pressing != knowledge.Safeguarding || talk.Asked != "" {
		t.Errorf("remembered: %+v (%v)", talk, err)
	}
	receive(t, l, ask("m2", "ann", "thanks"))
	work(t, l, page("ann"), ledger.Finish{})
	if talk, err := l.Talk(t.Context(), page("ann")); err != nil || talk.Pressing != "" {
		t.Errorf("after another turn: %+v (%v)", talk, err)
	}
}

func TestNoTwoPlacesShareAKey(t *testing.T) {
	seen := map[string]bot.Place{}
	parts := []string{"", "a", "b/", "1:a", "a/1:b"}
	for _, w := range parts {
		for _, ch := range parts {
			for _, th := range parts {
				p := bot.Place{Platform: "web", Workspace: w, Channel: ch, Thread: th}
				for key, other := range seen {
					if strings.HasPrefix(key, p.Key()) || strings.HasPrefix(p.Key(), key) {
						t.Errorf("%+v and %+v", p, other)
					}
				}
				seen[p.Key()] = p
			}
		}
	}
}

func BenchmarkTurn(b *testing.B) {
	db := bolttest.Open(b)
	l := ledger.New(db, ledger.Options{Alone: true})
	n := 0
	for b.Loop() {
		n++
		id := fmt.Sprint("m", n)
		if _, _, err := l.Receive(b.Context(), ask(id, "ann", "How many children are in our care?")); err != nil {
			b.Fatal(err)
		}
		if _, _, _, err := l.Claim(b.Context(), page("ann")); err != nil {
			b.Fatal(err)
		}
		if err := l.Finish(b.Context(), id, ledger.Finish{Question: true}); err != nil {
			b.Fatal(err)
		}
	}
}
