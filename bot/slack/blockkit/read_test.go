package blockkit_test

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"hearth/bot"
	"hearth/bot/slack/blockkit"
)

// pressed are the buttons of blocks as Slack tells of their being pressed.
func pressed(t TB, blocks any) (out []slack.BlockAction) {
	t.Helper()
	for _, b := range list(t, blocks) {
		if b["type"] != "actions" {
			continue
		}
		for _, e := range list(t, b["elements"]) {
			var a slack.BlockAction
			if err := json.Unmarshal([]byte(tree(t, e)), &a); err != nil {
				t.Fatalf("%v", err)
			}
			out = append(out, a)
		}
	}
	return out
}

func TestAButtonSaysWhatItSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		short := rapid.StringOfN(rapid.Rune(), 0, 20, 60)
		var want []bot.Choice
		for range rapid.IntRange(1, 60).Draw(t, "how many") {
			want = append(want, bot.Choice{Label: anyText().Draw(t, "label"), Action: short.Draw(t, "action"), Value: short.Draw(t, "value") + rapid.SampledFrom([]string{"", "\xff", "&amp;", "%41"}).Draw(t, "odd")})
		}
		var got []slack.BlockAction
		for _, p := range kit.Message(bot.Message{Key: "k", Blocks: []bot.Block{{Choices: &bot.Choices{Items: want}}}}) {
			got = append(got, pressed(t, p.Blocks)...)
		}
		if len(got) != len(want) {
			t.Fatalf("%d buttons of %d", len(got), len(want))
		}
		ids := map[string]bool{}
		for i, a := range got {
			if action, value := blockkit.Pressed(a); action != want[i].Action || value != want[i].Value {
				t.Errorf("pressing %q, %q is %q, %q", want[i].Action, want[i].Value, action, value)
			}
			if ids[a.ActionID] {
				t.Errorf("two buttons are %q", a.ActionID)
			}
			ids[a.ActionID] = true
		}
	})
}

func TestButtons(t *testing.T) {
	for why, c := range map[string]struct {
		choice  bot.Choice
		buttons int
		label   string // of the button
		above   string // what stands above
		action  string
	}{
		"a short label":                       {bot.Choice{Label: "More", Action: "more"}, 1, "More", "", "more"},
		"a label of 75 characters is whole":   {bot.Choice{Label: strings.Repeat("w", 75), Action: "a"}, 1, strings.Repeat("w", 75), "", "a"},
		"a longer one stands above":           {bot.Choice{Label: strings.Repeat("word ", 15) + "!", Action: "a"}, 1, strings.TrimSpace(strings.Repeat("word ", 14)) + "…", strings.Repeat("word ", 15) + "!", "a"},
		"escaping counts":                     {bot.Choice{Label: strings.Repeat("&", 16), Action: "a"}, 1, strings.Repeat("&amp;", 14) + "…", strings.Repeat("&", 16), "a"},
		"a page is opened":                    {bot.Choice{Label: "Open", Link: "https://hearth.example/x"}, 1, "Open", "", ""},
		"a script isn't":                      {bot.Choice{Label: "Open", Link: "javascript:alert(1)"}, 0, "", "Open", ""},
		"a value that Slack takes":            {bot.Choice{Label: "Go", Action: "a", Value: strings.Repeat("v", 2000)}, 1, "Go", "", "a"},
		"a value that Slack wouldn't take":    {bot.Choice{Label: "Go", Action: "a", Value: strings.Repeat("v", 2001)}, 0, "", "Go", ""},
		"an action that Slack takes":          {bot.Choice{Label: "Go", Action: strings.Repeat("a", 253)}, 1, "Go", "", strings.Repeat("a", 253)},
		"an action that Slack wouldn't take":  {bot.Choice{Label: "Go", Action: strings.Repeat("a", 254)}, 0, "", "Go", ""},
		"no label":                            {bot.Choice{Action: "a"}, 1, "…", "", "a"},
		"what can't be undone is asked twice": {bot.Choice{Label: "Forget me", Action: "a", Grave: true}, 1, "Forget me", "", "a"},
	} {
		parts := kit.Message(bot.Message{Key: "k", Blocks: []bot.Block{{Choices: &bot.Choices{Items: []bot.Choice{c.choice}}}}})
		held(t, parts)
		var got []slack.BlockAction
		if len(parts) > 0 {
			got = pressed(t, parts[0].Blocks)
		}
		if len(got) != c.buttons || strings.Join(read(t, parts), "") != c.above {
			t.Errorf("%s: %d buttons below %q", why, len(got), read(t, parts))
			continue
		}
		if c.buttons == 0 {
			continue
		}
		if action, _ := blockkit.Pressed(got[0]); got[0].Text.Text != c.label || action != c.action {
			t.Errorf("%s: %q does %q", why, got[0].Text.Text, action)
		}
		if raw := tree(t, parts[0].Blocks); strings.Contains(raw, `"confirm":{`) != c.choice.Grave || strings.Contains(raw, `"danger"`) != c.choice.Grave {
			t.Errorf("%s: %s", why, raw)
		}
	}
}

