package teams

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"time"

	"hearth/bot"
)

const (
	maxBody    = 1 << 20         // of a request
	typingTime = 3 * time.Second // to show that hearth is typing
)

// Handler hears what Teams tells of. It belongs at one path, the bot's messaging
// endpoint, reached by https from Microsoft. What it can't keep it answers with 5xx,
// and Teams tells of it again.
func (a *Adapter) Handler(host bot.Host) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			a.refuse(w, &Refusal{"size", http.StatusRequestEntityTooLarge})
			return
		}
		act, parsed := parse(body)
		if err := a.verify(r.Context(), r.Header.Get("Authorization"), act); err != nil {
			a.refuse(w, err)
			return
		}
		if parsed != nil || act.Conversation.ID == "" {
			a.refuse(w, &Refusal{"activity", http.StatusBadRequest})
			return
		}
		a.hear(w, r, host, act)
	})
}

// refuse answers a request that is not believed, or can't be checked now.
func (a *Adapter) refuse(w http.ResponseWriter, err error) {
	r, refused := errors.AsType[*Refusal](err)
	if !refused {
		a.o.Log.Warn("a request can't be checked", "err", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if a.o.Watch.Refused != nil {
		a.o.Watch.Refused(r.Why)
	}
	w.WriteHeader(r.Status)
}

// hear takes an activity that is believed.
func (a *Adapter) hear(w http.ResponseWriter, r *http.Request, host bot.Host, act activity) {
	ctx := r.Context()
	if err := a.refs.meet(ctx, act, gone(act)); err != nil {
		a.unkept(w, act, err)
		return
	}
	if act.Type == "invoke" {
		a.invoked(ctx, w, host, act)
		return
	}
	t, ok := a.heard(act)
	if !ok {
		w.WriteHeader(http.StatusOK) // there is nothing in it for the conversation
		return
	}
	if err := host.Receive(ctx, t); err != nil {
		a.unkept(w, act, err)
		return
	}
	w.Header().Set("Content-Length", "0")
	w.WriteHeader(http.StatusAccepted)
	if t.Kind != bot.Said || !t.Place.Private() {
		return
	}
	if http.NewResponseController(w).Flush() == nil { // Teams has its answer and doesn't wait for this
		a.showTyping(ctx, t.Place)
	}
}

// unkept answers what could not be kept, so that Teams tells of it again.
func (a *Adapter) unkept(w http.ResponseWriter, act activity, err error) {
	a.o.Log.Warn("an activity could not be kept", "type", act.Type, "err", err)
	w.WriteHeader(http.StatusServiceUnavailable)
}

// heard makes a turn of what somebody did; false where it is none.
func (a *Adapter) heard(act activity) (bot.Turn, bool) {
	if act.From.person() == "" || act.ID == "" || act.From.ID == act.Recipient.ID {
		return bot.Turn{}, false
	}
	switch act.Type {
	case "message":
		t := a.spoken(act)
		if t.Text == "" && len(act.Value) > 0 {
			return a.pressed(act, act.Value) // an older client sends a button so
		}
		return t, t.Text != ""
	case "messageUpdate":
		if act.ChannelData.EventType == "undeleteMessage" {
			return bot.Turn{}, false // what was taken back stays taken back
		}
		t := a.edited(act)
		return t, t.Text != ""
	case "messageDelete":
		return a.deleted(act), true
	}
	return bot.Turn{}, false
}

// gone tells whether an activity says that hearth was removed, and why nothing is
// sent to the conversation then.
func gone(act activity) string {
	removed := act.Type == "installationUpdate" && (act.Action == "remove" || act.Action == "remove-upgrade")
	ofUs := func(c account) bool { return c.ID != "" && c.ID == act.Recipient.ID }
	if removed || act.Type == "conversationUpdate" && slices.ContainsFunc(act.MembersRemoved, ofUs) {
		return codeUninstalled
	}
	return ""
}

// showTyping shows that hearth is typing. It doesn't matter where that fails.
func (a *Adapter) showTyping(ctx context.Context, in bot.Place) {
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), typingTime)
	defer done()
	if _, err := a.send(ctx, opTyping, in, []byte(`{"type":"typing"}`)); err != nil {
		a.o.Log.Debug("typing was not shown", "err", err)
	}
}

// answerJSON answers an invoke.
func answerJSON(w http.ResponseWriter, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(b) // whoever doesn't wait any more needs no answer
}
