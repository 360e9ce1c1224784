package page

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"hearth/bot/slack/slackstub"
)

// A line is one message as one person sees it.
type line struct {
	TS, ID, Who string
	Mine, App   bool
	Alone       bool // only this person sees it
	Edited      bool
	Spans       []slackstub.Span // of what a person wrote
	Blocks      []drawn          // of what the app wrote
	Replies     int
	Thread      string // where it is answered
	At          string
}

func (p *pages) lines(u slackstub.User, c slackstub.Channel, thread string) []line {
	names, replies := map[string]string{}, map[string]int{}
	for _, x := range p.s.Users() {
		names[x.ID] = x.RealName
	}
	all := p.s.Messages(c.ID)
	for _, m := range all {
		if m.Thread != "" && m.Thread != m.TS && (m.For == "" || m.For == u.ID) {
			replies[m.Thread]++
		}
	}
	var out []line
	for _, m := range all {
		root := m.Thread == "" || m.Thread == m.TS
		switch {
		case m.For != "" && m.For != u.ID,
			thread == "" && !root && !m.Broadcast,
			thread != "" && m.TS != thread && m.Thread != thread,
			m.Subtype == "assistant_app_thread":
			continue
		}
		l := line{TS: m.TS, ID: strings.ReplaceAll(m.TS, ".", "-"), Who: names[m.User], Mine: m.User == u.ID, App: m.FromApp, Alone: m.For != "",
			Edited: m.Edited != "", Replies: replies[m.TS], At: m.At.Format("15:04")}
		if m.User == "USLACKBOT" {
			l.Who = "The workspace"
		}
		if root && thread == "" && m.For == "" {
			l.Thread = roomURL(u.ID, c.ID, m.TS)
		}
		if m.FromApp && len(m.Blocks) > 0 {
			l.Blocks = p.draw(m.Blocks, controlsOf{to: roomURL(u.ID, c.ID, "") + "/press", ts: m.TS, back: roomURL(u.ID, c.ID, thread)})
		} else {
			l.Spans = named(slackstub.Mrkdwn(m.Text, false), names, p.s.Channels())
		}
		out = append(out, l)
	}
	return out
}

// named puts people's and channels' names where their ids stand.
func named(spans []slackstub.Span, names map[string]string, channels []slackstub.Channel) []slackstub.Span {
	for i, s := range spans {
		if n := names[s.Mention]; n != "" {
			spans[i].Text = "@" + n
		}
		for _, c := range channels {
			if c.ID == s.Mention {
				spans[i].Text = "#" + c.Name
			}
		}
	}
	return spans
}

// controlsOf says where what is pressed goes, and where one is afterwards.
type controlsOf struct {
	to, ts, back string
	top          bool // on a page of their own
}

// A drawn block is one that the page can show.
type drawn struct {
	Kind     string
	Text     []slackstub.Span
	Parts    [][]slackstub.Span // fields, or elements of a context
	Rich     []rich
	Controls []control
	Rows     [][]string
	Top      bool   // a heading of the page itself
	Other    string // a kind that the page doesn't draw
}

type control struct {
	slackstub.Control
	To, TS, Back string
	Danger       bool
}

// What the page reads of blocks.
type (
	textJSON struct {
		Type     string `json:"type"`
		Text     string `json:"text"`
		Verbatim bool   `json:"verbatim"`
	}
	elementJSON struct {
		Type        string          `json:"type"`
		ActionID    string          `json:"action_id"`
		Text        json.RawMessage `json:"text"`
		Verbatim    bool            `json:"verbatim"`
		AltText     string          `json:"alt_text"`
		Value       string          `json:"value"`
		URL         string          `json:"url"`
		Style       json.RawMessage `json:"style"`
		Placeholder *textJSON       `json:"placeholder"`
		Options     []optionJSON    `json:"options"`
		Confirm     *struct {
			Text textJSON `json:"text"`
		} `json:"confirm"`
		Elements []elementJSON `json:"elements"`
	}
	optionJSON struct {
		Text  textJSON `json:"text"`
		Value string   `json:"value"`
	}
	blockJSON struct {
		Type      string          `json:"type"`
		BlockID   string          `json:"block_id"`
		Text      json.RawMessage `json:"text"`
		Fields    []textJSON      `json:"fields"`
		Accessory *elementJSON    `json:"accessory"`
		Elements  []elementJSON   `json:"elements"`
		AltText   string          `json:"alt_text"`
		Rows      [][]elementJSON `json:"rows"`
	}
)

func (t textJSON) spans() []slackstub.Span {
	if t.Type != "mrkdwn" {
		return []slackstub.Span{{Text: t.Text}}
	}
	return slackstub.Mrkdwn(t.Text, t.Verbatim)
}

