// Package extracttest is what the tests of the readers share: a short way to
// write down which blocks a paper should have, and archives made from their
// parts. It is for tests alone. Costs: Show and Zipped grow with what they are
// given.
package extracttest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"

	"hearth/knowledge"
)

// Show writes a paper's blocks in short, one a line: the first letter of the
// kind (paragraph, heading, item, row), the level, "!" for a table's header, the
// page after "@" and the words, with a bar between cells.
func Show(c knowledge.Content) string {
	var b strings.Builder
	for _, bl := range c.Blocks {
		b.WriteByte("PHIR"[bl.Kind])
		if bl.Level > 0 {
			fmt.Fprint(&b, bl.Level)
		}
		if bl.Header {
			b.WriteByte('!')
		}
		if bl.Page > 0 {
			fmt.Fprint(&b, "@", bl.Page)
		}
		fmt.Fprintf(&b, " %s\n", strings.ReplaceAll(c.Text[bl.Start:bl.End], "\t", " | "))
	}
	return b.String()
}

// Zipped packs parts into an archive in the order given: name and content by
// turns. A name without content is left out.
func Zipped(parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			panic(err) // a buffer takes everything
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}
