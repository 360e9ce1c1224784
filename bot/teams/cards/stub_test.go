package cards_test

import (
	"encoding/json"
	"testing"

	"hearth/bot"
	"hearth/bot/bottest"
	"hearth/bot/teams/cards"
	"hearth/bot/teams/teamsstub"
)

// The stand-in for Teams knows the schema of cards on its own.
func TestTheStandInForTeamsTakesAllCards(t *testing.T) {
	for _, f := range bottest.Messages() {
		for _, p := range kit.Message(f.Message) {
			for _, a := range p.Activity.Attachments {
				sound(t, f.Name, a.Content)
			}
		}
		w := bot.Window{Title: "Tell democratic services", Blocks: f.Message.Blocks}
		sound(t, f.Name+" in a window", kit.Window(w, opened).Card.Content)
		sound(t, f.Name+" as a card", kit.Card(w, opened).Content)
	}
}

func sound(t *testing.T, what string, c cards.Card) {
	t.Helper()
	var v any
	if err := json.Unmarshal(cards.Encode(c), &v); err != nil {
		t.Fatal(err)
	}
	if err := teamsstub.CheckCard(v); err != nil {
		t.Errorf("%s: %v", what, err)
	}
}
