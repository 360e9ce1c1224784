package slackstub

import (
	"strconv"
	"strings"
)

func (s *Stub) userInfo(a args) (object, error) {
	u := s.users[a.text("user")]
	switch {
	case u == nil:
		return nil, refuse("user_not_found")
	case u.NoDM && u.Team != s.o.Team:
		return nil, refuse("user_not_visible")
	}
	return object{"user": s.userJSON(u, s.may("users:read.email"))}, nil
}

func (s *Stub) userList(a args) (object, error) {
	limit, err := a.number("limit", 1000)
	if err != nil || limit == 0 {
		return nil, refuse("limit_required")
	}
	from, err := a.number("cursor", 0)
	if err != nil || from > len(s.order) {
		return nil, refuse("invalid_cursor")
	}
	to, list := min(from+limit, len(s.order)), []object{}
	for _, id := range s.order[from:to] {
		list = append(list, s.userJSON(s.users[id], s.may("users:read.email")))
	}
	next := ""
	if to < len(s.order) {
		next = strconv.Itoa(to)
	}
	return object{"members": list, "cache_ts": s.now().Unix(), "response_metadata": object{"next_cursor": next}}, nil
}

func (s *Stub) lookupByEmail(a args) (object, error) {
	for _, id := range s.order {
		u := s.users[id]
		if u.Email != "" && strings.EqualFold(u.Email, a.text("email")) && u.Team == s.o.Team && !u.Deleted {
			return object{"user": s.userJSON(u, true)}, nil
		}
	}
	return nil, refuse("users_not_found")
}
