package board

import (
	"cmp"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearth/bot/web"
	"hearth/knowledge"
)

// offered is how many questions are offered for a paper.
const offered = 3

// A tryPage shows what members would read.
type tryPage struct {
	Doc      knowledge.Document
	Hidden   bool // members aren't answered from it
	Fields   []web.Field
	Answered []tried
	Read     string
}

// A tried question with what a member would read.
type tried struct {
	Question   string
	Found      bool
	Reply      string // where there are no statements
	Statements []triedStatement
	FromIt     bool // something of it stands in the paper that is tried
	Missing    bool // a part of the question is not answered
}

type triedStatement struct {
	Says, Text string
	Sources    []triedSource
}

type triedSource struct {
	Line, Href, Quote string
	Here              bool // the paper that is tried
}

func (b *Board) tryForm(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	d, err := b.paperOf(r)
	if err != nil {
		return err
	}
	c, err := b.o.Papers.Content(r.Context(), d.ID, "")
	if err != nil {
		return err
	}
	return b.showTry(w, r, v, d, offer(d, c), nil)
}

// try asks as a member would. Nothing changes by it, and the questions stand in
// no address: so the answer to the form is the page itself.
func (b *Board) try(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	d, err := b.paperOf(r)
	if err != nil {
		return err
	}
	known, err := b.o.Council.Known(r.Context())
	if err != nil {
		return err
	}
	var asked []string
	var answers []tried
	for i := range offered {
		q := strings.Join(strings.Fields(r.PostForm.Get("question-"+strconv.Itoa(i+1))), " ")
		if utf8.RuneCountInString(q) > maxQuestion {
			q = string([]rune(q)[:maxQuestion])
		}
		asked = append(asked, q)
		if q == "" {
			continue
		}
		a := b.o.Asker.Ask(r.Context(), knowledge.Question{Text: q, Viewer: knowledge.ViewMembers, Council: known.Council, Now: b.now()})
		answers = append(answers, triedOf(q, a, d.ID))
	}
	return b.showTry(w, r, v, d, asked, answers)
}

// maxQuestion is in letters.
const maxQuestion = 400

func (b *Board) showTry(w http.ResponseWriter, r *http.Request, v web.Visitor, d knowledge.Document, questions []string, answers []tried) error {
	p := tryPage{Doc: d, Hidden: !knowledge.ViewMembers.MaySee(d.Shelf), Answered: answers, Read: "/papers/" + url.PathEscape(d.ID)}
	for i := range offered {
		f := web.Field{Name: "question-" + strconv.Itoa(i+1), Label: "Question " + strconv.Itoa(i+1), Type: "textarea", Rows: 2}
		if i < len(questions) {
			f.Value = questions[i]
		}
		p.Fields = append(p.Fields, f)
	}
	return b.show(w, r, v, screen{Name: "try", Tab: "/officers/papers", Heading: "Try three questions as a member",
		Back: &link{cmp.Or(d.Title, d.File, d.ID), paperHref(d.ID)}, Page: p})
}

func triedOf(q string, a knowledge.Answer, paper string) tried {
	t := tried{Question: q, Found: len(a.Statements) > 0, Missing: a.Status == knowledge.Partial}
	if !t.Found {
		t.Reply = a.Reply
	}
	for _, s := range a.Statements {
		out := triedStatement{Says: s.Binds().Says(), Text: s.Text()}
		for _, c := range s.Citations() {
			src := triedSource{Line: sourceLine(c), Href: "/papers/" + url.PathEscape(c.Document()), Quote: c.Quote(), Here: c.Document() == paper}
			t.FromIt = t.FromIt || src.Here
			out.Sources = append(out.Sources, src)
		}
		t.Statements = append(t.Statements, out)
	}
	return t
}

// sourceLine names where a citation stands.
func sourceLine(c knowledge.Citation) string {
	parts := []string{cmp.Or(c.Title(), c.File())}
	if c.Council() != "" {
		parts = append(parts, c.Council())
	}
	if !c.Date().IsZero() {
		parts = append(parts, c.Date().Long())
	}
	switch {
	case c.Page() > 0:
		parts = append(parts, "page "+strconv.Itoa(c.Page()))
	case c.Section() != "":
		parts = append(parts, c.Section())
	}
	return strings.Join(parts, ", ")
}

