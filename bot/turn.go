package bot

import (
	"fmt"
	"strings"
	"time"

	"hearth/briefings"
	"hearth/knowledge"
)

// The platforms that hearth speaks on.
const (
	Web      = "web"
	Terminal = "terminal"
	Slack    = "slack"
	Teams    = "teams"
)

// A PlaceKind says who else is there.
type PlaceKind string

// The kinds of place.
const (
	Direct  PlaceKind = "direct"  // one member and hearth: a direct message, a member's page, a terminal
	Channel PlaceKind = "channel" // others read along
)

// A Place is where something is said. Two turns of one place belong to one
// conversation and are answered in order.
type Place struct {
	Platform  string    `json:"platform"`
	Workspace string    `json:"workspace,omitempty"`
	Channel   string    `json:"channel"`          // the platform's id of the channel, or of the member's page
	Thread    string    `json:"thread,omitempty"` // the platform's id of the thread in it
	Kind      PlaceKind `json:"kind"`
}

// Key names the conversation: it has no spaces, and no two places share one.
func (p Place) Key() string {
	var b strings.Builder
	for _, part := range []string{p.Platform, p.Workspace, p.Channel, p.Thread} {
		fmt.Fprintf(&b, "%d:%s/", len(part), part)
	}
	return b.String()
}

// Private tells whether hearth and one member are alone there.
func (p Place) Private() bool { return p.Kind == Direct }

// A TurnKind says what somebody did.
type TurnKind string

// The kinds of turn.
const (
	Said    TurnKind = "said"    // wrote something
	Pressed TurnKind = "pressed" // pressed a button
	Filled  TurnKind = "filled"  // sent a form
	Edited  TurnKind = "edited"  // changed what they had said: Text is the new wording, Replaces the turn
	Deleted TurnKind = "deleted" // took back what they had said: Replaces is the turn
)

// A Turn is one thing that somebody did on a platform, as its adapter hands it
// over. It lives in memory; what of it is kept, the ledger decides after the
// safeguards have seen it.
type Turn struct {
	// ID is the platform's own identity of what was done, the same however often
	// and under whatever event id the platform tells of it, and never the same
	// for two things: a message is its workspace, channel and time stamp; a
	// button its message, its name, who pressed it and when; a form its view.
	ID    string
	From  briefings.Link
	Email string // of the person, where the platform vouches for it; used to know them, not kept
	Place Place
	Kind  TurnKind

	Text     string            // what was said
	Action   string            // the button or form: "more", "sources"
	Value    string            // what the button carries
	Fields   map[string]string // a form's fields by name
	Replaces string            // the ID of the turn that was edited or deleted

	Addressed bool // hearth was named, or nobody else is there
	At        time.Time
	// As is whose shelves are asked for where nobody is signed in: the
	// terminal's alone. Elsewhere the member's roles decide.
	As knowledge.Viewer
}
