package slack_test

import (
	"strings"
	"testing"

	"hearth/bot"
	"hearth/bot/slack"
	"hearth/bot/slack/slackstub"
)

// both runs a test by both ways in.
func both(t *testing.T, test func(t *testing.T, c *council, s *slack.Adapter, e *ear)) {
	for name, socket := range transports {
		t.Run(name, func(t *testing.T) {
			c, e := foundCouncil(t, slackstub.Options{}), &ear{}
			s := c.adapter(t, nil)
			c.listen(t, s, e, socket)
			test(t, c, s, e)
		})
	}
}

// one waits until all is acknowledged and gives the turn that came of it.
func (e *ear) one(t *testing.T, c *council) bot.Turn {
	t.Helper()
	c.settled(t)
	turns := e.all()
	if len(turns) != 1 {
		t.Fatalf("%d turns, want 1: %+v", len(turns), turns)
	}
	return turns[0]
}

func (c *council) buttons(t *testing.T, s *slack.Adapter, in bot.Place, choices ...bot.Choice) string {
	t.Helper()
	m := bot.Message{Key: "k", Visibility: bot.ToPlace, Blocks: append(bot.Text("Which?"), bot.Block{Choices: &bot.Choices{Items: choices}})}
	ts, err := s.Post(t.Context(), in, m)
	if err != nil {
		t.Fatal(err)
	}
	return ts
}

func TestAButtonIsATurn(t *testing.T) {
	both(t, func(t *testing.T, c *council, s *slack.Adapter, e *ear) {
		ts := c.buttons(t, s, c.place(c.public, ""), bot.Choice{Label: "More", Action: "more", Value: "3"})
		if _, err := c.Press(c.jane, c.public, ts, "More"); err != nil {
			t.Fatal(err)
		}
		got := e.one(t, c)
		if got.Kind != bot.Pressed || got.Action != "more" || got.Value != "3" || !got.Addressed || got.From.ID != c.jane || got.Place != c.place(c.public, ts) {
			t.Errorf("got %+v", got)
		}
		if !strings.HasPrefix(got.ID, "slack/"+c.Team()+"/"+c.public+"/"+ts+"/") || !strings.HasSuffix(got.ID, "/"+c.jane) {
			t.Errorf("named %s", got.ID)
		}
	})
}

func TestAButtonThatOpensAPageIsNothing(t *testing.T) {
	both(t, func(t *testing.T, c *council, s *slack.Adapter, e *ear) {
		ts := c.buttons(t, s, c.place(c.direct, ""), bot.Choice{Label: "Open", Link: "https://council.example/"})
		id, err := c.Press(c.jane, c.direct, ts, "Open")
		if err != nil {
			t.Fatal(err)
		}
		c.settled(t)
		if !c.Delivery(id).Acked || len(e.all()) > 0 {
			t.Errorf("acknowledged %v, %d turns", c.Delivery(id).Acked, len(e.all()))
		}
	})
}

// asking opens a window with one field.
func asking(bot.Turn) *bot.Window {
	return &bot.Window{Title: "Add me", Blocks: []bot.Block{{Form: &bot.Form{Title: "Add me", Action: "add", Value: "v", Submit: "Send",
		Fields: []bot.Field{{Name: "ward", Label: "Your ward"}}}}}}
}

func TestAWindowIsFilledIn(t *testing.T) {
	both(t, func(t *testing.T, c *council, s *slack.Adapter, e *ear) {
		e.open = asking
		wrong := bot.Mistakes{"ward": "There is no such ward."}
		e.receive = func(turn bot.Turn) error {
			if turn.Fields["ward"] == "nowhere" {
				return wrong
			}
			return nil
		}
		ts := c.buttons(t, s, c.place(c.public, ""), bot.Choice{Label: "Add me", Action: "form"})
		if _, err := c.Press(c.jane, c.public, ts, "Add me"); err != nil {
			t.Fatal(err)
		}
		c.settled(t)
		views := c.Views(c.jane)
		if len(views) != 1 || len(e.all()) > 0 {
			t.Fatalf("%d windows, %d turns", len(views), len(e.all()))
		}
		out, err := c.Submit(t.Context(), c.jane, views[0].ID, map[string]string{"Your ward": "nowhere"})
		if err != nil || out.Closed || len(out.Errors) != 1 || out.Failed != "" {
			t.Fatalf("a mistake: %+v, %v", out, err)
		}
		for _, line := range out.Errors {
			if line != wrong["ward"] {
				t.Errorf("the field says %q", line)
			}
		}
		out, err = c.Submit(t.Context(), c.jane, views[0].ID, map[string]string{"Your ward": "North"})
		if err != nil || !out.Closed || out.Failed != "" {
			t.Fatalf("mended: %+v, %v", out, err)
		}
		got := e.one(t, c)
		if got.Kind != bot.Filled || got.Action != "add" || got.Value != "v" || got.Fields["ward"] != "North" || got.Place != c.place(c.public, ts) {
			t.Errorf("got %+v", got)
		}
	})
}

