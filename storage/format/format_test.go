package format_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearth/storage"
	"hearth/storage/bolt"
	"hearth/storage/format"
)

// two and three are the ways of hearths to come.
var two = []format.Migration{{To: 2, Run: func(tx storage.Tx) error {
	n, err := storage.Get[int](tx, "n")
	return errors.Join(err, storage.Put(tx, "n", n*10))
}}}

var three = append(two[:1:1], format.Migration{To: 3, Run: func(tx storage.Tx) error {
	n, err := storage.Get[int](tx, "n")
	return errors.Join(err, storage.Put(tx, "renamed", n+3), tx.Delete([]byte("n")))
}})

func open(t *testing.T, path string) *bolt.DB {
	t.Helper()
	db, err := bolt.Open(path, bolt.Options{Wait: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func put(t *testing.T, db *bolt.DB, key string, v any) {
	t.Helper()
	if err := db.Update(t.Context(), func(tx storage.Tx) error { return storage.Put(tx, key, v) }); err != nil {
		t.Fatal(err)
	}
}

// get is a number; -1 where there is none.
func get(t *testing.T, db *bolt.DB, key string) (n int) {
	t.Helper()
	if err := db.View(t.Context(), func(tx storage.Tx) (err error) {
		if n, err = storage.Get[int](tx, key); errors.Is(err, storage.ErrNotFound) {
			n, err = -1, nil
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func check(t *testing.T, db *bolt.DB, g format.Guard) error {
	t.Helper()
	return db.View(t.Context(), g.Check)
}

func TestRecordsWithoutANumberHaveTheFirstFormat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearth.db")
	db := open(t, path)
	put(t, db, "n", 4)
	before := format.Guard{Migrations: three, Hearth: "3.0.0"}
	if err := check(t, db, before); !errors.Is(err, format.ErrOlder) {
		t.Fatalf("Check: got %v", err)
	}
	if err := before.Upgrade(t.Context(), db, path); err != nil {
		t.Fatal(err)
	}
	if got := get(t, db, "renamed"); got != 43 || get(t, db, "n") != -1 {
		t.Errorf("got %d, want 4 by ten and three", got)
	}
	if err := check(t, db, before); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	// The copy has the records as they were.
	kept := open(t, path+".before-format-3")
	if get(t, kept, "n") != 4 || get(t, kept, "renamed") != -1 {
		t.Error("the copy is not what the records were")
	}
	// Again does nothing, and doesn't touch the copy.
	if err := before.Upgrade(t.Context(), db, path); err != nil || get(t, db, "renamed") != 43 || get(t, kept, "n") != 4 {
		t.Errorf("again: %v", err)
	}
}

func TestOnlyTheMigrationsThatLackRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearth.db")
	db := open(t, path)
	put(t, db, "n", 4)
	if err := (format.Guard{Migrations: two}).Upgrade(t.Context(), db, path); err != nil {
		t.Fatal(err)
	}
	if err := (format.Guard{Migrations: three}).Upgrade(t.Context(), db, path); err != nil {
		t.Fatal(err)
	}
	if got := get(t, db, "renamed"); got != 43 {
		t.Errorf("got %d: a migration ran twice, or not at all", got)
	}
	if kept := open(t, path+".before-format-3"); get(t, kept, "n") != 40 {
		t.Error("the second copy is not of format 2")
	}
}

func TestNewRecordsNeedNoMigration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearth.db")
	db := open(t, path)
	g := format.Guard{Migrations: three}
	if err := g.Upgrade(t.Context(), db, path); err != nil {
		t.Fatal(err)
	}
	put(t, db, "n", 4)
	if err := errors.Join(check(t, db, g), g.Upgrade(t.Context(), db, path)); err != nil || get(t, db, "n") != 4 {
		t.Errorf("it was migrated (%v)", err)
	}
	if all, _ := filepath.Glob(path + ".before*"); len(all) > 0 {
		t.Errorf("copies were made: %q", all)
	}
}

func TestNewerRecordsAreRefusedUnchanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearth.db")
	db := open(t, path)
	put(t, db, "n", 4)
	if err := (format.Guard{Migrations: three, Hearth: "3.1.0"}).Upgrade(t.Context(), db, path); err != nil {
		t.Fatal(err)
	}
	was := whole(t, path)
	older := format.Guard{Hearth: "0.1.0"}
	for what, err := range map[string]error{"Check": check(t, db, older), "Upgrade": older.Upgrade(t.Context(), db, path)} {
		newer, ok := errors.AsType[*format.NewerError](err)
		if !ok {
			t.Fatalf("%s: got %v", what, err)
		}
		if want := "These records were written by a newer hearth, 3.1.0 or later (format 3; this one knows up to 1). Nothing was changed. Use that hearth, or bring back a backup from before."; newer.Plain() != want {
			t.Errorf("%s says %q", what, newer.Plain())
		}
	}
	if !bytes.Equal(was, whole(t, path)) {
		t.Error("the file was changed")
	}
}

// A migration that fails leaves the old format, and the copy.
func TestAMigrationThatFailsLeavesTheRecordsAsTheyWere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearth.db")
	db := open(t, path)
	put(t, db, "n", 4)
	bad := errors.New("bad")
	broken := format.Guard{Migrations: append(three[:1:1], format.Migration{To: 3, Run: func(tx storage.Tx) error {
		return errors.Join(tx.Delete([]byte("n")), bad)
	}})}
	if err := broken.Upgrade(t.Context(), db, path); !errors.Is(err, bad) || !strings.Contains(err.Error(), "format 3") {
		t.Errorf("got %v", err)
	}
	if get(t, db, "n") != 4 {
		t.Error("half of it was kept")
	}
	if err := (format.Guard{Migrations: three}).Upgrade(t.Context(), db, path); err != nil || get(t, db, "renamed") != 43 {
		t.Errorf("a later hearth can't mend it: %v", err)
	}
}

// Without the copy nothing is changed.
func TestNoMigrationWithoutItsCopy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearth.db")
	db := open(t, path)
	put(t, db, "n", 4)
	g := format.Guard{Migrations: three}
	elsewhere := filepath.Join(t.TempDir(), "absent", "hearth.db")
	if err := g.Upgrade(t.Context(), db, elsewhere); err == nil {
		t.Error("no error")
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := g.Upgrade(ctx, db, path); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if get(t, db, "n") != 4 || !errors.Is(check(t, db, g), format.ErrOlder) {
		t.Error("the records were changed")
	}
}

func TestMigrationsStandInOrder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hearth.db")
	db := open(t, path)
	put(t, db, "n", 4)
	if err := (format.Guard{Migrations: []format.Migration{three[1], three[0]}}).Upgrade(t.Context(), db, path); err == nil || get(t, db, "n") != 4 {
		t.Errorf("got %v", err)
	}
}

func whole(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
