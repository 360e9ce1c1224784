package library_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"testing"

	"hearth/knowledge/library"
	"hearth/storage/storagetest"
)

// TestDrawnIDs: what hearth calls a paper tells its kind and date, and none of
// its words.
func TestDrawnIDs(t *testing.T) {
	for name, c := range map[string]struct {
		meta library.Fields
		want string
	}{
		"a report with its day":   {library.Fields{"kind": "report", "date": "2021-03-16"}, `^report-2021-03-16-[a-z2-7]{4}$`},
		"a month":                 {library.Fields{"kind": "minutes", "date": "2021-03"}, `^minutes-2021-03-[a-z2-7]{4}$`},
		"guidance without a date": {library.Fields{"kind": "statutory_guidance"}, `^statutory-guidance-[a-z2-7]{4}$`},
		"nothing known":           {nil, `^paper-[a-z2-7]{4}$`},
	} {
		t.Run(name, func(t *testing.T) {
			l, in := fresh(t)
			r := add(t, l, write(t, in+"/wibblethorpe.txt", "Tyler Wibblethorpe\nTyler Wibblethorpe came.\n"), library.AddOptions{Meta: c.meta})
			if !regexp.MustCompile(c.want).MatchString(r.ID) {
				t.Errorf("the id is %q, want %s", r.ID, c.want)
			}
			sound(t, l)
		})
	}
}

// TestRemovedTitlesAreGone removes a paper and a pack that got their ids from
// hearth, and looks for words of their titles and names in every file, in small
// letters and in capitals.
func TestRemovedTitlesAreGone(t *testing.T) {
	l, in := fresh(t)
	one := add(t, l, write(t, in+"/wibblethorpe.json", `[{"Title":"Tyler Wibblethorpe","Text":"Tyler Wibblethorpe came."}]`), library.AddOptions{})
	b, err := json.Marshal([]written{
		{Title: "Quillfeather pack", Text: "An agenda.", Pack: true},
		{Title: "Ottoline Quillfeather", Item: "4", Text: "It went well.", Part: true},
		{Title: "Ottoline Quillfeather", Item: "Annex Quillfeather", Text: "It went on.", Part: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	pack := add(t, l, write(t, in+"/quillfeather.json", string(b)), library.AddOptions{})
	if len(pack.Parts) != 2 || pack.Parts[0].ID == pack.Parts[1].ID {
		t.Fatalf("%+v", pack)
	}
	if found := folded(t, l.Dir(), "wibblethorpe", "quillfeather"); len(found) != 2 {
		t.Fatalf("only %q stand in the folder, so this test proves little", found)
	}
	if err := l.Remove(t.Context(), "Clerk", one.ID, pack.ID); err != nil {
		t.Fatal(err)
	}
	if found := folded(t, l.Dir(), "wibblethorpe", "quillfeather", "ottoline", "tyler"); len(found) > 0 {
		t.Errorf("still in the folder: %q", found)
	}
	shut(t, l)
}

// folded is like holds, whatever the case.
func folded(t *testing.T, dir string, words ...string) (found []string) {
	t.Helper()
	all := bytes.ToLower(storagetest.Bytes(t, dir))
	for _, w := range words {
		if bytes.Contains(all, []byte(w)) {
			found = append(found, w)
		}
	}
	return found
}
