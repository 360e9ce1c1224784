package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

// longest is how much of a sentence --format sentences prints.
const longest = 600

func (sh *shell) search() *cobra.Command {
	var o searchOptions
	cmd := &cobra.Command{
		Use:   "search WORDS",
		Short: "Find papers by their words, without composing an answer",
		Long: `Lists the papers that fit best, the best first. It always lists something where
any word is found: unlike "ask" it doesn't judge whether that answers anything.

It looks on every shelf, so it is for whoever owns the data folder; everybody
else may search --as public.`,
		Example: `  hearth search "care leavers accommodation"
  hearth search --batch queries.jsonl -k 100 --format trec --stats > run.trec
      one query a line: {"id":"q1","text":"…"}`,
		Args: func(cmd *cobra.Command, args []string) error {
			if o.batch != "" {
				return nothing(cmd, args)
			}
			return exactly(1, "words to look for, in quotation marks")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(); err != nil {
				return err
			}
			a, q, err := sh.asking(cmd.Context(), o.as)
			if err != nil {
				return err
			}
			defer a.Close()
			s := &searching{sh: sh, app: a, o: o, as: q.Viewer}
			if o.batch == "" {
				return s.one(cmd.Context(), args[0])
			}
			return s.all(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.batch, "batch", "", "search for every line of this `FILE`; '-' is standard input")
	f.IntVarP(&o.k, "k", "k", 10, "how many results to list")
	f.StringVar(&o.format, "format", "", "trec (a run for measuring) or sentences (the sentences that fit best)")
	f.BoolVar(&o.stats, "stats", false, "with --batch, end with a line of figures on standard error")
	sh.addAs(cmd, &o.as, knowledge.ViewOfficers)
	complete(cmd, "format", "trec", "sentences")
	return cmd
}

type searchOptions struct {
	batch, format, as string
	k                 int
	stats             bool
}

func (o *searchOptions) check() error {
	const hint = `"hearth search --help" shows an example`
	switch {
	case o.k < 1 || o.k > 1000:
		return usage(hint, "-k is %d; choose a number from 1 to 1000", o.k)
	case o.format != "" && o.format != "trec" && o.format != "sentences":
		return usage(hint, "there is no format %q; choose trec or sentences", o.format)
	case o.stats && o.batch == "":
		return usage(hint, "--stats goes with --batch")
	}
	if o.batch != "" && o.format == "" {
		o.format = "trec"
	}
	return nil
}

// A searching is one run of the command.
type searching struct {
	sh   *shell
	app  *app.App
	o    searchOptions
	as   knowledge.Viewer
	took []time.Duration
}

func (s *searching) one(ctx context.Context, text string) error {
	if s.o.format != "" {
		return s.query(ctx, "q", text)
	}
	found, err := s.app.Search(ctx, text, s.as, s.o.k)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return s.sh.printf("Nothing holds any of these words.\n")
	}
	for i, f := range found {
		if err := s.sh.printf("%3d  %6.2f  %s  (%s)\n", i+1, f.Score, f.Title, f.Document); err != nil {
			return err
		}
	}
	return nil
}

func (s *searching) all(ctx context.Context) error {
	err := s.sh.eachLine(ctx, s.o.batch, func(n int, line []byte) error {
		var q struct {
			ID   lineID
			Text string
		}
		if err := json.Unmarshal(line, &q); err != nil || q.ID == "" {
			return usage(`one query a line: {"id":"q1","text":"…"}`, "line %d of %s is no query", n, s.o.batch)
		}
		return s.query(ctx, string(q.ID), q.Text)
	})
	if err != nil || !s.o.stats {
		return err
	}
	return s.stats(ctx)
}

// query prints the results of one query in a format for measuring.
func (s *searching) query(ctx context.Context, id, text string) error {
	var b strings.Builder
	begun := time.Now()
	if s.o.format == "sentences" {
		chosen, err := s.app.Sentences(ctx, text, s.as, s.o.k)
		if err != nil {
			return err
		}
		s.took = append(s.took, time.Since(begun))
		for i, sentence := range chosen {
			fmt.Fprintf(&b, "%s\t%d\t%s\n", id, i+1, oneLine(sentence))
		}
		return s.sh.printf("%s", b.String())
	}
	found, err := s.app.Search(ctx, text, s.as, s.o.k)
	if err != nil {
		return err
	}
	s.took = append(s.took, time.Since(begun))
	for i, f := range found {
		fmt.Fprintf(&b, "%s Q0 %s %d %.6f hearth\n", id, f.Document, i+1, f.Score)
	}
	return s.sh.printf("%s", b.String())
}

// oneLine puts a sentence on one line and cuts it to the longest that is
// allowed, by character.
func oneLine(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	return string(r[:min(len(r), longest)])
}

// searchStats is the last line on standard error, read by scripts.
type searchStats struct {
	Queries    int   `json:"queries"`
	P50        int64 `json:"p50_us"`
	P95        int64 `json:"p95_us"`
	P99        int64 `json:"p99_us"`
	IndexBytes int64 `json:"index_bytes"`
	Passages   int   `json:"passages"`
	Documents  int   `json:"documents"`
	Anonymous  int64 `json:"rss_anon_bytes"`
	File       int64 `json:"rss_file_bytes"`
}

func (s *searching) stats(ctx context.Context) error {
	size, err := s.app.Size(ctx)
	if err != nil {
		return err
	}
	slices.Sort(s.took)
	out := searchStats{
		Queries: len(s.took), P50: percentile(s.took, 50), P95: percentile(s.took, 95), P99: percentile(s.took, 99),
		IndexBytes: size.IndexBytes, Passages: size.Passages, Documents: size.Documents,
	}
	out.Anonymous, out.File = memory()
	return json.NewEncoder(s.sh.Stderr).Encode(out)
}

// percentile is the p-th percentile of sorted times in microseconds, by the
// nearest rank; 0 where there are none.
func percentile(sorted []time.Duration, p int) int64 {
	if len(sorted) == 0 {
		return 0
	}
	rank := (p*len(sorted) + 99) / 100
	return sorted[max(rank, 1)-1].Microseconds()
}
