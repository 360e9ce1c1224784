package answer

import (
	"fmt"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
	"hearth/knowledge/index"
)

// Explain tells how the desk came to its answer: the parts it saw, their ideas
// with weights, and the best findings with what the cut-offs are held against.
func Explain(d *Desk, q knowledge.Question) string {
	var b strings.Builder
	err := d.o.Index.View(func(r *index.Reader) error {
		words := analysis.New()
		u := lexicon{lookup{r, q.Viewer}, d.o.Glossary, d.places}.understand(q)
		fmt.Fprintf(&b, "read as %q, limits %+v\n", u.text, u.limits)
		s := search{desk: d, r: r, q: q, u: u, words: words, papers: map[uint32]*paper{}}
		for i := range u.parts {
			p := &u.parts[i]
			fmt.Fprintf(&b, "part %q expects %s whole=%v heads=%v sought=%d\n", p.text, p.expect, p.whole, p.heads, p.sought)
			for _, id := range p.ideas {
				fmt.Fprintf(&b, "  idea %q %.2f known=%v %v\n", id.words, id.weight, id.known, id.ways)
			}
			all, _, err := s.findings(p)
			if err != nil {
				return err
			}
			for _, f := range all[:min(len(all), 6)] {
				list, listed, _ := s.list(p, &f)
				f.listed = listed
				fmt.Fprintf(&b, "  %.3f own %.2f gap %.2f miss %.2f sought %.2f mean %.1f share %.2f context %.2f kind %v fits %v list %d/%v verdict %d | %s | %s | %s\n",
					f.score, f.own, f.gap, f.missing, f.sought, f.meaning, f.share, f.context, f.kind, f.fits, len(list.Items), listed, d.o.Cutoffs.verdict(p, &f), f.paper.File, f.passage.leads[f.unit], oneLine(f.text()))
			}
		}
		return nil
	})
	if err != nil {
		fmt.Fprintln(&b, err)
	}
	return b.String()
}
