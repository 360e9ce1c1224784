package app_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"hearth/cmd/hearth/internal/app"
)

// part runs until it is asked to stop, and takes some time for that.
func part(name, did string, takes time.Duration) app.Part {
	return app.Part{Name: name, Run: func(ctx context.Context) (string, error) {
		<-ctx.Done()
		<-time.After(takes)
		return did, nil
	}}
}

func TestPartsStopTogetherAndSayWhatTheyDid(t *testing.T) {
	broken := errors.New("the port is taken")
	for what, c := range map[string]struct {
		parts []app.Part
		stop  bool
		did   []string
		err   error
		late  string
		takes time.Duration
	}{
		"asked to stop, in the order of the parts": {
			[]app.Part{part("a", "3 commands ran", 5*time.Second), part("b", "", 0), part("c", "9 pages", time.Second)},
			true, []string{"3 commands ran", "9 pages"}, nil, "", 5 * time.Second},
		"one that breaks takes the others with it": {
			[]app.Part{part("a", "3 commands ran", 0), {Name: "pages", Run: func(context.Context) (string, error) { return "", broken }}},
			false, []string{"3 commands ran"}, broken, "", 0},
		"one that ends does so too": {
			[]app.Part{part("a", "3 commands ran", 0), {Name: "b", Run: func(context.Context) (string, error) { return "over", nil }}},
			false, []string{"3 commands ran", "over"}, nil, "", 0},
		"one that doesn't stop is left behind": {
			[]app.Part{part("a", "3 commands ran", 0), part("pages", "", time.Minute)},
			true, []string{"3 commands ran"}, nil, "pages", app.StopWithin + time.Second},
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, stop := context.WithCancel(t.Context())
				defer stop()
				if c.stop {
					stop()
				}
				begun := time.Now()
				did, err := app.Run(ctx, c.parts...)
				if took := time.Since(begun); took != c.takes {
					t.Errorf("it took %v, want %v", took, c.takes)
				}
				if !slices.Equal(did, c.did) {
					t.Errorf("did %q, want %q", did, c.did)
				}
				late, _ := errors.AsType[*app.LateError](err)
				switch {
				case c.late != "":
					if late == nil || late.Part != c.late {
						t.Errorf("got %v, want %s to be late", err, c.late)
					}
				case !errors.Is(err, c.err):
					t.Errorf("got %v, want %v", err, c.err)
				}
				<-time.After(time.Minute) // until the one that is late has ended, too
			})
		})
	}
}
