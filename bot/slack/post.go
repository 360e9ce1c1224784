package slack

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"github.com/slack-go/slack"

	"hearth/bot"
	"hearth/bot/slack/blockkit"
)

// begun is a message of which some parts stand, or may stand.
type begun struct {
	stands standing
	doubt  bool // Slack may have taken a part without saying so
}

// Post puts a message in a channel or thread, in as many posts as Slack's limits
// make of it. The identity is the time stamp of the first. Where some of them stand
// already, as this Adapter knows of an earlier try or learnt by Find, only the
// others are posted; where it is in doubt, it looks first.
func (a *Adapter) Post(ctx context.Context, to bot.Place, m bot.Message) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if to.Platform != bot.Slack || to.Channel == "" {
		return "", fmt.Errorf("slack: a message for %q can't be posted in Slack", to.Platform)
	}
	if m.Visibility == bot.Fleeting && m.For != "" {
		return a.postFleeting(ctx, to, m)
	}
	if m.Visibility != bot.ToPlace && !to.Private() {
		return "", ErrReadAlong
	}
	parts := a.kit.Message(m)
	if len(parts) == 0 {
		return "", errors.New("slack: a message without anything in it")
	}
	key := beginKey(to, m.Key)
	before, _ := a.out.begun.get(key)
	if before.doubt {
		stands, err := a.look(ctx, to, m.Key)
		if err != nil {
			return "", err
		}
		before.stands = stands
	}
	posted := maps.Clone(before.stands[len(parts)])
	if posted == nil {
		posted = map[int]string{}
	}
	for _, p := range parts {
		if posted[p.N] != "" {
			continue
		}
		ts, err := a.send(ctx, to, p, len(posted) > 0)
		if err != nil {
			a.out.begun.put(key, begun{stands: standing{len(parts): posted}, doubt: doubtful(err)})
			return "", err
		}
		posted[p.N] = ts
	}
	a.out.begun.drop(key)
	if m.Subject != "" {
		a.title(ctx, to, m.Subject)
	}
	return posted[parts[0].N], nil
}

// send posts one part.
func (a *Adapter) send(ctx context.Context, to bot.Place, p blockkit.Part, begun bool) (string, error) {
	if err := a.out.pace.wait(ctx, methodPost, to.Channel, begun); err != nil {
		return "", err
	}
	options := append(content(p), slack.MsgOptionMetadata(a.kit.Metadata(p)))
	if to.Thread != "" {
		options = append(options, slack.MsgOptionTS(to.Thread))
	}
	_, ts, err := a.api.PostMessageContext(ctx, to.Channel, options...)
	if err == nil && ts == "" {
		err = errNothingSaid
	}
	return ts, a.failed(ctx, methodPost, err)
}

// errNothingSaid is an answer of Slack's that neither takes nor refuses.
var errNothingSaid = errors.New("Slack's answer says neither yes nor no")

// content is what a part shows. No link in it is unfolded: what a paper's address
// shows is not what hearth says.
func content(p blockkit.Part) []slack.MsgOption {
	return []slack.MsgOption{
		slack.MsgOptionText(p.Text, false), slack.MsgOptionBlocks(p.Blocks...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
	}
}

// beginKey names a message in a place.
func beginKey(in bot.Place, key string) string { return in.Key() + " " + key }
