package slack_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hearth/bot"
)

func TestAnAssistantsThreadGetsItsTitleOnce(t *testing.T) {
	a, s := open(t, nil)
	thread := threaded(dm, "1700000000.000100")
	for i, subject := range []string{"", "How often does the Board meet?", "Another question"} {
		m := message("k"+string(rune('0'+i)), bot.ToMember)
		m.Subject = subject
		if _, err := s.Post(t.Context(), thread, m); err != nil {
			t.Fatal(err)
		}
	}
	got := a.called("assistant.threads.setTitle")
	if len(got) != 1 || got[0].Form.Get("title") != "How often does the Board meet?" || got[0].Form.Get("channel_id") != "D1" || got[0].Form.Get("thread_ts") != thread.Thread {
		t.Errorf("got %v", got)
	}
}

func TestALongTitleIsCut(t *testing.T) {
	a, s := open(t, nil)
	m := message("k", bot.ToMember)
	m.Subject = strings.Repeat("naïve 🏠 ", 40)
	if _, err := s.Post(t.Context(), threaded(dm, "1700000000.000100"), m); err != nil {
		t.Fatal(err)
	}
	got := a.called("assistant.threads.setTitle")[0].Form.Get("title")
	if !utf8.ValidString(got) || utf8.RuneCountInString(got) > 80 || !strings.HasSuffix(got, "…") {
		t.Errorf("got %q", got)
	}
}

func TestOtherPlacesGetNoTitle(t *testing.T) {
	a, s := open(t, nil)
	m := message("k", bot.ToPlace)
	m.Subject = "How often does the Board meet?"
	for _, p := range []bot.Place{dm, channel} {
		if _, err := s.Post(t.Context(), p, m); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(a.called("assistant.threads.setTitle")); n != 0 {
		t.Errorf("%d titles", n)
	}
}

// A workspace without assistants is not asked at every reply, and a thread that is
// no assistant's stops no other.
func TestAWorkspaceWithoutAssistantsIsLeftAlone(t *testing.T) {
	for code, c := range map[string]struct{ atOnce, nextHour int }{
		"not_allowed": {1, 2}, "unknown_method": {1, 2}, "missing_scope": {1, 2}, "invalid_thread_ts": {2, 3},
	} {
		t.Run(code, func(t *testing.T) {
			a, s := open(t, nil)
			a.rule("assistant.threads.setTitle", refuses(code))
			ask := func(thread string) int {
				m := message("k", bot.ToMember)
				m.Subject = "s"
				if _, err := s.Post(t.Context(), threaded(dm, thread), m); err != nil {
					t.Fatal(err)
				}
				return len(a.called("assistant.threads.setTitle"))
			}
			ask("1700000000.000100")
			if n := ask("1700000000.000200"); n != c.atOnce {
				t.Errorf("asked %d times, want %d", n, c.atOnce)
			}
			a.pass(time.Hour)
			if n := ask("1700000000.000300"); n != c.nextHour {
				t.Errorf("asked %d times after an hour, want %d", n, c.nextHour)
			}
		})
	}
}
