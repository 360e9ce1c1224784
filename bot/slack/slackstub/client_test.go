package slackstub_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/stubtest"
)

func workspace(t *testing.T, o slackstub.Options) (*slackstub.Stub, *slack.Client) {
	t.Helper()
	s := stubtest.Start(t, o)
	stubtest.Populate(s)
	return s, slack.New(s.BotToken(), slack.OptionAPIURL(s.API()), slack.OptionAppLevelToken(s.AppToken()))
}

func text(s string) slack.MsgOption { return slack.MsgOptionText(s, false) }

func inThread(ts string) slack.MsgOption { return slack.MsgOptionTS(ts) }

func within(t *testing.T) context.Context {
	t.Helper()
	ctx, done := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(done)
	return ctx
}

// The library that hearth uses must find in the stand-in what it finds in Slack.
func TestTheLibraryPostsAndReadsBack(t *testing.T) {
	s, c := workspace(t, slackstub.Options{})
	ctx := within(t)
	im, _, _, err := c.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{stubtest.Asha}})
	if err != nil {
		t.Fatal(err)
	}
	md := slack.SlackMetadata{EventType: "hearth_message", EventPayload: map[string]any{"key": "k1", "part": 1}}
	_, ts, err := c.PostMessageContext(ctx, im.ID, slack.MsgOptionText("Hello", false), slack.MsgOptionMetadata(md),
		slack.MsgOptionBlocks(slack.NewSectionBlock(slack.NewTextBlockObject("plain_text", "Hello", false, false), nil, nil)))
	if err != nil {
		t.Fatal(err)
	}
	h, err := c.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: im.ID, IncludeAllMetadata: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Messages) != 1 || h.Messages[0].Timestamp != ts || h.Messages[0].Metadata.EventPayload["key"] != "k1" {
		t.Fatalf("history %+v, want the message %s with its metadata", h.Messages, ts)
	}
	h, err = c.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: im.ID})
	if err != nil || h.Messages[0].Metadata.EventType != "" {
		t.Errorf("metadata %+v (%v), though none was asked for", h.Messages, err)
	}
	for i := range 5 {
		if _, _, err := c.PostMessageContext(ctx, im.ID, slack.MsgOptionText("r"+strconv.Itoa(i), false), slack.MsgOptionTS(ts)); err != nil {
			t.Fatal(err)
		}
	}
	var texts []string
	p := slack.GetConversationRepliesParameters{ChannelID: im.ID, Timestamp: ts, Limit: 4}
	for {
		ms, more, next, err := c.GetConversationRepliesContext(ctx, &p)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range ms {
			texts = append(texts, m.Text)
		}
		if !more {
			break
		}
		p.Cursor = next
	}
	if len(texts) != 6 || texts[0] != "Hello" || texts[5] != "r4" {
		t.Errorf("replies %q, want the message and five replies", texts)
	}
	if len(s.Said(im.ID)) != 6 {
		t.Errorf("%d messages stand there, want 6", len(s.Said(im.ID)))
	}
}

func TestTheLibraryListensOverASocket(t *testing.T) {
	s, c := workspace(t, slackstub.Options{})
	ctx, stop := context.WithCancel(within(t))
	sm := socketmode.New(c)
	ended := make(chan error, 1)
	go func() { ended <- sm.RunContext(ctx) }()
	if err := s.Wait(ctx, func() bool { return s.Sockets() == 1 }); err != nil {
		t.Fatal(err)
	}
	ts, err := s.Say(stubtest.Asha, "", "", "hello")
	if err != nil {
		t.Fatal(err)
	}
	for e := range sm.Events {
		if e.Type != socketmode.EventTypeEventsAPI {
			continue
		}
		if err := sm.Ack(*e.Request); err != nil {
			t.Fatal(err)
		}
		break
	}
	if err := s.Settled(ctx); err != nil {
		t.Fatal(err)
	}
	d := s.Deliveries()
	if len(d) != 1 || !d[0].Acked || d[0].Event != "message" || d[0].Latency() <= 0 {
		t.Errorf("deliveries %+v, want the message %s acknowledged", d, ts)
	}
	stop()
	<-ended
}

func TestTheLibraryOpensAWindow(t *testing.T) {
	s, c := workspace(t, slackstub.Options{})
	ctx := within(t)
	id, err := s.Slash(stubtest.Asha, stubtest.General, "/hearth", "help")
	if err != nil {
		t.Fatal(err)
	}
	trigger := field(t, s.Delivery(id).Payload, "trigger_id")
	view := slack.ModalViewRequest{Type: slack.VTModal, Title: slack.NewTextBlockObject("plain_text", "Sources", false, false),
		Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}}}
	if _, err := c.OpenViewContext(ctx, trigger, view); err != nil {
		t.Fatal(err)
	}
	if v := s.Views(stubtest.Asha); len(v) != 1 || v[0].Title != "Sources" {
		t.Errorf("views %+v, want Sources", v)
	}
	if _, err := c.OpenViewContext(ctx, trigger, view); err == nil || err.Error() != "exchanged_trigger_id" {
		t.Errorf("opened twice: %v", err)
	}
}
