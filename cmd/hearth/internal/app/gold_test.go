package app_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
	"hearth/knowledge/eval"
	"hearth/knowledge/knowledgetest"
)

var update = flag.Bool("update", false, "write the golden figures anew")

// TestGoldenFigures asks the development questions over the papers they are
// about, in every format, and fails where a figure falls below the committed one.
func TestGoldenFigures(t *testing.T) {
	dir := knowledgetest.Shared(t)
	golden := map[string]eval.Figures{}
	const file = "testdata/figures.json"
	if b, err := os.ReadFile(file); err == nil {
		if err := json.Unmarshal(b, &golden); err != nil {
			t.Fatal(err)
		}
	} else if !*update {
		t.Fatal(err)
	}
	got := map[string]eval.Figures{}
	for name, set := range map[string]struct{ gold, papers string }{
		"seeds":         {"seeds.jsonl", "seeds/00?_*.txt"},
		"seeds as PDF":  {"seeds.jsonl", "seeds/formats/seed*.pdf"},
		"seeds as DOCX": {"seeds.jsonl", "seeds/formats/seed*.docx"},
		"seeds as ODT":  {"seeds.jsonl", "seeds/formats/seed*.odt"},
		"duties":        {"duties.jsonl", "domain/duties.md"},
	} {
		t.Run(name, func(t *testing.T) {
			figures, report := judge(t, filepath.Join(dir, "gold", set.gold), filepath.Join(dir, set.papers))
			got[name] = figures
			if want, ok := golden[name]; ok && !*update {
				for _, short := range figures.Below(want) {
					t.Error(short)
				}
				if t.Failed() {
					var b strings.Builder
					if err := report.Write(&b, true); err != nil {
						t.Fatal(err)
					}
					t.Log(b.String())
				}
			} else if !*update {
				t.Errorf("no figures are committed for %s", name)
			}
		})
	}
	if *update {
		b, err := json.MarshalIndent(got, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func judge(t *testing.T, goldFile, papers string) (eval.Figures, eval.Report) {
	t.Helper()
	f, err := os.Open(goldFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	gold, err := app.LoadGold(f)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(papers)
	if err != nil || len(files) == 0 {
		t.Fatalf("no papers at %s: %v", papers, err)
	}
	a := folder(t, nil)
	if r, err := a.Add(t.Context(), files, app.AddOptions{Shelf: knowledge.ShelfPublic}); err != nil || !r.OK() {
		t.Fatalf("%+v: %v", r, err)
	}
	report, err := a.Judge(t.Context(), gold, knowledge.Question{Viewer: knowledge.ViewPublic, Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return report.Figures(), report
}
