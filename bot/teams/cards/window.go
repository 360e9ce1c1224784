package cards

import (
	"fmt"
	"maps"
	"slices"

	"hearth/bot"
)

// Window renders a window as a task module. opened is the button that opened it:
// a sent form brings it back, so that the window can be shown again.
func (k Kit) Window(w bot.Window, opened Pressed) TaskInfo {
	var head []Element
	if !fits(w.Title, maxTitle) {
		head = prose(Run{Text: cut(w.Title, maxLine), Weight: "Bolder"})
	}
	title := cut(w.Title, maxTitle)
	if title == "" {
		title = "hearth"
	}
	return TaskInfo{Title: title, Height: "medium", Width: "medium", Card: card(k.shown(head, w, opened, "Action.Submit"))}
}

// Card renders a window as a card that takes the place of the one whose button was
// pressed, for whoever pressed it.
func (k Kit) Card(w bot.Window, opened Pressed) Attachment {
	return card(k.shown(prose(Run{Text: cut(w.Title, maxLine), Weight: "Bolder"}), w, opened, "Action.Execute"))
}

// shown are the window's blocks as elements. What has no room is left out, with a
// line that says so; a form never is.
func (k Kit) shown(head []Element, w bot.Window, opened Pressed, action string) []Element {
	p := page{Kit: k, sources: sources(w.Blocks)}
	var form, out []Element
	for _, b := range w.Blocks {
		if b.Form != nil {
			f := *b.Form
			if oneLine(f.Title) == oneLine(w.Title) {
				f.Title = "" // it stands above the window already
			}
			form = p.form(f, opened, action)
		}
	}
	used, left := room(Element{Items: head})+room(Element{Items: form})+512, false
	for _, b := range urgentFirst(w.Blocks) {
		if b.Form != nil {
			continue
		}
		for _, e := range p.element(b, action) {
			if left = left || used+room(e) > maxPart; left {
				break
			}
			out, used = append(out, e), used+room(e)
		}
	}
	if left {
		out = append(out, prose(Run{Text: "There is more than fits in here.", IsSubtle: true})...)
	}
	return slices.Concat(head, out, form)
}

func (p page) element(b bot.Block, action string) (out []Element) {
	switch {
	case b.Paragraph != nil:
		return long(Run{Text: b.Paragraph.Text})
	case b.Notice != nil && b.Notice.Pressing:
		return long(Run{Text: b.Notice.Text, Weight: "Bolder", Color: "Attention"})
	case b.Notice != nil:
		return long(Run{Text: b.Notice.Text, Weight: "Bolder"})
	case b.Statements != nil:
		for _, s := range b.Statements.Items {
			out = append(out, statement(s)...)
		}
	case b.Sources != nil:
		for i, s := range b.Sources.Items {
			out = append(out, p.source(i+1, s, b.Sources.Brief)...)
		}
	case b.Nearest != nil:
		for _, n := range b.Nearest.Items {
			out = append(out, p.opens(Run{Text: "• " + cut(n.Title, maxLine)}, n.Link)...)
		}
	case b.Choices != nil:
		out = tooLong(b.Choices.Items)
		var buttons []Action
		for _, c := range b.Choices.Items {
			if a, ok := button(c, action); ok {
				buttons = append(buttons, a)
			}
		}
		return append(out, actions(buttons)...)
	case b.Table != nil:
		return table(*b.Table)
	}
	return out
}

func long(r Run) (out []Element) {
	for _, line := range lines(r.Text) {
		for _, piece := range split(line, maxText) {
			r.Text = piece
			out = append(out, prose(r)...)
		}
	}
	return out
}

func statement(s bot.Statement) []Element {
	numbers := ""
	for _, n := range s.Sources {
		numbers += fmt.Sprintf(" [%d]", n)
	}
	out := long(Run{Text: s.Text + map[bool]string{true: " …"}[s.Folded] + numbers})
	if label := cut(s.Label, maxLine); label != "" && len(out) > 0 {
		out[0].Inlines = append([]Run{{Type: "TextRun", Text: label + ": ", Weight: "Bolder"}}, out[0].Inlines...)
	}
	return out
}

