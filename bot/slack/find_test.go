package slack_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	slackgo "github.com/slack-go/slack"

	"hearth/bot"
	"hearth/bot/slack"
	"hearth/bot/slack/blockkit"
)

// manyParts is a message that Slack's limits make several posts of.
func manyParts(t *testing.T, key string) (bot.Message, []blockkit.Part) {
	t.Helper()
	m := message(key, bot.ToMember)
	for i := range 120 {
		m.Blocks = append(m.Blocks, bot.Text("The Board noted figure "+strconv.Itoa(i)+".")...)
	}
	parts := blockkit.Kit{}.Message(m)
	if len(parts) < 3 {
		t.Fatalf("only %d parts", len(parts))
	}
	return m, parts
}

// A wall is what stands in a channel: chat.postMessage adds to it, and history shows
// it page by page, the newest first; replies shows a thread, the oldest first.
type wall struct {
	page int

	mu       sync.Mutex
	messages []map[string]any // the oldest first
}

func (w *wall) post(a *api, lose func(n int) bool) {
	n := 0
	a.rule("chat.postMessage", func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		defer w.mu.Unlock()
		n++
		form := a.last("chat.postMessage")
		var md map[string]any
		_ = json.Unmarshal([]byte(form.Get("metadata")), &md)
		ts := "1700000001." + strconv.Itoa(100000+n)
		w.messages = append(w.messages, map[string]any{"ts": ts, "thread_ts": form.Get("thread_ts"), "user": "U0", "bot_id": "B0", "text": form.Get("text"), "metadata": md})
		if lose(n) {
			panic(http.ErrAbortHandler)
		}
		says(map[string]any{"ok": true, "ts": ts})(rw, r)
	})
}

// texts are what stands there, and first is the time stamp of the first.
func (w *wall) texts() (texts []string, first string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, m := range w.messages {
		texts = append(texts, m["text"].(string))
		if i == 0 {
			first = m["ts"].(string)
		}
	}
	return texts, first
}

