package slack_test

import (
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearth/bot"
	"hearth/bot/slack"
	"hearth/bot/slack/slackstub"
)

// Whatever goes wrong on the way, and however often hearth is killed, each message
// stands there once, whole, once somebody has tried often enough. Who tries does as
// the conversation does: asks first when it is not the first time.
func TestEachMessageStandsOnceWhateverHappens(t *testing.T) {
	long, parts := manyParts(t, "long")
	short := message("short", bot.ToMember)
	rapid.Check(t, func(r *rapid.T) {
		c := foundCouncil(t, slackstub.Options{})
		defer c.Close()
		in := c.place(c.direct, "")
		if rapid.Bool().Draw(r, "in a thread") {
			in = c.thread(t, c.direct)
		}
		for range rapid.IntRange(0, 6).Draw(r, "faults") {
			c.Break(slackstub.Fault{
				Method: rapid.SampledFrom([]string{"chat.postMessage", "chat.postMessage", "conversations.history", "conversations.replies", "auth.test", ""}).Draw(r, "method"),
				Times:  rapid.IntRange(1, 2).Draw(r, "times"), Taken: rapid.Bool().Draw(r, "taken"),
				Status: rapid.SampledFrom([]int{200, 429, 500, 503}).Draw(r, "status"), RetryAfter: 30 * time.Second,
				Error: rapid.SampledFrom([]string{"internal_error", "fatal_error", "ratelimited"}).Draw(r, "error"), Drop: rapid.Bool().Draw(r, "drop"),
			})
		}
		s := c.adapter(t, nil)
		posted := map[string]string{}
		for _, m := range []bot.Message{short, long} {
			for attempt := 0; posted[m.Key] == ""; attempt++ {
				if attempt > 30 {
					r.Fatal("it never stood there")
				}
				if rapid.IntRange(0, 3).Draw(r, "killed") == 0 {
					s = c.adapter(t, nil)
				}
				got, err := try(r, s, in, m, attempt > 0)
				if later, ok := errors.AsType[*bot.Later](err); ok {
					c.Advance(later.After)
				} else if err != nil {
					r.Fatalf("got %v, which no other try would mend", err)
				}
				posted[m.Key] = got
			}
		}
		if got := c.standing(t, in); !slices.Equal(got, []string{"short", "long"}) {
			r.Errorf("there stand %q", got)
		}
		if said := c.Said(in.Channel); len(said) != 1+len(parts) {
			r.Errorf("there stand %d posts, want %d", len(said), 1+len(parts))
		} else if said[0].TS != posted["short"] || said[1].TS != posted["long"] {
			r.Errorf("they are told as %v", posted)
		}
	})
}

func try(r *rapid.T, s *slack.Adapter, in bot.Place, m bot.Message, again bool) (string, error) {
	r.Helper()
	if again {
		if found, err := s.Find(r.Context(), in, m.Key); err != nil || found != "" {
			return found, err
		}
	}
	return s.Post(r.Context(), in, m)
}

// What the workspace itself refuses.
func TestWhatAWorkspaceRefuses(t *testing.T) {
	c := foundCouncil(t, slackstub.Options{})
	s := c.adapter(t, nil)
	away := c.AddChannel(slackstub.Channel{Name: "elsewhere", Members: []string{c.jane}}).ID
	hidden := c.AddChannel(slackstub.Channel{Name: "hidden", Kind: slackstub.Closed, Members: []string{c.jane}}).ID
	old := c.AddChannel(slackstub.Channel{Name: "old", Archived: true, Members: []string{c.jane, slackstub.DefaultBot}}).ID
	left := c.AddUser(slackstub.User{Name: "left", Deleted: true}).ID
	other := c.AddUser(slackstub.User{Name: "other-app", Bot: true}).ID
	say := message("k", bot.ToPlace)
	for want, do := range map[string]func() error{
		"not_in_channel":    func() error { _, err := s.Post(t.Context(), c.place(away, ""), say); return err },
		"channel_not_found": func() error { _, err := s.Post(t.Context(), c.place(hidden, ""), say); return err },
		"is_archived":       func() error { _, err := s.Post(t.Context(), c.place(old, ""), say); return err },
		"user_disabled":     func() error { _, err := s.Direct(t.Context(), left); return err },
		"cannot_dm_bot":     func() error { _, err := s.Direct(t.Context(), other); return err },
		"user_not_found":    func() error { _, err := s.Direct(t.Context(), "U404"); return err },
	} {
		e, ok := errors.AsType[*slack.CallError](do())
		if !ok || e.Code != want {
			t.Errorf("got %v, want %s", e, want)
		}
	}
}

// It is found among more messages than Slack tells at once, beside and in a thread.
func TestAMessageIsFoundOnALaterPage(t *testing.T) {
	c := foundCouncil(t, slackstub.Options{})
	for _, in := range []bot.Place{c.place(c.direct, ""), c.thread(t, c.direct)} {
		s := c.adapter(t, nil)
		first, err := s.Post(t.Context(), in, message("k", bot.ToMember))
		if err != nil {
			t.Fatal(err)
		}
		for i := range 450 {
			if _, err := c.Say(c.jane, in.Channel, in.Thread, strconv.Itoa(i)); err != nil {
				t.Fatal(err)
			}
		}
		last, err := s.Post(t.Context(), in, message("l", bot.ToMember))
		if err != nil {
			t.Fatal(err)
		}
		for key, want := range map[string]string{"k": first, "l": last, "m": ""} {
			if got, err := c.adapter(t, nil).Find(t.Context(), in, key); err != nil || got != want {
				t.Errorf("%s is found as %q (%v), want %q", key, got, err, want)
			}
		}
	}
	if n := len(c.Calls("conversations.history")); n < 1+3+3 {
		t.Errorf("only %d pages were read", n)
	}
}

// Many use one adapter at once, as a busy hour does.
func TestManyAtOnce(t *testing.T) {
	c := foundCouncil(t, slackstub.Options{})
	s := c.adapter(t, nil)
	var all sync.WaitGroup
	for i := range 20 {
		who := c.AddUser(slackstub.User{Name: "member" + strconv.Itoa(i), Email: strconv.Itoa(i) + "@council.example"}).ID
		for j := range 5 {
			all.Go(func() {
				in, err := s.Direct(t.Context(), who)
				if err != nil {
					t.Error(err)
					return
				}
				if p, err := s.Introduce(t.Context(), who); err != nil || p.Outside || p.Email != strconv.Itoa(i)+"@council.example" {
					t.Errorf("%s is %+v (%v)", who, p, err)
				}
				m := message(who+"/"+strconv.Itoa(j), bot.ToMember)
				if found, err := s.Find(t.Context(), in, m.Key); err != nil || found != "" {
					t.Errorf("found %q (%v)", found, err)
				}
				posted, err := s.Post(t.Context(), in, m)
				if found, again := s.Find(t.Context(), in, m.Key); err != nil || again != nil || found != posted {
					t.Errorf("posted as %q (%v), found as %q (%v)", posted, err, found, again)
				}
			})
		}
	}
	all.Wait()
	for _, ch := range c.Channels() {
		if ch.Kind == slackstub.Alone && ch.With != c.jane && len(c.Said(ch.ID)) != 5 {
			t.Errorf("%s was told %d messages, want 5", ch.With, len(c.Said(ch.ID)))
		}
	}
}
