package chat

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"hearth/bot"
	"hearth/bot/ledger"
	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
)

const (
	// triesFor bounds for how long a reply is offered to a platform that asks for
	// another try.
	triesFor  = 24 * time.Hour
	firstWait = 2 * time.Second
	longest   = 5 * time.Minute
	// finishing is how long begun work may take once hearth was told to stop, and
	// how long one posting may.
	finishing = 10 * time.Second
	// mostClaims is how often a turn may be begun and not finished, as the process
	// ended within it, before it is answered without asking.
	mostClaims = 3
	// late is when a reply says that it is.
	late = 2 * time.Minute
)

// rouse tells Run that a conversation has something to do. Where Run is not
// there to hear it, or is busy, it finds the turn in the ledger.
func (c *Core) rouse(p bot.Place) {
	select {
	case c.wake <- p:
	default:
	}
}

// Run answers turns until ctx ends, those first that an earlier run left. Turns
// that it has begun then are finished.
func (c *Core) Run(ctx context.Context) error {
	r := running{core: c, busy: map[bot.Place]bool{}, again: map[bot.Place]bool{}, slots: make(chan struct{}, c.o.Workers)}
	defer c.asks.Wait()
	defer r.all.Wait()
	if err := r.sweep(ctx); err != nil && ctx.Err() == nil {
		return err
	}
	// What could not be roused, because the channel was full, is found here.
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case p := <-c.wake:
			r.start(ctx, p)
		case <-tick.C:
			if err := r.sweep(ctx); err != nil && ctx.Err() == nil {
				c.o.Log.Error("looking for open turns", "err", err)
			}
		}
	}
}

// running is one Run: which conversations are being worked on.
type running struct {
	core  *Core
	slots chan struct{}
	all   sync.WaitGroup

	mu    sync.Mutex
	busy  map[bot.Place]bool
	again map[bot.Place]bool // roused while busy
}

func (r *running) sweep(ctx context.Context) error {
	places, err := r.core.o.Ledger.Open(ctx)
	if err != nil {
		return err
	}
	for _, p := range places {
		r.start(ctx, p)
	}
	return nil
}

// start sees to it that somebody works on a conversation.
func (r *running) start(ctx context.Context, p bot.Place) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.busy[p] {
		r.again[p] = true
		return
	}
	r.busy[p] = true
	r.all.Go(func() { r.work(ctx, p) })
}

// more tells whether a conversation was roused while it was worked on; else it
// is not worked on any more.
func (r *running) more(p bot.Place) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.again[p] {
		delete(r.again, p)
		return true
	}
	delete(r.busy, p)
	return false
}

func (r *running) work(ctx context.Context, p bot.Place) {
	for {
		wait, err := r.drain(ctx, p)
		if err != nil && ctx.Err() == nil {
			r.core.o.Log.Error("a conversation stands still", "err", err)
			wait = time.Second
		}
		if wait > 0 {
			select {
			case <-ctx.Done():
			case <-time.After(wait):
				continue
			}
		}
		if ctx.Err() != nil || !r.more(p) {
			return
		}
	}
}

// drain answers the open turns of a conversation, one after the other. wait says
// when the next may be tried, where that is not now.
func (r *running) drain(ctx context.Context, p bot.Place) (wait time.Duration, err error) {
	for {
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case r.slots <- struct{}{}:
		}
		r.core.lull.wait(ctx)
		t, ok, wait, err := r.core.o.Ledger.Claim(ctx, p)
		if err == nil && ok {
			// What is begun is finished, also when hearth is told to stop meanwhile.
			err = r.core.answer(context.WithoutCancel(ctx), t)
		}
		<-r.slots
		if err != nil || !ok {
			return wait, err
		}
	}
}

// A said is what hearth says to a turn.
type said struct {
	blocks   []bot.Block
	public   bool   // everybody in the place reads it, as the member has asked for
	status   string // for counting: the answer's status, a kind, "command"
	use      briefings.Use
	question string // what the papers were asked; "" where it was no question for them
	after    string // id of the turn whose question it follows
	silent   string // why nothing is said
	wordless bool   // what the person wrote is of no use any longer
}

