package exempt_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/exempt"
)

// draft makes a paper of a sketch: one block a line, "# " a heading, "- " an
// item, cells of a row parted by " | ", "=== 2" the beginning of page 2.
func draft(sketch string) *extract.Paper {
	p := &extract.Paper{}
	page := 0
	var text strings.Builder
	for _, l := range strings.Split(strings.TrimSpace(sketch), "\n") {
		l = strings.TrimSpace(l)
		if rest, ok := strings.CutPrefix(l, "=== "); ok {
			page, _ = strconv.Atoi(rest)
			p.Pages = page
			continue
		}
		if l == "" {
			continue
		}
		b := knowledge.Block{Page: page}
		switch {
		case strings.HasPrefix(l, "#"):
			b.Kind, b.Level = knowledge.Heading, strings.Count(strings.Fields(l)[0], "#")
			l = strings.TrimLeft(l, "# ")
		case strings.HasPrefix(l, "- "):
			b.Kind, b.Level, l = knowledge.Item, 1, strings.TrimPrefix(l, "- ")
		case strings.Contains(l, " | "):
			b.Kind, l = knowledge.Row, strings.ReplaceAll(l, " | ", "\t")
		}
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		b.Start = text.Len()
		text.WriteString(l)
		b.End = text.Len()
		p.Blocks = append(p.Blocks, b)
	}
	p.Text = text.String()
	return p
}

const secret = "zygomorphic badgers"

