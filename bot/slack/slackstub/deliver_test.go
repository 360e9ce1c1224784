package slackstub_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/stubtest"
)

func say(t *testing.T, s *slackstub.Stub, text string) string {
	t.Helper()
	ts, err := s.Say(stubtest.Asha, "", "", text)
	if err != nil {
		t.Fatal(err)
	}
	return ts
}

func TestWhatNobodyAcknowledgedComesAgain(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{AckWait: time.Hour})
	app := stubtest.Connect(t, s)
	ts := say(t, s, "hello")
	first := app.Next()
	if s.Redeliver() != 1 {
		t.Error("nothing was sent again")
	}
	second := app.Next()
	if first.ID != second.ID || first.Attempt != 0 || second.Attempt != 1 || second.Why != "timeout" || field(t, second.Payload, "event.ts") != ts {
		t.Errorf("first %+v, then %+v", first, second)
	}
	app.Ack(second, nil)
	if err := s.Settled(within(t)); err != nil {
		t.Fatal(err)
	}
	if s.Redeliver() != 0 || s.Acknowledged() != 1 {
		t.Error("it is not settled")
	}
	if d := s.Deliveries()[0]; len(d.Attempts) != 2 || d.Attempts[0].Acked != (time.Time{}) || d.Latency() <= 0 {
		t.Errorf("attempts %+v", d.Attempts)
	}
}

func TestItComesAgainByItselfAfterAWhile(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{AckWait: 20 * time.Millisecond})
	app := stubtest.Connect(t, s)
	say(t, s, "hello")
	var attempts []int
	for range 4 {
		attempts = append(attempts, app.Next().Attempt)
	}
	if !slices.Equal(attempts, []int{0, 1, 2, 3}) {
		t.Errorf("attempts %v", attempts)
	}
	if err := s.Settled(within(t)); err != nil {
		t.Fatal(err)
	}
	if d := s.Deliveries()[0]; d.Acked || d.Failed != "timeout" {
		t.Errorf("it ended as %+v", d)
	}
}

func TestALostConnectionGivesBackWhatItTook(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	app := stubtest.Connect(t, s)
	say(t, s, "one")
	app.Next()
	s.Cut()
	app.Ended()
	if err := s.Wait(within(t), func() bool { return s.Sockets() == 0 }); err != nil {
		t.Fatal(err)
	}
	say(t, s, "two") // while nobody listens
	app = stubtest.Connect(t, s)
	one, two := app.Next(), app.Next()
	if field(t, one.Payload, "event.text") != "one" || one.Attempt != 1 || field(t, two.Payload, "event.text") != "two" || two.Attempt != 0 {
		t.Errorf("%+v, then %+v", one, two)
	}
}

func TestALostAcknowledgementIsNone(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{AckWait: time.Hour})
	app := stubtest.Connect(t, s)
	s.DropAcks(1)
	say(t, s, "hello")
	app.Ack(app.Next(), nil)
	if err := s.Wait(within(t), func() bool { return s.Deliveries()[0].Attempts[0].Dropped }); err != nil {
		t.Fatal(err)
	}
	if s.Acknowledged() != 0 || s.Redeliver() != 1 {
		t.Error("the lost acknowledgement counted")
	}
	app.Ack(app.Next(), nil)
	if err := s.Settled(within(t)); err != nil || s.Acknowledged() != 1 {
		t.Errorf("%v, %d acknowledged", err, s.Acknowledged())
	}
}

func TestConnectionsEndWithAReason(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	a := stubtest.Connect(t, s)
	s.Disconnect(slackstub.Warning)
	if e := a.Next(); e.Type != "disconnect" || e.Reason != "warning" {
		t.Fatalf("%+v, want a warning", e)
	}
	b := stubtest.Connect(t, s)
	for range 3 { // nothing new goes to the one that was warned
		say(t, s, "hello")
		e := b.Next()
		if e.Attempt != 0 {
			t.Errorf("%+v went to the one that was warned first", e)
		}
		b.Ack(e, nil)
	}
	if err := s.Settled(within(t)); err != nil {
		t.Fatal(err)
	}
	if s.Sockets() != 2 {
		t.Errorf("%d sockets, want the warned one and the new", s.Sockets())
	}
	s.Disconnect(slackstub.RefreshRequested)
	if e := b.Next(); e.Reason != "refresh_requested" {
		t.Errorf("%+v, want a refresh", e)
	}
	b.Ended()
	c := stubtest.Connect(t, s)
	s.Disconnect(slackstub.LinkDisabled)
	if e := c.Next(); e.Reason != "link_disabled" {
		t.Errorf("%+v, want the link disabled", e)
	}
	if _, got := stubtest.Call(t, s, s.AppToken(), "apps.connections.open", nil); got["ok"] != false {
		t.Error("another socket was opened")
	}
	s.AllowSockets(true)
	stubtest.Connect(t, s)
}

