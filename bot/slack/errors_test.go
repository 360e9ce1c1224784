package slack_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/slack"
)

// What no other try does better is final, and says to the operator what to do and to
// the member, where one waits, a sentence.
func TestWhatIsFinal(t *testing.T) {
	for code, c := range map[string]struct{ method, line, hint, plain string }{
		"not_in_channel":        {"chat.postMessage", "not invited", "invite", "Invite me there"},
		"channel_not_found":     {"chat.postMessage", "not invited", "invite", "invite me there"},
		"is_archived":           {"chat.postMessage", "archived", "", "archived"},
		"msg_too_long":          {"chat.postMessage", "longer than Slack takes", "", "tell whoever looks after me"},
		"restricted_action":     {"chat.postMessage", "doesn't let apps write", "posting permissions", "may not write"},
		"messages_tab_disabled": {"chat.postMessage", "can't write to the app", "App Home", "tell whoever"},
		"invalid_auth":          {"chat.postMessage", "doesn't know the token", "bot token", "tell whoever"},
		"account_inactive":      {"chat.postMessage", "removed from the workspace", "installed", "tell whoever"},
		"token_revoked":         {"chat.postMessage", "taken back", "bot token", "tell whoever"},
		"missing_scope":         {"chat.postMessage", "scope chat:write is missing", "manifest", "tell whoever"},
		"cannot_dm_bot":         {"conversations.open", "a program", "", "tell whoever"},
		"user_disabled":         {"conversations.open", "deactivated", "", "tell whoever"},
		"user_not_found":        {"conversations.open", "no such account", "", "tell whoever"},
		"a_word_of_next_year":   {"chat.postMessage", "a_word_of_next_year", "", "tell whoever"},
	} {
		t.Run(code, func(t *testing.T) {
			a, s := open(t, nil)
			a.rule(c.method, says(map[string]any{"ok": false, "error": code, "needed": map[bool]string{true: "chat:write"}[code == "missing_scope"]}))
			err := uses[c.method].do(t.Context(), s, a)
			e, ok := errors.AsType[*slack.CallError](err)
			if !ok || e.Method != c.method || e.Code != code {
				t.Fatalf("got %v", err)
			}
			if _, later := errors.AsType[*bot.Later](err); later {
				t.Error("another try would do no better")
			}
			if line := err.Error(); !strings.Contains(line, c.line) || !strings.Contains(line, code) {
				t.Errorf("the line is %q", line)
			}
			if hint := e.Hint(); (hint == "") != (c.hint == "") || !strings.Contains(hint, c.hint) {
				t.Errorf("the hint is %q", hint)
			}
			if plain := bot.Plain(err); !strings.Contains(plain, c.plain) || strings.Contains(plain, code) {
				t.Errorf("the sentence is %q", plain)
			}
			if len(a.called(c.method)) != 1 {
				t.Error("it was asked again")
			}
		})
	}
}

// Whatever happens on the way, another try is asked for and no secret is told.
func TestWhatMayPass(t *testing.T) {
	for what, h := range map[string]http.HandlerFunc{
		"internal_error":                  refuses("internal_error"),
		"fatal_error":                     refuses("fatal_error"),
		"service_unavailable":             refuses("service_unavailable"),
		"request_timeout":                 refuses("request_timeout"),
		"ratelimited, as a word":          refuses("ratelimited"),
		"ok: false without a word":        says(map[string]any{"ok": false}),
		"a 500":                           status(http.StatusInternalServerError),
		"a 503":                           status(http.StatusServiceUnavailable),
		"a 408":                           status(http.StatusRequestTimeout),
		"a 429 that doesn't say how long": status(http.StatusTooManyRequests),
		"a page instead of an answer":     func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) },
		"half an answer": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte(`{"ok":true,"ts":"17`))
		},
		"an empty answer":          func(http.ResponseWriter, *http.Request) {},
		"a connection that breaks": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		for method, u := range uses {
			if u.quiet || method == "response_url" {
				continue
			}
			t.Run(what+"/"+method, func(t *testing.T) {
				a, s := open(t, nil)
				a.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
				a.rule(method, h)
				err := u.do(t.Context(), s, a)
				if _, later := errors.AsType[*bot.Later](err); !later {
					if _, away := errors.AsType[*slack.UnreachableError](err); !away || method != "apps.connections.open" {
						t.Errorf("got %v, want Later", err)
					}
				}
				unsaid(t, a, err)
			})
		}
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

// unsaid fails where an error holds what must not be told.
func unsaid(t *testing.T, a *api, err error) {
	t.Helper()
	for e := err; e != nil; e = errors.Unwrap(e) {
		for _, word := range []string{"secret", secret, "jane@", "Jane", strings.TrimPrefix(a.URL, "http://") + "/"} {
			if strings.Contains(e.Error(), word) {
				t.Errorf("%q is told: %v", word, e)
			}
		}
	}
}

