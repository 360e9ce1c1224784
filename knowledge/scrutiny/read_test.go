package scrutiny_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"hearth/knowledge/scrutiny"
)

// broken is the embedded folder with one thing changed in one file.
func broken(t *testing.T, file, old, new string) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	err := fs.WalkDir(scrutiny.Embedded(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(scrutiny.Embedded(), p)
		m[p] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if file == "" {
		return m
	}
	src := string(m[file].Data)
	if !strings.Contains(src, old) {
		t.Fatalf("%s has no %q to change", file, old)
	}
	m[file].Data = []byte(strings.Replace(src, old, new, 1))
	return m
}

func TestFilesWithMistakesAreRefused(t *testing.T) {
	if err := scrutiny.Check(broken(t, "", "", "")); err != nil {
		t.Fatalf("the embedded files: %v", err)
	}
	for what, c := range map[string]struct{ file, old, new, says string }{
		"a key nobody knows":                  {"questions/health.yaml", "look_for:", "lookfor:", "lookfor"},
		"a seat that isn't one":               {"questions/health.yaml", "seats: [scrutiny]", "seats: [scrutinee]", `"scrutinee"`},
		"an area that isn't one":              {"questions/stability.yaml", "areas: [stability, fostering]", "areas: [stability, foster]", `"foster"`},
		"a question in another area's file":   {"questions/stability.yaml", "areas: [stability]", "areas: [health]", "must be stability"},
		"a question without an area":          {"questions/stability.yaml", "areas: [stability]", "areas: []", "must be stability"},
		"a principle beyond the seven":        {"questions/health.yaml", "principles: [2, 3]", "principles: [2, 8]", "no principle 8"},
		"a question without a principle":      {"questions/health.yaml", "principles: [2, 3]", "principles: []", "principles"},
		"a question without a paper":          {"questions/health.yaml", "look_for: the waiting times in the annual health report on looked-after children", "look_for:", "look_for"},
		"two questions with one id":           {"questions/health.yaml", "id: health/dentist", "id: health/waiting", "id of its own"},
		"a principle out of its place":        {"principles.yaml", "number: 3", "number: 4", "principle 3"},
		"a principle without its source":      {"principles.yaml", "source: Children and Social Work Act 2017, section 1(1)(b)", "source:", "principle 2"},
		"an area under another name":          {"areas.yaml", "id: health", "id: wellbeing", "must be"},
		"an area of which nothing is said":    {"areas.yaml", "about: Whether children in our care are well", "covers: []\n  about: Whether children in our care are well", "areas.yaml"},
		"a file that isn't a list of records": {"questions/council.yaml", "- id: council/own-child", "nothing", "council.yaml"},
	} {
		t.Run(what, func(t *testing.T) {
			err := scrutiny.Check(broken(t, c.file, c.old, c.new))
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want an error that says %q", err, c.says)
			}
		})
	}
	t.Run("a file that is missing, beside another mistake", func(t *testing.T) {
		m := broken(t, "principles.yaml", "number: 7", "number: 9")
		delete(m, "questions/adoption.yaml")
		err := scrutiny.Check(m)
		if err == nil || !strings.Contains(err.Error(), "adoption.yaml") || !strings.Contains(err.Error(), "principle 7") {
			t.Errorf("got %v, want both mistakes", err)
		}
	})
}