func TestARowOfButtonsHas25(t *testing.T) {
	var many []bot.Choice
	for range 51 {
		many = append(many, bot.Choice{Label: "Go on", Action: "go"})
	}
	parts := kit.Message(bot.Message{Key: "k", Blocks: []bot.Block{{Choices: &bot.Choices{Items: many}}}})
	held(t, parts)
	var rows []int
	for _, b := range list(t, parts[0].Blocks) {
		rows = append(rows, len(list(t, b["elements"])))
	}
	if !slices.Equal(rows, []int{25, 25, 1}) || len(parts) != 1 {
		t.Errorf("rows of %d in %d parts", rows, len(parts))
	}
}

// sent is a window as Slack sends it back, with what was typed.
func sent(t TB, v slack.ModalViewRequest, typed map[string]string) slack.View {
	t.Helper()
	var out slack.View
	if err := json.Unmarshal([]byte(tree(t, v)), &out); err != nil {
		t.Fatalf("%v", err)
	}
	out.State = &slack.ViewState{Values: map[string]map[string]slack.BlockAction{}}
	for _, b := range out.Blocks.BlockSet {
		in, ok := b.(*slack.InputBlock)
		if !ok {
			continue
		}
		a := slack.BlockAction{}
		var id string
		switch e := in.Element.(type) {
		case *slack.PlainTextInputBlockElement:
			id, a.Type, a.Value = e.ActionID, slack.ActionType(e.Type), e.InitialValue
			if s, ok := typed[in.Label.Text]; ok {
				a.Value = s
			}
		case *slack.SelectBlockElement:
			id, a.Type = e.ActionID, slack.ActionType(e.Type)
			if e.InitialOption != nil {
				a.SelectedOption = *e.InitialOption
			}
			for _, o := range e.Options {
				if o.Text.Text == typed[in.Label.Text] {
					a.SelectedOption = *o
				}
			}
		}
		out.State.Values[in.BlockID] = map[string]slack.BlockAction{id: a}
	}
	return out
}

func TestAWindowBringsBackWhatItWasGiven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		short := rapid.StringOfN(rapid.Rune(), 0, 20, 60)
		form := bot.Form{Title: "T", Action: short.Draw(t, "action"), Value: short.Draw(t, "value"), Submit: "Send"}
		want := map[string]string{}
		for _, name := range rapid.SliceOfNDistinct(short, 0, 10, rapid.ID[string]).Draw(t, "names") {
			f := bot.Field{Name: name, Label: "L", Value: "as it was", Error: rapid.SampledFrom([]string{"", "wrong"}).Draw(t, "error")}
			if rapid.Bool().Draw(t, "menu") {
				for _, v := range rapid.SliceOfNDistinct(rapid.StringOfN(rapid.Rune(), 0, 5, 20), 1, 5, rapid.ID[string]).Draw(t, "options") {
					f.Options = append(f.Options, bot.Choice{Label: "o", Value: v})
				}
				f.Value = rapid.SampledFrom(f.Options).Draw(t, "chosen").Value
			}
			want[name] = f.Value
			form.Fields = append(form.Fields, f)
		}
		private := short.Draw(t, "private")
		v := kit.Window(bot.Window{Title: "T", Blocks: []bot.Block{{Form: &form}}}, private)
		heldView(t, v)
		action, value, back, fields := blockkit.Filled(sent(t, v, nil))
		if action != form.Action || value != form.Value || back != private || !maps.Equal(fields, want) {
			t.Errorf("got %q %q %q %q, want %q", action, value, back, fields, want)
		}
	})
}

