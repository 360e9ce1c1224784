package teamsstub_test

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hearth/bot/teams/teamsstub"
)

func TestTheTokenIsGivenToTheAppAlone(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{})
	for name, c := range map[string]struct {
		change func(url.Values)
		status int
		code   any
	}{
		"the app's own":         {nil, 200, nil},
		"a wrong password":      {func(v url.Values) { v.Set("client_secret", "x") }, 401, "invalid_client"},
		"another app":           {func(v url.Values) { v.Set("client_id", "x") }, 400, "unauthorized_client"},
		"another scope":         {func(v url.Values) { v.Set("scope", "https://graph.microsoft.com/.default") }, 400, "invalid_scope"},
		"another kind of grant": {func(v url.Values) { v.Set("grant_type", "password") }, 400, "unsupported_grant_type"},
	} {
		status, out := grant(t, s, c.change)
		if status != c.status || out["error"] != c.code {
			t.Errorf("%s: HTTP %d, %v, want %d, %v", name, status, out, c.status, c.code)
		}
	}
	res, err := http.PostForm(s.URL()+"/another-tenant/oauth2/v2.0/token", url.Values{"grant_type": {"client_credentials"},
		"client_id": {s.App()}, "client_secret": {s.Password()}, "scope": {teamsstub.Scope}})
	if err != nil {
		t.Fatal(err)
	}
	if status, out := read(t, res); status != 400 || out["error"] != "invalid_request" {
		t.Errorf("another organisation: HTTP %d, %v", status, out)
	}
	s.Break(teamsstub.Fault{Op: teamsstub.GetToken, Status: 503})
	if status, _ := grant(t, s, nil); status != 503 {
		t.Errorf("a fault of the token's place gave HTTP %d", status)
	}
}

func TestATokenEnds(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{Now: fixed})
	a := join(t, s)
	chat := s.Chat(s.AddUser(teamsstub.User{Name: "Ann Mercer"}).ID).ID
	a.post(chat, text("hello"))
	s.Advance(59 * time.Minute)
	a.post(chat, text("hello"))
	s.Advance(2 * time.Minute)
	if status, out := a.do(http.MethodPost, "/"+chat+"/activities", text("hello")); status != 401 || code(out) != teamsstub.Unauthorized {
		t.Errorf("a token over an hour old: HTTP %d, %v", status, out)
	}
	a.token = ""
	a.post(chat, text("hello"))
	s.Revoke()
	if status, _ := a.do(http.MethodPost, "/"+chat+"/activities", text("hello")); status != 401 {
		t.Errorf("a revoked token: HTTP %d", status)
	}
	if n := len(s.Posted(chat)); n != 3 {
		t.Errorf("there are %d messages, want 3", n)
	}
}

func TestMessagesStandAndChange(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{Now: fixed})
	a := join(t, s)
	ann := s.AddUser(teamsstub.User{Name: "Ann Mercer"})
	chat := s.Chat(ann.ID).ID
	id := a.post(chat, text("one"))
	at := "/" + url.PathEscape(chat) + "/activities/" + id
	if status, out := a.do(http.MethodPut, at, text("two")); status != 200 || out["id"] != id {
		t.Fatalf("changing it: HTTP %d, %v", status, out)
	}
	if m := s.Posted(chat)[0]; m.Text != "two" || !m.Edited || m.Format != "plain" || m.From != s.Bot() {
		t.Errorf("the message is %+v", m)
	}
	if status, _ := a.do(http.MethodDelete, at, nil); status != 200 {
		t.Errorf("taking it back: HTTP %d", status)
	}
	if n := len(s.Posted(chat)); n != 0 {
		t.Errorf("%d messages stand", n)
	}
	if status, out := a.do(http.MethodPut, at, text("three")); status != 404 || code(out) != teamsstub.NoActivity {
		t.Errorf("changing what was taken back: HTTP %d, %v", status, out)
	}
	theirs, _, err := s.Say(ann.ID, "", "", "mine")
	if err != nil {
		t.Fatal(err)
	}
	if status, out := a.do(http.MethodDelete, "/"+chat+"/activities/"+theirs, nil); status != 403 || code(out) != teamsstub.Forbidden {
		t.Errorf("taking back another's words: HTTP %d, %v", status, out)
	}
	a.post(chat, object{"type": "typing"})
	if n := s.Typing(chat); n != 1 {
		t.Errorf("it typed %d times", n)
	}
	if status, out := a.do(http.MethodPost, "/"+chat+"/activities/"+theirs, text("an answer")); status != 201 {
		t.Errorf("an answer to a message: HTTP %d, %v", status, out)
	} else if m := s.Posted(chat)[0]; m.ReplyTo != theirs {
		t.Errorf("it answers %q, want %q", m.ReplyTo, theirs)
	}
}

