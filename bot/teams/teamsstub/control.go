package teamsstub

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"
)

// A Control is something in a message or a window that can be pressed.
type Control struct {
	Kind      string // "Action.Submit", "imBack"
	ID        string
	Label     string
	Verb      string          // of Action.Execute
	Data      json.RawMessage // what it carries
	URL       string          // of a page that it opens
	Style     string          // "destructive"
	Text      string          // what a suggested action says
	Fetches   bool            // pressing it asks for a window
	Suggested bool            // it stands under the message, not in a card

	action object
}

// Controls are those of a message, in order.
func (m Message) Controls() []Control { return append(controls(m.cards), m.suggested...) }

// Controls are those of a window, in order.
func (w Window) Controls() []Control { return controls([]object{w.card}) }

func controls(cards []object) []Control {
	var out []Control
	for _, card := range cards {
		eachObject(card, func(o object) {
			if _, isAction := actions[str(o["type"])]; isAction {
				out = append(out, control(o))
			}
		})
	}
	return out
}

// eachObject visits every object within a card: those of its body before those at
// its foot, as they are drawn.
func eachObject(v any, visit func(object)) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			eachObject(x, visit)
		}
	case object:
		visit(v)
		names := slices.Sorted(maps.Keys(v))
		slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
		for _, name := range names {
			if name != "data" && name != "msteams" { // not drawn
				eachObject(v[name], visit)
			}
		}
	}
}

func rank(name string) int {
	if name == "actions" {
		return 1
	}
	return 0
}

func control(o object) Control {
	c := Control{Kind: str(o["type"]), ID: str(o["id"]), Label: str(o["title"]), Verb: str(o["verb"]), URL: str(o["url"]),
		Style: str(o["style"]), action: o}
	if o["data"] != nil {
		c.Data = encode(o["data"])
	}
	c.Fetches = str(obj(obj(o["data"])["msteams"])["type"]) == "task/fetch"
	return c
}

// pick finds a control by its id, its label or its verb.
func pick(all []Control, which string) (Control, bool) {
	i := slices.IndexFunc(all, func(c Control) bool {
		return c.Kind != "Action.ShowCard" && (c.Label == which || c.ID == which || c.Verb == which) && which != ""
	})
	if i < 0 {
		return Control{}, false
	}
	return all[i], true
}

// An Input is one field of a card.
type Input struct {
	Kind                     string // "Input.Text"
	ID, Label, Value         string
	Placeholder              string
	Required, Multiline      bool
	Max                      int
	Regex, ErrorMessage      string
	Options                  []Option
	ValueOn, ValueOff, Title string // of a toggle
}

// An Option is one thing to choose.
type Option struct{ Label, Value string }

// Inputs are the fields of a window's form, in order.
func (w Window) Inputs() []Input { return inputs([]object{w.card}) }

// Inputs are the fields of a message's cards, in order.
func (m Message) Inputs() []Input { return inputs(m.cards) }

func inputs(cards []object) []Input {
	var out []Input
	for _, card := range cards {
		eachObject(card, func(o object) {
			if _, ok := elements[str(o["type"])]["isRequired"]; ok {
				out = append(out, input(o))
			}
		})
	}
	return out
}

func input(o object) Input {
	in := Input{Kind: str(o["type"]), ID: str(o["id"]), Label: str(o["label"]), Value: str(o["value"]), Placeholder: str(o["placeholder"]),
		Regex: str(o["regex"]), ErrorMessage: str(o["errorMessage"]), ValueOn: str(o["valueOn"]), ValueOff: str(o["valueOff"]), Title: str(o["title"])}
	in.Required, _ = o["isRequired"].(bool)
	in.Multiline, _ = o["isMultiline"].(bool)
	if n, ok := o["value"].(float64); ok {
		in.Value = strconv.FormatFloat(n, 'f', -1, 64)
	}
	if n, ok := o["maxLength"].(float64); ok {
		in.Max = int(n)
	}
	for _, x := range list(o["choices"]) {
		in.Options = append(in.Options, Option{str(obj(x)["title"]), str(obj(x)["value"])})
	}
	return in
}

// Unsent says that Teams' own client keeps somebody from sending a form, with what
// it shows them by the field's id.
type Unsent map[string]string

// Error names the fields.
func (u Unsent) Error() string {
	return fmt.Sprintf("the form is not sent: %v", slices.Sorted(maps.Keys(u)))
}

// fill puts what somebody typed into a form's fields: what they left alone keeps the
// value that it had.
func fill(all []Input, typed map[string]string) (map[string]any, error) {
	for id := range typed {
		if !slices.ContainsFunc(all, func(in Input) bool { return in.ID == id }) {
			return nil, fmt.Errorf("there is no field %s", id)
		}
	}
	out, bad := map[string]any{}, Unsent{}
	for _, in := range all {
		v, ok := typed[in.ID]
		if !ok {
			v = in.Value
		}
		switch {
		case in.Required && v == "":
			bad[in.ID] = in.ErrorMessage
		case in.Max > 0 && utf8.RuneCountInString(v) > in.Max:
			return nil, fmt.Errorf("the field %s takes no more than %d characters", in.ID, in.Max)
		case in.Kind == "Input.ChoiceSet" && v != "" && !slices.ContainsFunc(in.Options, func(o Option) bool { return o.Value == v }):
			return nil, fmt.Errorf("the field %s has no choice %q", in.ID, v)
		case in.Regex != "" && v != "":
			if re, err := regexp.Compile(in.Regex); err == nil && !re.MatchString(v) {
				bad[in.ID] = in.ErrorMessage
			}
		}
		if v != "" || in.Kind != "Input.ChoiceSet" { // a choice that isn't made is left out
			out[in.ID] = v
		}
	}
	if len(bad) > 0 {
		return nil, bad
	}
	return out, nil
}

// InputsOf are the fields of a card, in order; none where it is no card.
func InputsOf(card json.RawMessage) []Input {
	var o object
	if json.Unmarshal(card, &o) != nil {
		return nil
	}
	return inputs([]object{o})
}
