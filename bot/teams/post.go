package teams

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"hearth/bot"
	"hearth/bot/teams/cards"
)

// lineInChannel is all that a channel sees of an answer that one member gets.
const lineInChannel = "I have answered you in our own chat."

// begun is a message of which some parts were taken.
type begun struct {
	first string       // the id of the first part
	left  []cards.Part // those that were not taken
}

// Post puts a message in a chat or thread, in as many activities as Teams' limits
// make of it. The identity is that of the first. Where this Adapter knows that some
// were taken in an earlier try, the others alone are posted.
func (a *Adapter) Post(ctx context.Context, to bot.Place, m bot.Message) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if to.Platform != bot.Teams || to.Channel == "" || to.Workspace != "" && to.Workspace != a.o.Tenant {
		return "", fmt.Errorf("teams: a message for %q can't be posted in this organisation's Teams", to.Platform)
	}
	if m.Visibility == bot.Fleeting && !to.Private() {
		return a.fleeting(ctx, to, m)
	}
	if m.Visibility != bot.ToPlace && !to.Private() {
		return "", ErrReadAlong
	}
	return a.parts(ctx, to, m)
}

func (a *Adapter) parts(ctx context.Context, to bot.Place, m bot.Message) (string, error) {
	key := to.Key() + " " + m.Key
	a.mu.Lock()
	now, again := a.begun.get(key)
	a.mu.Unlock()
	if !again {
		now.left = a.kit.Message(m)
	}
	if len(now.left) == 0 {
		return "", errors.New("teams: a message without anything in it")
	}
	for len(now.left) > 0 {
		id, err := a.send(ctx, opPost, to, cards.Encode(now.left[0].Activity))
		if tooBig(err) {
			smaller := now.left[0].Split()
			if len(smaller) > 1 {
				now.left = append(smaller, now.left[1:]...)
				continue
			}
		}
		if err != nil {
			if now.first != "" {
				a.mu.Lock()
				a.begun.put(key, now)
				a.mu.Unlock()
			}
			return "", err
		}
		now.left = now.left[1:]
		if now.first == "" {
			now.first = id
		}
	}
	a.mu.Lock()
	a.begun.drop(key)
	a.mu.Unlock()
	return now.first, nil
}

// tooBig tells whether Teams found a part too large.
func tooBig(err error) bool {
	e, ok := errors.AsType[*CallError](err)
	return ok && (e.Status == http.StatusRequestEntityTooLarge || e.Code == codeTooBig)
}

// fleeting says in a channel that there is an answer elsewhere. Everybody there
// reads it, so the line is always the same, and the message's buttons go to the
// member's own chat, where a failure loses them.
func (a *Adapter) fleeting(ctx context.Context, to bot.Place, m bot.Message) (string, error) {
	line := bot.Message{Key: m.Key, Visibility: bot.ToPlace, Blocks: bot.Text(lineInChannel)}
	posted, err := a.parts(ctx, to, line)
	if err != nil || m.For == "" {
		return posted, err
	}
	own := bot.Message{Key: m.Key + "/own", Visibility: bot.ToMember}
	for _, b := range m.Blocks {
		if b.Choices != nil {
			own.Blocks = append(own.Blocks, b)
		}
	}
	if len(own.Blocks) == 0 {
		return posted, nil
	}
	chat, err := a.Direct(ctx, m.For)
	if err == nil {
		_, err = a.parts(ctx, chat, own)
	}
	if err != nil {
		a.o.Log.Debug("the buttons of a fleeting line were lost", "err", err)
	}
	return posted, nil
}
