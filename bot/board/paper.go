package board

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearth/bot/web"
	"hearth/knowledge"
	"hearth/storage"
)

// A paperPage is one paper.
type paperPage struct {
	Doc     knowledge.Document
	Href    string
	Read    string // where members read it
	Shelf   string
	Kind    string
	Pack    *Named // that holds it
	Parts   []paperLine
	Adopt   *form
	Overdue bool
	Newer   *Named
	Unset   bool // nobody has chosen its shelf
}

func (b *Board) paperOf(r *http.Request) (knowledge.Document, error) {
	d, err := b.o.Papers.Get(r.Context(), r.PathValue("id"))
	if errors.Is(err, storage.ErrNotFound) {
		return d, gone("This paper was removed, or the address has a slip in it.")
	}
	return d, err
}

func (b *Board) paper(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	d, err := b.paperOf(r)
	if err != nil {
		return err
	}
	return b.showPaper(w, r, v, d, detailsForm(d), adoptForm(d))
}

func (b *Board) showPaper(w http.ResponseWriter, r *http.Request, v web.Visitor, d knowledge.Document, f, adopt *form) error {
	all, err := b.o.Papers.All(r.Context())
	if err != nil {
		return err
	}
	unshelved, err := b.o.Papers.Unshelved(r.Context())
	if err != nil {
		return err
	}
	p := paperPage{Doc: d, Href: paperHref(d.ID), Read: "/papers/" + url.PathEscape(d.ID), Shelf: shelfLabels[d.Shelf], Kind: kindLabels[d.Kind],
		Adopt: adopt, Overdue: b.overdue(d), Unset: slices.Contains(unshelved, d.ID)}
	for _, other := range all {
		switch {
		case other.Parent == d.ID:
			p.Parts = append(p.Parts, b.lineOf(other, unshelved))
		case d.Parent != "" && other.ID == d.Parent:
			p.Pack = &Named{paperHref(other.ID), other.Title}
		case d.SupersededBy != "" && other.ID == d.SupersededBy:
			p.Newer = &Named{paperHref(other.ID), other.Title}
		}
	}
	shown := f
	if adopt.wrong() {
		shown = adopt
	}
	return b.show(w, r, v, screen{Name: "paper", Tab: "/officers/papers", Heading: cmp.Or(d.Title, d.File, d.ID),
		Back: &link{"Papers", "/officers/papers"}, Form: shown, Page: struct {
			paperPage
			Details *form
		}{p, f}})
}

// dateFields are the details that are dates.
var dateFields = []string{"date", "in_force_from", "in_force_until", "review_by"}

// detailsForm is the form of what is known of a paper.
func detailsForm(d knowledge.Document) *form {
	kinds := [][2]string{}
	for _, k := range knowledge.Kinds() {
		kinds = append(kinds, [2]string{string(k), kindLabels[k]})
	}
	text := func(name, label, hint, value string) web.Field {
		return web.Field{Name: name, Label: label, Hint: hint, Value: value, Optional: name != "title"}
	}
	date := func(name, label, hint string, value knowledge.Date) web.Field {
		f := text(name, label, hint, value.Long())
		f.Narrow = true
		return f
	}
	return &form{Action: paperHref(d.ID), Submit: "Save", Seen: mark(d.Meta), Fields: []web.Field{
		text("title", "Title", "", d.Title),
		shelfField(d.Shelf),
		{Name: "kind", Label: "Kind", Type: "select", Value: string(d.Kind), Options: choices(kinds...)},
		text("council", "Council", `The place alone, like "Middlesbrough".`, d.Council),
		text("body", "Committee", `Like "Cabinet" or "Children's Scrutiny Committee".`, d.Body),
		{Name: "nation", Label: "Nation", Type: "select", Optional: true, Value: d.Nation, Options: choices([2]string{"", "Not stated"}, [2]string{"England", "England"},
			[2]string{"Wales", "Wales"}, [2]string{"Scotland", "Scotland"}, [2]string{"Northern Ireland", "Northern Ireland"})},
		date("date", "Date of the paper", "Like 16 March 2026. A month or a year will do.", d.Date),
		date("in_force_from", "In force from", "", d.InForceFrom),
		date("in_force_until", "In force until", "The last day on which it holds. After it I don't quote it as current.", d.InForceUntil),
		text("superseded_by", "Replaced by", "The id of the newer paper, as its page shows it.", d.SupersededBy),
		text("owner", "Who looks after it", `An office, not a person: "Democratic Services Manager".`, d.Owner),
		date("review_by", "Review by", "When somebody should see whether it still holds.", d.ReviewBy),
		text("source", "Where it was taken from", "Its address on the web.", d.Source),
	}}
}

// adoptForm asks which office has checked one of hearth's own summaries; nil
// where there is nothing to adopt.
func adoptForm(d knowledge.Document) *form {
	if !d.Starter || d.Adopted != nil && d.Adopted.Version == d.Version {
		return nil
	}
	return &form{Action: paperHref(d.ID) + "/adopt", Submit: "Adopt this summary", Fields: []web.Field{{
		Name: "office", Label: "Which office has checked it?", Hint: `An office, not a person: "Democratic Services Manager".`,
	}}}
}

