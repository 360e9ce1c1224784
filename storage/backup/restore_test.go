package backup_test

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"hearth/storage"
	"hearth/storage/audit"
	"hearth/storage/backup"
	"hearth/storage/bolt"
	"hearth/storage/erasure"
	"hearth/storage/format"
	"hearth/storage/storagetest"
)

// forget are the replayers of a program that keeps people and turns.
var forget = erasure.Replayers{
	erasure.Member: func(tx storage.Tx, e erasure.Erasure) error { return tx.Delete([]byte("people/" + e.ID)) },
	erasure.Turn:   func(tx storage.Tx, e erasure.Erasure) error { return tx.Delete([]byte("turns/" + e.ID)) },
}

func forgetting(storage.Store) erasure.Replayers { return forget }

// TestWhatWasErasedStaysGone brings back a backup of before an erasure: into the
// folder that knows of it, into another with the log given, and over a chain of
// backups.
func TestWhatWasErasedStaysGone(t *testing.T) {
	const canary = "CANARY-Featherstonehaugh"
	f := fresh(t)
	f.update(t, func(tx storage.Tx) error {
		return errors.Join(tx.Put([]byte("people/m1"), bytes.Repeat([]byte(canary), 3000)), tx.Put([]byte("turns/t1"), []byte(canary)), storage.Put(tx, "people/m2", "stays"))
	})
	before := f.make(t)
	log := erasure.At(filepath.Join(f.dir, erasure.File))
	for _, e := range []erasure.Erasure{{Kind: erasure.Member, ID: "m1", At: noon}, {Kind: erasure.Turn, ID: "t1", At: noon}} {
		if err := erasure.Erase(t.Context(), log, f.db, e, func(tx storage.Tx) error { return forget[e.Kind](tx, e) }); err != nil {
			t.Fatal(err)
		}
	}
	after := f.make(t)
	saved := filepath.Join(t.TempDir(), "erasures.log")
	if b, err := os.ReadFile(filepath.Join(f.dir, erasure.File)); err != nil {
		t.Fatal(err)
	} else {
		write(t, saved, string(b))
	}
	given, err := erasure.At(saved).All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := f.db.Close(); err != nil {
		t.Fatal(err)
	}

	gone := func(t *testing.T, dir string) {
		t.Helper()
		if bytes.Contains(storagetest.Bytes(t, dir), []byte("Featherstonehaugh")) {
			t.Error("the words are in the folder")
		}
		db := open(t, dir)
		got := records(t, db)
		if got["people/m2"] == "" {
			t.Error("somebody else is gone, too")
		}
		for _, k := range []string{"erased/member/m1", "erased/turn/t1"} {
			if got[k] == "" {
				t.Errorf("the records don't say %s", k)
			}
		}
		if all, err := erasure.At(filepath.Join(dir, erasure.File)).All(t.Context()); err != nil || len(all) != 2 {
			t.Errorf("the log has %v (%v)", all, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Run("into another folder, without being told, they would be there", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "data")
		if _, err := backup.Restore(t.Context(), plan(t, before.Path, dir)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(storagetest.Bytes(t, dir), []byte("Featherstonehaugh")) {
			t.Error("this test proves nothing")
		}
	})
	t.Run("into another folder, with the log given", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "data")
		p := plan(t, before.Path, dir)
		p.Erasures, p.Replayers = given, forgetting
		if done, err := backup.Restore(t.Context(), p); err != nil || done.Erased != 2 {
			t.Fatalf("got %+v (%v)", done, err)
		}
		gone(t, dir)
	})
	t.Run("the backup of after tells the next restore", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "data")
		for _, b := range []backup.Made{after, before} {
			p := plan(t, b.Path, dir)
			p.Replace, p.Replayers = true, forgetting
			done, err := backup.Restore(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			if all, err := erasure.At(filepath.Join(dir, erasure.File)).All(t.Context()); err != nil || len(all) != 2 {
				t.Errorf("the log has %v (%v)", all, err)
			}
			if done.Aside != "" {
				if err := os.RemoveAll(done.Aside); err != nil {
					t.Fatal(err)
				}
			}
		}
		gone(t, dir)
	})
	t.Run("somebody who can't erase them can't bring them back", func(t *testing.T) {
		p := plan(t, before.Path, f.dir)
		p.Replace = true
		was := storagetest.Bytes(t, f.dir)
		_, err := backup.Restore(t.Context(), p)
		if _, ok := errors.AsType[*erasure.UnknownKindError](err); !ok {
			t.Errorf("got %v", err)
		}
		if !bytes.Equal(was, storagetest.Bytes(t, f.dir)) {
			t.Error("the folder was changed")
		}
	})
	t.Run("into the folder itself, of which the log is gone but the records know", func(t *testing.T) {
		if err := os.Remove(filepath.Join(f.dir, erasure.File)); err != nil {
			t.Fatal(err)
		}
		p := plan(t, before.Path, f.dir)
		p.Replace, p.Replayers = true, forgetting
		done, err := backup.Restore(t.Context(), p)
		if err != nil || done.Erased != 2 {
			t.Fatalf("got %+v (%v)", done, err)
		}
		if err := os.RemoveAll(done.Aside); err != nil { // bbolt's free pages have them still
			t.Fatal(err)
		}
		gone(t, f.dir)
	})
}

