package slackstub_test

import (
	"fmt"
	"strings"
	"testing"

	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/stubtest"
)

type (
	o = map[string]any
	l = []any
)

func plain(s string) o { return o{"type": "plain_text", "text": s} }

func long(n int) string { return strings.Repeat("ä", n) }

func section(s string) o { return o{"type": "section", "text": plain(s)} }

func button(with o) o {
	b := o{"type": "button", "text": plain("Press"), "action_id": "a"}
	for k, v := range with {
		b[k] = v
	}
	return b
}

func actions(es ...any) l { return l{o{"type": "actions", "elements": es}} }

func repeat(n int, f func(i int) any) l {
	out := l{}
	for i := range n {
		out = append(out, f(i))
	}
	return out
}

func buttons(n int) l {
	return repeat(n, func(i int) any { return button(o{"action_id": fmt.Sprint("a", i)}) })
}

// What Slack takes is taken and what Slack refuses is refused: each limit from both
// sides.
func TestMessagesAreHeldToSlacksLimits(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	for name, c := range map[string]struct {
		args o
		want string // the error; "": none
		says string // within response_metadata
	}{
		"50 blocks":                   {args: o{"blocks": repeat(50, func(int) any { return o{"type": "divider"} })}},
		"51 blocks":                   {o{"blocks": repeat(51, func(int) any { return o{"type": "divider"} })}, "invalid_blocks", "no more than 50 items allowed [json-pointer:/blocks]"},
		"a section of 3,000":          {args: o{"blocks": l{section(long(3000))}}},
		"a section of 3,001":          {o{"blocks": l{section(long(3001))}}, "invalid_blocks", "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"},
		"an empty section":            {o{"blocks": l{section("")}}, "invalid_blocks", "must be more than 0 characters"},
		"12,000 in all":               {args: o{"blocks": repeat(4, func(int) any { return section(long(3000)) })}},
		"15,000 in all":               {o{"blocks": repeat(5, func(int) any { return section(long(3000)) })}, "msg_blocks_too_long", ""},
		"a header of 150":             {args: o{"blocks": l{o{"type": "header", "text": plain(long(150))}}}},
		"a header of 151":             {o{"blocks": l{o{"type": "header", "text": plain(long(151))}}}, "invalid_blocks", "151 characters"},
		"a header in mrkdwn":          {o{"blocks": l{o{"type": "header", "text": o{"type": "mrkdwn", "text": "x"}}}}, "invalid_blocks", "must be plain_text"},
		"a label of 75":               {args: o{"blocks": actions(button(o{"text": plain(long(75))}))}},
		"a label of 76":               {o{"blocks": actions(button(o{"text": plain(long(76))}))}, "invalid_blocks", "76 characters [json-pointer:/blocks/0/elements/0/text/text]"},
		"a value of 2,000":            {args: o{"blocks": actions(button(o{"value": long(2000)}))}},
		"a value of 2,001":            {o{"blocks": actions(button(o{"value": long(2001)}))}, "invalid_blocks", "/value]"},
		"an empty value":              {o{"blocks": actions(button(o{"value": ""}))}, "invalid_blocks", "/value]"},
		"an action_id of 256":         {o{"blocks": actions(button(o{"action_id": long(256)}))}, "invalid_blocks", "/action_id]"},
		"the same action_id twice":    {o{"blocks": actions(button(nil), button(nil))}, "invalid_blocks", `"a" already exists`},
		"the same in two blocks":      {args: o{"blocks": append(actions(button(nil)), actions(button(nil))...)}},
		"the same block_id twice":     {o{"blocks": l{o{"type": "divider", "block_id": "x"}, o{"type": "divider", "block_id": "x"}}}, "invalid_blocks", `"x" already exists`},
		"a block_id of 256":           {o{"blocks": l{o{"type": "divider", "block_id": long(256)}}}, "invalid_blocks", "/block_id]"},
		"25 buttons":                  {args: o{"blocks": l{o{"type": "actions", "elements": buttons(25)}}}},
		"26 buttons":                  {o{"blocks": l{o{"type": "actions", "elements": buttons(26)}}}, "invalid_blocks", "no more than 25"},
		"10 in a context":             {args: o{"blocks": l{o{"type": "context", "elements": repeat(10, func(int) any { return plain("x") })}}}},
		"11 in a context":             {o{"blocks": l{o{"type": "context", "elements": repeat(11, func(int) any { return plain("x") })}}}, "invalid_blocks", "no more than 10"},
		"11 fields":                   {o{"blocks": l{o{"type": "section", "fields": repeat(11, func(int) any { return plain("x") })}}}, "invalid_blocks", "no more than 10"},
		"an unknown block":            {o{"blocks": l{o{"type": "carousel"}}}, "invalid_blocks", "unsupported type: carousel"},
		"an unknown property":         {o{"blocks": l{o{"type": "divider", "colour": "red"}}}, "invalid_blocks", "invalid additional property: colour"},
		"emoji in mrkdwn":             {o{"blocks": l{o{"type": "section", "text": o{"type": "mrkdwn", "text": "x", "emoji": true}}}}, "invalid_blocks", "additional property: emoji"},
		"a text field in actions":     {o{"blocks": actions(o{"type": "plain_text_input", "action_id": "a"})}, "invalid_blocks", "unsupported type: plain_text_input"},
		"a link that runs script":     {o{"blocks": actions(button(o{"url": "javascript:alert(1)"}))}, "invalid_blocks", "invalid URL"},
		"a link without a host":       {o{"blocks": actions(button(o{"url": "/papers/1"}))}, "invalid_blocks", "invalid URL"},
		"a style that doesn't exist":  {o{"blocks": actions(button(o{"style": "grave"}))}, "invalid_blocks", "primary or danger"},
		"a question of 301":           {o{"blocks": actions(button(o{"confirm": o{"title": plain("Sure?"), "text": plain(long(301)), "confirm": plain("Yes"), "deny": plain("No")}}))}, "invalid_blocks", "/confirm/text/text]"},
		"101 options":                 {o{"blocks": actions(o{"type": "static_select", "action_id": "a", "options": repeat(101, func(i int) any { return o{"text": plain("x"), "value": fmt.Sprint(i)} })})}, "invalid_blocks", "no more than 100"},
		"blocks that are no JSON":     {o{"blocks": "[{"}, "invalid_blocks_format", ""},
		"nothing at all":              {o{}, "no_text", ""},
		"40,000 characters":           {args: o{"text": long(40000)}},
		"40,001 characters":           {o{"text": long(40001)}, "msg_too_long", ""},
		"metadata":                    {args: o{"text": "x", "metadata": o{"event_type": "e", "event_payload": o{"key": "k", "part": 1}}}},
		"metadata without a payload":  {o{"text": "x", "metadata": o{"event_type": "e"}}, "invalid_metadata_format", ""},
		"metadata with a deep object": {o{"text": "x", "metadata": o{"event_type": "e", "event_payload": o{"a": o{}}}}, "invalid_metadata_schema", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c.args["channel"] = stubtest.General
			_, got := stubtest.Call(t, s, s.BotToken(), "chat.postMessage", c.args)
			refused(t, got, c.want, c.says)
		})
	}
}

