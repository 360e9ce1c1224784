package cards

import (
	"fmt"
	"strconv"
	"strings"

	"hearth/bot"
)

// statements are paragraphs, each with its label and the numbers of its sources.
func (p page) statements(all []bot.Statement) (out []item) {
	for _, s := range all {
		lines := text("", s.Text, literal)
		if len(lines) == 0 {
			continue
		}
		if label := cut(s.Label, maxLine); label != "" {
			lines[0].text = bold(label+":") + " " + lines[0].text
		}
		last := &lines[len(lines)-1]
		if s.Folded {
			last.text += " …"
		}
		for _, n := range s.Sources {
			last.text += fmt.Sprintf(" [%d]", n)
			if c, ok := p.claim(n); ok {
				last.claims = append(last.claims, c)
			}
		}
		out = append(out, lines...)
	}
	return out
}

// claim is the citation of a source by its number: its name, and of its words as
// many as Teams shows.
func (p page) claim(n int) (Claim, bool) {
	if n < 1 || n > len(p.sources) {
		return Claim{}, false
	}
	s := p.sources[n-1]
	name := cut(s.Short, maxName)
	if name == "" {
		name = cut(s.Line, maxName)
	}
	abstract := cut(s.Line, maxAbstract)
	if len(s.Quotes) > 0 && oneLine(s.Quotes[0].Text) != "" {
		abstract = cut(s.Quotes[0].Text, maxAbstract)
	}
	if name == "" || abstract == "" {
		return Claim{}, false
	}
	return Claim{Type: "Claim", Position: n, Appearance: Appearance{
		Type: "DigitalDocument", Name: name, URL: p.page(s.Link), Abstract: abstract,
	}}, true
}

// smallPrint names the sources in one line, or in several where it gets too long.
func (p page) smallPrint(all []bot.Source) (out []item) {
	line := "Sources:"
	for i, s := range all {
		next := " " + strconv.Itoa(i+1) + " " + p.link(cut(s.Short, maxLine), s.Link)
		if i < len(all)-1 {
			next += ";"
		}
		if len(line)+len(next) > maxText {
			out = append(out, item{text: line})
			line = strings.TrimSpace(next)
			continue
		}
		line += next
	}
	return append(out, item{text: line})
}

// fullSources are each source with what was quoted: the words themselves in bold
// between what surrounds them.
func (p page) fullSources(all []bot.Source) (out []item) {
	for i, s := range all {
		out = append(out, item{text: "**" + strconv.Itoa(i+1) + "** " + p.link(cut(s.Line, maxLine), s.Link)})
		for _, q := range s.Quotes {
			out = append(out, text("> ", q.Before, literal)...)
			out = append(out, text("> ", q.Text, bold)...)
			out = append(out, text("> ", q.After, literal)...)
		}
	}
	return out
}

func (p page) nearest(all []bot.Near) (out []item) {
	for _, n := range all {
		out = append(out, item{text: "- " + p.link(cut(n.Title, maxLine), n.Link)})
	}
	return out
}

// link is a text that opens a page of hearth's own, where it can be opened.
func (p page) link(s, path string) string {
	if to := p.page(path); to != "" && literal(s) != "" {
		return "[" + literal(s) + "](" + to + ")"
	}
	return literal(s)
}