func TestSeveralConnectionsTakeTurns(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	a, b := stubtest.Connect(t, s), stubtest.Connect(t, s)
	say(t, s, "one")
	say(t, s, "two")
	got := []string{field(t, a.Next().Payload, "event.text"), field(t, b.Next().Payload, "event.text")}
	slices.Sort(got)
	if !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("%v, want one each", got)
	}
}

func TestATooLongAcknowledgementIsDropped(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{AckWait: time.Hour})
	app := stubtest.Connect(t, s)
	say(t, s, "hello")
	e := app.Next()
	app.Ack(e, long(11000))
	app.Ack(stubtest.Envelope{ID: "nobody's"}, nil)
	say(t, s, "again")
	app.Ack(app.Next(), nil) // what came before it was read by now
	if err := s.Wait(within(t), func() bool { return s.Acknowledged() == 1 }); err != nil {
		t.Fatal(err)
	}
	if s.Deliveries()[0].Acked {
		t.Error("an acknowledgement of 22,000 bytes was taken")
	}
}

// Slack pings, and drops nobody for that.
func TestSocketsArePinged(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{Ping: 10 * time.Millisecond})
	app := stubtest.Connect(t, s)
	pinged := app.Pinged()
	go app.Ended()
	select {
	case <-pinged:
	case <-within(t).Done():
		t.Error("no ping came")
	}
}

// A listener takes signed requests as an app would.
type listener struct {
	*httptest.Server
	mu    sync.Mutex
	got   []request
	serve func(r request, n int) int // the status of the nth request
}

type request struct {
	path    string
	header  http.Header
	body    []byte
	genuine bool
}

func listen(t *testing.T, s *slackstub.Stub) *listener {
	t.Helper()
	a := &listener{serve: func(request, int) int { return http.StatusOK }}
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		v, err := slack.NewSecretsVerifier(r.Header, s.SigningSecret())
		if err == nil {
			_, _ = v.Write(b)
			err = v.Ensure()
		}
		got := request{r.URL.Path, r.Header.Clone(), b, err == nil}
		var c struct{ Type, Challenge string }
		if json.Unmarshal(b, &c) == nil && c.Type == "url_verification" {
			_, _ = io.WriteString(w, c.Challenge)
			return
		}
		a.mu.Lock()
		a.got = append(a.got, got)
		n := len(a.got)
		a.mu.Unlock()
		w.WriteHeader(a.serve(got, n))
	}))
	t.Cleanup(a.Close)
	if err := s.SendTo(t.Context(), slackstub.Endpoints{Events: a.URL + "/events", Interactive: a.URL + "/interactive", Commands: a.URL + "/commands"}); err != nil {
		t.Fatal(err)
	}
	return a
}

func (a *listener) requests() []request {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.got)
}

func TestSignedRequestsAreGenuine(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	a := listen(t, s)
	say(t, s, "hello")
	if _, err := s.Slash(stubtest.Asha, stubtest.General, "/hearth", "what & who"); err != nil {
		t.Fatal(err)
	}
	if err := s.Settled(within(t)); err != nil {
		t.Fatal(err)
	}
	got := a.requests()
	slices.SortFunc(got, func(x, y request) int { return len(x.path) - len(y.path) })
	if len(got) != 2 || !got[0].genuine || !got[1].genuine || got[0].path != "/events" || got[1].path != "/commands" {
		t.Fatalf("requests %+v", got)
	}
	form, err := url.ParseQuery(string(got[1].body))
	if err != nil || form.Get("command") != "/hearth" || form.Get("text") != "what & who" || form.Get("channel_name") != "general" {
		t.Errorf("command %v, %v", form, err)
	}
}