func TestAChannelHasThreads(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{})
	a := join(t, s)
	ann := s.AddUser(teamsstub.User{Name: "Ann Mercer"})
	ch := s.AddConversation(teamsstub.Conversation{Name: "General", Members: []string{ann.ID}})
	root, _, err := s.Say(ann.ID, ch.ID, "", "hello")
	if err != nil {
		t.Fatal(err)
	}
	a.post(ch.ID+";messageid="+root, text("in the thread"))
	a.post(ch.ID, text("a thread of its own"))
	posted := s.Posted(ch.ID)
	if len(posted) != 2 || posted[0].Thread != root || posted[1].Thread != "" {
		t.Errorf("posted: %+v", posted)
	}
	if status, out := a.do(http.MethodPost, "/"+ch.ID+";messageid=1/activities", text("nowhere")); status != 404 || code(out) != teamsstub.NoConversation {
		t.Errorf("a thread that isn't: HTTP %d, %v", status, out)
	}
}

func TestAChatIsOpened(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{})
	a := join(t, s)
	ann := s.AddUser(teamsstub.User{Name: "Ann Mercer"})
	without := s.AddUser(teamsstub.User{Name: "Bob Hale", Without: true})
	foreign := s.AddUser(teamsstub.User{Name: "Cat Ives", Tenant: "another"})
	ask := func(member string, change func(object)) (int, object) {
		in := object{"bot": object{"id": s.Bot()}, "isGroup": false, "members": []object{{"id": member}},
			"tenantId": s.Tenant(), "channelData": object{"tenant": object{"id": s.Tenant()}}}
		if change != nil {
			change(in)
		}
		return a.do(http.MethodPost, "", in)
	}
	status, out := ask(ann.ID, nil)
	if status != 201 || out["id"] != s.Chat(ann.ID).ID {
		t.Fatalf("opening a chat: HTTP %d, %v", status, out)
	}
	if _, again := ask(ann.Object, nil); again["id"] != out["id"] {
		t.Errorf("the second time, by the object's id, it is %v, want %v", again["id"], out["id"])
	}
	if _, out := ask(ann.ID, func(in object) { in["activity"] = text("hello") }); out["activityId"] != s.Posted(s.Chat(ann.ID).ID)[0].ID {
		t.Errorf("with its first message: %v", out)
	}
	for name, c := range map[string]struct {
		member string
		change func(object)
		status int
		code   string
	}{
		"not installed":        {without.ID, nil, 403, teamsstub.Forbidden},
		"nobody":               {"29:x", nil, 400, teamsstub.BadSyntax},
		"somebody elsewhere":   {foreign.ID, nil, 400, teamsstub.BadSyntax},
		"a group":              {ann.ID, func(in object) { in["isGroup"] = true }, 400, teamsstub.BadSyntax},
		"another app":          {ann.ID, func(in object) { in["bot"] = object{"id": "28:x"} }, 400, teamsstub.BadSyntax},
		"another organisation": {ann.ID, func(in object) { in["tenantId"] = "x" }, 400, teamsstub.BadSyntax},
	} {
		if status, out := ask(c.member, c.change); status != c.status || code(out) != c.code {
			t.Errorf("%s: HTTP %d, %v, want %d %s", name, status, out, c.status, c.code)
		}
	}
}

