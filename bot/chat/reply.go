package chat

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"hearth/bot"
	"hearth/bot/ledger"
	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
)

// apology is what is said where nothing else can be.
const apology = "I'm sorry, something went wrong on my side and I have no answer for you. Please ask again in a minute. If a child is in danger, ring 999."

// slow is what is said where the answer did not come in time.
const slow = "I'm sorry, that took me too long, so I have stopped looking. Please ask again in a minute. If a child is in danger, ring 999."

// broken is the reply where something broke; the log has the cause.
func (c *Core) broken(what string, err error) said {
	c.o.Log.Error("a turn has no answer", "why", what, "err", err)
	return said{blocks: bot.Text(apology), status: string(knowledge.Failed)}
}

// reply decides what hearth says to a turn.
func (c *Core) reply(ctx context.Context, t ledger.Turn, now time.Time, greeted, outside bool) said {
	if t.Handled != "" {
		return c.handled(t, now, greeted)
	}
	member, err := c.member(ctx, t)
	switch {
	case errors.Is(err, briefings.ErrUnknown):
		return c.stranger(ctx, t, outside)
	case err != nil:
		return c.broken("who wrote can't be looked up", err)
	}
	if t.Action == "" || t.Action == doAsk {
		return c.question(ctx, t, member, now)
	}
	return c.command(ctx, t, member, now)
}

// member is who did a turn. Whoever asks at the terminal has no record.
func (c *Core) member(ctx context.Context, t ledger.Turn) (briefings.Member, error) {
	if t.As != "" {
		return briefings.Member{}, nil
	}
	if t.Member == "" {
		return briefings.Member{}, briefings.ErrUnknown
	}
	m, err := c.o.Directory.Get(ctx, t.Member)
	if err == nil && !m.Here(knowledge.DateOf(c.o.Now().In(c.o.Zone))) {
		err = briefings.ErrUnknown
	}
	return m, err
}

// handled is the reply to what the safeguards took, made from the kind, the rule
// and the clock alone.
func (c *Core) handled(t ledger.Turn, now time.Time, greeted bool) said {
	s := said{status: string(t.Handled), use: briefings.Use{Handled: t.Handled}}
	text := c.o.Guard.Reply(t.Handled, t.Rule, now)
	switch {
	case bot.Pressing(t.Handled):
		s.blocks = []bot.Block{{Notice: &bot.Notice{Pressing: true, Text: text}}}
	case t.Handled == knowledge.DataRights:
		s.blocks = append(bot.Text(text), bot.Block{Choices: &bot.Choices{Items: []bot.Choice{button(doMine, ""), button(doWhoSees, ""), button(doForget, "")}}})
	case t.Handled == knowledge.Smalltalk && greeted:
		s.silent = "the greeting was the reply"
	default:
		s.blocks = bot.Text(text)
	}
	return s
}

// stranger is the reply to somebody whom nobody knows.
func (c *Core) stranger(ctx context.Context, t ledger.Turn, outside bool) said {
	if outside {
		return said{status: "stranger", wordless: true, blocks: bot.Text("I answer the council's own members, and your account here is a guest's or another organisation's. If a child is at risk, don't wait for me: " + c.ringNow(ctx))}
	}
	if t.Action == doAddMe {
		err := c.o.Directory.Ask(ctx, t.From, strings.TrimSpace(t.Fields[fieldName]), strings.TrimSpace(t.Fields[fieldEmail]))
		if p, ok := errors.AsType[bot.Plainer](err); ok {
			return said{blocks: bot.Text(p.Plain()), status: "stranger", wordless: true}
		}
		if err != nil {
			return c.broken("a request to be added can't be kept", err)
		}
		return said{blocks: bot.Text("I have asked democratic services to add you. Once they have, just write to me again."), status: "stranger", wordless: true}
	}
	return said{status: "stranger", wordless: true, blocks: []bot.Block{
		{Paragraph: &bot.Paragraph{Text: "I don't know you yet, so I can't answer. If a child is at risk, don't wait for me: " + c.ringNow(ctx)}},
		{Choices: &bot.Choices{Items: []bot.Choice{button(doAddMe, "")}}},
	}}
}

// question asks the papers.
func (c *Core) question(ctx context.Context, t ledger.Turn, m briefings.Member, now time.Time) said {
	if paused, err := c.o.Paused(ctx); err != nil {
		return c.broken("whether answers are paused can't be read", err)
	} else if paused != "" {
		return said{blocks: []bot.Block{{Notice: &bot.Notice{Text: paused}}}, status: "paused"}
	}
	if died := t.Attempts - t.Given; died > mostClaims {
		return c.broken("a turn was begun too often", fmt.Errorf("%d times", died))
	}
	q, after, err := c.put(ctx, t, m, now)
	if err != nil {
		return c.broken("the question before can't be read", err)
	}
	if q.Text == "" {
		return said{blocks: bot.Text("There were no words in that. Ask me something about children in care or care leavers."), status: "empty"}
	}
	a, ok := c.ask(ctx, q)
	if !ok {
		return said{blocks: bot.Text(slow), status: "slow"}
	}
	s := said{status: string(a.Status), use: briefings.Use{Asked: true, Topic: q.Text, Status: a.Status}}
	switch a.Status {
	case knowledge.Handled: // the safeguards saw it only together with the question before
		s.use = briefings.Use{Handled: a.Kind}
		s.blocks = []bot.Block{{Notice: &bot.Notice{Pressing: bot.Pressing(a.Kind), Text: a.Reply}}}
	case knowledge.Failed:
		s.blocks = bot.Text(a.Reply)
	default:
		s.question, s.after = q.Text, after
		s.blocks = c.answerBlocks(t.ID, a)
	}
	return s
}

// put is a turn as a question, with the one before it in its conversation and
// that one's id.
func (c *Core) put(ctx context.Context, t ledger.Turn, m briefings.Member, now time.Time) (q knowledge.Question, after string, err error) {
	q = knowledge.Question{Text: wording(t), Viewer: viewer(t, m), Council: c.o.Council(ctx), Now: now}
	talk, err := c.talk(ctx, t.Place)
	if err != nil || talk.Asked == "" || talk.Asked == t.ID {
		return q, "", err
	}
	before, err := c.o.Ledger.Get(ctx, talk.Asked)
	if errors.Is(err, storage.ErrNotFound) {
		return q, "", nil
	}
	q.Previous = wording(before)
	return q, talk.Asked, err
}

// wording is the question in a turn: what was said, or what stood on the button.
func wording(t ledger.Turn) string {
	if t.Action == doAsk {
		return t.Value
	}
	return t.Text
}

// viewer is whose shelves a turn is answered from.
func viewer(t ledger.Turn, m briefings.Member) knowledge.Viewer {
	if t.As != "" {
		return t.As
	}
	return m.Viewer()
}

// ringNow is whom to ring for a child at risk, in one clause.
func (c *Core) ringNow(ctx context.Context) string {
	contacts, err := c.o.Contacts(ctx)
	if err != nil || contacts.FrontDoor.Phone == "" {
		return "ring your council's switchboard and ask for children's social care, or 999 in danger."
	}
	return fmt.Sprintf("ring children's social care on %s, or 999 in danger.", contacts.FrontDoor.Phone)
}
