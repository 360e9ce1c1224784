package slackstub

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A FormField is one question of a view's form.
type FormField struct {
	Control
	Hint     string
	Optional bool
	Long     bool
	Filled   string // what stands in it
	Error    string // what the app said is wrong with it
}

// Fields are those of a view's form, in order.
func (v View) Fields() []FormField {
	var out []FormField
	for _, b := range v.blocks {
		e, ok := b["element"].(object)
		if !ok {
			continue
		}
		f := FormField{Control: control(b, e), Hint: textOf(b["hint"]), Optional: b["optional"] == true, Long: e["multiline"] == true}
		f.Label, f.Error = textOf(b["label"]), v.Errors[f.BlockID]
		now := stateOf(e, v.state[f.BlockID+"/"+f.ActionID])
		f.Filled = str(now["value"])
		if o, ok := now["selected_option"].(object); ok {
			f.Filled = str(o["value"])
		}
		out = append(out, f)
	}
	return out
}

// An Outcome is what follows from sending a form.
type Outcome struct {
	Closed   bool              // the window is gone
	Errors   map[string]string // by block_id: what is to be mended
	Failed   string            // the app did not take it; the window stays
	View     View              // what is open instead, or still
	Delivery Delivery          // the zero value where Slack itself refused
}

// Submit has somebody send a window's form, with values by block_id, action_id or
// label; a field that isn't named keeps what stands in it. It waits for the app.
func (s *Stub) Submit(ctx context.Context, user, view string, values map[string]string) (Outcome, error) {
	d, out, err := s.submit(user, view, values)
	if err != nil || d == nil {
		return out, err
	}
	select {
	case <-d.done:
	case <-ctx.Done():
		return Outcome{}, ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out = Outcome{Delivery: d.copy(), Failed: d.Failed, Closed: true}
	if open := s.open[user]; len(open) > 0 {
		top := s.views[open[len(open)-1]]
		out.View, out.Closed = *top, false
		if top.ID == view {
			out.Errors = top.Errors
		}
	}
	return out, nil
}

func (s *Stub) submit(user, id string, values map[string]string) (*delivery, Outcome, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, err := s.seen(user, id)
	if err != nil {
		return nil, Outcome{}, err
	}
	if v.Submit == "" {
		return nil, Outcome{}, fmt.Errorf("the window %q has nothing to send", v.Title)
	}
	used := map[string]bool{}
	for _, f := range v.Fields() {
		for _, name := range []string{f.BlockID, f.ActionID, f.Label} {
			value, named := values[name]
			if !named || used[name] {
				continue
			}
			used[name] = true
			if err := s.fill(v, f, value); err != nil {
				return nil, Outcome{}, err
			}
			break
		}
	}
	for name := range values {
		if !used[name] {
			return nil, Outcome{}, fmt.Errorf("the form has no field %q", name)
		}
	}
	v.Errors = missingFields(v)
	s.changed()
	if len(v.Errors) > 0 { // Slack's own client doesn't send it
		return nil, Outcome{Errors: v.Errors, View: *v}, nil
	}
	payload := object{"type": "view_submission", "trigger_id": s.trigger(user), "view": s.viewJSON(v), "response_urls": []any{}}
	s.about(payload, s.users[user])
	d := s.interaction("view_submission", payload)
	d.onAck = func(answer json.RawMessage) { s.submitted(d, v, answer) }
	return s.send(d), Outcome{}, nil
}

// fill puts a value into a field. The lock is held.
func (s *Stub) fill(v *View, f FormField, value string) error {
	for _, b := range v.blocks {
		e, _ := b["element"].(object)
		if str(b["block_id"]) != f.BlockID || e == nil {
			continue
		}
		state := object{"type": e["type"]}
		if value == "" {
			state = stateOf(object{"type": e["type"]}, nil)
		} else if err := choose(state, e, value); err != nil {
			return err
		}
		v.state[f.BlockID+"/"+f.ActionID] = state
	}
	return nil
}

// missingFields is what Slack itself finds wrong before the app sees a form.
func missingFields(v *View) map[string]string {
	wrong := map[string]string{}
	for _, f := range v.Fields() {
		if strings.TrimSpace(f.Filled) == "" && !f.Optional && (f.Kind == "plain_text_input" || f.Kind == "static_select" || f.Kind == "radio_buttons") {
			wrong[f.BlockID] = "Please complete this required field."
		}
		if f.Kind == "plain_text_input" && utf8.RuneCountInString(f.Filled) > 3000 {
			wrong[f.BlockID] = "Please use 3,000 characters or fewer."
		}
	}
	return wrong
}

// submitted does what the acknowledgement of a form asks for. The lock is held.
func (s *Stub) submitted(d *delivery, v *View, answer json.RawMessage) {
	var a struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}
	if len(strings.TrimSpace(string(answer))) > 0 && json.Unmarshal(answer, &a) != nil {
		d.Failed = "invalid_response"
		return
	}
	switch a.Action {
	case "errors":
		known := map[string]bool{}
		for _, f := range v.Fields() {
			known[f.BlockID] = true
		}
		for id := range a.Errors {
			if !known[id] {
				d.Failed = "invalid_response: no input block is named " + id
				return
			}
		}
		if v.Errors = a.Errors; len(a.Errors) == 0 {
			d.Failed = "invalid_response: no errors in errors"
		}
	case "update", "push":
		raw, err := decode(a.View)
		next, err2 := (*View)(nil), err
		if err == nil {
			next, err2 = s.readView(raw, inModal)
		}
		switch {
		case err2 != nil:
			d.Failed = "invalid_response: " + err2.Error()
		case a.Action == "update":
			s.replace(v, next)
		default:
			if _, err := s.show(next, v.User, v.ID); err != nil {
				d.Failed = err.Error()
			}
		}
	case "clear":
		s.open[v.User] = nil
	case "":
		s.pop(v)
	default:
		d.Failed = "invalid_response: " + a.Action
	}
	s.changed()
}

// pop takes a window away and shows the one below. The lock is held.
func (s *Stub) pop(v *View) {
	stack := s.open[v.User]
	for i, id := range stack {
		if id == v.ID {
			s.open[v.User] = append(stack[:i:i], stack[i+1:]...)
		}
	}
}

// CloseView has somebody close a window without sending it.
func (s *Stub) CloseView(user, view string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, err := s.seen(user, view)
	if err != nil {
		return err
	}
	s.pop(v)
	s.changed()
	if v.notify {
		payload := object{"type": "view_closed", "view": s.viewJSON(v), "is_cleared": false}
		s.about(payload, s.users[user])
		s.send(s.interaction("view_closed", payload))
	}
	return nil
}

func splitLines(t string) []string { return strings.Split(t, "\n") }
