package blockkit_test

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
	"hearth/bot/slack/blockkit"
)

var update = flag.Bool("update", false, "write the golden files anew")

// kit links to pages that stand below a path, as some councils have them.
var kit = blockkit.Kit{Pages: &url.URL{Scheme: "https", Host: "hearth.example", Path: "/bot"}}

func TestEveryKindOfMessage(t *testing.T) {
	for _, f := range bottest.Messages() {
		t.Run(f.Name, func(t *testing.T) {
			parts := kit.Message(f.Message)
			held(t, parts)
			golden(t, f.Name, parts, f.Why)
			for _, p := range parts {
				payload(t, "message", p.Blocks)
			}
		})
	}
}

func TestWindowsAndTheHomePage(t *testing.T) {
	for _, f := range bottest.Messages() {
		t.Run(f.Name, func(t *testing.T) {
			window := kit.Window(bot.Window{Title: "Tell democratic services", Blocks: f.Message.Blocks}, "D024BE91L/1355517523.000005")
			home := kit.Home(f.Message.Blocks)
			heldView(t, window)
			heldView(t, home)
			if f.Name != "long" { // some 100 KB that nobody reads
				golden(t, "window-"+f.Name, window, f.Why)
				golden(t, "home-"+f.Name, home, f.Why)
			}
			payload(t, "modal", window)
			payload(t, "home", home)
		})
	}
}

func fixture(t testing.TB, name string) bot.Message {
	t.Helper()
	for _, f := range bottest.Messages() {
		if f.Name == name {
			return f.Message
		}
	}
	t.Fatalf("no fixture %q", name)
	return bot.Message{}
}

func BenchmarkMessage(b *testing.B) {
	for _, name := range []string{"answer", "sources", "long"} {
		m := fixture(b, name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				kit.Message(m)
			}
		})
	}
}

func golden(t *testing.T, name string, v any, why string) {
	t.Helper()
	got := pretty(t, v)
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("it differs from %s; run with -update and read the diff (%s)", file, why)
	}
}

func pretty(t *testing.T, v any) []byte {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// payload writes what Slack would get to where .ci/e2e/tests/slack.test.js looks
// at its structure.
func payload(t *testing.T, kind string, value any) {
	t.Helper()
	dir := os.Getenv("HEARTH_TEST_PAYLOADS")
	if dir == "" {
		return
	}
	f, err := os.CreateTemp(dir, "blockkit-*.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.NewEncoder(f).Encode(map[string]any{"kind": kind, "value": value}); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
