package teams

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"

	"hearth/bot"
	"hearth/bot/teams/cards"
)

// What Teams shows to whoever pressed a button or sent a form, where that is not
// another card.
const (
	saidTaken  = "Thank you. My answer comes in a moment."
	saidOurs   = "I don't know this button any more. Please ask me again."
	typeSaid   = "application/vnd.microsoft.activity.message"
	typeFailed = "application/vnd.microsoft.error"
)

// An invocation is what an invoke carries: an Action.Execute, or a task module's.
type invocation struct {
	Action struct {
		Data json.RawMessage `json:"data"`
	} `json:"action"`
	Data json.RawMessage `json:"data"`
}

// invoked answers what somebody waits for: a button or a form. Its answer comes
// after what they did is kept.
func (a *Adapter) invoked(ctx context.Context, w http.ResponseWriter, host bot.Host, act activity) {
	var v invocation
	_ = json.Unmarshal(act.Value, &v) // what can't be read has no data
	switch act.Name {
	case "adaptiveCard/action":
		a.executed(ctx, w, host, act, v.Action.Data)
	case "task/fetch", "task/submit":
		a.task(ctx, w, host, act, v.Data)
	default:
		w.WriteHeader(http.StatusNotImplemented)
	}
}

// pressed makes a turn of a button's data or a form's; false where they are not
// ours.
func (a *Adapter) pressed(act activity, data json.RawMessage) (bot.Turn, bool) {
	p, fields, err := cards.Read(data)
	if err != nil {
		return bot.Turn{}, false
	}
	t := a.turn(act, bot.Pressed)
	t.Action, t.Value = p.Action, p.Value
	if p.Filled() {
		t.Kind, t.Fields = bot.Filled, fields
	}
	return t, true
}

// An outcome is what becomes of a button or form: a window to show, or nil and what
// was wrong with keeping it.
type outcome struct {
	window *bot.Window
	opened cards.Pressed
	err    error
}

// handle opens what a button opens, else has the turn kept. A form that was filled
// in wrongly opens its window again, with what was typed and what to mend.
func (a *Adapter) handle(ctx context.Context, host bot.Host, act activity, data json.RawMessage) outcome {
	t, ours := a.pressed(act, data)
	if !ours || t.From.ID == "" || act.ID == "" {
		return outcome{err: cards.ErrNotOurs}
	}
	p, _, _ := cards.Read(data) // it was read above
	if t.Kind == bot.Pressed {
		window, err := host.Open(ctx, t)
		if err != nil || window != nil {
			return outcome{window, p, err}
		}
		return outcome{err: host.Receive(ctx, t)}
	}
	err := host.Receive(ctx, t)
	mistakes, wrong := errors.AsType[bot.Mistakes](err)
	if !wrong || p.Open == nil {
		return outcome{err: err}
	}
	opened := cards.Pressed{Action: p.Open.Action, Value: p.Open.Value}
	again := t
	again.Kind, again.Fields, again.Action, again.Value = bot.Pressed, nil, opened.Action, opened.Value
	window, failed := host.Open(ctx, again)
	if failed != nil || window == nil {
		return outcome{err: err}
	}
	mended := cards.Mend(*window, t.Fields, mistakes)
	return outcome{window: &mended, opened: opened}
}

// sentence is what somebody reads of an error.
func (a *Adapter) sentence(act activity, err error) string {
	if errors.Is(err, cards.ErrNotOurs) {
		return saidOurs
	}
	if m, wrong := errors.AsType[bot.Mistakes](err); wrong {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			return m[name]
		}
	}
	a.o.Log.Warn("a button could not be kept", "name", act.Name, "err", err)
	return bot.Plain(err)
}

// executed answers an Action.Execute: with a card that takes the place of its own
// for whoever pressed it, or with a line.
func (a *Adapter) executed(ctx context.Context, w http.ResponseWriter, host bot.Host, act activity, data json.RawMessage) {
	type answer struct {
		Status int    `json:"statusCode"`
		Type   string `json:"type"`
		Value  any    `json:"value"`
	}
	out := a.handle(ctx, host, act, data)
	switch {
	case out.err != nil:
		answerJSON(w, answer{http.StatusBadRequest, typeFailed, map[string]string{"code": "NotTaken", "message": a.sentence(act, out.err)}})
	case out.window != nil:
		answerJSON(w, answer{http.StatusOK, cards.CardType, a.kit.Card(*out.window, out.opened).Content})
	default:
		answerJSON(w, answer{http.StatusOK, typeSaid, saidTaken})
	}
}

// task answers a task module: with what it shows, or with nothing, and it closes.
func (a *Adapter) task(ctx context.Context, w http.ResponseWriter, host bot.Host, act activity, data json.RawMessage) {
	type inner struct {
		Type  string `json:"type"`
		Value any    `json:"value"`
	}
	type answer struct {
		Task *inner `json:"task,omitempty"`
	}
	out := a.handle(ctx, host, act, data)
	switch {
	case out.err != nil:
		answerJSON(w, answer{&inner{"message", a.sentence(act, out.err)}})
	case out.window != nil:
		answerJSON(w, answer{&inner{"continue", a.kit.Window(*out.window, out.opened)}})
	case act.Name == "task/fetch": // a dialog opens whatever the answer is
		answerJSON(w, answer{&inner{"message", saidTaken}})
	default:
		answerJSON(w, answer{})
	}
}
