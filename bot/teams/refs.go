package teams

import (
	"context"
	"errors"
	"fmt"

	"hearth/storage"
)

// refs are the conversation references.
type refs struct{ store storage.Store }

// A convRef is what hearth knows of a conversation.
type convRef struct {
	Service string `json:"service"`        // the connector's address
	Gone    string `json:"gone,omitempty"` // why nothing is sent there: "Uninstalled"
}

// A personRef is where a person is found.
type personRef struct {
	User string `json:"user,omitempty"` // Teams' id of them for this bot
	Chat string `json:"chat,omitempty"` // of them and hearth
	Seen string `json:"seen,omitempty"` // where they did something last that is no chat with hearth
}

func convKey(id string) string   { return "teams-ref/conversation/" + id }
func personKey(id string) string { return "teams-ref/person/" + id }

func read[T any](ctx context.Context, r refs, key string) (v T, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v, err = storage.Get[T](tx, key)
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return v, fmt.Errorf("reading a conversation reference: %w", err)
	}
	return v, nil
}

// change changes one record, and writes nothing where it stays the same.
func change[T comparable](ctx context.Context, r refs, key string, how func(T) T) error {
	before, err := read[T](ctx, r, key)
	if err != nil || how(before) == before {
		return err
	}
	err = r.store.Update(ctx, func(tx storage.Tx) error {
		now, err := storage.Get[T](tx, key)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		return storage.Put(tx, key, how(now))
	})
	if err != nil {
		return fmt.Errorf("keeping a conversation reference: %w", err)
	}
	return nil
}

func (r refs) conv(ctx context.Context, id string) (convRef, error) {
	return read[convRef](ctx, r, convKey(id))
}

func (r refs) person(ctx context.Context, id string) (personRef, error) {
	return read[personRef](ctx, r, personKey(id))
}

// meet notes where somebody did something, and that hearth can write there, or why
// not.
func (r refs) meet(ctx context.Context, act activity, gone string) error {
	channel, _ := act.channel()
	err := change(ctx, r, convKey(channel), func(convRef) convRef { return convRef{Service: act.ServiceURL, Gone: gone} })
	if err != nil || act.From.ID == "" || act.From.ID == act.Recipient.ID {
		return err
	}
	return change(ctx, r, personKey(act.From.person()), func(p personRef) personRef {
		p.User = act.From.ID
		if act.personal() {
			p.Chat = channel
		} else {
			p.Seen = channel
		}
		return p
	})
}

// opened notes a chat that hearth opened itself.
func (r refs) opened(ctx context.Context, person, chat, service string) error {
	err := change(ctx, r, convKey(chat), func(convRef) convRef { return convRef{Service: service} })
	if err != nil {
		return err
	}
	return change(ctx, r, personKey(person), func(p personRef) personRef {
		p.Chat = chat
		return p
	})
}
