package answer

import (
	"slices"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/index"
)

type hit = index.Hit

// hits finds the passages that speak of a part's ideas, in the papers that the
// question may be answered from.
func (s *search) hits(p *part) ([]hit, error) {
	hits, err := s.r.Search(index.Query{Groups: p.groups(), Viewer: s.q.Viewer, Filter: s.admits(p), K: passagesRead})
	if err != nil || len(hits) == 0 {
		return hits, err
	}
	return s.withHeads(hits, p.expect.contact() || p.expect == Email)
}

// headsRead papers are read from their first passage too: who, when and which
// meeting stand there, in few words that a search passes over; addresses stand at
// a paper's end.
const headsRead = 3

func (s *search) withHeads(hits []hit, ends bool) ([]hit, error) {
	have := map[uint32]bool{}
	var papers []uint32
	for _, h := range hits {
		have[h.Passage] = true
		if !slices.Contains(papers, h.Document) && len(papers) < headsRead {
			papers = append(papers, h.Document)
		}
	}
	for _, doc := range papers {
		first, end, err := s.r.Passages(doc)
		if err != nil {
			return nil, err
		}
		also := []uint32{first}
		if ends && end > 0 {
			also = append(also, end-1)
		}
		for _, p := range also {
			if first < end && !have[p] {
				have[p] = true
				hits = append(hits, hit{Passage: p, Document: doc, Score: hits[len(hits)-1].Score})
			}
		}
	}
	return hits, nil
}

// groups is a part as the index looks for it.
func (p *part) groups() []index.Group {
	var out []index.Group
	for _, i := range p.ideas {
		g := index.Group{Weight: i.retrieval()}
		for _, w := range i.ways {
			g.Alternatives = append(g.Alternatives, index.Alternative{Stems: w.stems, Weight: w.trust})
		}
		if own := i.ways[0].stems; len(own) > 1 { // its words may stand apart
			for _, stem := range own {
				g.Alternatives = append(g.Alternatives, index.Alternative{Stems: []string{stem}, Weight: 0.5})
			}
		}
		out = append(out, g)
	}
	return out
}

// admits tells which documents may answer: where the question names a council,
// its papers and, where it asks for no figure, name or date of the council's own,
// those that are no council's; what is no longer in force never.
func (s *search) admits(p *part) func(uint32, *knowledge.Document) bool {
	today := knowledge.DateOf(s.q.Now)
	return func(_ uint32, d *knowledge.Document) bool {
		if !d.InForce(today) {
			return false
		}
		if len(s.u.limits.councils) == 0 {
			return true
		}
		if national(d) {
			return !p.expect.local()
		}
		for _, name := range s.u.limits.councils {
			if strings.EqualFold(name, d.Council) {
				return true
			}
		}
		return false
	}
}

// national tells whether a paper is no council's: law, guidance, hearth's own
// summaries. Minutes that don't say whose they are, are some council's.
func national(d *knowledge.Document) bool {
	if d.Council != "" {
		return false
	}
	switch d.Kind {
	case knowledge.Act, knowledge.Regulations, knowledge.StatutoryGuidance, knowledge.Guidance, knowledge.Summary:
		return true
	}
	return false
}

// haveCouncil tells whether any paper that the asker may see is of a council.
func (s *search) haveCouncil(name string) bool {
	have := false
	err := s.r.Documents(s.q.Viewer, func(_ uint32, d *knowledge.Document) bool {
		have = strings.EqualFold(d.Council, name)
		return !have
	})
	return err == nil && have
}

// cite makes a citation of this paper.
func (p *paper) cite(at knowledge.Place, text knowledge.TextOf) (knowledge.Citation, error) {
	if at.Link == "" {
		at.Link = p.Document.Source
	}
	quote, err := text(at.Span)
	if err != nil {
		return knowledge.Citation{}, err
	}
	return knowledge.NewCitation(p.Document, text, at, quote)
}
