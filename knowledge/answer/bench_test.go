package answer_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"hearth/knowledge"
	"hearth/knowledge/answer"
	"hearth/knowledge/index"
)

// BenchmarkAsk answers over 1,000 documents: reports that are alike but for
// their places, dates and figures, which is the hard case for telling them apart.
func BenchmarkAsk(b *testing.B) {
	path := filepath.Join(b.TempDir(), "index.db")
	_, err := index.Build(context.Background(), path, func(yield func(index.Source, error) bool) {
		for i := range 1000 {
			text := fmt.Sprintf("The Board of area %d met in May %d. It looked after %d children in care and %d care leavers.\n"+
				"Dental checks were done for %d%% of children. The Board agreed %d priorities for homes, health and schooling.\n"+
				"Visits were late because social workers had left, and a personal adviser met each care leaver every %d weeks.",
				i, 2000+i%27, 100+i, 50+i, i%100, 3+i%9, 4+i%8)
			d := knowledge.Document{ID: fmt.Sprint(i), Version: "v", Meta: knowledge.Meta{Title: fmt.Sprintf("Report of area %d", i),
				Council: "Fernshire", Kind: knowledge.Report, Date: knowledge.Date{Year: 2000 + i%27}, Shelf: knowledge.ShelfPublic}}
			if !yield(index.Source{Document: d, Content: knowledge.Content{Text: text}}, nil) {
				return
			}
		}
	}, index.Stamp{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	ix, err := index.Open(path, index.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer ix.Close()
	d := newDesk(b, answer.Options{Index: ix})
	questions := []string{"How many priorities did the Board of area 417 agree?", "Why were visits late?", "How often does a personal adviser meet care leavers?",
		"Who chairs the Board?", "What percentage of children had dental checks in area 12?"}
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		ask(d, questions[i%len(questions)])
	}
}
