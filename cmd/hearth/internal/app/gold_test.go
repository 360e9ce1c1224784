package app_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
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
	for name, set := range map[string]struct {
		gold, papers string
		only         []string // the papers there are, where not all are
	}{
		"seeds":         {gold: "seeds.jsonl", papers: "seeds/00?_*.txt"},
		"seeds as PDF":  {gold: "seeds.jsonl", papers: "seeds/formats/seed*.pdf"},
		"seeds as DOCX": {gold: "seeds.jsonl", papers: "seeds/formats/seed*.docx"},
		"seeds as ODT":  {gold: "seeds.jsonl", papers: "seeds/formats/seed*.odt"},
		"seeds as HTML": {gold: "seeds.jsonl", papers: "seeds/formats/mg00?.html", only: []string{"000", "004"}},
		"duties":        {gold: "duties.jsonl", papers: "domain/duties.md"},
	} {
		t.Run(name, func(t *testing.T) {
			figures, report := judge(t, filepath.Join(dir, "gold", set.gold), filepath.Join(dir, set.papers), set.only)
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

// judge asks the questions over the papers: those that one of the only papers
// answers, or none does, where some are named.
func judge(t *testing.T, goldFile, papers string, only []string) (eval.Figures, eval.Report) {
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
	if len(only) > 0 {
		gold = slices.DeleteFunc(gold, func(g eval.Gold) bool {
			return len(g.Contains) > 0 && !slices.ContainsFunc(g.Files, func(f string) bool { return slices.Contains(only, f[:len("000")]) })
		})
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
