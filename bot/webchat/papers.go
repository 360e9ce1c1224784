package webchat

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hearth/bot/web"
	"hearth/knowledge"
)

// perPage is how many papers one page lists.
const perPage = 25

// papersData is the list of papers.
type papersData struct {
	Fields []web.Field
	Total  int
	Any    bool // some filter is set
	Papers []paperLine
	Pager  web.Pager
}

type paperLine struct {
	Title, Link string
	Facts       []string
	Old         string // why it is no longer current; "" where it is
}

// viewer is whose shelves a visitor sees.
func viewer(v web.Visitor) knowledge.Viewer {
	if !v.Signed() {
		return knowledge.ViewPublic
	}
	return v.Member.Viewer()
}

// A filter is what the list's form asks for.
type filter struct{ council, kind, year, words string }

func filterOf(q url.Values) filter {
	return filter{q.Get("council"), q.Get("kind"), q.Get("year"), strings.TrimSpace(q.Get("words"))}
}

func (f filter) takes(d knowledge.Document) bool {
	title := strings.ToLower(d.Title)
	for w := range strings.FieldsSeq(strings.ToLower(f.words)) {
		if !strings.Contains(title, w) {
			return false
		}
	}
	return (f.council == "" || f.council == d.Council) && (f.kind == "" || f.kind == string(d.Kind)) &&
		(f.year == "" || f.year == strconv.Itoa(d.Date.Year))
}

func (f filter) query(page int) string {
	q := url.Values{}
	for name, v := range map[string]string{"council": f.council, "kind": f.kind, "year": f.year, "words": f.words} {
		if v != "" {
			q.Set(name, v)
		}
	}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return "/papers"
	}
	return "/papers?" + q.Encode()
}

func (p *pages) papers(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	all, err := p.o.Papers.List(r.Context(), viewer(v))
	if err != nil {
		return fmt.Errorf("listing papers: %w", err)
	}
	f := filterOf(r.URL.Query())
	d := papersData{Fields: fields(all, f), Any: f != filter{}}
	chosen := slices.DeleteFunc(slices.Clone(all), func(d knowledge.Document) bool { return !f.takes(d) })
	slices.SortFunc(chosen, newestFirst)
	d.Total = len(chosen)
	d.Pager = web.Pager{Pages: max(1, (len(chosen)+perPage-1)/perPage), Href: f.query}
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	d.Pager.Page = min(max(page, 1), d.Pager.Pages)
	from := (d.Pager.Page - 1) * perPage
	for _, doc := range chosen[from:min(from+perPage, len(chosen))] {
		d.Papers = append(d.Papers, paperLine{doc.Title, PaperLink(doc.ID, "", knowledge.Span{}), brief(doc), p.notCurrent(doc)})
	}
	title := "Papers"
	if d.Pager.Page > 1 {
		title = fmt.Sprintf("Papers, page %d of %d", d.Pager.Page, d.Pager.Pages)
	}
	return p.t.Render(w, r, v, "papers", web.Page{Title: title, Nav: "papers", Data: d})
}

func newestFirst(a, b knowledge.Document) int {
	if c := b.Date.Time().Compare(a.Date.Time()); c != 0 {
		return c
	}
	if c := strings.Compare(a.Title, b.Title); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}

// fields offer what there is to choose from.
func fields(all []knowledge.Document, f filter) []web.Field {
	councils, kinds, years := map[string]bool{}, map[knowledge.Kind]bool{}, map[int]bool{}
	for _, d := range all {
		if d.Council != "" {
			councils[d.Council] = true
		}
		if d.Date.Year > 0 {
			years[d.Date.Year] = true
		}
		kinds[d.Kind] = true
	}
	council := web.Field{Name: "council", Label: "Council", Type: "select", Value: f.council, Options: []web.Option{{Label: "All"}}}
	for _, c := range sorted(councils, strings.Compare) {
		council.Options = append(council.Options, web.Option{Value: c, Label: c})
	}
	kind := web.Field{Name: "kind", Label: "Kind", Type: "select", Value: f.kind, Options: []web.Option{{Label: "All"}}}
	for _, k := range knowledge.Kinds() {
		if kinds[k] {
			kind.Options = append(kind.Options, web.Option{Value: string(k), Label: kindName(k)})
		}
	}
	year := web.Field{Name: "year", Label: "Year", Type: "select", Value: f.year, Options: []web.Option{{Label: "All"}}}
	for _, y := range sorted(years, func(a, b int) int { return b - a }) {
		year.Options = append(year.Options, web.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	words := web.Field{Name: "words", Label: "Words in the title", Value: f.words}
	return []web.Field{words, council, kind, year}
}

func sorted[T comparable](set map[T]bool, by func(a, b T) int) []T {
	var out []T
	for v := range set {
		out = append(out, v)
	}
	slices.SortFunc(out, by)
	return out
}

// kindName is a kind as members read it.
func kindName(k knowledge.Kind) string {
	switch k {
	case knowledge.Act:
		return "Act of Parliament"
	case knowledge.Summary:
		return "hearth's own summary"
	case knowledge.Other, "":
		return "Other"
	}
	name := strings.ReplaceAll(string(k), "_", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

// brief is a paper in a line: whose, what and when.
func brief(d knowledge.Document) []string {
	var out []string
	for _, s := range []string{d.Council, d.Body, kindName(d.Kind), d.Date.Long()} {
		if s != "" && s != "Other" {
			out = append(out, s)
		}
	}
	return out
}

// notCurrent says why a paper is not to be quoted as current.
func (p *pages) notCurrent(d knowledge.Document) string {
	today := knowledge.DateOf(p.o.Site.Now())
	switch {
	case d.InForce(today):
		return ""
	case d.SupersededBy != "":
		return "A newer paper has taken its place"
	case !d.InForceFrom.IsZero() && today.Before(d.InForceFrom):
		return "Not in force before " + d.InForceFrom.Long()
	}
	return "No longer in force since " + d.InForceUntil.Long()
}
