package slackstub

import (
	"encoding/json"
	"slices"
	"time"
)

// A View is a window over the conversation, or somebody's home tab.
type View struct {
	ID, Hash, Kind       string // Kind is "modal" or "home"
	User                 string
	Title, Submit, Close string
	CallbackID, Private  string
	Blocks               json.RawMessage   // with the ids that Slack fills in
	Errors               map[string]string // by block_id, after the app found mistakes
	Root, Previous       string
	Opened               time.Time

	external string
	notify   bool
	blocks   []object
	state    map[string]object // what was chosen in it so far
}

// Views are the windows that somebody has open, the topmost last.
func (s *Stub) Views(user string) []View {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []View
	for _, id := range s.open[user] {
		out = append(out, *s.views[id])
	}
	return out
}

// Home is somebody's home tab, if the app has published one.
func (s *Stub) Home(user string) (View, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.homes[user]; v != nil {
		return *v, true
	}
	return View{}, false
}

// readView checks a view that was sent. The lock is held.
func (s *Stub) readView(v any, kind surface) (*View, error) {
	o, ok := v.(object)
	if !ok {
		return nil, invalid("invalid_arguments", "[ERROR] missing required field: view")
	}
	c, sent := s.checker(kind), encode(v)
	if str(o["type"]) != string(kind) {
		c.bad("/view/type", "must be %s", kind)
	}
	props := []string{"type", "blocks", "private_metadata", "callback_id", "external_id"}
	if kind == inModal {
		props = append(props, "title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled")
		c.text(o, "title", "/view", plain, 1, 24)
		c.maybe(o, "submit", "/view", plain, 24)
		c.maybe(o, "close", "/view", plain, 24)
	}
	c.only(o, "/view", props)
	c.maybeLength(o, "private_metadata", "/view", 0, 3000)
	c.maybeLength(o, "callback_id", "/view", 0, 255)
	c.maybeLength(o, "external_id", "/view", 0, 255)
	blocks := c.list(o["blocks"], "/view/blocks")
	if _, submit := o["submit"]; kind == inModal && c.inputs > 0 && !submit {
		c.bad("/view/submit", "a view with input blocks needs a submit button")
	}
	if len(c.wrong) > 0 {
		return nil, invalid("invalid_arguments", c.wrong...)
	}
	if len(sent) > 250*1000 {
		return nil, refuse("view_too_large")
	}
	s.capture(string(kind), sent)
	notify, _ := o["notify_on_close"].(bool)
	return &View{Kind: string(kind), Title: textOf(o["title"]), Submit: textOf(o["submit"]), Close: textOf(o["close"]),
		CallbackID: str(o["callback_id"]), Private: str(o["private_metadata"]), external: str(o["external_id"]),
		Blocks: encode(blocks), blocks: blocks, notify: notify, state: map[string]object{}}, nil
}

// textOf is what a person reads in a text object.
func textOf(v any) string { o, _ := v.(object); return unescape.Replace(str(o["text"])) }

func (s *Stub) openView(a args) (object, error) {
	v, _, err := a.value("view")
	if err != nil {
		return nil, refuse("invalid_arguments")
	}
	view, err := s.readView(v, inModal)
	if err != nil {
		return nil, err
	}
	user, err := s.spend(a.text("trigger_id"))
	if err != nil {
		return nil, err
	}
	return s.show(view, user, "")
}

func (s *Stub) pushView(a args) (object, error) {
	v, _, err := a.value("view")
	if err != nil {
		return nil, refuse("invalid_arguments")
	}
	view, err := s.readView(v, inModal)
	if err != nil {
		return nil, err
	}
	user, err := s.spend(a.text("trigger_id"))
	if err != nil {
		return nil, err
	}
	under := s.open[user]
	if len(under) >= 3 {
		return nil, refuse("push_limit_reached")
	}
	if len(under) == 0 {
		return nil, refuse("not_found")
	}
	return s.show(view, user, under[len(under)-1])
}

// show puts a window on top for somebody. One that is opened replaces the others.
// The lock is held.
func (s *Stub) show(v *View, user, on string) (object, error) {
	if v.external != "" && slices.ContainsFunc(s.open[user], func(id string) bool { return s.views[id].external == v.external }) {
		return nil, refuse("duplicate_external_id")
	}
	v.ID, v.User, v.Hash, v.Opened = s.id("V"), user, s.hash(), time.Now()
	v.Root, v.Previous = v.ID, on
	if on == "" {
		s.open[user] = nil
	} else {
		v.Root = s.views[on].Root
	}
	s.views[v.ID] = v
	s.open[user] = append(s.open[user], v.ID)
	s.changed()
	return object{"view": s.viewJSON(v)}, nil
}

func (s *Stub) hash() string { return s.ts() + ".h" }

func (s *Stub) updateView(a args) (object, error) {
	var old *View
	if id := a.text("view_id"); id != "" {
		old = s.views[id]
	} else {
		for _, v := range s.views {
			if v.external != "" && v.external == a.text("external_id") {
				old = v
			}
		}
	}
	if old == nil || old.Kind == string(inModal) && !slices.Contains(s.open[old.User], old.ID) {
		return nil, refuse("not_found")
	}
	v, _, err := a.value("view")
	if err != nil {
		return nil, refuse("invalid_arguments")
	}
	if h := a.text("hash"); h != "" && h != old.Hash {
		return nil, refuse("hash_conflict")
	}
	view, err := s.readView(v, surface(old.Kind))
	if err != nil {
		return nil, err
	}
	s.replace(old, view)
	return object{"view": s.viewJSON(old)}, nil
}

// replace puts other things into a view that stays open. The lock is held.
func (s *Stub) replace(old, v *View) {
	v.ID, v.User, v.Root, v.Previous, v.Opened, v.Hash = old.ID, old.User, old.Root, old.Previous, old.Opened, s.hash()
	v.state = old.state
	*old = *v
	s.changed()
}

func (s *Stub) publishView(a args) (object, error) {
	u := s.users[a.text("user_id")]
	if u == nil || u.Bot || u.Deleted {
		return nil, refuse("invalid_arguments")
	}
	v, _, err := a.value("view")
	if err != nil {
		return nil, refuse("invalid_arguments")
	}
	old := s.homes[u.ID]
	if h := a.text("hash"); h != "" && old != nil && h != old.Hash {
		return nil, refuse("hash_conflict")
	}
	view, err := s.readView(v, inHome)
	if err != nil {
		return nil, err
	}
	if old != nil {
		s.replace(old, view)
		return object{"view": s.viewJSON(old)}, nil
	}
	view.ID, view.User, view.Hash, view.Opened = s.id("V"), u.ID, s.hash(), time.Now()
	view.Root = view.ID
	s.homes[u.ID], s.views[view.ID] = view, view
	s.changed()
	return object{"view": s.viewJSON(view)}, nil
}
