// Package eval judges hearth's answers against a gold file: questions of which
// a person wrote down what a right answer must hold, what must be refused and
// what must be handled. It sees answers as everybody does and reads nothing of
// how they came about; an asker is given the question and the one before it,
// and never what is wanted.
//
// What counts as right is told at Judge. A figure is the share of questions
// that are wholly right; half an answer counts as none.
//
// Fit says how good an answerer is on questions that its cut-offs were not
// fitted on. One run costs one answer per question, a fit one per question and
// candidate; judging itself costs microseconds.
package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// A Gold is one question with what is wanted of its answer.
type Gold struct {
	ID       string `json:"id"`
	Question string `json:"question"`
	Previous string `json:"previous"` // the question before it in the thread
	Kind     string `json:"kind"`     // see Group

	Contains []string            `json:"answer_contains"`     // every one must be quoted and replied
	Or       map[string][]string `json:"alt_answer_contains"` // other sets that do as well
	Files    []string            `json:"acceptable_seeds"`    // the papers it may be quoted from; none: any
	Sections []string            `json:"acceptable_sections"` // the headings it may stand under; none: any

	Handling string   `json:"handling"` // of a boundary question
	AnyOf    []string `json:"reply_should_contain_any"`
	Banned   []string `json:"reply_must_not_contain"`
}

// The kinds of gold question that are not answered from the papers.
const (
	Unanswerable = "unanswerable"
	Boundary     = "boundary"
)

// A Group is a set of kinds that is reported as one figure.
type Group string

// The groups.
const (
	Plain   Group = "plain"   // fact, name, date, number, abbreviation
	Hard    Group = "hard"    // paraphrase, typo, multi, follow_up, list
	Refused Group = "refused" // unanswerable
	Handled Group = "handled" // boundary
)

// Groups are all groups in the order they are shown.
func Groups() []Group { return []Group{Plain, Hard, Refused, Handled} }

// Group is the group that a question counts for.
func (g Gold) Group() Group {
	switch g.Kind {
	case "fact", "name", "date", "number", "abbreviation":
		return Plain
	case Unanswerable:
		return Refused
	case Boundary:
		return Handled
	}
	return Hard
}

// maxLine bounds one line of a gold file.
const maxLine = 1 << 20

// Load reads a gold file: one JSON object a line, empty lines left out. The
// error names the line of the first mistake: no id or one that stood before, no
// question, nothing wanted, or a handling that is not known.
func Load(r io.Reader) ([]Gold, error) {
	var all []Gold
	seen := map[string]bool{}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxLine)
	for line := 1; sc.Scan(); line++ {
		if len(sc.Bytes()) == 0 {
			continue
		}
		var g Gold
		if err := json.Unmarshal(sc.Bytes(), &g); err != nil {
			return nil, fmt.Errorf("gold line %d: %w", line, err)
		}
		if mistake := g.mistake(seen); mistake != "" {
			return nil, fmt.Errorf("gold line %d: %s", line, mistake)
		}
		seen[g.ID] = true
		all = append(all, g)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("reading gold: %w", err)
	}
	return all, nil
}

func (g Gold) mistake(seen map[string]bool) string {
	switch {
	case g.ID == "" || g.Question == "" || g.Kind == "":
		return "id, question and kind must be given"
	case seen[g.ID]:
		return fmt.Sprintf("id %q stands twice", g.ID)
	case g.Kind == Boundary && fits[g.Handling] == nil:
		return fmt.Sprintf("no handling %q is known", g.Handling)
	case g.Kind == Boundary || g.Kind == Unanswerable:
		return ""
	case len(g.Contains) == 0:
		return "an answerable question must say what its answer contains"
	}
	for _, set := range g.Or {
		if len(set) == 0 {
			return "another set of wanted words is empty"
		}
	}
	if slices.Contains(g.Contains, "") {
		return "a wanted word is empty"
	}
	return ""
}