func TestFilledIn(t *testing.T) {
	form := fixture(t, "form").Blocks[0].Form
	v := kit.Window(bot.Window{Title: form.Title, Blocks: []bot.Block{{Form: form}}}, "D1/2.3")
	typed := map[string]string{"When was it?": "3 December & later", "What happened?": "<b>\nlines", "Who may see it?": "The Board"}
	action, value, private, fields := blockkit.Filled(sent(t, v, typed))
	want := map[string]string{"when": "3 December & later", "what": "<b>\nlines", "who": "board"}
	if action != "tell" || value != "42" || private != "D1/2.3" || !maps.Equal(fields, want) {
		t.Errorf("got %q %q %q %q", action, value, private, fields)
	}
	if v.Submit.Text != "Send it" || v.Title.Text != "Tell democratic services" || v.Close.Text != "Cancel" {
		t.Errorf("%q %q %q", v.Title.Text, v.Submit.Text, v.Close.Text)
	}
}

func TestMistakesStandByTheirFields(t *testing.T) {
	form := fixture(t, "form").Blocks[0].Form
	v := sent(t, kit.Window(bot.Window{Title: "T", Blocks: []bot.Block{{Form: form}}}, ""), nil)
	for why, c := range map[string]struct {
		mistakes bot.Mistakes
		want     map[string]string
	}{
		"by their fields":               {bot.Mistakes{"what": "Say what.", "who": "Say who."}, map[string]string{"field:what": "Say what.", "field:who": "Say who."}},
		"what is no field's, the first": {bot.Mistakes{"": "Not today.", "when": "Say when."}, map[string]string{"field:when": "Not today. Say when."}},
	} {
		if got := blockkit.Errors(v, c.mistakes); !maps.Equal(got, c.want) {
			t.Errorf("%s: %q", why, got)
		}
	}
	none := sent(t, kit.Window(bot.Window{Title: "T", Blocks: []bot.Block{{Form: &bot.Form{Action: "a", Submit: "Yes"}}}}, ""), nil)
	if got := blockkit.Errors(none, bot.Mistakes{"x": "No."}); len(got) > 0 {
		t.Errorf("a window without fields shows %q", got)
	}
	if action, _, _, _ := blockkit.Filled(none); action != "a" || none.Submit.Text != "Yes" {
		t.Errorf("a form without fields: %q %q", action, none.Submit.Text)
	}
}

func TestAFormThatSlackCantCarryIsNotShown(t *testing.T) {
	field := bot.Field{Name: "a", Label: "A"}
	many := slices.Repeat([]bot.Choice{{Label: "x", Value: "x"}}, 101)
	for why, f := range map[string]bot.Form{
		"two fields of one name":   {Fields: []bot.Field{field, field}},
		"too many options":         {Fields: []bot.Field{{Name: "a", Options: many}}},
		"too long a name":          {Fields: []bot.Field{{Name: strings.Repeat("n", 250)}}},
		"too long a value":         {Value: strings.Repeat("v", 3000)},
		"too long an option":       {Fields: []bot.Field{{Name: "a", Options: []bot.Choice{{Value: strings.Repeat("v", 75)}}}}},
		"too long an action":       {Action: strings.Repeat("a", 256)},
		"more fields than a phone": {Fields: slices.Repeat([]bot.Field{field}, 41)},
	} {
		v := kit.Window(bot.Window{Title: "T", Blocks: []bot.Block{{Form: &f}}}, "")
		heldView(t, v)
		if v.Submit != nil || !strings.Contains(tree(t, v), "hearth’s web page") {
			t.Errorf("%s: %s", why, tree(t, v))
		}
	}
}

