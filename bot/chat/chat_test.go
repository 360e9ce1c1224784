package chat_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/chat"
	"hearth/bot/guard"
	"hearth/bot/ledger"
	"hearth/bot/posts"
	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
	"hearth/storage/bolt"
)

// asker answers as its script says, and notes what it was asked.
type asker struct {
	mu     sync.Mutex
	asked  []knowledge.Question
	answer func(context.Context, knowledge.Question) knowledge.Answer
}

func (a *asker) Ask(ctx context.Context, q knowledge.Question) knowledge.Answer {
	a.mu.Lock()
	a.asked = append(a.asked, q)
	script := a.answer
	a.mu.Unlock()
	if script != nil {
		return script(ctx, q)
	}
	return found("You asked: " + q.Text)
}

func (a *asker) questions() []knowledge.Question {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.asked)
}

// found is an answer of one statement.
func found(text string) knowledge.Answer {
	d := knowledge.Document{ID: "d1", Version: "v1", Meta: knowledge.Meta{Title: "Sufficiency strategy", Kind: knowledge.Report}}
	c, err := knowledge.NewCitation(d, knowledge.WholeText(text), knowledge.Place{Span: knowledge.Span{End: len(text)}, Page: 7}, text)
	if err != nil {
		panic(err)
	}
	s, err := knowledge.NewStatement(text, knowledge.ReportSays, c)
	if err != nil {
		panic(err)
	}
	opening, _, _ := strings.Cut(text, "\n")
	return knowledge.Answer{Status: knowledge.Answered, Statements: []knowledge.Statement{s}, Reply: text,
		Parts: knowledge.Parts{Labels: []string{"A report says"}, Openings: []string{opening}, Numbers: [][]int{{1}}, Lines: []string{"Sufficiency strategy (report), page 7"}}}
}

// directory knows members by the id of their link.
type directory struct {
	members map[string]briefings.Member
	asked   []briefings.Link
}

func (d *directory) Who(_ context.Context, l briefings.Link, _ string) (briefings.Member, error) {
	if m, ok := d.members[l.ID]; ok {
		return m, nil
	}
	return briefings.Member{}, briefings.ErrUnknown
}

func (d *directory) Get(_ context.Context, id string) (briefings.Member, error) {
	for _, m := range d.members {
		if m.ID == id {
			return m, nil
		}
	}
	return briefings.Member{}, briefings.ErrUnknown
}

func (d *directory) Ask(_ context.Context, l briefings.Link, _, _ string) error {
	d.asked = append(d.asked, l)
	return nil
}

// facts notes uses, once for each commit: it runs within the update.
type facts struct{}

func (facts) Record(tx storage.Tx, u briefings.Use) error {
	n, err := storage.Get[int](tx, "test-facts/"+string(u.Status)+string(u.Handled))
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	return storage.Put(tx, "test-facts/"+string(u.Status)+string(u.Handled), n+1)
}

type challenges struct{}

func (challenges) Ask(_ string, seats []briefings.SeatKind, n int) (out []chat.Challenge) {
	for i := range n {
		out = append(out, chat.Challenge{Text: fmt.Sprintf("Challenge %d for %v?", i+1, seats), LookFor: "The annual report"})
	}
	return out
}

type papers struct{}

func (papers) Excerpts(_ context.Context, refs []bot.Reference) (out []bot.Source, err error) {
	for _, r := range refs {
		out = append(out, bot.Source{Line: r.Document, Quotes: []bot.Quote{{Before: "Before.", Text: "Quote.", After: "After."}}})
	}
	return out, nil
}
func (papers) Link(c knowledge.Citation) string { return "/papers/" + c.Document() }
func (papers) PaperLink(document string) string { return "/papers/" + document }

type privacy struct {
	days   int
	forgot []string
}

func (p *privacy) Held(context.Context, string) ([]string, error) {
	return []string{"2 questions"}, nil
}
func (p *privacy) Forget(_ context.Context, m string) (string, error) {
	p.forgot = append(p.forgot, m)
	return "Done. Everything of yours is deleted.", nil
}
func (p *privacy) Days(context.Context) int { return p.days }

// table is a conversation on a real store, with a Wall as its platform.
type table struct {
	t       *testing.T
	path    string
	db      *bolt.DB
	ledger  *ledger.Ledger
	wall    *posts.Wall
	asker   *asker
	members *directory
	privacy *privacy
	o       chat.Options
	core    *chat.Core
	people  map[string]bot.Person // as the platform vouches for them; who isn't here it knows nothing of
	stop    func()
}

// room is a platform with channels beside the members' own places.
type room struct {
	*posts.Wall
	tb *table
}

