package slackstub

import (
	"encoding/base64"
	"slices"
	"strings"
)

func (s *Stub) canDM(u *User) error {
	switch {
	case u.Deleted:
		return refuse("user_disabled")
	case u.Bot:
		return refuse("cannot_dm_bot")
	case u.NoDM:
		return refuse("user_not_visible")
	}
	return nil
}

func (s *Stub) openConversation(a args) (object, error) {
	var c *Channel
	if id := a.text("channel"); id != "" {
		c = s.chans[id]
		switch {
		case c == nil || !c.has(DefaultBot):
			return nil, refuse("channel_not_found")
		case c.Kind != Alone && c.Kind != Few:
			return nil, refuse("method_not_supported_for_channel_type")
		}
	} else {
		ids := strings.FieldsFunc(a.text("users"), func(r rune) bool { return r == ',' || r == ' ' })
		switch {
		case len(ids) == 0:
			return nil, refuse("users_list_not_supplied")
		case len(ids) > 8:
			return nil, refuse("too_many_users")
		}
		for _, id := range ids {
			u := s.users[id]
			if u == nil {
				return nil, refuse("user_not_found")
			}
			if err := s.canDM(u); err != nil {
				return nil, err
			}
		}
		if len(ids) > 1 {
			if !s.may("mpim:write") {
				return nil, s.missing("mpim:write")
			}
			made := s.addChannel(Channel{Kind: Few, Name: "mpdm-" + strings.ToLower(strings.Join(ids, "--")), Members: append(ids, DefaultBot)})
			c = s.chans[made.ID]
		} else {
			if !s.may("im:write") {
				return nil, s.missing("im:write")
			}
			c = s.dm(ids[0])
		}
		s.changed()
	}
	if a.yes("return_im") {
		return object{"channel": s.channelJSON(c)}, nil
	}
	return object{"channel": object{"id": c.ID}}, nil
}

// readable finds a channel that the app may look into, with the scope of its kind.
// The lock is held.
func (s *Stub) readable(id, verb string) (*Channel, error) {
	c := s.chans[id]
	if c == nil || c.Kind != Public && !c.has(DefaultBot) {
		return nil, refuse("channel_not_found")
	}
	scope := map[ChannelKind]string{Public: "channels:", Closed: "groups:", Alone: "im:", Few: "mpim:"}[c.Kind] + verb
	if !s.may(scope) {
		return nil, s.missing(scope)
	}
	if verb == "history" && !c.has(DefaultBot) {
		return nil, refuse("not_in_channel")
	}
	return c, nil
}

func (s *Stub) conversationInfo(a args) (object, error) {
	c, err := s.readable(a.text("channel"), "read")
	if err != nil {
		return nil, err
	}
	return object{"channel": s.channelJSON(c)}, nil
}

// window narrows messages to the times that were asked for.
func window(all []*Message, a args) ([]*Message, error) {
	oldest, latest, inclusive := a.text("oldest"), a.text("latest"), a.yes("inclusive")
	if oldest != "" && !isTime(oldest) {
		return nil, refuse("invalid_ts_oldest")
	}
	if latest != "" && !isTime(latest) {
		return nil, refuse("invalid_ts_latest")
	}
	return slices.DeleteFunc(slices.Clone(all), func(m *Message) bool {
		return oldest != "" && oldest != "0" && (byTime(m.TS, oldest) < 0 || !inclusive && byTime(m.TS, oldest) == 0) ||
			latest != "" && (byTime(m.TS, latest) > 0 || !inclusive && byTime(m.TS, latest) == 0)
	}), nil
}

func isTime(t string) bool {
	return strings.Trim(t, "0123456789.") == "" && strings.Count(t, ".") < 2
}

// byTime compares two time stamps, which may lack their fractions.
func byTime(a, b string) int {
	sa, fa, _ := strings.Cut(a, ".")
	sb, fb, _ := strings.Cut(b, ".")
	if len(sa) != len(sb) {
		return len(sa) - len(sb)
	}
	pad := func(f string) string { return (f + "000000")[:6] }
	return strings.Compare(sa+pad(fa), sb+pad(fb))
}

// page cuts the page that was asked for out of messages.
func (s *Stub) page(all []*Message, a args) (object, error) {
	limit, err := a.number("limit", 100)
	if err != nil || limit == 0 || limit > 999 {
		return nil, refuse("invalid_limit")
	}
	from := 0
	if cursor := a.text("cursor"); cursor != "" {
		raw, err := base64.StdEncoding.DecodeString(cursor)
		ts, ours := strings.CutPrefix(string(raw), "next_ts:")
		from = slices.IndexFunc(all, func(m *Message) bool { return m.TS == ts })
		if err != nil || !ours || from < 0 {
			return nil, refuse("invalid_cursor")
		}
	}
	to := min(from+limit, len(all))
	list := make([]object, 0, to-from)
	for _, m := range all[from:to] {
		list = append(list, s.messageJSON(m, a.yes("include_all_metadata")))
	}
	out := object{"messages": list, "has_more": to < len(all)}
	if to < len(all) {
		out["response_metadata"] = object{"next_cursor": base64.StdEncoding.EncodeToString([]byte("next_ts:" + all[to].TS))}
	}
	return out, nil
}

func (s *Stub) history(a args) (object, error) {
	c, err := s.readable(a.text("channel"), "history")
	if err != nil {
		return nil, err
	}
	var all []*Message
	for _, m := range slices.Backward(s.msgs[c.ID]) {
		if !m.Deleted && m.For == "" && (m.Thread == "" || m.Thread == m.TS || m.Broadcast) {
			all = append(all, m)
		}
	}
	if all, err = window(all, a); err != nil {
		return nil, err
	}
	out, err := s.page(all, a)
	if err == nil {
		out["pin_count"] = 0
	}
	return out, err
}

func (s *Stub) threadReplies(a args) (object, error) {
	c, err := s.readable(a.text("channel"), "history")
	if err != nil {
		return nil, err
	}
	parent := s.find(c.ID, a.text("ts"))
	if parent == nil || parent.For != "" || parent.Deleted && len(s.replies(parent)) == 0 {
		return nil, refuse("thread_not_found")
	}
	if parent.Thread != "" && parent.Thread != parent.TS {
		parent = s.find(c.ID, parent.Thread)
	}
	all, err := window(s.replies(parent), a)
	if err != nil {
		return nil, err
	}
	return s.page(append([]*Message{parent}, all...), a) // the first message comes whatever its time
}
