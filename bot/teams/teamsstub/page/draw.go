package page

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hearth/bot/teams/teamsstub"
)

// A line is one message as one person sees it.
type line struct {
	ID, Who   string
	Mine, App bool
	Edited    bool
	Gone      bool // it was taken back
	Spans     []teamsstub.Span
	Cards     []card
	Cites     []teamsstub.Citation
	Suggested []control
	Replies   int
	Thread    string // where it is answered
	At        string
	Model     bool // it says that a model wrote it
	To, Back  string
}

func (p *pages) lines(u teamsstub.User, c teamsstub.Conversation, thread string) []line {
	names, replies := map[string]string{p.s.Bot(): "hearth"}, map[string]int{}
	for _, x := range p.s.Users() {
		names[x.ID] = x.Name
	}
	all := p.s.Messages(c.ID)
	for _, m := range all {
		replies[m.Thread]++
	}
	var out []line
	for i, m := range all {
		if c.Kind == teamsstub.Channel && (thread == "" && m.Thread != "" || thread != "" && m.ID != thread && m.Thread != thread) {
			continue
		}
		l := line{ID: m.ID, Who: names[m.From], Mine: m.From == u.ID, App: m.From == p.s.Bot(), Edited: m.Edited, Gone: m.Deleted,
			At: m.At.Format("15:04"), Model: m.Model(), To: roomURL(u.ID, c.ID, "") + "/press", Back: roomURL(u.ID, c.ID, thread)}
		if c.Kind == teamsstub.Channel && thread == "" {
			l.Replies, l.Thread = replies[m.ID], roomURL(u.ID, c.ID, m.ID)
		}
		p.words(&l, m, u, i == len(all)-1)
		out = append(out, l)
	}
	return out
}

// words puts in what a message says.
func (p *pages) words(l *line, m teamsstub.Message, u teamsstub.User, last bool) {
	switch {
	case m.Deleted:
	case !l.App:
		l.Spans = []teamsstub.Span{{Text: m.Typed()}}
	default:
		l.Spans, l.Cites = m.Spans(), m.Citations()
		for i, raw := range m.CardsFor(u.ID) {
			l.Cards = append(l.Cards, drawCard(raw, fmt.Sprintf("card-%s-%d", m.ID, i)))
		}
		for _, k := range m.Controls() {
			if k.Suggested && last { // Teams takes them away once something more is said
				l.Suggested = append(l.Suggested, control{Label: k.Label, Name: pressName(0, len(l.Suggested))})
			}
		}
	}
}

// A card is one that the page can show. All of its fields and buttons belong to one
// form, where there is a button that sends it.
type card struct {
	Items []drawn
	Sends bool
}

// A drawn element is one that the page can show.
type drawn struct {
	Kind     string // "text", "table", "facts", "buttons", "field", "group", "other"
	Runs     []run
	Heading  bool
	Rows     [][][]drawn
	Facts    []fact
	Controls []control
	Field    *field
	Items    []drawn
	Other    string // a type that the page doesn't draw
}

// A run is text that looks one way.
type run struct {
	teamsstub.Span
	Soft, Pressing bool
}

type fact struct{ Title, Value string }

type control struct {
	Label, URL   string
	Name         string // in the form: no two of its buttons share one
	Grave, First bool
}

type field struct {
	teamsstub.Input
	ID    string // on the page
	Value string
	Error string
}

type object = map[string]any

func drawCard(raw json.RawMessage, form string) card {
	var o object
	if json.Unmarshal(raw, &o) != nil {
		return card{}
	}
	c := card{Items: elements(o["body"], form)}
	if acts := list(o["actions"]); len(acts) > 0 {
		c.Items = append(c.Items, drawn{Kind: "buttons", Controls: controls(acts, len(c.Items))})
	}
	c.Sends = sends(c.Items)
	return c
}

// letters are what an id on the page may not have.
var letters = regexp.MustCompile(`[^0-9A-Za-z_-]`)

// sends tells whether there is a button that sends something.
func sends(items []drawn) bool {
	return slices.ContainsFunc(items, func(d drawn) bool {
		return sends(d.Items) || slices.ContainsFunc(d.Controls, func(c control) bool { return c.URL == "" })
	})
}