func (w *wall) show(a *api) {
	for _, method := range []string{"conversations.history", "conversations.replies"} {
		a.rule(method, func(rw http.ResponseWriter, r *http.Request) {
			form := a.last(method)
			if form.Get("include_all_metadata") != "true" && form.Get("include_all_metadata") != "1" {
				refuses("metadata_was_not_asked_for")(rw, r)
				return
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			var seen []map[string]any
			for _, m := range w.messages {
				hangs := m["thread_ts"] != nil && m["thread_ts"] != "" && m["thread_ts"] != m["ts"]
				if method == "conversations.history" && !hangs || method == "conversations.replies" && (m["ts"] == form.Get("ts") || hangs && m["thread_ts"] == form.Get("ts")) {
					seen = append(seen, m)
				}
			}
			if method == "conversations.history" {
				slices.Reverse(seen)
			}
			from, _ := strconv.Atoi(form.Get("cursor"))
			to, next := min(len(seen), from+w.page), ""
			if to < len(seen) {
				next = strconv.Itoa(to)
			}
			says(map[string]any{"ok": true, "messages": seen[from:to], "response_metadata": map[string]any{"next_cursor": next}})(rw, r)
		})
	}
}

// last is the form of a method's last call.
func (a *api) last(method string) url.Values {
	c := a.called(method)
	return c[len(c)-1].Form
}

func stood(ts, user, thread string, md any) map[string]any {
	return map[string]any{"ts": ts, "user": user, "thread_ts": thread, "text": secret, "metadata": md,
		"blocks": []any{map[string]any{"type": "of_next_year", "elements": 7}}}
}

func metadata(key string, n, of int) slackgo.SlackMetadata {
	return blockkit.Kit{}.Metadata(blockkit.Part{Key: key, N: n, Of: of})
}

func TestWhatIsFoundAmongOthers(t *testing.T) {
	chatter := func(n int) (out []map[string]any) {
		for i := range n {
			out = append(out, stood("1700000000.2"+strconv.Itoa(10000+i), "U1", "", nil))
		}
		return out
	}
	thread := "1700000000.000100"
	for what, c := range map[string]struct {
		in     bot.Place
		stands []map[string]any
		want   string
		pages  int
	}{
		"nothing stands there":                 {dm, nil, "", 1},
		"it is the last":                       {dm, append(chatter(25), stood("1700000001.1", "U0", "", metadata("k", 1, 1))), "1700000001.1", 1},
		"it stands on the third page":          {dm, append([]map[string]any{stood("1700000001.1", "U0", "", metadata("k", 1, 1))}, chatter(25)...), "1700000001.1", 3},
		"it stands nowhere on three pages":     {dm, chatter(30), "", 3},
		"another message of ours":              {dm, []map[string]any{stood("1700000001.1", "U0", "", metadata("k2", 1, 1))}, "", 1},
		"somebody else's with the same key":    {dm, []map[string]any{stood("1700000001.1", "U9", "", metadata("k", 1, 1))}, "", 1},
		"metadata of another shape":            {dm, []map[string]any{stood("1700000001.1", "U0", "", []int{1}), stood("1700000001.2", "U0", "", map[string]any{"event_type": "hearth_message", "event_payload": map[string]any{"key": 7}})}, "", 1},
		"in a thread, after many others":       {channel, append(append([]map[string]any{stood(thread, "U1", thread, nil)}, threadOf(chatter(25), thread)...), stood("1700000001.1", "U0", thread, metadata("k", 1, 1))), "1700000001.1", 3},
		"in another thread":                    {channel, []map[string]any{stood(thread, "U1", thread, nil), stood("1700000001.1", "U0", "1700000000.000200", metadata("k", 1, 1))}, "", 1},
		"in a thread, and not beside it":       {dm, []map[string]any{stood(thread, "U1", thread, nil), stood("1700000001.1", "U0", thread, metadata("k", 1, 1))}, "", 1},
		"what a thread hangs on is not in it":  {threaded(dm, "1700000001.1"), []map[string]any{stood("1700000001.1", "U0", "1700000001.1", metadata("k", 1, 1))}, "", 1},
		"what a thread hangs on stands beside": {dm, []map[string]any{stood("1700000001.1", "U0", "1700000001.1", metadata("k", 1, 1))}, "1700000001.1", 1},
		"one part of two":                      {dm, []map[string]any{stood("1700000001.1", "U0", "", metadata("k", 1, 2))}, "", 1},
		"both parts, on two pages":             {dm, append(append([]map[string]any{stood("1700000001.1", "U0", "", metadata("k", 1, 2))}, chatter(10)...), stood("1700000001.2", "U0", "", metadata("k", 2, 2))), "1700000001.1", 2},
		"parts of two ways to part it":         {dm, []map[string]any{stood("1700000001.1", "U0", "", metadata("k", 1, 2)), stood("1700000001.2", "U0", "", metadata("k", 2, 3))}, "", 1},
	} {
		t.Run(what, func(t *testing.T) {
			a, s := open(t, nil)
			w := &wall{page: 10, messages: c.stands}
			w.show(a)
			got, err := s.Find(t.Context(), c.in, "k")
			if err != nil || got != c.want {
				t.Errorf("found %q (%v), want %q", got, err, c.want)
			}
			if n := len(a.called("conversations.history")) + len(a.called("conversations.replies")); n != c.pages {
				t.Errorf("%d pages were read, want %d", n, c.pages)
			}
		})
	}
}

func threadOf(messages []map[string]any, thread string) []map[string]any {
	for _, m := range messages {
		m["thread_ts"] = thread
	}
	return messages
}

func TestAThreadThatIsGoneHoldsNothing(t *testing.T) {
	a, s := open(t, nil)
	a.rule("conversations.replies", refuses("thread_not_found"))
	if got, err := s.Find(t.Context(), channel, "k"); err != nil || got != "" {
		t.Errorf("found %q (%v)", got, err)
	}
}

// Slack that gives the same page for ever is not asked for ever.
func TestPagesThatDoNotEnd(t *testing.T) {
	a, s := open(t, nil)
	a.rule("conversations.history", says(map[string]any{"ok": true, "messages": []any{}, "response_metadata": map[string]any{"next_cursor": "again"}}))
	if got, err := s.Find(t.Context(), dm, "k"); err != nil || got != "" || len(a.called("conversations.history")) != 2 {
		t.Errorf("found %q (%v) after %d pages", got, err, len(a.called("conversations.history")))
	}
}

// The rest of a message that has begun waits for its turn, as long as there is time;
// it is not put off.
func TestAMessageThatHasBegunIsNotPutOff(t *testing.T) {
	m := message("k", bot.ToMember)
	for range 300 {
		m.Blocks = append(m.Blocks, bot.Text("The Board noted a figure.")...)
	}
	a, s := open(t, func(o *slack.Options) { o.Pace = time.Minute })
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if _, err := s.Post(ctx, dm, m); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the context's error", err)
	}
	if n := len(a.called("chat.postMessage")); n != 4 {
		t.Errorf("%d parts went at once, want 4", n)
	}
	if _, err := s.Post(t.Context(), dm, message("l", bot.ToMember)); err == nil {
		t.Error("a message that has not begun waits for a minute")
	}
}

