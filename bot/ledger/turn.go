package ledger

import (
	"time"

	"hearth/bot"
	"hearth/briefings"
	"hearth/knowledge"
)

// A State says how far a turn has come.
type State string

// The states, in their order.
const (
	Received State = "received" // kept; nobody works on it
	Claimed  State = "claimed"  // somebody does, until the lease ends
	Done     State = "done"     // answered, or nothing was to be said
)

// A Turn is what is kept of one. Words (Text, Value, Fields) are there only
// where the safeguards let them be, and only until they lapse.
type Turn struct {
	ID      string                `json:"id"`
	Seq     uint64                `json:"seq"` // within its conversation, from 1
	Member  string                `json:"member,omitempty"`
	From    briefings.Link        `json:"from"`
	Place   bot.Place             `json:"place"`
	Kind    bot.TurnKind          `json:"kind"`
	At      time.Time             `json:"at"` // when it was taken, UTC
	As      knowledge.Viewer      `json:"as,omitempty"`
	Handled knowledge.HandledKind `json:"handled,omitempty"` // the safeguards took it
	Rule    string                `json:"rule,omitempty"`    // which of them; the reply is made again from it

	Text   string            `json:"text,omitempty"`
	Action string            `json:"action,omitempty"`
	Value  string            `json:"value,omitempty"`
	Fields map[string]string `json:"fields,omitempty"`
	Lapsed bool              `json:"lapsed,omitempty"` // there were words; they are gone

	After string `json:"after,omitempty"` // id of the turn whose question it follows

	State    State     `json:"state"`
	Holder   string    `json:"holder,omitempty"`   // whose claim it is
	Lease    time.Time `json:"lease,omitzero"`     // until when
	Attempts int       `json:"attempts,omitempty"` // how often it was claimed
	Given    int       `json:"given,omitempty"`    // how often it was given back; what is missing to Attempts ended with the process
	Doubts   int       `json:"doubts,omitempty"`   // how often it was given back without the platform having said for how long
	Next     time.Time `json:"next,omitzero"`      // not to be claimed before
	Done     time.Time `json:"done,omitzero"`
	Outcome  string    `json:"outcome,omitempty"` // why nothing stands there, where that is so
}

// wordless is the turn without what the person wrote.
func (t Turn) wordless() Turn {
	t.Lapsed = t.Lapsed || t.Text != "" || t.Value != "" || len(t.Fields) > 0
	t.Text, t.Value, t.Fields = "", "", nil
	return t
}

// A Talk is what a conversation remembers: no words, only which turn had them.
type Talk struct {
	Place    bot.Place             `json:"place"`
	Seq      uint64                `json:"seq"`                // the last turn's
	Asked    string                `json:"asked,omitempty"`    // id of the last turn that was a question for the papers
	Pressing knowledge.HandledKind `json:"pressing,omitempty"` // the last turn was about somebody in danger or distress
	With     string                `json:"with,omitempty"`     // in a channel: id of the platform's person whom hearth last answered
	Owned    bool                  `json:"owned,omitempty"`    // hearth was asked here or began it
	Quiet    bool                  `json:"quiet,omitempty"`    // people talk to each other: hearth keeps out until it is addressed
	Touched  time.Time             `json:"touched"`
}

// memoryLasts is how long a conversation remembers what was asked last: until
// then "and until what age?" is a follow-up, after that a question of its own.
const memoryLasts = 12 * time.Hour

// A Receipt says which places of which papers a member was shown: what a
// correction is sent by. It has no words.
type Receipt struct {
	Turn   string          `json:"turn"`
	Member string          `json:"member"`
	Place  bot.Place       `json:"place"`
	Posted string          `json:"posted"` // the platform's identity of the message
	At     time.Time       `json:"at"`
	Cited  []bot.Reference `json:"cited"`
}
