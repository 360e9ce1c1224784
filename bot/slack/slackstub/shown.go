package slackstub

import (
	"fmt"
	"slices"
	"strings"
)

// A Link is one that a message shows.
type Link struct{ URL, Label string }

// literal is text in which nothing is escaped.
const literal = "literal"

// A shownText is one text of a message, with its markup.
type shownText struct {
	text     string
	kind     string // "mrkdwn", plain, literal
	verbatim bool
	rich     []Span // of rich text, which is taken as it is
}

func (t shownText) spans() []Span {
	switch {
	case t.rich != nil:
		return t.rich
	case t.kind == plain:
		return []Span{{Text: unescape.Replace(t.text)}}
	case t.kind == literal:
		return []Span{{Text: t.text}}
	}
	return Mrkdwn(t.text, t.verbatim)
}

// richSpans are those of a paragraph of rich text: its texts and links are read as
// they are, whatever stands in them, and only a mention's own element mentions.
func richSpans(elements []any) []Span {
	out := []Span{}
	for _, e := range elements {
		e, _ := e.(object)
		style, _ := e["style"].(object)
		s := Span{Text: str(e["text"]), Bold: style["bold"] == true, Italic: style["italic"] == true, Strike: style["strike"] == true, Code: style["code"] == true}
		switch kind := str(e["type"]); kind {
		case "link":
			if s.URL = str(e["url"]); s.Text == "" {
				s.Text = s.URL
			}
		case "user", "channel", "usergroup":
			s.Mention = str(e[kind+"_id"])
		case "broadcast":
			s.Mention = "!" + str(e["range"])
		}
		out = append(out, s)
	}
	return out
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
		if elements, ok := v["elements"].([]any); ok && slices.Contains([]string{"rich_text_section", "rich_text_quote", "rich_text_preformatted"}, kind) {
			return append(out, shownText{rich: richSpans(elements)})
		}
		if t, ok := v["text"].(string); ok {
			if kind == "text" || kind == "markdown" {
				kind = literal
			}
			verbatim, _ := v["verbatim"].(bool)
			return append(out, shownText{text: t, kind: kind, verbatim: verbatim})
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