// Somebody whose words were erased may go on: what came under their id after that
// is in the next backup, and a restore must not take it.
func TestWhatCameAfterAnErasureComesBack(t *testing.T) {
	f := fresh(t)
	e := erasure.Erasure{Kind: erasure.Member, ID: "m1", At: noon}
	log := erasure.At(filepath.Join(f.dir, erasure.File))
	if err := erasure.Erase(t.Context(), log, f.db, e, func(tx storage.Tx) error { return forget[e.Kind](tx, e) }); err != nil {
		t.Fatal(err)
	}
	f.update(t, func(tx storage.Tx) error { return storage.Put(tx, "people/m1", "new words") })
	made := f.make(t)
	if err := f.db.Close(); err != nil {
		t.Fatal(err)
	}
	p := with(plan(t, made.Path, f.dir), true)
	p.Replayers = forgetting
	if done, err := backup.Restore(t.Context(), p); err != nil || done.Erased != 0 {
		t.Fatalf("got %+v (%v)", done, err)
	}
	if records(t, open(t, f.dir))["people/m1"] == "" {
		t.Error("it is gone")
	}
}

func TestWhatStandsThereIsMovedAside(t *testing.T) {
	f := fresh(t)
	f.update(t, func(tx storage.Tx) error { return storage.Put(tx, "n", 1) })
	f.put(t, "originals/a.txt", "first")
	f.put(t, "glossary.txt", "first")
	made := f.make(t)
	f.update(t, func(tx storage.Tx) error { return storage.Put(tx, "n", 2) })
	f.put(t, "originals/b.txt", "second")
	f.put(t, "index.db", "old index")
	f.put(t, "hearth.db.before-format-2", "older still")
	f.put(t, "notes.txt", "somebody's")

	held, err := backup.Restore(t.Context(), with(plan(t, made.Path, f.dir), true))
	if _, ok := errors.AsType[*bolt.LockedError](err); !ok {
		t.Fatalf("while they are in use: got %+v %v", held, err)
	}
	if err := f.db.Close(); err != nil {
		t.Fatal(err)
	}
	was := storagetest.Bytes(t, f.dir)
	_, err = backup.Restore(t.Context(), plan(t, made.Path, f.dir))
	if full, ok := errors.AsType[*backup.NotEmptyError](err); !ok || !strings.Contains(full.Hint(), "--replace") {
		t.Errorf("without being told to: got %v", err)
	}
	if !bytes.Equal(was, storagetest.Bytes(t, f.dir)) {
		t.Error("the folder was changed")
	}
	done, err := backup.Restore(t.Context(), with(plan(t, made.Path, f.dir), true))
	if err != nil {
		t.Fatal(err)
	}
	if got := contents(t, f.dir); !equal(got, map[string]string{"originals/a.txt": "first", "glossary.txt": "first"}) {
		t.Errorf("there is %v", got)
	}
	if got := contents(t, done.Aside); !equal(got, map[string]string{"originals/a.txt": "first", "originals/b.txt": "second", "glossary.txt": "first"}) {
		t.Errorf("aside there is %v", got)
	}
	now, then := open(t, f.dir), open(t, done.Aside)
	if a, b := records(t, now)["n"], records(t, then)["n"]; a != "1" || b != "2" {
		t.Errorf("restored %s, aside %s", a, b)
	}
	var names []string
	entries, _ := os.ReadDir(f.dir)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if want := []string{"glossary.txt", "hearth.db", "hearth.db.holder", "notes.txt", "originals", filepath.Base(done.Aside)}; !slices.Equal(names, want) {
		t.Errorf("the folder has %q, want %q", names, want)
	}
	var last audit.Entry
	for e, err := range audit.Entries(t.Context(), now, 1) {
		if err != nil {
			t.Fatal(err)
		}
		last = e
	}
	if last.Action != "backup.restore" || last.Details["head"] != made.Manifest.Audit.String() {
		t.Errorf("the log ends with %+v", last)
	}
}

func with(p backup.Plan, replace bool) backup.Plan {
	p.Replace = replace
	return p
}