// TestMarkings puts one line into the middle of a public report, followed by
// words that must go where the line is a marking and stay where it isn't.
func TestMarkings(t *testing.T) {
	for sentence, c := range map[string]struct {
		line string
		gone bool
	}{
		"a heading not for publication":                    {"# NOT FOR PUBLICATION", true},
		"a heading with its paragraph":                     {"# Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A", true},
		"a line in capitals":                               {"NOT FOR PUBLICATION BY VIRTUE OF PARAGRAPHS 1 AND 2 OF SCHEDULE 12A OF THE LOCAL GOVERNMENT ACT 1972", true},
		"a line with its reason, as a sentence":            {"Not for publication because it contains exempt information as defined in paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972.", true},
		"a bracketed line":                                 {"(Not for publication)", true},
		"a starred line":                                   {"*** CONFIDENTIAL ***", true},
		"a word alone":                                     {"Confidential", true},
		"a word alone in a heading":                        {"# Restricted", true},
		"exempt alone":                                     {"EXEMPT", true},
		"private and confidential":                         {"Private and Confidential", true},
		"strictly confidential":                            {"STRICTLY PRIVATE & CONFIDENTIAL", true},
		"commercial in confidence":                         {"Commercial in confidence", true},
		"a government marking":                             {"OFFICIAL-SENSITIVE", true},
		"a government marking after its label":             {"Classification: OFFICIAL – SENSITIVE", true},
		"exempt information as a heading":                  {"# Exempt information", true},
		"exempt under":                                     {"Exempt under paragraph 3 of Schedule 12A", true},
		"by virtue of":                                     {"By virtue of paragraph(s) 1, 2 of Part 1 of Schedule 12A of the Local Government Act 1972.", true},
		"the schedule first":                               {"Schedule 12A paragraph 3", true},
		"a part 2 report":                                  {"PART 2 REPORT", true},
		"a part II report, private":                        {"Part II (Private)", true},
		"a part B report":                                  {"# Part B report", true},
		"part 2 with a dash":                               {"# Part 2 – Exempt items", true},
		"an appendix marked after a dash":                  {"# Appendix 3 – Confidential", true},
		"an appendix marked before its title":              {"# Exempt Appendix B: financial model", true},
		"an appendix marked in brackets":                   {"# Appendix 2: Financial model (exempt)", true},
		"an appendix that is only marked":                  {"Appendix 4 (not for publication)", true},
		"a numbered heading, marked after a dash":          {"# 12. Sale of land - NOT FOR PUBLICATION", true},
		"a report about itself":                            {"This report is not for publication under Schedule 12A.", true},
		"a report that contains exempt information":        {"This report contains exempt information within the meaning of Schedule 12A.", true},
		"a report that is exempt from publication":         {"This report and its appendices are exempt from publication.", true},
		"an attached paper":                                {"The attached report is confidential.", true},
		"a form field answered yes":                        {"Confidential: Yes", true},
		"a form question answered yes":                     {"Does this report contain exempt information? Yes", true},
		"a form row answered yes":                          {"Confidential | Yes", true},
		"a field with its paragraph":                       {"Exempt information: by virtue of paragraph 3 of Schedule 12A", true},
		"a field whose value is the marking":               {"Publication status: | Not for publication", true},
		"a marking in the middle of a line, in capitals":   {"Report to Cabinet 16 March 2021 NOT FOR PUBLICATION", true},
		"a restricted report":                              {"RESTRICTED CIRCULATION", true},
		"a word in the corner of a cover":                  {"Report to Executive | CONFIDENTIAL", true},
		"a word at the end of a cover line":                {"Report to Executive, 4 May EXEMPT", true},
		"a helpline in capitals":                           {"CONFIDENTIAL HELPLINE FOR YOUNG PEOPLE", false},
		"exclusion of press and public":                    {"# EXCLUSION OF PRESS AND PUBLIC", true},
		"exclusion with a number":                          {"11. Exclusion of the Press and Public", true},
		"exclusion in other words":                         {"# To exclude the public and press", true},
		"exclusion in yet other words":                     {"# Private session", true},
		"a heading that leaves doubt":                      {"# Confidential matters", true},
		"a heading with the schedule in it":                {"# Report under Schedule 12A", true},
		"curly quotes and odd spaces":                      {"“Not\u00a0for\u00a0publication”", true},
		"prose about reports taken in private":             {"Do not name children in meetings. Confidential reports are taken in private under Schedule 12A of the Local Government Act 1972.", false},
		"a list item about them":                           {"- Do not discuss cases in chat. Confidential reports are taken in private under Schedule 12A of the Local Government Act 1972.", false},
		"prose that begins with the words":                 {"Exempt information is described in Schedule 12A of the Local Government Act 1972.", false},
		"prose that begins with confidential":              {"Confidential reports are taken in private.", false},
		"a field answered no":                              {"Confidential: No", false},
		"a question answered no":                           {"Does the report contain exempt information? No", false},
		"a row answered no":                                {"Confidential | No", false},
		"a row answered none":                              {"Exempt information: | None", false},
		"a field not applicable":                           {"Not for publication: Not applicable", false},
		"an Act's Part 2":                                  {"Part 2 of the Act sets out the duties of local authorities.", false},
		"an Act's Part 2 as a heading":                     {"# Part 2 of the Children Act 1989", false},
		"a strategy's second part":                         {"# Part 2: Our priorities", false},
		"restricted to":                                    {"Places are restricted to children aged 11 and over.", false},
		"a heading restricted to":                          {"# Restricted to residents", false},
		"exempt from call-in":                              {"This decision is exempt from call-in under procedure rule 14.", false},
		"a report exempt from call-in":                     {"This report is exempt from call-in.", false},
		"exempt from council tax, a heading":               {"# Exempt from council tax", false},
		"a confidential helpline, a heading":               {"# Confidential helpline", false},
		"confidentiality, a heading":                       {"# Confidentiality", false},
		"slides broken into words":                         {"Confidentially through Advocacy and", false},
		"a report that says it is not confidential":        {"This report is not confidential.", false},
		"a report with no exempt information":              {"This report does not contain exempt information.", false},
		"there is none":                                    {"There is no exempt information in this report.", false},
		"minutes that say the public were excluded":        {"RESOLVED that the press and public be excluded from the meeting under Schedule 12A.", false},
		"minutes in other words":                           {"The panel agreed that the public should be excluded while it heard about one family.", false},
		"a promise in a list":                              {"- Confidential: we keep your story safe", false},
		"a value in a list":                                {"- private", false},
		"prose with the word":                              {"Advocates offer private, confidential support to every child.", false},
		"prose with the word in brackets":                  {"Members asked whether the survey was anonymous (confidential).", false},
		"private fostering":                                {"# Private fostering", false},
		"exempt accommodation":                             {"# Exempt accommodation", false},
		"permanent exclusions":                             {"# Exclusions from school", false},
		"the exclusion of pupils":                          {"# Exclusion of pupils in care", false},
		"a sentence wrapped badly":                         {"exempt information under Schedule 12A, which members had seen at the last meeting of the panel.", false},
		"a question in a heading":                          {"# What is exempt information?", false},
		"the public part":                                  {"# Part 1 – Public items", false},
		"an official marking":                              {"OFFICIAL", false},
		"the word in a name":                               {"The Exempt Charities Order was noted.", false},
		"a row of figures":                                 {"Private | 12 | 14", false},
		"a table's column":                                 {"Provider | Private | Council", false},
		"a question about the public that isn't a marking": {"# Public questions", false},
	} {
		t.Run(sentence, func(t *testing.T) {
			p := draft("# Corporate parenting report\nReport to Cabinet.\n# Background\nThe panel met in May.\nIt met in June.\n" +
				c.line + "\nThe " + secret + " met in July.")
			err := exempt.Clues{}.Sift("a.txt", p)
			if kept := strings.Contains(p.Text, secret); kept == c.gone {
				t.Errorf("%q: words after it kept = %v, want %v (refused: %v, err: %v)", c.line, kept, !c.gone, p.Refused, err)
			}
			if c.gone != (len(p.Refused) > 0) {
				t.Errorf("%q: refusals = %v", c.line, p.Refused)
			}
			for _, r := range p.Refused {
				if strings.Contains(r.String(), "zygo") {
					t.Errorf("a refusal repeats what it leaves out: %s", r)
				}
			}
		})
	}
}

