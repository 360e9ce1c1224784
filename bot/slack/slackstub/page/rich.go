package page

import (
	"encoding/json"

	"hearth/bot/slack/slackstub"
)

// A rich part is a paragraph, a list, a quotation or preformatted text of a rich_text
// block: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block.
type rich struct {
	Kind  string // "paragraph", "bullets", "numbers", "quote", "pre"
	Spans []slackstub.Span
	Items [][]slackstub.Span
}

var richKinds = map[string]string{"rich_text_section": "paragraph", "rich_text_quote": "quote", "rich_text_preformatted": "pre"}

func richOf(parts []elementJSON) []rich {
	var out []rich
	for _, e := range parts {
		if e.Type != "rich_text_list" {
			out = append(out, rich{Kind: richKinds[e.Type], Spans: richSpans(e.Elements)})
			continue
		}
		list := rich{Kind: "bullets"}
		if e.style() == "ordered" {
			list.Kind = "numbers"
		}
		for _, item := range e.Elements {
			list.Items = append(list.Items, richSpans(item.Elements))
		}
		out = append(out, list)
	}
	return out
}

// richSpans reads texts and links as they stand: nothing in them is markup.
func richSpans(es []elementJSON) []slackstub.Span {
	var out []slackstub.Span
	for _, e := range es {
		s := slackstub.Span{Text: asText(e.Text).Text, URL: e.URL}
		if s.Text == "" {
			s.Text = e.URL
		}
		var style struct{ Bold, Italic, Strike, Code bool }
		if json.Unmarshal(e.Style, &style) == nil {
			s.Bold, s.Italic, s.Strike, s.Code = style.Bold, style.Italic, style.Strike, style.Code
		}
		out = append(out, s)
	}
	return out
}

// style is that of a button or a list; "" where it is none, or one of text.
func (e elementJSON) style() string {
	var s string
	if json.Unmarshal(e.Style, &s) != nil {
		return ""
	}
	return s
}