func TestAWindowThatCameTooLateAsksForAnotherPress(t *testing.T) {
	both(t, func(t *testing.T, c *council, s *slack.Adapter, e *ear) {
		e.open = asking
		c.Break(slackstub.Fault{Method: "views.open", Error: "expired_trigger_id"})
		ts := c.buttons(t, s, c.place(c.public, ""), bot.Choice{Label: "Add me", Action: "form"})
		id, err := c.Press(c.jane, c.public, ts, "Add me")
		if err != nil {
			t.Fatal(err)
		}
		c.settled(t)
		lines := c.Whispered(c.jane)
		if len(lines) != 1 || !strings.Contains(lines[0].Text, "press that once more") || !c.Delivery(id).Acked || len(e.all()) > 0 {
			t.Errorf("said %+v", lines)
		}
	})
}

func TestACommandIsATurn(t *testing.T) {
	both(t, func(t *testing.T, c *council, s *slack.Adapter, e *ear) {
		if _, err := c.Slash(c.jane, c.public, "/hearth", "how often?"); err != nil {
			t.Fatal(err)
		}
		got := e.one(t, c)
		if got.Kind != bot.Said || got.Text != "how often?" || !got.Addressed || got.Place != c.place(c.public, "") || !strings.Contains(got.ID, "/trigger/") {
			t.Errorf("got %+v", got)
		}
		line := bot.Message{Key: "l", Visibility: bot.Fleeting, For: c.jane, Blocks: bot.Text("Look at your messages.")}
		if _, err := s.Post(t.Context(), got.Place, line); err != nil {
			t.Fatal(err)
		}
		if n := len(c.Calls("chat.postEphemeral")); n > 0 {
			t.Errorf("the command's own address was not used: %d calls", n)
		}
	})
}

func TestACommandWithoutWordsAsksForHelp(t *testing.T) {
	both(t, func(t *testing.T, c *council, _ *slack.Adapter, e *ear) {
		if _, err := c.Slash(c.jane, c.direct, "/hearth", "  "); err != nil {
			t.Fatal(err)
		}
		if got := e.one(t, c); got.Text != "help" || got.Place != c.place(c.direct, "") {
			t.Errorf("got %+v", got)
		}
	})
}

// Two people's direct message has an id like those with hearth, and others read along
// there.
func TestACommandBetweenTwoPeopleIsNotPrivate(t *testing.T) {
	c, e := foundCouncil(t, slackstub.Options{}), &ear{}
	body := "command=%2Fhearth&text=hello&channel_id=D0OTHERS01&channel_name=directmessage&user_id=" + c.jane + "&trigger_id=1.2"
	answer(c.adapter(t, nil).Handler(e), request("/slack/commands", c.SigningSecret(), body, c.Now()))
	if got := e.one(t, c); got.Place.Private() {
		t.Errorf("taken for private: %+v", got.Place)
	}
}

func TestHearthsOwnPageIsFilled(t *testing.T) {
	both(t, func(t *testing.T, c *council, _ *slack.Adapter, e *ear) {
		if err := c.OpenHome(c.jane); err != nil {
			t.Fatal(err)
		}
		if err := c.Wait(t.Context(), func() bool { _, ok := c.Home(c.jane); return ok }); err != nil {
			t.Fatal(err)
		}
		if v, _ := c.Home(c.jane); !strings.Contains(v.Shown(), "What hearth is.") || len(e.all()) > 0 {
			t.Errorf("shows %q", v.Shown())
		}
	})
}

func TestAnAssistantSuggestsQuestions(t *testing.T) {
	both(t, func(t *testing.T, c *council, _ *slack.Adapter, e *ear) {
		channel, ts, err := c.StartAssistantThread(c.jane)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Wait(t.Context(), func() bool { th, _ := c.AssistantThread(channel, ts); return len(th.Prompts) == 1 }); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Say(c.jane, channel, ts, "How often?"); err != nil {
			t.Fatal(err)
		}
		if err := c.Wait(t.Context(), func() bool { th, _ := c.AssistantThread(channel, ts); return th.Status != "" }); err != nil {
			t.Fatal(err)
		}
		if got := e.one(t, c); got.Place != c.place(c.direct, ts) || got.Text != "How often?" {
			t.Errorf("got %+v", got)
		}
	})
}