func (r room) Direct(_ context.Context, person string) (bot.Place, error) { return page(person), nil }
func (r room) Introduce(_ context.Context, person string) (bot.Person, error) {
	return r.tb.people[person], nil
}

func lay(t *testing.T) *table {
	t.Helper()
	tb := &table{t: t, path: filepath.Join(t.TempDir(), "hearth.db"), asker: &asker{}, privacy: &privacy{days: 90},
		members: &directory{members: map[string]briefings.Member{
			"ann": {ID: "a1", Name: "Ann", Roles: []briefings.Role{briefings.RoleMember}, Ward: "Park"},
			"bob": {ID: "b2", Name: "Bob", Roles: []briefings.Role{briefings.RoleOfficer}},
		}}}
	tb.open()
	t.Cleanup(tb.close)
	return tb
}

func (tb *table) open() {
	tb.t.Helper()
	db, err := bolt.Open(tb.path, bolt.Options{})
	if err != nil {
		tb.t.Fatal(err)
	}
	tb.db, tb.ledger, tb.wall = db, ledger.New(db, ledger.Options{Alone: true}), posts.New(bot.Web, db)
	tb.o = chat.Options{
		Ledger: tb.ledger, Adapters: []bot.Adapter{room{tb.wall, tb}}, Asker: tb.asker, Guard: guard.New(guard.Options{}),
		Directory: tb.members, Facts: facts{}, Challenges: challenges{}, Papers: papers{}, Privacy: tb.privacy,
		Contacts: func(context.Context) (bot.Contacts, error) { return bot.Contacts{}, nil },
		Samples:  []string{"Sample one?", "Sample two?", "Sample three?"},
	}
}

// run begins to work; what was received before is answered now.
func (tb *table) run() {
	tb.core = chat.New(tb.o)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	core := tb.core
	go func() { done <- core.Run(ctx) }()
	tb.stop = func() {
		cancel()
		if err := <-done; err != nil {
			tb.t.Error(err)
		}
		tb.stop = nil
	}
}

func (tb *table) close() {
	if tb.stop != nil {
		tb.stop()
	}
	if err := tb.db.Close(); err != nil {
		tb.t.Error(err)
	}
}

func page(who string) bot.Place {
	return bot.Place{Platform: bot.Web, Channel: who, Thread: "t", Kind: bot.Direct}
}

func says(id, who, text string) bot.Turn {
	return bot.Turn{ID: id, From: briefings.Link{Platform: bot.Web, ID: who}, Place: page(who), Kind: bot.Said, Text: text, Addressed: true}
}

func presses(id, who, action, value string) bot.Turn {
	t := says(id, who, "")
	t.Kind, t.Action, t.Value = bot.Pressed, action, value
	return t
}

// say has a turn received and waits for its end; it gives what was said to it,
// the greeting apart.
func (tb *table) say(turn bot.Turn) []bot.Block {
	tb.t.Helper()
	if err := tb.core.Receive(tb.t.Context(), turn); err != nil {
		tb.t.Fatal(err)
	}
	return tb.replyTo(turn)
}

func (tb *table) replyTo(turn bot.Turn) []bot.Block {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.t.Context(), 20*time.Second)
	defer cancel()
	if err := tb.core.Wait(ctx, turn.Place, turn.ID); err != nil {
		tb.t.Fatalf("waiting for %s: %v", turn.ID, err)
	}
	return tb.message(turn.Place, turn.ID+"/reply")
}

func (tb *table) message(p bot.Place, key string) []bot.Block {
	tb.t.Helper()
	all, err := tb.wall.All(tb.t.Context(), p)
	if err != nil {
		tb.t.Fatal(err)
	}
	var out []bot.Block
	for _, post := range all {
		if post.Message.Key == key {
			if out != nil {
				tb.t.Errorf("%s stands there twice", key)
			}
			out = post.Message.Blocks
		}
	}
	return out
}

// text is all that a person reads in blocks.
func text(blocks []bot.Block) string {
	var b strings.Builder
	for _, block := range blocks {
		switch {
		case block.Paragraph != nil:
			b.WriteString(block.Paragraph.Text + "\n")
		case block.Notice != nil:
			b.WriteString(block.Notice.Text + "\n")
		case block.Statements != nil:
			for _, s := range block.Statements.Items {
				b.WriteString(s.Label + ": " + s.Text + "\n")
			}
		case block.Sources != nil:
			for _, s := range block.Sources.Items {
				b.WriteString("[" + s.Line + "]\n")
			}
		case block.Choices != nil:
			for _, c := range block.Choices.Items {
				b.WriteString("(" + c.Label + ")\n")
			}
		}
	}
	return b.String()
}