// Damaged records are what a backup is for.
func TestDamagedRecordsCanBeReplaced(t *testing.T) {
	f := fresh(t)
	made := f.make(t)
	if err := f.db.Close(); err != nil {
		t.Fatal(err)
	}
	f.put(t, "hearth.db", strings.Repeat("no records any more ", 1000))
	if _, err := backup.Restore(t.Context(), with(plan(t, made.Path, f.dir), true)); err != nil {
		t.Fatal(err)
	}
	if got := records(t, open(t, f.dir)); got["id"] == "" {
		t.Error("they are not back")
	}
}

// A damaged log of erasures doesn't say what must stay erased.
func TestADamagedLogOfErasuresStopsARestore(t *testing.T) {
	f := fresh(t)
	made := f.make(t)
	dir := t.TempDir()
	write(t, filepath.Join(dir, erasure.File), "{\n{\n")
	_, err := backup.Restore(t.Context(), plan(t, made.Path, dir))
	if _, ok := errors.AsType[*erasure.LogError](err); !ok {
		t.Errorf("got %v", err)
	}
}

// TestARestoreThatWasCutShort leaves the folder as each move leaves it, and runs
// the same restore again.
func TestARestoreThatWasCutShort(t *testing.T) {
	for moved := range 5 {
		t.Run(fmt.Sprint(moved, " moved"), func(t *testing.T) {
			f := fresh(t)
			f.put(t, "originals/a.txt", "first")
			f.put(t, "glossary.txt", "first")
			f.put(t, "index.db", "index")
			made := f.make(t)
			if err := f.db.Close(); err != nil {
				t.Fatal(err)
			}
			aside := filepath.Join(f.dir, "replaced-1")
			if err := os.Mkdir(aside, 0o700); err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{"index.db", "originals", "glossary.txt", "hearth.db"}[:moved] {
				if err := os.Rename(filepath.Join(f.dir, name), filepath.Join(aside, name)); err != nil {
					t.Fatal(err)
				}
			}
			f.put(t, "restore-under-way", "")
			if short, ok := errors.AsType[*backup.CutShortError](backup.Whole(f.dir)); !ok || !strings.Contains(short.Plain(), "hearth restore") {
				t.Fatal("nobody notices")
			}
			if _, err := backup.Restore(t.Context(), plan(t, made.Path, f.dir)); err != nil {
				t.Fatal(err)
			}
			if err := backup.Whole(f.dir); err != nil {
				t.Error(err)
			}
			if got := contents(t, f.dir); !equal(got, map[string]string{"originals/a.txt": "first", "glossary.txt": "first"}) {
				t.Errorf("there is %v", got)
			}
			if records(t, open(t, f.dir))["id"] == "" {
				t.Error("the records are not back")
			}
		})
	}
}

func TestRecordsOfANewerHearthAreNotRestored(t *testing.T) {
	f := fresh(t)
	newer := format.Guard{Hearth: "9.0.0", Migrations: []format.Migration{{To: 2, Run: func(storage.Tx) error { return nil }}}}
	if err := newer.Upgrade(t.Context(), f.db, filepath.Join(f.dir, "hearth.db")); err != nil {
		t.Fatal(err)
	}
	made := f.make(t)
	to := filepath.Join(t.TempDir(), "data")
	_, err := backup.Restore(t.Context(), plan(t, made.Path, to))
	if got, ok := errors.AsType[*format.NewerError](err); !ok || got.Hearth != "9.0.0" {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("the folder was made")
	}
	p := plan(t, made.Path, to)
	p.Format = newer
	if _, err := backup.Restore(t.Context(), p); err != nil {
		t.Errorf("the newer hearth itself: %v", err)
	}
}

