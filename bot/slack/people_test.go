package slack_test

import (
	"testing"
	"time"

	"hearth/bot"
)

func TestWhoIsAMember(t *testing.T) {
	type user = map[string]any
	for what, c := range map[string]struct {
		change  user
		outside bool
		email   string
	}{
		"a member":                                {user{}, false, "jane@council.example"},
		"a member whose address is confirmed":     {user{"is_email_confirmed": true}, false, "jane@council.example"},
		"a member whose address isn't confirmed":  {user{"is_email_confirmed": false}, false, ""},
		"a member whose address isn't told":       {user{"profile": user{"real_name": "Jane Doe"}}, false, ""},
		"somebody who has left":                   {user{"deleted": true}, true, "jane@council.example"},
		"a program":                               {user{"is_bot": true}, true, "jane@council.example"},
		"a person's app":                          {user{"is_app_user": true}, true, "jane@council.example"},
		"a guest":                                 {user{"is_restricted": true}, true, "jane@council.example"},
		"a guest in one channel":                  {user{"is_ultra_restricted": true}, true, "jane@council.example"},
		"somebody of another organisation":        {user{"is_stranger": true}, true, "jane@council.example"},
		"somebody of another workspace":           {user{"team_id": "T2"}, true, "jane@council.example"},
		"a member of two of an organisation's":    {user{"team_id": "T2", "enterprise_user": user{"teams": []string{"T2", "T1"}}}, false, "jane@council.example"},
		"a member of others of an organisation's": {user{"team_id": "T2", "enterprise_user": user{"teams": []string{"T2", "T3"}}}, true, "jane@council.example"},
		"somebody whose workspace isn't told":     {user{"team_id": ""}, true, "jane@council.example"},
		"somebody else than was asked for":        {user{"id": "U2"}, true, "jane@council.example"},
	} {
		t.Run(what, func(t *testing.T) {
			a, s := open(t, nil)
			u := user{"id": "U1", "team_id": "T1", "real_name": "Jane Doe", "profile": user{"email": "jane@council.example", "fields": []any{}}}
			for k, v := range c.change {
				u[k] = v
			}
			a.rule("users.info", says(user{"ok": true, "user": u}))
			got, err := s.Introduce(t.Context(), "U1")
			if want := (bot.Person{Name: "Jane Doe", Email: c.email, Outside: c.outside}); err != nil || got != want {
				t.Errorf("got %+v (%v), want %+v", got, err, want)
			}
		})
	}
}

func TestWhomSlackDoesNotShowIsOutside(t *testing.T) {
	for _, code := range []string{"user_not_found", "user_not_visible"} {
		a, s := open(t, nil)
		a.rule("users.info", refuses(code))
		if p, err := s.Introduce(t.Context(), "U1"); err != nil || p != (bot.Person{Outside: true}) {
			t.Errorf("%s: got %+v (%v)", code, p, err)
		}
	}
}

func TestSlacksOwnProgramIsNoMember(t *testing.T) {
	a, s := open(t, nil)
	a.rule("users.info", says(map[string]any{"ok": true, "user": map[string]any{"id": "USLACKBOT", "team_id": "T1", "is_bot": false}}))
	if p, err := s.Introduce(t.Context(), "USLACKBOT"); err != nil || !p.Outside {
		t.Errorf("got %+v (%v)", p, err)
	}
}

// Somebody who leaves is known no longer than a quarter of an hour.
func TestWhoSomebodyIsIsAskedAgainAfterAWhile(t *testing.T) {
	a, s := open(t, nil)
	for i, c := range []struct {
		passes time.Duration
		asked  int
	}{{0, 1}, {14 * time.Minute, 1}, {time.Minute, 2}, {time.Minute, 2}} {
		a.pass(c.passes)
		if _, err := s.Introduce(t.Context(), "U1"); err != nil || len(a.called("users.info")) != c.asked {
			t.Errorf("%d: asked %d times (%v), want %d", i, len(a.called("users.info")), err, c.asked)
		}
	}
}

func TestADirectMessageIsOpenedOnce(t *testing.T) {
	a, s := open(t, nil)
	for range 3 {
		got, err := s.Direct(t.Context(), "U1")
		if err != nil || got != dm {
			t.Errorf("got %+v (%v)", got, err)
		}
	}
	if _, err := s.Introduce(t.Context(), "U1"); err != nil {
		t.Fatal(err)
	}
	opened := a.called("conversations.open")
	if len(opened) != 1 || opened[0].Form.Get("users") != "U1" {
		t.Errorf("opened %v", opened)
	}
	if n := len(a.called("auth.test")); n != 1 {
		t.Errorf("asked %d times who hearth is", n)
	}
}
