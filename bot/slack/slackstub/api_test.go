package slackstub_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/stubtest"
)

func TestTokensAndScopesAreChecked(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{Scopes: []string{"chat:write", "users:read"}})
	for name, c := range map[string]struct {
		token, method, want string
	}{
		"no token":              {"", "auth.test", "not_authed"},
		"another's token":       {"xoxb-other", "auth.test", "invalid_auth"},
		"the app's for the bot": {s.AppToken(), "auth.test", "not_allowed_token_type"},
		"the bot's for the app": {s.BotToken(), "apps.connections.open", "not_allowed_token_type"},
		"a scope that is there": {s.BotToken(), "users.list", ""},
		"a scope that isn't":    {s.BotToken(), "conversations.open", "missing_scope"},
		"a method that isn't":   {s.BotToken(), "chat.shout", "unknown_method"},
		"the app's own":         {s.AppToken(), "apps.connections.open", ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, got := stubtest.Call(t, s, c.token, c.method, o{"users": stubtest.Asha})
			refused(t, got, c.want, "")
			if c.want == "missing_scope" && (got["needed"] != "im:write" || got["provided"] != "chat:write,users:read") {
				t.Errorf("it says %v", got)
			}
		})
	}
	_, got := stubtest.Call(t, s, s.BotToken(), "users.info", o{"user": stubtest.Asha})
	if u := got["user"].(o); u["profile"].(o)["email"] != nil {
		t.Error("an e-mail address is told without users:read.email")
	}
}

