package slackstub

import (
	"fmt"
	"slices"
	"strings"
)

// A Link is one that a message shows.
type Link struct{ URL, Label string }

// A shownText is one text of a message, with its markup.
type shownText struct {
	text     string
	kind     string // "mrkdwn", plain
	verbatim bool
}

func (t shownText) spans() []Span {
	if t.kind == plain {
		return []Span{{Text: t.text}}
	}
	return Mrkdwn(t.text, t.verbatim)
}

// texts are all that blocks show, in order.
func texts(v any, out []shownText) []shownText {
	switch v := v.(type) {
	case []object:
		for _, x := range v {
			out = texts(x, out)
		}
	case []any:
		for _, x := range v {
			out = texts(x, out)
		}
	case object:
		kind := str(v["type"])
		if t, ok := v["text"].(string); ok {
			if kind == "text" || kind == "markdown" {
				kind = plain
			}
			verbatim, _ := v["verbatim"].(bool)
			return append(out, shownText{t, kind, verbatim})
		}
		for _, k := range []string{"title", "label", "text", "fields", "accessory", "elements", "element", "rows", "placeholder", "hint", "options"} {
			out = texts(v[k], out)
		}
	}
	return out
}

func spans(blocks []object, text string) []Span {
	var out []Span
	for _, t := range texts(blocks, nil) {
		out = append(out, t.spans()...)
	}
	if len(blocks) == 0 {
		out = Mrkdwn(text, false)
	}
	return out
}

// Spans are all that a message shows: its blocks, or its text where it has none.
func (m Message) Spans() []Span { return spans(m.blocks, m.Text) }

// Spans are all that a view shows.
func (v View) Spans() []Span { return spans(v.blocks, "") }

// Shown is what a person reads in a message, without markup, a line for each text.
func (m Message) Shown() string { return shown(m.blocks, m.Text) }

// Shown is what a person reads in a view.
func (v View) Shown() string { return strings.TrimSpace(v.Title + "\n" + shown(v.blocks, "")) }

func shown(blocks []object, text string) string {
	var lines []string
	all := texts(blocks, nil)
	if len(blocks) == 0 {
		all = []shownText{{text: text}}
	}
	for _, t := range all {
		var b strings.Builder
		for _, s := range t.spans() {
			b.WriteString(s.Text)
		}
		lines = append(lines, b.String())
	}
	return strings.Join(lines, "\n")
}

// Mentions are all whom a message calls, by its blocks and by the text that stands
// in notifications.
func (m Message) Mentions() []string {
	var out []string
	for _, s := range append(m.Spans(), Mrkdwn(m.Text, false)...) {
		if s.Mention != "" && !slices.Contains(out, s.Mention) {
			out = append(out, s.Mention)
		}
	}
	return out
}

// Links are all that a message leads to, those of its buttons too.
func (m Message) Links() []Link { return links(m.Spans(), m.Controls()) }

// Links are all that a view leads to.
func (v View) Links() []Link { return links(v.Spans(), v.Controls()) }

func links(all []Span, buttons []Control) []Link {
	var out []Link
	for _, s := range all {
		if s.URL != "" {
			out = append(out, Link{s.URL, s.Text})
		}
	}
	for _, c := range buttons {
		if c.URL != "" {
			out = append(out, Link{c.URL, c.Label})
		}
	}
	return out
}

// Formatted are the pieces of a message that are shown bold, slanted, struck out or
// as code.
func (m Message) Formatted() []Span {
	return slices.DeleteFunc(m.Spans(), func(s Span) bool { return !s.Bold && !s.Italic && !s.Strike && !s.Code })
}

// String names a message without its words.
func (m Message) String() string { return fmt.Sprintf("message %s/%s", m.Channel, m.TS) }
