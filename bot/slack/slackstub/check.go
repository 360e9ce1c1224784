package slackstub

import (
	"fmt"
	"net/url"
	"slices"
	"unicode/utf8"
)

// A surface is where blocks stand.
type surface string

const (
	inMessage surface = "message"
	inModal   surface = "modal"
	inHome    surface = "home"
)

// Limits of blocks: https://docs.slack.dev/reference/block-kit/blocks
const (
	maxBlocks     = 50  // of a message
	maxViewBlocks = 100 // of a view
	// maxMessage is what the texts of a message's blocks may come to. It is in no
	// reference; github.com/slackapi/bolt-js/issues/2509 measured where
	// msg_blocks_too_long begins.
	maxMessage = 13000
)

// A checker holds blocks to Slack's rules and notes every breach where it stands.
type checker struct {
	where   surface
	wrong   []string
	blocks  map[string]bool // block_ids that were used
	chars   int
	inputs  int
	focuses int
	fresh   func() string // an id for what has none
}

func (c *checker) bad(at, format string, a ...any) {
	c.wrong = append(c.wrong, "[ERROR] "+fmt.Sprintf(format, a...)+" [json-pointer:"+at+"]")
}

// checkBlocks gives the blocks with the ids that Slack fills in. The lock is held.
func (s *Stub) checkBlocks(v any, where surface) ([]object, error) {
	c, code := s.checker(where), "invalid_blocks"
	if where != inMessage {
		code = "invalid_arguments"
	}
	out := c.list(v, "/blocks")
	if len(c.wrong) > 0 {
		err := &refusal{code, object{"response_metadata": object{"messages": c.wrong}}}
		if where == inMessage {
			err.with["errors"] = c.wrong
		}
		return nil, err
	}
	if where == inMessage && c.chars > maxMessage {
		return nil, refuse("msg_blocks_too_long")
	}
	return out, nil
}

func (s *Stub) checker(where surface) *checker {
	return &checker{where: where, blocks: map[string]bool{}, fresh: func() string { return s.id("b") }}
}

func (c *checker) list(v any, at string) []object {
	list, ok := v.([]any)
	if !ok {
		c.bad(at, "must be an array")
		return nil
	}
	most := maxViewBlocks
	if c.where == inMessage {
		most = maxBlocks
	}
	if len(list) > most {
		c.bad(at, "no more than %d items allowed", most)
		return nil
	}
	out := []object{}
	for i, x := range list {
		here := fmt.Sprintf("%s/%d", at, i)
		b, ok := x.(object)
		if !ok {
			c.bad(here, "must be an object")
			continue
		}
		c.block(b, here)
		out = append(out, b)
	}
	return out
}

// A blockRule says what a block may hold and where it may stand.
type blockRule struct {
	where []surface
	props []string
	check func(c *checker, b object, at string)
}

var everywhere = []surface{inMessage, inModal, inHome}

var blockRules map[string]blockRule

func init() {
	blockRules = map[string]blockRule{
		"section": {everywhere, []string{"text", "fields", "accessory", "expand"}, (*checker).section},
		"header":  {everywhere, []string{"text"}, func(c *checker, b object, at string) { c.text(b, "text", at, plain, 1, 150) }},
		"divider": {everywhere, nil, func(*checker, object, string) {}},
		"image": {everywhere, []string{"image_url", "slack_file", "alt_text", "title"}, func(c *checker, b object, at string) {
			c.picture(b, at)
			c.maybe(b, "title", at, plain, 2000)
		}},
		"context":   {everywhere, []string{"elements"}, (*checker).context},
		"actions":   {everywhere, []string{"elements"}, (*checker).actions},
		"input":     {everywhere, []string{"label", "element", "dispatch_action", "hint", "optional"}, (*checker).input},
		"rich_text": {everywhere, []string{"elements"}, (*checker).rich},
		"markdown": {[]surface{inMessage}, []string{"text"}, func(c *checker, b object, at string) {
			c.length(b, "text", at, 1, 12000)
			c.chars += utf8.RuneCountInString(str(b["text"]))
		}},
		"table": {[]surface{inMessage}, []string{"rows", "column_settings"}, func(c *checker, b object, at string) {
			c.items(b, "rows", at, 1, 100, func(v any, at string) {
				if row, ok := v.([]any); !ok || len(row) == 0 || len(row) > 20 {
					c.bad(at, "1 to 20 cells allowed")
				}
			})
		}},
		"video": {everywhere, []string{"alt_text", "author_name", "description", "provider_icon_url", "provider_name", "title",
			"title_url", "thumbnail_url", "video_url"}, func(*checker, object, string) {}},
	}
}

