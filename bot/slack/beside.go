package slack

import (
	"context"

	"github.com/slack-go/slack"

	"hearth/bot"
	"hearth/briefings"
)

// mostPrompts is how many first questions Slack shows:
// https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts
const mostPrompts = 4

// showHome fills hearth's own page for one person.
func (a *Adapter) showHome(ctx context.Context, host bot.Host, from briefings.Link) {
	blocks, err := host.Home(ctx, from)
	if err == nil {
		_, err = a.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: from.ID, View: a.kit.Home(blocks)})
		err = a.failed(ctx, methodPublish, err)
	}
	if err != nil {
		a.o.Log.Warn("hearth's page in Slack was not filled", "err", err)
	}
}

// suggest shows good first questions in a thread of the assistant's.
func (a *Adapter) suggest(ctx context.Context, host bot.Host, channel, thread string) {
	var prompts []slack.AssistantThreadsPrompt
	for _, c := range host.Prompts() {
		message := c.Value
		if message == "" {
			message = c.Label
		}
		if c.Label != "" && len(prompts) < mostPrompts {
			prompts = append(prompts, slack.AssistantThreadsPrompt{Title: c.Label, Message: message})
		}
	}
	if len(prompts) == 0 {
		return
	}
	a.beside(ctx, methodPrompts, func(ctx context.Context) error {
		return a.api.SetAssistantThreadsSuggestedPromptsContext(ctx, slack.AssistantThreadsSetSuggestedPromptsParameters{
			Title: "You could ask:", ChannelID: channel, ThreadTS: thread, Prompts: prompts})
	})
}

// looking says in a thread of the assistant's that a question was heard. Slack takes
// it away when the reply stands there.
func (a *Adapter) looking(ctx context.Context, t bot.Turn) {
	a.beside(ctx, methodStatus, func(ctx context.Context) error {
		return a.api.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{
			ChannelID: t.Place.Channel, ThreadTS: t.Place.Thread, Status: "is looking in the papers…"})
	})
}
