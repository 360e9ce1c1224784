// Package webchattest has a conversation, papers and data in memory for the
// tests of pages. It is for tests alone. Costs: what is put in.
package webchattest

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"hearth/bot"
	"hearth/bot/webchat"
	"hearth/knowledge"
	"hearth/storage"
)

// A Talk answers every turn by Answer, at once or when it is released. It keeps
// what was received.
type Talk struct {
	Answer func(bot.Turn) bot.Exchange // nil: an echo
	Fail   error                       // what Receive gives
	Slow   bool                        // answers wait for Release

	mu       sync.Mutex
	turns    []bot.Turn
	said     map[string][]bot.Exchange
	released chan struct{}
	seq      uint64
}

var _ bot.Talk = (*Talk)(nil)

// Receive takes a turn once.
func (t *Talk) Receive(_ context.Context, turn bot.Turn) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.Fail != nil {
		return t.Fail
	}
	if slices.ContainsFunc(t.turns, func(o bot.Turn) bool { return o.ID == turn.ID }) {
		return nil
	}
	t.turns = append(t.turns, turn)
	if t.said == nil {
		t.said, t.released = map[string][]bot.Exchange{}, make(chan struct{})
	}
	e := bot.Exchange{Text: turn.Text, Messages: []bot.Message{{Key: turn.ID, Blocks: bot.Text("You said " + turn.Text + turn.Action)}}}
	if t.Answer != nil {
		e = t.Answer(turn)
	}
	t.seq++
	e.Turn, e.Seq, e.At = turn.ID, t.seq, turn.At
	e.Waiting = t.Slow
	t.said[turn.Place.Key()] = append(t.said[turn.Place.Key()], e)
	return nil
}

// Release ends the waiting of every turn.
func (t *Talk) Release() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, all := range t.said {
		for i := range all {
			all[i].Waiting = false
		}
	}
	t.Slow = false
	close(t.released)
}

// Turns are all that were received, once each.
func (t *Talk) Turns() []bot.Turn {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.turns)
}

// Exchanges gives the last n of a place.
func (t *Talk) Exchanges(_ context.Context, in bot.Place, n int) ([]bot.Exchange, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := slices.Clone(t.said[in.Key()])
	for i, e := range all {
		if e.Waiting {
			all[i].Messages = nil
		}
	}
	return all[max(0, len(all)-n):], nil
}

// Wait returns once Release was called, or at once where nothing waits.
func (t *Talk) Wait(ctx context.Context, in bot.Place, turn string) error {
	t.mu.Lock()
	waits := slices.ContainsFunc(t.said[in.Key()], func(e bot.Exchange) bool { return e.Turn == turn && e.Waiting })
	released := t.released
	t.mu.Unlock()
	if !waits {
		return nil
	}
	select {
	case <-released:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Papers are papers in memory. Their texts lie under id and version, parted by a
// slash, and originals by path likewise.
type Papers struct {
	All       []knowledge.Document
	Texts     map[string]knowledge.Content
	Originals map[string]string
}

var _ webchat.Papers = (*Papers)(nil)

// List gives every paper that a viewer may see.
func (p *Papers) List(_ context.Context, v knowledge.Viewer) (out []knowledge.Document, err error) {
	for _, d := range p.All {
		if v.MaySee(d.Shelf) {
			out = append(out, d)
		}
	}
	return out, nil
}

// Get gives a paper.
func (p *Papers) Get(_ context.Context, id string) (knowledge.Document, error) {
	for _, d := range p.All {
		if d.ID == id {
			return d, nil
		}
	}
	return knowledge.Document{}, fmt.Errorf("paper: %w", storage.ErrNotFound)
}

// Content gives a text.
func (p *Papers) Content(_ context.Context, id, version string) (knowledge.Content, error) {
	c, ok := p.Texts[id+"/"+version]
	if !ok {
		return c, fmt.Errorf("version: %w", storage.ErrNotFound)
	}
	return c, nil
}

// Original gives a path.
func (p *Papers) Original(_ context.Context, id, version string) (string, error) {
	path, ok := p.Originals[id+"/"+version]
	if !ok {
		return "", fmt.Errorf("original: %w", storage.ErrNotFound)
	}
	return path, nil
}

// Text makes a content of blocks with their words; the fields of each but Start
// and End are kept.
func Text(blocks ...Words) knowledge.Content {
	var c knowledge.Content
	for _, b := range blocks {
		b.Block.Start = len(c.Text)
		c.Text += b.Words
		b.Block.End = len(c.Text)
		c.Text += "\n"
		c.Blocks = append(c.Blocks, b.Block)
		c.Pages = max(c.Pages, b.Page)
	}
	return c
}

// Words are a block with what stands in it.
type Words struct {
	knowledge.Block
	Words string
}

// Me holds what it is given until it is forgotten.
type Me struct {
	Holdings  []webchat.Holding
	Told      webchat.Told
	Forgotten []string
}

var _ webchat.Me = (*Me)(nil)

// Held lists the holdings.
func (m *Me) Held(context.Context, string) ([]webchat.Holding, error) { return m.Holdings, nil }

// Forget notes who asked.
func (m *Me) Forget(_ context.Context, member string) (webchat.Told, error) {
	m.Forgotten = append(m.Forgotten, member)
	return m.Told, nil
}
