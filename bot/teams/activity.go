package teams

import (
	"encoding/json"
	"errors"
	"html"
	"regexp"
	"slices"
	"strings"
	"time"

	"hearth/bot"
	"hearth/briefings"
)

// channelTeams is what Teams calls itself.
const channelTeams = "msteams"

// An activity is what Teams tells of.
type activity struct {
	Type         string    `json:"type"`
	ID           string    `json:"id"`
	Name         string    `json:"name"` // of an invoke
	Timestamp    time.Time `json:"timestamp"`
	ServiceURL   string    `json:"serviceUrl"`
	ChannelID    string    `json:"channelId"`
	Action       string    `json:"action"` // of an installationUpdate
	ReplyTo      string    `json:"replyToId"`
	From         account   `json:"from"`
	Recipient    account   `json:"recipient"`
	Conversation struct {
		ID       string `json:"id"`
		Kind     string `json:"conversationType"` // "personal", "groupChat", "channel"
		TenantID string `json:"tenantId"`
	} `json:"conversation"`
	Text           string          `json:"text"`
	Value          json.RawMessage `json:"value"`
	Entities       []entity        `json:"entities"`
	MembersAdded   []account       `json:"membersAdded"`
	MembersRemoved []account       `json:"membersRemoved"`
	ChannelData    struct {
		Tenant struct {
			ID string `json:"id"`
		} `json:"tenant"`
		EventType string `json:"eventType"`
	} `json:"channelData"`
}

type account struct {
	ID       string `json:"id"`          // for this bot: "29:…"
	ObjectID string `json:"aadObjectId"` // in the organisation
}

// person is the id that hearth knows somebody by: the organisation's, which stays
// the same where hearth is installed anew.
func (c account) person() string {
	if c.ObjectID != "" {
		return c.ObjectID
	}
	return c.ID
}

type entity struct {
	Type      string  `json:"type"`
	Text      string  `json:"text"`
	Mentioned account `json:"mentioned"`
}

// maxIdentity bounds the ids that are kept.
const maxIdentity = 1024

var errActivity = errors.New("teams: that is no activity")

// parse reads an activity. The error says nothing of what it holds.
func parse(body []byte) (activity, error) {
	var act activity
	if json.Unmarshal(body, &act) != nil || act.Type == "" {
		return activity{}, errActivity
	}
	for _, id := range []string{act.ID, act.From.ID, act.From.ObjectID, act.Conversation.ID, act.ServiceURL, act.ReplyTo} {
		if len(id) > maxIdentity {
			return activity{}, errActivity
		}
	}
	return act, nil
}

// channel is the conversation's id without that of a thread, and the thread's.
func (act activity) channel() (channel, thread string) {
	channel, thread, _ = strings.Cut(act.Conversation.ID, ";messageid=")
	return channel, thread
}

func (act activity) personal() bool { return act.Conversation.Kind == "personal" }

// turn is what somebody did, without what each kind of activity says of its own.
func (a *Adapter) turn(act activity, kind bot.TurnKind) bot.Turn {
	channel, thread := act.channel()
	place := bot.Place{Platform: bot.Teams, Workspace: a.o.Tenant, Channel: channel, Thread: thread, Kind: bot.Channel}
	if act.personal() {
		place.Kind, place.Thread = bot.Direct, ""
	}
	t := bot.Turn{
		ID: a.identity(act), From: briefings.Link{Platform: bot.Teams, Workspace: a.o.Tenant, ID: act.From.person()},
		Place: place, Kind: kind, Addressed: true, At: act.Timestamp,
	}
	if t.At.IsZero() {
		t.At = a.o.Now()
	}
	return t
}

// identity names what an activity tells of. Message ids are those of a moment and
// stay what they are when the message is edited.
func (a *Adapter) identity(act activity) string {
	channel, _ := act.channel()
	return strings.Join([]string{bot.Teams, a.o.Tenant, channel, act.ID}, "/")
}

// spoken is a message as a turn.
func (a *Adapter) spoken(act activity) bot.Turn {
	t := a.turn(act, bot.Said)
	t.Text = act.words()
	t.Addressed = act.personal() || slices.ContainsFunc(act.Entities, func(e entity) bool { return e.ofBot(act) })
	return t
}

// edited is a message's new wording. It has an identity of its own for each time.
func (a *Adapter) edited(act activity) bot.Turn {
	t := a.spoken(act)
	t.Kind, t.Replaces = bot.Edited, t.ID
	t.ID += "/edited/" + act.Timestamp.UTC().Format(time.RFC3339Nano)
	return t
}

func (a *Adapter) deleted(act activity) bot.Turn {
	t := a.turn(act, bot.Deleted)
	t.Replaces = t.ID
	t.ID += "/deleted"
	return t
}

func (e entity) ofBot(act activity) bool {
	return e.Type == "mention" && e.Mentioned.ID != "" && e.Mentioned.ID == act.Recipient.ID
}

var (
	lineEnd = regexp.MustCompile(`(?i)<br ?/?>|</(p|div|li)>`)
	tag     = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)
)

// words are what was written, without naming hearth itself. Teams sends it as
// markup: what somebody typed of < > & comes as entities.
func (act activity) words() string {
	s := act.Text
	for _, e := range act.Entities {
		if e.ofBot(act) && e.Text != "" {
			s = strings.ReplaceAll(s, e.Text, "")
		}
	}
	s = tag.ReplaceAllString(lineEnd.ReplaceAllString(s, "\n"), "")
	return strings.TrimSpace(strings.ReplaceAll(html.UnescapeString(s), "\u00A0", " "))
}