// usual are headings that nearly every report has, and that name nothing to ask
// about.
var usual = []string{"introduction", "background", "purpose", "purpose of the report", "purpose of report", "summary", "executive summary",
	"recommendation", "recommendations", "conclusion", "conclusions", "appendix", "appendices", "contents", "table of contents", "agenda",
	"minutes", "report", "contact", "contacts", "contact officer", "report author", "next steps", "other options", "options", "reasons",
	"implications", "legal implications", "financial implications", "background papers", "overview", "context", "details", "notes", "apologies",
	"declarations of interest", "any other business", "equality impact", "equalities", "consultation", "risk", "risks", "foreword", "key points", "attendance", "present",
	"proposed decision", "proposed decisions", "decision", "decisions", "decision required", "wards affected", "ward(s) affected", "ward affected",
	"what is the purpose of this report", "why is this report necessary", "evidence", "objectives", "aims", "key decision", "lead officer"}

// numbering stands before many headings: "3.", "2.1", "(a)", "Agenda item 4:".
var numbering = regexp.MustCompile(`^(?i:agenda item [0-9]{1,3}[a-z]?[:.]?|\(?[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]?|\(?[a-zA-Z][.)])\s+`)

// offer makes questions out of a paper's headings, its title where they don't
// do. Some answer better than others: they are for trying, and can be changed.
func offer(d knowledge.Document, c knowledge.Content) []string {
	var out []string
	add := func(q string) {
		if len(out) < offered && !slices.Contains(out, q) {
			out = append(out, q)
		}
	}
	for _, block := range c.Blocks {
		if block.Kind != knowledge.Heading {
			continue
		}
		if h := subject((knowledge.Span{Start: block.Words(), End: block.End}).Of(c.Text), d.Title, c.Text); h != "" {
			add("What does it say about " + h + "?")
		}
	}
	if t := subject(d.Title, "", c.Text); t != "" {
		add("What do the papers say about " + t + "?")
		add("What was decided about " + t + "?")
		add("What are the main points of " + t + "?")
	}
	return out
}

// subject is a heading as it stands within a question; "" where it is none to
// ask about.
func subject(h, title, text string) string {
	h = strings.Join(strings.Fields(numbering.ReplaceAllString(strings.TrimSpace(h), "")), " ")
	h = strings.TrimRight(h, ".:;–- ")
	words := len(strings.Fields(h))
	if words == 0 || words > 9 || len(h) < 5 || slices.Contains(usual, strings.ToLower(h)) || strings.EqualFold(h, title) || strings.HasSuffix(h, "?") {
		return ""
	}
	for _, begin := range []string{"report of ", "report by ", "report to ", "what ", "how ", "why ", "who ", "when ", "where "} {
		if strings.HasPrefix(strings.ToLower(h), begin) {
			return ""
		}
	}
	runes := []rune(h)
	if strings.ToUpper(h) == h { // a heading in capitals
		return strings.ToLower(h)
	}
	first, _, _ := strings.Cut(h, " ")
	if len(runes) > 1 && unicode.IsUpper(runes[0]) && !properName(h) && writtenSmall(first, text) {
		runes[0] = unicode.ToLower(runes[0])
	}
	return string(runes)
}

// writtenSmall tells whether a word with a capital stands in the text without
// one, so that it is no name.
func writtenSmall(word, text string) bool {
	small := " " + strings.ToLower(word)
	for _, end := range []string{" ", ".", ",", "\n", ";", ":"} {
		if strings.Contains(text, small+end) {
			return true
		}
	}
	return false
}

// properName guesses that a heading begins with a name: every longer word of it
// has a capital.
func properName(h string) bool {
	n := 0
	for word := range strings.FieldsSeq(h) {
		if r, _ := utf8.DecodeRuneInString(word); len(word) > 3 && unicode.IsUpper(r) {
			n++
		} else if len(word) > 3 {
			return false
		}
	}
	return n > 1
}