func TestScopesAreToldInAHeader(t *testing.T) {
	s, c := workspace(t, slackstub.Options{Scopes: []string{"chat:write", "im:write"}})
	who, err := c.AuthTestContext(within(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := who.Header.Get("X-OAuth-Scopes"); got != "chat:write,im:write" || who.TeamID != s.Team() || who.UserID != slackstub.DefaultBot {
		t.Errorf("scopes %q of %+v", got, who)
	}
}

func TestChannelsLetInWhoBelongsThere(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	s.AddChannel(slackstub.Channel{ID: "C0ARCHIVED", Name: "old", Members: []string{slackstub.DefaultBot}, Archived: true})
	s.AddChannel(slackstub.Channel{ID: "G0HIDDEN01", Name: "hidden", Kind: slackstub.Closed, Members: []string{stubtest.Asha}})
	s.AddUser(slackstub.User{ID: "U0SHY00001", NoDM: true})
	post := func(c string) o { return o{"channel": c, "text": "x"} }
	for name, c := range map[string]struct {
		method string
		args   o
		want   string
	}{
		"a channel it is in":            {"chat.postMessage", post(stubtest.General), ""},
		"a private one it is in":        {"chat.postMessage", post(stubtest.Private), ""},
		"a public one it isn't in":      {"chat.postMessage", post(stubtest.Elsewhere), "not_in_channel"},
		"a private one it isn't in":     {"chat.postMessage", post("G0HIDDEN01"), "channel_not_found"},
		"an archived one":               {"chat.postMessage", post("C0ARCHIVED"), "is_archived"},
		"none at all":                   {"chat.postMessage", post("C0NOWHERE"), "channel_not_found"},
		"a person":                      {"chat.postMessage", post(stubtest.Asha), ""},
		"a thread that isn't":           {"chat.postMessage", o{"channel": stubtest.General, "text": "x", "thread_ts": "1.000001"}, "invalid_thread_ts"},
		"a line for somebody there":     {"chat.postEphemeral", o{"channel": stubtest.General, "user": stubtest.Asha, "text": "x"}, ""},
		"a line for somebody who isn't": {"chat.postEphemeral", o{"channel": stubtest.General, "user": stubtest.Former, "text": "x"}, "user_not_in_channel"},
		"a message with a person":       {"conversations.open", o{"users": stubtest.Ben}, ""},
		"with a deactivated one":        {"conversations.open", o{"users": stubtest.Former}, "user_disabled"},
		"with a program":                {"conversations.open", o{"users": stubtest.Other}, "cannot_dm_bot"},
		"with one who can't be":         {"conversations.open", o{"users": "U0SHY00001"}, "user_not_visible"},
		"with nobody known":             {"conversations.open", o{"users": "U0NOBODY01"}, "user_not_found"},
		"with nobody":                   {"conversations.open", o{}, "users_list_not_supplied"},
		"history of elsewhere":          {"conversations.history", o{"channel": stubtest.Elsewhere}, "not_in_channel"},
		"history with a wrong cursor":   {"conversations.history", o{"channel": stubtest.General, "cursor": "bmV4dA=="}, "invalid_cursor"},
		"history of too much":           {"conversations.history", o{"channel": stubtest.General, "limit": 1000}, "invalid_limit"},
		"replies to nothing":            {"conversations.replies", o{"channel": stubtest.General, "ts": "1.000001"}, "thread_not_found"},
		"a change to nothing":           {"chat.update", o{"channel": stubtest.General, "ts": "1.000001", "text": "x"}, "message_not_found"},
		"an unknown person":             {"users.info", o{"user": "U0NOBODY01"}, "user_not_found"},
		"an unknown address":            {"users.lookupByEmail", o{"email": "nobody@council.example"}, "users_not_found"},
		"a home for nobody":             {"views.publish", o{"user_id": "U0NOBODY01", "view": o{"type": "home", "blocks": l{}}}, "invalid_arguments"},
		"a home":                        {"views.publish", o{"user_id": stubtest.Asha, "view": o{"type": "home", "blocks": l{}}}, ""},
		"status outside of a thread":    {"assistant.threads.setStatus", o{"channel_id": stubtest.General, "thread_ts": "1.1", "status": "x"}, "invalid_thread_ts"},
	} {
		t.Run(name, func(t *testing.T) {
			_, got := stubtest.Call(t, s, s.BotToken(), c.method, c.args)
			refused(t, got, c.want, "")
		})
	}
}

func TestUsersAreToldAsSlackTellsThem(t *testing.T) {
	_, c := workspace(t, slackstub.Options{})
	ctx := within(t)
	for id, want := range map[string][4]bool{ // restricted, ultra, deleted, stranger
		stubtest.Asha: {}, stubtest.Guest: {true}, stubtest.Visitor: {true, true}, stubtest.Former: {2: true}, stubtest.Stranger: {3: true},
	} {
		u, err := c.GetUserInfoContext(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if got := [4]bool{u.IsRestricted, u.IsUltraRestricted, u.Deleted, u.IsStranger}; got != want {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
	if u, err := c.GetUserInfoContext(ctx, stubtest.Asha); err != nil || u.Profile.Email != "asha.rahman@council.example" {
		t.Errorf("e-mail %v, %v", u, err)
	}
	if u, err := c.GetUserByEmailContext(ctx, "ASHA.rahman@council.example"); err != nil || u.ID != stubtest.Asha {
		t.Errorf("by e-mail: %v, %v", u, err)
	}
	if us, err := c.GetUsersContext(ctx); err != nil || len(us) != 9 {
		t.Errorf("%d people (%v), want 9", len(us), err)
	}
}

func TestTriggersGrowOldByTheWorkspacesClock(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	open := func(trigger string) o {
		_, got := stubtest.Call(t, s, s.BotToken(), "views.open", o{"trigger_id": trigger, "view": modal(nil)})
		return got
	}
	old := press(t, s)
	s.Advance(3*time.Second + time.Millisecond)
	refused(t, open(old), "expired_trigger_id", "")
	fresh := press(t, s)
	refused(t, open(fresh), "", "")
	refused(t, open(fresh), "exchanged_trigger_id", "")
	refused(t, open("1.2.made-up"), "invalid_trigger_id", "")
}

func TestAChangeAndADeletionAreTold(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	call := func(method string, args o) o {
		_, got := stubtest.Call(t, s, s.BotToken(), method, args)
		return got
	}
	ts := call("chat.postMessage", o{"channel": stubtest.General, "text": "one"})["ts"]
	refused(t, call("chat.update", o{"channel": stubtest.General, "ts": ts, "text": "two"}), "", "")
	refused(t, call("chat.update", o{"channel": stubtest.General, "ts": ts, "text": strings.Repeat("x", 4001)}), "msg_too_long", "")
	refused(t, call("chat.delete", o{"channel": stubtest.General, "ts": ts}), "", "")
	refused(t, call("chat.delete", o{"channel": stubtest.General, "ts": ts}), "message_not_found", "")
	said, err := s.Say(stubtest.Asha, stubtest.General, "", "mine")
	if err != nil {
		t.Fatal(err)
	}
	refused(t, call("chat.update", o{"channel": stubtest.General, "ts": said, "text": "x"}), "cant_update_message", "")
	refused(t, call("chat.delete", o{"channel": stubtest.General, "ts": said}), "cant_delete_message", "")
	var kinds []string
	for _, d := range s.Deliveries() {
		kinds = append(kinds, field(t, d.Payload, "event.subtype"))
	}
	if got := strings.Join(kinds, ","); got != ",message_changed,message_deleted," {
		t.Errorf("told %q", got)
	}
}

func TestHistoryIsCutByTime(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	var ts []string
	for _, text := range []string{"a", "b", "c", "d"} {
		at, err := s.Say(stubtest.Asha, stubtest.General, "", text)
		if err != nil {
			t.Fatal(err)
		}
		ts = append(ts, at)
	}
	if _, err := s.Say(stubtest.Asha, stubtest.General, ts[1], "in a thread"); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args o
		want string
	}{
		"all, the newest first": {o{}, "d c b a"},
		"after":                 {o{"oldest": ts[1]}, "d c"},
		"from":                  {o{"oldest": ts[1], "inclusive": true}, "d c b"},
		"before":                {o{"latest": ts[1]}, "a"},
		"between":               {o{"oldest": ts[0], "latest": ts[3]}, "c b"},
		"the newest":            {o{"limit": 1}, "d"},
	} {
		t.Run(name, func(t *testing.T) {
			c.args["channel"] = stubtest.General
			_, got := stubtest.Call(t, s, s.BotToken(), "conversations.history", c.args)
			var texts []string
			for _, m := range got["messages"].(l) {
				texts = append(texts, m.(o)["text"].(string))
			}
			if all := strings.Join(texts, " "); all != c.want {
				t.Errorf("%q, want %q", all, c.want)
			}
		})
	}
}

func TestFaultsStrikeAsOftenAsAsked(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	post := func() (int, o) {
		return stubtest.Call(t, s, s.BotToken(), "chat.postMessage", o{"channel": stubtest.General, "text": "x"})
	}
	s.Break(slackstub.Fault{Method: "chat.postMessage", Times: 2, Status: 429, RetryAfter: 1500 * time.Millisecond})
	s.Break(slackstub.Fault{Method: "users.info", Status: 500})
	for range 2 {
		if status, got := post(); status != 429 || got["error"] != "ratelimited" {
			t.Errorf("HTTP %d %v, want 429", status, got)
		}
	}
	if status, _ := post(); status != http.StatusOK || len(s.Said(stubtest.General)) != 1 {
		t.Errorf("HTTP %d with %d messages after the faults", status, len(s.Said(stubtest.General)))
	}
	if left := s.Mend(); left != 1 {
		t.Errorf("%d faults were left, want that of users.info", left)
	}
	s.Break(slackstub.Fault{Error: "internal_error"})
	if status, got := post(); status != http.StatusOK || got["error"] != "internal_error" {
		t.Errorf("HTTP %d %v", status, got)
	}
	calls := s.Calls("chat.postMessage")
	if len(calls) != 4 || calls[0].Status != 429 || calls[2].Error != "" || !calls[2].Taken {
		t.Errorf("calls %+v", calls)
	}
}

func TestRetryAfterIsInWholeSeconds(t *testing.T) {
	s, c := workspace(t, slackstub.Options{})
	s.Break(slackstub.Fault{Status: 429, RetryAfter: 1500 * time.Millisecond})
	_, err := c.AuthTestContext(within(t))
	if err == nil || !strings.Contains(err.Error(), "2s") {
		t.Errorf("%v, want a wait of 2s", err)
	}
}

func TestAPostMayBeTakenAndNeverSaidSo(t *testing.T) {
	s, c := workspace(t, slackstub.Options{})
	s.Break(slackstub.Fault{Method: "chat.postMessage", Drop: true, Taken: true})
	s.Break(slackstub.Fault{Method: "chat.postMessage", Drop: true})
	for range 2 {
		if _, _, err := c.PostMessageContext(within(t), stubtest.General, text("x")); err == nil {
			t.Fatal("it was said that the post was taken")
		}
	}
	if n := len(s.Said(stubtest.General)); n != 1 {
		t.Errorf("%d messages stand there, want the one that was taken", n)
	}
}

func TestASlowAnswerWaits(t *testing.T) {
	s, c := workspace(t, slackstub.Options{})
	gate := make(chan struct{})
	s.Break(slackstub.Fault{Method: "chat.postMessage", Taken: true, Until: gate})
	done := make(chan error, 1)
	go func() {
		_, _, err := c.PostMessageContext(t.Context(), stubtest.General, text("x"))
		done <- err
	}()
	if err := s.Wait(within(t), func() bool { return len(s.Said(stubtest.General)) == 1 }); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-done:
		t.Fatalf("it was answered: %v", err)
	default:
	}
	close(gate)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestMessagesOfAChannelArePaced(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{Pace: time.Hour, Burst: 2})
	var got []int
	for range 3 {
		status, _ := stubtest.Call(t, s, s.BotToken(), "chat.postMessage", o{"channel": stubtest.General, "text": "x"})
		got = append(got, status)
	}
	other, _ := stubtest.Call(t, s, s.BotToken(), "chat.postMessage", o{"channel": stubtest.Private, "text": "x"})
	if got[0] != 200 || got[1] != 200 || got[2] != 429 || other != 200 {
		t.Errorf("%v and %d elsewhere, want two, a 429, and 200 elsewhere", got, other)
	}
}