// Older records are brought up to date before anything is erased in them, and no
// copy of before stays.
func TestOlderRecordsAreBroughtUpToDate(t *testing.T) {
	f := fresh(t)
	f.update(t, func(tx storage.Tx) error { return storage.Put(tx, "persons/m1", "CANARY") })
	made := f.make(t)
	p := plan(t, made.Path, filepath.Join(t.TempDir(), "data"))
	p.Erasures, p.Replayers = []erasure.Erasure{{Kind: erasure.Member, ID: "m1", At: noon}}, forgetting
	p.Format = format.Guard{Migrations: []format.Migration{{To: 2, Run: func(tx storage.Tx) error {
		v, err := tx.Get([]byte("persons/m1"))
		return errors.Join(err, tx.Put([]byte("people/m1"), v), tx.Delete([]byte("persons/m1")))
	}}}}
	if _, err := backup.Restore(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(storagetest.Bytes(t, p.Dir), []byte("CANARY")) {
		t.Error("the words are in the folder")
	}
}

// forged seals entries of a tar as a backup is sealed: anybody who knows the
// recipient can.
func forged(t *testing.T, entries ...[2]string) string {
	t.Helper()
	to, err := age.ParseX25519Recipient(keys()[0].Recipient)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to)
	if err != nil {
		t.Fatal(err)
	}
	arch := tar.NewWriter(w)
	for _, e := range entries {
		kind := byte(tar.TypeReg)
		if e[1] == "link" {
			kind, e[1] = tar.TypeSymlink, ""
		}
		if err := arch.WriteHeader(&tar.Header{Name: e[0], Typeflag: kind, Linkname: map[bool]string{true: "../secret"}[kind == tar.TypeSymlink], Size: int64(len(e[1])), Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		if _, err := arch.Write([]byte(e[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(arch.Close(), w.Close()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "forged.age")
	write(t, path, b.String())
	return path
}

func TestWhatIsNoBackupIsRefused(t *testing.T) {
	head := func(format int) [2]string {
		b, err := json.Marshal(backup.Manifest{Format: format, Hearth: "7.0.0", Made: noon, Store: storeID})
		if err != nil {
			t.Fatal(err)
		}
		return [2]string{"backup.json", string(b)}
	}
	end := [2]string{"manifest.json", head(1)[1]}
	for what, entries := range map[string][][2]string{
		"nothing":                    {},
		"other things":               {{"hello.txt", "hello"}},
		"a way out of the folder":    {head(1), {"../evil", "x"}, end},
		"a way out by the originals": {head(1), {"originals/../../evil", "x"}, end},
		"an absolute name":           {head(1), {"/evil", "x"}, end},
		"a hidden original":          {head(1), {"originals/.evil", "x"}, end},
		"a folder of originals":      {head(1), {"originals/a/b", "x"}, end},
		"a link":                     {head(1), {"originals/a", "link"}, end},
		"an index":                   {head(1), {"index.db", "x"}, end},
		"a file twice":               {head(1), {"glossary.txt", "x"}, {"glossary.txt", "x"}, end},
		"more than is listed":        {head(1), {"hearth.db", "x"}, end},
		"no records":                 {head(1), end},
		"no manifest at its end":     {head(1), {"hearth.db", "x"}},
		"a manifest that is none":    {{"backup.json", "{"}, end},
		"another manifest":           {head(1), {"manifest.json", `{"format":1}`}},
	} {
		t.Run(what, func(t *testing.T) {
			parent := t.TempDir()
			to := filepath.Join(parent, "data")
			_, err := backup.Restore(t.Context(), plan(t, forged(t, entries...), to))
			if bad, ok := errors.AsType[*backup.DamagedError](err); !ok || !strings.Contains(bad.Plain(), "Nothing was changed") {
				t.Errorf("got %v", err)
			}
			if left, _ := os.ReadDir(parent); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
	listed, err := json.Marshal(backup.Manifest{Format: 1, Hearth: "7.0.0", Made: noon, Store: storeID, Parts: []backup.Part{{Name: "hearth.db", Size: 1, Sum: strings.Repeat("0", 64)}}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = backup.Restore(t.Context(), plan(t, forged(t, head(1), [2]string{"hearth.db", "x"}, [2]string{"manifest.json", string(listed)}), filepath.Join(t.TempDir(), "data")))
	if bad, ok := errors.AsType[*backup.DamagedError](err); !ok || !strings.Contains(bad.Why, "not what its manifest lists") {
		t.Errorf("another sum than is listed: got %v", err)
	}
	for number, says := range map[int]string{2: "newer", 0: "older"} {
		_, err := backup.Restore(t.Context(), plan(t, forged(t, head(number), [2]string{"strange", "x"}), filepath.Join(t.TempDir(), "data")))
		if other, ok := errors.AsType[*backup.FormatError](err); !ok || !strings.Contains(other.Plain(), says) || !strings.Contains(other.Plain(), "7.0.0") {
			t.Errorf("format %d: got %v", number, err)
		}
	}
	text := filepath.Join(t.TempDir(), "letter.txt")
	write(t, text, "Dear Sir or Madam, this is a letter.")
	_, err = backup.Restore(t.Context(), plan(t, text, filepath.Join(t.TempDir(), "data")))
	if bad, ok := errors.AsType[*backup.DamagedError](err); !ok || !strings.Contains(bad.Why, "no backup") {
		t.Errorf("a letter: got %v", err)
	}
}

// The records must be those that the manifest tells of.
func TestRecordsOfAnotherStoreAreRefused(t *testing.T) {
	f := fresh(t)
	src := f.source()
	src.StoreID = func(storage.Tx) (string, error) { return "ffffffff", nil }
	path := filepath.Join(t.TempDir(), "b.age")
	if _, err := backup.Make(t.Context(), path, src, lock(t)); err != nil {
		t.Fatal(err)
	}
	_, err := backup.Restore(t.Context(), plan(t, path, filepath.Join(t.TempDir(), "data")))
	if bad, ok := errors.AsType[*backup.DamagedError](err); !ok || !strings.Contains(bad.Why, "manifest") {
		t.Errorf("got %v", err)
	}
}
