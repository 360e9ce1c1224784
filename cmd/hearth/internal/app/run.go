package app

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// StopWithin is how long what runs while hearth serves may take to finish what
// it has begun, once it is asked to stop.
const StopWithin = 10 * time.Second

// A Part is something that runs for as long as hearth serves: the line to other
// commands, the pages, the conversations.
type Part struct {
	Name string
	// Run works until the context ends, then finishes what it has begun within
	// StopWithin and says in a few words what that was ("2 commands were
	// stopped"; empty: there is nothing to say). An error ends the other parts
	// too: a hearth of which a part is missing misleads everybody.
	Run func(ctx context.Context) (did string, err error)
}

// A LateError says that a part did not stop in time; it was left behind.
type LateError struct{ Part string }

// Error is the operator's line.
func (e *LateError) Error() string {
	return fmt.Sprintf("%s did not stop within %s", e.Part, StopWithin)
}

// Run runs the parts until the context ends or one of them does, stops them all
// and gives what each says it did, in the order of the parts. It waits no longer
// than a little over StopWithin.
func Run(ctx context.Context, parts ...Part) (did []string, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type end struct {
		part int
		did  string
		err  error
	}
	ends := make(chan end, len(parts))
	for i, p := range parts {
		go func() {
			did, err := p.Run(ctx)
			if err != nil {
				err = fmt.Errorf("%s: %w", p.Name, err)
			}
			ends <- end{i, did, err}
		}()
	}
	said, left := make([]string, len(parts)), make(map[int]bool)
	for i := range parts {
		left[i] = true
	}
	var late <-chan time.Time
	stopping := ctx.Done()
	var errs []error
	for len(left) > 0 {
		select {
		case e := <-ends:
			delete(left, e.part)
			said[e.part] = e.did
			errs = append(errs, e.err)
			stop()
		case <-stopping:
			stopping = nil
			timer := time.NewTimer(StopWithin + time.Second)
			defer timer.Stop()
			late = timer.C
		case <-late:
			for i := range parts {
				if left[i] {
					errs = append(errs, &LateError{parts[i].Name})
				}
			}
			clear(left)
		}
	}
	for _, s := range said {
		if s != "" {
			did = append(did, s)
		}
	}
	return did, errors.Join(errs...)
}
