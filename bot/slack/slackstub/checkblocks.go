package slackstub

import "slices"

func (c *checker) section(b object, at string) {
	_, text := b["text"]
	_, fields := b["fields"]
	if !text && !fields {
		c.bad(at, "missing required field: text or fields")
	}
	c.maybe(b, "text", at, either, 3000)
	if fields {
		c.items(b, "fields", at, 1, 10, func(v any, at string) {
			t, _ := v.(object)
			c.textObject(t, at, either, 1, 2000)
		})
	}
	if a, there := b["accessory"]; there {
		e, _ := a.(object)
		if str(e["type"]) == "image" {
			c.only(e, at+"/accessory", []string{"type", "image_url", "slack_file", "alt_text"})
			c.picture(e, at+"/accessory")
			return
		}
		c.element(e, at+"/accessory", inSection, map[string]bool{})
	}
}

func (c *checker) picture(b object, at string) {
	c.length(b, "alt_text", at, 1, 2000)
	if _, file := b["slack_file"]; !file {
		c.address(b, "image_url", at)
	}
}

func (c *checker) context(b object, at string) {
	c.items(b, "elements", at, 1, 10, func(v any, at string) {
		e, _ := v.(object)
		if str(e["type"]) == "image" {
			c.only(e, at, []string{"type", "image_url", "slack_file", "alt_text"})
			c.picture(e, at)
			return
		}
		c.textObject(e, at, either, 1, 3000)
	})
}

func (c *checker) actions(b object, at string) {
	used := map[string]bool{}
	c.items(b, "elements", at, 1, 25, func(v any, at string) {
		e, _ := v.(object)
		c.element(e, at, inActions, used)
	})
}

func (c *checker) input(b object, at string) {
	c.inputs++
	c.text(b, "label", at, plain, 1, 2000)
	c.maybe(b, "hint", at, plain, 2000)
	c.truth(b, "optional", at)
	c.truth(b, "dispatch_action", at)
	e, ok := b["element"].(object)
	if !ok {
		c.bad(at+"/element", "missing required field: element")
		return
	}
	c.element(e, at+"/element", inInput, map[string]bool{})
}

func (c *checker) truth(o object, name, at string) {
	if v, there := o[name]; there {
		if _, ok := v.(bool); !ok {
			c.bad(at+"/"+name, "must be a boolean")
		}
	}
}

func (c *checker) rich(b object, at string) {
	c.items(b, "elements", at, 1, 255, func(v any, at string) {
		e, _ := v.(object)
		if !slices.Contains([]string{"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}, str(e["type"])) {
			c.bad(at+"/type", "unsupported type: %v", e["type"])
		}
		c.items(e, "elements", at, 0, 1000, func(any, string) {})
	})
}
