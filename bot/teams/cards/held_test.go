package cards_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"hearth/bot/teams/cards"
)

// held holds a message to Teams' limits, and to what hearth promises of its own.
func held(t testing.TB, parts []cards.Part) {
	t.Helper()
	for i, p := range parts {
		if p.N != i+1 || p.Of != len(parts) {
			t.Errorf("part %d says it is %d of %d", i+1, p.N, p.Of)
		}
		a := p.Activity
		if b := cards.Encode(a); len(b) > 25<<10 || !json.Valid(b) {
			t.Errorf("part %d has %d bytes", p.N, len(b))
		}
		if a.Type != "message" || a.Text == "" && len(a.Attachments) == 0 {
			t.Errorf("part %d says nothing: %+v", p.N, a)
		}
		if !utf8.ValidString(a.Text) || strings.ContainsAny(a.Text, "<\u202E") {
			t.Errorf("part %d has what is parsed as HTML, or turns the direction: %q", p.N, a.Text)
		}
		for _, e := range a.Entities {
			if e.Type != "https://schema.org/Message" || len(e.Citation) > 20 || len(e.Citation) == 0 {
				t.Errorf("part %d has the entity %+v", p.N, e)
			}
			for _, c := range e.Citation {
				heldClaim(t, a, c)
			}
		}
		for _, c := range a.Attachments {
			heldCard(t, c.Content, "")
		}
	}
}

func heldClaim(t testing.TB, a cards.Activity, c cards.Claim) {
	t.Helper()
	name, abstract := utf8.RuneCountInString(c.Appearance.Name), utf8.RuneCountInString(c.Appearance.Abstract)
	if c.Position < 1 || name < 1 || name > 80 || abstract < 1 || abstract > 160 {
		t.Errorf("the citation %+v passes a limit", c)
	}
	mark, _ := json.Marshal(c.Position)
	if !strings.Contains(a.Text, "["+string(mark)+"]") {
		t.Errorf("nothing in the text refers to citation %d", c.Position)
	}
}

// heldCard holds a card to Adaptive Cards 1.5 as Teams takes it. only is the type
// of button that may send something; "" where it is either.
func heldCard(t testing.TB, c cards.Card, only string) {
	t.Helper()
	if c.Type != "AdaptiveCard" || c.Version != "1.5" || len(cards.Encode(c)) > 30<<10 {
		t.Errorf("a card of type %s %s with %d bytes", c.Type, c.Version, len(cards.Encode(c)))
	}
	ids := map[string]bool{}
	var walk func(all []cards.Element)
	walk = func(all []cards.Element) {
		for _, e := range all {
			switch e.Type {
			case "RichTextBlock":
				for _, r := range e.Inlines {
					if r.Type != "TextRun" || r.Text == "" {
						t.Errorf("a run without text: %+v", r)
					}
					if r.Select != nil && (r.Select.Type != "Action.OpenUrl" || !strings.HasPrefix(r.Select.URL, "https://hearth.example/bot/")) {
						t.Errorf("a text opens %+v", r.Select)
					}
				}
			case "ActionSet":
				if len(e.Actions) == 0 || len(e.Actions) > 6 {
					t.Errorf("%d buttons in a row", len(e.Actions))
				}
				for _, a := range e.Actions {
					heldAction(t, a, only)
				}
			case "Input.Text", "Input.ChoiceSet":
				if e.ID == "" || ids[e.ID] || e.Label == "" {
					t.Errorf("an input without id or label, or twice: %+v", e)
				}
				ids[e.ID] = true
			case "Table":
				for _, r := range e.Rows {
					if r.Type != "TableRow" || len(r.Cells) != len(e.Columns) {
						t.Errorf("a row of %d cells in %d columns", len(r.Cells), len(e.Columns))
					}
					for _, c := range r.Cells {
						if c.Type != "TableCell" || len(c.Items) == 0 {
							t.Errorf("a cell with nothing in it: %+v", c)
						}
						walk(c.Items)
					}
				}
			default:
				t.Errorf("Teams doesn't know the element %q", e.Type)
			}
		}
	}
	walk(c.Body)
}

func heldAction(t testing.TB, a cards.Action, only string) {
	t.Helper()
	if n := utf8.RuneCountInString(a.Title); n == 0 || n > 60 {
		t.Errorf("a label of %d characters", n)
	}
	switch a.Type {
	case "Action.OpenUrl":
		if !strings.HasPrefix(a.URL, "https://") && !strings.HasPrefix(a.URL, "http://") {
			t.Errorf("a button opens %q", a.URL)
		}
	case "Action.Execute", "Action.Submit":
		if a.Data == nil || only != "" && a.Type != only || (a.Type == "Action.Execute") != (a.Verb != "") {
			t.Errorf("a button sends %+v", a)
		}
	default:
		t.Errorf("Teams doesn't know the action %q", a.Type)
	}
}