func TestMetadataIsReadBack(t *testing.T) {
	for _, p := range kit.Message(fixture(t, "long")) {
		var md slack.SlackMetadata
		if err := json.Unmarshal([]byte(tree(t, kit.Metadata(p))), &md); err != nil {
			t.Fatal(err)
		}
		for _, md := range []slack.SlackMetadata{md, kit.Metadata(p)} {
			if key, n, of, ok := blockkit.KeyOf(md); key != "fixture-long" || n != p.N || of != p.Of || !ok {
				t.Errorf("got %q %d %d %v", key, n, of, ok)
			}
		}
	}
	good := map[string]any{"key": "k", "part": 1.0, "parts": 2.0}
	for why, alter := range map[string]func(md *slack.SlackMetadata){
		"another app's":   func(md *slack.SlackMetadata) { md.EventType = "task_created" },
		"without a key":   func(md *slack.SlackMetadata) { delete(md.EventPayload, "key") },
		"half a part":     func(md *slack.SlackMetadata) { md.EventPayload["part"] = 0.5 },
		"a third of two":  func(md *slack.SlackMetadata) { md.EventPayload["part"] = 3.0 },
		"a part in words": func(md *slack.SlackMetadata) { md.EventPayload["part"] = "1" },
	} {
		md := slack.SlackMetadata{EventType: "hearth_message", EventPayload: maps.Clone(good)}
		if _, _, _, ok := blockkit.KeyOf(md); !ok {
			t.Fatal("what is good is not")
		}
		if alter(&md); md.EventPayload != nil {
			if key, _, _, ok := blockkit.KeyOf(md); ok || key != "" {
				t.Errorf("%s is taken for hearth's", why)
			}
		}
	}
}

func TestLinks(t *testing.T) {
	shown := func(k blockkit.Kit, link string) string {
		for _, p := range k.Message(bot.Message{Key: "k", Blocks: []bot.Block{{Nearest: &bot.Nearest{Items: []bot.Near{{Title: "T", Link: link}}}}}}) {
			for _, b := range list(t, p.Blocks) {
				if _, after, ok := strings.Cut(tree(t, b), `"url":"`); ok {
					address, _, _ := strings.Cut(after, `"`)
					return address
				}
			}
		}
		return ""
	}
	for link, want := range map[string]string{
		"/papers/a?v=1&from=2#q":        "https://hearth.example/bot/papers/a?v=1&from=2#q",
		"/papers/a b":                   "https://hearth.example/bot/papers/a%20b",
		"/p?q=a|b>c d":                  "https://hearth.example/bot/p?q=a%7Cb%3Ec%20d",
		"/../../admin":                  "https://hearth.example/admin",
		`/\evil.example`:                "https://hearth.example/bot/%5Cevil.example",
		"//evil.example":                "",
		"javascript:alert(1)":           "",
		"https://evil.example":          "",
		"papers/a":                      "",
		"":                              "",
		"/" + strings.Repeat("p", 3000): "",
	} {
		if got := shown(kit, link); got != want {
			t.Errorf("%q leads to %q, want %q", link, got, want)
		}
		if got := shown(blockkit.Kit{}, link); got != "" {
			t.Errorf("without pages %q leads to %q", link, got)
		}
	}
	longest := "/" + strings.Repeat("p", 3000-len("https://hearth.example/bot/"))
	if shown(kit, longest) == "" || shown(kit, longest+"p") != "" {
		t.Error("an address may have 3,000 characters, and no more")
	}
	if got := shown(blockkit.Kit{Pages: &url.URL{Scheme: "http", Host: "127.0.0.1:8080"}}, "/papers/a"); got != "http://127.0.0.1:8080/papers/a" {
		t.Errorf("got %q", got)
	}
}
