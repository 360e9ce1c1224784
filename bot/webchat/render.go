package webchat

import (
	"fmt"
	"strings"
	"time"

	"hearth/bot"
	"hearth/bot/web"
)

// exchange is a bot.Exchange as the templates show it.
type exchange struct {
	ID       string // of its place on the page
	At       time.Time
	Text     string
	Withheld bool
	Waiting  bool
	Last     bool
	Messages []message
}

// A message is its blocks; each has one field that is set.
type message struct{ Blocks []block }

type block struct {
	Paragraph  string
	Notice     *web.Notice
	Statements []statement
	Sources    *sources
	Nearest    []near
	Choices    []choice
	Form       *form
	Table      *web.Table
}

type statement struct {
	Label, Text string
	Folded      bool
	Sources     []cite
}

// A cite is the number of a source with where it leads.
type cite struct {
	Number int
	Href   string
	Name   string
}

type sources struct {
	Brief bool
	Items []source
}

type source struct {
	ID          string
	Number      int
	Line, Short string
	Link        string
	Quotes      []bot.Quote
}

type near struct{ Title, Link string }

type choice struct {
	To, Turn, Label, Action, Value string
	Grave                          bool
}

type form struct {
	To, Turn, ID, Title, Action, Value, Submit string
	Fields                                     []web.Field
	Wrong                                      bool
}

// render makes one exchange ready. Last is the newest, where the page scrolls
// to.
func render(e bot.Exchange, thread string, last bool) exchange {
	out := exchange{ID: fmt.Sprintf("x%d", e.Seq), At: e.At, Text: e.Text, Withheld: e.Withheld, Waiting: e.Waiting, Last: last}
	for n, m := range e.Messages {
		r := renderer{thread: thread, id: fmt.Sprintf("%s-%d", out.ID, n+1)}
		for _, b := range m.Blocks {
			if b.Sources != nil {
				r.sources = b.Sources.Items
			}
		}
		var blocks []block
		for i, b := range m.Blocks {
			blocks = append(blocks, r.block(b, i))
		}
		out.Messages = append(out.Messages, message{blocks})
	}
	return out
}

// A renderer knows the sources of its message, as its statements name them by
// number.
type renderer struct {
	thread, id string
	sources    []bot.Source
}

func (r renderer) block(b bot.Block, i int) block {
	switch {
	case b.Paragraph != nil:
		return block{Paragraph: b.Paragraph.Text}
	case b.Notice != nil:
		return block{Notice: &web.Notice{Pressing: b.Notice.Pressing, Text: b.Notice.Text}}
	case b.Statements != nil:
		return block{Statements: r.statements(b.Statements.Items)}
	case b.Sources != nil:
		return block{Sources: r.list(*b.Sources)}
	case b.Nearest != nil:
		return block{Nearest: nearest(b.Nearest.Items)}
	case b.Choices != nil:
		return block{Choices: r.choices(b.Choices.Items)}
	case b.Form != nil:
		return block{Form: r.form(*b.Form, fmt.Sprintf("%s-f%d", r.id, i))}
	case b.Table != nil:
		return block{Table: &web.Table{Caption: b.Table.Caption, Head: b.Table.Head, Rows: b.Table.Rows}}
	}
	return block{}
}

func (r renderer) statements(items []bot.Statement) (out []statement) {
	for _, s := range items {
		st := statement{Label: s.Label, Text: s.Text, Folded: s.Folded}
		for _, n := range s.Sources {
			c := cite{Number: n, Name: fmt.Sprintf("Source %d", n)}
			if n >= 1 && n <= len(r.sources) {
				c.Name += ": " + r.sources[n-1].Short
				if c.Href = local(r.sources[n-1].Link); c.Href == "" {
					c.Href = "#" + r.sourceID(n)
				}
			}
			st.Sources = append(st.Sources, c)
		}
		out = append(out, st)
	}
	return out
}

func (r renderer) sourceID(n int) string { return fmt.Sprintf("%s-s%d", r.id, n) }

func (r renderer) list(s bot.Sources) *sources {
	out := &sources{Brief: s.Brief}
	for i, item := range s.Items {
		out.Items = append(out.Items, source{ID: r.sourceID(i + 1), Number: i + 1, Line: item.Line, Short: item.Short,
			Link: local(item.Link), Quotes: item.Quotes})
	}
	return out
}

func nearest(items []bot.Near) (out []near) {
	for _, n := range items {
		out = append(out, near{n.Title, local(n.Link)})
	}
	return out
}

func (r renderer) choices(items []bot.Choice) (out []choice) {
	for _, c := range items {
		out = append(out, choice{"/talk/" + r.thread + "/press", newID(), c.Label, c.Action, c.Value, c.Grave})
	}
	return out
}

// form gives every field an id of its own on the page: two forms of one
// conversation may ask for the same thing.
func (r renderer) form(f bot.Form, id string) *form {
	out := &form{To: "/talk/" + r.thread + "/fill", Turn: newID(), ID: id, Title: f.Title, Action: f.Action, Value: f.Value, Submit: f.Submit}
	for n, in := range f.Fields {
		field := web.Field{Name: fieldPrefix + in.Name, ID: fmt.Sprintf("%s-%d", id, n+1), Label: in.Label, Hint: in.Hint, Value: in.Value, Error: in.Error}
		switch {
		case len(in.Options) > 0:
			field.Type = "radios"
			for _, o := range in.Options {
				field.Options = append(field.Options, web.Option{Value: o.Value, Label: o.Label})
			}
		case in.Long:
			field.Type = "textarea"
		}
		field.Value = strings.ReplaceAll(field.Value, "\r\n", "\n")
		out.Wrong = out.Wrong || in.Error != ""
		out.Fields = append(out.Fields, field)
	}
	return out
}
