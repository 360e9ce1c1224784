package slack

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"hearth/bot"
	"hearth/bot/slack/blockkit"
)

// What Slack tells comes in three kinds, named as in Socket Mode.
const (
	kindEvents      = "events_api"
	kindInteractive = "interactive"
	kindCommands    = "slash_commands"
)

// taken is what follows from something that was taken.
type taken struct {
	ack   any                   // what the acknowledgement says; nil: nothing
	after func(context.Context) // what is done once it is acknowledged; nil: nothing
}

// inward is what the half of an Adapter that hears remembers.
type inward struct {
	looked *recent[bool] // questions that were said to be looked into, by the turn
}

func newInward(o Options) inward {
	return inward{looked: newRecent[bool](o.Now, mostLooked, 0)}
}

// mostLooked is how many are remembered.
const mostLooked = 2_000

// take hands what Slack tells to the host. It returns nil once that is kept, or is
// nothing to keep: only then it may be acknowledged. What can't be read is never
// told better, so it is taken, and counted.
func (a *Adapter) take(ctx context.Context, host bot.Host, kind string, payload []byte) (taken, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), takeTime)
	defer cancel()
	self, err := a.self(ctx)
	if err != nil {
		return taken{}, err
	}
	switch kind {
	case kindEvents:
		var c called
		var e event
		if json.Unmarshal(payload, &c) != nil {
			return a.unreadable(kind), nil
		}
		if c.Type != "event_callback" || !c.ours(self.Team) {
			return taken{}, nil
		}
		if json.Unmarshal(c.Event, &e) != nil {
			return a.unreadable(kind), nil
		}
		return a.takeEvent(ctx, host, self, e)
	case kindCommands:
		var c command
		if json.Unmarshal(payload, &c) != nil {
			return a.unreadable(kind), nil
		}
		a.answerable(c.Channel, c.User, c.Answer)
		t, ok := a.commandTurn(ctx, self, c)
		if !ok {
			return a.unreadable(kind), nil
		}
		return taken{}, host.Receive(ctx, t)
	case kindInteractive:
		var i interaction
		if json.Unmarshal(payload, &i) != nil {
			return a.unreadable(kind), nil
		}
		return a.takeInteraction(ctx, host, self, i)
	}
	return a.unreadable("unknown"), nil
}

func (a *Adapter) unreadable(kind string) taken {
	a.refused("unreadable")
	a.o.Log.Warn("Slack told something that can't be read", "kind", kind)
	return taken{}
}

func (a *Adapter) refused(why string) {
	if a.o.Watch.Refused != nil {
		a.o.Watch.Refused(why)
	}
}

func (a *Adapter) takeEvent(ctx context.Context, host bot.Host, self Self, e event) (taken, error) {
	switch e.Type {
	case "app_home_opened":
		if e.Tab != "home" || e.User == "" {
			return taken{}, nil
		}
		return taken{after: func(ctx context.Context) { a.showHome(ctx, host, link(self.Team, e.User)) }}, nil
	case "assistant_thread_started", "assistant_thread_context_changed":
		if e.Thread.Channel == "" || e.Thread.TS == "" {
			return taken{}, nil
		}
		return taken{after: func(ctx context.Context) { a.suggest(ctx, host, e.Thread.Channel, e.Thread.TS) }}, nil
	}
	t, ok := e.turn(self, a.o.Now())
	if !ok {
		return taken{}, nil
	}
	if err := host.Receive(ctx, t); err != nil {
		return taken{}, err
	}
	if t.Kind != bot.Said || !t.Place.Private() || t.Place.Thread == "" {
		return taken{}, nil
	}
	if _, before := a.in.looked.get(t.ID); before { // its reply may stand there
		return taken{}, nil
	}
	a.in.looked.put(t.ID, true)
	return taken{after: func(ctx context.Context) { a.looking(ctx, t) }}, nil
}

func (a *Adapter) takeInteraction(ctx context.Context, host bot.Host, self Self, i interaction) (taken, error) {
	switch i.Type {
	case "block_actions":
		a.answerable(i.channel(), i.User.ID, i.Answer)
		for _, b := range i.Actions {
			t, ok, err := a.pressedTurn(ctx, self, i, b)
			if err == nil && ok {
				err = a.press(ctx, host, t, i.Trigger)
			}
			if err != nil {
				return taken{}, err
			}
		}
	case "view_submission":
		var v slack.View
		if json.Unmarshal(i.View, &v) != nil {
			return a.unreadable(kindInteractive), nil
		}
		return a.takeForm(ctx, host, self, i, v)
	}
	return taken{}, nil
}

// press opens the window that a button opens, or hands over the turn that it is.
func (a *Adapter) press(ctx context.Context, host bot.Host, t bot.Turn, trigger string) error {
	w, err := host.Open(ctx, t)
	if err != nil {
		return err
	}
	if w == nil {
		return host.Receive(ctx, t)
	}
	private, err := json.Marshal(t.Place)
	if err != nil {
		return err
	}
	_, err = a.api.OpenViewContext(ctx, trigger, a.kit.Window(*w, string(private)))
	if err = a.failed(ctx, methodView, err); err == nil {
		return nil
	}
	if e, ok := errors.AsType[*CallError](err); ok && e.Code == "exchanged_trigger_id" {
		return nil // told of it again: the window is open
	}
	a.o.Log.Warn("a window was not opened", "err", err)
	a.tellPerson(ctx, t, "I couldn't open that in time. Please press that once more.")
	return nil
}

// takeForm hands over a form, and shows what is to be mended in it.
func (a *Adapter) takeForm(ctx context.Context, host bot.Host, self Self, i interaction, v slack.View) (taken, error) {
	t, ok, err := a.filledTurn(ctx, self, i, v)
	if err != nil || !ok {
		return taken{}, err
	}
	err = host.Receive(ctx, t)
	if wrong, ok := errors.AsType[bot.Mistakes](err); ok {
		if shown := blockkit.Errors(v, wrong); len(shown) > 0 {
			return taken{ack: slack.NewErrorsViewSubmissionResponse(shown)}, nil
		}
		// A form without fields has no place for it.
		var lines []string
		for _, name := range slices.Sorted(maps.Keys(wrong)) {
			lines = append(lines, wrong[name])
		}
		a.tellPerson(ctx, t, strings.Join(lines, "\n"))
		err = nil
	}
	if err != nil {
		return taken{}, err
	}
	return taken{ack: slack.NewClearViewSubmissionResponse()}, nil
}

// tellPerson says a line that may be lost to whoever did something.
func (a *Adapter) tellPerson(ctx context.Context, t bot.Turn, line string) {
	m := bot.Message{Key: t.ID, Visibility: bot.Fleeting, For: t.From.ID, Blocks: bot.Text(line)}
	if _, err := a.Post(ctx, t.Place, m); err != nil {
		a.o.Log.Warn("a line that may be lost was lost", "err", err)
	}
}
