package briefings

import (
	"time"

	"hearth/knowledge"
)

// A Use is what the engagement ledger is told of one answered turn. The ledger
// takes it apart at once: that a member used hearth on a day, and that a
// question of an area and a status came up in a week on a surface, are two
// facts that nothing joins.
type Use struct {
	Member  string // random id; "" where nobody is known (a terminal's own user)
	At      time.Time
	Surface string                // the platform: "web", "terminal"
	Asked   bool                  // it was a question for the papers
	Topic   string                // text to find the area by; it is not kept
	Status  knowledge.Status      // of the answer, where Asked
	Handled knowledge.HandledKind // where it was no question for the papers: counted, never attributed
}
