package chat_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/chat"
	"hearth/bot/guard"
	"hearth/bot/ledger"
	"hearth/bot/posts"
	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage/bolt"
	"hearth/storage/childtest"
)

// killTurns are asked while the process is killed again and again: half on web
// pages, half at terminals, in eight conversations.
const killTurns = 200

func killTurn(i int) bot.Turn {
	platform := bot.Web
	if i%2 == 1 {
		platform = bot.Terminal
	}
	who := fmt.Sprintf("member%d", i%8)
	turn := bot.Turn{ID: fmt.Sprintf("turn-%03d", i), From: briefings.Link{Platform: platform, ID: who}, Kind: bot.Said, Addressed: true,
		Place: bot.Place{Platform: platform, Channel: who, Kind: bot.Direct}, Text: fmt.Sprintf("What does paragraph %d of the strategy say?", i)}
	if i%10 == 7 {
		turn.Text = "a girl in my ward says her stepdad hits her, what do I do"
	}
	return turn
}

// everybody is a directory in which whoever writes is a member.
type everybody struct{}

func (everybody) Who(_ context.Context, l briefings.Link, _ string) (briefings.Member, error) {
	return briefings.Member{ID: l.ID, Roles: []briefings.Role{briefings.RoleMember}}, nil
}
func (e everybody) Get(ctx context.Context, id string) (briefings.Member, error) {
	return e.Who(ctx, briefings.Link{ID: id}, "")
}
func (everybody) Ask(context.Context, briefings.Link, string, string) error { return nil }

// child serves the turns whose numbers it reads from standard input, until it is
// killed, or until standard input ends and every turn is done. It prints each
// number once its turn is received.
func child(path string) int {
	err := serve(path, os.Stdin, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func serve(path string, in io.Reader, out io.Writer) error {
	db, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	l := ledger.New(db, ledger.Options{Alone: true})
	core := chat.New(chat.Options{
		Ledger: l, Adapters: []bot.Adapter{posts.New(bot.Web, db), posts.New(bot.Terminal, db)},
		Asker: &asker{}, Guard: guard.New(guard.Options{}), Directory: everybody{}, Facts: facts{}, Challenges: challenges{},
		Papers: papers{}, Privacy: &privacy{days: 90}, Samples: []string{"One?", "Two?", "Three?"},
		Contacts: func(context.Context) (bot.Contacts, error) { return bot.Contacts{}, nil },
	})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ran := make(chan error, 1)
	go func() { ran <- core.Run(ctx) }()
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		var i int
		if _, err := fmt.Sscan(lines.Text(), &i); err != nil {
			return err
		}
		if err := core.Receive(ctx, killTurn(i)); err != nil {
			return err
		}
		fmt.Fprintln(out, i)
	}
	for i := range killTurns {
		turn := killTurn(i)
		wait, stop := context.WithTimeout(ctx, 30*time.Second)
		err := core.Wait(wait, turn.Place, turn.ID)
		stop()
		if err != nil {
			return fmt.Errorf("turn %d: %w", i, err)
		}
	}
	cancel()
	return <-ran
}

// TestKill kills a process that answers 200 turns, again and again. A platform
// sends again what was not acknowledged, and now and then what was. In the end
// each turn has exactly one reply, and each member was greeted once.
func TestKill(t *testing.T) {
	kills := 25
	if os.Getenv("HEARTH_TEST_LONG") != "" {
		kills = 100
	}
	path := filepath.Join(t.TempDir(), "hearth.db")
	acked := map[int]bool{}
	for range kills {
		run(t, path, acked, rand.IntN(2+2*killTurns/kills), true)
	}
	run(t, path, acked, killTurns, false)

	db, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	replies, hellos := map[string]int{}, map[string]int{}
	for who := range 8 {
		for _, platform := range []string{bot.Web, bot.Terminal} {
			place := bot.Place{Platform: platform, Channel: fmt.Sprintf("member%d", who), Kind: bot.Direct}
			all, err := posts.New(platform, db).All(t.Context(), place)
			if err != nil {
				t.Fatal(err)
			}
			last := ""
			for _, p := range all {
				turn, name, _ := strings.Cut(p.Message.Key, "/")
				if name == "hello" {
					hellos[place.Channel]++
					continue
				}
				replies[turn]++
				if turn < last {
					t.Errorf("%s is answered after %s", turn, last)
				}
				last = turn
			}
		}
	}
	for i := range killTurns {
		if n := replies[killTurn(i).ID]; n != 1 {
			t.Errorf("turn %d has %d replies, want 1", i, n)
		}
		if kept, err := ledger.New(db, ledger.Options{}).Get(t.Context(), killTurn(i).ID); err != nil || kept.State != ledger.Done {
			t.Errorf("turn %d is %s (%v)", i, kept.State, err)
		} else if kept.Handled == knowledge.Safeguarding && kept.Text != "" {
			t.Errorf("turn %d keeps the words of a worry", i)
		}
	}
	for who, n := range hellos {
		if n != 1 {
			t.Errorf("%s was greeted %d times", who, n)
		}
	}
}

// run starts the child, sends it the first n turns that were not acknowledged
// and one that was, and kills it, or lets it finish.
func run(t *testing.T, path string, acked map[int]bool, n int, kill bool) {
	t.Helper()
	var send []int
	for i := range killTurns {
		if !acked[i] && len(send) < n {
			send = append(send, i)
		}
	}
	if len(acked) > 0 {
		send = append([]int{rand.IntN(len(acked))}, send...)
	}
	in, feed := io.Pipe()
	c := childtest.Start(t, in, nil, "HEARTH_CHAT_CHILD=serve", "HEARTH_CHAT_PATH="+path)
	go func() {
		for _, i := range send {
			if _, err := fmt.Fprintln(feed, i); err != nil {
				return
			}
		}
		if !kill {
			feed.Close()
		}
	}()
	stopAt := rand.IntN(len(send) + 1)
	seen := 0
	for (!kill || seen < stopAt) && c.Said.Scan() {
		seen++
		note(c.Said.Text(), acked)
	}
	if kill {
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
	}
	for c.Said.Scan() {
		note(c.Said.Text(), acked)
	}
	feed.Close()
	if err := c.Wait(); (err == nil) == kill {
		t.Fatalf("the child ended with %v", err)
	}
}

func note(line string, acked map[int]bool) {
	var i int
	if _, err := fmt.Sscan(line, &i); err == nil {
		acked[i] = true
	}
}
