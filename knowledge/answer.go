package knowledge

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// A Question is what somebody asks.
type Question struct {
	ID       string // the asker's own name for it, echoed in the answer
	Text     string
	Previous string // the question before it in the same thread, if any
	Viewer   Viewer
	Council  string    // whom "we" and "our" mean; empty: nobody in particular
	Now      time.Time // when it is asked, in the council's zone
}

// A Status says what became of a question.
type Status string

// The statuses.
const (
	Answered Status = "answered"
	Partial  Status = "partial"   // a part of the question is answered; Reply says which is missing
	NotFound Status = "not_found" // the papers don't tell
	Clarify  Status = "clarify"   // hearth asks which of several things was meant
	Handled  Status = "handled"   // not a question for the papers; Kind says what it was
	Failed   Status = "failed"    // something broke
)

// A HandledKind says why a question was not taken to the papers.
type HandledKind string

// The kinds of handled question, the most pressing first.
const (
	Emergency    HandledKind = "emergency"
	Safeguarding HandledKind = "safeguarding"
	Wellbeing    HandledKind = "wellbeing"
	Privacy      HandledKind = "privacy"
	Exempt       HandledKind = "exempt"
	Casework     HandledKind = "casework"
	Injection    HandledKind = "injection"
	LegalAdvice  HandledKind = "legal_advice"
	Political    HandledKind = "political"
	DataRights   HandledKind = "data_rights"
	Abuse        HandledKind = "abuse"
	Command      HandledKind = "command"
	Smalltalk    HandledKind = "smalltalk"
)

// A Binding says what stands behind a statement.
type Binding string

// The bindings.
const (
	LawSays          Binding = "law"
	RegulationsSay   Binding = "regulations"
	GuidanceSays     Binding = "statutory_guidance"
	CouncilDecided   Binding = "council_decision"
	ReportSays       Binding = "report"
	HearthSummarises Binding = "summary"
)

// Says is the binding as the words before a statement.
func (b Binding) Says() string {
	switch b {
	case LawSays:
		return "The law says"
	case RegulationsSay:
		return "Regulations say"
	case GuidanceSays:
		return "Statutory guidance says"
	case CouncilDecided:
		return "The council decided"
	case HearthSummarises:
		return "hearth's own summary"
	}
	return "A report says"
}

// Errors of the constructors.
var (
	ErrNoCitation = errors.New("a statement needs a citation")
	ErrNotQuoted  = errors.New("the quote does not stand in the document")
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

// A Statement is one thing that an answer says, with its evidence. It is made
// by NewStatement alone, which refuses one without evidence.
type Statement struct {
	text      string
	binds     Binding
	citations []Citation
}

// NewStatement makes a statement. It refuses with ErrNoCitation where there is
// no citation, and where the text is empty.
func NewStatement(text string, binds Binding, citations ...Citation) (Statement, error) {
	if len(citations) == 0 {
		return Statement{}, ErrNoCitation
	}
	if strings.TrimSpace(text) == "" {
		return Statement{}, errors.New("a statement needs words")
	}
	for _, c := range citations {
		if c.c.Quote == "" {
			return Statement{}, ErrNotQuoted
		}
	}
	return Statement{text, binds, citations}, nil
}

// Text is what the statement says.
func (s Statement) Text() string { return s.text }

// Binds is what stands behind it.
func (s Statement) Binds() Binding { return s.binds }

// Citations are its evidence, at least one. The slice must not be changed.
func (s Statement) Citations() []Citation { return s.citations }

// MarshalJSON writes the statement in the shape that hearth ask --json prints.
func (s Statement) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Text      string     `json:"text"`
		Binds     Binding    `json:"binds"`
		Citations []Citation `json:"citations"`
	}{s.text, s.binds, s.citations})
}

// A Nearest names a document that is near to a question it doesn't answer.
type Nearest struct {
	Document string `json:"document"`
	Title    string `json:"title"`
}

// An Answer is what hearth replies. Reply is what the member would read, as
// plain text, with every statement in full.
type Answer struct {
	ID         string      `json:"id,omitempty"`
	Question   string      `json:"question,omitempty"` // none where it was handled: such words are not repeated
	Status     Status      `json:"status"`
	Kind       HandledKind `json:"kind,omitempty"`
	Reply      string      `json:"reply"`
	Statements []Statement `json:"statements,omitempty"`
	Nearest    []Nearest   `json:"nearest,omitempty"`
	TookMicros int64       `json:"took_us"`
}