// refused checks an answer for an error and what its messages say.
func refused(t *testing.T, got o, want, says string) {
	t.Helper()
	code, _ := got["error"].(string)
	if code != want || got["ok"] != (want == "") {
		t.Fatalf("answered %v, want the error %q", got, want)
	}
	if said := fmt.Sprint(got["response_metadata"]); !strings.Contains(said, says) {
		t.Errorf("messages %s, want %q in them", said, says)
	}
}

func modal(with o) o {
	v := o{"type": "modal", "title": plain("Title"), "blocks": l{section("x")}}
	for k, x := range with {
		v[k] = x
	}
	return v
}

func input(element o) l {
	return l{o{"type": "input", "block_id": "f", "label": plain("Field"), "element": element}}
}

func TestWindowsAreHeldToSlacksLimits(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	for name, c := range map[string]struct {
		view o
		says string
	}{
		"100 blocks":            {modal(o{"blocks": repeat(100, func(int) any { return o{"type": "divider"} })}), ""},
		"101 blocks":            {modal(o{"blocks": repeat(101, func(int) any { return o{"type": "divider"} })}), "no more than 100 items"},
		"a title of 24":         {modal(o{"title": plain(long(24))}), ""},
		"a title of 25":         {modal(o{"title": plain(long(25))}), "/view/title/text]"},
		"no title":              {o{"type": "modal", "blocks": l{}}, "missing required field: title"},
		"a submit of 25":        {modal(o{"submit": plain(long(25))}), "/view/submit/text]"},
		"a close of 25":         {modal(o{"close": plain(long(25))}), "/view/close/text]"},
		"metadata of 3,000":     {modal(o{"private_metadata": long(3000)}), ""},
		"metadata of 3,001":     {modal(o{"private_metadata": long(3001)}), "/view/private_metadata]"},
		"a field":               {modal(o{"submit": plain("Send"), "blocks": input(o{"type": "plain_text_input", "action_id": "v"})}), ""},
		"a field and no submit": {modal(o{"blocks": input(o{"type": "plain_text_input", "action_id": "v"})}), "needs a submit button"},
		"a button as a field":   {modal(o{"submit": plain("Send"), "blocks": input(button(nil))}), "unsupported type: button"},
		"a chosen stranger": {modal(o{"submit": plain("Send"), "blocks": input(o{"type": "static_select", "action_id": "v",
			"options": l{o{"text": plain("A"), "value": "a"}}, "initial_option": o{"text": plain("B"), "value": "b"}})}), "must be one of the options"},
		"markdown in a window": {modal(o{"blocks": l{o{"type": "markdown", "text": "x"}}}), "unsupported type: markdown"},
		"a home as a window":   {o{"type": "home", "blocks": l{}}, "must be modal"},
		"two with the focus": {modal(o{"submit": plain("Send"), "blocks": append(input(o{"type": "plain_text_input", "action_id": "v", "focus_on_load": true}),
			o{"type": "input", "label": plain("G"), "element": o{"type": "plain_text_input", "focus_on_load": true}})}), "may have the focus"},
	} {
		t.Run(name, func(t *testing.T) {
			trigger := press(t, s)
			_, got := stubtest.Call(t, s, s.BotToken(), "views.open", o{"trigger_id": trigger, "view": c.view})
			want := ""
			if c.says != "" {
				want = "invalid_arguments"
			}
			refused(t, got, want, c.says)
		})
	}
}

// press gives a fresh trigger of Asha's.
func press(t *testing.T, s *slackstub.Stub) string {
	t.Helper()
	id, err := s.Slash(stubtest.Asha, stubtest.General, "/hearth", "")
	if err != nil {
		t.Fatal(err)
	}
	return field(t, s.Delivery(id).Payload, "trigger_id")
}
