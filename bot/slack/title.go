package slack

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"hearth/bot"
)

// mostTitle is how many characters of a title a phone shows in a list.
const mostTitle = 80

// title gives an assistant's thread its name, once, as far as the workspace has
// assistants. Nothing depends on it.
func (a *Adapter) title(ctx context.Context, in bot.Place, subject string) {
	if in.Thread == "" || !in.Private() {
		return
	}
	if _, ok := a.out.titled.get(in.Key()); ok {
		return
	}
	a.out.titled.put(in.Key(), true)
	runes := []rune(subject)
	if len(runes) > mostTitle {
		runes = append(runes[:mostTitle-1], '…')
	}
	a.beside(ctx, methodTitle, func(ctx context.Context) error {
		return a.api.SetAssistantThreadsTitleContext(ctx, slack.AssistantThreadsSetTitleParameters{ChannelID: in.Channel, ThreadTS: in.Thread, Title: string(runes)})
	})
}

// besidesTime bounds what helps and is not needed.
const besidesTime = 2 * time.Second

// absent are Slack's words for what a workspace doesn't have.
var absent = []string{"not_allowed", "not_allowed_token_type", "missing_scope", "no_permission", "unknown_method", "access_denied", "team_access_not_granted", "feature_not_enabled"}

// beside does what helps and is not needed. Where the workspace doesn't have it, it
// is not tried again for an hour.
func (a *Adapter) beside(ctx context.Context, method string, do func(context.Context) error) {
	if _, ok := a.out.mute.get(method); ok {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, besidesTime)
	defer cancel()
	err := a.failed(ctx, method, do(ctx))
	if err == nil {
		return
	}
	if e, ok := errors.AsType[*CallError](err); ok && slices.Contains(absent, e.Code) {
		a.out.mute.put(method, true)
	}
	a.o.Log.Debug("a call that helps and is not needed came to nothing", "method", method, "err", err)
}
