package teams

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"hearth/bot"
)

// early is how long before its end a token is not used any more.
const early = 5 * time.Minute

// A token is the bot's own, kept until shortly before its end.
type token struct {
	a     *Adapter
	mu    sync.Mutex // held while one is fetched: the others wait for it
	value string
	until time.Time
}

// get gives the token, a new one where it ends soon or is the one that was refused.
func (t *token) get(ctx context.Context, refused string) (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.value != "" && t.value != refused && t.a.o.Now().Before(t.until) {
		return t.value, nil
	}
	value, life, _, err := t.a.fetchToken(ctx)
	if err != nil {
		return "", err
	}
	t.value, t.until = value, t.a.o.Now().Add(max(life-early, life/2))
	if t.a.o.Watch.Renewed != nil {
		t.a.o.Watch.Renewed()
	}
	return value, nil
}

// fetchToken gets a token by the app's password, and tells what time it is there.
func (a *Adapter) fetchToken(ctx context.Context) (value string, life time.Duration, date time.Time, err error) {
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {a.o.AppID}, "client_secret": {a.o.AppPassword}, "scope": {a.o.Cloud.Scope}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.o.Cloud.TokenURL, strings.NewReader(form.Encode()))
	if err != nil {
		return "", 0, date, fmt.Errorf("teams: token: %w", err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	got, err := a.do(req)
	if err != nil {
		return "", 0, date, a.unreached(ctx, opToken, err)
	}
	date, _ = http.ParseTime(got.header.Get("Date"))
	if got.status != http.StatusOK {
		return "", 0, date, a.refusedToken(got)
	}
	var said struct {
		Token string `json:"access_token"`
		Life  int64  `json:"expires_in"`
	}
	if json.Unmarshal(got.body, &said) != nil || said.Token == "" || said.Life <= 0 || said.Life > 7*24*3600 {
		return "", 0, date, &bot.Later{Err: &CallError{Op: opToken, Status: got.status, Err: errors.New("the answer holds no token")}}
	}
	return said.Token, time.Duration(said.Life) * time.Second, date, nil
}

// refusedToken says why there is no token. Of Microsoft's words its code alone is
// kept, as the rest may name anything.
func (a *Adapter) refusedToken(got reply) error {
	var said struct {
		Error string `json:"error"`
	}
	_ = json.Unmarshal(got.body, &said) // an answer that can't be read has no code
	return a.answered(opToken, got, code(said.Error))
}

// A reply is what an HTTP request was answered with.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// do sends a request and reads the answer, of which as much as hearth needs.
func (a *Adapter) do(req *http.Request) (reply, error) {
	resp, err := a.http.Do(req)
	if err != nil {
		var wrapped *url.Error
		if errors.As(err, &wrapped) {
			err = wrapped.Err // without the address, which names the conversation
		}
		return reply{}, err
	}
	defer func() { _ = resp.Body.Close() }() // it was read
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	return reply{resp.StatusCode, resp.Header, body}, err
}
