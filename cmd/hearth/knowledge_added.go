package main

import (
	"fmt"
	"strings"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
)

// addText is what became of each file, for people.
func addText(r app.Report, shelf knowledge.Shelf) string {
	var b strings.Builder
	for _, f := range r.Files {
		fileText(&b, f)
	}
	if len(r.Files) == 0 {
		b.WriteString("There are no files there to read.\n")
	}
	if r.Documents > 0 {
		fmt.Fprintf(&b, "\n%s added", counted(r.Documents, "paper", "papers"))
		if shelf != "" {
			fmt.Fprintf(&b, " to the shelf %s", shelf)
		}
		b.WriteString(".")
		if shelf == "" {
			b.WriteString(" New papers stand on the officers' shelf unless they name another;\n\"hearth knowledge set ID shelf=public\" lets everybody be answered from one.")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func fileText(b *strings.Builder, f app.FileReport) {
	what := f.Title
	if what == "" {
		what = f.Path
	}
	if f.Documents > 0 || f.BadLines > 0 {
		what = fmt.Sprintf("%s: %s", f.Path, counted(f.Documents, "paper", "papers"))
	} else if f.ID != "" {
		what += " (" + f.ID + ")"
	}
	fmt.Fprintf(b, "%-12s %s\n", strings.ReplaceAll(string(f.Outcome), "_", " "), what)
	note := func(s string) {
		if s != "" {
			fmt.Fprintf(b, "%-12s   %s\n", "", s)
		}
	}
	note(f.Why)
	for _, s := range f.Refusals {
		note(s)
	}
	for _, s := range f.Notes {
		note(s)
	}
	for _, s := range f.Lines {
		note(s)
	}
	for _, p := range f.Parts {
		note(partText(p))
		for _, s := range p.Refusals {
			note("     " + s)
		}
	}
}

// partText is one report of a pack: its number, what it is, where it stands, how
// relevant it looks, and whether it was kept.
func partText(p app.PartReport) string {
	kept := "left out"
	switch {
	case p.Kept:
		kept = p.ID
	case p.Already:
		kept = "kept already: " + p.ID
	}
	title := p.Title
	if p.Item != "" {
		title = "item " + p.Item + ": " + title
	}
	return fmt.Sprintf("%3d  %s, pages %d to %d, %s (%s)", p.Number, title, p.First, p.Last, looks(p.Looks), kept)
}

// looks says a guess in words: its figure would claim more than it knows.
func looks(share float64) string {
	switch {
	case share >= 0.6:
		return "looks relevant"
	case share >= 0.25:
		return "may be relevant"
	}
	return "doesn't look relevant"
}

// addedJSON is one file's line of --json.
type addedJSON struct {
	Path      string     `json:"path"`
	Outcome   string     `json:"outcome"`
	ID        string     `json:"id,omitempty"`
	Title     string     `json:"title,omitempty"`
	Why       string     `json:"why,omitempty"`
	Original  bool       `json:"original"`
	Refusals  []string   `json:"refusals,omitempty"`
	Notes     []string   `json:"notes,omitempty"`
	Parts     []partJSON `json:"parts,omitempty"`
	Documents int        `json:"documents,omitempty"`
	BadLines  int        `json:"bad_lines,omitempty"`
	Lines     []string   `json:"lines,omitempty"`
}

type partJSON struct {
	Number   int      `json:"number"`
	Outcome  string   `json:"outcome,omitempty"`
	ID       string   `json:"id,omitempty"`
	Title    string   `json:"title"`
	Item     string   `json:"item,omitempty"`
	First    int      `json:"first_page"`
	Last     int      `json:"last_page"`
	Looks    float64  `json:"looks"`
	Kept     bool     `json:"kept"`
	Already  bool     `json:"already"` // kept before, and not chosen now
	Refusals []string `json:"refusals,omitempty"`
}

func fileJSON(f app.FileReport) addedJSON {
	out := addedJSON{Path: f.Path, Outcome: string(f.Outcome), ID: f.ID, Title: f.Title, Why: f.Why, Original: f.Original,
		Refusals: f.Refusals, Notes: f.Notes, Documents: f.Documents, BadLines: f.BadLines, Lines: f.Lines}
	for _, p := range f.Parts {
		out.Parts = append(out.Parts, partJSON{p.Number, string(p.Outcome), p.ID, p.Title, p.Item, p.First, p.Last, p.Looks, p.Kept, p.Already, p.Refusals})
	}
	return out
}
