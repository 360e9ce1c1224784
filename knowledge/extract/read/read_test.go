package read_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/extracttest"
	"hearth/knowledge/extract/read"
)

func docx(body string) []byte {
	return extracttest.Zipped("word/document.xml", `<w:document xmlns:w="w" xmlns:mc="mc"><w:body>`+body+`</w:body></w:document>`)
}

const (
	wordParagraph = `<w:p><w:r><w:t>The panel met the care leavers' forum.</w:t></w:r></w:p>`
	email         = "From: a@example.org\r\nTo: b@example.org\r\nSubject: Respite care\r\nDate: Tue, 3 Mar 2020 10:00:00 +0000\r\nMessage-ID: <1@example.org>\r\n\r\nThe board agreed the respite offer.\r\n"
)

// A file is what its content shows, whatever its name says.
func TestContentDecides(t *testing.T) {
	r := read.New(read.Options{})
	defer r.Close()
	for name, c := range map[string]struct{ data, want string }{
		"a Word document called .txt": {string(docx(wordParagraph)), "The panel met the care leavers' forum."},
		"a page called .pdf":          {"<!DOCTYPE html><html><body><main><p>The offer is published each April.</p></main></body></html>", "The offer is published each April."},
		"a page without a doctype":    {"<div><div><p>The offer is <b>published</b> each April.</p></div></div><div>x</div>", "The offer is published each April."},
		"a table of commas":           {"Team,Lead,Phone\nNorth,A. Hill,01\nSouth,B. Dale,02\n", "Team\tLead\tPhone"},
		"prose with commas":           {"First, we listened, then we acted.\nThen, as promised, we told them.\n", "First, we listened, then we acted."},
		"a message":                   {email, "The board agreed the respite offer."},
		"a memo that isn't a message": {"From: the Director\nTo: the Panel\nSubject: Respite\n\nThe offer stands.\n", "The offer stands."},
		"text that speaks of PDF":     {"# How to read %PDF-1.7 files\n\nAsk the clerk.\n", "Ask the clerk."},
	} {
		t.Run(name, func(t *testing.T) {
			got := papers(t, r, "paper.bin", []byte(c.data))
			if len(got) != 1 || !strings.Contains(got[0].Text, c.want) {
				t.Errorf("got %+v, want %q in it", got, c.want)
			}
		})
	}
}

