package teams_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/teams"
	"hearth/bot/teams/teamsstub"
)

func (c *council) last() bot.Turn {
	c.t.Helper()
	all := c.host.all()
	if len(all) == 0 {
		c.t.Fatal("no turn came")
	}
	return all[len(all)-1]
}

func TestWhatPeopleSayBecomesTurns(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	turns := c.say("Is 3 < 4 & 5 > 4? <b>no</b> [x](y)")
	if len(turns) != 1 {
		t.Fatalf("%d turns", len(turns))
	}
	got := turns[0]
	if got.Text != "Is 3 < 4 & 5 > 4? <b>no</b> [x](y)" || got.Place != c.chat() || got.Kind != bot.Said || !got.Addressed {
		t.Errorf("got %+v", got)
	}
	if got.From.Platform != bot.Teams || got.From.Workspace != c.Tenant() || got.From.ID != c.jane.Object || got.Email != "" {
		t.Errorf("from %+v", got.From)
	}
	if !strings.HasPrefix(got.ID, "teams/"+c.Tenant()+"/"+c.chat().Channel+"/") || got.At.IsZero() {
		t.Errorf("the turn is %q at %s", got.ID, got.At)
	}
	if err := c.Wait(t.Context(), func() bool { return c.Typing(c.chat().Channel) > 0 }); err != nil {
		t.Error("hearth does not show that it is typing")
	}
}

func TestInChannelsAndGroupsHearthIsMentioned(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	id, _, err := c.Mention(c.jane.ID, c.team.ID, "", "how often does the Board meet?")
	if err != nil {
		t.Fatal(err)
	}
	c.settle()
	got := c.last()
	want := c.channel()
	want.Thread = id
	if got.Text != "how often does the Board meet?" || got.Place != want || !got.Addressed {
		t.Errorf("at the top of a channel: %+v", got)
	}
	if _, _, err := c.Mention(c.jane.ID, c.team.ID, id, "and @Jane Doe?"); err != nil {
		t.Fatal(err)
	}
	c.settle()
	if got := c.last(); got.Text != "and Jane Doe?" || got.Place != want {
		t.Errorf("in the thread: %+v", got)
	}
	if _, _, err := c.Mention(c.jane.ID, c.group.ID, "", "hello"); err != nil {
		t.Fatal(err)
	}
	c.settle()
	if got := c.last(); got.Place.Kind != bot.Channel || got.Place.Channel != c.group.ID || got.Place.Thread != "" {
		t.Errorf("in a group: %+v", got)
	}
	if n := c.Typing(c.team.ID) + c.Typing(c.group.ID); n != 0 {
		t.Errorf("where others read along hearth is typing %d times", n)
	}
}

func TestEditsAndDeletionsNameWhatTheyReplace(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	id, _, err := c.Say(c.jane.ID, "", "", "First")
	if err != nil {
		t.Fatal(err)
	}
	c.settle()
	said := c.last()
	ids := map[string]bool{said.ID: true}
	for _, text := range []string{"Second", "Third"} {
		c.Advance(time.Second)
		if _, err := c.Edit(c.jane.ID, "", id, text); err != nil {
			t.Fatal(err)
		}
		c.settle()
		got := c.last()
		if got.Kind != bot.Edited || got.Replaces != said.ID || got.Text != text || ids[got.ID] {
			t.Errorf("edited: %+v", got)
		}
		ids[got.ID] = true
	}
	if _, err := c.Delete(c.jane.ID, "", id); err != nil {
		t.Fatal(err)
	}
	c.settle()
	if got := c.last(); got.Kind != bot.Deleted || got.Replaces != said.ID || ids[got.ID] {
		t.Errorf("deleted: %+v", got)
	}
}

func TestWhatIsNotKeptIsToldAgain(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	c.host.fails(errors.New("the disk is full"))
	_, delivery, err := c.Say(c.jane.ID, "", "", "Hello")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(t.Context(), func() bool { return c.Delivery(delivery).Status == 503 }); err != nil {
		t.Fatal(err)
	}
	c.host.fails(nil)
	c.Advance(time.Minute)
	c.settle()
	if d := c.Delivery(delivery); len(c.host.all()) != 1 || d.Status != 202 {
		t.Errorf("%d turns, HTTP %d", len(c.host.all()), d.Status)
	}
}

func TestALostAnswerIsOneTurnToldTwice(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	c.LoseAnswers(1)
	_, delivery, err := c.Say(c.jane.ID, "", "", "Hello")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(t.Context(), func() bool { a := c.Delivery(delivery).Attempts; return len(a) == 1 && a[0].Lost }); err != nil {
		t.Fatal(err)
	}
	c.Advance(time.Minute)
	c.settle()
	all := c.host.all()
	if len(all) != 2 || all[0].ID != all[1].ID {
		t.Errorf("got %+v", all)
	}
}

func TestWhoRemovedHearthIsSentNothing(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	c.say("Hello")
	if _, err := c.Uninstall(c.jane.ID, ""); err != nil {
		t.Fatal(err)
	}
	c.settle()
	sent := len(c.Calls(teamsstub.Send))
	place, err := c.Direct(t.Context(), c.jane.Object)
	if err == nil {
		_, err = c.Post(t.Context(), place, text("k", "A briefing"))
	}
	if e, ok := errors.AsType[*teams.CallError](err); !ok || e.Hint() == "" || !strings.Contains(bot.Plain(err), "removed") {
		t.Errorf("got %v", err)
	}
	if n := len(c.Calls(teamsstub.Send)); n != sent {
		t.Error("Teams was asked nevertheless")
	}
	if _, err := c.Install(c.jane.ID, ""); err != nil {
		t.Fatal(err)
	}
	c.settle()
	if _, err := c.Post(t.Context(), place, text("k", "A briefing")); err != nil {
		t.Errorf("added again: %v", err)
	}
	if n := len(c.host.all()); n != 1 {
		t.Errorf("installing is no turn, and there are %d", n)
	}
}

