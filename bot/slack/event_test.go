package slack_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/slack/slackstub"
	"hearth/briefings"
)

// request is a request as Slack signs it.
func request(path, secret, body string, at time.Time) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + stamp + ":" + body))
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return r
}

func answer(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// wrapped is an event as Slack tells it; $BOT is hearth.
func wrapped(team, event string) string {
	event = strings.ReplaceAll(event, "$BOT", slackstub.DefaultBot)
	return fmt.Sprintf(`{"type":"event_callback","team_id":%q,"event_id":"Ev1","authorizations":[{"team_id":%q}],"event":%s}`, team, team, event)
}

// what is what the tests look at of a turn.
type what struct {
	Kind      bot.TurnKind
	ID        string // after the team
	Text      string
	Thread    string
	From      string
	Replaces  string
	Private   bool
	Addressed bool
}

func TestEventsAreTurnsOrNothing(t *testing.T) {
	const ts = "1760000000.000100"
	nothing := what{}
	for sentence, is := range map[string]struct {
		event string
		want  what
	}{
		"what is said directly": {`{"type":"message","channel_type":"im","channel":"D1","user":"U1","text":"How often?","ts":"1760000000.000100"}`,
			what{Kind: bot.Said, ID: "D1/" + ts, Text: "How often?", From: "U1", Private: true, Addressed: true}},
		"what is said in a thread of a direct message": {`{"type":"message","channel":"D1","user":"U1","text":"How often?","ts":"1760000000.000100","thread_ts":"1759999999.000001"}`,
			what{Kind: bot.Said, ID: "D1/" + ts, Text: "How often?", From: "U1", Thread: "1759999999.000001", Private: true, Addressed: true}},
		"a mention begins a thread": {`{"type":"app_mention","channel":"C1","user":"U1","text":"<@$BOT> how often?","ts":"1760000000.000100"}`,
			what{Kind: bot.Said, ID: "C1/" + ts, Text: "how often?", From: "U1", Thread: ts, Addressed: true}},
		"a mention told as a message is the same turn": {`{"type":"message","channel_type":"channel","channel":"C1","user":"U1","text":"<@$BOT> how often?","ts":"1760000000.000100"}`,
			what{Kind: bot.Said, ID: "C1/" + ts, Text: "how often?", From: "U1", Thread: ts, Addressed: true}},
		"a mention and nothing else asks for help": {`{"type":"app_mention","channel":"C1","user":"U1","text":"<@$BOT>","ts":"1760000000.000100"}`,
			what{Kind: bot.Said, ID: "C1/" + ts, Text: "help", From: "U1", Thread: ts, Addressed: true}},
		"a follow-up in a thread names nobody": {`{"type":"message","channel":"C1","user":"U1","text":"And then?","ts":"1760000000.000100","thread_ts":"1759999999.000001"}`,
			what{Kind: bot.Said, ID: "C1/" + ts, Text: "And then?", From: "U1", Thread: "1759999999.000001"}},
		"a reply that is shown in the channel too": {`{"type":"message","subtype":"thread_broadcast","channel":"C1","user":"U1","text":"And then?","ts":"1760000000.000100","thread_ts":"1759999999.000001"}`,
			what{Kind: bot.Said, ID: "C1/" + ts, Text: "And then?", From: "U1", Thread: "1759999999.000001"}},
		"a file with words": {`{"type":"message","subtype":"file_share","channel":"D1","user":"U1","text":"What is this?","ts":"1760000000.000100"}`,
			what{Kind: bot.Said, ID: "D1/" + ts, Text: "What is this?", From: "U1", Private: true, Addressed: true}},
		"markup is read as words": {`{"type":"message","channel":"D1","user":"U1","text":"a &lt;b&gt; &amp;amp; <@U2|ann> <@U3> <#C2|board> <!here> <https://x.example|the page> <https://y.example> <mailto:a@b.example>","ts":"1760000000.000100"}`,
			what{Kind: bot.Said, ID: "D1/" + ts, Text: "a <b> &amp; @ann @U3 #board @here the page https://y.example a@b.example", From: "U1", Private: true, Addressed: true}},
		"an edit": {`{"type":"message","subtype":"message_changed","hidden":true,"channel":"D1","ts":"1760000005.000000","message":{"type":"message","user":"U1","text":"new","ts":"1760000000.000100","edited":{"ts":"1760000004.000000"}},"previous_message":{"user":"U1","text":"old","ts":"1760000000.000100"}}`,
			what{Kind: bot.Edited, ID: "D1/" + ts + "/edited/1760000004.000000", Text: "new", From: "U1", Replaces: "D1/" + ts, Private: true, Addressed: true}},
		"a deletion": {`{"type":"message","subtype":"message_deleted","hidden":true,"channel":"D1","ts":"1760000005.000000","deleted_ts":"1760000000.000100","previous_message":{"user":"U1","text":"old","ts":"1760000000.000100"}}`,
			what{Kind: bot.Deleted, ID: "D1/" + ts + "/deleted", From: "U1", Replaces: "D1/" + ts, Private: true, Addressed: true}},
		"a deletion that leaves replies": {`{"type":"message","subtype":"message_changed","hidden":true,"channel":"C1","ts":"1760000005.000000","message":{"subtype":"tombstone","user":"USLACKBOT","text":"This message was deleted.","ts":"1760000000.000100"},"previous_message":{"user":"U1","text":"old","ts":"1760000000.000100"}}`,
			what{Kind: bot.Deleted, ID: "C1/" + ts + "/deleted", From: "U1", Thread: ts, Replaces: "C1/" + ts}},
		"a link's preview is nothing":           {`{"type":"message","subtype":"message_changed","channel":"D1","ts":"1760000005.000000","message":{"user":"U1","text":"same","ts":"1760000000.000100"},"previous_message":{"user":"U1","text":"same","ts":"1760000000.000100"}}`, nothing},
		"hearth's own change is nothing":        {`{"type":"message","subtype":"message_changed","channel":"D1","ts":"1760000005.000000","message":{"user":"$BOT","bot_id":"B1","text":"new","ts":"1760000000.000100"},"previous_message":{"user":"$BOT","text":"old"}}`, nothing},
		"hearth's own message is nothing":       {`{"type":"message","channel":"D1","user":"$BOT","text":"hello","ts":"1760000000.000100"}`, nothing},
		"another program's message is nothing":  {`{"type":"message","channel":"D1","user":"U9","bot_id":"B9","text":"hello","ts":"1760000000.000100"}`, nothing},
		"a program that names hearth":           {`{"type":"app_mention","channel":"C1","bot_id":"B9","text":"<@$BOT> hello","ts":"1760000000.000100"}`, nothing},
		"others' talk in a channel is nothing":  {`{"type":"message","channel":"C1","user":"U1","text":"Lunch?","ts":"1760000000.000100"}`, nothing},
		"somebody joining is nothing":           {`{"type":"message","subtype":"channel_join","channel":"C1","user":"U1","text":"<@U1> has joined","ts":"1760000000.000100"}`, nothing},
		"a file without words is nothing":       {`{"type":"message","subtype":"file_share","channel":"D1","user":"U1","text":"","ts":"1760000000.000100"}`, nothing},
		"an event of no known type is nothing":  {`{"type":"reaction_added","user":"U1","reaction":"eyes"}`, nothing},
		"a channel where an object is expected": {`{"type":"message","channel":{"id":"C1"},"user":"U1","text":"a","ts":"1760000000.000100"}`, nothing},
	} {
		t.Run(sentence, func(t *testing.T) {
			c, e := foundCouncil(t, slackstub.Options{}), &ear{}
			w := answer(c.adapter(t, nil).Handler(e), request("/slack/events", c.SigningSecret(), wrapped(c.Team(), is.event), c.Now()))
			if w.Code != http.StatusOK || w.Body.Len() > 0 {
				t.Errorf("answered %d %q", w.Code, w.Body)
			}
			turns := e.all()
			if is.want == nothing {
				if len(turns) > 0 {
					t.Errorf("is a turn: %+v", turns)
				}
				return
			}
			if len(turns) != 1 {
				t.Fatalf("%d turns", len(turns))
			}
			turn, begin := turns[0], "slack/"+c.Team()+"/"
			got := what{turn.Kind, strings.TrimPrefix(turn.ID, begin), turn.Text, turn.Place.Thread, turn.From.ID, strings.TrimPrefix(turn.Replaces, begin), turn.Place.Private(), turn.Addressed}
			if got != is.want {
				t.Errorf("got  %+v\nwant %+v", got, is.want)
			}
			if want := (briefings.Link{Platform: bot.Slack, Workspace: c.Team(), ID: is.want.From}); !reflect.DeepEqual(turn.From, want) {
				t.Errorf("from %+v", turn.From)
			}
			if turn.Place.Platform != bot.Slack || turn.Place.Workspace != c.Team() || turn.At.Location() != time.UTC || turn.At.Year() != 2025 {
				t.Errorf("place %+v at %s", turn.Place, turn.At)
			}
		})
	}
}

func TestAnotherWorkspaceIsNotHeard(t *testing.T) {
	c, e := foundCouncil(t, slackstub.Options{}), &ear{}
	h := c.adapter(t, nil).Handler(e)
	event := `{"type":"message","channel":"D1","user":"U1","text":"hello","ts":"1760000000.000100"}`
	if w := answer(h, request("/slack/events", c.SigningSecret(), wrapped("T0OTHERS", event), c.Now())); w.Code != http.StatusOK {
		t.Errorf("answered %d", w.Code)
	}
	if got := e.all(); len(got) > 0 {
		t.Errorf("heard %d turns of another workspace", len(got))
	}
}