func (c *checker) block(b object, at string) {
	kind := str(b["type"])
	rule, known := blockRules[kind]
	if !known {
		c.bad(at+"/type", "unsupported type: %s", kind)
		return
	}
	if !slices.Contains(rule.where, c.where) {
		c.bad(at+"/type", "unsupported type: %s", kind)
	}
	c.only(b, at, append([]string{"type", "block_id"}, rule.props...))
	c.id(b, "block_id", at)
	if id := str(b["block_id"]); c.blocks[id] {
		c.bad(at+"/block_id", "block_id %q already exists", id)
	} else {
		c.blocks[id] = true
	}
	rule.check(c, b, at)
}

// only refuses properties that a thing doesn't have.
func (c *checker) only(o object, at string, props []string) {
	for k := range o {
		if !slices.Contains(props, k) {
			c.bad(at, "invalid additional property: %s", k)
		}
	}
}

// id checks an id, or fills it in.
func (c *checker) id(o object, name, at string) {
	if _, there := o[name]; !there {
		o[name] = c.fresh()
		return
	}
	c.length(o, name, at, 1, 255)
}

// length checks a string's.
func (c *checker) length(o object, name, at string, least, most int) {
	t, ok := o[name].(string)
	n := utf8.RuneCountInString(t)
	switch {
	case !ok:
		c.bad(at+"/"+name, "must be a string")
	case n < least:
		c.bad(at+"/"+name, "must be more than %d characters", least-1)
	case n > most:
		c.bad(at+"/"+name, "must be less than %d characters", most+1)
	}
}

func (c *checker) maybeLength(o object, name, at string, least, most int) {
	if _, there := o[name]; there {
		c.length(o, name, at, least, most)
	}
}

// items checks an array and each thing in it.
func (c *checker) items(o object, name, at string, least, most int, each func(v any, at string)) {
	list, ok := o[name].([]any)
	switch {
	case !ok:
		c.bad(at+"/"+name, "must be an array")
	case len(list) < least:
		c.bad(at+"/"+name, "no less than %d items allowed", least)
	case len(list) > most:
		c.bad(at+"/"+name, "no more than %d items allowed", most)
	}
	for i, v := range list {
		each(v, fmt.Sprintf("%s/%s/%d", at, name, i))
	}
}

const (
	plain  = "plain_text"
	either = ""
)

// text checks a text object.
func (c *checker) text(o object, name, at, kind string, least, most int) {
	t, ok := o[name].(object)
	at += "/" + name
	if !ok {
		c.bad(at, "missing required field: %s", name)
		return
	}
	c.textObject(t, at, kind, least, most)
}

func (c *checker) textObject(t object, at, kind string, least, most int) {
	props := []string{"type", "text", "emoji"}
	switch str(t["type"]) {
	case "mrkdwn":
		if kind == plain {
			c.bad(at+"/type", "must be plain_text")
		}
		props[2] = "verbatim"
	case plain:
	default:
		c.bad(at+"/type", "unsupported type: %v", t["type"])
	}
	c.only(t, at, props)
	c.length(t, "text", at, least, most)
	c.chars += utf8.RuneCountInString(str(t["text"]))
}

func (c *checker) maybe(o object, name, at, kind string, most int) {
	if _, there := o[name]; there {
		c.text(o, name, at, kind, 1, most)
	}
}

// address checks that something is a whole address that Slack lets a button open.
func (c *checker) address(o object, name, at string) {
	c.length(o, name, at, 1, 3000)
	u, err := url.Parse(str(o[name]))
	if err != nil || u.Scheme == "" || !slices.Contains([]string{"http", "https", "mailto", "slack"}, u.Scheme) || u.Scheme[0] == 'h' && u.Host == "" {
		c.bad(at+"/"+name, "invalid URL")
	}
}
