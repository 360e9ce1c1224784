package slackstub

import (
	"fmt"
	"slices"
)

// A Control is something in a message or a view that can be pressed or chosen from.
type Control struct {
	Kind              string // "button", "static_select"
	BlockID, ActionID string
	Label             string
	Value, URL, Style string
	Confirm           string // what is asked before it counts
	Options           []Option
}

// An Option is one thing to choose.
type Option struct{ Label, Value string }

// Controls are those of a message, in order.
func (m Message) Controls() []Control { return controls(m.blocks) }

// Controls are those of a view, without the fields of its form.
func (v View) Controls() []Control { return controls(v.blocks) }

func controls(blocks []object) []Control {
	var out []Control
	eachElement(blocks, func(b, e object) {
		out = append(out, control(b, e))
	})
	return out
}

// eachElement visits what can be pressed or chosen from outside of forms.
func eachElement(blocks []object, visit func(b, e object)) {
	for _, b := range blocks {
		var list []any
		switch str(b["type"]) {
		case "actions":
			list, _ = b["elements"].([]any)
		case "section":
			list = []any{b["accessory"]}
		}
		for _, x := range list {
			if e, ok := x.(object); ok && str(e["type"]) != "image" {
				visit(b, e)
			}
		}
	}
}

func control(b, e object) Control {
	c := Control{Kind: str(e["type"]), BlockID: str(b["block_id"]), ActionID: str(e["action_id"]), Label: textOf(e["text"]),
		Value: str(e["value"]), URL: str(e["url"]), Style: str(e["style"])}
	if c.Label == "" {
		c.Label = textOf(e["placeholder"])
	}
	if q, ok := e["confirm"].(object); ok {
		c.Confirm = textOf(q["text"])
	}
	for _, o := range allOptions(e) {
		c.Options = append(c.Options, Option{textOf(o["text"]), str(o["value"])})
	}
	return c
}

// Press has somebody press a button of a message, named by its action_id or its
// label, and say yes where it asks. It gives the delivery's ID.
func (s *Stub) Press(user, channel, ts, which string) (delivery string, err error) {
	return s.Choose(user, channel, ts, which, "")
}

// Choose has somebody choose one of a menu's options, named by its value or label,
// in a message.
func (s *Stub) Choose(user, channel, ts, which, option string) (delivery string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, c, err := s.placed(user, channel)
	if err != nil {
		return "", err
	}
	m := s.find(c.ID, ts)
	if m == nil || m.Deleted || m.For != "" && m.For != user {
		return "", fmt.Errorf("%s sees no message %s", user, ts)
	}
	container := object{"type": "message", "message_ts": ts, "channel_id": c.ID, "is_ephemeral": m.For != ""}
	if m.Thread != "" {
		container["thread_ts"] = m.Thread
	}
	name := c.Name
	if c.Kind == Alone {
		name = "directmessage"
	}
	payload := object{"container": container, "channel": object{"id": c.ID, "name": name}, "response_url": s.responseURL(c.ID, user, ts)}
	if m.For == "" {
		payload["message"] = s.messageJSON(m, false)
	}
	return s.act(user, m.blocks, which, option, payload)
}

// PressInView has somebody press a button of a window or of their home tab.
func (s *Stub) PressInView(user, view, which string) (delivery string, err error) {
	return s.ChooseInView(user, view, which, "")
}

// ChooseInView has somebody choose one of a menu's options in a view.
func (s *Stub) ChooseInView(user, view, which, option string) (delivery string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, err := s.seen(user, view)
	if err != nil {
		return "", err
	}
	return s.act(user, v.blocks, which, option, object{"container": object{"type": "view", "view_id": v.ID}, "view": s.viewJSON(v)})
}

// seen finds a view that somebody has before them. The lock is held.
func (s *Stub) seen(user, id string) (*View, error) {
	v := s.views[id]
	if v == nil || v.User != user || v.Kind == string(inModal) && !slices.Contains(s.open[user], id) {
		return nil, fmt.Errorf("%s has no view %s before them", user, id)
	}
	return v, nil
}

// act sends what was pressed. The lock is held.
func (s *Stub) act(user string, blocks []object, which, option string, payload object) (string, error) {
	var block, element object
	eachElement(blocks, func(b, e object) {
		if c := control(b, e); element == nil && (c.ActionID == which || c.Label == which) {
			block, element = b, e
		}
	})
	if element == nil {
		return "", fmt.Errorf("there is nothing to press named %q", which)
	}
	a := object{"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"], "action_ts": s.ts()}
	if str(element["type"]) == "button" {
		for _, k := range []string{"text", "value", "style", "url"} {
			if v, there := element[k]; there {
				a[k] = v
			}
		}
	} else if err := choose(a, element, option); err != nil {
		return "", err
	}
	u := s.users[user]
	payload["type"], payload["actions"], payload["trigger_id"] = "block_actions", []object{a}, s.trigger(user)
	payload["state"] = object{"values": object{}}
	s.about(payload, u)
	return s.send(s.interaction("block_actions", payload)).ID, nil
}

// about is what every interaction says of who did it and where.
func (s *Stub) about(payload object, u *User) {
	payload["user"] = object{"id": u.ID, "username": u.Name, "name": u.Name, "team_id": u.Team}
	payload["team"] = object{"id": s.o.Team, "domain": s.o.Domain}
	payload["api_app_id"], payload["token"] = DefaultApp, "stub"
	payload["enterprise"], payload["is_enterprise_install"] = nil, false
}

// choose fills in what was chosen from an element.
func choose(into, e object, option string) error {
	switch str(e["type"]) {
	case "static_select", "radio_buttons", "overflow":
		for _, o := range allOptions(e) {
			if option == str(o["value"]) || option == textOf(o["text"]) {
				into["selected_option"] = o
				return nil
			}
		}
		return fmt.Errorf("there is no option %q", option)
	case "users_select":
		into["selected_user"] = option
	case "channels_select":
		into["selected_channel"] = option
	case "conversations_select":
		into["selected_conversation"] = option
	case "datepicker":
		into["selected_date"] = option
	case "timepicker":
		into["selected_time"] = option
	case "checkboxes", "multi_static_select":
		chosen := []any{}
		for _, o := range allOptions(e) {
			if slices.Contains(splitLines(option), str(o["value"])) {
				chosen = append(chosen, o)
			}
		}
		into["selected_options"] = chosen
	default:
		into["value"] = option
	}
	return nil
}
