package library

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"hearth/knowledge/extract"
	"hearth/storage"
)

// A Sight is what Look saw in a file.
type Sight struct {
	FileReport // Outcome is Added where Add would take it, else as Add would say
	// Here are the papers that came from another file of the same name; the file
	// may be a newer version of one of them. None where its bytes are known.
	Here []Named
	// LeftOut counts the stretches of a pack, behind its agenda, that are left out
	// whole as exempt: mostly a report each. Parts has none of them, or those that
	// hold no words.
	LeftOut int
}

// A Named is a document by its id and title.
type Named struct{ ID, Title string }

// Look reads a file as Add would, and writes nothing: it lists the reports of a
// pack, what would be left out as exempt and what can't be read, so that a
// person can choose before anything is kept. name is the file's base name. It
// costs what reading the file costs, and holds nobody up.
func (l *Library) Look(ctx context.Context, name string, r io.ReaderAt, size int64) (Sight, error) {
	s := Sight{FileReport: FileReport{Path: name}}
	if l.o.Reader == nil {
		return s, errors.New("looking into a file: the library was opened without a reader")
	}
	version, err := sum(r, size)
	if err != nil {
		return s, fmt.Errorf("looking into a file: %w", err)
	}
	k := looking{s: &s}
	for p, err := range l.o.Reader.Read(ctx, name, r, size) {
		if cerr := ctx.Err(); cerr != nil {
			return s, cerr
		}
		if err != nil {
			k.bad(err)
			continue
		}
		k.paper(p)
	}
	if err := ctx.Err(); err != nil {
		return s, err
	}
	k.judge()
	return s, l.compareSight(ctx, &s, version)
}

// looking is one call of Look. It counts the papers of a collection and holds
// none of them.
type looking struct {
	s      *Sight
	papers int
	words  bool
	first  extract.Paper // without Content
	broke  error         // the first
}

func (k *looking) bad(err error) {
	if k.broke == nil {
		k.broke = err
	}
	k.s.bad(err)
}

func (k *looking) paper(p extract.Paper) {
	words := strings.TrimSpace(p.Text) != ""
	p.Text, p.Blocks = "", nil
	if k.papers++; k.papers == 1 {
		k.first = p
	}
	k.words = k.words || words
	for _, refusal := range p.Refused {
		k.s.Refusals = once(k.s.Refusals, refusal.String())
	}
	for _, note := range p.Notes {
		k.s.Notes = once(k.s.Notes, note)
	}
	if !p.Part {
		return
	}
	part := PartReport{Number: len(k.s.Parts) + 1, Title: p.Title, Item: p.Item, First: p.FirstPage, Last: p.LastPage, Looks: p.Looks}
	for _, refusal := range p.Refused {
		part.Refusals = append(part.Refusals, refusal.String())
	}
	if !words {
		part.Outcome = Refused
	}
	k.s.Parts = append(k.s.Parts, part)
}

// judge says what Add would make of what was read.
func (k *looking) judge() {
	s := k.s
	s.Title, s.Outcome = k.first.Title, Added
	if k.papers > 0 && !k.first.Pack && (k.papers > 1 || k.first.ID != "" && k.broke != nil) {
		s.Title, s.Documents = "", k.papers
		s.collected()
		return
	}
	s.BadLines, s.EmptyLines, s.Lines = 0, 0, nil
	s.LeftOut = k.leftOut()
	switch {
	case k.broke != nil:
		s.Outcome, s.Err, s.Why, s.Parts = Unreadable, k.broke, plain(k.broke), nil
		if e, ok := errors.AsType[*extract.Error](s.Err); ok && e.Reason == extract.Exempt {
			s.Outcome = Refused
		}
	case k.papers == 0:
		s.Outcome, s.Why = Refused, "There is nothing to read in it."
	case !k.words:
		s.Outcome, s.Why = Refused, "There is nothing in it that I may keep."
	}
	if s.Title == "" {
		s.Title = nameTitle(s.Path)
	}
}

// leftOut counts what of a pack is left out whole.
func (k *looking) leftOut() (n int) {
	if len(k.s.Parts) == 0 {
		return 0
	}
	told := map[string]bool{} // of a report that is listed
	for _, p := range k.s.Parts {
		for _, refusal := range p.Refusals {
			told[refusal] = true
		}
		if p.Outcome == Refused {
			n++
		}
	}
	for _, refusal := range k.first.Refused {
		if refusal.From > k.s.Parts[0].First && !told[refusal.String()] {
			n++
		}
	}
	return n
}

// compareSight says what of it the records have already.
func (l *Library) compareSight(ctx context.Context, s *Sight, version string) error {
	if !s.Outcome.OK() {
		return nil
	}
	err := l.view(ctx, func(tx storage.Tx) error {
		s.Here, s.ID = nil, ""
		b, err := storage.Get[bytesRecord](tx, bytesPrefix+version)
		switch {
		case err == nil:
			return s.known(tx, b, version)
		case !errors.Is(err, storage.ErrNotFound):
			return err
		}
		return s.sameName(tx)
	})
	if err != nil {
		return fmt.Errorf("looking into a file: %w", err)
	}
	return nil
}

// known says which document the file's bytes made.
func (s *Sight) known(tx storage.Tx, b bytesRecord, version string) error {
	d, err := getDocument(tx, b.ID)
	if d == nil || err != nil {
		return err
	}
	s.ID, s.Title = d.ID, d.Title
	taken := map[string]bool{}
	for i := range s.Parts {
		p := &s.Parts[i]
		p.ID = partID(d.ID, p.Item, p.Title, taken)
		have, err := getDocument(tx, p.ID)
		if err != nil {
			return err
		}
		p.Already = have != nil
	}
	switch {
	case d.Version != version:
		s.Outcome, s.Why = Unchanged, fmt.Sprintf("It is an earlier version of %q, which has a newer one.", d.Title)
	case len(s.Parts) == 0:
		s.Outcome, s.Why = Unchanged, "I have it already; its bytes are the same."
	}
	return nil
}

func (s *Sight) sameName(tx storage.Tx) error {
	for e, err := range tx.Scan([]byte(filesPrefix+s.Path+"\x00"), nil) {
		if err != nil {
			return err
		}
		var id string
		if err := json.Unmarshal(e.Value, &id); err != nil {
			return fmt.Errorf("%q: %w", e.Key, err)
		}
		d, err := getDocument(tx, id)
		if err != nil {
			return err
		}
		if d != nil {
			s.Here = append(s.Here, Named{d.ID, d.Title})
		}
	}
	return nil
}
