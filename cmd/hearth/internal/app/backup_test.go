package app_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/chat"
	"hearth/bot/ledger"
	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
	"hearth/storage/backup"
	"hearth/storage/storagetest"
)

// sealing is a key and the lock that goes with it.
func sealing(t *testing.T) (app.Lock, app.Key) {
	t.Helper()
	pair, err := app.NewPair()
	if err != nil {
		t.Fatal(err)
	}
	lock, err1 := backup.LockTo(pair.Recipient)
	key, err2 := app.ReadKey(strings.NewReader(pair.Secret))
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	return lock, key
}

// TestWhatAMemberHadForgottenStaysForgotten backs up what a member wrote and was
// told, lets them have it forgotten, and brings the backup back.
func TestWhatAMemberHadForgottenStaysForgotten(t *testing.T) {
	const canary = "CANARY-Featherstonehaugh"
	lock, key := sealing(t)
	dir, nights := filepath.Join(t.TempDir(), "data"), t.TempDir()
	s, err := app.Share(t.Context(), app.Options{Dir: dir, Zone: time.UTC, Version: "0.2.0"})
	if err != nil {
		t.Fatal(err)
	}
	h, err := s.House(t.Context(), chat.Watch{})
	if err != nil {
		t.Fatal(err)
	}
	for _, member := range []string{"m1", "m2"} {
		words := "kept words of " + member
		if member == "m1" {
			words = canary
		}
		page := bot.Place{Platform: bot.Web, Channel: member, Kind: bot.Direct}
		_, _, err := h.Ledger.Receive(t.Context(), ledger.Turn{ID: "t-" + member, Member: member, Place: page, Kind: bot.Said, Text: words})
		if err == nil {
			_, err = h.Web.Post(t.Context(), page, bot.Message{Key: "t-" + member + "/1", Blocks: bot.Text(words)})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	made, err := s.App().BackupInto(t.Context(), nights, lock)
	if err != nil {
		t.Fatal(err)
	}
	if waits, err := h.Keeper.Forget(t.Context(), "m1"); err != nil || waits {
		t.Fatalf("forgetting: %v, waits %v", err, waits)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(storagetest.Bytes(t, dir), []byte(canary)) {
		t.Error("the words are in the folder before anything is brought back")
	}
	a := app.New(app.Options{Dir: dir, Zone: time.UTC})
	defer a.Close()
	done, err := a.Restore(t.Context(), app.Restore{File: made.Path, Key: key, Replace: true})
	if err != nil || done.Erased != 1 {
		t.Fatalf("got %+v (%v)", done, err)
	}
	all := storagetest.Bytes(t, dir)
	if bytes.Contains(all, []byte(canary)) {
		t.Error("the words came back")
	}
	if !bytes.Contains(all, []byte("kept words of m2")) {
		t.Error("somebody else's words did not")
	}
	// Elsewhere, the log must be given.
	for log, back := range map[string]bool{"": true, filepath.Join(dir, "erasures.log"): false} {
		other := filepath.Join(t.TempDir(), "data")
		b := app.New(app.Options{Dir: other, Zone: time.UTC})
		if _, err := b.Restore(t.Context(), app.Restore{File: made.Path, Key: key, Erasures: log}); err != nil {
			t.Fatal(err)
		}
		b.Close()
		if bytes.Contains(storagetest.Bytes(t, other), []byte(canary)) != back {
			t.Errorf("with the log %q the words are back: %v", log, !back)
		}
	}
}

// A folder with settings and no papers has something to back up, too.
func TestSettingsAloneAreBackedUp(t *testing.T) {
	lock, key := sealing(t)
	a := folder(t, nil)
	if _, err := a.BackupInto(t.Context(), t.TempDir(), lock); err == nil || !app.Mistaken(err) {
		t.Errorf("of nothing: %v", err)
	}
	if err := a.SetContacts(t.Context(), []app.Setting{{Name: "police.phone", Value: "101"}}); err != nil {
		t.Fatal(err)
	}
	a.Close()
	nights := t.TempDir()
	if last, err := a.LastBackup(t.Context(), nights); err != nil || !last.IsZero() {
		t.Errorf("the last before any: %v (%v)", last, err)
	}
	a.Close()
	made, err := a.BackupInto(t.Context(), nights, lock)
	if err != nil {
		t.Fatal(err)
	}
	if last, err := a.LastBackup(t.Context(), nights); err != nil || !last.Equal(made.Manifest.Made) {
		t.Errorf("the last: %v (%v), want %v", last, err, made.Manifest.Made)
	}
	b := folder(t, nil)
	if _, err := b.Restore(t.Context(), app.Restore{File: made.Path, Key: key}); err != nil {
		t.Fatal(err)
	}
	if c, _, err := b.Contacts(t.Context()); err != nil || c.Police.Phone != "101" {
		t.Errorf("brought back: %+v (%v)", c, err)
	}
}

// said hands on what is logged.
type said chan string

// Write takes one line.
func (s said) Write(line []byte) (int, error) {
	s <- string(line)
	return len(line), nil
}

// The part that serves makes a backup where none is, and then waits for the night.
func TestNightsBeginWithTheBackupThatIsMissing(t *testing.T) {
	lock, _ := sealing(t)
	log := make(said, 10)
	s, err := app.Share(t.Context(), app.Options{Dir: filepath.Join(t.TempDir(), "data"), Zone: time.UTC, Log: slog.New(slog.NewTextHandler(log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.App().SetContacts(t.Context(), []app.Setting{{Name: "police.phone", Value: "101"}}); err != nil {
		t.Fatal(err)
	}
	nights := filepath.Join(t.TempDir(), "nights")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		_, err := s.Nights(nights, lock).Run(ctx)
		ended <- err
	}()
	if line := <-log; !strings.Contains(line, `msg="a backup is made"`) || !strings.Contains(line, "audit=1:") {
		t.Errorf("the log says %q", line)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if made, err := filepath.Glob(filepath.Join(nights, "hearth-*.age")); err != nil || len(made) != 1 {
		t.Errorf("there is %q (%v)", made, err)
	}
}

// TestAPauseIsHeededAtOnce pauses between two questions of one conversation.
func TestAPauseIsHeededAtOnce(t *testing.T) {
	s := shared(t)
	addTo(t, s, "allowance", put(t, t.TempDir(), "a.txt", allowance))
	const question = "How much is the weekly allowance for foster carers?"
	a := s.App()
	if got := ask(t, a, question); got.Status != knowledge.Answered {
		t.Fatalf("before: %+v", got)
	}
	if _, err := s.App().PauseAnswers(t.Context(), "a wrong figure was shown"); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, a, question); got.Status != knowledge.Handled || got.Kind != knowledge.Paused || !strings.Contains(got.Reply, "a wrong figure was shown. If a child is at risk, ring") {
		t.Errorf("paused: %+v", got)
	}
	if got := ask(t, a, worry); got.Kind != knowledge.Safeguarding || strings.Contains(got.Reply, "paused") {
		t.Errorf("a worry while paused: %+v", got)
	}
	if _, err := a.Search(t.Context(), "allowance", knowledge.ViewPublic, 1); !app.IsPaused(err) {
		t.Errorf("a search while paused: %v", err)
	}
	if _, err := a.ResumeAnswers(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, a, question); got.Status != knowledge.Answered {
		t.Errorf("after: %+v", got)
	}
}
