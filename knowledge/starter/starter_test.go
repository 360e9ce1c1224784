package starter_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"hearth/knowledge"
	"hearth/knowledge/knowledgetest"
	"hearth/knowledge/starter"
)

// A block is a paragraph or a list item of a paper.
type block struct {
	file, text string
	figures    []string
	sections   []string
	words      map[string]bool // the first letters of each
}

func blocks(t *testing.T) []block {
	t.Helper()
	var all []block
	for name, data := range starter.Files() {
		_, body := front(t, name, data)
		for line := range strings.Lines(body) {
			line = strings.TrimSpace(line)
			if line != "" && !strings.HasPrefix(line, "#") {
				b := block{name, line, figures(line), sections(line), map[string]bool{}}
				for _, w := range strings.Fields(squeeze(line)) {
					b.words[stem(w)] = true
				}
				all = append(all, b)
			}
		}
	}
	return all
}

func front(t *testing.T, name string, data []byte) (knowledge.Meta, string) {
	t.Helper()
	_, rest, _ := strings.Cut(string(data), "---\n")
	head, body, ok := strings.Cut(rest, "\n---\n")
	if !ok {
		t.Fatalf("%s has no front matter", name)
	}
	var h struct {
		ID             string `yaml:"id"`
		knowledge.Meta `yaml:",inline"`
	}
	dec := yaml.NewDecoder(strings.NewReader(head))
	dec.KnownFields(true)
	if err := dec.Decode(&h); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if want := "starter/" + strings.TrimSuffix(name, ".md"); h.ID != want {
		t.Errorf("%s has the id %q, want %q", name, h.ID, want)
	}
	return h.Meta, body
}

func TestFrontMatter(t *testing.T) {
	titles := map[string]string{}
	for name, data := range starter.Files() {
		m, body := front(t, name, data)
		if m.Kind != knowledge.Summary || m.Nation != "England" || m.Shelf != knowledge.ShelfPublic {
			t.Errorf("%s is %q of %q on %q", name, m.Kind, m.Nation, m.Shelf)
		}
		if m.Date.IsZero() || !m.Date.Before(m.ReviewBy) {
			t.Errorf("%s: dated %v, to be reviewed by %v", name, m.Date, m.ReviewBy)
		}
		if m.Source != "" && !strings.HasPrefix(m.Source, "https://www.legislation.gov.uk/") {
			t.Errorf("%s comes from %s, which nobody has checked", name, m.Source)
		}
		if m.Source != "" && len(rests(body)) > 1 {
			t.Errorf("%s leads to %s for every sentence, but rests on %q", name, m.Source, rests(body))
		}
		if old, ok := titles[m.Title]; ok {
			t.Errorf("%s and %s are both called %q", old, name, m.Title)
		}
		titles[m.Title] = name
		if !strings.Contains(body, "\n# "+m.Title+"\n") {
			t.Errorf("%s doesn't begin with its title", name)
		}
	}
	if len(titles) < 10 {
		t.Errorf("%d papers", len(titles))
	}
}

// unsourced are the blocks that need no source, or for which the fact sheet
// names none.
var unsourced = regexp.MustCompile(`:$|\?$|^A kinship carer|^- Never get in touch`)

// reSentence ends a sentence: its stop, and what begins the next. A list's
// number is no sentence.
var reSentence = regexp.MustCompile(`([^0-9])\. ([A-Z"])`)

// TestEveryFactNamesItsSource: an answer may quote one sentence of a block, so
// each sentence ends with the block's source.
func TestEveryFactNamesItsSource(t *testing.T) {
	n := 0
	for _, b := range blocks(t) {
		if unsourced.MatchString(b.text) {
			continue
		}
		for s := range strings.SplitSeq(reSentence.ReplaceAllString(b.text, "$1.\x00$2"), "\x00") {
			n++
			if got, want := source(s), source(b.text); got == "" || got != want {
				t.Errorf("%s: %q names the source %q, its block ends with %q", b.file, s, got, want)
			}
		}
	}
	if n < 150 {
		t.Errorf("only %d sentences were looked at", n)
	}
}

// dangling is how a sentence begins that means something only behind another.
var dangling = regexp.MustCompile(`^(?:- |\d+\. )?(?:(?:So (?:a|an|the|this|that|it|they|there)|This|That|It|They|Them|He|She|Others|Otherwise|Then|After that|Before that|In practice that)\b|One that\b|At such\b|Each of them\b|The same goes\b|A part of this\b)`)

