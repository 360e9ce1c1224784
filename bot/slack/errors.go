package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/slack-go/slack"

	"hearth/bot"
)

// ErrReadAlong says that a message for one member alone was to be posted where
// others read along.
var ErrReadAlong = errors.New("slack: a message for one member alone can't stand in a channel")

// A CallError is a call of Slack that came to nothing. It holds no words of a
// member's, and no address.
type CallError struct {
	Method string // "chat.postMessage"
	// Code is Slack's word for what is wrong: "not_in_channel". It is "" where Slack
	// did not say, as where there was no answer.
	Code   string
	Needed string // the scope that is missing, where that is it
	Err    error  // what happened, where Slack did not say
}

// Error is the operator's line.
func (e *CallError) Error() string {
	switch means := refusals[e.Code].means; {
	case e.Code == "":
		return fmt.Sprintf("slack: %s: %v", e.Method, e.Err)
	case e.Needed != "":
		return fmt.Sprintf("slack: %s: %s: the scope %s is missing", e.Method, e.Code, e.Needed)
	case means != "":
		return fmt.Sprintf("slack: %s: %s: %s", e.Method, e.Code, means)
	}
	return fmt.Sprintf("slack: %s: %s", e.Method, e.Code)
}

// Unwrap gives the cause.
func (e *CallError) Unwrap() error { return e.Err }

// Hint tells the operator what to do; "" where there is nothing to say.
func (e *CallError) Hint() string { return refusals[e.Code].hint }

// Plain tells the member for whom it was done.
func (e *CallError) Plain() string {
	if plain := refusals[e.Code].plain; plain != "" {
		return plain
	}
	return "Slack did not take what I wanted to say. Please try again in a minute, and if it happens again, tell whoever looks after me at the council."
}

// failed makes of a call's error one that bot.Adapter promises: *bot.Later where
// another try may do better, also where it is in doubt whether Slack did what was
// asked; else a *CallError, or the context's error.
func (a *Adapter) failed(ctx context.Context, method string, err error) error {
	if err == nil {
		return nil
	}
	if t, ok := errors.AsType[*throttled](err); ok {
		return &bot.Later{After: t.after, Err: &CallError{Method: method, Code: "ratelimited", Err: err}}
	}
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && said.Err != "" {
		e := &CallError{Method: method, Code: said.Err, Needed: said.Needed}
		if refusals[said.Err].passing {
			return &bot.Later{Err: e}
		}
		return e
	}
	if ended := ctx.Err(); ended != nil {
		return fmt.Errorf("slack: %s: %w", method, ended)
	}
	e := &CallError{Method: method, Err: err}
	if status, ok := errors.AsType[slack.StatusCodeError](err); ok && status.Code < http.StatusInternalServerError && status.Code != http.StatusRequestTimeout {
		return e
	}
	return &bot.Later{Err: e}
}

// doubtful tells whether Slack may have done what was asked, although the call
// failed.
func doubtful(err error) bool {
	if e, ok := errors.AsType[*CallError](err); ok {
		_, later := errors.AsType[*bot.Later](err)
		return later && e.Code != "ratelimited"
	}
	return err != nil
}

// after is how long Slack wants to be left alone, where that is what an error says.
func after(err error) (time.Duration, bool) {
	l, ok := errors.AsType[*bot.Later](err)
	if !ok {
		return 0, false
	}
	return l.After, true
}