// answer replies to a claimed turn and finishes it.
func (c *Core) answer(ctx context.Context, t ledger.Turn) error {
	ctx, cancel := context.WithTimeout(ctx, c.o.Patience+finishing)
	defer cancel()
	adapter, ok := c.adapters[t.Place.Platform]
	if !ok {
		return c.elsewhere(ctx, t)
	}
	outside, err := c.introduce(ctx, adapter, &t)
	if err != nil {
		return c.unposted(ctx, t, said{}, err)
	}
	direct, err := directly(ctx, adapter, t)
	if err != nil {
		return c.unposted(ctx, t, said{}, err)
	}
	now := c.o.Now().In(c.o.Zone)
	greeting, err := c.greeting(ctx, t, now)
	if err != nil {
		return err
	}
	heard := t
	heard.Place = direct // the conversation goes on where the reply stands
	s := c.reply(ctx, heard, now, greeting != nil, outside)
	if now.Sub(t.At) > late && s.silent == "" {
		s.blocks = append(bot.Text("Sorry for the wait: I was not there when you wrote."), s.blocks...)
	}
	f := ledger.Finish{Outcome: s.silent, Question: s.question != "", After: s.after, In: direct, Wordless: s.wordless}
	for _, p := range postings(t, direct, greeting, s) {
		posted, err := c.post(ctx, adapter, t, p)
		switch {
		case err != nil && p.m.Visibility == bot.Fleeting:
			c.o.Log.Debug("a line in a channel is lost", "platform", t.Place.Platform, "err", err)
		case err != nil:
			return c.unposted(ctx, t, s, err)
		case p.receipt:
			f.Posted, f.Cited, f.In = posted, p.m.References(), p.to
		}
	}
	return c.finish(ctx, t, f, s)
}

// elsewhere leaves a turn of a platform that this process doesn't serve to one that
// does, for as long as it would be tried for.
func (c *Core) elsewhere(ctx context.Context, t ledger.Turn) error {
	if c.o.Now().Sub(t.At) < triesFor {
		return c.o.Ledger.Again(ctx, t.ID, time.Minute, false)
	}
	c.o.Log.Error("no adapter for a turn", "platform", t.Place.Platform)
	return c.finish(ctx, t, ledger.Finish{Outcome: "the platform is not served any more"}, said{status: "undeliverable"})
}

// introduce asks the platform who did a turn, where it can be asked, and corrects
// which member that is. outside tells that the platform says this is nobody of
// the council's.
func (c *Core) introduce(ctx context.Context, a bot.Adapter, t *ledger.Turn) (outside bool, err error) {
	introducer, can := a.(bot.Introducer)
	if !can || t.As != "" {
		return false, nil
	}
	p, err := introducer.Introduce(ctx, t.From.ID)
	if err != nil {
		return false, err
	}
	id := ""
	if !p.Outside {
		if id, err = c.who(ctx, bot.Turn{From: t.From, Email: p.Email}); err != nil {
			return false, err
		}
	}
	if id != t.Member {
		if err := c.o.Ledger.Identify(ctx, t.ID, id); err != nil {
			return false, err
		}
		t.Member = id
	}
	return p.Outside, nil
}

// directly is where the reply to a turn goes: where it was done, or where others
// read along, to the member alone.
func directly(ctx context.Context, a bot.Adapter, t ledger.Turn) (bot.Place, error) {
	if t.Place.Private() {
		return t.Place, nil
	}
	d, can := a.(bot.Director)
	if !can {
		return bot.Place{}, fmt.Errorf("%s has no place for one member alone", t.Place.Platform)
	}
	return d.Direct(ctx, t.From.ID)
}

// What the keys of a turn's messages end in.
const (
	hello  = "/hello"
	reply  = "/reply"
	lineIn = "/line"
)

// A posting is one message with where it goes.
type posting struct {
	to      bot.Place
	m       bot.Message
	receipt bool // it is what the receipt is of
}

// postings are what is posted for a turn: a greeting, then the reply, to the
// member alone. Where that was asked in a channel, a line there says so.
func postings(t ledger.Turn, direct bot.Place, greeting []bot.Block, s said) []posting {
	var out []posting
	add := func(to bot.Place, name string, v bot.Visibility, receipt bool, blocks []bot.Block) {
		if len(blocks) > 0 {
			m := bot.Message{Key: t.ID + name, Visibility: v, For: t.From.ID, Subject: s.question, Blocks: blocks}
			out = append(out, posting{to, m, receipt})
		}
	}
	add(direct, hello, bot.ToMember, false, greeting)
	if s.public {
		add(t.Place, reply, bot.ToPlace, true, s.blocks)
		return out
	}
	channel := t.Place.Kind == bot.Channel
	if channel && s.question != "" {
		s.blocks = append(bot.Text("You asked: “"+s.question+"”"), s.blocks...)
	}
	add(direct, reply, bot.ToMember, true, s.blocks)
	if channel && len(s.blocks) > 0 {
		add(t.Place, lineIn, bot.Fleeting, false, line(t, s))
	}
	return out
}