// A busy channel of years is not read through.
func TestNothingOlderThanAWeekIsLookedFor(t *testing.T) {
	a, s := open(t, nil)
	if _, err := s.Find(t.Context(), dm, "k"); err != nil {
		t.Fatal(err)
	}
	if got := a.last("conversations.history").Get("oldest"); got != "1699395200.000000" { // 1,700,000,000 less a week
		t.Errorf("looked from %s on", got)
	}
}

// Slack took it and did not say so: whoever asks finds it, and whoever doesn't ask
// and posts it again doubles nothing.
func TestATakenMessageIsNotDoubled(t *testing.T) {
	for what, again := range map[string]func(*slack.Adapter) (string, error){
		"found": func(s *slack.Adapter) (string, error) { return s.Find(t.Context(), dm, "k") },
		"posted again without asking": func(s *slack.Adapter) (string, error) {
			return s.Post(t.Context(), dm, message("k", bot.ToMember))
		},
	} {
		t.Run(what, func(t *testing.T) {
			a, s := open(t, nil)
			w := &wall{page: 10}
			w.show(a)
			w.post(a, func(int) bool { return true })
			if posted, err := s.Post(t.Context(), dm, message("k", bot.ToMember)); err == nil {
				t.Fatalf("it was told as posted: %q", posted)
			}
			got, err := again(s)
			if stand, first := w.texts(); err != nil || got != first || len(stand) != 1 {
				t.Errorf("got %q (%v), and there stand %d", got, err, len(stand))
			}
		})
	}
}

// Of a long message some parts stand when one is lost, taken or not, before or after
// hearth itself is gone: only what is missing is posted.
func TestOnlyMissingPartsArePosted(t *testing.T) {
	m, parts := manyParts(t, "k")
	for at := 1; at <= len(parts); at++ {
		for what, c := range map[string]struct{ taken, crash, find bool }{
			"taken":                              {true, false, false},
			"taken, and asked for":               {true, false, true},
			"not taken":                          {false, false, false},
			"not taken, and asked for":           {false, false, true},
			"taken, asked for after a crash":     {true, true, true},
			"not taken, asked for after a crash": {false, true, true},
		} {
			t.Run(what+"/"+strconv.Itoa(at), func(t *testing.T) {
				a, s := open(t, nil)
				w := &wall{page: 10}
				w.show(a)
				w.post(a, func(n int) bool {
					if n == at && !c.taken {
						w.messages = w.messages[:len(w.messages)-1]
					}
					return n == at
				})
				if posted, err := s.Post(t.Context(), dm, m); err == nil {
					t.Fatalf("it was told as posted: %q", posted)
				}
				if c.crash {
					s = a.adapter(t, nil)
				}
				whole := at == len(parts) && c.taken
				if c.find {
					if got, err := s.Find(t.Context(), dm, "k"); err != nil || (got != "") != whole {
						t.Errorf("found %q (%v)", got, err)
					}
				}
				if !whole || !c.find {
					posted, err := s.Post(t.Context(), dm, m)
					if _, first := w.texts(); err != nil || posted != first {
						t.Errorf("posted as %q (%v)", posted, err)
					}
				}
				got, _ := w.texts()
				var want []string
				for _, p := range parts {
					want = append(want, p.Text)
				}
				if !slices.Equal(got, want) {
					t.Errorf("there stand %d posts, want %d in their order", len(got), len(want))
				}
			})
		}
	}
}

// What Slack refuses for good is in no doubt: nothing is looked for.
func TestARefusalIsInNoDoubt(t *testing.T) {
	for _, h := range []http.HandlerFunc{refuses("is_archived"), status(http.StatusTooManyRequests)} {
		a, s := open(t, nil)
		a.rule("chat.postMessage", h)
		_, _ = s.Post(t.Context(), dm, message("k", bot.ToMember))
		a.rule("chat.postMessage", nil)
		if _, err := s.Post(t.Context(), dm, message("k", bot.ToMember)); err != nil {
			t.Error(err)
		}
		if n := len(a.called("conversations.history")); n != 0 {
			t.Errorf("Slack was asked %d times what stands there", n)
		}
	}
}
