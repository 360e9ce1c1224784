package index

import (
	"bufio"
	"cmp"
	"container/heap"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strings"
)

// runBytes of postings are held in memory before they are spilled.
const runBytes = 48 << 20

// runs are sorted pieces of postings in a temporary file. A term's gaps go on
// from one run to the next, so merging is putting bytes end to end.
type runs struct {
	f      *os.File
	starts []int64
	end    int64
}

// newRuns makes the temporary file in a folder. It has no name there for long:
// a crash leaves nothing behind.
func newRuns(dir string) (*runs, error) {
	f, err := os.CreateTemp(dir, ".index-run-*")
	if err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", err)
	}
	_ = os.Remove(f.Name()) // where the system can't remove an open file, close does
	return &runs{f: f}, nil
}

func (r *runs) close() {
	if r == nil {
		return
	}
	_ = r.f.Close()
	_ = os.Remove(r.f.Name())
}

// spill writes the postings in memory as a run.
func (w *segmentWriter) spill() error {
	out := bufio.NewWriterSize(w.runs.f, 1<<20)
	w.runs.starts = append(w.runs.starts, w.runs.end)
	var head []byte
	for _, t := range w.sorted() {
		head = binary.AppendUvarint(head[:0], uint64(len(t.stem)))
		head = append(head, t.stem...)
		head = binary.AppendUvarint(head, uint64(t.id))
		head = binary.AppendUvarint(head, uint64(len(t.buf)))
		for _, b := range [][]byte{head, t.buf} {
			if _, err := out.Write(b); err != nil {
				return fmt.Errorf("write a run: %w", err)
			}
			w.runs.end += int64(len(b))
		}
		t.buf = nil
	}
	w.held = 0
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write a run: %w", err)
	}
	return nil
}

// A run in a merge stands at one of its terms.
type run struct {
	in    *bufio.Reader
	order int
	term
}

func (r *run) next() error {
	n, err := binary.ReadUvarint(r.in)
	if err != nil {
		return err // io.EOF at the end of the run
	}
	stem := make([]byte, n)
	if _, err := io.ReadFull(r.in, stem); err != nil {
		return fmt.Errorf("read a run: %w", err)
	}
	id, err := binary.ReadUvarint(r.in)
	if err != nil {
		return fmt.Errorf("read a run: %w", err)
	}
	if n, err = binary.ReadUvarint(r.in); err != nil {
		return fmt.Errorf("read a run: %w", err)
	}
	r.term = term{stem: string(stem), id: uint32(id), buf: make([]byte, n)}
	if _, err := io.ReadFull(r.in, r.buf); err != nil {
		return fmt.Errorf("read a run: %w", err)
	}
	return nil
}

type runHeap []*run

func (h runHeap) Len() int      { return len(h) }
func (h runHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h runHeap) Less(i, j int) bool {
	return cmp.Or(strings.Compare(h[i].stem, h[j].stem), h[i].order-h[j].order) < 0
}
func (h *runHeap) Push(x any) { *h = append(*h, x.(*run)) }
func (h *runHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

// merge yields each term of the runs once, in order.
func (r *runs) merge(yield func(*term, error) bool) {
	var h runHeap
	for i, at := range r.starts {
		end := r.end
		if i+1 < len(r.starts) {
			end = r.starts[i+1]
		}
		x := &run{in: bufio.NewReaderSize(io.NewSectionReader(r.f, at, end-at), 256<<10), order: i}
		if err := x.next(); err == nil {
			h = append(h, x)
		} else if err != io.EOF {
			yield(nil, err)
			return
		}
	}
	heap.Init(&h)
	for len(h) > 0 {
		t := term{stem: h[0].stem, id: h[0].id}
		for len(h) > 0 && h[0].stem == t.stem {
			t.buf = append(t.buf, h[0].buf...)
			switch err := h[0].next(); err {
			case nil:
				heap.Fix(&h, 0)
			case io.EOF:
				heap.Pop(&h)
			default:
				yield(nil, err)
				return
			}
		}
		if !yield(&t, nil) {
			return
		}
	}
}
