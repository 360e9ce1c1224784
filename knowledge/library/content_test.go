package library_test

import (
	"encoding/hex"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearth/knowledge"
	"hearth/knowledge/library"
)

// sample has every field of a content, with a value of its own.
var sample = knowledge.Content{
	Text: "Report\n\n2. Fostering — a start\nYear\tChildren\n",
	Blocks: []knowledge.Block{
		{Kind: knowledge.Heading, Level: 1, Start: 0, End: 6, Page: 1},
		{Kind: knowledge.Item, Level: 2, Start: 8, End: 32, Body: 11, Page: 2, Printed: "iv"},
		{Kind: knowledge.Row, Start: 33, End: 46, Page: 2, Printed: "iv", Header: true},
	},
	Pages: 3,
}

// oldContent is sample as the first version of hearth wrote it; it must always
// read.
const oldContent = "0128b52ffd0400b90200a301782f5265706f72740a0a322e20466f73746572696e6720e2809420612073746172740a596561" +
	"72094368696c6472656e0a02838801010006000160f48802020218180402626976f4880300010d0002626976f50303851ad7" +
	"4a"

func TestContentShape(t *testing.T) {
	old, err := hex.DecodeString(oldContent)
	if err != nil {
		t.Fatal(err)
	}
	got, err := library.Unpack(old)
	if err != nil || !reflect.DeepEqual(got, sample) {
		t.Errorf("the old shape reads as %+v (%v), want %+v", got, err, sample)
	}
	now, err := library.Pack(sample)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := library.Unpack(now); err != nil || !reflect.DeepEqual(got, sample) {
		t.Errorf("the present shape reads as %+v (%v); it is now\n%x", got, err, now)
	}
}

func TestContentComesBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringN(0, 200, -1).Draw(r, "text")
		c := knowledge.Content{Text: text, Blocks: []knowledge.Block{}, Pages: rapid.IntRange(0, 900).Draw(r, "pages")}
		for at := 0; ; {
			start := at + rapid.IntRange(0, 5).Draw(r, "gap")
			end := start + rapid.IntRange(0, 40).Draw(r, "len")
			if end > len(text) {
				break
			}
			b := knowledge.Block{Kind: knowledge.BlockKind(rapid.IntRange(0, 3).Draw(r, "kind")), Level: rapid.IntRange(0, 6).Draw(r, "level"),
				Start: start, End: end, Page: rapid.IntRange(0, 900).Draw(r, "page"), Printed: rapid.StringN(0, 4, -1).Draw(r, "printed"),
				Header: rapid.Bool().Draw(r, "header")}
			if rapid.Bool().Draw(r, "marked") && end > 0 {
				b.Body = rapid.IntRange(max(start, 1), max(end, 1)).Draw(r, "body")
			}
			c.Blocks = append(c.Blocks, b)
			at = end
			if rapid.Bool().Draw(r, "stop") {
				break
			}
		}
		packed, err := library.Pack(c)
		if err != nil {
			r.Fatal(err)
		}
		got, err := library.Unpack(packed)
		if err != nil || !reflect.DeepEqual(got, c) {
			r.Fatalf("got %+v (%v), want %+v", got, err, c)
		}
	})
}

func FuzzUnpack(f *testing.F) {
	good, err := library.Pack(sample)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte{1})
	f.Add([]byte{2, 3, 4})
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := library.Unpack(b)
		if err != nil {
			return
		}
		for i, block := range c.Blocks {
			if block.Start < 0 || block.End < block.Start || block.End > len(c.Text) {
				t.Errorf("block %d lies outside the text: %+v", i, block)
			}
		}
	})
}

func FuzzSidecar(f *testing.F) {
	for _, s := range []string{"title: A\ndate: 2021-03-16\n", "shelf: public", "a: &x b\ntitle: *x", "title: [", "? a", "title:\n", "<<: {title: x}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		fields, err := library.ParseSidecar(b)
		if err != nil {
			return
		}
		for name, v := range fields {
			if strings.ContainsRune(v, 0) {
				t.Errorf("%s holds a NUL", name)
			}
		}
	})
}
