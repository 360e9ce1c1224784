// Package posts keeps what hearth said on surfaces that have no memory of their
// own: its web page and the terminal. To the conversation core it is a platform
// like any other, one that can be asked what stands there.
//
// A message of one key stands in a place once, however often it is posted.
// Messages live as long as the words of the turns that they answer: Lapse and
// Forget take them away. Keys of the records:
//
//	post/<place><number>        a message
//	post-key/<place><key>       its number
//	post-day/<yyyymmdd>/<place><number>
//
// Post costs three small writes in one commit; reading a conversation grows with
// the messages asked for.
package posts

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"hearth/bot"
	"hearth/storage"
)

// A Post is one message that stands in a place.
type Post struct {
	Number  uint64      `json:"number"` // within its place, from 1
	At      time.Time   `json:"at"`     // UTC
	Message bot.Message `json:"message"`
}

// A Wall keeps the messages of one platform. It is safe for concurrent use.
type Wall struct {
	platform string
	store    storage.Store
	now      func() time.Time
}

var (
	_ bot.Adapter = (*Wall)(nil)
	_ bot.Looker  = (*Wall)(nil)
)

// New makes the Wall of a platform over a store.
func New(platform string, s storage.Store) *Wall {
	return &Wall{platform: platform, store: s, now: time.Now}
}

// Platform is the platform's name.
func (w *Wall) Platform() string { return w.platform }

func postKey(place string, n uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte("post/"+place), n)
}

func keyKey(place, key string) string { return "post-key/" + place + key }

const dayPrefix = "post-day/"

func dayKey(at time.Time, place string, n uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte(dayPrefix+at.UTC().Format("20060102")+"/"+place), n)
}

// Post puts a message in a place, unless one of its key stands there. What the
// store can't take now is asked for again: the error is a *bot.Later.
func (w *Wall) Post(ctx context.Context, to bot.Place, m bot.Message) (posted string, err error) {
	place := to.Key()
	err = w.store.Update(ctx, func(tx storage.Tx) error {
		n, err := storage.Get[uint64](tx, keyKey(place, m.Key))
		if err == nil {
			posted = fmt.Sprint(n)
			return nil
		}
		if !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		last, err := storage.Get[uint64](tx, keyKey(place, ""))
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		p := Post{Number: last + 1, At: w.now().UTC(), Message: m}
		posted = fmt.Sprint(p.Number)
		return errors.Join(storage.Put(tx, keyKey(place, ""), p.Number), storage.Put(tx, keyKey(place, m.Key), p.Number),
			storage.Put(tx, string(postKey(place, p.Number)), p), storage.Put(tx, string(dayKey(p.At, place, p.Number)), dated{m.Key, to.Platform, to.Channel}))
	})
	switch {
	case err == nil:
		return posted, nil
	case ctx.Err() != nil:
		return "", fmt.Errorf("posting: %w", err)
	}
	return "", &bot.Later{Err: fmt.Errorf("posting: %w", err)} // a full disk has room again some time
}

// Find gives the number of the message with a key in a place; "" where none
// stands there.
func (w *Wall) Find(ctx context.Context, in bot.Place, key string) (posted string, err error) {
	err = w.store.View(ctx, func(tx storage.Tx) error {
		n, err := storage.Get[uint64](tx, keyKey(in.Key(), key))
		if err == nil {
			posted = fmt.Sprint(n)
		}
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return "", nil
	}
	return posted, err
}

// To gives the messages in a place that answer a turn: those whose key is the
// turn's ID, a slash and more. They come in the order of their posting.
func (w *Wall) To(ctx context.Context, in bot.Place, turn string) (out []Post, err error) {
	place := in.Key()
	err = w.store.View(ctx, func(tx storage.Tx) error {
		out = out[:0]
		for e, err := range tx.Scan([]byte(keyKey(place, turn+"/")), nil) {
			if err != nil {
				return err
			}
			n, err := storage.Get[uint64](tx, string(e.Key))
			if err != nil {
				return err
			}
			p, err := storage.Get[Post](tx, string(postKey(place, n)))
			if err != nil {
				return err
			}
			out = append(out, p)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b Post) int { return int(a.Number) - int(b.Number) })
	return out, err
}

// All gives every message in a place, in the order of their posting.
func (w *Wall) All(ctx context.Context, in bot.Place) (out []Post, err error) {
	err = w.store.View(ctx, func(tx storage.Tx) error {
		out = out[:0]
		for e, err := range tx.Scan([]byte("post/"+in.Key()), nil) {
			if err != nil {
				return err
			}
			p, err := storage.Get[Post](tx, string(e.Key))
			if err != nil {
				return err
			}
			out = append(out, p)
		}
		return nil
	})
	return out, err
}
