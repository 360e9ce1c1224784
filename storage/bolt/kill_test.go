package bolt_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"hearth/storage"
	"hearth/storage/bolt"
)

// TestKill kills a writing process again and again: the file must stay sound,
// and every update that was acknowledged must be there, whole.
func TestKill(t *testing.T) {
	kills := 55
	if os.Getenv("HEARTH_TEST_LONG") != "" {
		kills = 400
	}
	path := file(t.TempDir())
	acked := make([]int, childWriters)
	for kill := range kills {
		writer := start(t, "write", path, nil)
		for range rand.IntN(25) { // after so many acknowledged updates
			if !writer.Said.Scan() {
				t.Fatalf("kill %d: the writer stopped by itself", kill)
			}
			note(t, acked, writer.Said.Text())
		}
		if err := writer.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for writer.Said.Scan() { // what it still acknowledged
			note(t, acked, writer.Said.Text())
		}
		if err := writer.Wait(); err == nil {
			t.Fatalf("kill %d: the writer ended well", kill)
		}
		inspect(t, path, acked)
		if t.Failed() {
			t.Fatalf("after kill %d", kill)
		}
	}
	if acked[0] < 10 {
		t.Errorf("only %d updates were made: the test proves nothing", acked[0])
	}
}

func note(t *testing.T, acked []int, line string) {
	t.Helper()
	var w, n int
	if _, err := fmt.Sscan(line, &w, &n); err != nil {
		return // cut short by the kill
	}
	acked[w] = n
}

// inspect checks the file and that each writer's updates are whole, without
// gaps, and none missing that was acknowledged.
func inspect(t *testing.T, path string, acked []int) {
	t.Helper()
	db := open(t, path, bolt.Options{})
	if err := db.Check(t.Context()); err != nil {
		t.Errorf("the file is damaged: %v", err)
	}
	for w := range childWriters {
		n, err := last(t.Context(), db, w)
		if err != nil || n < acked[w] {
			t.Errorf("writer %d: last update is %d (%v), acknowledged was %d", w, n, err, acked[w])
		}
		rows := 0
		err = db.View(t.Context(), func(tx storage.Tx) error {
			rows = 0
			for e, err := range tx.Scan(fmt.Appendf(nil, "row/%d/", w), nil) {
				if err != nil {
					return err
				}
				if want := fmt.Sprintf("row/%d/%06d/%d", w, rows/3+1, rows%3); string(e.Key) != want {
					return fmt.Errorf("found %s, want %s", e.Key, want)
				}
				rows++
			}
			return nil
		})
		if err != nil || rows != 3*n {
			t.Errorf("writer %d: %d rows (%v), want %d", w, rows, err, 3*n)
		}
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}
