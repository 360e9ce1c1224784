package backup_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearth/storage"
	"hearth/storage/audit"
	"hearth/storage/backup"
	"hearth/storage/bolt"
	"hearth/storage/storagetest"
)

func TestMain(m *testing.M) {
	if job := os.Getenv("HEARTH_BACKUP_CHILD"); job != "" {
		os.Exit(child(job))
	}
	os.Exit(m.Run())
}

var noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

const storeID = "1a2b3c4d5e6f"

func identify(tx storage.Tx) (string, error) { return storage.Get[string](tx, "id") }

// keys are one pair for all tests, and another that opens nothing.
var keys = sync.OnceValue(func() [2]backup.Pair {
	a, err1 := backup.NewPair()
	b, err2 := backup.NewPair()
	if err := errors.Join(err1, err2); err != nil {
		panic(err)
	}
	return [2]backup.Pair{a, b}
})

func lock(t testing.TB) backup.Lock {
	t.Helper()
	l, err := backup.LockTo(keys()[0].Recipient)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func key(t testing.TB, p backup.Pair) backup.Key {
	t.Helper()
	k, err := backup.ReadKey(strings.NewReader(p.Secret))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// A fixture is a data folder with its records open.
type fixture struct {
	dir string
	db  *bolt.DB
}

// fresh makes a data folder with an audit log of one entry.
func fresh(t testing.TB) fixture {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.MkdirAll(filepath.Join(dir, "originals"), 0o700); err != nil {
		t.Fatal(err)
	}
	f := fixture{dir, open(t, dir)}
	f.update(t, func(tx storage.Tx) error {
		return errors.Join(storage.Put(tx, "id", storeID), audit.Append(tx, audit.Entry{Time: noon, Who: "Clerk", Action: "began"}))
	})
	return f
}

func open(t testing.TB, dir string) *bolt.DB {
	t.Helper()
	db, err := bolt.Open(filepath.Join(dir, "hearth.db"), bolt.Options{Wait: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func (f fixture) update(t testing.TB, fn func(storage.Tx) error) {
	t.Helper()
	if err := f.db.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func (f fixture) source() backup.Source {
	return backup.Source{Dir: f.dir, Records: f.db, StoreID: identify, Hearth: "0.2.0", Now: func() time.Time { return noon }}
}

func (f fixture) put(t testing.TB, name, text string) {
	t.Helper()
	write(t, filepath.Join(f.dir, name), text)
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// make makes a backup in a folder of its own.
func (f fixture) make(t testing.TB) backup.Made {
	t.Helper()
	made, err := backup.Make(t.Context(), filepath.Join(t.TempDir(), "b.age"), f.source(), lock(t))
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func plan(t testing.TB, file, dir string) backup.Plan {
	t.Helper()
	return backup.Plan{File: file, Dir: dir, Key: key(t, keys()[0]), StoreID: identify, Who: "the terminal", Now: func() time.Time { return noon }}
}

// contents are the names and texts of the files of a folder that a backup has,
// and the records.
func contents(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, pattern := range []string{"glossary.txt", "erasures.log", "originals/*"} {
		paths, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			rel, _ := filepath.Rel(dir, path)
			all[rel] = string(b)
		}
	}
	return all
}

// records are all records but the audit log's, which a restore adds to.
func records(t testing.TB, db *bolt.DB) map[string]string {
	t.Helper()
	all := map[string]string{}
	if err := db.View(t.Context(), func(tx storage.Tx) error {
		clear(all)
		for e, err := range tx.Scan(nil, nil) {
			if err != nil {
				return err
			}
			if !strings.HasPrefix(string(e.Key), "audit") && string(e.Key) != "meta/format" {
				all[string(e.Key)] = string(e.Value)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestWhatIsBackedUpComesBack does so with contents of every size.
func TestWhatIsBackedUpComesBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := fresh(t)
		f.update(t, func(tx storage.Tx) error {
			for i := range rapid.IntRange(0, 30).Draw(r, "records") {
				if err := tx.Put(fmt.Appendf(nil, "r/%d", i), bytes.Repeat([]byte{byte(i)}, rapid.IntRange(0, 40_000).Draw(r, "size"))); err != nil {
					return err
				}
			}
			return nil
		})
		for i := range rapid.IntRange(0, 5).Draw(r, "originals") {
			f.put(t, fmt.Sprintf("originals/%064x.pdf", i), string(rapid.SliceOfN(rapid.Byte(), 0, 70_000).Draw(r, "original")))
		}
		if rapid.Bool().Draw(r, "glossary") {
			f.put(t, "glossary.txt", "words\n")
		}
		f.put(t, "index.db", "made anew")
		made := f.make(t)
		to := filepath.Join(t.TempDir(), "restored")
		done, err := backup.Restore(t.Context(), plan(t, made.Path, to))
		if err != nil {
			t.Fatal(err)
		}
		if done.Aside != "" || done.Erased != 0 || done.Manifest.Store != storeID || done.Manifest.Audit.Seq != 1 {
			t.Errorf("got %+v", done)
		}
		if got, want := contents(t, to), contents(t, f.dir); !equal(got, want) {
			t.Errorf("the files differ: %d and %d", len(got), len(want))
		}
		back := open(t, to)
		if got, want := records(t, back), records(t, f.db); !equal(got, want) {
			t.Errorf("the records differ: %d and %d", len(got), len(want))
		}
		if err := errors.Join(back.Check(t.Context()), back.Close(), f.db.Close()); err != nil {
			t.Error(err)
		}
		if left := hidden(t, to); len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
		if left := hidden(t, f.dir); len(left) > 0 {
			t.Errorf("left behind by the backup: %q", left)
		}
	})
}

func equal(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
}

// hidden lists the names in a folder that begin with a point, and the mark.
func hidden(t testing.TB, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || e.Name() == "restore-under-way" {
			names = append(names, e.Name())
		}
	}
	return names
}

// TestABackupIsOneMoment makes backups while a writer changes records and adds
// and removes papers: each has a record's original wherever it has the record.
func TestABackupIsOneMoment(t *testing.T) {
	f := fresh(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	began := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		for n := 0; ctx.Err() == nil; n++ {
			name := fmt.Sprintf("%064x.txt", n%200)
			if n < 200 {
				if err := os.WriteFile(filepath.Join(f.dir, "originals", name), fmt.Append(nil, "paper ", n), 0o600); err != nil {
					t.Error(err)
					return
				}
			}
			if err := f.db.Update(t.Context(), func(tx storage.Tx) error {
				return errors.Join(storage.Put(tx, "a", n), tx.Put([]byte("fat"), make([]byte, 9000)), storage.Put(tx, "paper/"+name, n), storage.Put(tx, "b", n))
			}); err != nil {
				t.Error(err)
				return
			}
			if n == 20 {
				close(began)
			}
		}
	})
	<-began
	for i := range 6 {
		made := f.make(t)
		to := filepath.Join(t.TempDir(), fmt.Sprint(i))
		if _, err := backup.Restore(t.Context(), plan(t, made.Path, to)); err != nil {
			t.Fatal(err)
		}
		got, files := records(t, open(t, to)), contents(t, to)
		if got["a"] != got["b"] || got["a"] == "" {
			t.Errorf("backup %d has %q and %q", i, got["a"], got["b"])
		}
		papers := 0
		for k := range got {
			if name, ok := strings.CutPrefix(k, "paper/"); ok {
				papers++
				if files["originals/"+name] == "" {
					t.Errorf("backup %d has the record of %s and not the paper", i, name)
				}
			}
		}
		if papers < 20 {
			t.Errorf("backup %d has %d papers: the test proves nothing", i, papers)
		}
	}
	stop()
	writer.Wait()
}

// vanishing is a store while whose copy is made a paper is removed.
type vanishing struct {
	*bolt.DB
	remove func(attempt int)
	n      int
}

func (v *vanishing) CopyTo(ctx context.Context, path string) error {
	err := v.DB.CopyTo(ctx, path)
	v.n++
	v.remove(v.n)
	return err
}

func TestABackupBeginsAgainWhereAPaperIsRemovedMeanwhile(t *testing.T) {
	for what, c := range map[string]struct {
		times int
		ok    bool
	}{"once": {1, true}, "again and again": {9, false}} {
		t.Run(what, func(t *testing.T) {
			f := fresh(t)
			for i := range 10 {
				f.put(t, fmt.Sprintf("originals/%d.txt", i), "paper")
			}
			src := f.source()
			v := &vanishing{DB: f.db, remove: func(n int) {
				if n <= c.times {
					if err := os.Remove(filepath.Join(f.dir, "originals", fmt.Sprint(n, ".txt"))); err != nil {
						t.Error(err)
					}
				}
			}}
			src.Records = v
			path := filepath.Join(t.TempDir(), "b.age")
			_, err := backup.Make(t.Context(), path, src, lock(t))
			if (err == nil) != c.ok {
				t.Fatalf("got %v", err)
			}
			if want := min(c.times+1, 3); v.n != want {
				t.Errorf("it began %d times, want %d", v.n, want)
			}
			if _, err := os.Stat(path); (err == nil) != c.ok {
				t.Errorf("the file: %v", err)
			}
		})
	}
}

// Every change of every kind must be refused and leave everything as it was.
func TestATamperedBackupIsRefused(t *testing.T) {
	f := fresh(t)
	f.update(t, func(tx storage.Tx) error { return tx.Put([]byte("secret"), make([]byte, 60_000)) })
	f.put(t, "originals/a.txt", strings.Repeat("paper ", 12_000))
	f.put(t, "glossary.txt", "words")
	made := f.make(t)
	whole, err := os.ReadFile(made.Path)
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(t.TempDir(), "bad.age")
	to := filepath.Join(t.TempDir(), "data")
	refused := func(what string, b []byte) {
		t.Helper()
		write(t, bad, string(b))
		_, err := backup.Restore(t.Context(), plan(t, bad, to))
		_, damaged := errors.AsType[*backup.DamagedError](err)
		_, locked := errors.AsType[*backup.KeyError](err) // the part of the header that the key belongs to
		if !damaged && !locked {
			t.Fatalf("%s: got %v", what, err)
		}
		if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("%s: the data folder was made (%v)", what, err)
		}
	}
	every := len(whole)/20 + 1
	for at := 0; at < len(whole); at += every {
		b := bytes.Clone(whole)
		b[at] ^= 1
		refused(fmt.Sprintf("byte %d of %d changed", at, len(whole)), b)
		refused(fmt.Sprintf("cut at %d", at), whole[:at])
	}
	for at := 0; at < 250; at += 4 { // the header, more closely
		b := bytes.Clone(whole)
		b[at] ^= 1
		refused(fmt.Sprintf("byte %d of the header changed", at), b)
	}
	refused("the last byte missing", whole[:len(whole)-1])
	refused("a byte more", append(bytes.Clone(whole), 'x'))
	refused("two in one", append(bytes.Clone(whole), whole...))
	if _, err := backup.Restore(t.Context(), plan(t, made.Path, to)); err != nil {
		t.Errorf("the whole one: %v", err)
	}
}

func TestOnlyItsKeyOpensABackup(t *testing.T) {
	f := fresh(t)
	f.update(t, func(tx storage.Tx) error { return storage.Put(tx, "canary", "CANARY-Featherstonehaugh") })
	f.put(t, "originals/a.txt", "CANARY-Featherstonehaugh")
	made := f.make(t)
	if b, err := os.ReadFile(made.Path); err != nil || bytes.Contains(b, []byte("Featherstonehaugh")) || bytes.Contains(b, []byte("hearth.db")) {
		t.Errorf("it can be read without a key (%v)", err)
	}
	p := plan(t, made.Path, filepath.Join(t.TempDir(), "data"))
	p.Key = key(t, keys()[1])
	_, err := backup.Restore(t.Context(), p)
	if wrong, ok := errors.AsType[*backup.KeyError](err); !ok || wrong.Passphrase || !strings.Contains(wrong.Plain(), "--identity") {
		t.Errorf("another's key: got %v", err)
	}
	if p.Key, err = backup.KeyOf("four words of no sense"); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Restore(t.Context(), p); err == nil {
		t.Error("a passphrase opened it")
	}
	// With several recipients any of their keys does.
	both, err := backup.LockTo(keys()[1].Recipient + " , " + keys()[0].Recipient)
	if err != nil {
		t.Fatal(err)
	}
	shared := filepath.Join(t.TempDir(), "shared.age")
	if _, err := backup.Make(t.Context(), shared, f.source(), both); err != nil {
		t.Fatal(err)
	}
	for _, pair := range keys() {
		p := plan(t, shared, filepath.Join(t.TempDir(), "data"))
		p.Key = key(t, pair)
		if _, err := backup.Restore(t.Context(), p); err != nil {
			t.Error(err)
		}
	}
}

func TestAPassphraseLocksAndOpens(t *testing.T) {
	f := fresh(t)
	l, err := backup.LockWith("stapler harbour quilt eleven")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "b.age")
	if _, err := backup.Make(t.Context(), path, f.source(), l); err != nil {
		t.Fatal(err)
	}
	p := plan(t, path, filepath.Join(t.TempDir(), "data"))
	_, err = backup.Restore(t.Context(), p)
	if wrong, ok := errors.AsType[*backup.KeyError](err); !ok || !wrong.Passphrase {
		t.Errorf("a key: got %v", err)
	}
	for _, c := range []struct {
		phrase string
		opens  bool
	}{{"stapler harbour quilt twelve", false}, {"stapler harbour quilt eleven", true}} {
		phrase, opens := c.phrase, c.opens
		if p.Key, err = backup.KeyOf(phrase); err != nil {
			t.Fatal(err)
		}
		_, err := backup.Restore(t.Context(), p)
		if _, wrong := errors.AsType[*backup.KeyError](err); wrong == opens || (err == nil) != opens {
			t.Errorf("%q: got %v", phrase, err)
		}
	}
}

func TestWhatIsNoLockOrKey(t *testing.T) {
	for what, text := range map[string]string{
		"a secret key": strings.Split(keys()[0].Secret, "\n")[2], "nothing": "", "a comma too many": keys()[0].Recipient + ",", "a slip": keys()[0].Recipient[:40], "an address": "jane@example.org",
	} {
		l, err := backup.LockTo(text)
		if err == nil || !l.IsZero() {
			t.Errorf("%s was taken for a recipient", what)
		} else if strings.Contains(err.Error(), "AGE-SECRET") {
			t.Errorf("%s: the error tells the key", what)
		}
	}
	if _, err := backup.LockWith("short"); err == nil {
		t.Error("a short passphrase was taken")
	}
	if _, err := backup.ReadKey(strings.NewReader(keys()[0].Recipient)); err == nil {
		t.Error("a recipient was taken for a key")
	}
	if _, err := backup.Make(t.Context(), filepath.Join(t.TempDir(), "b"), fresh(t).source(), backup.Lock{}); !errors.Is(err, backup.ErrNoLock) {
		t.Errorf("without a lock: got %v", err)
	}
	k := key(t, keys()[0])
	if printed := fmt.Sprintf("%v %s %+v %#v", k, k, k, k); printed != strings.TrimSpace(strings.Repeat("(a key) ", 4)) {
		t.Errorf("a key prints as %q", printed)
	}
}

func TestABackupIsNeverWrittenOverAFile(t *testing.T) {
	f := fresh(t)
	path := filepath.Join(t.TempDir(), "b.age")
	write(t, path, "mine")
	_, err := backup.Make(t.Context(), path, f.source(), lock(t))
	if _, ok := errors.AsType[*backup.ExistsError](err); !ok {
		t.Errorf("got %v", err)
	}
	if b, _ := os.ReadFile(path); string(b) != "mine" {
		t.Error("it was written over")
	}
}

// Damaged records must not push out the good backups of before.
func TestDamagedRecordsAreNotBackedUp(t *testing.T) {
	f := fresh(t)
	src := f.source()
	src.Records = &vanishing{DB: f.db, remove: func(int) {
		staged, err := filepath.Glob(filepath.Join(f.dir, ".backup-*", "hearth.db"))
		if err != nil || len(staged) != 1 {
			t.Fatalf("staged: %q (%v)", staged, err)
		}
		b, err := os.ReadFile(staged[0])
		if err != nil {
			t.Fatal(err)
		}
		for i := 3 * os.Getpagesize(); i < len(b); i++ {
			b[i] ^= 0x55
		}
		write(t, staged[0], string(b))
	}}
	dir := t.TempDir()
	if _, err := (backup.Folder{Dir: dir}).Make(t.Context(), src, lock(t)); err == nil {
		t.Error("no error")
	}
	if all, _ := os.ReadDir(dir); len(all) > 0 {
		t.Errorf("written: %v", all)
	}
}

func TestFourteenAreKept(t *testing.T) {
	f, dir := fresh(t), filepath.Join(t.TempDir(), "nights")
	folder := backup.Folder{Dir: dir}
	if last, err := folder.Last(storeID); err != nil || !last.IsZero() {
		t.Errorf("before any: %v (%v)", last, err)
	}
	now := noon
	src := f.source()
	src.Now = func() time.Time { return now }
	var names []string
	for n := range 17 {
		now = noon.AddDate(0, 0, n)
		if n == 3 { // what is somebody else's, or no backup, stays
			write(t, filepath.Join(dir, "hearth-20200101T000000Z-ffffffff.age"), "another store's")
			write(t, filepath.Join(dir, "notes.txt"), "mine")
			write(t, filepath.Join(dir, ".hearth-123.part"), "left by a crash")
			if err := os.Chtimes(filepath.Join(dir, ".hearth-123.part"), noon, noon); err != nil {
				t.Fatal(err)
			}
		}
		made, err := folder.Make(t.Context(), src, lock(t))
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, filepath.Base(made.Path))
	}
	if !slices.IsSorted(names) {
		t.Errorf("the names don't sort by time: %q", names)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	want := append([]string{"hearth-20200101T000000Z-ffffffff.age"}, append(names[3:], "notes.txt")...)
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if last, err := folder.Last(storeID); err != nil || !last.Equal(now) {
		t.Errorf("the last is of %v (%v), want %v", last, err, now)
	}
	// One that fails removes none.
	now = now.AddDate(0, 0, 1)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := folder.Make(ctx, src, lock(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if after, _ := os.ReadDir(dir); len(after) != len(entries) {
		t.Errorf("there are %d files, there were %d", len(after), len(entries))
	}
}

func TestSweepTakesAwayWhatACrashLeft(t *testing.T) {
	f := fresh(t)
	for _, dir := range []string{".backup-1", ".restoring-2"} {
		if err := os.Mkdir(filepath.Join(f.dir, dir), 0o700); err != nil {
			t.Fatal(err)
		}
		f.put(t, dir+"/hearth.db", "CANARY")
	}
	f.put(t, ".backup-notes", "a file of somebody's")
	if err := backup.Sweep(f.dir); err != nil {
		t.Fatal(err)
	}
	if all := storagetest.Bytes(t, f.dir); bytes.Contains(all, []byte("CANARY")) || !bytes.Contains(all, []byte("somebody's")) {
		t.Errorf("the folder has %q", hidden(t, f.dir))
	}
}
