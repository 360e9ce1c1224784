// Package stubtest opens a stand-in for Teams within a test, with people and places
// in it.
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

	"hearth/bot/teams/teamsstub"
)

// Payloads is the variable that names a folder. Every payload that the stand-in took
// is written to a file teams-….json in it, once, for checks by other means:
// {"kind":…,"value":…}. The kinds are "activity", "card" and "task".
const Payloads = "HEARTH_TEST_PAYLOADS"

// Start opens an organisation that is closed when the test ends.
func Start(t testing.TB, o teamsstub.Options) *teamsstub.Stub {
	t.Helper()
	before := o.Capture
	o.Capture = func(kind string, value json.RawMessage) {
		Keep(t, kind, value)
		if before != nil {
			before(kind, value)
		}
	}
	s, err := teamsstub.Start(t.Context(), o)
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

// Keep writes a payload, as JSON or to be made JSON, to where Payloads says; where
// it says nothing, nowhere.
func Keep(t testing.TB, kind string, value any) {
	t.Helper()
	dir := os.Getenv(Payloads)
	if dir == "" {
		return
	}
	b, err := json.Marshal(map[string]any{"kind": kind, "value": value})
	if err == nil {
		sum := sha256.Sum256(b)
		err = os.WriteFile(filepath.Join(dir, "teams-"+hex.EncodeToString(sum[:16])+".json"), b, 0o600)
	}
	if err != nil {
		t.Errorf("keeping a payload: %v", err)
	}
}

// The people and places that most tests want.
const (
	Asha     = "29:asha" // a councillor
	Ben      = "29:ben"  // another
	Officer  = "29:officer"
	Guest    = "29:guest"    // of another organisation, let in as a guest
	Stranger = "29:stranger" // of another organisation, by a shared channel
	Without  = "29:without"  // the app isn't installed for them
	Former   = "29:former"   // their account was closed

	General   = "19:general@thread.tacv2"   // a channel
	Elsewhere = "19:elsewhere@thread.tacv2" // a channel without the app
	Chairs    = "19:chairs@thread.v2"       // a group chat
)

// Populate adds those people and places.
func Populate(s *teamsstub.Stub) {
	for _, u := range []teamsstub.User{
		{ID: Asha, Name: "Asha Rahman", Email: "asha.rahman@council.example"},
		{ID: Ben, Name: "Ben Okoro", Email: "ben.okoro@council.example"},
		{ID: Officer, Name: "Olu Grant", Email: "olu.grant@council.example"},
		{ID: Guest, Name: "Gwen Guest", Email: "gwen@partner.example", Principal: "gwen_partner.example#EXT#@council.example", Role: "guest"},
		{ID: Stranger, Name: "Sam Stranger", Email: "sam@elsewhere.example", Tenant: "77777777-8888-4777-8666-555555555555"},
		{ID: Without, Name: "Wyn Without", Email: "wyn@council.example", Without: true},
		{ID: Former, Name: "Fay Former", Email: "fay@council.example", Gone: true},
	} {
		s.AddUser(u)
	}
	all := []string{Asha, Ben, Officer, Guest, Stranger}
	s.AddConversation(teamsstub.Conversation{ID: General, Name: "General", Members: all})
	s.AddConversation(teamsstub.Conversation{ID: Elsewhere, Name: "Elsewhere", Members: all, Without: true})
	s.AddConversation(teamsstub.Conversation{ID: Chairs, Kind: teamsstub.Group, Name: "Chairs", Members: []string{Asha, Ben}})
}
