package blockkit

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"hearth/bot"
)

// invitation is a form within a message: its title, what it asks, and a button
// that opens it.
func (p *page) invitation(f bot.Form) []rendered {
	out := prose(paragraph, span{text: f.Title, bold: true})
	for _, in := range f.Fields {
		spans := []span{{text: in.Label}}
		if in.Hint != "" {
			spans = append(spans, span{text: " (" + in.Hint + ")"})
		}
		if in.Error != "" {
			spans = append(spans, span{text: ": "}, span{text: in.Error, bold: true})
		}
		out = append(out, prose(item, spans...)...)
	}
	label := "Fill it in"
	if len(f.Fields) == 0 {
		label = f.Submit
	}
	return append(out, p.choices([]bot.Choice{{Label: label, Action: f.Action, Value: f.Value}})...)
}

// fieldID names a field's block. A prefix keeps it apart from ids of Slack's own.
const fieldID = "field:"

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

// fillable tells whether Slack can carry a form with what it brings back.
func fillable(f bot.Form, private string) bool {
	ok := count(encode(f.Action)) <= maxID && count(carry(f.Value, private)) <= maxPrivate
	for _, in := range f.Fields {
		ok = ok && count(fieldID+encode(in.Name)) <= maxID && len(in.Options) <= maxOptions
		for _, o := range in.Options {
			ok = ok && o.Value != "" && count(encode(o.Value)) <= maxOptionID
		}
	}
	return ok
}

// inputs are a form's fields in a window.
func inputs(f bot.Form) (out []rendered) {
	for _, in := range f.Fields {
		out = append(out, field(in)...)
	}
	return out
}

func field(in bot.Field) (out []rendered) {
	label := cmp.Or(in.Label, in.Name, "…")
	if in.Error != "" {
		out = append(out, prose(quotation, span{text: oneLine(label) + ": ", bold: true}, span{text: in.Error})...)
	}
	var hint *slack.TextBlockObject
	if strings.TrimSpace(clean(in.Hint)) != "" {
		hint = plain(in.Hint, maxField)
	}
	var element slack.BlockElement
	if len(in.Options) > 0 {
		menu := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, "value")
		for _, o := range in.Options {
			one := slack.NewOptionBlockObject(encode(o.Value), plain(cmp.Or(o.Label, o.Value), maxOption), nil)
			menu.Options = append(menu.Options, one)
			if o.Value == in.Value {
				menu.InitialOption = one
			}
		}
		element = menu
	} else {
		element = &slack.PlainTextInputBlockElement{Type: slack.METPlainTextInput, ActionID: "value", Multiline: in.Long,
			InitialValue: cutTyped(in.Value), MaxLength: maxTyped}
	}
	block := slack.NewInputBlock(fieldID+encode(in.Name), plain(label, maxField), hint, element)
	return append(out, render(block, ""))
}

// cutTyped cuts what was typed, which Slack takes as it is.
func cutTyped(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
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
				fields[decode(name)] = decode(e.SelectedOption.Value)
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
