package slack

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"hearth/bot"
	"hearth/briefings"
)

// called is the outside of what the Events API tells.
type called struct {
	Type    string `json:"type"`
	Team    string `json:"team_id"`
	Context string `json:"context_team_id"`
	For     []struct {
		Team string `json:"team_id"`
	} `json:"authorizations"`
	Event json.RawMessage `json:"event"`
}

// ours tells whether an event is told for a workspace.
func (c called) ours(team string) bool {
	for _, f := range c.For {
		if f.Team == team {
			return true
		}
	}
	return c.Team == team || c.Context == team
}

// An event is all that is read of any event.
type event struct {
	written
	Type     string   `json:"type"`
	Channel  string   `json:"channel"`
	Hidden   bool     `json:"hidden"`
	Tab      string   `json:"tab"`
	DeletedT string   `json:"deleted_ts"`
	Message  *written `json:"message"`
	Before   *written `json:"previous_message"`
	Thread   struct {
		Channel string `json:"channel_id"`
		TS      string `json:"thread_ts"`
	} `json:"assistant_thread"`
}

// written is a message as it stands, stood, or came to stand.
type written struct {
	Subtype  string `json:"subtype"`
	User     string `json:"user"`
	Bot      string `json:"bot_id"`
	Text     string `json:"text"`
	TS       string `json:"ts"`
	ThreadTS string `json:"thread_ts"`
	Edited   *struct {
		TS string `json:"ts"`
	} `json:"edited"`
}

// spoken are the kinds of message that people write; the others tell of what
// happened in a channel.
var spoken = []string{"", "thread_broadcast", "file_share", "me_message"}

// by tells whether a person wrote a message, and not hearth, another program or
// Slack itself.
func (w written) byPerson(self Self) bool {
	return w.User != "" && w.User != self.User && w.User != slackbot && w.Bot == ""
}

// turn is what an event of a message says to the conversation; false where that is
// nothing.
func (e event) turn(self Self, now time.Time) (bot.Turn, bool) {
	if e.Channel == "" {
		return bot.Turn{}, false
	}
	switch {
	case e.Type == "app_mention" && e.Edited == nil:
		e.Subtype = "" // it is told by its type
		return e.said(self, now, true)
	case e.Type != "message":
	case e.Subtype == "message_changed":
		return e.changed(self, now)
	case e.Subtype == "message_deleted":
		return e.deleted(self, now)
	case !e.Hidden && slices.Contains(spoken, e.Subtype):
		return e.said(self, now, names(e.Text, self.User))
	}
	return bot.Turn{}, false
}

func (e event) said(self Self, now time.Time, named bool) (bot.Turn, bool) {
	w := e.written
	if w.TS == "" || !w.byPerson(self) || strings.TrimSpace(w.Text) == "" {
		return bot.Turn{}, false
	}
	t := e.base(self, w, bot.Said, now)
	t.Addressed = named || t.Place.Private()
	if !t.Addressed && w.ThreadTS == "" {
		return bot.Turn{}, false // others' talk, and no follow-up to anything
	}
	t.ID = messageID(self.Team, e.Channel, w.TS)
	if t.Text == "" { // a mention and nothing else
		t.Text = help
	}
	return t, true
}

// help is what a mention or a command without words asks for.
const help = "help"

func (e event) changed(self Self, now time.Time) (bot.Turn, bool) {
	if e.Message == nil || e.Message.TS == "" {
		return bot.Turn{}, false
	}
	w := *e.Message
	if w.Subtype == "tombstone" { // taken back, and others have replied to it
		e.DeletedT = w.TS
		return e.deleted(self, now)
	}
	if !slices.Contains(spoken, w.Subtype) || !w.byPerson(self) {
		return bot.Turn{}, false
	}
	before := written{}
	if e.Before != nil {
		before = *e.Before
	}
	if w.Text == before.Text || e.Before == nil && w.Edited == nil {
		return bot.Turn{}, false // a preview of a link, or something like it
	}
	t := e.base(self, w, bot.Edited, now)
	t.Addressed = names(w.Text, self.User) || t.Place.Private()
	if !t.Addressed && w.ThreadTS == "" && !names(before.Text, self.User) {
		return bot.Turn{}, false
	}
	at := e.TS
	if w.Edited != nil && w.Edited.TS != "" {
		at = w.Edited.TS
	}
	t.Replaces = messageID(self.Team, e.Channel, w.TS)
	t.ID = t.Replaces + "/edited/" + at
	t.At = moment(at, now)
	return t, true
}

func (e event) deleted(self Self, now time.Time) (bot.Turn, bool) {
	if e.DeletedT == "" || e.Before == nil || !e.Before.byPerson(self) {
		return bot.Turn{}, false
	}
	w := *e.Before
	w.TS, w.Text = e.DeletedT, ""
	t := e.base(self, w, bot.Deleted, now)
	t.Addressed = t.Place.Private()
	t.Replaces = messageID(self.Team, e.Channel, e.DeletedT)
	t.ID = t.Replaces + "/deleted"
	t.At = moment(e.TS, now)
	return t, true
}

// base is what all turns of messages have in common. Whoever begins something in a
// channel begins a thread.
func (e event) base(self Self, w written, kind bot.TurnKind, now time.Time) bot.Turn {
	place := placeOf(self.Team, e.Channel, w.ThreadTS)
	if place.Thread == "" && !place.Private() {
		place.Thread = w.TS
	}
	return bot.Turn{From: link(self.Team, w.User), Place: place, Kind: kind, Text: plain(w.Text, self.User), At: moment(w.TS, now)}
}

// placeOf is a channel or a thread in it. Only direct messages' ids begin with a D.
func placeOf(team, channel, thread string) bot.Place {
	kind := bot.Channel
	if strings.HasPrefix(channel, "D") {
		kind = bot.Direct
	}
	return bot.Place{Platform: bot.Slack, Workspace: team, Channel: channel, Thread: thread, Kind: kind}
}

func link(team, user string) briefings.Link {
	return briefings.Link{Platform: bot.Slack, Workspace: team, ID: user}
}

// messageID is the same under whatever event a message is told of.
func messageID(team, channel, ts string) string {
	return fmt.Sprintf("%s/%s/%s/%s", bot.Slack, team, channel, ts)
}

// moment reads a time stamp of Slack's; what is none happened now.
func moment(ts string, now time.Time) time.Time {
	s, err := strconv.ParseFloat(ts, 64)
	if err != nil || s <= 0 || s > math.MaxUint32 {
		return now.UTC()
	}
	return time.UnixMicro(int64(s * 1e6)).UTC()
}
