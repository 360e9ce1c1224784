package library

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearth/knowledge/extract"
)

// whole queues a file that is one document, or a pack. Only here, after all of
// it has been read and nothing in it was refused, is the file itself copied.
func (a *adding) whole(ctx context.Context, it item, papers []extract.Paper, r io.ReaderAt, size int64) error {
	rep := &a.report.Files[it.at]
	clean := true
	words := false
	for _, p := range papers {
		clean = clean && len(p.Refused) == 0 && !p.Unread
		words = words || strings.TrimSpace(p.Text) != ""
		for _, refusal := range p.Refused {
			rep.Refusals = once(rep.Refusals, refusal.String())
		}
		for _, note := range p.Notes {
			rep.Notes = once(rep.Notes, note)
		}
	}
	if !words {
		a.refuse(it.at, "There is nothing in it that I may keep.")
		return nil
	}
	if !papers[0].Pack && len(a.o.Only) > 0 {
		rep.Notes = append(rep.Notes, "It is no pack of reports, so there was nothing to choose from.")
	}
	if papers[0].Pack {
		if err := a.chosen(it, len(papers)-1); err != nil {
			return err
		}
	}
	number := 0
	for _, p := range papers {
		if p.Part {
			number++
		}
		one, err := a.pack(p, number)
		if err != nil {
			return err
		}
		it.papers = append(it.papers, one)
	}
	if clean {
		if err := a.originals.copy(a.l, r, size, it.version, it.src.base()); err != nil {
			if errors.Is(err, errChanged) {
				a.refuse(it.at, "It changed while I read it. Add it again when it is finished.")
				return nil
			}
			return fmt.Errorf("keeping the original: %w", err)
		}
		it.original = true
	} else {
		rep.Notes = append(rep.Notes, noOriginal)
	}
	return a.add(ctx, it)
}

func once(all []string, s string) []string {
	if slices.Contains(all, s) {
		return all
	}
	return append(all, s)
}
