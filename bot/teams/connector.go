package teams

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"hearth/bot"
)

// call is one call of the connector. The token goes to allowed hosts alone; where it
// is refused, one new one is tried. Where there is an out, the answer is read into
// it.
func (a *Adapter) call(ctx context.Context, op, method, service, path string, body []byte, out any) error {
	if !allowed(a.o.Hosts, service) {
		return ErrStrangeHost
	}
	refused := ""
	for {
		token, err := a.token.get(ctx, refused)
		if err != nil {
			return err
		}
		got, err := a.ask(ctx, method, strings.TrimSuffix(service, "/")+path, token, body)
		if err != nil {
			return a.unreached(ctx, op, err)
		}
		switch {
		case got.status == http.StatusUnauthorized && refused == "":
			refused = token
			continue
		case got.status < 200 || got.status > 299:
			return a.answered(op, got, codeOf(got.body))
		}
		if out != nil && json.Unmarshal(got.body, out) != nil {
			return &bot.Later{Err: &CallError{Op: op, Status: got.status, Err: errors.New("the answer can't be read")}}
		}
		return nil
	}
}

func (a *Adapter) ask(ctx context.Context, method, address, token string, body []byte) (reply, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return reply{}, errors.New("the connector's address is none")
	}
	req.Header.Set("Authorization", "Bearer "+token)
	if len(body) > 0 {
		req.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	return a.do(req)
}

// codeOf is the connector's word for what is wrong.
func codeOf(answer []byte) string {
	var said struct {
		Error struct {
			Code string `json:"code"`
		} `json:"error"`
	}
	_ = json.Unmarshal(answer, &said) // what can't be read has no code
	return code(said.Error.Code)
}

// send posts an activity in a place, and gives its id.
func (a *Adapter) send(ctx context.Context, op string, to bot.Place, body []byte) (string, error) {
	ref, err := a.refs.conv(ctx, to.Channel)
	if err != nil {
		return "", err
	}
	if ref.Gone != "" {
		return "", &CallError{Op: op, Status: http.StatusForbidden, Code: ref.Gone}
	}
	id := to.Channel
	if to.Thread != "" {
		id += ";messageid=" + to.Thread
	}
	var out struct {
		ID string `json:"id"`
	}
	err = a.call(ctx, op, http.MethodPost, a.service(ref), "/v3/conversations/"+url.PathEscape(id)+"/activities", body, &out)
	if err == nil && out.ID == "" && op == opPost {
		err = &bot.Later{Err: &CallError{Op: op, Status: http.StatusOK, Err: errors.New("the answer names no message")}}
	}
	return out.ID, err
}

// service is the connector of a conversation.
func (a *Adapter) service(ref convRef) string {
	if ref.Service != "" {
		return ref.Service
	}
	return a.o.Service
}