func TestBlockedAndDisabledAreFoundOut(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	c.Block(c.jane.ID, true)
	if _, err := c.Post(t.Context(), c.chat(), text("k", "x")); !strings.Contains(bot.Plain(err), "blocked me") {
		t.Errorf("blocked: %v", err)
	}
	c.Block(c.jane.ID, false)
	c.Disable(true)
	if _, err := c.Post(t.Context(), c.chat(), text("k", "x")); !strings.Contains(bot.Plain(err), "switched me off") {
		t.Errorf("disabled: %v", err)
	}
}

func TestReactionsAndStrangersActivitiesAreAcknowledged(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	id, err := c.Post(t.Context(), c.chat(), text("k", "Hello"))
	if err != nil {
		t.Fatal(err)
	}
	delivery, err := c.React(c.jane.ID, "", id, "like")
	if err != nil {
		t.Fatal(err)
	}
	if d, err := c.Answered(t.Context(), delivery); err != nil || d.Status != 200 || len(c.host.all()) != 0 {
		t.Errorf("HTTP %d (%v), %d turns", d.Status, err, len(c.host.all()))
	}
}

func TestSomebodyIsWrittenToFirst(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	place, err := c.Direct(t.Context(), c.jane.Object)
	if err != nil || place != c.chat() {
		t.Fatalf("got %+v (%v), want %+v", place, err, c.chat())
	}
	if _, err := c.Post(t.Context(), place, text("k", "A briefing")); err != nil {
		t.Fatal(err)
	}
	if again, err := c.Direct(t.Context(), c.jane.Object); err != nil || again != place || len(c.Calls(teamsstub.CreateChat)) != 1 {
		t.Errorf("again: %+v (%v), asked %d times", again, err, len(c.Calls(teamsstub.CreateChat)))
	}
	without := c.AddUser(teamsstub.User{Name: "No App", Without: true})
	if _, err := c.Direct(t.Context(), without.Object); !strings.Contains(bot.Plain(err), "not installed") {
		t.Errorf("without the app: %v", err)
	}
}

func TestPeopleAreIntroduced(t *testing.T) {
	for what, want := range map[string]struct {
		user    teamsstub.User
		email   string
		outside bool
	}{
		"a member":                  {teamsstub.User{Name: "Ann", Email: "ann@council.example"}, "ann@council.example", false},
		"without mail":              {teamsstub.User{Name: "Ann", Principal: "ann@council.example"}, "ann@council.example", false},
		"a guest":                   {teamsstub.User{Name: "Ann", Email: "ann@other.example", Role: "guest"}, "ann@other.example", true},
		"a guest by name":           {teamsstub.User{Name: "Ann", Principal: "ann_other.example#EXT#@council.example"}, "", true},
		"another organisation's":    {teamsstub.User{Name: "Ann", Email: "ann@other.example", Tenant: "88888888-8888-4777-8666-555555555555"}, "ann@other.example", true},
		"who joined without a name": {teamsstub.User{Name: "Ann", Role: "anonymous"}, "", true},
	} {
		t.Run(what, func(t *testing.T) {
			c := open(t, teamsstub.Options{}, nil)
			u := c.AddUser(want.user)
			team := c.AddConversation(teamsstub.Conversation{Kind: teamsstub.Channel, Members: []string{u.ID}})
			if _, _, err := c.Mention(u.ID, team.ID, "", "hello"); err != nil {
				t.Fatal(err)
			}
			c.settle()
			for range 2 {
				got, err := c.Introduce(t.Context(), c.last().From.ID)
				if err != nil || got.Name != "Ann" || got.Email != want.email || got.Outside != want.outside {
					t.Errorf("got %+v (%v)", got, err)
				}
			}
			if n := len(c.Calls(teamsstub.GetMember)); n != 1 {
				t.Errorf("Teams was asked %d times, want once", n)
			}
		})
	}
}

func TestWhoHasLeftIsOutside(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	c.say("Hello")
	u := c.jane
	u.Gone = true
	c.AddUser(u)
	if p, err := c.Introduce(t.Context(), u.Object); err != nil || !p.Outside {
		t.Errorf("got %+v (%v)", p, err)
	}
}

func TestAFleetingLineGivesNothingAway(t *testing.T) {
	c := open(t, teamsstub.Options{}, nil)
	id, _, err := c.Mention(c.jane.ID, c.team.ID, "", "how many foster carers left?")
	if err != nil {
		t.Fatal(err)
	}
	c.settle()
	place := c.channel()
	place.Thread = id
	m := bot.Message{Key: "line", Visibility: bot.Fleeting, For: c.jane.Object, Blocks: append(bot.Text("Jane, about foster carers: see our chat."),
		bot.Block{Choices: &bot.Choices{Items: []bot.Choice{{Label: "Share it", Action: "share", Value: "7"}}}})}
	if _, err := c.Post(t.Context(), place, m); err != nil {
		t.Fatal(err)
	}
	in, own := c.Posted(c.team.ID), c.Posted(c.chat().Channel)
	if len(in) != 1 || in[0].Text != "I have answered you in our own chat." || in[0].Thread != id || len(in[0].Cards()) != 0 {
		t.Errorf("in the channel there stands %+v", in)
	}
	if len(own) != 1 || len(own[0].Cards()) != 1 {
		t.Errorf("in the chat there stands %+v", own)
	}
}
