package slackstub

import (
	"slices"
	"strings"
)

// A User is somebody in the workspace, or somebody of another one who is seen from
// it.
type User struct {
	ID, Name, RealName, Email string
	Team                      string // "": this workspace; another's: a stranger by Slack Connect
	Restricted                bool   // a guest
	Ultra                     bool   // a guest of one channel
	Deleted                   bool   // deactivated
	Bot                       bool   // a program
	BotID                     string
	AppUser                   bool
	NoDM                      bool // can't be written to alone
}

// AddUser adds somebody, or changes who has that ID. An empty ID is given one.
func (s *Stub) AddUser(u User) User {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.changed()
	return s.addUser(u)
}

func (s *Stub) addUser(u User) User {
	if u.ID == "" {
		u.ID = s.id("U")
	}
	or(&u.Team, s.o.Team)
	or(&u.Name, strings.ToLower(u.ID))
	or(&u.RealName, u.Name)
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

// A ChannelKind is where Slack keeps it.
type ChannelKind string

// The kinds of channel.
const (
	Public ChannelKind = "channel"
	Closed ChannelKind = "group" // private: seen by its members alone
	Alone  ChannelKind = "im"    // one person and the app
	Few    ChannelKind = "mpim"  // a direct message of several
)

// A Channel is a place to talk in.
type Channel struct {
	ID, Name string
	Kind     ChannelKind
	Members  []string
	With     string // whom a direct message is with
	Archived bool
	Shared   bool // with another workspace
}

// AddChannel adds a channel, or changes the one that has that ID.
func (s *Stub) AddChannel(c Channel) Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.changed()
	return s.addChannel(c)
}

func (s *Stub) addChannel(c Channel) Channel {
	if c.Kind == "" {
		c.Kind = Public
	}
	if c.ID == "" {
		c.ID = s.id(map[ChannelKind]string{Public: "C", Closed: "G", Alone: "D", Few: "G"}[c.Kind])
	}
	c.Members = slices.Clone(c.Members)
	if _, known := s.chans[c.ID]; !known {
		s.listed = append(s.listed, c.ID)
	}
	s.chans[c.ID] = &c
	return c
}

// Channels are all, in the order in which they came.
func (s *Stub) Channels() []Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Channel
	for _, id := range s.listed {
		c := *s.chans[id]
		c.Members = slices.Clone(c.Members)
		out = append(out, c)
	}
	return out
}

// DM gives the direct message of somebody with the app, and opens it.
func (s *Stub) DM(user string) Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	return *s.dm(user)
}

// dm opens a direct message. The lock is held.
func (s *Stub) dm(user string) *Channel {
	for _, id := range s.listed {
		if c := s.chans[id]; c.Kind == Alone && c.With == user {
			return c
		}
	}
	c := s.addChannel(Channel{Kind: Alone, With: user, Members: []string{user, DefaultBot}})
	return s.chans[c.ID]
}

func (c *Channel) has(user string) bool { return slices.Contains(c.Members, user) }

// JSON of a user as users.info gives it. The e-mail address is there for apps that
// may see it.
func (s *Stub) userJSON(u *User, email bool) object {
	profile := object{"real_name": u.RealName, "display_name": u.Name, "team": u.Team, "real_name_normalized": u.RealName}
	if email && !u.Bot && u.Email != "" {
		profile["email"] = u.Email
	}
	j := object{"id": u.ID, "team_id": u.Team, "name": u.Name, "real_name": u.RealName, "deleted": u.Deleted,
		"is_bot": u.Bot, "is_app_user": u.AppUser, "profile": profile, "tz": "Europe/London", "updated": 1700000000}
	if u.Bot {
		profile["bot_id"] = u.BotID
	}
	if u.Team != s.o.Team {
		j["is_stranger"] = true
		return j // a stranger's standing in their own workspace is not told
	}
	if !u.Deleted {
		j["is_restricted"], j["is_ultra_restricted"] = u.Restricted || u.Ultra, u.Ultra
		j["is_admin"], j["is_owner"], j["is_primary_owner"] = false, false, false
	}
	return j
}

func (s *Stub) channelJSON(c *Channel) object {
	j := object{"id": c.ID, "is_channel": c.Kind == Public, "is_group": c.Kind == Closed, "is_im": c.Kind == Alone,
		"is_mpim": c.Kind == Few, "is_private": c.Kind != Public, "is_archived": c.Archived, "is_ext_shared": c.Shared,
		"is_shared": c.Shared, "context_team_id": s.o.Team, "created": 1700000000}
	if c.Kind == Alone {
		j["user"], j["is_open"] = c.With, true
	} else {
		j["name"], j["name_normalized"], j["is_member"], j["num_members"] = c.Name, c.Name, c.has(DefaultBot), len(c.Members)
	}
	return j
}