func elements(v any, form string) []drawn {
	var out []drawn
	for i, x := range list(v) {
		if o, ok := x.(object); ok {
			out = append(out, element(o, form, i))
		}
	}
	return out
}

func element(o object, form string, n int) drawn {
	switch kind := str(o["type"]); kind {
	case "TextBlock":
		d := drawn{Kind: "text", Heading: str(o["style"]) == "heading"}
		for _, s := range teamsstub.Markdown(str(o["text"]), nil) {
			s.Bold = s.Bold || strings.EqualFold(str(o["weight"]), "bolder")
			d.Runs = append(d.Runs, look(s, o))
		}
		return d
	case "RichTextBlock":
		d := drawn{Kind: "text"}
		for _, x := range list(o["inlines"]) {
			in, _ := x.(object)
			s := teamsstub.Span{Text: str(in["text"]), Bold: strings.EqualFold(str(in["weight"]), "bolder")}
			s.Italic, _ = in["italic"].(bool)
			if a, ok := in["selectAction"].(object); ok {
				s.URL = str(a["url"])
			}
			d.Runs = append(d.Runs, look(s, in))
		}
		return d
	case "Container", "Column":
		return drawn{Kind: "group", Items: elements(o["items"], form)}
	case "ColumnSet":
		return drawn{Kind: "group", Items: elements(o["columns"], form)}
	case "ActionSet":
		return drawn{Kind: "buttons", Controls: controls(list(o["actions"]), n)}
	case "FactSet":
		return facts(o)
	case "Table":
		return table(o, form)
	case "Input.Text", "Input.ChoiceSet", "Input.Date", "Input.Number", "Input.Time":
		return drawn{Kind: "field", Field: fieldOf(o, form)}
	default:
		return drawn{Kind: "other", Other: kind}
	}
}

func look(s teamsstub.Span, o object) run {
	soft, _ := o["isSubtle"].(bool)
	return run{s, soft, strings.EqualFold(str(o["color"]), "attention")}
}

func facts(o object) drawn {
	d := drawn{Kind: "facts"}
	for _, x := range list(o["facts"]) {
		f, _ := x.(object)
		d.Facts = append(d.Facts, fact{str(f["title"]), str(f["value"])})
	}
	return d
}

func table(o object, form string) drawn {
	d := drawn{Kind: "table"}
	for _, x := range list(o["rows"]) {
		row, _ := x.(object)
		var cells [][]drawn
		for _, y := range list(row["cells"]) {
			cell, _ := y.(object)
			cells = append(cells, elements(cell["items"], form))
		}
		d.Rows = append(d.Rows, cells)
	}
	return d
}

func fieldOf(o object, form string) *field {
	raw, err := json.Marshal(object{"type": "AdaptiveCard", "body": []any{o}})
	if err != nil {
		return &field{}
	}
	in := teamsstub.InputsOf(raw)
	if len(in) == 0 {
		return &field{}
	}
	return &field{Input: in[0], ID: form + "-" + letters.ReplaceAllString(in[0].ID, "-"), Value: in[0].Value}
}

func controls(acts []any, row int) []control {
	var out []control
	for i, x := range acts {
		o, _ := x.(object)
		out = append(out, control{Name: pressName(row, i), Label: str(o["title"]), URL: str(o["url"]), Grave: str(o["style"]) == "destructive", First: str(o["style"]) == "positive"})
	}
	return out
}

func pressName(row, n int) string { return fmt.Sprintf("press-%d-%d", row, n) }

// eachField visits the fields of what is drawn.
func eachField(items []drawn, visit func(*field)) {
	for _, d := range items {
		if d.Field != nil {
			visit(d.Field)
		}
		eachField(d.Items, visit)
	}
}

// A window is what stands over the conversation.
type window struct {
	Title      string
	Text       string // instead of a form
	Send, Shut string // addresses
	Items      []drawn
	Sends      bool
	Wrong      bool
}

func (p *pages) window(u teamsstub.User, w teamsstub.Window, _ string) *window {
	out := &window{Title: w.Title, Text: w.Text, Send: windowURL(u.ID, "send"), Shut: windowURL(u.ID, "close")}
	if w.Text != "" {
		out.Title = "hearth says"
		return out
	}
	c := drawCard(w.Card, "fill")
	out.Items, out.Sends = c.Items, c.Sends
	return out
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}
