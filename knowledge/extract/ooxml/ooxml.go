// Package ooxml reads what word processors and presentation programs write:
// DOCX, PPTX, ODT and ODP. It takes the words in reading order with what the
// file says of them: headings by style or outline level, list items with the
// numbers that the program would show, tables, slides. What is deleted but still
// recorded, comments and speakers' notes are left out; headers and footers are
// handed over apart.
//
// The files are ZIP archives of XML, which can be made to unpack to any size, so
// every part is read as a stream under limits on its size, its nesting and its
// compression. Costs: some 10 MB of XML a second; memory grows with the text.
package ooxml

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"golang.org/x/net/html/charset"

	"hearth/knowledge/extract"
)

// The limits on one file.
const (
	maxParts = 10_000
	maxPart  = 32 << 20 // bytes of one part unpacked; 3 s of parsing
	maxTotal = 64 << 20
	maxRatio = 400 // how far a part of over a megabyte may shrink when packed; real ones reach 60
	maxDepth = 256
)

// An archive gives out the parts of a file under the limits.
type archive struct {
	parts map[string]*zip.File
	left  int64
}

func open(src io.ReaderAt, size int64) (*archive, error) {
	z, err := zip.NewReader(src, size)
	if err != nil {
		return nil, extract.Broken("reading the list of its parts: %w", err)
	}
	if len(z.File) > maxParts {
		return nil, &extract.LimitError{What: "parts", Most: maxParts}
	}
	a := &archive{parts: map[string]*zip.File{}, left: maxTotal}
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, extract.ErrEncrypted
		}
		a.parts[f.Name] = f
	}
	return a, nil
}

// matching lists the parts of a folder whose names begin so, in any order.
func (a *archive) matching(prefix string) (names []string) {
	for name := range a.parts {
		if strings.HasPrefix(name, prefix) && path.Ext(name) == ".xml" {
			names = append(names, name)
		}
	}
	return names
}

// A handler is told of a part's elements and words.
type handler interface {
	// start gives errSkip to pass over the element and all in it.
	start(e xml.StartElement) error
	end(name string) error
	text(s string)
}

var errSkip = errors.New("skip this element")

// walk streams one part through a handler. A part that isn't there is nothing.
func (a *archive) walk(ctx context.Context, name string, h handler) error {
	f := a.parts[name]
	if f == nil {
		return nil
	}
	if f.UncompressedSize64 > maxPart || f.UncompressedSize64 > 1<<20 && f.UncompressedSize64 > maxRatio*max(1, f.CompressedSize64) {
		return &extract.LimitError{What: "unpacked size", Most: maxPart}
	}
	r, err := f.Open()
	if err != nil {
		return extract.Broken("opening %s: %w", name, err)
	}
	defer r.Close() // it was only read
	counted := &counter{r: r, left: min(maxPart, a.left)}
	err = stream(ctx, xml.NewDecoder(counted), h)
	a.left -= counted.read
	if counted.over {
		return &extract.LimitError{What: "unpacked size", Most: maxTotal}
	}
	if _, limited := errors.AsType[*extract.LimitError](err); err == nil || limited || ctx.Err() != nil {
		return err
	}
	return extract.Broken("reading %s: %w", name, err)
}

// stream feeds a handler with the tokens of a decoder.
func stream(ctx context.Context, d *xml.Decoder, h handler) error {
	d.CharsetReader = charset.NewReaderLabel
	depth, skip := 0, 0
	for n := 0; ; n++ {
		if n&0xfff == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return &extract.LimitError{What: "nesting", Most: maxDepth}
			}
			if skip > 0 {
				skip++
				continue
			}
			if err := h.start(t); errors.Is(err, errSkip) {
				skip = 1
			} else if err != nil {
				return err
			}
		case xml.EndElement:
			depth--
			if skip > 0 {
				skip--
				continue
			}
			if err := h.end(t.Name.Local); err != nil {
				return err
			}
		case xml.CharData:
			if skip == 0 {
				h.text(string(t))
			}
		}
	}
}

// A counter stops a part that unpacks to more than it may.
type counter struct {
	r          io.Reader
	left, read int64
	over       bool
}

func (c *counter) Read(b []byte) (int, error) {
	if c.left <= 0 {
		c.over = true
		return 0, io.ErrUnexpectedEOF
	}
	n, err := c.r.Read(b[:min(int64(len(b)), c.left)])
	c.left -= int64(n)
	c.read += int64(n)
	return n, err
}

// attr gives an attribute by its local name.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
