package cards

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// fieldPrefix stands before a field's name in its input's id, so that no field can
// be taken for hearth's own data.
const fieldPrefix = "field."

// ErrNotOurs says that what was pressed is no button of hearth's.
var ErrNotOurs = errors.New("no button of hearth's")

// Pressed is what a button carries.
type Pressed struct {
	Kind   string  `json:"kind"` // "pressed" or "filled"
	Action string  `json:"action"`
	Value  string  `json:"value,omitempty"`
	Open   *Button `json:"open,omitempty"` // of a sent form: the button that opened its window
}

// A Button is the one that opened a window.
type Button struct {
	Action string `json:"action"`
	Value  string `json:"value,omitempty"`
}

// Filled tells whether a form was sent.
func (p Pressed) Filled() bool { return p.Kind == kindFilled }

// Read undoes what Message, Window and Card put into a button's data, and gives
// what was typed into the fields.
func Read(data json.RawMessage) (Pressed, map[string]string, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		return Pressed{}, nil, fmt.Errorf("reading what was pressed: %w", ErrNotOurs)
	}
	var p Pressed
	if err := json.Unmarshal(all["hearth"], &p); err != nil || p.Kind != kindPressed && p.Kind != kindFilled {
		return Pressed{}, nil, fmt.Errorf("reading what was pressed: %w", ErrNotOurs)
	}
	fields := map[string]string{}
	for id, v := range all {
		name, ok := strings.CutPrefix(id, fieldPrefix)
		var s string
		if ok && json.Unmarshal(v, &s) == nil {
			fields[name] = s
		}
	}
	return p, fields, nil
}
