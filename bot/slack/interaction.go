package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"hearth/bot"
	"hearth/bot/slack/blockkit"
)

// A command is what somebody typed after a slash.
type command struct {
	Channel string `json:"channel_id"`
	User    string `json:"user_id"`
	Text    string `json:"text"`
	Trigger string `json:"trigger_id"`
	Answer  string `json:"response_url"`
}

// An interaction is something that somebody pressed or sent. Of a message it is in,
// only where it stands is read: what others' blocks look like doesn't matter.
type interaction struct {
	Type    string `json:"type"`
	Trigger string `json:"trigger_id"`
	Answer  string `json:"response_url"`
	User    struct {
		ID string `json:"id"`
	} `json:"user"`
	Channel struct {
		ID string `json:"id"`
	} `json:"channel"`
	Container struct {
		Message   string `json:"message_ts"`
		Thread    string `json:"thread_ts"`
		Channel   string `json:"channel_id"`
		View      string `json:"view_id"`
		Ephemeral bool   `json:"is_ephemeral"`
	} `json:"container"`
	Message struct {
		Thread string `json:"thread_ts"`
	} `json:"message"`
	Actions []slack.BlockAction `json:"actions"`
	View    json.RawMessage     `json:"view"`
}

// turn is what a command says.
func (a *Adapter) commandTurn(ctx context.Context, self Self, c command) (bot.Turn, bool) {
	if c.User == "" || c.Channel == "" || c.Trigger == "" {
		return bot.Turn{}, false
	}
	t := bot.Turn{
		ID: fmt.Sprintf("%s/%s/trigger/%s", bot.Slack, self.Team, c.Trigger), From: link(self.Team, c.User),
		Place: a.ownPlace(ctx, placeOf(self.Team, c.Channel, ""), c.User), Kind: bot.Said,
		Text: plain(c.Text, self.User), Addressed: true, At: a.o.Now().UTC(),
	}
	if t.Text == "" {
		t.Text = help
	}
	return t, true
}

// ownPlace tells the direct message with hearth from those of two people, where a
// command can be typed too: there, as in a channel, hearth is not alone with anyone.
func (a *Adapter) ownPlace(ctx context.Context, p bot.Place, user string) bot.Place {
	if !p.Private() {
		return p
	}
	if own, err := a.Direct(ctx, user); err != nil || own.Channel != p.Channel {
		p.Kind = bot.Channel
	}
	return p
}

// pressed is what pressing one button says; false for what opens a page only.
func (a *Adapter) pressedTurn(ctx context.Context, self Self, i interaction, b slack.BlockAction) (bot.Turn, bool, error) {
	action, value := blockkit.Pressed(b)
	if action == "" || i.User.ID == "" {
		return bot.Turn{}, false, nil
	}
	where := []string{i.channel(), i.Container.Message}
	if where[0] == "" {
		where = []string{"view", i.Container.View}
	}
	place, err := a.pressedIn(ctx, self, i)
	if err != nil {
		return bot.Turn{}, false, err
	}
	id := append([]string{bot.Slack, self.Team}, append(where, b.ActionID, b.ActionTs, i.User.ID)...)
	return bot.Turn{
		ID: strings.Join(id, "/"), From: link(self.Team, i.User.ID), Place: place, Kind: bot.Pressed,
		Action: action, Value: value, Addressed: true, At: moment(b.ActionTs, a.o.Now()),
	}, true, nil
}

func (i interaction) channel() string {
	if i.Container.Channel != "" {
		return i.Container.Channel
	}
	return i.Channel.ID
}

// pressedIn is the conversation that a button belongs to: the thread of its message,
// what its window was opened from, or, on hearth's own page, the direct message.
func (a *Adapter) pressedIn(ctx context.Context, self Self, i interaction) (bot.Place, error) {
	if i.channel() == "" {
		var v slack.View
		if json.Unmarshal(i.View, &v) == nil && v.Type == slack.VTModal {
			_, _, private, _ := blockkit.Filled(v)
			return a.openedFrom(ctx, self, private, i.User.ID)
		}
		return a.Direct(ctx, i.User.ID)
	}
	thread := i.Container.Thread
	if thread == "" {
		thread = i.Message.Thread
	}
	p := placeOf(self.Team, i.channel(), thread)
	if i.Container.Ephemeral {
		return a.ownPlace(ctx, p, i.User.ID), nil
	}
	if p.Thread == "" && !p.Private() {
		p.Thread = i.Container.Message
	}
	return p, nil
}

// openedFrom reads the place that a window carries; where it carries none it is the
// direct message.
func (a *Adapter) openedFrom(ctx context.Context, self Self, private, user string) (bot.Place, error) {
	var p bot.Place
	if json.Unmarshal([]byte(private), &p) == nil && p.Platform == bot.Slack && p.Workspace == self.Team && p.Channel != "" {
		return p, nil
	}
	return a.Direct(ctx, user)
}

// filledTurn is what sending a window's form says.
func (a *Adapter) filledTurn(ctx context.Context, self Self, i interaction, v slack.View) (bot.Turn, bool, error) {
	action, value, private, fields := blockkit.Filled(v)
	if action == "" || v.ID == "" || i.User.ID == "" {
		return bot.Turn{}, false, nil
	}
	place, err := a.openedFrom(ctx, self, private, i.User.ID)
	if err != nil {
		return bot.Turn{}, false, err
	}
	return bot.Turn{
		ID: fmt.Sprintf("%s/%s/view/%s/%s", bot.Slack, self.Team, v.ID, v.Hash), From: link(self.Team, i.User.ID), Place: place,
		Kind: bot.Filled, Action: action, Value: value, Fields: fields, Addressed: true, At: a.o.Now().UTC(),
	}, true, nil
}

// takeTime bounds what is done before something is acknowledged. Slack itself waits
// three seconds; what has begun is finished, and known when it is told again.
const takeTime = 10 * time.Second
