package teamsstub

import (
	"fmt"
	"slices"
	"strings"
)

// A User is somebody in the organisation, or somebody of another one who takes part
// in its conversations.
type User struct {
	ID        string // as Teams names them to this app: "29:…"
	Object    string // as Entra names them
	Name      string
	Email     string
	Principal string // their sign-in name; "": Email
	Tenant    string // "": this organisation; another's: somebody in a shared channel
	Role      string // "": "user"; "guest", "anonymous"
	Without   bool   // the app isn't installed for them
	Gone      bool   // their account was closed
}

// AddUser adds somebody, or changes who has that ID. Empty ids are given.
func (s *Stub) AddUser(u User) User {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.changed()
	if u.ID == "" {
		u.ID = s.id("29:user-")
	}
	if u.Object == "" {
		u.Object = s.guid()
	}
	or(&u.Name, strings.TrimPrefix(u.ID, "29:"))
	or(&u.Principal, u.Email)
	or(&u.Tenant, s.o.Tenant)
	or(&u.Role, "user")
	if _, known := s.users[u.ID]; !known {
		s.order = append(s.order, u.ID)
	}
	s.users[u.ID] = &u
	return u
}

// Users are all, in the order in which they came.
func (s *Stub) Users() []User {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []User
	for _, id := range s.order {
		out = append(out, *s.users[id])
	}
	return out
}

// user finds somebody by either of their ids. The lock is held.
func (s *Stub) user(id string) *User {
	if u := s.users[id]; u != nil {
		return u
	}
	for _, u := range s.users {
		if strings.EqualFold(u.Object, id) {
			return u
		}
	}
	return nil
}

// A Kind is what sort of conversation it is, in Teams' words.
type Kind string

// The kinds of conversation.
const (
	Personal Kind = "personal"
	Group    Kind = "groupChat"
	Channel  Kind = "channel"
)

// A Conversation is a chat or a channel.
type Conversation struct {
	ID       string // without that of a thread
	Kind     Kind
	Name     string
	Team     string // of a channel, its id
	TeamName string
	Members  []string
	Without  bool // the app isn't in it
	Blocked  bool // somebody has blocked the app there
}

// AddConversation adds a group chat or a channel, or changes the one that has that
// ID.
func (s *Stub) AddConversation(c Conversation) Conversation {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.changed()
	return *s.addConversation(c)
}

func (s *Stub) addConversation(c Conversation) *Conversation {
	or(&c.Kind, Channel)
	if c.ID == "" {
		c.ID = s.id(map[Kind]string{Personal: "a:1chat", Group: "19:group", Channel: "19:channel"}[c.Kind]) +
			map[Kind]string{Group: "@thread.v2", Channel: "@thread.tacv2"}[c.Kind]
	}
	if c.Kind == Channel {
		or(&c.Team, "19:team-of-"+strings.TrimPrefix(c.ID, "19:"))
		or(&c.TeamName, "Council")
	}
	c.Members = slices.Clone(c.Members)
	if _, known := s.convs[c.ID]; !known {
		s.listed = append(s.listed, c.ID)
	}
	s.convs[c.ID] = &c
	return &c
}

// Conversations are all, in the order in which they came.
func (s *Stub) Conversations() []Conversation {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Conversation
	for _, id := range s.listed {
		c := *s.convs[id]
		c.Members = slices.Clone(c.Members)
		out = append(out, c)
	}
	return out
}

// Chat is somebody's chat with the app. It is there from the first time that
// anybody asks for it.
func (s *Stub) Chat(user string) Conversation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return *s.chat(user)
}

// chat finds somebody's chat with the app or makes it. The lock is held.
func (s *Stub) chat(user string) *Conversation {
	for _, id := range s.listed {
		if c := s.convs[id]; c.Kind == Personal && slices.Contains(c.Members, user) {
			return c
		}
	}
	c := s.addConversation(Conversation{Kind: Personal, Members: []string{user}})
	s.changed()
	return c
}

// without tells whether the app isn't in a conversation. The lock is held.
func (s *Stub) without(c *Conversation) bool {
	if c.Kind != Personal {
		return c.Without
	}
	return c.Without || s.users[c.Members[0]] == nil || s.users[c.Members[0]].Without
}

// placed finds somebody and a conversation that they are in; "" is their chat with
// the app. The lock is held.
func (s *Stub) placed(user, conversation string) (*User, *Conversation, error) {
	u := s.users[user]
	if u == nil || u.Gone {
		return nil, nil, fmt.Errorf("nobody here can act as %s", user)
	}
	if conversation == "" {
		return u, s.chat(user), nil
	}
	c := s.convs[conversation]
	switch {
	case c == nil:
		return nil, nil, fmt.Errorf("there is no conversation %s", conversation)
	case !slices.Contains(c.Members, user):
		return nil, nil, fmt.Errorf("%s is not in %s", user, conversation)
	}
	return u, c, nil
}

// memberJSON is a person as the connector tells of them.
func memberJSON(u *User) object {
	given, surname, _ := strings.Cut(u.Name, " ")
	j := object{"id": u.ID, "name": u.Name, "objectId": u.Object, "aadObjectId": u.Object, "givenName": given,
		"surname": surname, "tenantId": u.Tenant, "userRole": u.Role}
	if u.Email != "" {
		j["email"] = u.Email
	}
	if u.Principal != "" {
		j["userPrincipalName"] = u.Principal
	}
	return j
}
