package index_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/index"
)

func small(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "index.db")
	var sources []index.Source
	for i := range 60 {
		sources = append(sources, source(string(rune('a'+i)), "Pledges", "The pledge to care leavers is number "+strings.Repeat("one more. ", i)))
	}
	if _, err := index.Build(t.Context(), path, seq(sources...), index.Stamp{}, nil); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// use reads all that a question reads, and lets no panic out.
func use(path string) error {
	ix, err := index.Open(path, index.Options{})
	if err != nil {
		return err
	}
	defer ix.Close()
	return ix.View(func(r *index.Reader) error {
		q := index.ParseQuery("the pledge to care leavers, more")
		hits, err := r.Search(q)
		if err != nil {
			return err
		}
		if _, err := r.BestUnits(q, hits, 3); err != nil {
			return err
		}
		r.Correct("pledeg", knowledge.ViewPublic)
		for _, h := range hits {
			p, err := r.Passage(h.Passage)
			if err != nil {
				return err
			}
			if _, err := r.Document(h.Document); err != nil {
				return err
			}
			if _, err := r.Text(h.Document, p.Span); err != nil {
				return err
			}
			if _, err := r.Lists(h.Document); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestDamage(t *testing.T) {
	whole := small(t)
	path := filepath.Join(t.TempDir(), "index.db")
	write := func(b []byte) {
		t.Helper()
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, b := range map[string][]byte{
		"an empty file":            {},
		"a file of another kind":   []byte(strings.Repeat("minutes of the meeting ", 1000)),
		"a file cut in the middle": whole[:len(whole)/2/4096*4096],
		"a file cut by a page":     whole[:len(whole)-8192],
	} {
		t.Run(name, func(t *testing.T) {
			write(b)
			if err := use(path); name != "a file cut by a page" && !errors.Is(err, index.ErrDamaged) {
				t.Errorf("gives %v, want ErrDamaged", err)
			}
		})
	}
	t.Run("every page overwritten in turn gives no panic, and Check or a use notices", func(t *testing.T) {
		noticed, pages := 0, 0
		for at := 0; at+4096 <= len(whole); at += 4096 {
			pages++
			b := append([]byte(nil), whole...)
			for i := range 4096 {
				b[at+i] ^= byte(0x5a + i%7)
			}
			write(b)
			used := use(path)
			ix, err := index.Open(path, index.Options{})
			if err == nil {
				err = ix.Check(t.Context())
				_ = ix.Close()
			}
			if err != nil {
				noticed++
			} else if used != nil {
				t.Errorf("page %d: a use gives %v, but Check nothing", at/4096, used)
			}
		}
		// What stays unnoticed are free pages, the freelist and the older meta page.
		if noticed*2 < pages {
			t.Errorf("damage was noticed in %d of %d pages", noticed, pages)
		}
		t.Logf("damage was noticed in %d of %d pages", noticed, pages)
	})
	t.Run("a changed letter is found by Check", func(t *testing.T) {
		b := append([]byte(nil), whole...)
		i := strings.Index(string(b), `"title":"Pledges"`)
		if i < 0 {
			t.Fatal("the title stands nowhere in the file")
		}
		b[i+10] = 'H'
		write(b)
		ix, err := index.Open(path, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer ix.Close()
		if err := ix.Check(t.Context()); !errors.Is(err, index.ErrDamaged) {
			t.Errorf("Check gives %v, want ErrDamaged", err)
		}
	})
}

func FuzzDamage(f *testing.F) {
	whole := small(f)
	f.Add(uint32(4096*3+40), uint64(0xffff))
	f.Add(uint32(4096*5+200), uint64(1))
	f.Fuzz(func(t *testing.T, at uint32, bits uint64) {
		b := append([]byte(nil), whole...)
		for i := range 8 {
			b[(int(at)+i)%len(b)] ^= byte(bits >> (8 * i))
		}
		path := filepath.Join(t.TempDir(), "index.db")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		_ = use(path)
	})
}
