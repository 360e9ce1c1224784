package index

import (
	"encoding/binary"

	"hearth/knowledge"
)

// A writer of small records: numbers as varints, strings with their length.
type record []byte

func (r *record) num(n int)    { *r = binary.AppendVarint(*r, int64(n)) }
func (r *record) str(s string) { r.num(len(s)); *r = append(*r, s...) }

// span is written against a base, as spans lie close to one another.
func (r *record) span(s knowledge.Span, base int) { r.num(s.Start - base); r.num(s.Len()) }

// A reader of records remembers that it met damage instead of failing at once.
type recordReader struct {
	b   []byte
	bad bool
}

func (r *recordReader) num() int {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.bad = true
		r.b = nil
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *recordReader) str() string {
	n := r.num()
	if n < 0 || n > len(r.b) {
		r.bad = true
		return ""
	}
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func (r *recordReader) span(base int) knowledge.Span {
	at := base + r.num()
	return knowledge.Span{Start: at, End: at + r.num()}
}

// count reads a number of things that take at least one byte each.
func (r *recordReader) count() int {
	n := r.num()
	if n < 0 || n > len(r.b) {
		r.bad = true
		return 0
	}
	return n
}

func (r *recordReader) err() error {
	if r.bad {
		return ErrDamaged
	}
	return nil
}

func encodePassage(p knowledge.Passage) []byte {
	var r record
	r.num(p.Start)
	r.num(p.Len())
	r.num(p.Page)
	r.str(p.Printed)
	r.str(p.Section)
	r.num(len(p.Units))
	at := p.Start
	for _, u := range p.Units {
		flags := int(u.Kind) << 4
		set := func(bit int, on bool) {
			if on {
				flags |= bit
			}
		}
		set(1, u.Lead != knowledge.Span{})
		set(2, u.List != 0)
		set(4, u.Marker != "")
		set(8, u.Page != p.Page || u.Printed != p.Printed)
		r.num(flags)
		r.span(u.Span, at)
		at = u.End
		if flags&1 != 0 {
			r.span(u.Lead, u.Start)
		}
		if flags&2 != 0 {
			r.num(u.List)
		}
		if flags&4 != 0 {
			r.str(u.Marker)
		}
		if flags&8 != 0 {
			r.num(u.Page)
			r.str(u.Printed)
		}
	}
	return r
}

func decodePassage(b []byte) (knowledge.Passage, error) {
	r := recordReader{b: b}
	var p knowledge.Passage
	p.Span = r.span(0)
	p.Page, p.Printed, p.Section = r.num(), r.str(), r.str()
	p.Units = make([]knowledge.Unit, r.count())
	at := p.Start
	for i := range p.Units {
		u := &p.Units[i]
		flags := r.num()
		u.Kind = knowledge.UnitKind(flags >> 4)
		u.Span = r.span(at)
		at = u.End
		if flags&1 != 0 {
			u.Lead = r.span(u.Start)
		}
		if flags&2 != 0 {
			u.List = r.num()
		}
		if flags&4 != 0 {
			u.Marker = r.str()
		}
		u.Page, u.Printed = p.Page, p.Printed
		if flags&8 != 0 {
			u.Page, u.Printed = r.num(), r.str()
		}
	}
	return p, r.err()
}

func encodeLists(r *record, lists []knowledge.List) {
	r.num(len(lists))
	for _, l := range lists {
		r.span(l.Lead, 0)
		r.num(len(l.Items))
		at := l.Lead.End
		for _, it := range l.Items {
			r.span(it, at)
			at = it.End
		}
	}
}

func decodeLists(r *recordReader) []knowledge.List {
	lists := make([]knowledge.List, r.count())
	for i := range lists {
		l := &lists[i]
		l.Lead = r.span(0)
		l.Items = make([]knowledge.Span, r.count())
		at := l.Lead.End
		for j := range l.Items {
			l.Items[j] = r.span(at)
			at = l.Items[j].End
		}
	}
	return lists
}
