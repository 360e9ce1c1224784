package teams

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"hearth/bot"
)

// What Adapter may find.
var (
	// ErrReadAlong says that a message for one member alone was to be posted where
	// others read along.
	ErrReadAlong = errors.New("teams: a message for one member alone can't stand where others read along")
	// ErrStrangeHost says that the bot's token would have gone to a host that is not
	// on the list.
	ErrStrangeHost = errors.New("teams: the connector's address is not on the list of hosts")
)

// The operations, as errors and counters name them.
const (
	opToken   = "token"
	opKeys    = "keys"
	opPost    = "post"
	opTyping  = "typing"
	opOpen    = "open chat"
	opMembers = "member"
)

// A CallError is a call of Microsoft's that came to nothing. It holds no words of a
// member's, and no address.
type CallError struct {
	Op     string
	Status int    // 0 where there was no answer
	Code   string // Microsoft's word for what is wrong: "BotDisabledByAdmin"; "" where it has none
	Err    error  // what happened, where Microsoft did not say
}

// Error is the operator's line.
func (e *CallError) Error() string {
	means := e.known().means
	switch {
	case e.Status == 0:
		return fmt.Sprintf("teams: %s: %v", e.Op, e.Err)
	case means != "":
		return fmt.Sprintf("teams: %s: HTTP %d %s: %s", e.Op, e.Status, e.Code, means)
	case e.Err != nil:
		return fmt.Sprintf("teams: %s: HTTP %d %s: %v", e.Op, e.Status, e.Code, e.Err)
	}
	return fmt.Sprintf("teams: %s: HTTP %d %s", e.Op, e.Status, e.Code)
}

// Unwrap gives the cause.
func (e *CallError) Unwrap() error { return e.Err }

// Hint tells the officer what to do; "" where there is nothing to say.
func (e *CallError) Hint() string { return e.known().hint }

// Plain tells the officer, or whoever waits for it, what is wrong.
func (e *CallError) Plain() string {
	if plain := e.known().plain; plain != "" {
		return plain
	}
	return "Teams did not take what I wanted to say. Please try again in a minute, and if it happens again, tell whoever looks after me at the council."
}

// codeWord is what Microsoft's codes look like. Anything else is not repeated.
var codeWord = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{1,60}$`)

func code(s string) string {
	if codeWord.MatchString(s) {
		return s
	}
	return ""
}

// answered makes an error of an answer that is none: *bot.Later where another try
// may do better.
func (a *Adapter) answered(op string, got reply, code string) error {
	e := &CallError{Op: op, Status: got.status, Code: code}
	switch got.status {
	case http.StatusTooManyRequests:
		after := a.retryAfter(got.header)
		if a.o.Watch.Throttled != nil {
			a.o.Watch.Throttled(op, after)
		}
		return &bot.Later{After: after, Err: e}
	case http.StatusRequestTimeout, http.StatusPreconditionFailed, http.StatusConflict:
		return &bot.Later{Err: e}
	}
	if got.status >= http.StatusInternalServerError {
		return &bot.Later{After: a.retryAfter(got.header), Err: e}
	}
	return e
}

// maxPause bounds what Teams may ask for.
const maxPause = time.Hour

// retryAfter reads the header in both its forms.
func (a *Adapter) retryAfter(h http.Header) time.Duration {
	v := h.Get("Retry-After")
	if s, err := strconv.ParseFloat(v, 64); err == nil && s >= 0 {
		return time.Duration(min(s, maxPause.Seconds()) * float64(time.Second))
	}
	if at, err := http.ParseTime(v); err == nil {
		return min(max(at.Sub(a.o.Now()), 0), maxPause)
	}
	return 0
}

// unreached makes an error of a call that had no answer: it may have been done
// nevertheless.
func (a *Adapter) unreached(ctx context.Context, op string, err error) error {
	if ended := ctx.Err(); ended != nil {
		return fmt.Errorf("teams: %s: %w", op, ended)
	}
	return &bot.Later{Err: &CallError{Op: op, Err: err}}
}
