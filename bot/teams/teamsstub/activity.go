package teamsstub

import (
	"strings"
	"time"
)

// activity is what every activity has that Teams sends: who, where, when. The lock
// is held.
func (s *Stub) activity(kind string, u *User, c *Conversation, thread string) object {
	now := s.now()
	conv := object{"id": c.ID, "conversationType": string(c.Kind), "tenantId": s.o.Tenant}
	data := object{"tenant": object{"id": s.o.Tenant}}
	switch c.Kind {
	case Group:
		conv["isGroup"] = true
		if c.Name != "" {
			conv["name"] = c.Name
		}
	case Channel:
		conv["isGroup"] = true
		if thread != "" {
			conv["id"] = c.ID + ";messageid=" + thread
		}
		data["teamsChannelId"], data["teamsTeamId"] = c.ID, c.Team
		data["channel"] = object{"id": c.ID}
		data["team"] = object{"id": c.Team, "name": c.TeamName}
	}
	from := object{"id": u.ID, "name": u.Name, "aadObjectId": u.Object}
	if u.Tenant != s.o.Tenant {
		from["tenantId"] = u.Tenant
	}
	return object{"type": kind, "timestamp": stamp(now.UTC()), "localTimestamp": stamp(now), "localTimezone": "Europe/London",
		"serviceUrl": s.ServiceURL(), "channelId": ChannelID, "from": from, "conversation": conv,
		"recipient": object{"id": s.Bot(), "name": s.o.Name}, "channelData": data, "locale": "en-GB",
		"entities": []object{{"type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Web", "timezone": "Europe/London"}}}
}

func stamp(t time.Time) string { return t.Format("2006-01-02T15:04:05.000Z07:00") }

// markup is how Teams tells what somebody typed: & and < are escaped, as a mention
// is a tag within the text.
var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// typed is what somebody typed, as Teams tells it, with those whom it mentions. The
// lock is held.
func (s *Stub) typed(c *Conversation, text string) (told string, mentions []object, ids []string) {
	told = markup.Replace(text)
	name := func(id, called string) {
		if !strings.Contains(told, "@"+called) {
			return
		}
		tag := "<at>" + called + "</at>"
		told = strings.ReplaceAll(told, "@"+called, tag)
		mentions = append(mentions, object{"type": "mention", "text": tag, "mentioned": object{"id": id, "name": called}})
		ids = append(ids, id)
	}
	name(s.Bot(), s.o.Name)
	for _, id := range c.Members {
		if u := s.users[id]; u != nil {
			name(id, u.Name)
		}
	}
	return told, mentions, ids
}

// messageActivity tells of a message. The lock is held.
func (s *Stub) messageActivity(kind string, u *User, c *Conversation, m *Message, mentions []object) object {
	thread := m.Thread
	if c.Kind == Channel {
		or(&thread, m.ID)
	}
	a := s.activity(kind, u, c, thread)
	a["id"], a["text"], a["textFormat"] = m.ID, m.Text, "plain"
	a["attachments"] = []object{{"contentType": "text/html", "content": "<p>" + m.Text + "</p>"}}
	if len(mentions) > 0 {
		entities, _ := a["entities"].([]object)
		a["entities"] = append(mentions, entities...)
	}
	if m.ReplyTo != "" {
		a["replyToId"] = m.ReplyTo
	}
	return a
}

// event sets what kind of change a channel's data tells of.
func event(a object, name string) object {
	obj(a["channelData"])["eventType"] = name
	return a
}