// TestReach says how far a marking reaches: each sketch has public words that
// must stay and secret ones that must go.
func TestReach(t *testing.T) {
	for sentence, c := range map[string]struct {
		sketch string
		clues  exempt.Clues
		keep   []string
		gone   []string
		pages  string // refused, as "3-4 7-7"
	}{
		"a form's header row with its answers below": {
			sketch: "Report for: | Key decision: | Confidential: | Is the report urgent?\nInformation | No | No | No\nKeep me.",
			keep:   []string{"Keep me"},
		},
		"the same answered yes": {
			sketch: "# Title\nPlain.\nReport for: | Key decision: | Confidential: | Is the report urgent?\nInformation | No | Yes | No\nHide me.",
			gone:   []string{"Hide me"},
		},
		"the same with its cells lost": {
			sketch: "Report for: Key decision: Confidential: Is the report urgent?\nInformation No No No\nKeep me.",
			keep:   []string{"Keep me"},
		},
		"the same with its cells lost, answered yes": {
			sketch: "Report for: Key decision: Confidential: Is the report urgent?\nInformation No Yes No\nHide me.",
			gone:   []string{"Hide me"},
		},
		"an appendix ends at the next one": {
			sketch: "# Report\nKeep one.\n# Appendix 1\nKeep two.\n# Appendix 2 – Exempt\nHide one.\n# Costs\nHide two.\n# Appendix 3\nKeep three.",
			keep:   []string{"Keep one", "Keep two", "Keep three"}, gone: []string{"Hide one", "Hide two", "Costs", "Exempt"},
		},
		"an appendix that another line calls exempt": {
			sketch: "# Report\nAppendix 2 is exempt from publication under Schedule 12A.\n# Appendix 1\nKeep me.\n# Appendix 2\nHide me.",
			keep:   []string{"Keep me", "Appendix 2 is exempt"}, gone: []string{"Hide me"},
		},
		"a list of appendices with an exempt one": {
			sketch: "# Report\nKeep one.\nKeep two.\n# Appendices\n- Appendix 1: The strategy\n- Appendix 2: Costs (exempt)\n# Contact\nKeep three.",
			keep:   []string{"Keep one", "Keep two", "Keep three", "The strategy"},
		},
		"an agenda's exempt item goes, the rest stays": {
			sketch: "# Agenda\n1. Apologies\n2. Minutes\n3. Sale of the home at Hide Street (exempt – paragraph 3)\n4. Keep this strategy",
			keep:   []string{"Apologies", "Minutes", "Keep this"}, gone: []string{"Hide Street"},
		},
		"the resolution's own words stay": {
			sketch: "# Agenda\n5. Budget\n# Exclusion of press and public\nThat under section 100A(4) the public be excluded.\nHide me.",
			keep:   []string{"Budget", "section 100A"}, gone: []string{"Hide me"},
		},
		"an exclusion that ends an agenda refuses nothing": {
			sketch: "# Agenda\n5. Budget\n6. Exclusion of press and public\nThat under section 100A(4) the public be excluded.",
			keep:   []string{"Budget", "section 100A", "6. Exclusion"},
		},
		"the public comes back": {
			sketch: "# Exclusion of press and public\nHide me.\n# Re-admission of the public\nKeep me.",
			keep:   []string{"Keep me"}, gone: []string{"Hide me"},
		},
		"a head on one page of several": {
			sketch: "=== 1\nKeep one.\n=== 2\nHide me.\n=== 3\nKeep three.",
			clues:  exempt.Clues{Margins: map[int][]string{1: {"Cabinet"}, 2: {"RESTRICTED"}, 3: {"Cabinet"}}},
			keep:   []string{"Keep one", "Keep three"}, gone: []string{"Hide"}, pages: "2-2",
		},
		"a head that isn't repeated reaches on": {
			sketch: "=== 1\nKeep one.\n=== 2\nHide two.\n=== 3\nHide three.",
			clues:  exempt.Clues{Margins: map[int][]string{2: {"Not for publication"}, 3: {"Page 3"}}},
			keep:   []string{"Keep one"}, gone: []string{"Hide"}, pages: "2-3",
		},
		"a head reaches to the next report": {
			sketch: "=== 1\nKeep one.\n=== 2\nHide two.\n=== 3\nKeep three.",
			clues: exempt.Clues{Margins: map[int][]string{2: {"EXEMPT"}},
				Parts: []exempt.Part{{"A", "1", 1, 1}, {"B", "2", 2, 2}, {"C", "3", 3, 3}}},
			keep: []string{"Keep one", "Keep three"}, gone: []string{"Hide"}, pages: "2-2",
		},
		"a cover line refuses its report alone": {
			sketch: "=== 1\nKeep one.\n=== 2\nReport B\nNOT FOR PUBLICATION\n=== 3\n# Purpose\nHide three.\n=== 4\nKeep four.",
			clues:  exempt.Clues{Parts: []exempt.Part{{"A", "1", 1, 1}, {"B", "2", 2, 3}, {"Purpose", "", 3, 3}, {"C", "3", 4, 4}}},
			keep:   []string{"Keep one", "Keep four"}, gone: []string{"Hide", "Report B"}, pages: "2-3",
		},
		"a bookmark refuses its pages": {
			sketch: "=== 1\nKeep one.\n=== 2\nHide two.\n=== 3\nKeep three.",
			clues:  exempt.Clues{Parts: []exempt.Part{{"A", "1", 1, 3}, {"Appendix 2 (Exempt)", "", 2, 2}, {"Appendix 3", "", 3, 3}}},
			keep:   []string{"Keep one", "Keep three"}, gone: []string{"Hide"}, pages: "2-2",
		},
		"an exclusion on the agenda spares earlier items' reports": {
			sketch: "=== 1\n# Agenda\n1. Keep list\n2. Budget\n3. Exclusion of press and public\n4. Hide list\n=== 2\nKeep two.\n=== 3\nKeep three.\n=== 4\nHide four.",
			clues:  exempt.Clues{Parts: []exempt.Part{{"A", "1", 2, 2}, {"B", "2", 3, 3}, {"D", "4", 4, 4}}},
			keep:   []string{"Keep list", "Keep two", "Keep three"}, gone: []string{"Hide"}, pages: "1-1 4-4",
		},
		"an exclusion without its number spares what was listed before": {
			sketch: "=== 1\n# Agenda\n1. Keep list\n2. Budget\n# Exclusion of press and public\n3. Hide list\n=== 2\nKeep two.\n=== 3\nKeep three.\n=== 4\nHide four.",
			clues:  exempt.Clues{Parts: []exempt.Part{{"A", "1", 2, 2}, {"B", "2", 3, 3}, {"D", "3", 4, 4}}},
			keep:   []string{"Keep list", "Keep two", "Keep three"}, gone: []string{"Hide"}, pages: "1-1 4-4",
		},
		"an exclusion in last month's minutes ends with them": {
			sketch: "=== 1\nMinutes of May\n# Exclusion of press and public\nHide one.\n=== 2\nKeep two.",
			clues:  exempt.Clues{Parts: []exempt.Part{{"Minutes of the last meeting", "2", 1, 1}, {"B", "3", 2, 2}}},
			keep:   []string{"Keep two", "Minutes of May"}, gone: []string{"Hide"}, pages: "1-1",
		},
		"an exclusion in a file without parts reaches to its end": {
			sketch: "=== 1\nKeep one.\n=== 2\n# Exclusion of press and public\n=== 3\nHide three.\n=== 4\nHide four.",
			keep:   []string{"Keep one"}, gone: []string{"Hide"}, pages: "3-4",
		},
		"an exempt report in the agenda, marked there alone": {
			sketch: "=== 1\n# Agenda\n1. Keep list\n2. Hide list (not for publication)\n3. Keep on\n=== 2\nKeep two.\n=== 3\nHide three.\n=== 4\nKeep four.",
			clues:  exempt.Clues{Parts: []exempt.Part{{"A", "1", 2, 2}, {"B", "2", 3, 3}, {"C", "3", 4, 4}}},
			keep:   []string{"Keep list", "Keep on", "Keep two", "Keep four"}, gone: []string{"Hide"}, pages: "1-1 3-3",
		},
		"an exempt part of the agenda": {
			sketch: "=== 1\n# Agenda\n1. Keep list\n# Part 2 – exempt items\n2. Hide list\n=== 2\nKeep two.\n=== 3\nHide three.",
			clues:  exempt.Clues{Parts: []exempt.Part{{"A", "1", 2, 2}, {"B", "2", 3, 3}}},
			keep:   []string{"Keep list", "Keep two"}, gone: []string{"Hide"}, pages: "1-1 3-3",
		},
		"an appendix on its own pages that another page calls exempt": {
			sketch: "=== 1\n# Report\nAppendices 2 and 3 are exempt from publication.\n=== 2\n# Appendix 1\nKeep two.\n=== 3\n# Appendix 2\nHide three.\n=== 4\nHide four.\n=== 5\n# Appendix 4\nKeep five.",
			keep:   []string{"Keep two", "Keep five", "Appendices 2 and 3"}, gone: []string{"Hide"}, pages: "3-4",
		},
		"a sentence that goes on over the page is read as one": {
			sketch: "=== 1\nKeep this: Schedule 12A defines\n=== 2\nExempt information\nKeep two.",
			clues:  exempt.Clues{Joined: map[int]bool{1: true}},
			keep:   []string{"Keep this", "Keep two"},
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			p := draft(c.sketch)
			err := c.clues.Sift("pack.pdf", p)
			var bad *extract.Error
			if err != nil && (!errors.As(err, &bad) || bad.Reason != extract.Exempt || len(p.Blocks) > 0) {
				t.Fatalf("Sift: %v with %d blocks left", err, len(p.Blocks))
			}
			for _, w := range c.keep {
				if !strings.Contains(p.Text, w) {
					t.Errorf("%q is gone; left: %q, refused %v", w, p.Text, p.Refused)
				}
			}
			for _, w := range c.gone {
				if strings.Contains(p.Text, w) {
					t.Errorf("%q is left in %q", w, p.Text)
				}
			}
			var pages []string
			for _, r := range p.Refused {
				if r.From > 0 {
					pages = append(pages, strconv.Itoa(r.From)+"-"+strconv.Itoa(r.To))
				}
			}
			if got := strings.Join(pages, " "); got != c.pages {
				t.Errorf("refused pages %q, want %q", got, c.pages)
			}
			if len(c.gone) == 0 && len(p.Refused) > 0 {
				t.Errorf("refused %v for nothing", p.Refused)
			}
		})
	}
}

