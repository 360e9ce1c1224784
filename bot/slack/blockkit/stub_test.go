package blockkit_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"hearth/bot"
	"hearth/bot/bottest"
	"hearth/bot/slack/blockkit"
	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/stubtest"
)

// The stand-in for Slack was written without knowledge of this package: it is the
// second opinion on what Slack takes and makes of it.
func workspace(t *testing.T) (*slackstub.Stub, *slack.Client) {
	s := stubtest.Start(t, slackstub.Options{})
	stubtest.Populate(s)
	return s, slack.New(slackstub.DefaultBotToken, slack.OptionAPIURL(s.API()))
}

// post posts a message and gives it as it stands there.
func post(t TB, s *slackstub.Stub, c *slack.Client, m bot.Message) []slackstub.Message {
	t.Helper()
	parts := kit.Message(m)
	for _, p := range parts {
		if _, _, err := c.PostMessage(stubtest.Parenting, slack.MsgOptionText(p.Text, false), slack.MsgOptionBlocks(p.Blocks...), slack.MsgOptionMetadata(kit.Metadata(p))); err != nil {
			t.Fatalf("part %d of %d: %v", p.N, p.Of, err)
		}
	}
	all := s.Said(stubtest.Parenting)
	return all[len(all)-len(parts):]
}

func open(t TB, s *slackstub.Stub, c *slack.Client, w bot.Window) {
	t.Helper()
	id, err := s.Slash(stubtest.Asha, stubtest.Parenting, "/hearth", "help")
	if err != nil {
		t.Fatalf("%v", err)
	}
	var command struct {
		Trigger string `json:"trigger_id"`
	}
	if err := json.Unmarshal(s.Delivery(id).Payload, &command); err != nil {
		t.Fatalf("%v", err)
	}
	if _, err := c.OpenView(command.Trigger, kit.Window(w, "private")); err != nil {
		t.Fatalf("a window: %v", err)
	}
}

func TestTheStandInTakesEverything(t *testing.T) {
	s, c := workspace(t)
	for _, f := range bottest.Messages() {
		post(t, s, c, f.Message)
		open(t, s, c, bot.Window{Title: f.Name, Blocks: f.Message.Blocks})
		if _, err := c.PublishView(stubtest.Asha, kit.Home(f.Message.Blocks), ""); err != nil {
			t.Errorf("%s: the Home page: %v", f.Name, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		m := anyMessage().Draw(t, "message")
		for _, shown := range post(t, s, c, m) {
			if who := shown.Mentions(); len(who) > 0 {
				t.Errorf("it mentions %q", who)
			}
			for _, link := range shown.Links() {
				if !strings.HasPrefix(link.URL, "https://hearth.example/") {
					t.Errorf("it leads to %q", link.URL)
				}
			}
		}
		open(t, s, c, bot.Window{Title: anyText().Draw(t, "title"), Blocks: m.Blocks})
		if _, err := c.PublishView(stubtest.Asha, kit.Home(m.Blocks), ""); err != nil {
			t.Fatalf("the Home page: %v", err)
		}
	})
}

func TestTheStandInReadsAnAnswer(t *testing.T) {
	s, c := workspace(t)
	shown := post(t, s, c, fixture(t, "answer"))
	want := strings.Join([]string{
		"The law says: It is the general duty of a local authority to secure sufficient accommodation. [1]",
		"A report says: We have 498 children in our care. Sixty live further than 20 miles away … [2][3]",
		"Sources: [1] Children Act 1989, section 22G · [2] Sufficiency Strategy 2025, page 7 · [3] Executive minutes, 2 April 2025",
	}, "\n")
	if got := shown[0].Shown(); !strings.HasPrefix(got, want) {
		t.Errorf("it reads\n%s\nwant\n%s", got, want)
	}
	if links := shown[0].Links(); len(links) != 4 || links[2].URL != "https://hearth.example/bot/papers/ca-1989?v=aa&from=10&to=52#q" || links[2].Label != "[1] Children Act 1989, section 22G" {
		t.Errorf("links %q", links)
	}
	delivery, err := s.Press(stubtest.Asha, stubtest.Parenting, shown[0].TS, "What should I ask?")
	if err != nil {
		t.Fatal(err)
	}
	var press slack.InteractionCallback
	if err := json.Unmarshal(s.Delivery(delivery).Payload, &press); err != nil {
		t.Fatal(err)
	}
	if action, value := blockkit.Pressed(*press.ActionCallback.BlockActions[0]); action != "challenge" || value != "t1" {
		t.Errorf("pressed %q, %q", action, value)
	}
}

func TestTheStandInReadsHostileTextAsItIs(t *testing.T) {
	s, c := workspace(t)
	shown := post(t, s, c, bot.Message{Key: "k", Blocks: []bot.Block{
		{Paragraph: &bot.Paragraph{Text: bottest.Hostile}},
		{Choices: &bot.Choices{Items: []bot.Choice{{Label: "<b> & *b*", Action: "a"}}}},
		{Sources: &bot.Sources{Brief: true, Items: []bot.Source{{Short: "R&D <b>", Link: "/x?a=1&b=2"}}}},
	}})
	want := letters(bottest.Hostile)
	if got := letters(shown[0].Shown()); !strings.HasPrefix(got, want) {
		t.Errorf("it reads %q, want %q", got, want)
	}
	if links := shown[0].Links(); len(links) != 1 || links[0] != (slackstub.Link{URL: "https://hearth.example/bot/x?a=1&b=2", Label: "[1] R&D <b>"}) {
		t.Errorf("links %q", links)
	}
	if b := shown[0].Controls(); len(b) != 1 || b[0].Label != "<b> & *b*" {
		t.Errorf("buttons %+v", b)
	}
}
