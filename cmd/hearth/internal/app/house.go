package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hearth/bot"
	"hearth/bot/chat"
	"hearth/bot/cited"
	"hearth/bot/council"
	"hearth/bot/keeping"
	"hearth/bot/ledger"
	"hearth/bot/pause"
	"hearth/bot/posts"
	"hearth/bot/webchat"
	"hearth/briefings"
	"hearth/briefings/audience"
	"hearth/briefings/engagement"
	"hearth/knowledge"
	"hearth/knowledge/answer"
	"hearth/knowledge/library"
	"hearth/knowledge/scrutiny"
	"hearth/storage"
	"hearth/storage/erasure"
	"hearth/storage/holds"
)

// A House is what serves members on an open data folder: who they are, the
// conversation, and what is kept of it.
type House struct {
	Shared  *Shared
	Members *audience.Directory
	Council *council.Records
	Ledger  *ledger.Ledger
	Keeper  *keeping.Keeper
	Facts   *engagement.Ledger
	Web     *posts.Wall
	Core    *chat.Core

	platforms []platform
}

// House makes what serves members: on the pages, at the terminal and on the
// platforms of more. It opens nothing more, and outlives ctx. watch may be empty.
func (s *Shared) House(ctx context.Context, watch chat.Watch, more ...bot.Adapter) (*House, error) {
	return s.build(ctx, watch, nil, more)
}

// build is House, with what makes sign-in links for members who ask for one in the
// conversation; nil: they get none.
func (s *Shared) build(ctx context.Context, watch chat.Watch, signIn func(context.Context, string) (string, error), more []bot.Adapter) (*House, error) {
	bank, err := scrutiny.New()
	if err != nil {
		return nil, err
	}
	store := s.Store()
	web, terminal := posts.New(bot.Web, store), posts.New(bot.Terminal, store)
	h := &House{
		Shared:  s,
		Members: audience.New(store, audience.Options{Now: s.o.Now, Zone: s.o.Zone}),
		Council: council.New(store),
		Ledger:  ledger.New(store, ledger.Options{Alone: true, Now: s.o.Now}),
		Facts:   engagement.New(store, engagement.Options{Areas: areas{bank}, Zone: s.o.Zone}),
		Web:     web,
	}
	h.Keeper = keeping.New(keeping.Options{
		Store: store, Ledger: h.Ledger, Walls: []keeping.Wall{web, terminal, webchat.NewThreads(store, s.o.Now)}, Facts: h.Facts,
		Holds: held{store}, Erasures: erasures{s.o.Now, erasure.At(s.App().file(erasure.File)), store}, Times: h.times, Compact: s.lib.Compact,
		Now: s.o.Now, Log: s.o.Log.With("component", "keeping"),
	})
	h.Core = chat.New(chat.Options{
		Ledger: h.Ledger, Adapters: append([]bot.Adapter{web, terminal}, more...), Asker: s, Guard: s.App().guard(context.WithoutCancel(ctx)),
		Directory: members{h.Members}, Facts: h.Facts, Challenges: challenges{bank}, Papers: h.papers(), Privacy: private{h.Keeper},
		Contacts: h.Contacts, SignIn: signIn, Paused: h.paused, Council: s.council, Samples: SampleQuestions(),
		Zone: s.o.Zone, Now: s.o.Now, Log: s.o.Log.With("component", "chat"), Watch: watch,
	})
	s.house = h
	return h, nil
}

// Ask answers a question from what is shared.
func (s *Shared) Ask(ctx context.Context, q knowledge.Question) knowledge.Answer {
	return s.App().Ask(ctx, q)
}

// council is whom "we" means.
func (s *Shared) council(ctx context.Context) string { return s.App().ownCouncil(ctx) }

// Contacts are the council's contacts, with its name from the settings where the
// records have none.
func (h *House) Contacts(ctx context.Context) (bot.Contacts, error) {
	c, err := h.Council.Contacts(ctx)
	if c.Council == "" {
		c.Council = h.Shared.o.Council
	}
	return c, err
}

func (h *House) times(ctx context.Context) (keeping.Times, error) {
	r, err := h.Council.Rules(ctx)
	return keeping.Times{Words: r.WordsDays, Receipts: r.ReceiptsMonths}, err
}

// paused is the sentence that members read while answers are paused.
func (h *House) paused(ctx context.Context) (says string, err error) {
	var st pause.State
	err = h.Shared.Store().View(ctx, func(tx storage.Tx) error {
		st, err = pause.Read(tx)
		return err
	})
	if err != nil || !st.On() {
		return "", err
	}
	c, err := h.Contacts(ctx)
	return st.Sentence(h.Shared.o.Now().In(h.Shared.o.Zone), c, err), nil
}

func (h *House) papers() papers {
	return papers{cited.Opener{Papers: known{h.Shared.lib}, Recite: answer.Recite, Line: answer.SourceLine, Link: webchat.Link}}
}

// papers are the library as the conversation uses it.
type papers struct{ cited.Opener }

