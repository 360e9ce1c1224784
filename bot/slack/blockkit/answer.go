package blockkit

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"hearth/bot"
)

// statements are a block each, as Slack puts space between blocks.
func (p *page) statements(items []bot.Statement) (out []rendered) {
	for _, s := range items {
		var spans []span
		if s.Label != "" {
			spans = append(spans, span{text: s.Label + ": ", bold: true})
		}
		text := strings.TrimSpace(s.Text)
		if s.Folded {
			text += " …"
		}
		spans = append(spans, span{text: text})
		for i, n := range s.Sources {
			if i == 0 {
				spans = append(spans, span{text: " "})
			}
			var link string
			if n >= 1 && n <= len(p.sources) {
				link = p.page(p.sources[n-1].Link)
			}
			spans = append(spans, span{text: fmt.Sprintf("[%d]", n), url: link})
		}
		out = append(out, prose(paragraph, spans...)...)
	}
	return out
}

// maxWord is about how much of a source's name one link has, so that it stays
// within a text object however much of it is escaped and however long its address
// is.
const maxWord, maxPrintURL = 300, 1000

// smallPrint is the one line that names the sources, in several blocks if it
// must. Only where there are links is it mrkdwn.
func (p *page) smallPrint(items []bot.Source) (out []rendered) {
	linked := false
	for _, s := range items {
		linked = linked || p.page(s.Link) != ""
	}
	var line, said strings.Builder
	flush := func() {
		if line.Len() == 0 {
			return
		}
		text := slack.NewTextBlockObject(slack.PlainTextType, line.String(), false, false)
		if linked {
			text = slack.NewTextBlockObject(slack.MarkdownType, line.String(), false, true)
		}
		out = append(out, render(slack.NewContextBlock("", text), said.String()))
		line.Reset()
		said.Reset()
	}
	for i, s := range items {
		before, link := " · ", p.page(s.Link)
		if i == 0 {
			before = "Sources: "
		}
		name := fmt.Sprintf("[%d] %s", i+1, oneLine(s.Short))
		for n, st := range split(name, maxWord) {
			word := name[st.from:st.to]
			shown := escape(word)
			if linked {
				shown = literal(word)
			}
			if linked && link != "" && len(escape(link)) <= maxPrintURL {
				shown = "<" + escape(link) + "|" + shown + ">"
			}
			if n > 0 {
				before = " "
			}
			if line.Len() > 0 && count(line.String())+count(before)+count(shown) > maxText {
				flush()
				before = ""
			}
			line.WriteString(before + shown)
			said.WriteString(before + word)
		}
	}
	flush()
	return out
}

// fullSources are each a name with its quotes below.
func (p *page) fullSources(items []bot.Source) (out []rendered) {
	for i, s := range items {
		name := prose(paragraph, span{text: fmt.Sprintf("[%d] ", i+1), bold: true}, span{text: oneLine(s.Line), bold: true, url: p.page(s.Link)})
		if len(s.Quotes) > 0 && len(name) > 0 {
			name[len(name)-1].leads = true
		}
		out = append(out, name...)
		for _, q := range s.Quotes {
			var spans []span
			if q.Before != "" {
				spans = append(spans, span{text: q.Before + "\n"})
			}
			spans = append(spans, span{text: q.Text, bold: q.Before != "" || q.After != ""})
			if q.After != "" {
				spans = append(spans, span{text: "\n" + q.After})
			}
			out = append(out, prose(quotation, spans...)...)
		}
	}
	return out
}

func (p *page) nearest(items []bot.Near) (out []rendered) {
	if len(items) == 0 {
		return nil
	}
	var lines [][]span
	for _, n := range items {
		lines = append(lines, []span{{text: oneLine(n.Title), url: p.page(n.Link)}})
	}
	out = prose(paragraph, span{text: "Nearest to it:"})
	out[0].leads = true
	return append(out, bullets(lines...)...)
}
