package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/slack-go/slack"

	"hearth/bot"
	"hearth/bot/slack/blockkit"
)

// postFleeting shows a line to one person alone. Where that person has just typed
// a command or pressed a button in the channel, it goes to the address that came
// with it, as hearth need not be in the channel for that.
func (a *Adapter) postFleeting(ctx context.Context, to bot.Place, m bot.Message) (string, error) {
	key := beginKey(to, m.Key)
	if posted, ok := a.out.fleeting.get(key); ok && m.Key != "" {
		return posted, nil
	}
	parts := a.kit.Message(m)
	if len(parts) == 0 {
		return "", fmt.Errorf("slack: a line without anything in it")
	}
	posted := ""
	for i, p := range parts {
		ts, err := a.whisper(ctx, to, m.For, p, i > 0)
		if err != nil {
			return "", err
		}
		if posted == "" {
			posted = ts
		}
	}
	a.out.fleeting.put(key, posted)
	return posted, nil
}

// whisper shows one part to one person.
func (a *Adapter) whisper(ctx context.Context, to bot.Place, person string, p blockkit.Part, begun bool) (string, error) {
	if address, ok := a.out.answers.get(to.Channel + " " + person); ok && to.Thread == "" {
		err := a.answerAt(ctx, address, p)
		if err == nil {
			return methodResponse, nil
		}
		// An address takes five answers within half an hour.
		a.out.answers.drop(to.Channel + " " + person)
		if _, later := after(err); later {
			return "", err
		}
	}
	if err := a.out.pace.wait(ctx, methodEphemeral, to.Channel, begun); err != nil {
		return "", err
	}
	options := content(p)
	if to.Thread != "" && !opens(to, p.Key) {
		options = append(options, slack.MsgOptionTS(to.Thread))
	}
	ts, err := a.api.PostEphemeralContext(ctx, to.Channel, person, options...)
	if err == nil && ts == "" {
		err = errNothingSaid
	}
	return ts, a.failed(ctx, methodEphemeral, err)
}

// opens tells whether what is replied to began the thread itself. There is no thread
// yet then, and what one person alone sees is shown in a thread only where there is
// one: https://docs.slack.dev/reference/methods/chat.postEphemeral
func opens(to bot.Place, key string) bool {
	return strings.HasPrefix(key, messageID(to.Workspace, to.Channel, to.Thread)+"/")
}

// answerable remembers the address at which somebody who did something in a
// channel can be answered for a while. The address is a secret.
func (a *Adapter) answerable(channel, person, address string) {
	if a.answers(address) {
		a.out.answers.put(channel+" "+person, address)
	}
}

// answers tells whether an address is one of Slack's, or of where its API is said to
// be.
func (a *Adapter) answers(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	api, err := url.Parse(a.o.API)
	return err == nil && u.Scheme == api.Scheme && (u.Host == api.Host || u.Scheme == "https" && (u.Host == "slack.com" || strings.HasSuffix(u.Host, ".slack.com")))
}

// answerAt sends a part to such an address.
func (a *Adapter) answerAt(ctx context.Context, address string, p blockkit.Part) error {
	body, err := json.Marshal(slack.WebhookMessage{Text: p.Text, Blocks: &slack.Blocks{BlockSet: p.Blocks}, ResponseType: slack.ResponseTypeEphemeral})
	if err != nil {
		return a.failed(ctx, methodResponse, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return &CallError{Method: methodResponse, Code: "invalid_address"}
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := a.out.wire.Do(req)
	if err != nil {
		return a.failed(ctx, methodResponse, err)
	}
	defer resp.Body.Close()
	said, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
	case resp.StatusCode != http.StatusOK:
		err = slack.StatusCodeError{Code: resp.StatusCode, Status: resp.Status}
	default:
		var refused slack.SlackResponse
		if json.Unmarshal(said, &refused) == nil && !refused.Ok {
			err = slack.SlackErrorResponse{Err: refused.Error}
		}
	}
	return a.failed(ctx, methodResponse, err)
}
