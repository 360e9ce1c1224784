package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// mostAnswer is the longest answer of Slack's that is read: a page of history is
// some hundred KB.
const mostAnswer = 16 << 20

// A wire is what every call of Slack goes through, whoever makes it. Where Slack
// asks for a pause, the method is not called again until it is over: Slack counts
// by method and workspace (https://docs.slack.dev/apis/web-api/rate-limits).
type wire struct {
	http  *http.Client
	base  string // of the Web API
	now   func() time.Time
	watch Watch

	mu     sync.Mutex
	closed map[string]time.Time // until when, by method
}

func newWire(o Options) *wire {
	c := *o.HTTP
	// Slack redirects no call, and the form that would be sent on holds the token.
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &wire{http: &c, base: o.API, now: o.Now, watch: o.Watch, closed: map[string]time.Time{}}
}

// throttled is Slack's wish for a pause. Nothing was done.
type throttled struct{ after time.Duration }

// Error is the operator's line.
func (t *throttled) Error() string { return fmt.Sprintf("Slack asks for a pause of %s", t.after) }

// Do makes a call. Its errors name no address, as some are secrets.
func (w *wire) Do(req *http.Request) (*http.Response, error) {
	method := w.method(req.URL)
	if wait := w.pause(method); wait > 0 {
		return nil, &throttled{wait}
	}
	resp, err := w.http.Do(req)
	if err != nil {
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err
		}
		return nil, err
	}
	if resp.StatusCode == http.StatusTooManyRequests {
		after := retryAfter(resp.Header.Get("Retry-After"), w.now())
		_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // so that the connection can be used again
		_ = resp.Body.Close()
		w.close(method, after)
		return nil, &throttled{after}
	}
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(resp.Body, mostAnswer), resp.Body}
	return resp, nil
}

// method is what errors and counts call an address.
func (w *wire) method(u *url.URL) string {
	if name, ok := strings.CutPrefix(u.Scheme+"://"+u.Host+u.Path, w.base); ok {
		return name
	}
	return methodResponse
}

// pause is how long a method must not be called yet.
func (w *wire) pause(method string) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	wait := w.closed[method].Sub(w.now())
	if wait <= 0 {
		delete(w.closed, method)
	}
	return wait
}

func (w *wire) close(method string, after time.Duration) {
	w.mu.Lock()
	if until := w.now().Add(after); until.After(w.closed[method]) {
		w.closed[method] = until
	}
	w.mu.Unlock()
	if w.watch.Throttled != nil {
		w.watch.Throttled(method, after)
	}
}

// retryAfter reads the header: seconds, or a date; 0 where it says neither.
func retryAfter(said string, now time.Time) time.Duration {
	said = strings.TrimSpace(said)
	if seconds, err := strconv.ParseFloat(said, 64); err == nil && seconds > 0 && seconds < 1e6 {
		return time.Duration(seconds * float64(time.Second))
	}
	if at, err := http.ParseTime(said); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// read asks a method that only looks, and takes of its answer what into has
// fields for: neither others' words nor blocks of a kind that is not known yet.
func (a *Adapter) read(ctx context.Context, method string, form url.Values, into any) error {
	form.Set("token", a.o.Token)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.o.API+method, strings.NewReader(form.Encode()))
	if err != nil {
		return a.failed(ctx, method, err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := a.out.wire.Do(req)
	if err != nil {
		return a.failed(ctx, method, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return a.failed(ctx, method, slack.StatusCodeError{Code: resp.StatusCode, Status: resp.Status})
	}
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return a.failed(ctx, method, err)
	}
	var said slack.SlackResponse
	if err := json.Unmarshal(raw, &said); err != nil {
		return a.failed(ctx, method, err)
	}
	if !said.Ok {
		return a.failed(ctx, method, slack.SlackErrorResponse{Err: said.Error, Needed: said.Needed})
	}
	return a.failed(ctx, method, json.Unmarshal(raw, into))
}
