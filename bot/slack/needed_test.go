package slack_test

import (
	"slices"
	"strings"
	"testing"

	"hearth/bot"
	"hearth/bot/bottest"
	"hearth/bot/slack"
	"hearth/bot/slack/slackstub"
)

// Slack is asked for no more than is used: without any one scope something doesn't
// work, and with them all everything does.
func TestEveryScopeIsNeeded(t *testing.T) {
	for _, scope := range slack.Scopes() {
		t.Run(scope.Name, func(t *testing.T) {
			for _, has := range []bool{true, false} {
				c := foundCouncil(t, slackstub.Options{Scopes: slices.DeleteFunc(names(), func(n string) bool { return !has && n == scope.Name })})
				for _, method := range scope.Methods {
					if slices.Contains(inward, method) {
						continue
					}
					if works := c.works(t, scope.Name, method); works != has {
						t.Errorf("with the scope: %v; %s works: %v", has, method, works)
					}
				}
				for _, event := range scope.Events {
					if told := c.told(t, event); told != has {
						t.Errorf("with the scope: %v; of %s it is told: %v", has, event, told)
					}
				}
				if scope.Name == "commands" {
					if _, err := c.Slash(c.jane, c.public, "/hearth", "help"); (err == nil) != has {
						t.Errorf("with the scope: %v; the command: %v", has, err)
					}
				}
			}
		})
	}
}

// works tells whether a call that a scope is for does what it is for.
func (c *council) works(t *testing.T, scope, method string) bool {
	s := c.adapter(t, nil)
	in := map[string]string{"channels:history": c.public, "groups:history": c.closed}[scope]
	if in == "" {
		in = c.direct
	}
	var err error
	switch method {
	case "conversations.history":
		_, err = s.Find(t.Context(), c.place(in, ""), "k")
	case "conversations.replies":
		_, err = s.Find(t.Context(), c.thread(t, in), "k")
	case "chat.postMessage":
		_, err = s.Post(t.Context(), c.place(c.direct, ""), bottest.Messages()[0].Message)
	case "chat.postEphemeral":
		_, err = s.Post(t.Context(), c.place(c.public, ""), bot.Message{Key: "k", Visibility: bot.Fleeting, For: c.jane, Blocks: bot.Text("A line.")})
	case "conversations.open":
		_, err = s.Direct(t.Context(), c.jane)
	case "users.info":
		var p bot.Person
		p, err = s.Introduce(t.Context(), c.jane)
		return err == nil && p.Email != ""
	case "assistant.threads.setTitle":
		channel, ts, started := c.StartAssistantThread(c.jane)
		if started != nil {
			t.Fatal(started)
		}
		m := bottest.Messages()[0].Message
		m.Subject = "A subject"
		_, err = s.Post(t.Context(), c.place(channel, ts), m)
		thread, _ := c.AssistantThread(channel, ts)
		return err == nil && thread.Title == "A subject"
	default:
		t.Fatalf("nobody knows how %s is tried", method)
	}
	return err == nil
}

// told tells whether Slack tells of an event when it happens.
func (c *council) told(t *testing.T, event string) bool {
	var err error
	switch event {
	case "app_mention":
		_, err = c.Mention(c.jane, c.public, "", "how often does the Board meet?")
	case "message.channels":
		_, err = c.Say(c.jane, c.public, "", "Good morning.")
	case "message.groups":
		_, err = c.Say(c.jane, c.closed, "", "Good morning.")
	case "message.im":
		_, err = c.Say(c.jane, c.direct, "", "Good morning.")
	case "app_home_opened":
		err = c.OpenHome(c.jane)
	case "assistant_thread_started":
		_, _, err = c.StartAssistantThread(c.jane)
	case "assistant_thread_context_changed":
		var channel, ts string
		if channel, ts, err = c.StartAssistantThread(c.jane); err == nil {
			err = c.LookElsewhere(channel, ts, c.public)
		}
	default:
		t.Fatalf("nobody knows how %s happens", event)
	}
	if err != nil {
		t.Fatal(err)
	}
	kind, where, _ := strings.Cut(event, ".")
	channel := map[string]string{"channels": c.public, "groups": c.closed, "im": c.direct}[where]
	return slices.ContainsFunc(c.Deliveries(), func(d slackstub.Delivery) bool {
		return d.Event == kind && (where == "" || strings.Contains(string(d.Payload), `"channel":"`+channel+`"`))
	})
}
