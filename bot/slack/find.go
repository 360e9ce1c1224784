package slack

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"hearth/bot"
	"hearth/bot/slack/blockkit"
)

const (
	// lookBack is how old a message may be that is looked for. It is asked for after
	// a crash, and who comes back later than that is not waited for.
	lookBack = 7 * 24 * time.Hour
	// aPage is how many messages Slack is asked for at once; it recommends no more.
	aPage = 200
)

// standing is where a message's parts stand: time stamps by the part's number, by
// how many parts there are.
type standing map[int]map[int]string

// whole gives the first part of a message that stands with all its parts.
func (s standing) whole() (first string, ok bool) {
	for of, parts := range s {
		if of > 0 && len(parts) == of {
			return parts[1], true
		}
	}
	return "", false
}

// Find asks Slack whether a message of the last seven days stands in a channel or
// thread with all its parts. What it learns of parts, Post makes use of. It costs a
// call for every 200 messages there, up to the message.
func (a *Adapter) Find(ctx context.Context, in bot.Place, key string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	stands, err := a.look(ctx, in, key)
	if err != nil {
		return "", err
	}
	if first, ok := stands.whole(); ok {
		a.out.begun.drop(beginKey(in, key))
		return first, nil
	}
	a.out.begun.put(beginKey(in, key), begun{stands: stands})
	return "", nil
}

// found is what is read of a message of others.
type found struct {
	TS       string          `json:"ts"`
	Thread   string          `json:"thread_ts"`
	User     string          `json:"user"`
	Bot      string          `json:"bot_id"`
	Metadata json.RawMessage `json:"metadata"`
}

type foundPage struct {
	Messages []found `json:"messages"`
	Meta     struct {
		Next string `json:"next_cursor"`
	} `json:"response_metadata"`
}

// look goes through what stands in a place, until the message is whole.
func (a *Adapter) look(ctx context.Context, in bot.Place, key string) (standing, error) {
	self, err := a.self(ctx)
	if err != nil {
		return nil, err
	}
	method := methodHistory
	form := url.Values{"channel": {in.Channel}, "limit": {strconv.Itoa(aPage)}, "include_all_metadata": {"true"},
		"oldest": {strconv.FormatInt(a.o.Now().Add(-lookBack).Unix(), 10) + ".000000"}}
	if in.Thread != "" {
		method = methodReplies
		form.Set("ts", in.Thread)
	}
	stands := standing{}
	for {
		var page foundPage
		if err := a.read(ctx, method, form, &page); err != nil {
			if e, ok := errors.AsType[*CallError](err); ok && e.Code == "thread_not_found" {
				return stands, nil
			}
			return nil, err
		}
		for _, m := range page.Messages {
			if !m.by(self) || !m.in(in.Thread) {
				continue
			}
			k, n, of, ok := blockkit.KeyOf(m.metadata())
			if !ok || k != key {
				continue
			}
			if stands[of] == nil {
				stands[of] = map[int]string{}
			}
			stands[of][n] = m.TS
		}
		if _, ok := stands.whole(); ok || page.Meta.Next == "" || page.Meta.Next == form.Get("cursor") {
			return stands, nil
		}
		form.Set("cursor", page.Meta.Next)
	}
}

// by tells whether a message is hearth's own: any app may write the same metadata.
func (f found) by(self Self) bool {
	return f.Bot != "" && f.Bot == self.Bot || f.User != "" && f.User == self.User
}

// in tells whether a message stands in a thread, or in none where thread is "". The
// message that a thread hangs on stands in none.
func (f found) in(thread string) bool {
	hangs := f.Thread != "" && f.Thread != f.TS
	return hangs == (thread != "")
}

// metadata is what the message carries; nothing where that is not hearth's shape.
func (f found) metadata() (md slack.SlackMetadata) {
	if json.Unmarshal(f.Metadata, &md) != nil {
		return slack.SlackMetadata{}
	}
	return md
}