func TestSlackThatIsNotThere(t *testing.T) {
	a, s := open(t, nil)
	a.Close()
	_, err := s.Post(t.Context(), dm, message("k", bot.ToMember))
	if _, later := errors.AsType[*bot.Later](err); !later {
		t.Errorf("got %v, want Later", err)
	}
	unsaid(t, a, err)
}

// No more of an answer is read than fits a page of history many times over.
func TestAnAnswerThatDoesNotEnd(t *testing.T) {
	a, s := open(t, nil)
	a.rule("chat.postMessage", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(bytes.Repeat([]byte(" "), 17<<20))
		_, _ = w.Write([]byte(`{"ok":true,"ts":"17"}`))
	})
	if posted, err := s.Post(t.Context(), dm, message("k", bot.ToMember)); err == nil {
		t.Errorf("posted as %q", posted)
	}
}

// An answer that never comes is given up, and is another try's matter.
func TestAnAnswerThatNeverComes(t *testing.T) {
	a, s := open(t, func(o *slack.Options) { o.HTTP = &http.Client{Timeout: 50 * time.Millisecond} })
	gone := make(chan struct{})
	a.rule("chat.postMessage", func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		close(gone)
	})
	_, err := s.Post(t.Context(), dm, message("k", bot.ToMember))
	if _, later := errors.AsType[*bot.Later](err); !later {
		t.Errorf("got %v, want Later", err)
	}
	<-gone
	unsaid(t, a, err)
}

// A call that its caller gives up is told as that: whether Slack did it is in doubt.
func TestACallThatIsGivenUp(t *testing.T) {
	a, s := open(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	a.rule("chat.postMessage", func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	_, err := s.Post(ctx, dm, message("k", bot.ToMember))
	if _, later := errors.AsType[*bot.Later](err); later || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
	before := a.all()
	for method, u := range uses {
		if slices.Contains(inward, method) {
			continue // what Slack told is taken, whoever waits for it
		}
		if err := u.do(ctx, s, a); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want the context's error", method, err)
		}
	}
	if a.all() != before {
		t.Error("Slack was asked for somebody who had gone")
	}
}

func TestAClientsMistakeIsFinal(t *testing.T) {
	for _, code := range []int{http.StatusFound, http.StatusTemporaryRedirect, http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound} {
		a, s := open(t, nil)
		a.rule("chat.postMessage", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", a.URL+"/elsewhere")
			w.WriteHeader(code)
		})
		_, err := s.Post(t.Context(), dm, message("k", bot.ToMember))
		if _, later := errors.AsType[*bot.Later](err); err == nil || later {
			t.Errorf("%d: got %v, want what is final", code, err)
		}
		if n := len(a.called("response_url")); n > 0 {
			t.Errorf("%d: the token went elsewhere", code)
		}
	}
}

func TestNothingForOneAloneGoesWhereOthersReadAlong(t *testing.T) {
	a, s := open(t, nil)
	for _, v := range []bot.Visibility{bot.ToMember, "", "of next year"} {
		if _, err := s.Post(t.Context(), channel, message("k", v)); !errors.Is(err, slack.ErrReadAlong) {
			t.Errorf("%q: got %v", v, err)
		}
	}
	m := message("k", bot.Fleeting)
	m.For = ""
	if _, err := s.Post(t.Context(), channel, m); !errors.Is(err, slack.ErrReadAlong) {
		t.Errorf("a line for nobody: got %v", err)
	}
	if a.all() != 0 {
		t.Error("Slack was asked")
	}
}

func TestAnotherPlatformsPlaceIsRefused(t *testing.T) {
	a, s := open(t, nil)
	for _, p := range []bot.Place{{Platform: bot.Web, Channel: "m1", Kind: bot.Direct}, {Platform: bot.Slack, Kind: bot.Direct}, {}} {
		if _, err := s.Post(t.Context(), p, message("k", bot.ToMember)); err == nil {
			t.Errorf("%+v: it was posted", p)
		}
	}
	if _, err := s.Post(t.Context(), dm, bot.Message{Key: "k", Visibility: bot.ToMember}); err == nil {
		t.Error("nothing was posted")
	}
	if a.all() != 0 {
		t.Error("Slack was asked")
	}
}

// No error makes a log line with a member's words, whatever is turned on.
func TestNothingOfAMembersIsLogged(t *testing.T) {
	var log bytes.Buffer
	a, s := open(t, func(o *slack.Options) {
		o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	a.rule("assistant.threads.setTitle", refuses("not_allowed"))
	m := message("k", bot.ToMember)
	m.Subject = secret
	if _, err := s.Post(t.Context(), threaded(dm, "1700000000.000100"), m); err != nil {
		t.Fatal(err)
	}
	if log.Len() == 0 || strings.Contains(log.String(), secret) || strings.Contains(log.String(), "secret") {
		t.Errorf("logged: %s", &log)
	}
}
