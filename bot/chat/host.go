package chat

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"unicode/utf8"

	"hearth/bot"
	"hearth/bot/ledger"
	"hearth/briefings"
	"hearth/storage"
)

// The fields of the form with which somebody asks to be added.
const (
	fieldName   = "name"
	fieldEmail  = "email"
	longestName = 100 // characters of a name
)

// Open gives the window that a button opens: where an answer stands, what a
// channel would see of it, the form to be added.
func (c *Core) Open(ctx context.Context, t bot.Turn) (*bot.Window, error) {
	if t.Action != doSources && t.Action != doShare && t.Action != doAddMe {
		return nil, nil
	}
	m, person, err := c.presser(ctx, t)
	switch {
	case errors.Is(err, briefings.ErrUnknown):
		return c.openStranger(ctx, t, person), nil
	case err != nil:
		return nil, err
	case t.Action == doAddMe:
		return reading("You are a member", "You are known to me already: just ask."), nil
	}
	asked, err := c.asked(ctx, ledger.Turn{Member: m.ID, From: t.From, Place: t.Place, Value: t.Value}, m)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return reading("Not kept any more", "I have no answer here to show that for: what was asked is not kept any more, or somebody else asked it."), nil
	case err != nil:
		return nil, err
	case t.Action == doShare:
		return c.preview(ctx, asked)
	}
	return &bot.Window{Title: "Sources", Blocks: c.showSources(ctx, asked.id).blocks}, nil
}

// presser is who pressed a button, and what their platform says of them.
func (c *Core) presser(ctx context.Context, t bot.Turn) (briefings.Member, bot.Person, error) {
	of := ledger.Turn{ID: t.ID, From: t.From, Place: t.Place}
	var person bot.Person
	var err error
	if introducer, can := c.adapters[t.Place.Platform].(bot.Introducer); can {
		if person, err = introducer.Introduce(ctx, t.From.ID); err != nil {
			return briefings.Member{}, person, err
		}
	}
	if !person.Outside {
		if of.Member, err = c.who(ctx, bot.Turn{From: t.From, Email: person.Email}); err != nil {
			return briefings.Member{}, person, err
		}
	}
	m, err := c.member(ctx, of)
	return m, person, err
}

func (c *Core) openStranger(ctx context.Context, t bot.Turn, p bot.Person) *bot.Window {
	if p.Outside || t.Action != doAddMe {
		return &bot.Window{Title: "Members only", Blocks: c.stranger(ctx, ledger.Turn{}, p.Outside).blocks[:1]}
	}
	return &bot.Window{Title: "Ask to be added", Blocks: []bot.Block{
		{Paragraph: &bot.Paragraph{Text: "Democratic services read this and decide. It is kept until they have, or for 30 days."}},
		{Form: &bot.Form{Title: "Ask to be added", Action: doAddMe, Submit: "Send", Fields: []bot.Field{
			{Name: fieldName, Label: "Your name", Value: p.Name},
			{Name: fieldEmail, Label: "Your council e-mail address", Value: p.Email},
		}}},
	}}
}

// mistakes are what is wrong with a form that was sent.
func mistakes(t bot.Turn) bot.Mistakes {
	if t.Kind != bot.Filled || t.Action != doAddMe {
		return nil
	}
	wrong := bot.Mistakes{}
	if n := utf8.RuneCountInString(strings.TrimSpace(t.Fields[fieldName])); n == 0 || n > longestName {
		wrong[fieldName] = "Write your name, as democratic services know you"
	}
	if at, err := mail.ParseAddress(strings.TrimSpace(t.Fields[fieldEmail])); err != nil || at.Address != strings.TrimSpace(t.Fields[fieldEmail]) {
		wrong[fieldEmail] = "Write your e-mail address like name@council.gov.uk"
	}
	return wrong
}

func reading(title, text string) *bot.Window {
	return &bot.Window{Title: title, Blocks: bot.Text(text)}
}

// Home is what somebody sees on hearth's own page in their platform: what it is,
// what to ask, who sees it, what is kept of them.
func (c *Core) Home(ctx context.Context, from briefings.Link) ([]bot.Block, error) {
	m, person, err := c.presser(ctx, bot.Turn{From: from, Place: bot.Place{Platform: from.Platform}})
	if errors.Is(err, briefings.ErrUnknown) {
		return c.stranger(ctx, ledger.Turn{}, person.Outside).blocks, nil
	}
	if err != nil {
		return nil, err
	}
	lines, err := c.o.Privacy.Held(ctx, m.ID)
	if err != nil {
		return nil, fmt.Errorf("what is kept of a member: %w", err)
	}
	buttons := []bot.Choice{button(doRing, ""), button(doMine, ""), button(doForget, "")}
	if c.o.SignIn != nil {
		buttons = append(buttons, button(doSignIn, ""))
	}
	out := []bot.Block{
		{Paragraph: &bot.Paragraph{Text: "When a child comes into care the council becomes their parent, and every councillor shares in that. Ask me what it asks of you, and what the council's papers say. I quote them and say where each sentence stands."}},
		{Notice: &bot.Notice{Text: "I am not for reporting a worry about a child. If a child is at risk, " + c.ringNow(ctx)}},
		{Paragraph: &bot.Paragraph{Text: "Good first questions:"}},
		{Choices: &bot.Choices{Items: c.Prompts()}},
	}
	out = append(out, bot.Block{Paragraph: &bot.Paragraph{Text: "Who sees what you ask"}})
	out = append(out, c.whoSees(ctx)...)
	return append(out,
		bot.Block{Paragraph: &bot.Paragraph{Text: "What I keep about you:\n• " + strings.Join(lines, "\n• ")}},
		bot.Block{Choices: &bot.Choices{Items: buttons}}), nil
}

// Prompts are good first questions.
func (c *Core) Prompts() []bot.Choice {
	var out []bot.Choice
	for _, q := range c.o.Samples[:min(3, len(c.o.Samples))] {
		out = append(out, bot.Choice{Label: q, Action: doAsk, Value: q})
	}
	return out
}

// signIn gives a member a link to hearth's pages.
func (c *Core) signIn(ctx context.Context, m briefings.Member) said {
	if c.o.SignIn == nil || m.ID == "" {
		return said{status: "command", blocks: bot.Text("I have no web pages that you could open from here. Just ask me.")}
	}
	link, err := c.o.SignIn(ctx, m.ID)
	if err != nil {
		return c.broken("a sign-in link can't be made", err)
	}
	return said{status: "command", blocks: []bot.Block{
		{Paragraph: &bot.Paragraph{Text: "This signs you in on my web pages, once, within ten minutes. It is for you alone: don't pass it on."}},
		{Choices: &bot.Choices{Items: []bot.Choice{{Label: labels[doSignIn], Link: link}}}},
	}}
}
