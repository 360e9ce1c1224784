package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"time"

	"hearth/bot"
	"hearth/bot/web"
	"hearth/briefings"
)

// A director is an adapter that can speak to one person alone.
type director interface {
	bot.Adapter
	bot.Director
}

// direct is the way of sign-in links by direct message: to members who have spoken
// with hearth on a platform, by which it knows them there.
type direct struct {
	name string // of the platform, as people write it
	to   director
}

// Name is the platform's.
func (d direct) Name() string { return d.name }

// Reaches tells whether the platform has a name for the member.
func (d direct) Reaches(m briefings.Member) bool { return slices.ContainsFunc(m.Links, d.here) }

func (d direct) here(l briefings.Link) bool { return l.Platform == d.to.Platform() }

// Bring sends the link to each of the member's accounts there. One is enough.
func (d direct) Bring(ctx context.Context, m briefings.Member, link string) error {
	var errs []error
	for _, l := range m.Links {
		if d.here(l) {
			errs = append(errs, d.tell(ctx, l.ID, signInMessage(l.ID, link)))
		}
	}
	if slices.Contains(errs, nil) {
		return nil
	}
	return errors.Join(errs...)
}

// againAfter is how long a platform is left alone that doesn't say how long.
const againAfter = 2 * time.Second

// tell says something to a person alone, again and again while the platform asks
// for that and the context lives. An earlier try may have been taken: before another
// the platform is asked, where it can be.
func (d direct) tell(ctx context.Context, person string, m bot.Message) error {
	for again := false; ; again = true {
		err := d.once(ctx, person, m, again)
		later, asked := errors.AsType[*bot.Later](err)
		if !asked {
			return err
		}
		wait := later.After
		if wait <= 0 {
			wait = againAfter
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return err
		}
	}
}

func (d direct) once(ctx context.Context, person string, m bot.Message, again bool) error {
	at, err := d.to.Direct(ctx, person)
	if err != nil {
		return fmt.Errorf("opening a direct message: %w", err)
	}
	if looker, can := d.to.(bot.Looker); can && again {
		if posted, err := looker.Find(ctx, at, m.Key); err != nil || posted != "" {
			return err
		}
	}
	_, err = d.to.Post(ctx, at, m)
	return err
}

// signInMessage has a link as a button, which nobody copies by mistake with a line's
// end or half of it.
func signInMessage(person, link string) bot.Message {
	return bot.Message{Key: "signin/" + rand.Text(), Visibility: bot.ToMember, For: person, Blocks: []bot.Block{
		{Paragraph: &bot.Paragraph{Text: "Here is your link to my pages. It works once, for ten minutes. Your phone or computer then stays signed in for 30 days after you last use it."}},
		{Choices: &bot.Choices{Items: []bot.Choice{{Label: "Sign in", Link: link}}}},
		{Paragraph: &bot.Paragraph{Text: "If you didn't ask for it, you need do nothing. Don't pass it on: whoever has it can sign in as you."}},
	}}
}

var _ web.Way = direct{}
