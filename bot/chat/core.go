package chat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"hearth/bot"
	"hearth/bot/ledger"
	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
)

// An Asker answers a question from the papers. It never fails without saying so
// in the answer.
type Asker interface {
	Ask(ctx context.Context, q knowledge.Question) knowledge.Answer
}

// A Guard knows what is no question for the papers, by rules that read and keep
// nothing.
type Guard interface {
	// Verdict is the kind of a question and the rule that said so; empty where it
	// is one for the papers.
	Verdict(q knowledge.Question) (kind knowledge.HandledKind, rule string)
	// Follows tells whether a text goes on with what a turn of a kind was about.
	Follows(kind knowledge.HandledKind, text string) (rule string, ok bool)
	// Reply is what hearth says to a kind.
	Reply(kind knowledge.HandledKind, rule string, now time.Time) string
	// Numbers is whom to ring, for somebody who asks no more than that.
	Numbers(now time.Time) string
}

// A Directory knows the members.
type Directory interface {
	// Who gives the member whom a platform calls by a link; email is the address
	// that the platform vouches for, "" for none. The error is briefings.ErrUnknown
	// where there is nobody.
	Who(ctx context.Context, link briefings.Link, email string) (briefings.Member, error)
	Get(ctx context.Context, id string) (briefings.Member, error)
	// Ask files that somebody wants to be added.
	Ask(ctx context.Context, link briefings.Link, name, email string) error
}

// Facts is the ledger of engagement.
type Facts interface {
	// Record takes a use within the caller's update.
	Record(tx storage.Tx, u briefings.Use) error
}

// A Challenge is a question that a member may ask at a meeting.
type Challenge struct{ Text, LookFor string }

// Challenges choose questions by what an answer was about and what a member sits
// on.
type Challenges interface {
	Ask(text string, seats []briefings.SeatKind, n int) []Challenge
}

// Papers open what was cited.
type Papers interface {
	// Excerpts gives the source of each group of references that stand together,
	// with the words around each quote. What can't be opened any more is left out.
	Excerpts(ctx context.Context, refs []bot.Reference) ([]bot.Source, error)
	// Link is the path of the page on which a citation opens, PaperLink that of a
	// document; "" where there is none.
	Link(c knowledge.Citation) string
	PaperLink(document string) string
}

// Privacy is what a member may see and have done with what is kept of them.
type Privacy interface {
	// Held says, a line for each kind, what is kept of a member.
	Held(ctx context.Context, member string) ([]string, error)
	// Forget takes it away and says what became of it; where a hold keeps it, it
	// says that it waits.
	Forget(ctx context.Context, member string) (string, error)
	// Days is how long words are kept.
	Days(ctx context.Context) int
}

// Options are what a Core needs. Those marked optional may be nil.
type Options struct {
	Ledger     *ledger.Ledger
	Adapters   []bot.Adapter
	Asker      Asker
	Guard      Guard
	Directory  Directory
	Facts      Facts
	Challenges Challenges
	Papers     Papers
	Privacy    Privacy
	Contacts   func(context.Context) (bot.Contacts, error)
	// SignIn makes a link that signs a member in on hearth's pages, good once for
	// ten minutes; nil: there are no pages that members can open.
	SignIn func(ctx context.Context, member string) (link string, err error)
	// Paused gives the sentence that members read while answers are paused; ""
	// while they are not. Optional.
	Paused func(context.Context) (string, error)
	// Council is whom "we" means. Optional.
	Council func(context.Context) string
	Samples []string // good first questions, three or more
	// Patience is how long an answer may take; 0: two seconds.
	Patience time.Duration
	Workers  int              // conversations that are worked on at once, most of the time waiting for their platform; 0: 64
	Asks     int              // questions that the papers are asked at once; 0: 8
	Zone     *time.Location   // the council's; nil: UTC
	Now      func() time.Time // nil: time.Now
	Log      *slog.Logger     // nil: nowhere
	Watch    Watch            // optional
}

// Watch is told what happens, without words or names, for counting.
type Watch struct {
	Received func(platform string, again bool, took time.Duration)      // Receive has returned
	Finished func(platform, status string, sinceReceived time.Duration) // a turn is done
	Failed   func(platform string)                                      // a reply could not be posted
}

// A Core is the conversation on all platforms. Make one with New; Receive may be
// called at any time, Run does the work.
type Core struct {
	o        Options
	adapters map[string]bot.Adapter
	wake     chan bot.Place
	done     *signals
	asks     sync.WaitGroup // answers that nobody waits for any more
	stands   sync.Map       // of turns that are not done: the identity of each message that was posted, by its key
	asking   chan struct{}  // a place for each question that the papers may be asked at once
}

var (
	_ bot.Talk = (*Core)(nil)
	_ bot.Host = (*Core)(nil)
)

