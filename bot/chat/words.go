package chat

import (
	"context"
	"strings"
	"time"

	"hearth/bot"
	"hearth/bot/ledger"
	"hearth/briefings"
)

// greeting is what a member reads once, before the reply to their first turn;
// nil where they have read it, or where somebody must be told something more
// pressing first. It has fewer than sixty words beside the three questions.
func (c *Core) greeting(ctx context.Context, t ledger.Turn, now time.Time) ([]bot.Block, error) {
	if t.Member == "" || bot.Pressing(t.Handled) || t.Action == doForgetNow {
		return nil, nil
	}
	first, err := c.o.Ledger.Greet(ctx, t.Member, t.ID)
	if err != nil || !first {
		return nil, err
	}
	return []bot.Block{
		{Paragraph: &bot.Paragraph{Text: "I find sentences in the council's papers; I am not a person. What you ask is kept for " + c.days(ctx) +
			", and someone may request it under freedom of information law; officers do not see it.\nIf a child is at risk, " + c.ringNow(ctx)}},
		{Choices: &bot.Choices{Items: c.Prompts()}},
	}, nil
}

// help says what somebody can do, by their roles.
func (c *Core) help(m briefings.Member) []bot.Block {
	lines := []string{
		"Ask me in your own words, for example: " + c.o.Samples[0],
		"A short question after it (“and until what age?”) keeps to the same subject.",
		"I also understand: sources, more, what should I ask?, who do I ring?, who sees this?, my data, forget me.",
		"I quote the council's papers and say where each sentence stands. I am not for reporting a worry about a child: ring for that.",
	}
	if m.MayOfficers() {
		lines = append(lines, "As an officer you look after papers, contacts and members on the officers' pages, and you are answered from the officers' shelf too.")
	}
	return bot.Text(strings.Join(lines, "\n"))
}

// whoSees says who can read what is written here.
func (c *Core) whoSees(ctx context.Context) []bot.Block {
	return bot.Text(strings.Join([]string{
		"What you ask is kept for " + c.days(ctx) + " so that I can follow a conversation, and then deleted.",
		"Officers and other members do not see it. Whoever runs the council's server could, and somebody may request it under freedom of information law.",
		"That you used me on a day is counted, and so are the subjects asked about, but never the two together.",
		"What looks like details of a child I don't keep at all. I can't recognise everything, so please don't type a child's name.",
	}, "\n"))
}
