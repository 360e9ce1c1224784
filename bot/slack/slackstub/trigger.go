package slackstub

import "time"

// A trigger is the right to open one window, for three seconds.
type trigger struct {
	user string
	at   time.Time
	used bool
}

const triggerLife = 3 * time.Second

// trigger gives somebody's. The lock is held.
func (s *Stub) trigger(user string) string {
	id := s.id("1111.2222.trigger")
	s.trigs[id] = &trigger{user: user, at: s.now()}
	return id
}

func (s *Stub) spend(id string) (string, error) {
	t := s.trigs[id]
	switch {
	case t == nil:
		return "", refuse("invalid_trigger_id")
	case t.used:
		return "", refuse("exchanged_trigger_id")
	case s.now().Sub(t.at) > triggerLife:
		return "", refuse("expired_trigger_id")
	}
	t.used = true
	return t.user, nil
}
