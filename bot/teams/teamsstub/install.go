package teamsstub

import "slices"

// Install has somebody install the app: for themselves where conversation is "",
// else in a channel's team or a group chat. The app is told. It gives the delivery.
func (s *Stub) Install(user, conversation string) (delivery string, err error) {
	return s.installation(user, conversation, true)
}

// Uninstall has somebody remove the app again. It gives the delivery.
func (s *Stub) Uninstall(user, conversation string) (delivery string, err error) {
	return s.installation(user, conversation, false)
}

func (s *Stub) installation(user, conversation string, in bool) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, c, err := s.placed(user, conversation)
	if err != nil {
		return "", err
	}
	action, field := "remove", "membersRemoved"
	if in {
		action, field = "add", "membersAdded"
	}
	if c.Kind == Personal {
		u.Without = !in
	}
	c.Without, c.Blocked = !in, false
	s.changed()
	if in || c.Kind != Personal { // who removes it from their chat is told by the installation alone
		a := s.activity("conversationUpdate", u, c, "")
		a["id"] = s.id("f:members-")
		a[field] = []object{{"id": s.Bot()}}
		s.tell(a, false)
	}
	a := s.activity("installationUpdate", u, c, "")
	a["id"], a["action"] = s.id("f:installation-"), action
	return s.tell(a, false).ID, nil
}

// Join brings somebody into a channel's team or a group chat. The app is told.
func (s *Stub) Join(user, conversation string) (delivery string, err error) {
	return s.membership(user, conversation, true)
}

// Leave takes somebody out of a channel's team or a group chat. The app is told.
func (s *Stub) Leave(user, conversation string) (delivery string, err error) {
	return s.membership(user, conversation, false)
}

func (s *Stub) membership(user, conversation string, in bool) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if in && s.convs[conversation] != nil && !slices.Contains(s.convs[conversation].Members, user) {
		s.convs[conversation].Members = append(s.convs[conversation].Members, user)
	}
	u, c, err := s.placed(user, conversation)
	if err != nil {
		return "", err
	}
	field := "membersAdded"
	if !in {
		field = "membersRemoved"
		c.Members = slices.DeleteFunc(slices.Clone(c.Members), func(id string) bool { return id == user })
	}
	s.changed()
	a := s.activity("conversationUpdate", u, c, "")
	a["id"] = s.id("f:members-")
	a[field] = []object{{"id": u.ID, "aadObjectId": u.Object}}
	return s.tell(a, false).ID, nil
}

// Block has somebody block the app in their chat with it, or let it in again. The
// app isn't told; it finds out when it posts.
func (s *Stub) Block(user string, blocked bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chat(user).Blocked = blocked
	s.changed()
}

// Disable has an admin block the app for the whole organisation, or allow it again.
// The app isn't told; it finds out when it posts.
func (s *Stub) Disable(disabled bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.disabled = disabled
	s.changed()
}
