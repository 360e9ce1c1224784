package knowledge

import (
	"encoding/json"
	"fmt"
	"strings"
)

// A Citation points at the words of a document that a statement rests on. It
// is made by NewCitation alone, which checks the quote.
type Citation struct{ c citation }

type citation struct {
	Document string  `json:"document"`
	Version  string  `json:"version"`
	Title    string  `json:"title,omitempty"`
	File     string  `json:"file,omitempty"`
	Kind     Kind    `json:"kind,omitempty"`
	Council  string  `json:"council,omitempty"`
	Date     Date    `json:"date,omitzero"`
	Page     int     `json:"page,omitempty"`
	Printed  string  `json:"printed,omitempty"`
	Section  string  `json:"section,omitempty"`
	Source   string  `json:"source,omitempty"`
	Quote    string  `json:"quote"`
	Start    int     `json:"start"`
	End      int     `json:"end"`
	Link     string  `json:"link,omitempty"`
	Score    float64 `json:"score,omitempty"`
}

// A Place says where in a document a quote stands.
type Place struct {
	Span
	Page    int
	Printed string
	Section string
	Source  string  // what the words themselves name as their source: "CA 1989 s23CZB"
	Link    string  // opens the document at the quote
	Score   float64 // of the passage, for whoever mends answers
}

// A TextOf cuts stretches out of the text of one version of a document. It
// fails where a stretch lies outside.
type TextOf func(Span) (string, error)

// WholeText is the TextOf of a text that is at hand.
func WholeText(text string) TextOf {
	return func(at Span) (string, error) {
		if at.Start < 0 || at.End > len(text) || at.Start > at.End {
			return "", fmt.Errorf("%d-%d lies outside the text", at.Start, at.End)
		}
		return text[at.Start:at.End], nil
	}
}

// NewCitation makes a citation of the words at a place in the text of a
// document's version. It refuses with ErrNotQuoted where the place lies outside
// the text, where it holds no word, or where quote is not what stands there.
func NewCitation(d Document, text TextOf, at Place, quote string) (Citation, error) {
	stands, err := text(at.Span)
	if err != nil || stands != quote || strings.TrimSpace(quote) == "" {
		return Citation{}, fmt.Errorf("%s %d-%d: %w", d.ID, at.Start, at.End, ErrNotQuoted)
	}
	return Citation{citation{
		Document: d.ID, Version: d.Version, Title: d.Title, File: d.File, Kind: d.Kind,
		Council: d.Council, Date: d.Date, Page: at.Page, Printed: at.Printed, Section: at.Section,
		Source: at.Source, Quote: quote, Start: at.Start, End: at.End, Link: at.Link, Score: at.Score,
	}}, nil
}

// Document is the id of the cited document.
func (c Citation) Document() string { return c.c.Document }

// Version is the cited version's name.
func (c Citation) Version() string { return c.c.Version }

// Title is the document's title.
func (c Citation) Title() string { return c.c.Title }

// File is the base name of the file that was added.
func (c Citation) File() string { return c.c.File }

// Kind is the document's kind.
func (c Citation) Kind() Kind { return c.c.Kind }

// Council is whose paper it is; empty where it is not stated.
func (c Citation) Council() string { return c.c.Council }

// Date is the document's date.
func (c Citation) Date() Date { return c.c.Date }

// Page is the page as counted from 1, 0 where the file has no pages.
func (c Citation) Page() int { return c.c.Page }

// Printed is the page number as printed, where it differs.
func (c Citation) Printed() string { return c.c.Printed }

// Section is the heading path of the quote.
func (c Citation) Section() string { return c.c.Section }

// Source is what the cited words themselves name as their source: an Act with
// its section, a regulation, a piece of guidance.
func (c Citation) Source() string { return c.c.Source }

// Quote is what stands in the document, word for word.
func (c Citation) Quote() string { return c.c.Quote }

// Span is where the quote stands in the version's text.
func (c Citation) Span() Span { return Span{c.c.Start, c.c.End} }

// Link opens the document at the quote; empty where there is nothing to open.
func (c Citation) Link() string { return c.c.Link }

// MarshalJSON writes the citation in the shape that hearth ask --json prints.
func (c Citation) MarshalJSON() ([]byte, error) { return json.Marshal(c.c) }
