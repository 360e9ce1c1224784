package pause_test

import (
	"errors"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"hearth/bot"
	"hearth/bot/pause"
	"hearth/storage"
	"hearth/storage/audit"
	"hearth/storage/bolt/bolttest"
)

var noon = time.Date(2026, 11, 25, 14, 5, 0, 0, time.UTC)

func update(t *testing.T, s storage.Store, fn func(storage.Tx) (pause.State, error)) (st pause.State, err error) {
	t.Helper()
	err = s.Update(t.Context(), func(tx storage.Tx) (err error) {
		st, err = fn(tx)
		return err
	})
	return st, err
}

func read(t *testing.T, s storage.Store) (st pause.State) {
	t.Helper()
	if err := s.View(t.Context(), func(tx storage.Tx) (err error) {
		st, err = pause.Read(tx)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return st
}

func TestAnswersArePausedUntilTheyAreResumed(t *testing.T) {
	s := bolttest.Open(t)
	resume := func(tx storage.Tx) (pause.State, error) {
		return pause.Resume(tx, "Clerk", noon.Add(2*time.Hour))
	}
	if read(t, s).On() {
		t.Error("they are paused from the beginning")
	}
	if _, err := update(t, s, resume); !errors.Is(err, pause.ErrRunning) {
		t.Errorf("resuming what isn't paused: %v", err)
	}
	st, err := update(t, s, func(tx storage.Tx) (pause.State, error) {
		return pause.Pause(tx, " a wrong figure\nwas shown. ", "Democratic Services", noon)
	})
	want := pause.State{Since: noon, Why: "a wrong figure was shown", Who: "Democratic Services"}
	if err != nil || st != want || read(t, s) != want || !st.On() {
		t.Errorf("got %+v (%v), read %+v", st, err, read(t, s))
	}
	// Pausing again gives another reason, not another time.
	st, err = update(t, s, func(tx storage.Tx) (pause.State, error) {
		return pause.Pause(tx, "two wrong figures", "Monitoring Officer", noon.Add(time.Hour))
	})
	if err != nil || !st.Since.Equal(noon) || st.Why != "two wrong figures" || st.Who != "Monitoring Officer" {
		t.Errorf("again: %+v (%v)", st, err)
	}
	if was, err := update(t, s, resume); err != nil || was != st || read(t, s).On() {
		t.Errorf("resumed: %+v (%v), read %+v", was, err, read(t, s))
	}
	var log []string
	for e, err := range audit.Entries(t.Context(), s, 1) {
		if err != nil {
			t.Fatal(err)
		}
		log = append(log, e.Action+" by "+e.Who)
		if e.Details != nil {
			t.Errorf("the log tells more: %v", e.Details)
		}
	}
	if got, want := strings.Join(log, ", "), "answers.pause by Democratic Services, answers.pause by Monitoring Officer, answers.resume by Clerk"; got != want {
		t.Errorf("the log has %q, want %q", got, want)
	}
}

func TestAPauseNeedsAReason(t *testing.T) {
	s := bolttest.Open(t)
	for what, why := range map[string]string{"nothing": "", "blanks": " \n", "full stops": "...", "a letter": strings.Repeat("word ", 60)} {
		if _, err := update(t, s, func(tx storage.Tx) (pause.State, error) { return pause.Pause(tx, why, "Clerk", noon) }); !errors.Is(err, pause.ErrWhy) {
			t.Errorf("%s: got %v", what, err)
		}
	}
	if read(t, s).On() {
		t.Error("they are paused")
	}
}

func TestWhatAMemberReads(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	hours, err := bot.ParseHours("Mon-Fri 08:30-17:00")
	if err != nil {
		t.Fatal(err)
	}
	front, out := bot.Contact{Phone: "01642 1", Hours: hours}, bot.Contact{Phone: "01642 2"}
	st := pause.State{Since: noon, Why: "a wrong figure was shown"}
	const begins = "Answers are paused by the council since 14:05 on 25 November: a wrong figure was shown. If a child is at risk, ring "
	for what, c := range map[string]struct {
		st   pause.State
		now  time.Time
		c    bot.Contacts
		err  error
		want string
	}{
		"the front door is open":     {st, noon, bot.Contacts{FrontDoor: front, OutOfHours: out}, nil, begins + "children's social care on 01642 1, out of hours 01642 2; in danger, ring 999."},
		"the front door is closed":   {st, noon.Add(8 * time.Hour), bot.Contacts{FrontDoor: front, OutOfHours: out}, nil, begins + "children's social care out of hours on 01642 2; in danger, ring 999."},
		"only the front door":        {st, noon.Add(8 * time.Hour), bot.Contacts{FrontDoor: front}, nil, begins + "children's social care on 01642 1 (Mon-Fri 08:30-17:00); in danger, ring 999."},
		"only out of hours":          {st, noon, bot.Contacts{OutOfHours: out}, nil, begins + "children's social care out of hours on 01642 2, by day the council's switchboard; in danger, ring 999."},
		"no numbers":                 {st, noon, bot.Contacts{}, nil, begins + "the council's switchboard and ask for children's social care (the council has not given me its number); in danger, ring 999."},
		"numbers that can't be read": {st, noon, bot.Contacts{}, errors.New("no"), begins + "the council's switchboard and ask for children's social care (I can't look up its number just now); in danger, ring 999."},
		"in summer, by the council's clock": {pause.State{Since: time.Date(2026, 7, 1, 8, 0, 0, 0, time.UTC), Why: "x"}, time.Date(2026, 7, 1, 9, 0, 0, 0, london), bot.Contacts{FrontDoor: bot.Contact{Phone: "1"}}, nil,
			"Answers are paused by the council since 09:00 on 1 July: x. If a child is at risk, ring children's social care on 1; in danger, ring 999."},
		"since last year": {st, noon.AddDate(0, 2, 0), bot.Contacts{FrontDoor: bot.Contact{Phone: "1"}}, nil,
			"Answers are paused by the council since 14:05 on 25 November 2026: a wrong figure was shown. If a child is at risk, ring children's social care on 1; in danger, ring 999."},
	} {
		t.Run(what, func(t *testing.T) {
			if got := c.st.Sentence(c.now, c.c, c.err); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}
