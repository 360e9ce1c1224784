package posts

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"hearth/storage"
)

// dated is what the list by days says of a message: how to find it, and whose
// page it stands on.
type dated struct {
	Key      string `json:"key"`
	Platform string `json:"platform"`
	Channel  string `json:"channel"`
}

// sweepPage bounds what one update of Lapse changes.
const sweepPage = 500

// Lapse takes away the messages that were posted before a day began (UTC), of
// every platform, but in places whose channel spare names; nil spares nothing.
func (w *Wall) Lapse(ctx context.Context, before time.Time, spare func(channel string) bool) (gone int, err error) {
	end := dayPrefix + before.UTC().Format("20060102")
	var from, next []byte
	for {
		read, took := 0, 0
		err := w.store.Update(ctx, func(tx storage.Tx) error {
			read, took = 0, 0
			page, err := days(tx, from, end, sweepPage)
			if err != nil {
				return err
			}
			for _, key := range page {
				d, err := storage.Get[dated](tx, string(key))
				if err != nil {
					return err
				}
				if spare != nil && spare(d.Channel) {
					continue
				}
				took++
				if err := take(tx, key, d); err != nil {
					return err
				}
			}
			if read = len(page); read > 0 {
				next = append(page[read-1], 0)
			}
			return nil
		})
		if err != nil {
			return gone, fmt.Errorf("letting messages lapse: %w", err)
		}
		gone += took
		if read < sweepPage {
			return gone, nil
		}
		from = next
	}
}

// Forget takes away, within the caller's update, every message in the places of
// this platform whose channel is named: a member's own page. Its cost grows with
// all messages that are kept.
func (w *Wall) Forget(tx storage.Tx, channel string) error {
	all, err := days(tx, nil, dayPrefix+"~", 0)
	if err != nil {
		return err
	}
	for _, key := range all {
		d, err := storage.Get[dated](tx, string(key))
		if err != nil {
			return err
		}
		if d.Platform != w.platform || d.Channel != channel {
			continue
		}
		if err := take(tx, key, d); err != nil {
			return err
		}
	}
	return nil
}

// days lists keys of the list by days before an end, at most n (0: all).
func days(tx storage.Tx, from []byte, end string, n int) (keys [][]byte, err error) {
	for e, err := range tx.Scan([]byte(dayPrefix), from) {
		if err != nil {
			return nil, err
		}
		if string(e.Key) >= end {
			break
		}
		if keys = append(keys, e.Key); len(keys) == n {
			break
		}
	}
	return keys, nil
}

// take takes away the message that an entry of the list by days names.
func take(tx storage.Tx, key []byte, d dated) error {
	place := string(key[len(dayPrefix)+len("20060102/") : len(key)-8])
	n := binary.BigEndian.Uint64(key[len(key)-8:])
	return errors.Join(tx.Delete(key), tx.Delete([]byte(keyKey(place, d.Key))), tx.Delete(postKey(place, n)))
}
