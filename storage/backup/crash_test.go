package backup_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearth/storage"
	"hearth/storage/backup"
	"hearth/storage/bolt"
	"hearth/storage/childtest"
)

// child is what the test binary does when a test runs it as another process.
func child(job string) int {
	var err error
	switch dir, to := os.Getenv("HEARTH_BACKUP_FROM"), os.Getenv("HEARTH_BACKUP_TO"); job {
	case "again and again":
		err = forEver(dir, to)
	case "on a full disk":
		err = full(dir, to)
	default:
		err = fmt.Errorf("no job %q", job)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func childSource(dir string, now func() time.Time) (backup.Source, backup.Lock, error) {
	db, err := bolt.Open(filepath.Join(dir, "hearth.db"), bolt.Options{})
	if err != nil {
		return backup.Source{}, backup.Lock{}, err
	}
	l, err := backup.LockTo(os.Getenv("HEARTH_BACKUP_LOCK"))
	return backup.Source{Dir: dir, Records: db, StoreID: identify, Hearth: "0.2.0", Now: now}, l, err
}

// forEver makes one backup after the other, each a second later by its clock.
func forEver(dir, to string) error {
	last, err := (backup.Folder{Dir: to}).Last(storeID)
	if err != nil {
		return err
	}
	if last.IsZero() {
		last = noon
	}
	src, l, err := childSource(dir, func() time.Time { last = last.Add(time.Second); return last })
	if err != nil {
		return err
	}
	for {
		fmt.Println("begin")
		if _, err := (backup.Folder{Dir: to}).Make(context.Background(), src, l); err != nil {
			return err
		}
	}
}

// full makes a backup where files can't grow as long as one must.
func full(dir, to string) error {
	signal.Ignore(syscall.SIGXFSZ)
	var roomy syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &roomy); err != nil {
		return err
	}
	src, l, err := childSource(dir, func() time.Time { return noon.AddDate(0, 1, 0) })
	if err != nil {
		return err
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 4 << 20, Max: roomy.Max}); err != nil {
		return err
	}
	_, err = (backup.Folder{Dir: to}).Make(context.Background(), src, l)
	if disk, ok := errors.AsType[*bolt.DiskError](err); !ok || !disk.Full() {
		return fmt.Errorf("got %v, want a full disk", err)
	} else {
		fmt.Println(disk.Plain())
	}
	return nil
}

func start(t *testing.T, job string, f fixture, to string) childtest.Child {
	t.Helper()
	return childtest.Start(t, nil, nil, "HEARTH_BACKUP_CHILD="+job, "HEARTH_BACKUP_FROM="+f.dir, "HEARTH_BACKUP_TO="+to, "HEARTH_BACKUP_LOCK="+keys()[0].Recipient)
}

// TestKill kills a process that makes backups again and again: whatever has a
// backup's name is a whole one.
func TestKill(t *testing.T) {
	kills := 12
	if os.Getenv("HEARTH_TEST_LONG") != "" {
		kills = 150
	}
	f, to := fresh(t), t.TempDir()
	f.update(t, func(tx storage.Tx) error { return tx.Put([]byte("fat"), make([]byte, 3<<20)) })
	for i := range 8 {
		f.put(t, fmt.Sprintf("originals/%d.pdf", i), strings.Repeat(fmt.Sprint("paper ", i), 60_000))
	}
	if err := f.db.Close(); err != nil {
		t.Fatal(err)
	}
	seen, unfinished := map[string]bool{}, 0
	for range kills {
		c := start(t, "again and again", f, to)
		for range 1 + rand.IntN(2) {
			if !c.Said.Scan() {
				t.Fatal("it stopped by itself")
			}
		}
		timer := time.NewTimer(time.Duration(rand.IntN(60)) * time.Millisecond)
		<-timer.C
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for c.Said.Scan() {
		}
		if err := c.Wait(); err == nil {
			t.Fatal("it ended well")
		}
		entries, err := os.ReadDir(to)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), ".hearth-") {
				unfinished++
				continue
			}
			if seen[e.Name()] {
				continue
			}
			seen[e.Name()] = true
			if _, err := backup.Restore(t.Context(), plan(t, filepath.Join(to, e.Name()), filepath.Join(t.TempDir(), "data"))); err != nil {
				t.Fatalf("%s is not whole: %v", e.Name(), err)
			}
		}
	}
	if unfinished == 0 || len(seen) == 0 {
		t.Errorf("%d were whole, %d cut short: the test proves nothing", len(seen), unfinished)
	}
	// What the last crash left in the data folder isn't encrypted.
	if err := backup.Sweep(f.dir); err != nil || len(hidden(t, f.dir)) > 0 {
		t.Errorf("left: %q (%v)", hidden(t, f.dir), err)
	}
}

// TestFullDisk has no room for another backup: the old ones stay.
func TestFullDisk(t *testing.T) {
	f, to := fresh(t), t.TempDir()
	f.put(t, "originals/a.pdf", strings.Repeat("paper", 3<<20))
	src := f.source()
	for n := range backup.Kept {
		src.Now = func() time.Time { return noon.AddDate(0, 0, n) }
		if _, err := (backup.Folder{Dir: to}).Make(t.Context(), src, lock(t)); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.db.Close(); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadDir(to)
	c := start(t, "on a full disk", f, to)
	if !c.Said.Scan() || !strings.Contains(c.Said.Text(), "no room left") {
		t.Errorf("it says %q", c.Said.Text())
	}
	if err := c.Wait(); err != nil {
		t.Error(err)
	}
	after, _ := os.ReadDir(to)
	if len(after) != backup.Kept || len(before) != backup.Kept || len(hidden(t, f.dir)) > 0 {
		t.Errorf("%d backups were there, %d are; the data folder has %q", len(before), len(after), hidden(t, f.dir))
	}
}
