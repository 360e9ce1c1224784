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
	size  int  // of the block as JSON, or of the text, whichever is more
	leads bool // it belongs to what comes after it
}

func render(b slack.Block, text string) rendered {
	r := rendered{block: b, text: fallback(text)}
	r.size = max(size(b), count(r.text))
	return r
}

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
		r := render(in.block(part), text[st.from:st.to])
		if n := count(text[st.from:st.to]); r.size > maxPiece && n > 1 {
			out = append(out, pieces(in, part, n/2)...)
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

// heading is in bold and leads what comes after it.
func heading(s string) []rendered {
	out := prose(paragraph, span{text: oneLine(s), bold: true})
	for i := range out {
		out[i].leads = true
	}
	return out
}

func (in shape) block(spans []span) slack.Block {
	switch elements := elements(spans); in {
	case quotation:
		return slack.NewRichTextBlock("", &slack.RichTextQuote{Type: slack.RTEQuote, Elements: elements})
	case preformatted:
		return slack.NewRichTextBlock("", &slack.RichTextPreformatted{Type: slack.RTEPreformatted, Elements: elements})
	default:
		return slack.NewRichTextBlock("", slack.NewRichTextSection(elements...))
	}
}

func elements(spans []span) []slack.RichTextSectionElement {
	out := make([]slack.RichTextSectionElement, 0, len(spans))
	for _, s := range spans {
		var style *slack.RichTextSectionTextStyle
		if s.bold {
			style = &slack.RichTextSectionTextStyle{Bold: true}
		}
		if s.url != "" {
			out = append(out, slack.NewRichTextSectionLinkElement(s.url, s.text, style))
		} else {
			out = append(out, slack.NewRichTextSectionTextElement(s.text, style))
		}
	}
	return out
}
