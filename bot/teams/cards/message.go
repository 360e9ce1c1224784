package cards

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"hearth/bot"
)

// A Part is one activity of a message.
type Part struct {
	Activity Activity
	Key      string // the message's
	N, Of    int    // the part's number, from 1, and how many there are

	items []item
}

// An item is the smallest thing that isn't parted: a line of text with what it
// cites, or an element of a card.
type item struct {
	text   string // markdown
	claims []Claim
	el     *Element
	plain  string // what an element is about, for notifications
}

// Message renders a message as the activities that Teams takes; none where it says
// nothing. The same message always gives the same parts.
func (k Kit) Message(m bot.Message) []Part { return pack(m.Key, k.items(m.Blocks), maxPart) }

// Split makes smaller parts of one that Teams found too large; itself alone where
// it can't be parted. Their numbers count among themselves.
func (p Part) Split() []Part { return pack(p.Key, p.items, size(p.items)/2) }

func pack(key string, items []item, limit int) (parts []Part) {
	var now []item
	flush := func() {
		if len(now) > 0 {
			parts = append(parts, Part{Activity: activity(now), Key: key, items: now})
		}
		now = nil
	}
	for _, it := range items {
		for len(it.claims) > maxCitations || len(it.claims) > 0 && size([]item{it}) > maxPart {
			it.claims = it.claims[:len(it.claims)-1] // the number in the text stays
		}
		more := append(slices.Clone(now), it)
		below := it.el == nil && len(now) > 0 && now[len(now)-1].el != nil
		if below || len(claims(more)) > maxCitations || size(more) > limit {
			flush()
			more = []item{it}
		}
		now = more
	}
	flush()
	for i := range parts {
		parts[i].N, parts[i].Of = i+1, len(parts)
	}
	return parts
}

func activity(items []item) Activity {
	a := Activity{Type: "message", Locale: "en-GB"}
	var text []string
	var body []Element
	for _, it := range items {
		if it.el != nil {
			body = append(body, *it.el)
			if a.Summary == "" {
				a.Summary = cut(it.plain, maxSummary)
			}
			continue
		}
		text = append(text, it.text)
	}
	if len(text) > 0 {
		a.Text, a.TextFormat, a.Summary = strings.Join(text, "\n\n"), "markdown", ""
	}
	if len(body) > 0 {
		a.Attachments = []Attachment{card(body)}
	}
	a.Entities = citations(claims(items))
	return a
}

// claims are what items cite, each once.
func claims(items []item) (out []Claim) {
	for _, it := range items {
		for _, c := range it.claims {
			if !slices.ContainsFunc(out, func(o Claim) bool { return o.Position == c.Position }) {
				out = append(out, c)
			}
		}
	}
	return out
}

func size(items []item) int { return len(Encode(activity(items))) }

// Encode writes an activity, card or task module as JSON, with < > & as they are:
// they would take six bytes each otherwise.
func Encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(fmt.Sprintf("cards: %T can't be written: %v", v, err)) // they are strings and numbers
	}
	return bytes.TrimSpace(b.Bytes())
}

// A page renders the blocks of one message.
type page struct {
	Kit
	sources []bot.Source // the message's, which its statements name by number
}

func (k Kit) items(all []bot.Block) (out []item) {
	p := page{Kit: k, sources: sources(all)}
	for _, b := range urgentFirst(all) {
		out = append(out, p.block(b)...)
	}
	return out
}

func sources(all []bot.Block) []bot.Source {
	for _, b := range all {
		if b.Sources != nil {
			return b.Sources.Items
		}
	}
	return nil
}

// urgentFirst puts what is pressing before the rest.
func urgentFirst(all []bot.Block) []bot.Block {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b bot.Block) int { return rank(a) - rank(b) })
	return out
}

func rank(b bot.Block) int {
	if b.Notice != nil && b.Notice.Pressing {
		return 0
	}
	return 1
}

func (p page) block(b bot.Block) []item {
	switch {
	case b.Paragraph != nil:
		return text("", b.Paragraph.Text, literal)
	case b.Notice != nil && b.Notice.Pressing:
		return text("", b.Notice.Text, bold)
	case b.Notice != nil:
		return text("> ", b.Notice.Text, literal)
	case b.Statements != nil:
		return p.statements(b.Statements.Items)
	case b.Sources != nil && b.Sources.Brief:
		return p.smallPrint(b.Sources.Items)
	case b.Sources != nil:
		return p.fullSources(b.Sources.Items)
	case b.Nearest != nil:
		return p.nearest(b.Nearest.Items)
	case b.Choices != nil:
		return elements("", choices(b.Choices.Items))
	case b.Form != nil:
		return elements(b.Form.Title, invitation(*b.Form))
	case b.Table != nil:
		return elements(b.Table.Caption, table(*b.Table))
	}
	return nil
}

// text is an item for each line, and for each piece of one that is too long.
func text(head, s string, write func(string) string) (out []item) {
	for _, line := range lines(s) {
		for _, piece := range split(line, maxText) {
			out = append(out, item{text: head + write(piece)})
		}
	}
	return out
}

func elements(plain string, all []Element) (out []item) {
	for _, e := range all {
		out = append(out, item{el: &e, plain: plain})
	}
	return out
}
