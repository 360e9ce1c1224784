// Package pack tells a meeting pack from a single paper and splits it into its
// reports.
//
// A pack is a PDF that holds the papers of one meeting. It is known by its
// reports, of which it needs two or more, found in this order:
//
//   - pages tagged "Agenda Item 7" at the head or foot, as ModernGov does;
//   - bookmarks "Agenda item 7: …";
//   - numbered bookmarks ("7 Corporate Parenting Strategy") of one depth, or
//     else numbered lines with a page number (a contents page), where the file
//     also shows that it is a meeting's: a line or bookmark that says "Agenda",
//     "Reports pack" or the like, and a date, before the first of them.
//
// So a long report with numbered chapters and bookmarks stays one paper: it has
// no agenda. Numbers must rise with the pages; a bookmark out of order ends the
// guess. A pack of a single report is one paper.
//
// Papers gives the pack first (what stands before its first report, and the
// list of its reports where that has none), then each report with its agenda
// number, pages, the meeting's date and body, and how much it looks like
// corporate parenting. What is marked exempt is in none of them, nor are the
// titles of reports of which nothing is left.
//
// Costs: one pass over the text for each of a few steps; time grows with the
// text, and with pages times bookmarks.
package pack

import (
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/guess"
	"hearth/knowledge/extract/pdf"
)

// Papers makes the papers of a file: the pack and its reports, or the one that
// it is. Where all of it is exempt the error is an *extract.Error. name is the
// file's base name, for that error alone.
func Papers(name string, f *pdf.File) ([]extract.Paper, error) {
	found := reports(f)
	left, refused, err := f.Sift(name, parts(f, found))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		p := extract.Paper{Content: f.Content(left), FirstPage: 1, LastPage: len(f.Pages), Refused: refused, Notes: f.Notes}
		guess.Fill(&p)
		return []extract.Paper{p}, nil
	}
	return split(f, found, left, refused), nil
}

// split makes the pack's paper and one of each report of which anything is
// left.
func split(f *pdf.File, found []report, left []pdf.Place, refused []extract.Refusal) []extract.Paper {
	var front, rest []pdf.Place
	for _, at := range left {
		if at.Before(found[0].at) {
			front = append(front, at)
		} else {
			rest = append(rest, at)
		}
	}
	whole := extract.Paper{Content: f.Content(front), Pack: true, FirstPage: 1, LastPage: len(f.Pages), Refused: refused, Notes: f.Notes}
	whole.Kind = knowledge.Other
	whole.Date = guess.FindDate(whole.Text)
	out := []extract.Paper{whole}
	for i, r := range found {
		to := f.End()
		if i+1 < len(found) {
			to = found[i+1].at
		}
		var own []pdf.Place
		for len(rest) > 0 && rest[0].Before(to) {
			own, rest = append(own, rest[0]), rest[1:]
		}
		if len(own) == 0 {
			continue
		}
		p := extract.Paper{Content: f.Content(own), Part: true, FirstPage: r.first, LastPage: r.last}
		p.Item = r.item
		if strings.Contains(extract.Letters(p.Text), extract.Letters(r.title)) || strings.Contains(extract.Letters(whole.Text), extract.Letters(r.title)) || !touched(refused, r) {
			p.Title = r.title
		}
		p.Looks = looks(p.Title, p.Text)
		p.Refused = within(refused, r)
		out = append(out, p)
	}
	share(out)
	return out
}

func touched(refused []extract.Refusal, r report) bool { return len(within(refused, r)) > 0 }

// within cuts the refusals to a report's pages.
func within(refused []extract.Refusal, r report) []extract.Refusal {
	var out []extract.Refusal
	for _, x := range refused {
		if x.To >= r.first && x.From <= r.last {
			x.From, x.To = max(x.From, r.first), min(x.To, r.last)
			out = append(out, x)
		}
	}
	return out
}

// share gives the reports what the pack says of the meeting, and the pack what
// its reports agree on where it says nothing itself.
func share(papers []extract.Paper) {
	whole, parts := &papers[0], papers[1:]
	agenda(whole, parts)
	guess.Fill(whole)
	whole.Item = ""
	if whole.Body != "" && !whole.Date.IsZero() {
		whole.Title = whole.Body + ", " + whole.Date.Long() + " (meeting pack)"
	} else if whole.Title == "" {
		whole.Title = "Meeting pack"
	}
	for i := range parts {
		p := &parts[i]
		if whole.Date.Day > 0 {
			p.Date = whole.Date
		}
		p.Body = whole.Body
		guess.Fill(p)
	}
	if whole.Date.IsZero() {
		whole.Date = agreed(parts, func(p extract.Paper) knowledge.Date { return p.Date })
	}
	if whole.Council == "" {
		whole.Council = agreed(parts, func(p extract.Paper) string { return p.Council })
	}
	if whole.Body == "" {
		whole.Body = agreed(parts, func(p extract.Paper) string { return p.Body })
	}
	for i := range parts {
		p := &parts[i]
		if p.Council == "" {
			p.Council = whole.Council
		}
		if p.Date.IsZero() {
			p.Date = whole.Date
		}
		if p.Body == "" {
			p.Body = whole.Body
		}
	}
}

// agreed is what all the reports say that say anything: a pack that mixes
// councils or dates has none.
func agreed[T comparable](papers []extract.Paper, of func(extract.Paper) T) T {
	var none, all T
	for _, p := range papers {
		switch v := of(p); {
		case v == none || v == all:
		case all == none:
			all = v
		default:
			return none
		}
	}
	return all
}

// agenda adds the list of reports to a pack whose own pages have none.
func agenda(whole *extract.Paper, parts []extract.Paper) {
	has, folded := 0, extract.Letters(whole.Text)
	for _, p := range parts {
		if p.Title != "" && strings.Contains(folded, extract.Letters(p.Title)) {
			has++
		}
	}
	if has*2 > len(parts) {
		return
	}
	for _, p := range parts {
		if p.Title == "" {
			continue
		}
		if whole.Text != "" {
			whole.Text += "\n"
		}
		b := knowledge.Block{Kind: knowledge.Item, Level: 1, Start: len(whole.Text), Page: p.FirstPage}
		if p.Item != "" {
			whole.Text += p.Item + ". "
			b.Body = len(whole.Text)
		}
		whole.Text += p.Title
		b.End = len(whole.Text)
		whole.Blocks = append(whole.Blocks, b)
	}
}
