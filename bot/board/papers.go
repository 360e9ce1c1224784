package board

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hearth/bot/web"
	"hearth/knowledge"
)

// perPage is how many papers a page of the list shows.
const perPage = 50

// kindLabels are the kinds of paper as officers read them.
var kindLabels = map[knowledge.Kind]string{
	knowledge.Act: "Act", knowledge.Regulations: "Regulations", knowledge.StatutoryGuidance: "Statutory guidance",
	knowledge.Strategy: "Strategy", knowledge.Report: "Report", knowledge.Minutes: "Minutes", knowledge.Decision: "Decision",
	knowledge.Presentation: "Presentation", knowledge.Guidance: "Guidance", knowledge.Summary: "Summary", knowledge.Other: "Something else",
}

// shelfLabels are the shelves as officers read them.
var shelfLabels = map[knowledge.Shelf]string{
	knowledge.ShelfPublic: "Everybody", knowledge.ShelfMembers: "Members", knowledge.ShelfOfficers: "Officers only",
}

// A papersPage is the list of papers.
type papersPage struct {
	Filters  []web.Field
	Filtered bool
	Total    int
	Papers   []paperLine
	Pager    web.Pager
	Uploads  []uploadLine
}

// A paperLine is one paper of a list.
type paperLine struct {
	Title, Href  string
	Kind, Shelf  string
	Council      string
	Date, Review knowledge.Date
	Overdue      bool // past its review date
	Unshelved    bool // nobody has chosen its shelf
	Ended        bool // not in force any more
	Part         bool
}

func (b *Board) lineOf(d knowledge.Document, unshelved []string) paperLine {
	return paperLine{
		Title: cmp.Or(d.Title, d.File, d.ID), Href: paperHref(d.ID), Kind: kindLabels[d.Kind], Shelf: shelfLabels[d.Shelf],
		Council: d.Council, Date: d.Date, Review: d.ReviewBy, Overdue: b.overdue(d), Part: d.Parent != "",
		Unshelved: slices.Contains(unshelved, d.ID), Ended: !d.InForce(b.today()),
	}
}

func (b *Board) overdue(d knowledge.Document) bool {
	return !d.ReviewBy.IsZero() && d.ReviewBy.Before(b.today())
}

// paperHref is the address of a paper's page. Ids may hold slashes.
func paperHref(id string) string { return "/officers/papers/" + url.PathEscape(id) }

func (b *Board) papers(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	all, err := b.o.Papers.All(r.Context())
	if err != nil {
		return err
	}
	unshelved, err := b.o.Papers.Unshelved(r.Context())
	if err != nil {
		return err
	}
	q := r.URL.Query()
	p := papersPage{Filters: b.filters(q, all)}
	var chosen []knowledge.Document
	for _, d := range all {
		if b.fits(d, q, unshelved) {
			chosen = append(chosen, d)
		}
	}
	slices.SortStableFunc(chosen, func(x, y knowledge.Document) int { return y.Added.Compare(x.Added) })
	for _, f := range p.Filters {
		p.Filtered = p.Filtered || q.Get(f.Name) != ""
	}
	p.Total = len(chosen)
	pages := max((len(chosen)+perPage-1)/perPage, 1)
	at, _ := strconv.Atoi(q.Get("page")) // what is no number is the first page
	at = min(max(at, 1), pages)
	p.Pager = web.Pager{Page: at, Pages: pages, Href: func(n int) string {
		to := url.Values{"page": {strconv.Itoa(n)}}
		for _, f := range p.Filters {
			if s := q.Get(f.Name); s != "" {
				to.Set(f.Name, s)
			}
		}
		return "/officers/papers?" + to.Encode()
	}}
	for _, d := range chosen[min((at-1)*perPage, len(chosen)):min(at*perPage, len(chosen))] {
		p.Papers = append(p.Papers, b.lineOf(d, unshelved))
	}
	p.Uploads = b.uploadsOf(v.Member.ID)
	return b.show(w, r, v, screen{Name: "papers", Tab: "/officers/papers", Heading: "Papers", Page: p})
}

// filters are the fields by which the list can be narrowed.
func (b *Board) filters(q url.Values, all []knowledge.Document) []web.Field {
	shelves := [][2]string{{"", "Any"}}
	for _, s := range []knowledge.Shelf{knowledge.ShelfPublic, knowledge.ShelfMembers, knowledge.ShelfOfficers} {
		shelves = append(shelves, [2]string{string(s), shelfLabels[s]})
	}
	kinds := [][2]string{{"", "Any"}}
	councils := [][2]string{{"", "Any"}}
	var named []string
	for _, d := range all {
		if d.Council != "" {
			named = append(named, d.Council)
		}
	}
	slices.Sort(named)
	for _, c := range slices.Compact(named) {
		councils = append(councils, [2]string{c, c})
	}
	for _, k := range knowledge.Kinds() {
		kinds = append(kinds, [2]string{string(k), kindLabels[k]})
	}
	return []web.Field{
		{Name: "title", Label: "Words of the title", Value: q.Get("title")},
		{Name: "shelf", Label: "Who is answered from it", Type: "select", Value: q.Get("shelf"), Options: choices(shelves...)},
		{Name: "kind", Label: "Kind", Type: "select", Value: q.Get("kind"), Options: choices(kinds...)},
		{Name: "council", Label: "Council", Type: "select", Value: q.Get("council"), Options: choices(councils...)},
		{Name: "need", Label: "What it needs", Type: "select", Value: q.Get("need"), Options: choices(
			[2]string{"", "Anything or nothing"}, [2]string{"shelf", "A shelf to be chosen"}, [2]string{"review", "A review"})},
	}
}

// fits tells whether a paper is what the filters ask for.
func (b *Board) fits(d knowledge.Document, q url.Values, unshelved []string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(q.Get("title"))) {
		if !strings.Contains(strings.ToLower(d.Title+" "+d.File), word) {
			return false
		}
	}
	is := func(name, has string) bool { return q.Get(name) == "" || strings.EqualFold(q.Get(name), has) }
	switch q.Get("need") {
	case "shelf":
		if !slices.Contains(unshelved, d.ID) {
			return false
		}
	case "review":
		if !b.overdue(d) {
			return false
		}
	}
	return is("shelf", string(d.Shelf)) && is("kind", string(d.Kind)) && is("council", d.Council)
}

// An uploadLine is an upload of the officer's that still waits, or is over.
type uploadLine struct {
	Href, Says string
	Unread     int // files that could not be read
	Waiting    bool
}

// uploadsOf lists an officer's uploads that need a look.
func (b *Board) uploadsOf(owner string) []uploadLine {
	var out []uploadLine
	for _, in := range b.stage.of(owner) {
		at, all := in.snapshot()
		l := uploadLine{Href: "/officers/uploads/" + in.id, Waiting: at == waiting}
		for _, f := range all {
			if f.Seen && !f.Sight.Readable && f.Sight.Known == "" || f.Taken != nil && !f.Taken.OK {
				l.Unread++
			}
		}
		if at == done && l.Unread == 0 {
			continue
		}
		files := web.Plural(len(all), "file", "files")
		switch at {
		case looking:
			l.Says = "I am reading " + files
		case waiting:
			l.Says = files + " to choose from"
		case adding:
			l.Says = "I am adding papers from " + files
		default:
			l.Says = "Added from " + files
		}
		out = append(out, l)
	}
	return out
}
