package officers_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"hearth/bot/board"
	"hearth/knowledge/library"
)

// breaking are papers that break over files with telling names.
type breaking struct{ board.Papers }

func (b breaking) Look(ctx context.Context, name string, r io.ReaderAt, size int64) (board.Sight, error) {
	if name == "panics.txt" {
		panic("the words of the file")
	}
	if name == "fails.txt" {
		return board.Sight{}, errors.New("the disk is gone")
	}
	return b.Papers.Look(ctx, name, r, size)
}

func (b breaking) Take(ctx context.Context, path string, t board.Taking) (board.Taken, error) {
	if strings.HasSuffix(path, "panics-late.txt") {
		panic("the words of the file")
	}
	if strings.HasSuffix(path, "fails-late.txt") {
		return board.Taken{}, errors.New("the disk is full")
	}
	return b.Papers.Take(ctx, path, t)
}

func TestWhatBreaksIsToldAndEndsNothing(t *testing.T) {
	const words = "Fostering\n\nIt went well for "
	for sentence, c := range map[string]struct {
		first string
		says  string
		waits bool // it breaks when it is read
		added int
	}{
		"a reader that breaks": {"panics.txt", "Something in this file broke my reader.", true, 0},
		"a reader that fails":  {"fails.txt", "Something went wrong on my side.", true, 1},
		"adding that breaks":   {"panics-late.txt", "Something broke while I added this file.", false, 0},
		"adding that fails":    {"fails-late.txt", "Something went wrong on my side.", false, 1},
	} {
		t.Run(sentence, func(t *testing.T) {
			h := build(t, func(o *board.Options) { o.Papers = breaking{o.Papers} })
			b := h.site.As("officer")
			to := h.upload(b, text(c.first, words+"one."), text("good.txt", words+"two."))
			if c.waits {
				says(t, b.Get(to), ".card", c.says)
				says(t, b.Get("/officers"), ".list a", "of your upload I could not read")
			}
			b.Post(to, "keep-0", "yes", "keep-1", "yes", "shelf", "members")
			h.board.Wait()
			if !c.waits {
				says(t, b.Get(to), ".card", c.says)
			}
			docs, err := h.lib.List(t.Context(), library.Filter{})
			if err != nil || len(docs) != c.added {
				t.Errorf("%d papers are added (%v), want %d", len(docs), err, c.added)
			}
			if !c.waits && h.left() != 0 {
				t.Error("the upload still lies in its folder")
			}
			if log := h.log.String(); !strings.Contains(log, "component=board") || strings.Contains(log, "words of the file") {
				t.Errorf("the log has %q", log)
			}
			// The next upload goes on.
			says(t, b.Get(h.upload(b, text("next.txt", words+"three."))), "h1", "Choose what to add")
		})
	}
}
