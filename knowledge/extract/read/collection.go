package read

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/sheet"
	"hearth/knowledge/extract/text"
)

// An entry is one line of a collection.
type entry struct {
	ID    string  `json:"id"`
	Title string  `json:"title"`
	Text  *string `json:"text"`
}

// isCollection tells whether a text's first line is an entry.
func isCollection(s string) bool {
	line, _, whole := strings.Cut(s, "\n")
	var e entry
	if err := json.Unmarshal([]byte(line), &e); err == nil {
		return e.Text != nil
	}
	// A line longer than what was looked at can't be parsed yet.
	return !whole && len(s) > peek/2 && strings.Contains(line, `"text"`)
}

func isTable(s string, whole bool) bool {
	_, ok := sheet.Separator(s, whole)
	return ok
}

// collection streams a JSONL file's entries. A line that can't be read is told
// and passed over.
func (r *Reader) collection(ctx context.Context, f file, yield func(extract.Paper, error) bool) {
	lines := bufio.NewReaderSize(io.NewSectionReader(f.src, 0, f.size), 1<<20)
	for n := 1; ; n++ {
		line, tooLong, err := readLine(lines)
		if err != nil && !errors.Is(err, io.EOF) {
			yield(extract.Paper{}, f.explain(fmt.Errorf("line %d: %w", n, err)))
			return
		}
		if cause := ctx.Err(); cause != nil {
			yield(extract.Paper{}, f.explain(cause))
			return
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xEF\xBB\xBF"))
		}
		if len(bytes.TrimSpace(line)) > 0 || tooLong {
			paper, bad := f.entry(ctx, line, tooLong)
			if bad != nil {
				bad = f.explainLine(n, bad)
			}
			if !yield(paper, bad) {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// readLine reads one line, up to the limit on a text; what is longer is skipped
// to its end.
func readLine(r *bufio.Reader) (line []byte, tooLong bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if !tooLong {
			line = append(line, part...)
		}
		if len(line) > MaxText {
			line, tooLong = nil, true
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, tooLong, err
		}
	}
}

func (f file) entry(ctx context.Context, line []byte, tooLong bool) (extract.Paper, error) {
	if tooLong {
		return extract.Paper{}, &extract.LimitError{What: "text", Most: MaxText}
	}
	var e entry
	if err := json.Unmarshal(line, &e); err != nil {
		return extract.Paper{}, err
	}
	if e.ID == "" || e.Text == nil {
		return extract.Paper{}, errors.New("id or text is missing")
	}
	d, err := text.Read(ctx, strings.ReplaceAll(strings.ReplaceAll(*e.Text, "\r\n", "\n"), "\x00", ""))
	if err != nil {
		return extract.Paper{}, err
	}
	if e.Title != "" {
		d.Meta.Title = e.Title
	}
	paper, err := finish(f.name, d)
	paper.ID = e.ID
	return paper, err
}

// explainLine says what is wrong with line n of a collection.
func (f file) explainLine(n int, err error) error {
	if errors.Is(err, context.Canceled) {
		return f.explain(err)
	}
	explained, ok := errors.AsType[*extract.Error](f.explain(err))
	if !ok {
		return err
	}
	line := *explained
	line.Name = fmt.Sprintf("line %d of %s", n, f.name)
	if line.Reason == extract.Damaged {
		line.Hint = `Each line must be like {"id":"…","title":"…","text":"…"}.`
	}
	return &line
}
