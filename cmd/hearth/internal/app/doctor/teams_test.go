package doctor_test

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"syscall"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/teams"
	"hearth/cmd/hearth/internal/app/doctor"
)

func TestTeams(t *testing.T) {
	away := &bot.Later{Err: &teams.CallError{Op: "token", Err: &net.OpError{Op: "dial", Err: syscall.EHOSTUNREACH}}}
	noKeys := &bot.Later{Err: &teams.CallError{Op: "keys", Err: &net.OpError{Op: "dial", Err: syscall.EHOSTUNREACH}}}
	said := func(status int, code string) error {
		return &teams.CallError{Op: "token", Status: status, Code: code}
	}
	at := parsed(t, "https://hearth.example.gov.uk/teams/messages")
	well, keys := "ok HEARTH_TEAMS_APP_ID: Microsoft lets hearth speak in Teams", "ok teams keys: 2 keys to know Teams by"
	end := "ok teams endpoint: https://hearth.example.gov.uk/teams/messages; not tried, as hearth does not serve now"
	trial := teams.Trial{Token: true, Keys: 3, Signed: 2}
	none := teams.Trial{Keys: 3, Signed: 2}
	tried := func(trial teams.Trial, err error) func(doctor.Teams) doctor.Teams {
		return func(f doctor.Teams) doctor.Teams { return f.Tried(trial, err) }
	}
	asked := func(change func(*doctor.Teams)) func(doctor.Teams) doctor.Teams {
		return func(f doctor.Teams) doctor.Teams {
			f = f.Tried(trial, nil)
			f.Serving, f.Status = true, http.StatusUnauthorized
			change(&f)
			return f
		}
	}
	skewed := func(by time.Duration) func(doctor.Teams) doctor.Teams {
		trial := trial
		trial.Skew = by
		var err error
		if by.Abs() >= 5*time.Minute {
			err = errors.Join(&teams.ClockError{Skew: by})
		}
		return tried(trial, err)
	}
	for sentence, c := range map[string]struct {
		change func(doctor.Teams) doctor.Teams
		want   []string
	}{
		"all is well":               {tried(trial, nil), []string{well, keys, end}},
		"Microsoft is away":         {tried(none, errors.Join(away)), []string{"fix teams: login.microsoftonline.com can't be reached: no route to host", keys, end}},
		"all of Microsoft is away":  {tried(teams.Trial{}, errors.Join(away, noKeys)), []string{"fix teams: login.microsoftonline.com can't be reached", "fix teams keys: login.botframework.com can't be reached: no route to host", end}},
		"a wrong password":          {tried(none, errors.Join(said(401, "invalid_client"))), []string{"fix HEARTH_TEAMS_APP_PASSWORD: Microsoft does not take it: it is wrong, or has ended. Make a new client secret", keys, end}},
		"a token that is none":      {tried(none, errors.Join(&bot.Later{Err: &teams.CallError{Op: "token", Err: errors.New("no token in it")}})), []string{"fix HEARTH_TEAMS_APP_ID: hearth can't get a token: no token in it. See that HEARTH_TEAMS_CLOUD", keys, end}},
		"an app that isn't":         {tried(none, errors.Join(said(400, "unauthorized_client"))), []string{"fix HEARTH_TEAMS_APP_ID: Microsoft does not know the app (unauthorized_client). Compare HEARTH_TEAMS_APP_ID", keys, end}},
		"a refusal without a word":  {tried(none, errors.Join(said(418, "teapot"))), []string{"fix HEARTH_TEAMS_APP_ID: Microsoft gives no token (HTTP 418 teapot)", keys, end}},
		"asked too often":           {tried(none, errors.Join(&bot.Later{Err: said(429, "")})), []string{"look HEARTH_TEAMS_APP_ID: Microsoft gives no token just now (HTTP 429)", keys, end}},
		"an error that isn't known": {tried(none, errors.New("it is odd")), []string{"fix HEARTH_TEAMS_APP_ID: hearth can't get a token: it is odd", keys, end}},
		"keys of something else": {tried(teams.Trial{Token: true}, errors.Join(&bot.Later{Err: &teams.CallError{Op: "keys", Err: errors.New("no keys")}})),
			[]string{well, "fix teams keys: those of login.botframework.com can't be used. See that HEARTH_TEAMS_CLOUD", end}},
		"a clock that is a little off":  {skewed(30 * time.Second), []string{well, keys, end}},
		"a clock that is ahead":         {skewed(2 * time.Minute), []string{well, keys, end, "look clock: it is 2m0s ahead of Microsoft's"}},
		"a clock that is far behind":    {skewed(-6 * time.Minute), []string{well, keys, end, "fix clock: it is 6m0s behind Microsoft's"}},
		"an address for this machine":   {asked(func(f *doctor.Teams) { f.Endpoint = parsed(t, "http://127.0.0.1:8080/teams/messages") }), []string{well, keys, "fix teams endpoint: Teams sends requests to an https address alone"}},
		"an address that nobody knows":  {asked(func(f *doctor.Teams) { f.Endpoint = parsed(t, "https://hearth.local/teams/messages") }), []string{well, keys, "fix teams endpoint: Teams sends requests to hearth.local, which the internet does not know"}},
		"the endpoint leads here":       {asked(func(*doctor.Teams) {}), []string{well, keys, "ok teams endpoint: https://hearth.example.gov.uk/teams/messages leads here"}},
		"the endpoint leads elsewhere":  {asked(func(f *doctor.Teams) { f.Status = 404 }), []string{well, keys, "fix teams endpoint: something else than hearth answers at https://hearth.example.gov.uk/teams/messages (404)"}},
		"the endpoint leads to nothing": {asked(func(f *doctor.Teams) { f.Status, f.Away = 0, errors.New("connection refused") }), []string{well, keys, "fix teams endpoint: https://hearth.example.gov.uk/teams/messages can't be reached from here: connection refused"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			want(t, sentence, c.change(doctor.Teams{Cloud: teams.Public, Endpoint: at}).Findings(), c.want...)
		})
	}
	want(t, "not in Teams", []doctor.Finding{doctor.NoTeams()}, "ok HEARTH_TEAMS_APP_ID: not set: hearth is not in Teams")
}

func TestTheEndpointIsAskedWithoutAToken(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "/teams/messages", http.StatusFound)
		case r.Method != http.MethodPost || r.Header.Get("Authorization") != "":
			w.WriteHeader(http.StatusTeapot)
		default:
			w.WriteHeader(http.StatusUnauthorized)
		}
	}))
	defer srv.Close()
	for path, want := range map[string]int{"/teams/messages": 401, "/moved": 302} {
		got := doctor.Teams{Endpoint: parsed(t, srv.URL+path)}.Asked(t.Context(), srv.Client())
		if !got.Serving || got.Status != want || got.Away != nil {
			t.Errorf("%s: %+v, want %d", path, got, want)
		}
	}
	srv.Close()
	if got := (doctor.Teams{Endpoint: parsed(t, srv.URL)}).Asked(t.Context(), srv.Client()); got.Away == nil {
		t.Error("nobody answers, and nothing is said of it")
	}
}
