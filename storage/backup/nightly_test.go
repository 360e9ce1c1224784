package backup_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"
	_ "time/tzdata"

	"hearth/storage/backup"
)

// TestNights lets nights pass: ordinary ones, those on which the clocks go ahead,
// and one in which the backup fails at first. synctest's clock begins at midnight UTC on
// 1 January 2000.
func TestNights(t *testing.T) {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		start time.Duration // after the clock's beginning
		last  time.Duration // before the start; 0: never
		fails int
		want  []string
	}{
		"never made":          {10 * time.Hour, 0, 0, []string{"1 Jan 10:00", "2 Jan 02:30", "3 Jan 02:30"}},
		"made last night":     {10 * time.Hour, 8 * time.Hour, 0, []string{"2 Jan 02:30", "3 Jan 02:30", "4 Jan 02:30"}},
		"missed a night":      {10 * time.Hour, 30 * time.Hour, 0, []string{"1 Jan 10:00", "2 Jan 02:30", "3 Jan 02:30"}},
		"fails twice":         {10 * time.Hour, 8 * time.Hour, 2, []string{"2 Jan 02:30", "2 Jan 03:30", "2 Jan 04:30"}},
		"the clocks go ahead": {85*24*time.Hour - time.Hour, time.Hour, 0, []string{"26 Mar 02:30", "27 Mar 02:30", "28 Mar 02:30"}},
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				<-time.After(c.start)
				began := time.Now()
				ctx, stop := context.WithCancel(t.Context())
				var got []string
				n := backup.Nightly{
					Zone: zone, Log: slog.New(slog.DiscardHandler),
					Last: func(context.Context) (time.Time, error) {
						if c.last == 0 {
							return time.Time{}, nil
						}
						return began.Add(-c.last), nil
					},
					Make: func(context.Context) error {
						got = append(got, time.Now().In(zone).Format("2 Jan 15:04"))
						if len(got) == 3 {
							stop()
						}
						if len(got) <= c.fails {
							return errors.New("no")
						}
						return nil
					},
				}
				if err := n.Run(ctx); err != nil {
					t.Error(err)
				}
				if !slices.Equal(got, c.want) {
					t.Errorf("got %q, want %q", got, c.want)
				}
			})
		})
	}
}
