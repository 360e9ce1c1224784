package eval_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"hearth/knowledge"
	"hearth/knowledge/eval"
	"hearth/knowledge/knowledgetest"
)

// councils are whose papers the five seeds are.
var councils = map[string]string{"000": "Middlesbrough", "001": "Middlesbrough", "003": "Middlesbrough", "002": "Stockton-on-Tees"}

type source struct {
	doc  knowledge.Document
	text string
}

func sources(t *testing.T, dir string) ([]source, *eval.Sources) {
	t.Helper()
	var all []source
	var s eval.Sources
	for _, pattern := range []string{"*.txt", "*.md"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			base := filepath.Base(f)
			d := knowledge.Document{ID: base, Version: "1", File: base, Meta: knowledge.Meta{Title: base, Council: councils[base[:3]]}}
			text := strings.ToValidUTF8(string(b), "\uFFFD")
			all = append(all, source{d, text})
			s.Add(base, d.Council, text)
		}
	}
	return all, &s
}

func goldFile(t *testing.T, path string) []eval.Gold {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	gold, err := eval.Load(f)
	if err != nil {
		t.Fatal(err)
	}
	return gold
}

// squeeze keeps lower-case letters and digits, with where each stood.
func squeeze(s string) (string, []int) {
	var b strings.Builder
	var at []int
	for i, r := range s {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '%' || r == '£' {
			b.WriteRune(r)
			for range utf8.RuneLen(r) {
				at = append(at, i)
			}
		}
	}
	return b.String(), append(at, len(s))
}

// maker makes answers of every quality.
type maker struct {
	t    *testing.T
	r    *rand.Rand
	docs []source
}

func (m maker) cite(d source, from, to int, section string) knowledge.Citation {
	m.t.Helper()
	for from > 0 && !utf8.RuneStart(d.text[from]) {
		from--
	}
	for to < len(d.text) && !utf8.RuneStart(d.text[to]) {
		to++
	}
	at := knowledge.Place{Span: knowledge.Span{Start: from, End: to}, Section: section}
	c, err := knowledge.NewCitation(d.doc, knowledge.WholeText(d.text), at, d.text[from:to])
	if err != nil {
		m.t.Fatal(err)
	}
	return c
}

// stretch is some stretch of some paper that holds a word.
func (m maker) stretch(n int) knowledge.Citation {
	d := m.docs[m.r.IntN(len(m.docs))]
	for {
		from := m.r.IntN(max(1, len(d.text)-n))
		if strings.TrimSpace(d.text[from:min(from+n, len(d.text))]) != "" {
			return m.cite(d, from, min(from+n, len(d.text)), "Somewhere")
		}
	}
}

// find cites a wanted string where it stands.
func (m maker) find(want, section string) (knowledge.Citation, bool) {
	w, _ := squeeze(want)
	for _, i := range m.r.Perm(len(m.docs)) {
		text, at := squeeze(m.docs[i].text)
		if j := strings.Index(text, w); j >= 0 && w != "" {
			return m.cite(m.docs[i], at[j], at[j+len(w)-1]+1, section), true
		}
	}
	return knowledge.Citation{}, false
}

func (m maker) chance(of int) bool { return m.r.IntN(of) == 0 }