func TestWhoSomebodyIs(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{})
	a := join(t, s)
	ann := s.AddUser(teamsstub.User{Name: "Ann Mercer", Email: "ann@council.example"})
	guest := s.AddUser(teamsstub.User{Name: "Guy Est", Email: "guy@other.example", Role: "guest", Principal: "guy_other.example#EXT#@council.example"})
	ch := s.AddConversation(teamsstub.Conversation{Name: "General", Members: []string{ann.ID, guest.ID}})
	for _, id := range []string{ann.ID, ann.Object} {
		status, out := a.do(http.MethodGet, "/"+s.Chat(ann.ID).ID+"/members/"+id, nil)
		if status != 200 || out["email"] != "ann@council.example" || out["userRole"] != "user" || out["tenantId"] != s.Tenant() || out["aadObjectId"] != ann.Object {
			t.Errorf("a member by %s: HTTP %d, %v", id, status, out)
		}
	}
	if _, out := a.do(http.MethodGet, "/"+ch.ID+"/members/"+guest.ID, nil); out["userRole"] != "guest" || !strings.Contains(out["userPrincipalName"].(string), "#EXT#") {
		t.Errorf("a guest: %v", out)
	}
	if status, out := a.do(http.MethodGet, "/"+s.Chat(ann.ID).ID+"/members/"+guest.ID, nil); status != 404 || code(out) != teamsstub.NoMember {
		t.Errorf("who isn't there: HTTP %d, %v", status, out)
	}
	if _, out := a.do(http.MethodGet, "/"+ch.ID+"/members", nil); len(out["list"].([]any)) != 2 {
		t.Errorf("the members: %v", out)
	}
	if _, out := a.do(http.MethodGet, "/"+ch.ID+"/pagedmembers", nil); len(out["members"].([]any)) != 2 {
		t.Errorf("the members in pages: %v", out)
	}
}

func TestWhereTheAppMayNotPost(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		do     func(s *teamsstub.Stub, user string) error
		status int
		code   string
	}{
		"uninstalled":          {func(s *teamsstub.Stub, u string) error { _, err := s.Uninstall(u, ""); return err }, 403, teamsstub.NotInRoster},
		"blocked":              {func(s *teamsstub.Stub, u string) error { s.Block(u, true); return nil }, 403, teamsstub.BlockedByUser},
		"disabled by an admin": {func(s *teamsstub.Stub, _ string) error { s.Disable(true); return nil }, 403, teamsstub.BotDisabledByAdmin},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, teamsstub.Options{})
			a := join(t, s)
			ann := s.AddUser(teamsstub.User{Name: "Ann Mercer"})
			chat := s.Chat(ann.ID).ID
			if err := c.do(s, ann.ID); err != nil {
				t.Fatal(err)
			}
			if status, out := a.do(http.MethodPost, "/"+chat+"/activities", text("hello")); status != c.status || code(out) != c.code {
				t.Errorf("HTTP %d, %v, want %d %s", status, out, c.status, c.code)
			}
			s.Disable(false)
			if _, err := s.Install(ann.ID, ""); err != nil {
				t.Fatal(err)
			}
			a.post(chat, text("and again"))
		})
	}
	s := start(t, teamsstub.Options{})
	a := join(t, s)
	if status, out := a.do(http.MethodPost, "/a:unknown/activities", text("hello")); status != 404 || code(out) != teamsstub.NoConversation {
		t.Errorf("nowhere: HTTP %d, %v", status, out)
	}
}

