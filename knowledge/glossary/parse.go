package glossary

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The limits of a glossary file. A person edits it; what is larger is not one.
const (
	maxBytes = 1 << 20
	maxWords = 12 // of a term
	maxTerm  = 120
	usual    = 400 // about how many terms a section has: room made beforehand
)

// likes says how a line of each section looks.
var likes = map[string]string{
	"synonyms":       "Ofsted | the inspectorate",
	"everyday":       "finance | resources < purse | money",
	"related":        "pledge ~ strategy, principles",
	"unsafe":         "PA: capitals; near care leaver, 18, 21, 25",
	"meanings":       "IRO = independent reviewing officer = Chairs the reviews.",
	"slips":          "corporate: corprate, corperate",
	"question words": "what: wot, wat",
}

// A parser reads one file. Each section's lines are read as they come; what
// needs the whole file is checked and joined by finish.
type parser struct {
	g        *Glossary
	line     int
	section  string
	problems []Problem
	owner    map[string]owned // who has a term, by folded term
	rules    []*rule
	ruleOf   map[string]*rule
	everyLn  map[*Set]bool
	sayLines map[string]int // lines of meanings and related, by section and term
	keys     []string       // the terms of the last list, folded
}

type owned struct {
	set      *Set
	line     int
	everyday bool
}

// Parse reads a glossary file. The error is an *Invalid where the file has
// mistakes.
func Parse(r io.Reader) (*Glossary, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("reading the glossary: %w", err)
	}
	sum := sha256.Sum256(data)
	p := &parser{
		g: &Glossary{
			version: hex.EncodeToString(sum[:]),
			first:   map[string][]phrase{}, related: map[string][]string{}, meanings: map[string]Meaning{},
			asks: map[string]*rule{}, slips: map[string]slip{},
		},
		owner: map[string]owned{}, ruleOf: map[string]*rule{}, everyLn: map[*Set]bool{}, sayLines: map[string]int{},
	}
	if len(data) > maxBytes {
		p.line = bytes.Count(data[:maxBytes], []byte("\n")) + 1
		p.bad("the file is larger than a glossary can be", "keep it under one megabyte")
		return nil, &Invalid{p.problems}
	}
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
		p.line++
		p.read(strings.TrimSpace(line))
	}
	p.finish()
	if len(p.problems) > 0 {
		slices.SortStableFunc(p.problems, func(a, b Problem) int { return a.Line - b.Line })
		return nil, &Invalid{p.problems}
	}
	return p.g, nil
}

func (p *parser) bad(what, hint string) {
	p.problems = append(p.problems, Problem{p.line, what, hint})
}

func (p *parser) read(line string) {
	switch {
	case !utf8.ValidString(line) || strings.ContainsFunc(line, odd):
		p.bad("the line has signs that are no text", "save the file as plain text in UTF-8")
	case line == "" || line[0] == '#':
	case line[0] == '[':
		name := strings.ToLower(strings.Trim(line, "[] "))
		if likes[name] == "" {
			p.bad(fmt.Sprintf("there is no section %q", name),
				"the sections are synonyms, everyday, related, unsafe, meanings, slips and question words")
		}
		p.section = name
	case p.section == "":
		p.bad("the line stands before the first section", "begin the file with [synonyms]")
		p.section = "none"
	default:
		p.fact(line)
	}
}

// fact reads a line of the section that is open. Lines of an unknown section
// are passed over: its name was the mistake.
func (p *parser) fact(line string) {
	switch p.section {
	case "synonyms":
		p.synonyms(line)
	case "everyday":
		p.everyday(line)
	case "related":
		p.related(line)
	case "unsafe":
		p.unsafe(line)
	case "meanings":
		p.meaning(line)
	case "slips", "question words":
		p.slip(line)
	}
}

func odd(r rune) bool { return unicode.IsControl(r) && r != '\t' }

// wrong says that the line isn't what its section holds.
func (p *parser) wrong(what string) {
	p.bad(what, "a line of ["+p.section+"] looks like this: "+likes[p.section])
}

// list cuts a line at a sign and checks every term. It leaves the folded terms
// in keys, until the next list.
func (p *parser) list(line, sign string) []string {
	terms := strings.Split(line, sign)
	p.keys = p.keys[:0]
	for i, t := range terms {
		terms[i] = strings.TrimSpace(t)
		key := foldTerm(terms[i])
		if !p.sound(terms[i], key) {
			return nil
		}
		p.keys = append(p.keys, key)
	}
	return terms
}

func (p *parser) term(t string) bool { return p.sound(t, foldTerm(t)) }

// sound checks a term, given how it folds.
func (p *parser) sound(t, key string) bool {
	switch {
	case t == "":
		p.wrong("a term is missing")
	case key == "":
		p.wrong(fmt.Sprintf("%q has no letters", t))
	case len(t) > maxTerm || strings.Count(key, " ") >= maxWords:
		p.wrong(fmt.Sprintf("the term that begins %q is too long", t[:min(len(t), 20)]))
	default:
		return true
	}
	return false
}

// own keeps a term for one set and tells whether it is new. A term may not
// stand on two lines.
func (p *parser) own(t, key string, o owned) bool {
	if old, ok := p.owner[key]; ok {
		if old.set == o.set {
			return false // "mum | mums": one term to us, found already
		}
		p.bad(fmt.Sprintf("%q stands on line %d already", t, old.line), "leave it on one line")
		return false
	}
	p.owner[key] = o
	return true
}