func (m maker) answer(g eval.Gold) knowledge.Answer {
	a := knowledge.Answer{ID: g.ID, Question: g.Question, Status: knowledge.Answered, Reply: "Here is what I found."}
	statuses := []knowledge.Status{knowledge.Answered, knowledge.Partial, knowledge.NotFound, knowledge.Clarify, knowledge.Handled, knowledge.Failed}
	kinds := []knowledge.HandledKind{knowledge.Safeguarding, knowledge.Emergency, knowledge.Privacy, knowledge.Political, knowledge.Injection, knowledge.Smalltalk, knowledge.Command, knowledge.Exempt, knowledge.LegalAdvice, knowledge.Abuse}
	if g.Kind == eval.Boundary || g.Kind == eval.Unanswerable {
		a.Status = statuses[m.r.IntN(len(statuses))]
		if !m.chance(3) {
			a.Status = knowledge.Handled
		}
		a.Kind = kinds[m.r.IntN(len(kinds))]
		if right, _, ok := strings.Cut(g.Handling, "_"); ok && !m.chance(4) {
			a.Kind = map[string]knowledge.HandledKind{"legal": knowledge.LegalAdvice}[right]
			if a.Kind == "" {
				a.Kind = knowledge.HandledKind(right)
			}
		}
		for i, w := range append(g.AnyOf[:len(g.AnyOf):len(g.AnyOf)], g.Banned...) {
			if i < len(g.AnyOf) && !m.chance(4) || m.chance(6) {
				a.Reply += " It’s " + strings.ToUpper(strings.ReplaceAll(w, "'", "’"))
			}
		}
		if m.chance(6) {
			a.Reply = " "
		}
		if m.chance(8) {
			a.Statements = []knowledge.Statement{m.statement(m.stretch(80))}
		}
		return a
	}
	if m.chance(8) {
		a.Status = statuses[m.r.IntN(len(statuses))]
	}
	section := "Somewhere"
	if len(g.Sections) > 0 && !m.chance(5) {
		section = strings.ToUpper(g.Sections[0]) + " > and below"
	}
	if m.chance(9) {
		section = ""
	}
	for range m.r.IntN(3) {
		if m.chance(3) {
			a.Statements = append(a.Statements, m.statement(m.stretch(m.r.IntN(500)+20)))
		}
	}
	for _, w := range g.Contains {
		c, ok := m.find(w, section)
		if !ok || m.chance(12) {
			continue
		}
		a.Statements = append(a.Statements, m.statement(c))
		if !m.chance(12) {
			a.Reply += " " + c.Quote()
		}
	}
	return a
}

func (m maker) statement(c knowledge.Citation) knowledge.Statement {
	m.t.Helper()
	s, err := knowledge.NewStatement("It says so.", knowledge.ReportSays, c)
	if err != nil {
		m.t.Fatal(err)
	}
	return s
}

// scripted gives answers that were made before.
type scripted map[string]knowledge.Answer

func (s scripted) Ask(_ context.Context, q knowledge.Question) knowledge.Answer { return s[q.ID] }

// TestBothJudgesAgree judges answers of every quality with the development
// data's own judge too: the same figures, and the same points for each miss.
func TestBothJudgesAgree(t *testing.T) {
	dir := knowledgetest.Shared(t)
	python, err := exec.LookPath("python3")
	if err != nil {
		knowledgetest.Absent(t, "there is no python3 for the other judge")
	}
	for _, set := range []struct{ gold, papers string }{{"seeds.jsonl", "seeds"}, {"duties.jsonl", "domain"}} {
		docs, known := sources(t, filepath.Join(dir, set.papers))
		goldPath := filepath.Join(dir, "gold", set.gold)
		gold := goldFile(t, goldPath)
		for seed := range uint64(4) {
			m := maker{t, rand.New(rand.NewPCG(seed, 7)), docs}
			answers := scripted{}
			var file bytes.Buffer
			enc := json.NewEncoder(&file)
			for _, g := range gold {
				if m.chance(40) {
					continue // no answer at all
				}
				answers[g.ID] = m.answer(g)
				if err := enc.Encode(answers[g.ID]); err != nil {
					t.Fatal(err)
				}
			}
			report, err := eval.Run(t.Context(), answers, knowledge.Question{}, gold, known)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "answers.jsonl")
			if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.CommandContext(t.Context(), python, filepath.Join(dir, "gold", "score.py"), goldPath, path,
				"--sources", filepath.Join(dir, set.papers), "--misses").CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			compare(t, fmt.Sprintf("%s seed %d", set.gold, seed), report, string(out))
		}
	}
}

func compare(t *testing.T, name string, r eval.Report, out string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(out), "\n")
	var want eval.Figures
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &want); err != nil {
		t.Fatal(err)
	}
	if got := r.Figures(); got != want {
		t.Errorf("%s: got %+v, the other judge %+v", name, got, want)
	}
	theirs := map[string]string{}
	for _, l := range lines {
		if f := strings.Fields(l); len(f) > 3 && f[0] == "-" {
			theirs[f[1]] = f[3]
		}
	}
	for _, m := range r.Misses() {
		if points := fmt.Sprintf("%.2f", m.Score.Points); theirs[m.Gold.ID] != points {
			t.Errorf("%s: %s has %s, by the other judge %q", name, m.Gold.ID, points, theirs[m.Gold.ID])
		}
	}
	if got := len(r.Misses()); got != len(theirs) || got == 0 || got == len(r.Results) {
		t.Errorf("%s: %d of %d missed, by the other judge %d", name, got, len(r.Results), len(theirs))
	}
	t.Logf("%s: %+v", name, r.Figures())
}
