package posts_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearth/bot"
	"hearth/bot/posts"
	"hearth/storage"
	"hearth/storage/bolt"
	"hearth/storage/bolt/bolttest"
)

func wall(t *testing.T) (*posts.Wall, *bolt.DB) {
	t.Helper()
	db := bolttest.Open(t)
	return posts.New(bot.Web, db), db
}

func page(member, thread string) bot.Place {
	return bot.Place{Platform: bot.Web, Channel: member, Thread: thread, Kind: bot.Direct}
}

func message(key, text string) bot.Message {
	return bot.Message{Key: key, Visibility: bot.ToMember, Blocks: bot.Text(text)}
}

// TestOnceEach posts at random, over and over: each key stands in each place
// once, in the order of its first posting, and is found.
func TestOnceEach(t *testing.T) {
	w, _ := wall(t)
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		ctx := t.Context()
		want := map[bot.Place][]string{}
		places := []bot.Place{page(fmt.Sprint("m", round, "-"), "1"), page(fmt.Sprint("m", round, "-"), "11"), page(fmt.Sprint("m", round, "-1"), "1")}
		for range rapid.IntRange(1, 12).Draw(rt, "posts") {
			p := rapid.SampledFrom(places).Draw(rt, "place")
			key := rapid.SampledFrom([]string{"t1/hello", "t1/reply", "t2/reply", "t10/reply"}).Draw(rt, "key")
			first, err := w.Post(ctx, p, message(key, key))
			if err != nil {
				rt.Fatal(err)
			}
			if found, err := w.Find(ctx, p, key); found != first || err != nil {
				rt.Fatalf("posted as %s, found as %s (%v)", first, found, err)
			}
			if !strings.Contains(strings.Join(want[p], " ")+" ", key+" ") {
				want[p] = append(want[p], key)
			}
		}
		for _, p := range places {
			all, err := w.All(ctx, p)
			if err != nil {
				rt.Fatal(err)
			}
			var got []string
			for _, post := range all {
				got = append(got, post.Message.Key)
			}
			if fmt.Sprint(got) != fmt.Sprint(want[p]) {
				rt.Fatalf("there stand %v, want %v", got, want[p])
			}
		}
		ofT1, err := w.To(ctx, places[0], "t1")
		if err != nil {
			rt.Fatal(err)
		}
		for _, p := range ofT1 {
			if !strings.HasPrefix(p.Message.Key, "t1/") {
				rt.Fatalf("to t1 it gives %s", p.Message.Key)
			}
		}
	})
}

// full is a store in which there is no room.
type full struct{ storage.Store }

func (full) Update(context.Context, func(storage.Tx) error) error { return errFull }

var errFull = errors.New("no room")

func TestWhatFindsNoRoomIsTriedAgain(t *testing.T) {
	_, err := posts.New(bot.Web, full{}).Post(t.Context(), page("ann", "1"), message("t/reply", "words"))
	if later, ok := errors.AsType[*bot.Later](err); !ok || !errors.Is(later, errFull) {
		t.Errorf("got %v, want Later", err)
	}
}

func TestWhatLapsesIsGoneFromEveryList(t *testing.T) {
	w, db := wall(t)
	for _, m := range []string{"ann", "bob"} {
		if _, err := w.Post(t.Context(), page(m, "1"), message("t/reply", "canary of "+m)); err != nil {
			t.Fatal(err)
		}
	}
	tomorrow := time.Now().AddDate(0, 0, 1)
	if n, err := w.Lapse(t.Context(), time.Now(), nil); n != 0 || err != nil {
		t.Errorf("of today's it took %d (%v)", n, err)
	}
	if n, err := w.Lapse(t.Context(), tomorrow, func(channel string) bool { return channel == "bob" }); n != 1 || err != nil {
		t.Errorf("it took %d (%v), want 1", n, err)
	}
	none(t, db, "canary of ann", true)
	none(t, db, "canary of bob", false)
}

func TestForgetTakesOneMembersPage(t *testing.T) {
	w, db := wall(t)
	for _, m := range []string{"ann", "bob"} {
		for _, thread := range []string{"1", "2"} {
			if _, err := w.Post(t.Context(), page(m, thread), message("t/reply", "canary of "+m)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := db.Update(t.Context(), func(tx storage.Tx) error { return w.Forget(tx, "ann") }); err != nil {
		t.Fatal(err)
	}
	none(t, db, "canary of ann", true)
	none(t, db, "canary of bob", false)
	if all, err := w.All(t.Context(), page("ann", "1")); err != nil || len(all) > 0 {
		t.Errorf("there stand %v (%v)", all, err)
	}
}

// none says whether words stand in any record.
func none(t *testing.T, db *bolt.DB, words string, want bool) {
	t.Helper()
	found := ""
	err := db.View(t.Context(), func(tx storage.Tx) error {
		for e, err := range tx.Scan(nil, nil) {
			if err != nil {
				return err
			}
			if strings.Contains(string(e.Value), words) {
				found = string(e.Key)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if (found == "") != want {
		t.Errorf("%q stands under %q", words, found)
	}
}
