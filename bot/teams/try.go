package teams

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A Trial is what Microsoft says of hearth's installation.
type Trial struct {
	Token  bool          // the app's id, password and tenant are accepted
	Keys   int           // keys that activities may be signed with
	Signed int           // of them those that may sign for Teams
	Skew   time.Duration // how far this computer's clock is ahead of Microsoft's, to the second
}

// A ClockError says that this computer's clock is so wrong that tokens are refused.
type ClockError struct{ Skew time.Duration }

// Error is the operator's line.
func (e *ClockError) Error() string {
	return fmt.Sprintf("teams: this computer's clock differs from Microsoft's by %s", e.Skew)
}

// Hint tells the operator what to do.
func (e *ClockError) Hint() string {
	return "Set the clock, and let it be kept right by NTP; Teams' messages are refused otherwise."
}

// Try asks Microsoft whether hearth is well installed: the credentials, the keys and
// the clock. It sends nothing to anybody. Whether Microsoft reaches the messaging
// endpoint can't be asked: a first message shows it. The error joins all that is
// amiss; what could be learnt is in the Trial nevertheless.
func (a *Adapter) Try(ctx context.Context) (Trial, error) {
	var t Trial
	var errs []error
	_, _, date, err := a.fetchToken(ctx)
	t.Token = err == nil
	errs = append(errs, err)
	if !date.IsZero() {
		t.Skew = a.o.Now().Sub(date).Round(time.Second)
		if t.Skew.Abs() >= skew {
			errs = append(errs, &ClockError{t.Skew})
		}
	}
	all, err := a.fetchKeys(ctx)
	errs = append(errs, err)
	t.Keys = len(all)
	for _, s := range all {
		for _, channel := range s.endorsed {
			if channel == channelTeams {
				t.Signed++
			}
		}
	}
	if err == nil && t.Signed == 0 {
		errs = append(errs, unreadable("none of the keys may sign for Teams"))
	}
	return t, errors.Join(errs...)
}