func (b *Board) savePaper(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	d, err := b.paperOf(r)
	if err != nil {
		return err
	}
	f := detailsForm(d)
	f.typed(r.PostForm)
	f.unseen(r.PostForm)
	fields, err := b.details(r, d, f)
	if err != nil {
		return err
	}
	if !f.wrong() && len(fields) > 0 {
		if err := b.o.Papers.Change(r.Context(), d.ID, fields, v.Member.ID); err != nil && !f.take(err) {
			return err
		}
	}
	if f.wrong() {
		return b.showPaper(w, r, v, d, f, adoptForm(d))
	}
	return b.see(w, r, paperHref(d.ID), "Saved.")
}

// details reads the form and faults what can't be so. It gives what differs
// from the paper alone, as what a person gives holds against the paper's own
// words from then on.
func (b *Board) details(r *http.Request, d knowledge.Document, f *form) (map[string]string, error) {
	fields := map[string]string{}
	dates := map[string]knowledge.Date{}
	was := detailsForm(d)
	for i, one := range f.Fields {
		value := strings.Join(strings.Fields(r.PostForm.Get(one.Name)), " ")
		before := was.Fields[i].Value
		for _, o := range was.Fields[i].Options {
			if o.Chosen {
				before = o.Value
			}
		}
		if slices.Contains(dateFields, one.Name) {
			got, hint := day(value)
			if hint != "" {
				f.fault(one.Name, hint)
			}
			dates[one.Name] = got
			if got.Long() == before {
				continue
			}
			value = got.String()
		}
		if value != before {
			fields[one.Name] = value
		}
	}
	if strings.TrimSpace(r.PostForm.Get("title")) == "" {
		f.fault("title", "Give the paper a title: members see it below each answer.")
	}
	if _, err := knowledge.ParseShelf(r.PostForm.Get("shelf")); err != nil {
		f.fault("shelf", "Choose who may be answered from it.")
	}
	if until := dates["in_force_until"]; !until.IsZero() && until.Before(dates["in_force_from"]) {
		f.fault("in_force_until", "It ends before it begins. Mend one of the two dates.")
	}
	if to := r.PostForm.Get("source"); to != "" {
		if u, err := url.Parse(strings.TrimSpace(to)); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			f.fault("source", "This is no web address; write it like https://www.example.gov.uk/paper.pdf")
		}
	}
	return fields, b.newer(r, d, fields["superseded_by"], f)
}

// newer faults the form where a paper that shall take its place can't.
func (b *Board) newer(r *http.Request, d knowledge.Document, id string, f *form) error {
	switch {
	case id == "":
		return nil
	case id == d.ID:
		f.fault("superseded_by", "A paper can't replace itself.")
		return nil
	}
	_, err := b.o.Papers.Get(r.Context(), id)
	if errors.Is(err, storage.ErrNotFound) {
		f.fault("superseded_by", "There is no paper with this id. Open the newer paper; its page shows the id.")
		return nil
	}
	return err
}

func (b *Board) adopt(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	d, err := b.paperOf(r)
	if err != nil {
		return err
	}
	f := adoptForm(d)
	if f == nil {
		return b.see(w, r, paperHref(d.ID), "There is nothing to adopt.")
	}
	f.typed(r.PostForm)
	office := strings.Join(strings.Fields(r.PostForm.Get("office")), " ")
	if office == "" || len(office) > 120 {
		f.fault("office", "Give the name of the office that checked it, in a few words.")
	} else if _, err := b.o.Papers.Adopt(r.Context(), d.ID, office, b.today(), v.Member.ID); err != nil && !f.take(err) {
		return err
	}
	if f.wrong() {
		return b.showPaper(w, r, v, d, detailsForm(d), f)
	}
	return b.see(w, r, paperHref(d.ID), "Adopted. Members see it without the label from now on.")
}

// A removePage asks whether a paper shall go.
type removePage struct {
	Doc   knowledge.Document
	Parts []paperLine
	Href  string
}

func (b *Board) removeForm(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	d, err := b.paperOf(r)
	if err != nil {
		return err
	}
	all, err := b.o.Papers.All(r.Context())
	if err != nil {
		return err
	}
	p := removePage{Doc: d, Href: paperHref(d.ID) + "/remove"}
	for _, other := range all {
		if other.Parent == d.ID {
			p.Parts = append(p.Parts, b.lineOf(other, nil))
		}
	}
	return b.show(w, r, v, screen{Name: "remove", Tab: "/officers/papers", Heading: "Remove this paper?",
		Back: &link{cmp.Or(d.Title, d.File, d.ID), paperHref(d.ID)}, Page: p})
}

func (b *Board) remove(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	d, err := b.paperOf(r)
	if err != nil {
		return err
	}
	if err := b.o.Papers.Remove(r.Context(), v.Member.ID, d.ID); err != nil {
		return err
	}
	return b.see(w, r, "/officers/papers", "The paper is removed, and its words are gone from my files.")
}