// TestWhollyExempt says that nothing is left of a paper marked on its cover.
func TestWhollyExempt(t *testing.T) {
	p := draft("NOT FOR PUBLICATION\n# The " + secret + "\nTheir report.")
	p.Title = "The " + secret
	err := exempt.Clues{}.Sift("a.docx", p)
	var e *extract.Error
	if !errors.As(err, &e) || e.Reason != extract.Exempt || e.Name != "a.docx" || e.Hint == "" {
		t.Fatalf("Sift = %v, want an error with reason exempt", err)
	}
	if p.Text != "" || p.Title != "" || len(p.Blocks) > 0 {
		t.Errorf("left: %q, title %q", p.Text, p.Title)
	}
}

// TestLeavesASubset holds what Sift promises of what it leaves, whatever comes.
func TestLeavesASubset(t *testing.T) {
	words := []string{"# Background", "NOT FOR PUBLICATION", "# Exempt", "1. Budget", "2. Minutes", "# Exclusion of press and public",
		"Plain words here.", "Confidential | No", "- an item", "# Appendix 1", "# Appendix 2", "Appendix 2 is exempt", "=== 1", "=== 2", "=== 3", "=== 9", "# Part 1"}
	rapid.Check(t, func(t *rapid.T) {
		sketch := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 14).Draw(t, "lines"), "\n")
		before, p := draft(sketch), draft(sketch)
		err := exempt.Clues{}.Sift("x", p)
		at := 0
		for _, b := range p.Blocks {
			text := p.Text[b.Start:b.End]
			for at < len(before.Blocks) && before.Text[before.Blocks[at].Start:before.Blocks[at].End] != text {
				at++
			}
			if at == len(before.Blocks) {
				t.Fatalf("%q was not there before, or not in this order", text)
			}
			at++
		}
		if len(p.Blocks) < len(before.Blocks) && len(p.Refused) == 0 {
			t.Fatalf("blocks went without a refusal")
		}
		if len(p.Blocks) == 0 && len(before.Blocks) > 0 && err == nil {
			t.Fatalf("nothing is left and no error says so")
		}
	})
}

func FuzzSift(f *testing.F) {
	f.Add("# Agenda\n1. A\n2. B (exempt)\n=== 2\nAppendix 2 is exempt, and x\n# Appendix 2\nConfidential: | Yes")
	f.Fuzz(func(t *testing.T, sketch string) {
		if strings.Count(sketch, "\n") > 200 || len(sketch) > 10_000 {
			return // the rules aren't quick on more than a paper has
		}
		for _, l := range strings.Split(sketch, "\n") {
			if n, ok := strings.CutPrefix(strings.TrimSpace(l), "=== "); ok {
				if k, _ := strconv.Atoi(n); k < 0 || k > 1000 {
					return // no such page
				}
			}
		}
		p := draft(sketch)
		_ = exempt.Clues{}.Sift("x", p)
		for _, b := range p.Blocks {
			if b.Start < 0 || b.End < b.Start || b.End > len(p.Text) {
				t.Fatalf("block %+v is outside a text of %d bytes", b, len(p.Text))
			}
		}
	})
}
