package teamsstub_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"testing"

	"hearth/bot/teams/teamsstub"
)

func submitAction(label string, data object) object {
	return object{"type": "Action.Submit", "title": label, "data": data}
}

func fetches(label string) object {
	return submitAction(label, object{"msteams": object{"type": "task/fetch"}, "hearth": object{"action": "report"}})
}

func form() object {
	return card([]object{
		says("What is wrong?"),
		{"type": "Input.Text", "id": "what", "label": "What", "isRequired": true, "errorMessage": "Say what is wrong.", "maxLength": 20},
		{"type": "Input.ChoiceSet", "id": "who", "label": "Who", "value": "me", "choices": []object{{"title": "Me", "value": "me"}, {"title": "Us", "value": "us"}}},
	}, submitAction("Send", object{"hearth": object{"action": "report"}}))
}

func task(c object) object {
	return object{"task": object{"type": "continue", "value": object{"title": "Not right", "height": "medium", "width": 400, "card": attached(c)}}}
}

func pressed(t *testing.T, o teamsstub.Options, c object) (*teamsstub.Stub, *app, string, string) {
	t.Helper()
	s := start(t, o)
	a := join(t, s)
	ann := s.AddUser(teamsstub.User{ID: "29:ann", Name: "Ann Mercer"})
	return s, a, ann.ID, a.post(s.Chat(ann.ID).ID, withCard(c))
}

func TestPressing(t *testing.T) {
	t.Parallel()
	answered := func(body any) func(object) (int, any) { return func(object) (int, any) { return http.StatusOK, body } }
	shown := func(s string) object {
		return object{"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": s}
	}
	for name, c := range map[string]struct {
		action object
		which  string
		fields map[string]string
		answer func(object) (int, any)
		told   map[string]any // by path; nil: nothing
		link   string
		text   string
		fails  bool
	}{
		"execute carries its verb, its data and the card's fields": {
			action: object{"type": "Action.Execute", "id": "b1", "title": "More", "verb": "more", "data": object{"n": 2.0}}, which: "More",
			fields: map[string]string{"note": "hi"}, answer: answered(shown("Done.")), text: "Done.",
			told: map[string]any{"type": "invoke", "name": "adaptiveCard/action", "value.trigger": "manual", "value.action.verb": "more",
				"value.action.id": "b1", "value.action.data.n": 2.0, "value.action.data.note": "hi", "conversation.conversationType": "personal"},
		},
		"by its verb": {action: object{"type": "Action.Execute", "title": "More", "verb": "more"}, which: "more",
			answer: answered(shown("Done.")), text: "Done.", told: map[string]any{"value.action.verb": "more"}},
		"submit makes a message without words": {action: submitAction("More", object{"n": 2.0}), which: "More",
			told: map[string]any{"type": "message", "text": nil, "value.n": 2.0, "value.note": "", "channelData.source.name": "message"}},
		"imBack says what it says": {action: submitAction("More", object{"msteams": object{"type": "imBack", "value": "tell me more"}}), which: "More",
			told: map[string]any{"type": "message", "text": "tell me more", "value": nil}},
		"messageBack says and carries": {action: submitAction("More", object{"msteams": object{"type": "messageBack", "text": "more", "value": object{"n": 2.0}}}),
			which: "More", told: map[string]any{"type": "message", "text": "more", "value.n": 2.0}},
		"a link tells nothing": {action: object{"type": "Action.OpenUrl", "title": "Open", "url": "https://council.example/x"}, which: "Open",
			link: "https://council.example/x"},
		"a button that isn't there":          {action: submitAction("More", object{}), which: "Less", fails: true},
		"a field that isn't there":           {action: submitAction("More", object{}), which: "More", fields: map[string]string{"x": "y"}, fails: true},
		"no answer to execute":               {action: object{"type": "Action.Execute", "title": "More"}, which: "More", fails: true, told: map[string]any{"type": "invoke"}},
		"an error instead":                   {action: object{"type": "Action.Execute", "title": "More"}, which: "More", fails: true, told: map[string]any{"type": "invoke"}, answer: func(object) (int, any) { return 500, nil }},
		"an answer of a type that isn't":     {action: object{"type": "Action.Execute", "title": "More"}, which: "More", fails: true, told: map[string]any{"type": "invoke"}, answer: answered(object{"statusCode": 200, "type": "x", "value": "y"})},
		"an answer with a card that is none": {action: object{"type": "Action.Execute", "title": "More"}, which: "More", fails: true, told: map[string]any{"type": "invoke"}, answer: answered(object{"statusCode": 200, "type": teamsstub.CardType, "value": object{}})},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, a, ann, id := pressed(t, teamsstub.Options{},
				card([]object{says("An answer."), {"type": "Input.Text", "id": "note", "label": "Note"}}, c.action))
			if c.answer != nil {
				a.answers(c.answer)
			}
			res, err := s.PressWith(t.Context(), ann, "", id, c.which, c.fields)
			if (err != nil) != c.fails {
				t.Fatalf("pressing: %v", err)
			}
			if res.Link != c.link || res.Text != c.text {
				t.Errorf("it came to %+v", res)
			}
			if c.told == nil {
				if n := len(a.told()); n != 0 {
					t.Errorf("the app was told %d things", n)
				}
				return
			}
			got := a.last()
			for k, want := range c.told {
				if v := path(k, got); !reflect.DeepEqual(v, want) {
					t.Errorf("%s is %v, want %v", k, v, want)
				}
			}
		})
	}
}