func (p papers) Excerpts(ctx context.Context, refs []bot.Reference) ([]bot.Source, error) {
	return p.Sources(ctx, refs)
}
func (p papers) Link(c knowledge.Citation) string { return webchat.Link(c) }
func (p papers) PaperLink(id string) string       { return webchat.PaperLink(id, "", knowledge.Span{}) }

// known is a library whose unknown documents are not found.
type known struct{ lib *library.Library }

func (k known) Get(ctx context.Context, id string) (knowledge.Document, error) {
	d, err := k.lib.Get(ctx, id)
	return d, unknown(err)
}

func (k known) Content(ctx context.Context, id, version string) (knowledge.Content, error) {
	c, err := k.lib.Content(ctx, id, version)
	return c, unknown(err)
}

func unknown(err error) error {
	if is[*library.UnknownError](err) {
		return fmt.Errorf("%w: %w", storage.ErrNotFound, err)
	}
	return err
}

// members are the directory as the conversation uses it. A page's own links name
// the member themselves.
type members struct{ dir *audience.Directory }

func (m members) Who(ctx context.Context, l briefings.Link, email string) (briefings.Member, error) {
	if l.Platform == bot.Web {
		return m.Get(ctx, l.ID)
	}
	one, err := m.dir.Who(ctx, l, email)
	return one, stranger(err)
}

func (m members) Get(ctx context.Context, id string) (briefings.Member, error) {
	one, err := m.dir.Get(ctx, id)
	return one, stranger(err)
}

func (m members) Ask(ctx context.Context, l briefings.Link, name, email string) error {
	return m.dir.Ask(ctx, l, name, email)
}

func stranger(err error) error {
	if errors.Is(err, audience.ErrUnknown) || errors.Is(err, audience.ErrNoMember) {
		return fmt.Errorf("%w: %w", briefings.ErrUnknown, err)
	}
	return err
}

// challenges are the bank of questions as the conversation uses it.
type challenges struct{ bank *scrutiny.Bank }

func (c challenges) Ask(text string, seats []briefings.SeatKind, n int) []chat.Challenge {
	area, _ := c.bank.Classify(text)
	var on []scrutiny.Seat
	for _, s := range seats {
		on = append(on, scrutiny.Seat(s))
	}
	var out []chat.Challenge
	for _, q := range c.bank.Ask(area, text, on, n) {
		out = append(out, chat.Challenge{Text: q.Text, LookFor: q.LookFor})
	}
	return out
}

// areas are the scrutiny areas as the ledger of engagement uses them.
type areas struct{ bank *scrutiny.Bank }

func (a areas) Classify(text string) (string, bool) {
	area, ok := a.bank.Classify(text)
	return string(area), ok
}

// held are the holds as the keeper uses them.
type held struct{ store storage.Store }

func (h held) Covers(ctx context.Context, member string) (covers bool, err error) {
	err = h.store.View(ctx, func(tx storage.Tx) error {
		set, err := holds.Active(tx)
		covers = set.Refuse(member) != nil
		return err
	})
	return covers, err
}

// erasures note what is forgotten outside of the records.
type erasures struct {
	now   func() time.Time
	log   *erasure.Log
	store storage.Store
}

func (e erasures) Erase(ctx context.Context, member string, remove func(storage.Tx) error) error {
	return erasure.Erase(ctx, e.log, e.store, erasure.Erasure{Kind: erasure.Words, ID: member, At: e.now().UTC()}, remove)
}

// private is the keeper as the conversation uses it.
type private struct{ *keeping.Keeper }

func (p private) Held(ctx context.Context, member string) ([]string, error) {
	h, err := p.Keeper.Held(ctx, member)
	if err != nil {
		return nil, err
	}
	lines := []string{
		fmt.Sprintf("%s with my answers, for %d days each", counted(h.Questions, "question"), h.Times.Words),
		fmt.Sprintf("that you wrote to me on %s more, without the words", counted(h.Facts, "occasion")),
		fmt.Sprintf("which papers I showed you, for %s, so that a correction reaches you: %s", counted(h.Times.Receipts, "month"), counted(h.Receipts, "list")),
		"the days on which you used me, without what you asked",
	}
	if h.Waiting {
		lines = append(lines, "You have asked me to forget you. A hold for an information request keeps it for now; I will do it as soon as that ends")
	}
	return lines, nil
}

func (p private) Forget(ctx context.Context, member string) (string, error) {
	waits, err := p.Keeper.Forget(ctx, member)
	if err != nil {
		return "", err
	}
	if waits {
		return "The council must keep your questions for now, as somebody has made an information request that they may fall under. I have noted that you want to be forgotten and will do it as soon as the hold ends.", nil
	}
	return "Done. Your questions, my answers to them, the list of papers I showed you and the days on which you used me are deleted. You can go on asking.", nil
}

func (p private) Days(ctx context.Context) int {
	t, err := p.Times(ctx)
	if err != nil {
		return council.WordsDays
	}
	return t.Words
}

func counted(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
