package blockkit

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/slack-go/slack"
)

// A span is a stretch of prose that looks the same.
type span struct {
	text string
	bold bool
	url  string // "": no link
}

// A rendered block carries what it says in plain words, for the fallback.
type rendered struct {
	block slack.Block
	text  string
	size  int // as JSON
}

func render(b slack.Block, text string) rendered { return rendered{b, fallback(text), size(b)} }

// size is how many characters a block has as JSON.
func size(b slack.Block) int {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(b); err != nil {
		return maxSize // never: the blocks we make are data
	}
	return count(out.String())
}

// A shape is what prose stands in.
type shape int

const (
	paragraph shape = iota
	quotation
	item
	preformatted
)

// prose makes blocks of spans, as many as their length takes.
func prose(in shape, spans ...span) []rendered {
	return pieces(in, tidy(spans), maxText)
}

func pieces(in shape, spans []span, limit int) []rendered {
	text := joined(spans)
	var out []rendered
	for _, st := range split(text, limit) {
		part := between(spans, st)
		r := render(in.block(part), in.mark()+text[st.from:st.to])
		if r.size > maxPiece && len(part) > 1 {
			out = append(out, pieces(in, part, max(1, count(text[st.from:st.to])/2))...)
			continue
		}
		out = append(out, r)
	}
	return out
}

// tidy cleans the texts, and joins those that look the same.
func tidy(spans []span) []span {
	out := make([]span, 0, len(spans))
	for _, s := range spans {
		if s.text = clean(s.text); s.text == "" {
			continue
		}
		if last := len(out) - 1; last >= 0 && out[last].bold == s.bold && out[last].url == s.url {
			out[last].text += s.text
			continue
		}
		out = append(out, s)
	}
	return out
}

func joined(spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.text)
	}
	return b.String()
}

// between is what of spans stands in a stretch of their joined text.
func between(spans []span, st stretch) (out []span) {
	at := 0
	for _, s := range spans {
		from, to := max(st.from-at, 0), min(st.to-at, len(s.text))
		if from < to {
			out = append(out, span{s.text[from:to], s.bold, s.url})
		}
		at += len(s.text)
	}
	return out
}

// mark stands before the text where blocks can't be seen.
func (in shape) mark() string {
	if in == item {
		return "• "
	}
	return ""
}

func (in shape) block(spans []span) slack.Block {
	elements := make([]slack.RichTextSectionElement, 0, len(spans))
	for _, s := range spans {
		var style *slack.RichTextSectionTextStyle
		if s.bold {
			style = &slack.RichTextSectionTextStyle{Bold: true}
		}
		if s.url != "" {
			elements = append(elements, slack.NewRichTextSectionLinkElement(s.url, s.text, style))
		} else {
			elements = append(elements, slack.NewRichTextSectionTextElement(s.text, style))
		}
	}
	section := slack.NewRichTextSection(elements...)
	switch in {
	case quotation:
		return slack.NewRichTextBlock("", &slack.RichTextQuote{Type: slack.RTEQuote, Elements: elements})
	case item:
		return slack.NewRichTextBlock("", slack.NewRichTextList(slack.RTEListBullet, 0, section))
	case preformatted:
		return slack.NewRichTextBlock("", &slack.RichTextPreformatted{Type: slack.RTEPreformatted, Elements: elements})
	default:
		return slack.NewRichTextBlock("", section)
	}
}
