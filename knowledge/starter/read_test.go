package starter_test

import (
	"bytes"
	"maps"
	"strings"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/chunk"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/read"
	"hearth/knowledge/starter"
)

// papersRead is what the readers make of every file.
func papersRead(t *testing.T) map[string]extract.Paper {
	t.Helper()
	r := read.New(read.Options{})
	t.Cleanup(func() { _ = r.Close() })
	all := map[string]extract.Paper{}
	for name, data := range starter.Files() {
		n := 0
		for p, err := range r.Read(t.Context(), name, bytes.NewReader(data), int64(len(data))) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			n++
			all[name] = p
		}
		if n != 1 {
			t.Errorf("%s was read as %d papers", name, n)
		}
	}
	return all
}

func TestReadLikeAnyPaper(t *testing.T) {
	for name, p := range papersRead(t) {
		if p.ID != "starter/"+strings.TrimSuffix(name, ".md") || p.Kind != knowledge.Summary || p.Nation != "England" {
			t.Errorf("%s was read as %q, a %s of %q", name, p.ID, p.Kind, p.Nation)
		}
		if len(p.Refused) > 0 || len(p.Notes) > 0 || p.Pack || p.Cut {
			t.Errorf("%s: refused %v, notes %q, pack %v, cut %v", name, p.Refused, p.Notes, p.Pack, p.Cut)
		}
		if p.Council != "" {
			t.Errorf("%s was taken for a paper of %s", name, p.Council)
		}
	}
}

// TestQuotable: nothing of a paper is lost on the way to passages, and what a
// sample asks for can be quoted within one passage.
func TestQuotable(t *testing.T) {
	papers, files := papersRead(t), maps.Collect(starter.Files())
	for name, p := range papers {
		_, body := front(t, name, files[name])
		if got, want := len(strings.Fields(p.Text)), len(strings.Fields(body)); got < want*9/10 {
			t.Errorf("%s: %d of %d words were read", name, got, want)
		}
	}
	for _, s := range starter.Samples() {
		p := papers[s.File]
		passages, _ := chunk.Split(p.Content)
		found := false
		for _, passage := range passages {
			found = found || strings.Contains(passage.Of(p.Text), s.Holds)
		}
		if !found {
			t.Errorf("%s: no passage holds %q", s.File, s.Holds)
		}
	}
}

func TestPrinciplesAreOneList(t *testing.T) {
	p := papersRead(t)["corporate-parent.md"]
	_, lists := chunk.Split(p.Content)
	for _, l := range lists {
		if len(l.Items) == 7 {
			if lead := l.Lead.Of(p.Text); !strings.Contains(lead, "these seven things") {
				t.Errorf("the seven principles are introduced by %q", lead)
			}
			return
		}
	}
	t.Errorf("no list of seven among %d lists", len(lists))
}