// TestSentencesStandAlone: an answer quotes a sentence without the one before.
func TestSentencesStandAlone(t *testing.T) {
	for _, b := range blocks(t) {
		for s := range strings.SplitSeq(reSentence.ReplaceAllString(b.text, "$1.\x00$2"), "\x00") {
			if dangling.MatchString(s) {
				t.Errorf("%s: %q leans on the sentence before it", b.file, s)
			}
		}
	}
}

// rests lists the Acts and papers that a body's sentences name as their source.
func rests(body string) []string {
	var all []string
	for line := range strings.Lines(body) {
		for s := range strings.SplitSeq(reSentence.ReplaceAllString(strings.TrimSpace(line), "$1.\x00$2"), "\x00") {
			for one := range strings.SplitSeq(source(s), ";") {
				one, _, _ = strings.Cut(strings.TrimSpace(one), ", ")
				if one != "" && !slices.Contains(all, one) {
					all = append(all, one)
				}
			}
		}
	}
	return all
}

// TestRests checks what TestFrontMatter goes by.
func TestRests(t *testing.T) {
	got := rests("A (Children Act 1989, section 4). B (Children Act 1989, section 22A).\n\n- C (Local Government Finance Act 1992, section 13A(1)(c)).\n")
	if want := []string{"Children Act 1989", "Local Government Finance Act 1992"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// reSource is a bracket, which may hold brackets, at the end of a block.
var reSource = regexp.MustCompile(`\(((?:[^()]|\([^()]*\))*)\)[.:]?$`)

func source(text string) string {
	if m := reSource.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

func TestPlainEnglish(t *testing.T) {
	long := 0
	for _, b := range blocks(t) {
		for s := range strings.SplitSeq(strings.ReplaceAll(b.text, " ("+source(b.text)+")", ""), ". ") {
			if n := len(strings.Fields(s)); n > 50 {
				t.Errorf("%s: a sentence of %d words: %q", b.file, n, s)
			} else if n > 35 {
				long++
			}
		}
	}
	if long > 20 {
		t.Errorf("%d sentences have more than 35 words", long)
	}
}

func TestSamples(t *testing.T) {
	files, papers := map[string]int{}, maps.Collect(starter.Files())
	for _, s := range starter.Samples() {
		files[s.File]++
		if !strings.Contains(string(papers[s.File]), s.Holds) {
			t.Errorf("%s doesn't say %q", s.File, s.Holds)
		}
	}
	for name := range starter.Files() {
		if files[name] < 3 {
			t.Errorf("%s has %d samples, want 3", name, files[name])
		}
	}
}

func TestFilesAreCopies(t *testing.T) {
	for _, data := range starter.Files() {
		clear(data)
	}
	for name, data := range starter.Files() {
		if !strings.HasPrefix(string(data), "---\n") {
			t.Fatalf("%s was changed by a reader", name)
		}
	}
}

// TestFactSheet checks the papers line by line against the fact sheet they were
// written from: for every fact there is one block that has all of its figures
// and dates and, in its source, all of the fact's sections.
func TestFactSheet(t *testing.T) {
	all := blocks(t)
	facts := sheet(t, "domain/duties.md")
	if len(facts) < 140 {
		t.Fatalf("read %d facts from the sheet", len(facts))
	}
	for _, f := range facts {
		want := needOf(f)
		if !slices.ContainsFunc(all, func(b block) bool { return b.carries(want) }) {
			t.Errorf("no block has all of: %s\n\tfigures %q\n\tsections %q", f, figures(body(f)), sections(source(f)))
		}
	}
}

// TestNothingUnconfirmed checks that what must stay out stays out.
func TestNothingUnconfirmed(t *testing.T) {
	for _, f := range sheet(t, "domain/unconfirmed.md") {
		_, text, _ := strings.Cut(f, ": ")
		text = strings.TrimSpace(strings.TrimPrefix(text, "the care review and the 2026 Act: "))
		if len(figures(body(text)))+len(sections(source(text))) < 2 {
			continue // no figures to look for; named below
		}
		for _, b := range blocks(t) {
			if want := needOf(text); b.carries(want) && b.shared(want) > 0.6 {
				t.Errorf("%s says %q\n\twhich is unconfirmed: %s", b.file, b.text, text)
			}
		}
	}
	for _, b := range blocks(t) {
		for _, out := range []string{"12 months", "twelve months", "Fostering Services", "0.1 per cent", "2026-27",
			"sections 23 to 27", "principles also started", "edition of 2026", "unconfirmed"} {
			if strings.Contains(b.text, out) {
				t.Errorf("%s: %q speaks of %q, which is unconfirmed", b.file, b.text, out)
			}
		}
	}
}

// TestOwnWords checks that the papers carry facts over, not sentences.
func TestOwnWords(t *testing.T) {
	all := map[string]string{}
	for _, b := range blocks(t) {
		all[squeeze(body(b.text))] = b.file
	}
	copied := 0
	for _, f := range sheet(t, "domain/duties.md") {
		if file, ok := all[squeeze(body(f))]; ok && len(strings.Fields(f)) > 8 {
			copied++
			t.Errorf("%s copies %q", file, f)
		}
	}
}

// sheet is the facts of a sheet: the items of its lists.
func sheet(t *testing.T, name string) []string {
	t.Helper()
	item := regexp.MustCompile(`^(?:- |\d+\. )(.*)$`)
	var facts []string
	for line := range strings.Lines(string(knowledgetest.Read(t, name))) {
		if m := item.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			facts = append(facts, m[1])
		}
	}
	return facts
}

func body(fact string) string {
	if s := source(fact); s != "" {
		text, _, _ := strings.Cut(fact, "("+s+")")
		return text
	}
	return fact
}

// A need is what a block must have to say what a fact says.
type need struct{ figures, sections, words []string }

func needOf(fact string) need {
	n := need{figures(body(fact)), sections(source(fact)), nil}
	for _, w := range strings.Fields(squeeze(body(fact))) {
		if len(w) >= 5 {
			n.words = append(n.words, stem(w))
		}
	}
	return n
}

// carries tells whether a block has every figure of a fact, every section of
// its source, and enough of its words to speak of the same thing.
func (b block) carries(n need) bool {
	return within(n.figures, b.figures) && within(n.sections, b.sections) && b.shared(n) >= 0.25
}

// shared is the share of a fact's longer words that stand in the block.
func (b block) shared(n need) float64 {
	if len(n.words) == 0 {
		return 1
	}
	hit := 0
	for _, w := range n.words {
		if b.words[w] {
			hit++
		}
	}
	return float64(hit) / float64(len(n.words))
}

func within(part, whole []string) bool {
	for _, p := range part {
		if !slices.Contains(whole, p) {
			return false
		}
	}
	return true
}

var (
	reFigure  = regexp.MustCompile(`£?\d[\d,]*(?:\.\d+)?`)
	reSection = regexp.MustCompile(`\b\d+[A-Z]*(?:\(\w+\))*`)
	reShort   = regexp.MustCompile(`\b(?:ss?|regs?) ?(\d)`)
	reNumber  = regexp.MustCompile(`(?i)\b(?:three|four|five|six|seven|ten|monthly|month|half)\b`)
	words     = map[string]string{"three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "ten": "10"}
	months    = regexp.MustCompile(`January|February|March|April|May|June|July|August|September|October|November|December`)
)

// figures are the numbers and months of a text, digits for words.
func figures(text string) []string {
	all := months.FindAllString(text, -1)
	for _, n := range reFigure.FindAllString(text, -1) {
		all = append(all, strings.TrimRight(n, ",."))
	}
	for _, w := range reNumber.FindAllString(text, -1) {
		if n := words[strings.ToLower(w)]; n != "" {
			all = append(all, n)
		}
	}
	return all
}

// sections are the section numbers of a source: "22C(8)", "28", and the years
// of its Acts. Both "s22" and "section 22" give "22".
func sections(source string) []string {
	source, _, _ = strings.Cut(source, "; see ") // a pointer within the sheet
	source = reShort.ReplaceAllString(source, "$1")
	return reSection.FindAllString(source, -1)
}

func stem(w string) string { return w[:min(len(w), 5)] }

var notWord = regexp.MustCompile(`[^a-z0-9]+`)

func squeeze(s string) string { return notWord.ReplaceAllString(strings.ToLower(s), " ") }