func TestFaultsStrike(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault  teamsstub.Fault
		status int
		code   string
		after  string
		posted int
	}{
		"an admin's veto":             {teamsstub.Fault{Code: teamsstub.BotDisabledByAdmin}, 403, teamsstub.BotDisabledByAdmin, "", 0},
		"not in the conversation":     {teamsstub.Fault{Code: teamsstub.NotInRoster}, 403, teamsstub.NotInRoster, "", 0},
		"blocked":                     {teamsstub.Fault{Code: teamsstub.MessageWritesBlocked}, 403, teamsstub.MessageWritesBlocked, "", 0},
		"the wrong address":           {teamsstub.Fault{Code: teamsstub.InvalidHost}, 403, teamsstub.InvalidHost, "", 0},
		"no conversation":             {teamsstub.Fault{Status: 404}, 404, teamsstub.NoConversation, "", 0},
		"unauthorised":                {teamsstub.Fault{Status: 401}, 401, teamsstub.Unauthorized, "", 0},
		"a failed condition":          {teamsstub.Fault{Status: 412}, 412, teamsstub.PreconditionFailed, "", 0},
		"too many, with when":         {teamsstub.Fault{Status: 429, RetryAfter: 1500 * time.Millisecond}, 429, teamsstub.Throttled, "2", 0},
		"too many, without":           {teamsstub.Fault{Status: 429}, 429, teamsstub.Throttled, "", 0},
		"an error inside":             {teamsstub.Fault{Status: 500}, 500, teamsstub.ServiceError, "", 0},
		"a bad gateway":               {teamsstub.Fault{Status: 502}, 502, teamsstub.BadGateway, "", 0},
		"unavailable":                 {teamsstub.Fault{Status: 503}, 503, teamsstub.ServiceUnavailable, "", 0},
		"a gateway's timeout, taken":  {teamsstub.Fault{Status: 504, Taken: true}, 504, teamsstub.GatewayTimeout, "", 1},
		"a dropped connection":        {teamsstub.Fault{Drop: true}, 0, "", "", 0},
		"a dropped connection, taken": {teamsstub.Fault{Drop: true, Taken: true}, 0, "", "", 1},
		"a fault of another sort":     {teamsstub.Fault{Op: teamsstub.Update, Status: 500}, 201, "", "", 1},
		"a fault that doesn't match":  {teamsstub.Fault{Status: 500, Match: func(c teamsstub.Call) bool { return c.Op != teamsstub.Send }}, 201, "", "", 1},
		"a delay":                     {teamsstub.Fault{Delay: time.Millisecond}, 201, "", "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, teamsstub.Options{})
			a := join(t, s)
			chat := s.Chat(s.AddUser(teamsstub.User{Name: "Ann Mercer"}).ID).ID
			a.post(chat, text("before")) // so that it has its token
			s.Break(c.fault)
			res, err := a.try(http.MethodPost, "/"+chat+"/activities", text("hello"))
			if c.status == 0 {
				if !errors.Is(err, io.EOF) {
					t.Errorf("the error is %v, want an ended connection", err)
				}
			} else {
				if err != nil {
					t.Fatal(err)
				}
				if got := res.Header.Get("Retry-After"); got != c.after {
					t.Errorf("Retry-After is %q, want %q", got, c.after)
				}
				if status, out := read(t, res); status != c.status || code(out) != c.code {
					t.Errorf("HTTP %d, %v, want %d %s", status, out, c.status, c.code)
				}
			}
			if n := len(s.Posted(chat)) - 1; n != c.posted {
				t.Errorf("%d were posted, want %d", n, c.posted)
			}
			s.Mend()
			a.post(chat, text("once more"))
			if s.Mend() != 0 {
				t.Error("a fault is left")
			}
		})
	}
}

func TestAFaultWaitsForASignal(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{})
	a := join(t, s)
	chat := s.Chat(s.AddUser(teamsstub.User{Name: "Ann Mercer"}).ID).ID
	a.post(chat, text("before"))
	held, until := make(chan struct{}), make(chan struct{})
	s.Break(teamsstub.Fault{Op: teamsstub.Send, Until: until, Match: func(c teamsstub.Call) bool {
		if !strings.Contains(string(c.Body), "held") {
			return false
		}
		close(held)
		return true
	}})
	done := make(chan string, 1)
	go func() { done <- a.post(chat, text("held")) }()
	<-held
	a.post(chat, text("meanwhile"))
	close(until)
	<-done
	if got := s.Posted(chat); len(got) != 3 || got[1].Text != "meanwhile" || got[2].Text != "held" {
		t.Errorf("the messages are %+v", got)
	}
}

func TestPaceAndSize(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{Pace: time.Hour, Burst: 2, Limit: 1000})
	a := join(t, s)
	chat := s.Chat(s.AddUser(teamsstub.User{Name: "Ann Mercer"}).ID).ID
	if status, out := a.do(http.MethodPost, "/"+chat+"/activities", text(strings.Repeat("x", 1000))); status != 413 || code(out) != teamsstub.TooBig {
		t.Errorf("too long: HTTP %d, %v", status, out)
	}
	a.post(chat, text("one"))
	a.post(chat, text("two"))
	res, err := a.try(http.MethodPost, "/"+chat+"/activities", text("three"))
	if err != nil {
		t.Fatal(err)
	}
	if res.Header.Get("Retry-After") != "3600" {
		t.Errorf("Retry-After is %q, want 3600", res.Header.Get("Retry-After"))
	}
	if status, out := read(t, res); status != 429 || code(out) != teamsstub.Throttled {
		t.Errorf("too fast: HTTP %d, %v", status, out)
	}
	other := s.Chat(s.AddUser(teamsstub.User{Name: "Bob Hale"}).ID).ID
	a.post(other, text("elsewhere"))
}
