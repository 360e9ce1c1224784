package console_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/bottest"
	"hearth/bot/console"
	"hearth/bot/posts"
	"hearth/knowledge"
	"hearth/storage/bolt/bolttest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestContract(t *testing.T) {
	bottest.Run(t, func(t *testing.T) bottest.Bench {
		wall := posts.New(bot.Terminal, bolttest.Open(t))
		at := console.Place("uid-1", knowledge.ViewMembers)
		return bottest.Bench{Adapter: wall, Place: at,
			Standing: func(t *testing.T, in bot.Place) (keys []string) {
				all, err := wall.All(t.Context(), in)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range all {
					keys = append(keys, p.Message.Key)
				}
				return keys
			},
			// A terminal tells of each line once.
			Deliver: func(_ *testing.T, text string, _ int) []bot.Turn {
				return []bot.Turn{console.Turn(at, knowledge.ViewMembers, text, time.Now())}
			}}
	})
}

// TestEveryMessageAtATerminal holds what is written for each kind of message,
// eighty columns wide and without colour.
func TestEveryMessageAtATerminal(t *testing.T) {
	for _, f := range bottest.Messages() {
		t.Run(f.Name, func(t *testing.T) {
			got := console.Style{Width: 80}.Message(f.Message)
			path := filepath.Join("testdata", "message", f.Name+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s (%s): got\n%s\nwant\n%s", f.Name, f.Why, got, want)
			}
		})
	}
}
