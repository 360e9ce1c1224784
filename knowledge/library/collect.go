package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"hearth/knowledge/extract"
)

func (a *adding) collect(ctx context.Context, it item, papers []extract.Paper, bad []error) error {
	for _, err := range bad {
		a.report.Files[it.at].bad(err)
	}
	for _, p := range papers {
		if err := a.line(ctx, it, p); err != nil {
			return err
		}
	}
	return nil
}

// line queues one line of a collection. Its version is the sum of what was
// read, as the file's bytes are not the line's.
func (a *adding) line(ctx context.Context, it item, p extract.Paper) error {
	r := &a.report.Files[it.at]
	for _, refusal := range p.Refused {
		r.Refusals = append(r.Refusals, refusal.String())
	}
	if p.ID != "" {
		if err := checkID(p.ID); err != nil {
			r.badLine(fmt.Sprintf("I can't take a line's id: %v.", err))
			return nil
		}
	}
	b, err := json.Marshal([]any{p.Text, p.Meta})
	if err != nil {
		return err
	}
	h := sha256.Sum256(b)
	it.version = hex.EncodeToString(h[:])
	if p.ID == "" { // so that the same line again is the same document
		p.ID = lineID(p.Meta, it.version)
	}
	one, err := a.pack(p, 0)
	if err != nil {
		return err
	}
	it.papers = []packed{one}
	return a.add(ctx, it)
}
