package cards_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"hearth/bot"
	"hearth/bot/bottest"
	"hearth/bot/teams/cards"
)

var update = flag.Bool("update", false, "write the golden files anew")

// kit links to pages that stand below a path, as some councils have them.
var kit = cards.Kit{Pages: &url.URL{Scheme: "https", Host: "hearth.example", Path: "/bot"}}

var opened = cards.Pressed{Kind: "pressed", Action: "open", Value: "7"}

func TestEveryKindOfMessage(t *testing.T) {
	for _, f := range bottest.Messages() {
		t.Run(f.Name, func(t *testing.T) {
			parts := kit.Message(f.Message)
			held(t, parts)
			var shown []cards.Activity
			for _, p := range parts {
				shown = append(shown, p.Activity)
				payload(t, "activity", p.Activity)
			}
			golden(t, f.Name, shown, f.Why)
		})
	}
}

func TestWindows(t *testing.T) {
	for _, f := range bottest.Messages() {
		t.Run(f.Name, func(t *testing.T) {
			w := bot.Window{Title: "Tell democratic services", Blocks: f.Message.Blocks}
			task, card := kit.Window(w, opened), kit.Card(w, opened)
			heldCard(t, task.Card.Content, "Action.Submit")
			heldCard(t, card.Content, "Action.Execute")
			if f.Name != "long" {
				golden(t, "window-"+f.Name, task, f.Why)
			}
			payload(t, "card", task.Card.Content)
			payload(t, "card", card.Content)
		})
	}
}

func BenchmarkMessage(b *testing.B) {
	for _, f := range bottest.Messages() {
		if f.Name != "answer" && f.Name != "long" {
			continue
		}
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				kit.Message(f.Message)
			}
		})
	}
}

func golden(t *testing.T, name string, v any, why string) {
	t.Helper()
	var got bytes.Buffer
	if err := json.Indent(&got, cards.Encode(v), "", "  "); err != nil {
		t.Fatal(err)
	}
	got.WriteByte('\n')
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("it differs from %s; run with -update and read the diff (%s)", file, why)
	}
}

// payload writes what Teams would get to where .ci/e2e looks at its structure.
func payload(t *testing.T, kind string, value any) {
	t.Helper()
	dir := os.Getenv("HEARTH_TEST_PAYLOADS")
	if dir == "" {
		return
	}
	b, err := json.Marshal(map[string]any{"kind": kind, "value": value})
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.CreateTemp(dir, "teams-*.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