// utf16 encodes a text.
func utf16Bytes(s string, big bool) (b []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

func TestEncodings(t *testing.T) {
	const want = "“Children’s services” cost £5 – no more."
	r := read.New(read.Options{})
	defer r.Close()
	for name, data := range map[string][]byte{
		"UTF-8":                  []byte(want),
		"UTF-8 with a mark":      []byte("\xEF\xBB\xBF" + want),
		"UTF-16 LE with a mark":  append([]byte{0xFF, 0xFE}, utf16Bytes(want, false)...),
		"UTF-16 BE with a mark":  append([]byte{0xFE, 0xFF}, utf16Bytes(want, true)...),
		"UTF-16 LE, no mark":     utf16Bytes(want, false),
		"UTF-16 BE, no mark":     utf16Bytes(want, true),
		"Windows-1252":           []byte("\x93Children\x92s services\x94 cost \xa35 \x96 no more."),
		"a stray NUL":            []byte("“Children’s serv\x00ices” cost £5 – no more." + strings.Repeat(" ", 60)),
		"a page in Windows-1252": []byte("<html><head><meta charset=windows-1252></head><body><main><p>\x93Children\x92s services\x94 cost \xa35 \x96 no more.</p></main></body></html>"),
		"a page in UTF-16":       append([]byte{0xFF, 0xFE}, utf16Bytes("<html><body><main><p>"+want+"</p></main></body></html>", false)...),
		"line ends of the Mac":   []byte(want + "\r\r"),
	} {
		t.Run(name, func(t *testing.T) {
			got := papers(t, r, "paper", data)
			if len(got) != 1 || got[0].Text != want {
				t.Errorf("got %+v, want %q", got, want)
			}
		})
	}
}

// firstError reads a file that can't be read.
func firstError(t *testing.T, data io.ReaderAt, size int64) *extract.Error {
	t.Helper()
	r := read.New(read.Options{})
	defer r.Close()
	for p, err := range r.Read(t.Context(), "some/folder/paper.x", data, size) {
		e, ok := errors.AsType[*extract.Error](err)
		if !ok {
			t.Fatalf("got %v and %d bytes of text, want an *extract.Error", err, len(p.Text))
		}
		if e.Name != "paper.x" || e.Hint == "" || !strings.HasSuffix(e.Hint, ".") {
			t.Fatalf("got %+v, want the base name and a sentence", e)
		}
		return e
	}
	t.Fatal("got nothing at all")
	return nil
}

func TestWhatCannotBeReadSaysWhy(t *testing.T) {
	seed := rand.NewChaCha8([32]byte{1})
	noise := make([]byte, 5000)
	if _, err := seed.Read(noise); err != nil {
		t.Fatal(err)
	}
	bomb := docx(`<w:p><w:r><w:t>` + strings.Repeat("0", 40<<20) + `</w:t></w:r></w:p>`)
	parts := make([]string, 0, 24_000)
	for i := range 12_000 {
		parts = append(parts, fmt.Sprintf("word/%d.xml", i), "")
	}
	for name, c := range map[string]struct {
		data []byte
		want extract.Reason
		hint string
	}{
		"an empty file":                 {nil, extract.Empty, "empty"},
		"blanks":                        {[]byte(" \n\t \n"), extract.Empty, "empty"},
		"NULs":                          {make([]byte, 4096), extract.Empty, "empty"},
		"a page without words":          {[]byte("<html><body><script>x()</script></body></html>"), extract.Empty, "no words"},
		"a rule":                        {[]byte("----\n====\n"), extract.Empty, "no words"},
		"noise":                         {noise, extract.Unsupported, "know"},
		"text full of NULs":             {[]byte(strings.Repeat("ab\x00cd\x00\x01", 100)), extract.Unsupported, "know"},
		"an old Word file":              {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("x", 600)), extract.Unsupported, ".docx"},
		"a locked Word file":            {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00"), utf16Bytes("EncryptedPackage", false)...), extract.Encrypted, "password"},
		"RTF":                           {[]byte(`{\rtf1\ansi Hello}`), extract.Unsupported, "RTF"},
		"a photo":                       {[]byte("\xFF\xD8\xFF\xE0 JFIF"), extract.Scanned, "picture"},
		"a ZIP of files":                {extracttest.Zipped("a.txt", "hello"), extract.Unsupported, "Unpack"},
		"a torn ZIP":                    {docx(wordParagraph)[:60], extract.Damaged, "damaged"},
		"a torn Word document":          {docx(`<w:p><w:r><w:t>x</w:q>`), extract.Damaged, "damaged"},
		"JSON that is no collection":    {[]byte(`{"name": "x"}`), extract.Unsupported, "JSON"},
		"a JSON list":                   {[]byte(`[{"id":"a","text":"b"}]`), extract.Unsupported, "line"},
		"XML":                           {[]byte(`<?xml version="1.0"?><rss></rss>`), extract.Unsupported, "XML"},
		"a zip bomb":                    {bomb, extract.TooLarge, "unpacks"},
		"too many parts":                {extracttest.Zipped(append(parts, "word/document.xml", "<a/>")...), extract.TooLarge, "parts"},
		"XML nested too deeply":         {docx(strings.Repeat("<w:sdt>", 100_000)), extract.TooLarge, "deep"},
		"HTML nested too deeply":        {[]byte("<html><body>" + strings.Repeat("<div>", 5000) + "words in the middle of it all"), extract.TooLarge, "deep"},
		"front matter with a bad key":   {[]byte("---\ntitel: X\n---\ntext\n"), extract.Damaged, "title, council"},
		"front matter with a bad shelf": {[]byte("---\nshelf: everyone\n---\ntext\n"), extract.Damaged, "public, members or officers"},
		"front matter with a bad kind":  {[]byte("---\nkind: poem\n---\ntext\n"), extract.Damaged, "minutes"},
		"front matter with a bad date":  {[]byte("---\ndate: soon\n---\ntext\n"), extract.Damaged, "can't be understood"},
		"an exempt paper":               {[]byte("# NOT FOR PUBLICATION\n\nNames and addresses.\n"), extract.Exempt, "not for the public"},
	} {
		t.Run(name, func(t *testing.T) {
			e := firstError(t, bytes.NewReader(c.data), int64(len(c.data)))
			if e.Reason != c.want || !strings.Contains(e.Plain(), c.hint) {
				t.Errorf("got %v: %q, want %v with %q", e.Reason, e.Plain(), c.want, c.hint)
			}
		})
	}
}

// endless is a text of any size that takes no memory.
type endless struct{}

func (endless) ReadAt(b []byte, _ int64) (int, error) {
	for i := range b {
		b[i] = "All children are ours. "[i%23]
	}
	return len(b), nil
}

func TestHugeTextIsRefusedUnread(t *testing.T) {
	for name, size := range map[string]int64{"200 MB": 200 << 20, "a terabyte": 1 << 40} {
		if e := firstError(t, endless{}, size); e.Reason != extract.TooLarge || !strings.Contains(e.Hint, "larger") {
			t.Errorf("%s: got %v, %q", name, e.Reason, e.Hint)
		}
	}
}

func TestCollections(t *testing.T) {
	data := []byte(`{"id":"a","title":"First","text":"One child."}
{"id":"b","title":"Second"
{"title":"no id","text":"x"}

{"id":"c","title":"Third","text":"Two children.\n\n- and a dog"}
{"id":"d","text":"---\nbad: 1\n---\nx"}
{"id":"e","text":""}
{"id":"f","text":"Last line, without an end."}`)
	r := read.New(read.Options{})
	defer r.Close()
	var got []string
	for p, err := range r.Read(t.Context(), "set.jsonl", bytes.NewReader(data), int64(len(data))) {
		if e, bad := errors.AsType[*extract.Error](err); bad {
			got = append(got, string(e.Reason)+" "+e.Name)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		check(t, p.ID, p)
		got = append(got, p.ID+" "+p.Title+" "+p.Text)
	}
	want := []string{"a First One child.", "damaged line 2 of set.jsonl", "damaged line 3 of set.jsonl", "c Third Two children.\nand a dog",
		"damaged line 6 of set.jsonl", "empty line 7 of set.jsonl", "f  Last line, without an end."}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestReadingStopsWithItsContext(t *testing.T) {
	r := read.New(read.Options{})
	defer r.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, data := range map[string][]byte{
		"text":       []byte("One.\n"),
		"Word":       docx(wordParagraph),
		"page":       []byte("<html><body><p>Words, words and words again.</p></body></html>"),
		"collection": []byte(`{"id":"a","text":"b"}`),
	} {
		for _, err := range r.Read(ctx, name, bytes.NewReader(data), int64(len(data))) {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: got %v, want the context's error", name, err)
			}
		}
	}
}

func TestReadingStopsWithItsCaller(t *testing.T) {
	r := read.New(read.Options{})
	defer r.Close()
	data := []byte(strings.Repeat(`{"id":"a","text":"b"}`+"\n", 10))
	n := 0
	for range r.Read(t.Context(), "set", bytes.NewReader(data), int64(len(data))) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("read %d, want 3", n)
	}
}

func TestFrontMatterWinsOverGuesses(t *testing.T) {
	r := read.New(read.Options{})
	defer r.Close()
	data := []byte("---\nid: offer\ntitle: The offer\nkind: guidance\nnation: England\nin_force_from: 2024-04\nshelf: members\n---\n# Middlesbrough Council\n\nReport of: the Director\n")
	p := papers(t, r, "x.md", data)[0]
	want := knowledge.Meta{Title: "The offer", Council: "Middlesbrough", Kind: knowledge.Guidance, Nation: "England",
		InForceFrom: knowledge.Date{Year: 2024, Month: 4}, Shelf: knowledge.ShelfMembers}
	if p.ID != "offer" || p.Meta != want {
		t.Errorf("got  %q %+v\nwant %+v", p.ID, p.Meta, want)
	}
	if strings.Contains(p.Text, "in_force_from") {
		t.Error("the front matter is in the text")
	}
}

// An exempt mark in a header isn't in the text, and counts all the same.
func TestExemptMarksInMargins(t *testing.T) {
	data := extracttest.Zipped("word/document.xml", `<w:document xmlns:w="w"><w:body>`+wordParagraph+`</w:body></w:document>`,
		"word/header1.xml", `<w:hdr xmlns:w="w"><w:p><w:r><w:t>NOT FOR PUBLICATION</w:t></w:r></w:p></w:hdr>`)
	if e := firstError(t, bytes.NewReader(data), int64(len(data))); e.Reason != extract.Exempt {
		t.Errorf("got %v, want exempt", e.Reason)
	}
}

func TestConcurrentReads(t *testing.T) {
	r := read.New(read.Options{})
	defer r.Close()
	done := make(chan error)
	for range 4 {
		go func() {
			var last error
			for range 20 {
				data := docx(wordParagraph)
				for p, err := range r.Read(t.Context(), "x", bytes.NewReader(data), int64(len(data))) {
					if err != nil || !strings.Contains(p.Text, "forum") {
						last = fmt.Errorf("got %q, %w", p.Text, err)
					}
				}
			}
			done <- last
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// Whatever the bytes, reading ends with papers that keep the promises or with
// errors of the agreed kind.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"# A\n\ntext", "<html><body><p>x", string(docx(wordParagraph)), email, `{"id":"a","text":"b"}`,
		"a,b,c\n1,2,3\n", "\xFF\xFEa\x00", "---\nid: x\n---\n", "PK\x03\x04"} {
		f.Add([]byte(s))
	}
	r := read.New(read.Options{})
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.Contains(data[:min(len(data), 1100)], []byte("%PDF-")) {
			return // PDF has a fuzz target of its own
		}
		for p, err := range r.Read(t.Context(), "f", bytes.NewReader(data), int64(len(data))) {
			if err == nil {
				check(t, "f", p)
			} else if _, ok := errors.AsType[*extract.Error](err); !ok {
				t.Errorf("got %v, want an *extract.Error", err)
			}
		}
	})
}

// BenchmarkCollection reads entries of the size of a passage, as a bulk load does.
func BenchmarkCollection(b *testing.B) {
	var data bytes.Buffer
	for i := range 500 {
		fmt.Fprintf(&data, `{"id":"%d","title":"Entry %d","text":"%s"}`+"\n", i, i,
			strings.Repeat("The Board in the town heard the Director speak of homes, schools and the workers who stayed. ", 7))
	}
	r := read.New(read.Options{})
	defer r.Close()
	b.SetBytes(int64(data.Len()))
	for b.Loop() {
		for _, err := range r.Read(b.Context(), "set", bytes.NewReader(data.Bytes()), int64(data.Len())) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