func TestForgedRequestsAreNotSentAgain(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	a := listen(t, s)
	a.serve = func(r request, _ int) int {
		if r.genuine {
			return http.StatusOK
		}
		return http.StatusUnauthorized
	}
	s.Forge(slackstub.Forgery{Secret: "another"}, slackstub.Forgery{Skew: -6 * time.Minute}, slackstub.Forgery{Unsigned: true}, slackstub.Forgery{Altered: true})
	for range 5 {
		say(t, s, "hello")
	}
	if err := s.Settled(within(t)); err != nil {
		t.Fatal(err)
	}
	var genuine []bool
	for _, r := range a.requests() {
		genuine = append(genuine, r.genuine)
	}
	if !slices.Equal(genuine, []bool{false, false, false, false, true}) {
		t.Errorf("genuine %v, want the fifth alone", genuine)
	}
}

func TestSignedRequestsAreSentAgainByTheClock(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	a := listen(t, s)
	a.serve = func(_ request, n int) int {
		return map[int]int{1: 500, 2: 503, 3: 404}[n] + map[bool]int{true: 200}[n > 3]
	}
	say(t, s, "hello")
	sent := func(n int) {
		t.Helper()
		if err := s.Wait(within(t), func() bool { d := s.Deliveries()[0]; return len(d.Attempts) == n && d.Attempts[n-1].Status != 0 }); err != nil {
			t.Fatalf("attempt %d: %v", n, err)
		}
	}
	sent(2) // the first time again is at once
	due := func(want time.Duration) {
		t.Helper()
		at, any := s.NextRetry()
		if wait := at.Sub(s.Now()); !any || wait > want || wait < want-20*time.Second {
			t.Errorf("it is sent again after %s (%v), want %s", wait, any, want)
		}
	}
	due(time.Minute)
	s.Advance(time.Minute)
	sent(3)
	due(5 * time.Minute)
	s.Advance(5 * time.Minute)
	if err := s.Settled(within(t)); err != nil {
		t.Fatal(err)
	}
	last := a.requests()[3].header
	if last.Get("X-Slack-Retry-Num") != "3" || last.Get("X-Slack-Retry-Reason") != "http_error" || s.Acknowledged() != 1 {
		t.Errorf("the last came with %v", last)
	}
}

// Slack tells of a message under another event while the first is still on its way.
func TestATellingDoesNotWaitForTheFirst(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	a, both := listen(t, s), make(chan struct{})
	a.serve = func(_ request, n int) int {
		if n == 2 {
			close(both)
		}
		select {
		case <-both:
			return http.StatusOK
		case <-time.After(2 * time.Second):
			return http.StatusGone
		}
	}
	ts := say(t, s, "hello")
	if _, err := s.Tell(s.DM(stubtest.Asha).ID, ts, "message"); err != nil {
		t.Fatal(err)
	}
	if err := s.Settled(within(t)); err != nil {
		t.Fatal(err)
	}
	for _, d := range s.Deliveries() {
		if d.Attempts[0].Status != http.StatusOK {
			t.Errorf("%s: HTTP %d, want both at once", d.EventID, d.Attempts[0].Status)
		}
	}
}

func TestTheSameMessageIsToldUnderSeveralEvents(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	app := stubtest.Connect(t, s)
	ts, err := s.Mention(stubtest.Asha, stubtest.General, "", "who?")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Tell(stubtest.General, ts, "message"); err != nil {
		t.Fatal(err)
	}
	events, kinds := map[string]bool{}, []string{}
	for range 3 {
		e := app.Next()
		events[field(t, e.Payload, "event_id")] = true
		kinds = append(kinds, field(t, e.Payload, "event.type"))
		if got := field(t, e.Payload, "event.ts"); got != ts {
			t.Errorf("about %s, want %s", got, ts)
		}
	}
	if len(events) != 3 || !slices.Equal(kinds, []string{"app_mention", "message", "message"}) {
		t.Errorf("%d event ids for %v", len(events), kinds)
	}
}
