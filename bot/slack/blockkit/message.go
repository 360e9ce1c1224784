package blockkit

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"hearth/bot"
)

// A Part is one post of a message.
type Part struct {
	Text   string        // what the blocks say, for notifications and screen readers
	Blocks []slack.Block // at least one
	Key    string        // the message's
	N, Of  int           // the part's number, from 1, and how many there are
}

// Message renders a message as the posts that Slack takes; none where it says
// nothing. The same message always gives the same parts.
func (k Kit) Message(m bot.Message) []Part {
	var parts []Part
	for _, blocks := range pack(k.blocks(m.Blocks)) {
		p := Part{Key: m.Key}
		var lines []string
		for _, b := range blocks {
			p.Blocks = append(p.Blocks, b.block)
			if b.text != "" {
				lines = append(lines, b.text)
			}
		}
		p.Text = strings.Join(lines, "\n")
		parts = append(parts, p)
	}
	for i := range parts {
		parts[i].N, parts[i].Of = i+1, len(parts)
	}
	return parts
}

// pack parts blocks into posts. A post doesn't end with what leads the next,
// where that has room for it.
func pack(all []rendered) (posts [][]rendered) {
	var post []rendered
	for _, b := range all {
		if len(post) == maxBlocks || total(post)+b.size > maxSize {
			if b.text == "" {
				continue // a line between blocks says nothing at the head of a post
			}
			keep := len(post)
			for keep > 0 && post[keep-1].leads {
				keep--
			}
			if keep == 0 || total(post[keep:])+b.size > maxSize {
				keep = len(post)
			}
			posts = append(posts, post[:keep:keep])
			post = slices.Clone(post[keep:])
		}
		post = append(post, b)
	}
	if len(post) > 0 {
		posts = append(posts, post)
	}
	return posts
}

// total is how large blocks are with what stands between them.
func total(all []rendered) (size int) {
	for _, b := range all {
		size += b.size + 1
	}
	return size
}

// A page renders the blocks of one message or view.
type page struct {
	Kit
	sources []bot.Source // the message's, which its statements name by number
	presses int          // how many buttons there are already: their ids are unique
}

func (k Kit) blocks(all []bot.Block) (out []rendered) {
	p := page{Kit: k}
	for _, b := range all {
		if b.Sources != nil {
			p.sources = b.Sources.Items
		}
	}
	pressing, rest := urgent(all)
	for _, b := range append(pressing, rest...) {
		out = append(out, p.block(b)...)
	}
	return out
}

// urgent parts what is seen first from the rest.
func urgent(all []bot.Block) (pressing, rest []bot.Block) {
	for _, b := range all {
		if b.Notice != nil && b.Notice.Pressing {
			pressing = append(pressing, b)
		} else {
			rest = append(rest, b)
		}
	}
	return pressing, rest
}

func (p *page) block(b bot.Block) []rendered {
	switch {
	case b.Paragraph != nil:
		return prose(paragraph, span{text: b.Paragraph.Text})
	case b.Notice != nil:
		return notice(*b.Notice)
	case b.Statements != nil:
		return p.statements(b.Statements.Items)
	case b.Sources != nil && b.Sources.Brief:
		return p.smallPrint(b.Sources.Items)
	case b.Sources != nil:
		return p.fullSources(b.Sources.Items)
	case b.Nearest != nil:
		return p.nearest(b.Nearest.Items)
	case b.Choices != nil:
		return p.choices(b.Choices.Items)
	case b.Form != nil:
		return p.invitation(*b.Form)
	case b.Table != nil:
		return table(*b.Table)
	}
	return nil
}

// notice stands out: what is pressing in bold with a line below it, else with a
// bar beside it.
func notice(n bot.Notice) []rendered {
	if !n.Pressing {
		return prose(quotation, span{text: n.Text})
	}
	out := prose(paragraph, span{text: n.Text, bold: true})
	if len(out) > 0 {
		out = append(out, render(slack.NewDividerBlock(), ""))
	}
	return out
}
