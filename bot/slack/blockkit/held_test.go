package blockkit_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf16"

	"hearth/bot/slack/blockkit"
)

// TB is what testing.T and rapid.T have in common.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

var (
	_ TB = (*testing.T)(nil)
)

// held tells of whatever Slack would refuse in a message. Its numbers are
// Slack's, written again here: a mistake in the package's own must show.
func held(t TB, parts []blockkit.Part) {
	t.Helper()
	for i, p := range parts {
		if p.N != i+1 || p.Of != len(parts) {
			t.Errorf("part %d of %d says it is %d of %d", i+1, len(parts), p.N, p.Of)
		}
		if n := chars(p.Text); n == 0 || n > 40_000 {
			t.Errorf("part %d: %d characters of text", i+1, n)
		}
		blocks := list(t, p.Blocks)
		if len(blocks) == 0 || len(blocks) > 50 {
			t.Errorf("part %d: %d blocks", i+1, len(blocks))
		}
		var tables int
		for _, b := range blocks {
			if b["type"] == "table" {
				tables++
			}
		}
		if raw := tree(t, p.Blocks); chars(raw) > 12_000 || tables > 1 {
			t.Errorf("part %d: %d characters of blocks, %d tables", i+1, chars(raw), tables)
		}
		heldBlocks(t, blocks, "message")
	}
}

// heldView does so with a window or the Home page.
func heldView(t TB, v any) {
	t.Helper()
	var view map[string]any
	if err := json.Unmarshal([]byte(tree(t, v)), &view); err != nil {
		t.Fatalf("%v", err)
	}
	blocks := list(t, view["blocks"])
	if len(blocks) == 0 || len(blocks) > 100 {
		t.Errorf("%d blocks", len(blocks))
	}
	if n := len(tree(t, v)); n > 250_000 {
		t.Errorf("the view has %d bytes", n)
	}
	limit(t, "private_metadata", view["private_metadata"], 0, 3000)
	limit(t, "callback_id", view["callback_id"], 0, 255)
	if view["type"] == "modal" {
		text(t, "title", view["title"], "plain_text", 24)
		for _, name := range []string{"close", "submit"} {
			if view[name] != nil {
				text(t, name, view[name], "plain_text", 24)
			}
		}
		for _, b := range blocks {
			if b["type"] == "input" && view["submit"] == nil {
				t.Errorf("a window with fields can't be sent")
			}
		}
	}
	heldBlocks(t, blocks, view["type"].(string))
}

func heldBlocks(t TB, blocks []map[string]any, where string) {
	t.Helper()
	ids := map[any]bool{}
	for _, b := range blocks {
		if id := b["block_id"]; id != nil {
			limit(t, "block_id", id, 1, 255)
			if ids[id] {
				t.Errorf("two blocks are %v", id)
			}
			ids[id] = true
		}
		switch b["type"] {
		case "section":
			if b["text"] == nil && b["fields"] == nil {
				t.Errorf("a section without text")
			}
			if b["text"] != nil {
				text(t, "section", b["text"], "", 3000)
			}
			fields := list(t, b["fields"])
			if len(fields) > 10 {
				t.Errorf("%d fields", len(fields))
			}
			for _, f := range fields {
				text(t, "field", f, "", 2000)
			}
		case "header":
			text(t, "header", b["text"], "plain_text", 150)
		case "context":
			elements := list(t, b["elements"])
			if len(elements) == 0 || len(elements) > 10 {
				t.Errorf("%d elements in a context block", len(elements))
			}
			for _, e := range elements {
				text(t, "context", e, "", 3000)
			}
		case "actions":
			elements := list(t, b["elements"])
			if len(elements) == 0 || len(elements) > 25 {
				t.Errorf("%d elements in an actions block", len(elements))
			}
			actions := map[any]bool{}
			for _, e := range elements {
				button(t, e)
				if actions[e["action_id"]] {
					t.Errorf("two buttons are %v", e["action_id"])
				}
				actions[e["action_id"]] = true
			}
		case "input":
			if where == "message" {
				t.Errorf("an input in a message")
			}
			input(t, b)
		case "rich_text":
			rich(t, b["elements"])
		case "divider":
		default:
			t.Errorf("a block of type %v", b["type"])
		}
	}
}

