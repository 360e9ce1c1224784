package webchat

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hearth/bot/web"
	"hearth/knowledge"
	"hearth/storage"
)

// paperData is one paper, or a part of a long one.
type paperData struct {
	Title    string
	Facts    []fact
	Notices  []web.Notice
	Newest   string // the page of the version that is current; "" where this is it
	Newer    *near  // the paper that took its place, where the visitor may see it
	Quote    bool   // some words are marked
	Original string
	IsPDF    bool
	Parts    []part
	Pager    web.Pager
	Source   string // the address that it was taken from
}

type fact struct{ Name, Value string }

// seen gets a paper that the visitor may see. Whoever isn't signed in is asked
// to, and whoever is may not learn that there is one.
func (p *pages) seen(w http.ResponseWriter, r *http.Request, v web.Visitor) (d knowledge.Document, ok bool, err error) {
	d, err = p.o.Papers.Get(r.Context(), r.PathValue("id"))
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return d, false, fmt.Errorf("reading a paper: %w", err)
	}
	if err == nil && viewer(v).MaySee(d.Shelf) {
		return d, true, nil
	}
	if v.Signed() {
		return d, false, storage.ErrNotFound
	}
	return d, false, p.o.Site.See(w, r, "/signin?"+url.Values{"next": {r.URL.RequestURI()}}.Encode(), "")
}

func (p *pages) paper(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	d, ok, err := p.seen(w, r, v)
	if err != nil || !ok {
		return err
	}
	q := r.URL.Query()
	version := q.Get("v")
	if version == "" {
		version = d.Version
	}
	content, err := p.o.Papers.Content(r.Context(), d.ID, version)
	if err != nil {
		return fmt.Errorf("the text of a paper: %w", err)
	}
	data := paperData{Title: d.Title, Facts: facts(d), Notices: p.notices(d), Source: webAddress(d.Source)}
	if version != d.Version {
		data.Newest = PaperLink(d.ID, "", knowledge.Span{})
	}
	if d.SupersededBy != "" {
		if n, err := p.o.Papers.Get(r.Context(), d.SupersededBy); err == nil && viewer(v).MaySee(n.Shelf) {
			data.Newer = &near{n.Title, PaperLink(n.ID, "", knowledge.Span{})}
		}
	}
	if data.Original, data.IsPDF, err = p.originalLink(r, v, d, version); err != nil {
		return err
	}
	mark := span(q, content.Text)
	data.Quote = mark.Len() > 0
	pieces := pieces(content)
	page := choosePiece(pieces, q.Get("part"), mark)
	data.Parts = untitled(layOut(content, pieces[page], mark, pageLink(data.Original, data.IsPDF)), d.Title)
	data.Pager = web.Pager{Page: page + 1, Pages: len(pieces), Href: func(n int) string {
		return "/papers/" + url.PathEscape(d.ID) + "?" + url.Values{"v": {version}, "part": {strconv.Itoa(n)}}.Encode()
	}}
	return p.t.Render(w, r, v, "paper", web.Page{Title: d.Title, Nav: "papers", Data: data})
}

// untitled leaves out a first heading that says the title again.
func untitled(parts []part, title string) []part {
	for i, p := range parts {
		switch {
		case p.Page != nil:
			continue
		case p.Heading != nil && len(p.Heading.Text) == 1 && !p.Heading.Text[0].Mark && strings.TrimSpace(p.Heading.Text[0].Text) == title:
			return slices.Delete(parts, i, i+1)
		}
		return parts
	}
	return parts
}

// span is the words that an address asks to be marked; empty where they lie
// outside of the text.
func span(q url.Values, text string) knowledge.Span {
	from, err := strconv.Atoi(q.Get("from"))
	to, again := strconv.Atoi(q.Get("to"))
	if err != nil || again != nil || from < 0 || to > len(text) || from >= to || !boundary(text, from) || !boundary(text, to) {
		return knowledge.Span{}
	}
	return knowledge.Span{Start: from, End: to}
}

// boundary tells whether a text can be cut there without breaking a letter.
func boundary(text string, at int) bool {
	return at == len(text) || text[at]&0xC0 != 0x80
}

func facts(d knowledge.Document) []fact {
	var out []fact
	add := func(name, value string) {
		if value != "" {
			out = append(out, fact{name, value})
		}
	}
	add("Council", d.Council)
	add("Committee", d.Body)
	add("Kind", kindName(d.Kind))
	add("Date", d.Date.Long())
	add("Agenda item", d.Item)
	add("In force from", d.InForceFrom.Long())
	add("Who can see it", map[knowledge.Shelf]string{
		knowledge.ShelfPublic: "The public", knowledge.ShelfMembers: "Members and officers", knowledge.ShelfOfficers: "Officers alone"}[d.Shelf])
	return out
}

// notices are what must be known before a paper is quoted.
func (p *pages) notices(d knowledge.Document) []web.Notice {
	var out []web.Notice
	if why := p.notCurrent(d); why != "" {
		out = append(out, web.Notice{Pressing: true, Title: why + ".", Text: "Don't quote it as what holds today."})
	}
	if d.Starter {
		checked := d.Adopted != nil && d.Adopted.Version == d.Version
		text := "It is not legal advice, and your council has not checked it yet."
		if checked {
			text = fmt.Sprintf("It is not legal advice. Checked by %s on %s.", d.Adopted.Office, d.Adopted.Date.Long())
		}
		out = append(out, web.Notice{Title: "This is hearth's own summary.", Text: text})
	}
	if d.Cut {
		out = append(out, web.Notice{Title: "The paper breaks off.", Text: "What hearth was given ends before the paper does."})
	}
	return out
}

// webAddress is a source that can be opened in a browser; "" for any other.
func webAddress(s string) string {
	if u, err := url.Parse(s); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return s
}
