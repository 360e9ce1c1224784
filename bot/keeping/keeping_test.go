package keeping_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/keeping"
	"hearth/bot/ledger"
	"hearth/bot/posts"
	"hearth/storage"
	"hearth/storage/bolt"
)

// house is a store in which two members have asked something.
type house struct {
	t     *testing.T
	path  string
	db    *bolt.DB
	at    time.Time
	held  map[string]bool
	noted []string
	fails error // of noting an erasure
	*keeping.Keeper
	ledger *ledger.Ledger
}

func (h *house) Covers(_ context.Context, member string) (bool, error) { return h.held[member], nil }

func (h *house) Erase(ctx context.Context, member string, remove func(storage.Tx) error) error {
	if h.fails != nil {
		return h.fails
	}
	h.noted = append(h.noted, member)
	return h.db.Update(ctx, remove)
}

type facts struct{}

func (facts) Erase(tx storage.Tx, member string) error { return tx.Delete([]byte("use/" + member)) }

func build(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, path: filepath.Join(t.TempDir(), "hearth.db"), at: time.Now(), held: map[string]bool{}}
	db, err := bolt.Open(h.path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h.db = db
	t.Cleanup(func() { db.Close() })
	now := func() time.Time { return h.at }
	h.ledger = ledger.New(db, ledger.Options{Now: now, Alone: true})
	wall := posts.New(bot.Web, db)
	h.Keeper = keeping.New(keeping.Options{Store: db, Ledger: h.ledger, Walls: []keeping.Wall{wall, posts.New(bot.Terminal, db)}, Facts: facts{},
		Holds: h, Erasures: h, Compact: db.Compact, Now: now,
		Times: func(context.Context) (keeping.Times, error) { return keeping.Times{Words: 90, Receipts: 12}, nil }})
	for _, m := range []string{"ann", "bob"} {
		place := bot.Place{Platform: bot.Web, Channel: m, Kind: bot.Direct}
		turn := ledger.Turn{ID: "q-" + m, Member: m, Place: place, Kind: bot.Said, Text: "the question canary of " + m}
		if _, _, err := h.ledger.Receive(t.Context(), turn); err != nil {
			t.Fatal(err)
		}
		if _, _, _, err := h.ledger.Claim(t.Context(), place); err != nil {
			t.Fatal(err)
		}
		if _, err := wall.Post(t.Context(), place, bot.Message{Key: turn.ID + "/reply", Blocks: bot.Text("the answer canary of " + m)}); err != nil {
			t.Fatal(err)
		}
		if err := h.ledger.Finish(t.Context(), turn.ID, ledger.Finish{Cited: []bot.Reference{{Document: "d", Version: "v"}}, Question: true}); err != nil {
			t.Fatal(err)
		}
		if err := db.Update(t.Context(), func(tx storage.Tx) error { return storage.Put(tx, "use/"+m, true) }); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// inFile tells whether words stand anywhere in the file's bytes.
func (h *house) inFile(words string) bool {
	h.t.Helper()
	b, err := os.ReadFile(h.path)
	if err != nil {
		h.t.Fatal(err)
	}
	return strings.Contains(string(b), words)
}

func (h *house) sweep() keeping.Swept {
	h.t.Helper()
	s, err := h.Sweep(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

func TestForgottenAtOnceAndGoneFromTheFile(t *testing.T) {
	h := build(t)
	if waits, err := h.Forget(t.Context(), "ann"); waits || err != nil {
		t.Fatal(waits, err)
	}
	for words, want := range map[string]bool{"question canary of ann": false, "answer canary of ann": false, "use/ann": false,
		"question canary of bob": true, "answer canary of bob": true, "use/bob": true} {
		if got := h.inFile(words); got != want {
			t.Errorf("%q stands in the file: %v, want %v", words, got, want)
		}
	}
	if strings.Join(h.noted, " ") != "ann" {
		t.Errorf("noted: %v", h.noted)
	}
}

func TestWhatCantBeNotedIsNotErased(t *testing.T) {
	h := build(t)
	h.fails = errors.New("the disk is full")
	if _, err := h.Forget(t.Context(), "ann"); !errors.Is(err, h.fails) {
		t.Errorf("got %v", err)
	}
	if !h.inFile("question canary of ann") {
		t.Error("it was erased without a note, so a backup would bring it back")
	}
}

func TestAHoldKeepsItUntilItEnds(t *testing.T) {
	h := build(t)
	h.held["ann"] = true
	if waits, err := h.Forget(t.Context(), "ann"); !waits || err != nil {
		t.Fatal(waits, err)
	}
	if held, err := h.Held(t.Context(), "ann"); err != nil || !held.Waiting || held.Questions != 1 || held.Receipts != 1 {
		t.Errorf("while it waits: %+v (%v)", held, err)
	}
	if s := h.sweep(); s.Members != 0 || !h.inFile("question canary of ann") {
		t.Errorf("a sweep took %+v under a hold", s)
	}
	h.held["ann"] = false
	if s := h.sweep(); s.Members != 1 || h.inFile("question canary of ann") {
		t.Errorf("after the hold a sweep took %+v", s)
	}
	if s := h.sweep(); s != (keeping.Swept{}) {
		t.Errorf("the next sweep took %+v", s)
	}
}

func TestWordsLapseButForThoseUnderAHold(t *testing.T) {
	h := build(t)
	h.at = h.at.AddDate(0, 0, 92)
	h.held[""] = true
	if s := h.sweep(); s != (keeping.Swept{}) {
		t.Errorf("under a hold on everything a sweep took %+v", s)
	}
	h.held = map[string]bool{"bob": true}
	if s := h.sweep(); s.Words != 1 || s.Answers != 1 {
		t.Errorf("took %+v, want the words and the answer of one", s)
	}
	for words, want := range map[string]bool{"question canary of ann": false, "answer canary of ann": false,
		"question canary of bob": true, "answer canary of bob": true} {
		if got := h.inFile(words); got != want {
			t.Errorf("%q stands in the file: %v, want %v", words, got, want)
		}
	}
}
