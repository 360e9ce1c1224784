package library_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearth/knowledge/library"
)

// TestAnExemptAppendix adds a real pack, as PDF, with an appendix that is marked
// exempt: no word that stands only there may reach the data folder, neither in
// its files' bytes nor in what they unpack to, before or after compaction.
func TestAnExemptAppendix(t *testing.T) {
	secret := []string{"Zaphodine", "Trillianesque", "Slartibartfast"}
	public := "Fostering households in the borough rose from 112 to 131 over the year, and the board welcomed it."
	var pages [][]string
	for i := range 6 {
		page := []string{"Corporate Parenting Board", fmt.Sprintf("%d. Annual report, part %d", i+1, i+1), public}
		for j := range 12 { // different on every page, or it would be taken for a running head
			page = append(page, fmt.Sprintf("In ward %d of area %d there were %d children looked after at the end of the year.", j, i, 30*i+j))
		}
		pages = append(pages, page)
	}
	for range 2 {
		pages = append(pages, []string{"Appendix B", "NOT FOR PUBLICATION by virtue of paragraph 1 of Part 1 of Schedule 12A",
			"to the Local Government Act 1972", "The young person " + secret[0] + " lives in " + secret[1] + ".", "Signed " + secret[2]})
	}
	dir := t.TempDir()
	o := reading(t)
	l := open(t, filepath.Join(dir, "data"), o)
	path := write(t, dir+"/in/pack.pdf", string(pdf(pages)))
	if len(holds(t, dir+"/in", secret...)) != len(secret) {
		t.Fatal("the words can't be found in the PDF itself, so looking for them proves nothing")
	}
	r := add(t, l, path, library.AddOptions{})
	if r.Outcome != library.Added || r.Original || len(r.Refusals) == 0 || !strings.Contains(strings.Join(r.Refusals, " "), "7 to 8") {
		t.Fatalf("the report does not say that pages 7 to 8 were left out: %+v", r)
	}
	clean := func(when string) {
		t.Helper()
		if found := holds(t, l.Dir(), secret...); len(found) > 0 {
			t.Errorf("%s, the folder holds %q", when, found)
		}
		docs, err := l.List(t.Context(), library.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range docs {
			c, err := l.Content(t.Context(), d.ID, "")
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range secret {
				if strings.Contains(c.Text, s) || strings.Contains(fmt.Sprintf("%+v", d), s) {
					t.Errorf("%s, %s holds %q", when, d.ID, s)
				}
			}
			if d.Parent == "" && !strings.Contains(c.Text, "112 to 131") && len(docs) == 1 {
				t.Errorf("the public part was left out as well")
			}
		}
	}
	clean("after adding")
	if entries, err := os.ReadDir(filepath.Join(l.Dir(), "originals")); err == nil && len(entries) > 0 {
		t.Errorf("there are originals: %v", entries)
	}
	other := add(t, l, write(t, dir+"/in/o.txt", minutes), library.AddOptions{})
	if err := l.Remove(t.Context(), "Clerk", other.ID); err != nil { // compacts
		t.Fatal(err)
	}
	clean("after compaction")
	shut(t, l)
	if found := holds(t, filepath.Join(dir, "data"), secret...); len(found) > 0 {
		t.Errorf("after closing, the folder holds %q", found)
	}
}

// pdf writes pages of lines as the plainest PDF there is.
func pdf(pages [][]string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(s string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), s)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids.String()))
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	for i, lines := range pages {
		var s strings.Builder
		s.WriteString("BT /F1 11 Tf 50 780 Td 18 TL ")
		for _, line := range lines {
			fmt.Fprintf(&s, "(%s) Tj T* T* ", line)
		}
		s.WriteString("ET")
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", 5+2*i))
		object(fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", s.Len(), s.String()))
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}