// asText reads a text object, or a plain string.
func asText(raw json.RawMessage) textJSON {
	var t textJSON
	if json.Unmarshal(raw, &t) != nil {
		_ = json.Unmarshal(raw, &t.Text) // neither: nothing is shown
	}
	return t
}

func (p *pages) draw(raw json.RawMessage, c controlsOf) []drawn {
	var blocks []blockJSON
	if err := json.Unmarshal(raw, &blocks); err != nil {
		return []drawn{{Kind: "other", Other: "unreadable"}}
	}
	var out []drawn
	for _, b := range blocks {
		out = append(out, drawBlock(b, c))
	}
	return out
}

func drawBlock(b blockJSON, c controlsOf) drawn {
	d := drawn{Kind: b.Type, Top: c.top}
	if b.Text != nil {
		d.Text = asText(b.Text).spans()
	}
	switch b.Type {
	case "section":
		for _, f := range b.Fields {
			d.Parts = append(d.Parts, f.spans())
		}
		if b.Accessory != nil {
			d.Controls = c.of(b.BlockID, *b.Accessory)
		}
	case "context":
		for _, e := range b.Elements {
			t := textJSON{Type: e.Type, Text: asText(e.Text).Text, Verbatim: e.Verbatim}
			if e.Type == "image" {
				t = textJSON{Text: e.AltText}
			}
			d.Parts = append(d.Parts, t.spans())
		}
	case "actions":
		for _, e := range b.Elements {
			d.Controls = append(d.Controls, c.of(b.BlockID, e)...)
		}
	case "image":
		d.Text = []slackstub.Span{{Text: "Picture: " + b.AltText}}
	case "rich_text":
		d.Rich = richOf(b.Elements)
	case "table":
		for _, r := range b.Rows {
			var row []string
			for _, cell := range r {
				row = append(row, asText(cell.Text).Text+flat(cell.Elements))
			}
			d.Rows = append(d.Rows, row)
		}
	case "header", "divider", "markdown", "input":
	default:
		d.Kind, d.Other = "other", b.Type
	}
	return d
}

// flat is the text of rich text, without its styles.
func flat(es []elementJSON) string {
	var b strings.Builder
	for _, e := range es {
		b.WriteString(asText(e.Text).Text + e.URL + flat(e.Elements))
	}
	return b.String()
}

func (c controlsOf) of(block string, e elementJSON) []control {
	if e.Type == "image" {
		return nil
	}
	k := control{To: c.to, TS: c.ts, Back: c.back, Danger: e.style() == "danger", Control: slackstub.Control{Kind: e.Type,
		BlockID: block, ActionID: e.ActionID, Label: asText(e.Text).Text, Value: e.Value, URL: e.URL, Style: e.style()}}
	if e.Placeholder != nil {
		k.Label = e.Placeholder.Text
	}
	if k.Label == "" {
		k.Label = "Choose"
	}
	if e.Confirm != nil {
		k.Confirm = e.Confirm.Text.Text
	}
	for _, o := range e.Options {
		k.Options = append(k.Options, slackstub.Option{Label: o.Text.Text, Value: o.Value})
	}
	return []control{k}
}

// A window is what stands over the conversation.
type window struct {
	ID, Title, Submit, Close string
	To                       string
	Blocks                   []part
	Failed                   string
	Wrong                    bool
}

// A part of a window is something to read or a field.
type part struct {
	Drawn *drawn
	Field *field
}

type field struct {
	slackstub.FormField
	ID string // on the page
}

func viewURL(user, view string) string {
	return "/as/" + url.PathEscape(user) + "/view/" + url.PathEscape(view)
}

func (p *pages) window(u slackstub.User, v slackstub.View, here string) *window {
	w := &window{ID: v.ID, Title: v.Title, Submit: v.Submit, Close: v.Close, To: viewURL(u.ID, v.ID), Wrong: len(v.Errors) > 0}
	if w.Close == "" {
		w.Close = "Close"
	}
	var blocks []blockJSON
	if json.Unmarshal(v.Blocks, &blocks) != nil {
		return w // an empty window, which can be closed
	}
	fields := v.Fields()
	for _, b := range blocks {
		if b.Type == "input" && len(fields) > 0 {
			w.Blocks = append(w.Blocks, part{Field: &field{fields[0], fmt.Sprintf("field-%d", len(w.Blocks))}})
			fields = fields[1:]
			continue
		}
		d := drawBlock(b, controlsOf{to: w.To + "/press", back: here})
		w.Blocks = append(w.Blocks, part{Drawn: &d})
	}
	return w
}
