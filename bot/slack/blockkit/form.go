package blockkit

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"hearth/bot"
)

// invitation is a form within a message: its title, what it asks, and a button
// that opens it.
func (p *page) invitation(f bot.Form) []rendered {
	out := heading(f.Title)
	var lines [][]span
	for _, in := range f.Fields {
		label := in.Label
		if in.Hint != "" {
			label += " (" + in.Hint + ")"
		}
		if in.Error != "" {
			label = asked(label) + " "
		}
		lines = append(lines, []span{{text: label}, {text: in.Error, bold: true}})
	}
	out = append(out, bullets(lines...)...)
	label := "Fill it in"
	if len(f.Fields) == 0 {
		label = f.Submit
	}
	return append(out, p.choices([]bot.Choice{{Label: label, Action: f.Action, Value: f.Value}})...)
}

// asked is a field's label with an answer to follow.
func asked(label string) string {
	if strings.HasSuffix(label, "?") || strings.HasSuffix(label, ".") {
		return label
	}
	return label + ":"
}

// fieldID begins the id of a field's block, which keeps it apart from Slack's
// own. optionID begins an option's value, which mustn't be empty.
const fieldID, optionID = "field:", "="

// carried is what a window carries for the way back.
type carried struct {
	Value   string `json:"v,omitempty"`
	Private string `json:"p,omitempty"`
}

// carry is the window's private_metadata. All of it is ASCII and none of it
// needs escaping by Slack.
func carry(value, private string) string {
	out, err := json.Marshal(carried{encode(value), encode(private)})
	if err != nil {
		return "" // never: these are strings
	}
	return string(out)
}

// fields are a form in a window, below its title. It is not ok where Slack can't
// carry it.
func fields(f bot.Form, shown, private string) (out []rendered, ok bool) {
	if !fillable(f, private) {
		return nil, false
	}
	if f.Title != shown {
		out = heading(f.Title)
	}
	for _, in := range f.Fields {
		out = append(out, field(in)...)
	}
	return out, len(out) < maxViewBlocks && total(out) <= maxView
}

// fillable tells whether Slack can carry what a form brings back.
func fillable(f bot.Form, private string) bool {
	ok := count(encode(f.Action)) <= maxID && count(carry(f.Value, private)) <= maxPrivate && len(f.Fields) <= maxFields
	names := map[string]bool{}
	for _, in := range f.Fields {
		ok = ok && !names[in.Name] && count(fieldID+encode(in.Name)) <= maxID && len(in.Options) <= maxOptions
		names[in.Name] = true
		for _, o := range in.Options {
			ok = ok && count(optionID+encode(o.Value)) <= maxOptionID
		}
	}
	return ok
}

// field is an input of a window, with what is wrong with it above.
func field(in bot.Field) (out []rendered) {
	label := in.Label
	if blank(label) {
		label = "…"
	}
	if !blank(in.Error) {
		text := asked(cut(oneLine(label), maxHint)) + " " + cut(oneLine(in.Error), maxHint)
		out = append(out, render(slack.NewContextBlock("", plain(text, maxText)), text))
	}
	var hint *slack.TextBlockObject
	if !blank(in.Hint) {
		hint = plain(in.Hint, maxField)
	}
	var element slack.BlockElement
	if len(in.Options) > 0 {
		menu := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, "value")
		for _, o := range in.Options {
			name := o.Label
			if blank(name) {
				name = "…"
			}
			one := slack.NewOptionBlockObject(optionID+encode(o.Value), plain(name, maxOption), nil)
			menu.Options = append(menu.Options, one)
			if o.Value == in.Value {
				menu.InitialOption = one
			}
		}
		element = menu
	} else {
		element = &slack.PlainTextInputBlockElement{Type: slack.METPlainTextInput, ActionID: "value", Multiline: in.Long,
			InitialValue: typed(in.Value, in.Long), MaxLength: maxTyped}
	}
	block := slack.NewInputBlock(fieldID+encode(in.Name), plain(label, maxField), hint, element)
	block.Optional = in.Optional
	return append(out, render(block, ""))
}

// typed is what stands in a field already, which Slack takes as it is.
func typed(s string, long bool) string {
	if s = clean(s); !long {
		s = oneLine(s)
	}
	if count(s) <= maxTyped {
		return s
	}
	return s[:part(s, maxTyped)]
}

// Filled tells what a window that was sent holds: its form's Action and Value,
// what Window was given as private, and the fields by name. A field that was left
// empty is there, as "".
func Filled(v slack.View) (action, value, private string, fields map[string]string) {
	var c carried
	if json.Unmarshal([]byte(v.PrivateMetadata), &c) != nil {
		c = carried{}
	}
	fields = map[string]string{}
	if v.State == nil {
		return decode(v.CallbackID), decode(c.Value), decode(c.Private), fields
	}
	for id, elements := range v.State.Values {
		name, ok := strings.CutPrefix(id, fieldID)
		if !ok {
			continue
		}
		for _, e := range elements {
			if e.Type == slack.ActionType(slack.OptTypeStatic) {
				fields[decode(name)] = decode(strings.TrimPrefix(e.SelectedOption.Value, optionID))
			} else {
				fields[decode(name)] = e.Value
			}
		}
	}
	return decode(v.CallbackID), decode(c.Value), decode(c.Private), fields
}

// Errors says what is wrong in a window that was sent, as Slack wants it: by the
// fields' blocks. What is about no field of it goes to the first. It is empty
// where the window has no fields, as Slack has nowhere to show it then.
func Errors(v slack.View, m bot.Mistakes) map[string]string {
	var ids []string
	for _, b := range v.Blocks.BlockSet {
		if in, ok := b.(*slack.InputBlock); ok && strings.HasPrefix(in.BlockID, fieldID) {
			ids = append(ids, in.BlockID)
		}
	}
	if len(ids) == 0 && v.State != nil { // a stub may send the state alone
		for id := range v.State.Values {
			if strings.HasPrefix(id, fieldID) {
				ids = append(ids, id)
			}
		}
		slices.Sort(ids)
	}
	out := map[string]string{}
	if len(ids) == 0 {
		return out
	}
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		id := fieldID + encode(name)
		if !slices.Contains(ids, id) {
			id = ids[0]
		}
		out[id] = strings.TrimSpace(out[id] + " " + oneLine(m[name]))
	}
	return out
}
