package knowledge

import (
	"encoding/json"
	"errors"
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
	Paused       HandledKind = "paused" // the council has stopped answers for a while
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
	// Parts are the reply's, for whoever lays it out on a page or in a chat.
	Parts Parts `json:"-"`
}

// Parts are what a Reply is made of.
type Parts struct {
	Labels   []string // what stands behind each statement, in their order: "The law says"
	Openings []string // the first sentence, or the opening line, of each statement
	Numbers  [][]int  // the number of each citation's source, statement by statement, counted from 1
	Lines    []string // the sources' lines, the first is number 1
	Why      []string // what isn't answered and why, or what hearth asks back
	Notes    []string // how words were read, what short forms mean, who may know
}

// SourcesOf are the citations of an answer by the numbers that its Parts give
// them: those of number 1 first.
func (a Answer) SourcesOf() [][]Citation {
	out := make([][]Citation, len(a.Parts.Lines))
	for i, s := range a.Statements {
		for j, c := range s.Citations() {
			n := a.Parts.Numbers[i][j] - 1
			out[n] = append(out[n], c)
		}
	}
	return out
}