func TestACardIsReplacedForWhoPressed(t *testing.T) {
	t.Parallel()
	s, a, ann, id := pressed(t, teamsstub.Options{}, card([]object{says("Before.")}, object{"type": "Action.Execute", "title": "More"}))
	a.answers(func(object) (int, any) {
		return 200, object{"statusCode": 200, "type": teamsstub.CardType, "value": card([]object{says("After.")})}
	})
	if _, err := s.Press(t.Context(), ann, "", id, "More"); err != nil {
		t.Fatal(err)
	}
	m := s.Posted(s.Chat(ann).ID)[0]
	if string(m.CardsFor(ann)[0]) == string(m.Cards()[0]) || string(m.CardsFor("29:bob")[0]) != string(m.Cards()[0]) {
		t.Errorf("Ann sees %s, others %s", m.CardsFor(ann)[0], m.CardsFor("29:bob")[0])
	}
	if _, err := s.Press(t.Context(), ann, "", id, "More"); err == nil {
		t.Error("the button could be pressed once more, though its card is gone")
	}
}

func TestAWindow(t *testing.T) {
	t.Parallel()
	captured := map[string]int{}
	s, a, ann, id := pressed(t, teamsstub.Options{Capture: func(kind string, _ json.RawMessage) { captured[kind]++ }}, card([]object{says("An answer.")}, fetches("Not right")))
	a.answers(func(in object) (int, any) {
		if in["name"] == "task/fetch" {
			return 200, task(form())
		}
		return 200, nil
	})
	if _, err := s.Press(t.Context(), ann, "", id, "Not right"); err != nil {
		t.Fatal(err)
	}
	asked := a.last()
	if asked["name"] != "task/fetch" || path("value.data.hearth.action", asked) != "report" || path("value.data.msteams", asked) != nil || path("value.context.theme", asked) != "default" || asked["replyToId"] != id {
		t.Errorf("the app was asked %v", asked)
	}
	w, open := s.Window(ann)
	if !open || w.Title != "Not right" || w.Height != "medium" || w.Width != 400.0 || len(w.Inputs()) != 2 || len(w.Controls()) != 1 {
		t.Fatalf("the window is %+v, open: %v", w, open)
	}

	_, err := s.Submit(t.Context(), ann, "Send", map[string]string{})
	if kept, ok := errors.AsType[teamsstub.Unsent](err); !ok || kept["what"] != "Say what is wrong." {
		t.Errorf("an empty form: %v", err)
	}
	if _, err := s.Submit(t.Context(), ann, "Send", map[string]string{"what": "x", "who": "them"}); err == nil {
		t.Error("a choice that isn't there was sent")
	}
	if _, err := s.Submit(t.Context(), ann, "Send", map[string]string{"what": "more than twenty characters"}); err == nil {
		t.Error("more was typed than the field takes")
	}
	if n := len(a.told()); n != 1 {
		t.Errorf("the app was told %d things before the form was right", n)
	}

	a.answers(func(object) (int, any) {
		return 200, task(card([]object{says("Mend that.")}, submitAction("Send", object{})))
	})
	if _, err := s.Submit(t.Context(), ann, "", map[string]string{"what": "the page"}); err != nil {
		t.Fatal(err)
	}
	sent := a.last()
	if sent["name"] != "task/submit" || path("value.data.what", sent) != "the page" || path("value.data.who", sent) != "me" || path("value.data.hearth.action", sent) != "report" {
		t.Errorf("what was sent is %v", sent)
	}
	if w, open := s.Window(ann); !open || len(w.Inputs()) != 0 {
		t.Errorf("after mistakes the window is %+v", w)
	}
	a.answers(func(object) (int, any) { return 200, object{"task": object{"type": "message", "value": "Thank you."}} })
	if res, err := s.Submit(t.Context(), ann, "", nil); err != nil || res.Text != "Thank you." {
		t.Errorf("the end: %+v, %v", res, err)
	}
	s.CloseWindow(ann)
	if _, open := s.Window(ann); open {
		t.Error("the window is still open")
	}
	if captured["task"] != 2 || captured["card"] != 3 || captured["activity"] != 1 {
		t.Errorf("captured: %v", captured)
	}
}

