// Package stubtest opens a stand-in for Slack within a test, with people and places in
// it, and has an app that listens where hearth is not what is tried.
//
// It costs a listener on the loopback interface for as long as the test runs.
package stubtest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"hearth/bot/slack/slackstub"
)

// Payloads is the variable that names a folder. Every payload that the stand-in took
// is written there, once, for checks by other means: {"kind":…,"value":…}.
const Payloads = "HEARTH_TEST_PAYLOADS"

// Start opens a workspace that is closed when the test ends.
func Start(t testing.TB, o slackstub.Options) *slackstub.Stub {
	t.Helper()
	if dir := os.Getenv(Payloads); dir != "" {
		o.Capture = func(kind string, value json.RawMessage) { keep(t, dir, kind, value) }
	}
	s, err := slackstub.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func keep(t testing.TB, dir, kind string, value json.RawMessage) {
	b, err := json.Marshal(struct {
		Kind  string          `json:"kind"`
		Value json.RawMessage `json:"value"`
	}{kind, value})
	if err == nil {
		sum := sha256.Sum256(b)
		err = os.WriteFile(filepath.Join(dir, hex.EncodeToString(sum[:16])+".json"), b, 0o600)
	}
	if err != nil {
		t.Errorf("keeping a payload: %v", err)
	}
}

// The people and places that most tests want.
const (
	Asha     = "U0COUNCILA" // a councillor
	Ben      = "U0COUNCILB" // another
	Officer  = "U0OFFICER1"
	Guest    = "U0GUEST001" // restricted
	Visitor  = "U0GUEST002" // ultra restricted
	Former   = "U0GONE0001" // deactivated
	Stranger = "U0STRANGE1" // of another workspace, by Slack Connect
	Other    = "U0OTHERBOT" // another program

	General   = "C0GENERAL1"
	Parenting = "C0PARENT01" // "corporate-parenting"
	Private   = "G0PRIVATE1"
	Elsewhere = "C0ELSEWHER" // public, without the app
)

// Populate adds those people and places.
func Populate(s *slackstub.Stub) {
	for _, u := range []slackstub.User{
		{ID: Asha, Name: "asha", RealName: "Asha Rahman", Email: "asha.rahman@council.example"},
		{ID: Ben, Name: "ben", RealName: "Ben Okoro", Email: "ben.okoro@council.example"},
		{ID: Officer, Name: "officer", RealName: "Olu Grant", Email: "olu.grant@council.example"},
		{ID: Guest, Name: "guest", RealName: "Gwen Guest", Email: "gwen@partner.example", Restricted: true},
		{ID: Visitor, Name: "visitor", RealName: "Vic Visitor", Email: "vic@partner.example", Ultra: true},
		{ID: Former, Name: "former", RealName: "Fay Former", Email: "fay@council.example", Deleted: true},
		{ID: Stranger, Name: "stranger", RealName: "Sam Stranger", Email: "sam@elsewhere.example", Team: "T0ELSEWHER"},
		{ID: Other, Name: "otherbot", RealName: "Another program", Bot: true, BotID: "B0OTHER001"},
	} {
		s.AddUser(u)
	}
	all := []string{Asha, Ben, Officer, Guest, Stranger}
	bot := slackstub.DefaultBot
	s.AddChannel(slackstub.Channel{ID: General, Name: "general", Members: append([]string{bot}, all...), Shared: true})
	s.AddChannel(slackstub.Channel{ID: Parenting, Name: "corporate-parenting", Members: append([]string{bot}, all...)})
	s.AddChannel(slackstub.Channel{ID: Private, Name: "chairs", Kind: slackstub.Closed, Members: []string{bot, Asha, Ben}})
	s.AddChannel(slackstub.Channel{ID: Elsewhere, Name: "elsewhere", Members: all})
}
