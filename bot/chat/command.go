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

// command does what a button or a command asks for.
func (c *Core) command(ctx context.Context, t ledger.Turn, m briefings.Member, now time.Time) said {
	s := said{status: "command"}
	switch t.Action {
	case doHelp:
		s.blocks = c.help(m)
	case doWhoSees:
		s.blocks = c.whoSees(ctx)
	case doRing:
		s.blocks = c.numbers(now)
	case doSources, doMore, doChallenge:
		return c.about(ctx, t, m, now)
	case doMine:
		return c.mine(ctx, m)
	case doForget:
		s.blocks = c.confirmForgetting(m)
	case doForgetNow:
		return c.forget(ctx, m)
	case doSignIn:
		return c.signIn(ctx, m)
	case doShareNow:
		return c.shareNow(ctx, t, m)
	case doShare:
		s.blocks = bot.Text("Press “Share here” where the line stands, please.")
	case doAddMe:
		s.blocks = bot.Text("You are known to me already: just ask.")
	default:
		s.blocks = bot.Text("That button is not in use any more. Please ask me in your own words.")
	}
	return s
}

// about does what a button under an answer is for. Where none is named, it is
// about the last answer of the conversation.
func (c *Core) about(ctx context.Context, t ledger.Turn, m briefings.Member, now time.Time) said {
	s := said{status: "command"}
	asked, err := c.asked(ctx, t, m)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		if t.Action == doChallenge {
			s.blocks = c.challenges("", m, now)
		} else {
			s.blocks = bot.Text("I have no answer here to show that for: what was asked is not kept any more. Please ask again.")
		}
		return s
	case err != nil:
		return c.broken("the turn that a button is about can't be read", err)
	}
	switch t.Action {
	case doChallenge:
		s.blocks = c.challenges(asked.text, m, now)
	case doSources:
		return c.showSources(ctx, asked.id)
	case doMore:
		q := knowledge.Question{Text: asked.text, Previous: asked.previous, Viewer: asked.viewer, Council: c.o.Council(ctx), Now: now}
		a, ok := c.ask(ctx, q)
		if !ok {
			return said{blocks: bot.Text(slow), status: "slow"}
		}
		s.blocks = c.whole(asked.id, a)
	}
	return s
}

// An earlier question, with what it was asked under.
type earlier struct {
	id, text, previous string
	viewer             knowledge.Viewer
}

// asked finds the question that a button or a command is about. Somebody else's
// is not found.
func (c *Core) asked(ctx context.Context, t ledger.Turn, m briefings.Member) (earlier, error) {
	id := t.Value
	if id == "" {
		talk, err := c.talk(ctx, t.Place)
		if err != nil {
			return earlier{}, err
		}
		if id = talk.Asked; id == "" {
			return earlier{}, storage.ErrNotFound
		}
	}
	of, err := c.o.Ledger.Get(ctx, id)
	if err != nil {
		return earlier{}, err
	}
	text := wording(of)
	if of.Member != t.Member || of.From != t.From || of.Handled != "" || text == "" {
		return earlier{}, storage.ErrNotFound
	}
	e := earlier{id: id, text: text, viewer: viewer(t, m)}
	if of.After != "" {
		if before, err := c.o.Ledger.Get(ctx, of.After); err == nil {
			e.previous = wording(before)
		}
	}
	return e, nil
}

// showSources shows where an answer stands: what its receipt names, in the words
// around it.
func (c *Core) showSources(ctx context.Context, turn string) said {
	refs, err := c.o.Ledger.Cited(ctx, turn)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return c.broken("a receipt can't be read", err)
	}
	if len(refs) == 0 {
		return said{blocks: bot.Text("That answer has no sources: I found nothing in the papers to quote."), status: "command"}
	}
	sources, err := c.o.Papers.Excerpts(ctx, refs)
	if err != nil {
		return c.broken("sources can't be opened", err)
	}
	s := said{status: "command", blocks: []bot.Block{{Sources: &bot.Sources{Items: sources}}}}
	if len(sources) == 0 {
		s.blocks = bot.Text("The papers that this answer stood on have been taken away since. Please ask again.")
	}
	return s
}

// challenges are three questions to ask at a meeting.
func (c *Core) challenges(text string, m briefings.Member, now time.Time) []bot.Block {
	out := bot.Text("You could ask:")
	for _, q := range c.o.Challenges.Ask(text, m.SeatsOn(knowledge.DateOf(now)), 3) {
		out = append(out, bot.Text(q.Text+"\nLook for: "+lowerFirst(q.LookFor)+".")...)
	}
	return out
}

func lowerFirst(s string) string {
	s = strings.TrimRight(s, ".")
	if len(s) > 1 && s[1] >= 'a' && s[1] <= 'z' {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

// numbers is whom to ring: what the safeguards say to somebody who asks for the
// front door's number.
func (c *Core) numbers(now time.Time) []bot.Block {
	return bot.Text(c.o.Guard.Numbers(now))
}

// mine says what is kept of a member.
func (c *Core) mine(ctx context.Context, m briefings.Member) said {
	if m.ID == "" {
		return said{status: "command", blocks: bot.Text("Nobody is signed in here, so nothing is kept under your name. What is typed at this terminal is kept in the data folder for " + c.days(ctx) + ".")}
	}
	lines, err := c.o.Privacy.Held(ctx, m.ID)
	if err != nil {
		return c.broken("what is kept of a member can't be read", err)
	}
	return said{status: "command", blocks: []bot.Block{
		{Paragraph: &bot.Paragraph{Text: "This is what I keep about you:\n• " + strings.Join(lines, "\n• ")}},
		{Choices: &bot.Choices{Items: []bot.Choice{button(doWhoSees, ""), button(doForget, "")}}},
	}}
}

func (c *Core) confirmForgetting(m briefings.Member) []bot.Block {
	if m.ID == "" {
		return bot.Text("Nobody is signed in here, so there is nothing of yours to forget.")
	}
	return []bot.Block{
		{Paragraph: &bot.Paragraph{Text: "I will delete your questions, my answers to them and the list of papers I showed you. You stay a member and can go on asking. This can't be undone."}},
		{Choices: &bot.Choices{Items: []bot.Choice{button(doForgetNow, "")}}},
	}
}

func (c *Core) forget(ctx context.Context, m briefings.Member) said {
	if m.ID == "" {
		return said{status: "command", blocks: c.confirmForgetting(m)}
	}
	told, err := c.o.Privacy.Forget(ctx, m.ID)
	if err != nil {
		return c.broken("a member can't be forgotten", err)
	}
	return said{status: "command", blocks: bot.Text(told)}
}

func (c *Core) days(ctx context.Context) string { return fmt.Sprintf("%d days", c.o.Privacy.Days(ctx)) }
