package scrutiny

import "slices"

// A Seat is something a member sits on or holds: it says which questions are
// theirs to ask.
type Seat string

// The seats that the bank has questions for.
const (
	Ward           Seat = "ward"
	Scrutiny       Seat = "scrutiny"
	Cabinet        Seat = "cabinet"
	Planning       Seat = "planning"
	Licensing      Seat = "licensing"
	SchoolGovernor Seat = "school_governor"
)

var seatOrder = []Seat{Ward, Scrutiny, Cabinet, Planning, Licensing, SchoolGovernor}

// Seats lists the seats that the bank has questions for. The slice is the
// caller's.
func Seats() []Seat { return slices.Clone(seatOrder) }

// A Challenge is a question that a member may ask aloud.
type Challenge struct {
	ID         string `yaml:"id"`         // short and stable: records may hold it
	Text       string `yaml:"text"`       // one open sentence of at most 25 words
	LookFor    string `yaml:"look_for"`   // the paper or figure that would tell, as a phrase without a full stop
	Areas      []Area `yaml:"areas"`      // the one it is about, then those it also serves
	Principles []int  `yaml:"principles"` // the nearest first
	Seats      []Seat `yaml:"seats"`      // whom it is for; empty: for any member
	opener     bool   // serves a meeting on any subject
}

func (c Challenge) clone() Challenge {
	c.Areas, c.Principles, c.Seats = slices.Clone(c.Areas), slices.Clone(c.Principles), slices.Clone(c.Seats)
	return c
}