func button(t TB, e map[string]any) {
	t.Helper()
	if e["type"] != "button" {
		t.Errorf("%v among the buttons", e["type"])
	}
	text(t, "button", e["text"], "plain_text", 75)
	limit(t, "action_id", e["action_id"], 1, 255)
	limit(t, "value", e["value"], 0, 2000)
	limit(t, "url", e["url"], 0, 3000)
	if c, _ := e["confirm"].(map[string]any); c != nil {
		text(t, "confirm title", c["title"], "plain_text", 100)
		text(t, "confirm text", c["text"], "plain_text", 300)
		text(t, "confirm", c["confirm"], "plain_text", 30)
		text(t, "deny", c["deny"], "plain_text", 30)
	}
}

func input(t TB, b map[string]any) {
	t.Helper()
	text(t, "label", b["label"], "plain_text", 2000)
	if b["hint"] != nil {
		text(t, "hint", b["hint"], "plain_text", 2000)
	}
	e := b["element"].(map[string]any)
	limit(t, "action_id", e["action_id"], 1, 255)
	switch e["type"] {
	case "plain_text_input":
		limit(t, "initial_value", e["initial_value"], 0, 3000)
		if n, ok := e["max_length"].(float64); ok && (n < 1 || n > 3000) {
			t.Errorf("max_length %v", n)
		}
	case "static_select":
		options := list(t, e["options"])
		if len(options) == 0 || len(options) > 100 {
			t.Errorf("%d options", len(options))
		}
		found := e["initial_option"] == nil
		for _, o := range options {
			text(t, "option", o["text"], "plain_text", 75)
			limit(t, "option's value", o["value"], 1, 150)
			found = found || tree(t, o) == tree(t, e["initial_option"])
		}
		if !found {
			t.Errorf("the first option is none of them")
		}
	default:
		t.Errorf("a field of type %v", e["type"])
	}
}

func rich(t TB, elements any) {
	t.Helper()
	all := list(t, elements)
	if len(all) == 0 {
		t.Errorf("rich text without elements")
	}
	for _, e := range all {
		switch e["type"] {
		case "rich_text_section", "rich_text_quote", "rich_text_preformatted", "rich_text_list":
			rich(t, e["elements"])
		case "text":
			limit(t, "rich text", e["text"], 1, 3000)
		case "link":
			limit(t, "a link's text", e["text"], 1, 3000)
			limit(t, "a link", e["url"], 1, 3000)
		default:
			t.Errorf("rich text of type %v", e["type"])
		}
	}
}

func text(t TB, what string, v any, kind string, most int) {
	t.Helper()
	o, _ := v.(map[string]any)
	if o == nil {
		t.Errorf("%s: no text object but %v", what, v)
		return
	}
	if k := o["type"]; k != "plain_text" && (k != "mrkdwn" || kind != "") {
		t.Errorf("%s: %v", what, k)
	}
	if o["type"] == "mrkdwn" && o["verbatim"] != true {
		t.Errorf("%s: Slack would make links of what it thinks are some", what)
	}
	limit(t, what, o["text"], 1, most)
}

func limit(t TB, what string, v any, least, most int) {
	t.Helper()
	s, _ := v.(string)
	if n := chars(s); n < least || n > most {
		t.Errorf("%s has %d characters, not %d to %d: %.80q", what, n, least, most, s)
	}
	if least > 0 && what != "rich text" && strings.TrimSpace(s) == "" {
		t.Errorf("%s is blank", what)
	}
}

func chars(s string) int { return len(utf16.Encode([]rune(s))) }

// tree is a value as JSON, as Slack counts it.
func tree(t TB, v any) string {
	t.Helper()
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		t.Fatalf("%v", err)
	}
	return strings.TrimSpace(b.String())
}

func list(t TB, v any) (out []map[string]any) {
	t.Helper()
	if v == nil {
		return nil
	}
	if err := json.Unmarshal([]byte(tree(t, v)), &out); err != nil {
		t.Fatalf("%v", err)
	}
	return out
}
