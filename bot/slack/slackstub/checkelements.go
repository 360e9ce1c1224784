package slackstub

import (
	"fmt"
	"slices"
)

// Where an element stands.
const (
	inActions = "actions"
	inSection = "section"
	inInput   = "input"
)

// An elementRule says what an element may hold and in which blocks it may stand.
type elementRule struct {
	in    []string
	props []string
	check func(c *checker, e object, at string)
}

var (
	anyBlock   = []string{inActions, inSection, inInput}
	notInput   = []string{inActions, inSection}
	choosing   = []string{"placeholder", "confirm", "focus_on_load"}
	fromOption = append([]string{"options", "option_groups", "initial_option"}, choosing...)
	typed      = []string{"placeholder", "initial_value", "focus_on_load", "dispatch_action_config"}
)

var elementRules map[string]elementRule

func init() {
	elementRules = map[string]elementRule{
		"button": {notInput, []string{"text", "value", "url", "style", "confirm", "accessibility_label"}, (*checker).button},
		"static_select": {anyBlock, fromOption, func(c *checker, e object, at string) {
			c.options(e, at, 100, plain)
			c.initial(e, at)
		}},
		"multi_static_select": {[]string{inSection, inInput}, append([]string{"initial_options", "max_selected_items"}, fromOption...),
			func(c *checker, e object, at string) { c.options(e, at, 100, plain) }},
		"users_select":         {anyBlock, append([]string{"initial_user"}, choosing...), func(*checker, object, string) {}},
		"channels_select":      {anyBlock, append([]string{"initial_channel", "response_url_enabled"}, choosing...), func(*checker, object, string) {}},
		"conversations_select": {anyBlock, append([]string{"initial_conversation", "default_to_current_conversation", "response_url_enabled", "filter"}, choosing...), func(*checker, object, string) {}},
		"overflow":             {notInput, []string{"options", "confirm"}, func(c *checker, e object, at string) { c.options(e, at, 5, plain) }},
		"radio_buttons": {anyBlock, fromOption, func(c *checker, e object, at string) {
			c.options(e, at, 10, either)
			c.initial(e, at)
		}},
		"checkboxes": {anyBlock, []string{"options", "initial_options", "confirm", "focus_on_load"},
			func(c *checker, e object, at string) { c.options(e, at, 10, either) }},
		"datepicker": {anyBlock, append([]string{"initial_date"}, choosing...), func(*checker, object, string) {}},
		"timepicker": {anyBlock, append([]string{"initial_time", "timezone"}, choosing...), func(*checker, object, string) {}},
		"plain_text_input": {[]string{inInput}, append([]string{"multiline", "min_length", "max_length"}, typed...), func(c *checker, e object, at string) {
			c.truth(e, "multiline", at)
			c.maybeLength(e, "initial_value", at, 0, 3000)
		}},
		"email_text_input": {[]string{inInput}, typed, func(*checker, object, string) {}},
		"url_text_input":   {[]string{inInput}, typed, func(*checker, object, string) {}},
		"number_input": {[]string{inInput}, append([]string{"is_decimal_allowed", "min_value", "max_value"}, typed...), func(c *checker, e object, at string) {
			if _, ok := e["is_decimal_allowed"].(bool); !ok {
				c.bad(at, "missing required field: is_decimal_allowed")
			}
		}},
	}
}

func (c *checker) element(e object, at, in string, used map[string]bool) {
	kind := str(e["type"])
	rule, known := elementRules[kind]
	if !known || !slices.Contains(rule.in, in) {
		c.bad(at+"/type", "unsupported type: %s", kind)
		return
	}
	c.only(e, at, append([]string{"type", "action_id"}, rule.props...))
	c.id(e, "action_id", at)
	if id := str(e["action_id"]); used[id] {
		c.bad(at+"/action_id", "action_id %q already exists for another element", id)
	} else {
		used[id] = true
	}
	c.maybe(e, "placeholder", at, plain, 150)
	c.confirm(e, at)
	if e["focus_on_load"] == true {
		if c.focuses++; c.focuses > 1 || c.where == inMessage {
			c.bad(at+"/focus_on_load", "only one element of a view may have the focus")
		}
	}
	rule.check(c, e, at)
}

func (c *checker) button(e object, at string) {
	c.text(e, "text", at, plain, 1, 75)
	c.maybeLength(e, "value", at, 1, 2000)
	c.maybeLength(e, "accessibility_label", at, 1, 75)
	if _, there := e["url"]; there {
		c.address(e, "url", at)
	}
	c.style(e, at)
}

func (c *checker) style(e object, at string) {
	if v, there := e["style"]; there && v != "primary" && v != "danger" {
		c.bad(at+"/style", "must be primary or danger")
	}
}

func (c *checker) confirm(e object, at string) {
	v, there := e["confirm"]
	if !there {
		return
	}
	o, _ := v.(object)
	at += "/confirm"
	c.only(o, at, []string{"title", "text", "confirm", "deny", "style"})
	c.text(o, "title", at, plain, 1, 100)
	c.text(o, "text", at, either, 1, 300)
	c.text(o, "confirm", at, plain, 1, 30)
	c.text(o, "deny", at, plain, 1, 30)
	c.style(o, at)
}

// options checks those of an element that is chosen from.
func (c *checker) options(e object, at string, most int, kind string) {
	if _, grouped := e["option_groups"]; grouped {
		c.items(e, "option_groups", at, 1, 100, func(v any, at string) {
			g, _ := v.(object)
			c.only(g, at, []string{"label", "options"})
			c.text(g, "label", at, plain, 1, 75)
			c.items(g, "options", at, 1, most, func(v any, at string) { c.option(v, at, kind) })
		})
		return
	}
	c.items(e, "options", at, 1, most, func(v any, at string) { c.option(v, at, kind) })
}

func (c *checker) option(v any, at, kind string) {
	o, ok := v.(object)
	if !ok {
		c.bad(at, "must be an object")
		return
	}
	c.only(o, at, []string{"text", "value", "description", "url"})
	c.text(o, "text", at, kind, 1, 75)
	c.length(o, "value", at, 1, 150)
	c.maybe(o, "description", at, kind, 75)
}

// initial checks that what is chosen at first is one of the options.
func (c *checker) initial(e object, at string) {
	v, there := e["initial_option"]
	if !there {
		return
	}
	want, _ := v.(object)
	for _, o := range allOptions(e) {
		if o["value"] == want["value"] && fmt.Sprint(o["text"]) == fmt.Sprint(want["text"]) {
			return
		}
	}
	c.bad(at+"/initial_option", "must be one of the options")
}

func allOptions(e object) []object {
	var out []object
	add := func(v any) {
		list, _ := v.([]any)
		for _, x := range list {
			if o, ok := x.(object); ok {
				out = append(out, o)
			}
		}
	}
	add(e["options"])
	groups, _ := e["option_groups"].([]any)
	for _, g := range groups {
		o, _ := g.(object)
		add(o["options"])
	}
	return out
}