func (p page) source(n int, s bot.Source, brief bool) []Element {
	name := s.Line
	if brief {
		name = s.Short
	}
	out := p.opens(Run{Text: fmt.Sprintf("%d %s", n, cut(name, maxLine)), IsSubtle: brief}, s.Link)
	if brief {
		return out
	}
	for _, q := range s.Quotes {
		out = append(out, long(Run{Text: q.Before, IsSubtle: true})...)
		out = append(out, long(Run{Text: q.Text, Weight: "Bolder"})...)
		out = append(out, long(Run{Text: q.After, IsSubtle: true})...)
	}
	return out
}

// opens is a line that a touch opens as a page of hearth's own, where it can be.
func (p page) opens(r Run, path string) []Element {
	out := prose(r)
	if to := p.page(path); to != "" {
		for i := range out {
			out[i].Inlines[0].Select = &Action{Type: "Action.OpenUrl", Title: cut(out[i].Inlines[0].Text, maxLabel), URL: to}
		}
	}
	return out
}

// form is the fields, each with its mistake above it and its hint below, and the
// button that sends them.
func (p page) form(f bot.Form, opened Pressed, action string) []Element {
	out := long(Run{Text: f.Title, Weight: "Bolder"})
	for _, field := range f.Fields {
		out = append(out, long(Run{Text: cut(field.Error, maxLine), Color: "Attention", Weight: "Bolder"})...)
		out = append(out, input(field))
		out = append(out, long(Run{Text: cut(field.Hint, maxLine), IsSubtle: true})...)
	}
	label := cut(f.Submit, maxLabel)
	if label == "" {
		label = "Send"
	}
	send := Action{Type: action, Title: label, Data: &Data{Hearth: Pressed{
		Kind: kindFilled, Action: f.Action, Value: f.Value, Open: &Button{Action: opened.Action, Value: opened.Value},
	}}}
	if action == "Action.Execute" {
		send.Verb = "hearth"
	}
	return append(out, actions([]Action{send})...)
}

func input(f bot.Field) Element {
	e := Element{Type: "Input.Text", ID: fieldPrefix + f.Name, Label: cut(f.Label, maxLine), Value: f.Value, Multiline: f.Long}
	if e.Label == "" {
		e.Label = "Your answer"
	}
	if len(f.Options) == 0 {
		return e
	}
	e.Type, e.Multiline, e.Style = "Input.ChoiceSet", false, "compact"
	for _, o := range f.Options {
		e.Choices = append(e.Choices, Option{Title: cut(o.Label, maxLine), Value: o.Value})
	}
	return e
}

// Mend gives a window with what was typed into its form and what is wrong with it.
// A mistake whose name is no field's stands by the first, or is said above where
// there is none.
func Mend(w bot.Window, fields map[string]string, m bot.Mistakes) bot.Window {
	out := bot.Window{Title: w.Title, Blocks: slices.Clone(w.Blocks)}
	for i, b := range out.Blocks {
		if b.Form == nil {
			continue
		}
		f := *b.Form
		f.Fields = slices.Clone(f.Fields)
		var others []string
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if !slices.ContainsFunc(f.Fields, func(f bot.Field) bool { return f.Name == name }) {
				others = append(others, m[name])
			}
		}
		for n, field := range f.Fields {
			if typed, ok := fields[field.Name]; ok {
				f.Fields[n].Value = typed
			}
			f.Fields[n].Error = m[field.Name]
			if n == 0 {
				for _, o := range others {
					f.Fields[0].Error = oneLine(f.Fields[0].Error + " " + o)
				}
			}
		}
		out.Blocks[i].Form = &f
		if len(f.Fields) == 0 {
			for _, o := range others {
				out.Blocks = slices.Insert(out.Blocks, i, bot.Block{Notice: &bot.Notice{Text: o}})
			}
		}
		break
	}
	return out
}