// line is what the member reads in the channel where they asked.
func line(t ledger.Turn, s said) []bot.Block {
	out := bot.Text("I have answered you in a direct message.")
	if s.question == "" {
		return out
	}
	return append(out, bot.Block{Choices: &bot.Choices{Items: []bot.Choice{button(doShare, t.ID)}}})
}

// post puts a message on its platform, unless it stands there from an earlier try:
// this process knows its own, and after a crash the platform is asked where it can
// be.
func (c *Core) post(ctx context.Context, a bot.Adapter, t ledger.Turn, p posting) (string, error) {
	if stands, ok := c.stands.Load(p.m.Key); ok {
		return stands.(string), nil
	}
	if looker, can := a.(bot.Looker); can && t.Attempts > 1 && p.m.Visibility != bot.Fleeting {
		posted, err := looker.Find(ctx, p.to, p.m.Key)
		if err != nil {
			return "", err
		}
		if posted != "" {
			return posted, nil
		}
	}
	posted, err := a.Post(ctx, p.to, p.m)
	if err == nil {
		c.stands.Store(p.m.Key, posted)
	}
	return posted, err
}

// unposted decides what becomes of a turn whose reply the platform did not take.
func (c *Core) unposted(ctx context.Context, t ledger.Turn, s said, cause error) error {
	if c.o.Watch.Failed != nil {
		c.o.Watch.Failed(t.Place.Platform)
	}
	wait := min(firstWait<<min(t.Doubts, 16), longest)
	later, again := errors.AsType[*bot.Later](cause)
	stated := again && later.After > 0
	if stated {
		wait = later.After
	}
	doubt := errors.Is(cause, context.DeadlineExceeded) || errors.Is(cause, context.Canceled)
	if (again || doubt) && c.o.Now().Sub(t.At) < triesFor {
		c.o.Log.Warn("a reply is not posted yet", "platform", t.Place.Platform, "attempt", t.Attempts, "err", cause)
		return c.o.Ledger.Again(context.WithoutCancel(ctx), t.ID, wait, !stated)
	}
	c.o.Log.Error("a reply can't be posted", "platform", t.Place.Platform, "attempt", t.Attempts, "err", cause)
	s.status = "undeliverable"
	return c.finish(context.WithoutCancel(ctx), t, ledger.Finish{Outcome: "the platform did not take the reply"}, s)
}

func (c *Core) finish(ctx context.Context, t ledger.Turn, f ledger.Finish, s said) error {
	use := s.use
	use.Member, use.At, use.Surface = t.Member, t.At.In(c.o.Zone), t.Place.Platform
	f.Also = func(tx storage.Tx) error { return c.o.Facts.Record(tx, use) }
	if s.status == "undeliverable" {
		f.Also = nil
	}
	if err := c.o.Ledger.Finish(ctx, t.ID, f); err != nil {
		return fmt.Errorf("turn: %w", err)
	}
	for _, name := range []string{hello, reply, lineIn} {
		c.stands.Delete(t.ID + name)
	}
	if c.o.Watch.Finished != nil {
		c.o.Watch.Finished(t.Place.Platform, s.status, c.o.Now().Sub(t.At))
	}
	c.done.tell(t.Place)
	return nil
}

// ask asks the papers, for no longer than the Core's patience. An answer that
// comes later is nobody's. A question that breaks the asker is answered as
// failed, as it would break it again after a restart.
func (c *Core) ask(ctx context.Context, q knowledge.Question) (knowledge.Answer, bool) {
	select {
	case c.asking <- struct{}{}:
		defer func() { <-c.asking }()
	case <-ctx.Done():
		return knowledge.Answer{}, false
	}
	ctx, cancel := context.WithTimeout(ctx, c.o.Patience)
	defer cancel()
	got := make(chan knowledge.Answer, 1)
	c.asks.Go(func() {
		defer func() {
			if v := recover(); v != nil {
				c.o.Log.Error("a question broke the asker", "panic", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
				got <- knowledge.Answer{Status: knowledge.Failed, Reply: apology}
			}
		}()
		got <- c.o.Asker.Ask(ctx, q)
	})
	select {
	case a := <-got:
		return a, true
	case <-ctx.Done():
		return knowledge.Answer{}, false
	}
}
