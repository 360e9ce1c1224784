// Package pause stops hearth's answers for a while and says so to whoever asks:
// the council's way to stop at once when something is wrong.
//
// The state stands under "pause/answers" with its reason, which members read, so
// it must name nobody; the audit log has that answers were paused and resumed, by
// whom and when. What is no question for the papers (a worry about a child, above
// all) is replied to all the same: callers ask the guard first, then Read.
//
// Costs: Read reads one record, by every question.
package pause

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"hearth/bot"
	"hearth/storage"
	"hearth/storage/audit"
)

const key = "pause/answers"

// A State says whether answers are paused. The zero State is that they aren't.
type State struct {
	Since time.Time `json:"since"`
	Why   string    `json:"why"` // without a full stop
	Who   string    `json:"who"` // the office or random id that paused them
}

// On tells whether answers are paused.
func (s State) On() bool { return !s.Since.IsZero() }

// Read reads the state within the caller's transaction.
func Read(tx storage.Tx) (State, error) {
	s, err := storage.Get[State](tx, key)
	if errors.Is(err, storage.ErrNotFound) {
		return State{}, nil
	}
	if err != nil {
		return State{}, fmt.Errorf("whether answers are paused: %w", err)
	}
	return s, nil
}

// ErrWhy says that a pause was asked for without a reason.
var ErrWhy = errors.New("a pause needs a reason of up to 200 characters, which members read")

// ErrRunning says that there is nothing to resume.
var ErrRunning = errors.New("answers are not paused")

// longest bounds a reason: it is read on a phone.
const longest = 200

// Pause pauses answers within the caller's update. Where they are paused already,
// the reason is the new one and the time stays.
func Pause(tx storage.Tx, why, who string, now time.Time) (State, error) {
	why = strings.TrimRight(strings.Join(strings.Fields(why), " "), ".")
	if why == "" || len([]rune(why)) > longest {
		return State{}, ErrWhy
	}
	s, err := Read(tx)
	if err != nil {
		return State{}, err
	}
	if !s.On() {
		s.Since = now.UTC()
	}
	s.Why, s.Who = why, who
	if err := storage.Put(tx, key, s); err != nil {
		return State{}, fmt.Errorf("pausing answers: %w", err)
	}
	return s, audit.Append(tx, audit.Entry{Time: now, Who: who, Action: "answers.pause"})
}

// Resume lets answers go on, within the caller's update, and gives the state that
// ended. The error is ErrRunning where they weren't paused.
func Resume(tx storage.Tx, who string, now time.Time) (State, error) {
	s, err := Read(tx)
	if err != nil {
		return State{}, err
	}
	if !s.On() {
		return State{}, ErrRunning
	}
	if err := tx.Delete([]byte(key)); err != nil {
		return State{}, fmt.Errorf("resuming answers: %w", err)
	}
	return s, audit.Append(tx, audit.Entry{Time: now, Who: who, Action: "answers.resume"})
}

// Sentence is what a member reads while answers are paused. Now is read in the
// council's zone and decides which number is open; err says that the contacts
// could not be read.
func (s State) Sentence(now time.Time, c bot.Contacts, err error) string {
	since := s.Since.In(now.Location())
	day := " on " + since.Format("2 January")
	if since.Year() != now.Year() {
		day = " on " + since.Format("2 January 2006")
	}
	return fmt.Sprintf("Answers are paused by the council since %s%s: %s. If a child is at risk, %s", since.Format("15:04"), day, s.Why, ring(now, c, err))
}

// ring says whom to ring, the number that is open now first.
func ring(now time.Time, c bot.Contacts, err error) string {
	const danger = "; in danger, ring 999."
	front, out := c.FrontDoor, c.OutOfHours
	switch {
	case err != nil:
		return "ring the council's switchboard and ask for children's social care (I can't look up its number just now)" + danger
	case front.Phone == "" && out.Phone == "":
		return "ring the council's switchboard and ask for children's social care (the council has not given me its number)" + danger
	case front.Phone == "":
		return "ring children's social care out of hours on " + out.Phone + ", by day the council's switchboard" + danger
	case out.Phone == "":
		return "ring children's social care on " + front.Phone + hours(front) + danger
	case !front.Hours.IsZero() && !front.Hours.Open(now):
		return "ring children's social care out of hours on " + out.Phone + danger
	}
	return "ring children's social care on " + front.Phone + ", out of hours " + out.Phone + danger
}

func hours(c bot.Contact) string {
	if c.Hours.IsZero() || c.Hours.String() == "always" {
		return ""
	}
	return " (" + c.Hours.String() + ")"
}
