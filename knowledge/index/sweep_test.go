package index_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"hearth/knowledge/index"
	"hearth/knowledge/knowledgetest"
)

type gold struct {
	QID     string `json:"qid"`
	No      bool   `json:"is_impossible"`
	Answers []string
}

var notWord = regexp.MustCompile(`\W+`)

func flat(s string) string {
	return strings.TrimSpace(notWord.ReplaceAllString(strings.ToLower(s), " "))
}

// sentences gives the share of questions whose gold text stands in the best
// unit, and in the best three.
func sentences(t testing.TB, ix *index.Index, queries []query, answers []gold) (first, three float64) {
	text := map[string]string{}
	for _, q := range queries {
		text[q.ID] = q.Text
	}
	n := 0
	for _, a := range answers {
		if a.No || len(a.Answers) == 0 {
			continue
		}
		n++
		view(t, ix, func(r *index.Reader) {
			q := index.ParseQuery(text[a.QID])
			q.K = 5
			hits, err := r.Search(q)
			if err != nil {
				t.Fatal(err)
			}
			units, err := r.BestUnits(q, hits, 3)
			if err != nil {
				t.Fatal(err)
			}
			for rank, u := range units {
				p, err := r.Passage(u.Passage)
				if err != nil {
					t.Fatal(err)
				}
				s, err := r.Text(u.Document, p.Units[u.Unit].Span)
				if err != nil {
					t.Fatal(err)
				}
				s = flat(s)
				for _, g := range a.Answers {
					if strings.Contains(s, flat(g)) {
						if rank == 0 {
							first++
						}
						three++
						return
					}
				}
			}
		})
	}
	return first / float64(n), three / float64(n)
}

// BenchmarkSweep logs lines of the curve that Default was chosen from: those of
// HEARTH_TEST_SWEEP, else the default's own.
func BenchmarkSweep(b *testing.B) {
	d := index.Default()
	specs := strings.Fields(os.Getenv("HEARTH_TEST_SWEEP"))
	if len(specs) == 0 {
		specs = []string{fmt.Sprint("k1=", d.K1)}
	}
	try := map[string]func(*index.Config){}
	for _, spec := range specs {
		try[spec] = func(c *index.Config) {
			for _, kv := range strings.Split(spec, ",") {
				k, v, _ := strings.Cut(kv, "=")
				f := number(v)
				switch k {
				case "k1":
					c.K1 = f
				case "b":
					c.B = f
				case "title":
					c.Title = int(f)
				case "heading":
					c.Heading = int(f)
				case "close":
					c.Close = f
				case "unit":
					c.Unit = f
				case "spread":
					c.Spread = f
				case "share":
					c.Share = f
				case "near":
					c.Near = f
				}
			}
		}
	}
	for spec, change := range try {
		cfg := d
		change(&cfg)
		out := spec
		for _, name := range []string{"squad2dev", "cranfield", "cisi"} {
			path := filepath.Join(b.TempDir(), name+".db")
			if _, err := index.BuildWith(b.Context(), path, collection(b, name), index.Stamp{}, nil, cfg); err != nil {
				b.Fatal(err)
			}
			ix := open(b, path)
			queries := questions(b, name)
			ndcg, first := score(b, ix, queries, relevant(b, name))
			out += fmt.Sprintf("  %s %.4f", name, ndcg)
			if name == "squad2dev" {
				h1, h3 := sentences(b, ix, queries, knowledgetest.Lines[gold](b, "ir", name, "answers.jsonl"))
				out += fmt.Sprintf(" (%.4f) sent %.4f %.4f", first, h1, h3)
			}
			_ = ix.Close()
		}
		b.Log(out)
	}
}

func number(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return f
}