func TestAWindowThatIsNone(t *testing.T) {
	t.Parallel()
	with := func(name string, v any) object {
		x := task(form())
		x["task"].(object)["value"].(object)[name] = v
		return x
	}
	for name, answer := range map[string]object{
		"no task":              {"x": 1},
		"a type that isn't":    {"task": object{"type": "x", "value": object{}}},
		"a text without words": {"task": object{"type": "message", "value": ""}},
		"no title":             with("title", ""),
		"a height that isn't":  with("height", "huge"),
		"a field that isn't":   with("colour", "red"),
		"no card":              with("card", object{}),
		"a card that is none":  with("card", attached(object{"type": "x"})),
		"execute in a window":  with("card", attached(card([]object{says("x")}, object{"type": "Action.Execute", "title": "Send"}))),
	} {
		s, a, ann, id := pressed(t, teamsstub.Options{}, card([]object{says("An answer.")}, fetches("Not right")))
		a.answers(func(object) (int, any) { return 200, answer })
		if _, err := s.Press(t.Context(), ann, "", id, "Not right"); err == nil {
			t.Errorf("%s: it was shown", name)
		}
		if _, open := s.Window(ann); open {
			t.Errorf("%s: it is open", name)
		}
	}
}

func TestSuggestedActionsSayWhatTheySay(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{})
	a := join(t, s)
	ann := s.AddUser(teamsstub.User{Name: "Ann Mercer"})
	m := text("You could ask:")
	m["suggestedActions"] = object{"to": []string{}, "actions": []object{{"type": "imBack", "title": "Budget", "value": "what is the budget?"}}}
	id := a.post(s.Chat(ann.ID).ID, m)
	if _, err := s.Press(t.Context(), ann.ID, "", id, "Budget"); err != nil {
		t.Fatal(err)
	}
	if got := a.last(); got["text"] != "what is the budget?" {
		t.Errorf("it said %v", got["text"])
	}
}