// New makes a Core.
func New(o Options) *Core {
	if o.Patience == 0 {
		o.Patience = 2 * time.Second
	}
	if o.Workers == 0 {
		o.Workers = 64
	}
	if o.Asks == 0 {
		o.Asks = 8
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Paused == nil {
		o.Paused = func(context.Context) (string, error) { return "", nil }
	}
	if o.Council == nil {
		o.Council = func(context.Context) string { return "" }
	}
	c := &Core{o: o, adapters: map[string]bot.Adapter{}, wake: make(chan bot.Place, 1024), done: newSignals(),
		asking: make(chan struct{}, o.Asks)}
	for _, a := range o.Adapters {
		c.adapters[a.Platform()] = a
	}
	return c
}

// Receive takes a turn. When it returns nil the turn is kept, or is none that
// hearth should answer.
func (c *Core) Receive(ctx context.Context, t bot.Turn) error {
	began := c.o.Now()
	again, err := c.receive(ctx, t)
	if err != nil {
		return fmt.Errorf("receiving a turn from %s: %w", t.Place.Platform, err)
	}
	if c.o.Watch.Received != nil {
		c.o.Watch.Received(t.Place.Platform, again, c.o.Now().Sub(began))
	}
	return nil
}

func (c *Core) receive(ctx context.Context, t bot.Turn) (again bool, err error) {
	if t.ID == "" || t.Place.Platform == "" {
		return false, errors.New("a turn needs an ID and a place")
	}
	switch t.Kind {
	case bot.Deleted:
		return false, c.o.Ledger.TakeBack(ctx, t.Replaces)
	case bot.Edited:
		return false, c.change(ctx, t)
	}
	if wrong := mistakes(t); len(wrong) > 0 {
		return false, wrong
	}
	talk, err := c.talk(ctx, t.Place)
	if err != nil {
		return false, err
	}
	if t.Place.Kind == bot.Channel && t.Kind == bot.Said && !t.Addressed {
		if !talk.Owned {
			return false, nil
		}
		if talk.Quiet || talk.With != t.From.ID {
			return false, c.o.Ledger.KeepOut(ctx, t.Place)
		}
	}
	kept := ledger.Turn{ID: t.ID, From: t.From, Place: t.Place, Kind: t.Kind, As: t.As, Action: t.Action, At: c.o.Now()}
	c.guard(&kept, t, talk)
	member, err := c.who(ctx, t)
	if err != nil {
		return false, err
	}
	kept.Member = member
	_, again, err = c.o.Ledger.Receive(ctx, kept)
	if err != nil {
		return false, err
	}
	c.rouse(t.Place)
	return again, nil
}

// talk is what a conversation remembers. A thread that has just begun, where
// nobody else reads along, goes on with what was said outside of it.
func (c *Core) talk(ctx context.Context, in bot.Place) (ledger.Talk, error) {
	t, err := c.o.Ledger.Talk(ctx, in)
	if err != nil || !in.Private() || in.Thread == "" || t.Seq > 1 || t.Asked != "" || t.Pressing != "" {
		return t, err
	}
	in.Thread = ""
	outside, err := c.o.Ledger.Talk(ctx, in)
	t.Asked, t.Pressing = outside.Asked, outside.Pressing
	return t, err
}

// who is the id of the member who did a turn; "" where nobody is known.
func (c *Core) who(ctx context.Context, t bot.Turn) (string, error) {
	if t.As != "" {
		return "", nil
	}
	m, err := c.o.Directory.Who(ctx, t.From, t.Email)
	if errors.Is(err, briefings.ErrUnknown) {
		return "", nil
	}
	return m.ID, err
}

// guard asks the safeguards and puts into the turn that is kept what may be: its
// words, or the kind and the rule alone.
func (c *Core) guard(kept *ledger.Turn, t bot.Turn, talk ledger.Talk) {
	kept.Handled, kept.Rule, kept.Text, kept.Value, kept.Fields = "", "", "", "", nil
	if t.Kind == bot.Filled && t.Action == doAddMe { // who somebody is, asked of themselves; gone once it is filed
		kept.Fields = t.Fields
		return
	}
	t.Text = asking(t.Text)
	words := []string{t.Text, t.Value}
	for _, v := range t.Fields {
		words = append(words, v)
	}
	for _, text := range words {
		if text == "" {
			continue
		}
		kind, rule := c.verdict(text, talk)
		if kind == "" {
			continue
		}
		if command, ok := commandOf(text); ok && (kind == knowledge.DataRights || kind == knowledge.Command || kind == knowledge.Smalltalk) {
			kept.Action = command
			return
		}
		kept.Handled, kept.Rule = kind, rule
		if kept.Kind != bot.Said {
			kept.Action = ""
		}
		return
	}
	if command, ok := commandOf(t.Text); ok && t.Kind == bot.Said {
		kept.Action = command
		return
	}
	kept.Text, kept.Value, kept.Fields = t.Text, t.Value, t.Fields
}

func (c *Core) verdict(text string, talk ledger.Talk) (knowledge.HandledKind, string) {
	kind, rule := c.o.Guard.Verdict(knowledge.Question{Text: text})
	if kind == "" || kind == knowledge.Command {
		if follows, ok := c.o.Guard.Follows(talk.Pressing, text); ok {
			return talk.Pressing, follows
		}
	}
	return kind, rule
}

// change puts an edit in the place of a turn that nobody has begun to answer.
func (c *Core) change(ctx context.Context, t bot.Turn) error {
	talk, err := c.talk(ctx, t.Place)
	if err != nil {
		return err
	}
	return c.o.Ledger.Change(ctx, t.Replaces, func(kept *ledger.Turn) {
		kept.Action = ""
		c.guard(kept, t, talk)
	})
}
