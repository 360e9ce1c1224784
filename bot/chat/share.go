package chat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"hearth/bot"
	"hearth/bot/ledger"
	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
)

// preview shows what everybody in a channel would see of an answer: what the
// public shelf says to its question, and nothing else.
func (c *Core) preview(ctx context.Context, of earlier) (*bot.Window, error) {
	blocks, err := c.shareable(ctx, of)
	if err != nil {
		return nil, err
	}
	if blocks == nil {
		return reading("Share here", "I can't share this here. A channel may see what rests on papers that everybody may read, and this answer doesn't."), nil
	}
	out := append(bot.Text("Everybody in the channel will see this:"), blocks...)
	return &bot.Window{Title: "Share here", Blocks: append(out, bot.Block{Form: &bot.Form{
		Title: "Share here", Action: doShareNow, Value: seal(blocks) + " " + of.id, Submit: labels[doShareNow],
	}})}, nil
}

// shareable is an answer as a channel may see it; nil where the public shelf
// doesn't answer its question.
func (c *Core) shareable(ctx context.Context, of earlier) ([]bot.Block, error) {
	paused, err := c.o.Paused(ctx)
	if err != nil || paused != "" {
		return nil, err
	}
	q := knowledge.Question{Text: of.text, Previous: of.previous, Viewer: knowledge.ViewPublic, Council: c.o.Council(ctx), Now: c.o.Now().In(c.o.Zone)}
	a, ok := c.ask(ctx, q)
	if !ok {
		return nil, errors.New("the papers took too long")
	}
	if a.Status != knowledge.Answered && a.Status != knowledge.Partial || len(a.Statements) == 0 {
		return nil, nil
	}
	blocks := bot.Text("“" + of.text + "”")
	for _, b := range c.answerBlocks(of.id, a) {
		if b.Choices == nil { // buttons are for whoever asked
			blocks = append(blocks, b)
		}
	}
	return blocks, nil
}

// seal names blocks by their content, so that what is shared is what was shown.
func seal(blocks []bot.Block) string {
	b, err := json.Marshal(blocks)
	if err != nil {
		panic(fmt.Sprintf("blocks of texts and numbers can't be written: %v", err))
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// shareNow shares an answer as it was shown; where it has changed since, nothing
// is shared.
func (c *Core) shareNow(ctx context.Context, t ledger.Turn, m briefings.Member) said {
	s := said{status: "command"}
	shown, id, _ := strings.Cut(t.Value, " ")
	t.Value = id
	of, err := c.asked(ctx, t, m)
	if errors.Is(err, storage.ErrNotFound) {
		s.blocks = bot.Text("I have not shared it: what was asked is not kept any more. Please ask again.")
		return s
	}
	if err != nil {
		return c.broken("the turn that is to be shared can't be read", err)
	}
	blocks, err := c.shareable(ctx, of)
	switch {
	case err != nil:
		return c.broken("an answer can't be shared", err)
	case seal(blocks) != shown:
		s.blocks = bot.Text("I have not shared it: the papers have changed since I showed it to you. Please press “Share here” again.")
	default:
		s.blocks, s.public = append(blocks, bot.Text("Shared by a member. I am hearth: ask me in a direct message.")...), true
	}
	return s
}
