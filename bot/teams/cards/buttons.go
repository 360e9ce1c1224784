package cards

import "hearth/bot"

// The kinds of what is pressed.
const (
	kindPressed = "pressed"
	kindFilled  = "filled"
)

// choices are buttons in rows. A label that is too long for a button stands whole
// above it.
func choices(all []bot.Choice) []Element {
	out, buttons := tooLong(all), make([]Action, 0, len(all))
	for _, c := range all {
		if a, ok := button(c, "Action.Execute"); ok {
			buttons = append(buttons, a)
		}
	}
	return append(out, actions(buttons)...)
}

// tooLong are the labels that no button shows whole.
func tooLong(all []bot.Choice) (out []Element) {
	for _, c := range all {
		if !fits(c.Label, maxLabel) {
			out = append(out, prose(Run{Text: cut(c.Label, maxLine), IsSubtle: true})...)
		}
	}
	return out
}

// button is one choice; false where it leads nowhere.
func button(c bot.Choice, kind string) (Action, bool) {
	a := Action{Type: kind, Title: cut(c.Label, maxLabel)}
	if a.Title == "" {
		return a, false
	}
	if c.Link != "" {
		a.Type, a.URL = "Action.OpenUrl", web(c.Link)
		return a, a.URL != ""
	}
	if c.Grave {
		a.Style = "destructive"
	}
	a.Data = &Data{Hearth: Pressed{Kind: kindPressed, Action: c.Action, Value: c.Value}}
	if kind == "Action.Execute" {
		a.Verb = "hearth"
	}
	return a, true
}

// invitation is a form in a message: what it asks, and a button that opens it.
func invitation(f bot.Form) []Element {
	out := prose(Run{Text: cut(f.Title, maxLine), Weight: "Bolder"})
	for _, field := range f.Fields {
		out = append(out, prose(Run{Text: "• " + cut(field.Label, maxLine), IsSubtle: true})...)
		out = append(out, prose(Run{Text: cut(field.Error, maxLine), Color: "Attention"})...)
	}
	label := cut(f.Submit, maxLabel)
	if len(f.Fields) > 0 {
		label = cut(f.Title, maxLabel)
	}
	if label == "" {
		label = "Open"
	}
	return append(out, actions([]Action{{Type: "Action.Submit", Title: label, Data: &Data{
		Hearth:  Pressed{Kind: kindPressed, Action: f.Action, Value: f.Value},
		MSTeams: &Task{Type: "task/fetch"},
	}}})...)
}
