package library_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"hearth/knowledge/library"
	"hearth/storage"
	"hearth/storage/format"
)

// later are the options of a hearth to come, whose records have format 2.
func later() library.Options {
	o := options()
	o.Format = format.Guard{Hearth: "2.0.0", Migrations: []format.Migration{{To: 2, Run: func(tx storage.Tx) error {
		return storage.Put(tx, "moved", true)
	}}}}
	return o
}

// moved tells whether the records went through the migration.
func moved(t *testing.T, l *library.Library) bool {
	t.Helper()
	err := l.Store().View(t.Context(), func(tx storage.Tx) error {
		_, err := tx.Get([]byte("moved"))
		return err
	})
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		t.Fatal(err)
	}
	return err == nil
}

func TestOlderRecordsAreBroughtUpToDateWhenTheyAreOpened(t *testing.T) {
	for what, readOnly := range map[string]bool{"for changing": false, "for reading": true} {
		t.Run(what, func(t *testing.T) {
			l, in := fresh(t)
			add(t, l, write(t, in+"/a.txt", minutes), library.AddOptions{})
			if moved(t, l) {
				t.Fatal("they are already")
			}
			shut(t, l)
			o := later()
			o.ReadOnly, o.KeepFormat = true, true
			if _, err := library.Open(t.Context(), l.Dir(), o); !errors.Is(err, format.ErrOlder) {
				t.Errorf("in haste: got %v", err)
			}
			o.ReadOnly, o.KeepFormat = readOnly, false
			l = open(t, l.Dir(), o)
			if !moved(t, l) {
				t.Error("the migration didn't run")
			}
			if err := l.Ready(t.Context(), nil); err != nil {
				t.Error(err)
			}
			sound(t, l)
			if _, err := os.Stat(filepath.Join(l.Dir(), "hearth.db.before-format-2")); err != nil {
				t.Errorf("no copy was kept: %v", err)
			}
			shut(t, l)
			for _, readOnly := range []bool{false, true} {
				o := options()
				o.ReadOnly = readOnly
				_, err := library.Open(t.Context(), l.Dir(), o)
				if newer, ok := errors.AsType[*format.NewerError](err); !ok || newer.Hearth != "2.0.0" || newer.Got != 2 {
					t.Errorf("this hearth, with ReadOnly %v: got %v", readOnly, err)
				}
			}
		})
	}
}

// What is removed must not live on in the copy that an upgrade kept.
func TestRemovedWordsGoFromTheCopyOfTheOlderRecordsToo(t *testing.T) {
	l, in := fresh(t)
	id := add(t, l, write(t, in+"/a.txt", minutes), library.AddOptions{}).ID
	shut(t, l)
	l = open(t, l.Dir(), later())
	if all, err := filepath.Glob(filepath.Join(l.Dir(), "*.before-format-*")); err != nil || len(all) != 1 {
		t.Fatalf("kept: %q (%v)", all, err)
	}
	if err := l.Remove(t.Context(), "Clerk", id); err != nil {
		t.Fatal(err)
	}
	if all, err := filepath.Glob(filepath.Join(l.Dir(), "*.before-format-*")); err != nil || len(all) > 0 {
		t.Errorf("kept: %q (%v)", all, err)
	}
}
