package teams_test

import (
	"errors"
	"strings"
	"testing"

	"hearth/bot"
	"hearth/bot/teams/teamsstub"
)

var buttons = bot.Message{Key: "k", Visibility: bot.ToMember, Blocks: []bot.Block{{Choices: &bot.Choices{Items: []bot.Choice{
	{Label: "More", Action: "more", Value: "t1"},
	{Label: "Forget me", Action: "forget", Value: "yes", Grave: true},
}}}}}

var invitation = bot.Message{Key: "f", Visibility: bot.ToMember, Blocks: []bot.Block{{Form: tell()}}}

func tell() *bot.Form {
	return &bot.Form{Title: "Tell democratic services", Action: "tell", Value: "42", Submit: "Send it", Fields: []bot.Field{
		{Name: "when", Label: "When was it?"}, {Name: "what", Label: "What happened?", Long: true},
	}}
}

func window(bot.Turn) *bot.Window {
	return &bot.Window{Title: "Tell them", Blocks: append(bot.Text("It goes to democratic services."), bot.Block{Form: tell()})}
}

func (c *council) posted(m bot.Message) string {
	c.t.Helper()
	id, err := c.Post(c.t.Context(), c.chat(), m)
	if err != nil {
		c.t.Fatal(err)
	}
	return id
}

func TestAButtonIsATurn(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	id := c.posted(buttons)
	ids := map[string]bool{}
	for range 2 {
		res, err := c.Press(t.Context(), c.jane.ID, "", id, "More")
		if err != nil || res.Text == "" {
			t.Fatalf("%+v (%v)", res, err)
		}
		got := c.last()
		if got.Kind != bot.Pressed || got.Action != "more" || got.Value != "t1" || got.Place != c.chat() || got.From.ID != c.jane.Object || ids[got.ID] {
			t.Errorf("got %+v", got)
		}
		ids[got.ID] = true
	}
}

func TestAButtonThatIsNotKeptSaysSo(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	id := c.posted(buttons)
	c.host.fails(errors.New("the disk is full"))
	res, err := c.Press(t.Context(), c.jane.ID, "", id, "More")
	if err != nil || !strings.Contains(res.Text, "Something went wrong on my side") {
		t.Errorf("%+v (%v)", res, err)
	}
}

func TestAButtonOpensAWindowInItsPlace(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	c.host.opens(window)
	id := c.posted(buttons)
	if _, err := c.Press(t.Context(), c.jane.ID, "", id, "More"); err != nil {
		t.Fatal(err)
	}
	if n := len(c.host.all()); n != 0 {
		t.Errorf("opening is no turn, and there are %d", n)
	}
	if _, err := c.PressWith(t.Context(), c.jane.ID, "", id, "Send it", map[string]string{"field.when": "3 December 2026", "field.what": "A line.\nAnother <b>line</b>."}); err != nil {
		t.Fatal(err)
	}
	got := c.last()
	if got.Kind != bot.Filled || got.Action != "tell" || got.Value != "42" || got.Fields["when"] != "3 December 2026" || got.Fields["what"] != "A line.\nAnother <b>line</b>." {
		t.Errorf("got %+v", got)
	}
}

func TestAFormIsMendedWhereItStands(t *testing.T) {
	for what, way := range map[string]struct {
		message bot.Message
		button  string
		send    func(c *council, id string, fields map[string]string) error
		shown   func(c *council, id string) string
	}{
		"in a task module": {invitation, "Tell democratic services",
			func(c *council, _ string, fields map[string]string) error {
				_, err := c.Submit(c.t.Context(), c.jane.ID, "Send it", fields)
				return err
			},
			func(c *council, _ string) string {
				w, ok := c.Window(c.jane.ID)
				if !ok {
					return ""
				}
				return string(w.Card) + w.Text
			}},
		"in a card": {buttons, "More",
			func(c *council, id string, fields map[string]string) error {
				_, err := c.PressWith(c.t.Context(), c.jane.ID, "", id, "Send it", fields)
				return err
			},
			func(c *council, id string) string {
				for _, m := range c.Posted(c.chat().Channel) {
					if m.ID == id {
						return string(m.CardsFor(c.jane.ID)[0])
					}
				}
				return ""
			}},
	} {
		t.Run(what, func(t *testing.T) {
			c := open(t, teamsstub.Options{Capture: capture(t)}, nil)
			var opened []bot.Turn
			c.host.opens(func(turn bot.Turn) *bot.Window { opened = append(opened, turn); return window(turn) })
			id := c.posted(way.message)
			if _, err := c.Press(t.Context(), c.jane.ID, "", id, way.button); err != nil {
				t.Fatal(err)
			}
			c.host.fails(bot.Mistakes{"when": "Write the date like 3 December 2026."})
			if err := way.send(c, id, map[string]string{"field.when": "the third", "field.what": "Much"}); err != nil {
				t.Fatal(err)
			}
			shown := way.shown(c, id)
			for _, want := range []string{"Write the date like 3 December 2026.", `"the third"`, `"Much"`} {
				if !strings.Contains(shown, want) {
					t.Errorf("%s is not shown: %s", want, shown)
				}
			}
			if len(opened) != 2 || opened[0].Action != opened[1].Action || opened[0].Value != opened[1].Value || opened[1].Kind != bot.Pressed {
				t.Errorf("the window was opened by %+v", opened)
			}
			c.host.fails(nil)
			if err := way.send(c, id, map[string]string{"field.when": "3 December 2026", "field.what": "Much"}); err != nil {
				t.Fatal(err)
			}
			got := c.last()
			if n := len(c.host.all()); n != 1 || got.Kind != bot.Filled || got.Fields["when"] != "3 December 2026" {
				t.Errorf("%d turns, the last %+v", n, got)
			}
			if _, still := c.Window(c.jane.ID); still {
				t.Error("the window is still open")
			}
		})
	}
}

func TestAFormWithoutAWindowIsATurn(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	id := c.posted(bot.Message{Key: "y", Visibility: bot.ToMember, Blocks: []bot.Block{{Form: &bot.Form{Title: "Shall I?", Action: "yes", Value: "1", Submit: "Yes"}}}})
	if _, err := c.Press(t.Context(), c.jane.ID, "", id, "Yes"); err != nil {
		t.Fatal(err)
	}
	if got := c.last(); got.Kind != bot.Pressed || got.Action != "yes" || got.Value != "1" {
		t.Errorf("got %+v", got)
	}
}
