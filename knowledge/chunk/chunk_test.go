package chunk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearth/knowledge"
	"hearth/knowledge/chunk"
)

// content reads a sketch of a paper: "# heading", "## deeper", "- item",
// "1) item", "|cell|cell", "!name|name" and paragraphs, one to a line.
func content(sketch string) knowledge.Content {
	var c knowledge.Content
	var text strings.Builder
	for line := range strings.Lines(sketch) {
		line = strings.TrimRight(line, "\n")
		if line == "" {
			continue
		}
		b := knowledge.Block{Start: text.Len()}
		switch {
		case strings.HasPrefix(line, "#"):
			b.Kind, b.Level = knowledge.Heading, strings.Count(line, "#")
			line = strings.TrimLeft(line, "# ")
		case strings.HasPrefix(line, "- "), strings.HasPrefix(line, "1) "):
			b.Kind, b.Level = knowledge.Item, 1
			b.Body = b.Start + strings.Index(line, " ") + 1
		case strings.HasPrefix(line, "|"), strings.HasPrefix(line, "!"):
			b.Kind, b.Header = knowledge.Row, line[0] == '!'
			line = strings.ReplaceAll(line[1:], "|", "\t")
		}
		text.WriteString(line)
		b.End = text.Len()
		text.WriteString("\n")
		c.Blocks = append(c.Blocks, b)
	}
	c.Text = text.String()
	return c
}

// shown writes passages as "[section] unit / unit", each unit as
// "lead> marker words", with the kind's first letter before it.
func shown(c knowledge.Content) []string {
	passages, _ := chunk.Split(c)
	var out []string
	for _, p := range passages {
		var us []string
		for _, u := range p.Units {
			s := string("SICT"[u.Kind]) + ":"
			if u.Lead.Len() > 0 {
				s += u.Lead.Of(c.Text) + "> "
			}
			if u.Marker != "" {
				s += u.Marker + " "
			}
			us = append(us, s+u.Of(c.Text))
		}
		out = append(out, fmt.Sprintf("[%s] %s", p.Section, strings.Join(us, " / ")))
	}
	return out
}

func words(n int, end string) string {
	return "A " + strings.Repeat("word ", n-2) + "last" + end
}

func TestSplit(t *testing.T) {
	long := words(50, ".")
	for name, c := range map[string]struct {
		sketch string
		want   []string
	}{
		"short paragraphs under a heading stand with it": {
			"# Risk\nIt is high. It rises.\nIt is watched.",
			[]string{"[Risk] T:Risk / S:It is high. / S:It rises. / S:It is watched."},
		},
		"a paragraph that is long enough stands alone": {
			long + "\nShort.",
			[]string{"[] S:" + long, "[] S:Short."},
		},
		"headings make a path, and the nearest stands in the passage": {
			"# Impact\n## Legal\nThe Act binds.\n## Money\nNone.",
			[]string{"[Impact > Legal] T:Legal / S:The Act binds.", "[Impact > Money] T:Money / S:None."},
		},
		"a heading with nothing beneath can still be found": {
			"# Summary\n# Decision\nRatified.",
			[]string{"[Summary] T:Summary", "[Decision] T:Decision / S:Ratified."},
		},
		"a heading at the end too": {
			"Text.\n# Appendix",
			[]string{"[] S:Text.", "[Appendix] T:Appendix"},
		},
		"a list stands with the line that introduces it": {
			"Members asked for:\n- briefings\n1) visits",
			[]string{"[] S:Members asked for: / I:Members asked for:> briefings / I:Members asked for:> 1) visits"},
		},
		"only the last sentence before it introduces a list": {
			long + " They were:\n- one\n- two",
			[]string{"[] S:" + long, "[] S:They were: / I:They were:> one / I:They were:> two"},
		},
		"a heading introduces a list": {
			"# Our pledge\n- listen\n- act",
			[]string{"[Our pledge] T:Our pledge / I:Our pledge> listen / I:Our pledge> act"},
		},
		"a sentence that introduces nothing does not": {
			"The Board met on Tuesday in the town hall.\n- listen",
			[]string{"[] S:The Board met on Tuesday in the town hall. / I:listen"},
		},
		"a row's first cell leads the others": {
			"|Report of:|The Director\n|Subject:|Strategy",
			[]string{"[] C:Report of: / C:Report of:> The Director / C:Subject: / C:Subject:> Strategy"},
		},
		"in a table with column names the first cell is led by its column": {
			"!Measure|2019\n|Stability|45%",
			[]string{"[] C:Measure / C:2019 / C:Measure> Stability / C:Stability> 45%"},
		},
		"in a form the question leads the answer": {
			"|Key decision:|Is it urgent?\n|Yes|No",
			[]string{"[] C:Key decision: / C:Is it urgent? / C:Key decision:> Yes / C:Is it urgent?> No"},
		},
		"text without blocks is a paragraph": {"Just this.", []string{"[] S:Just this."}},
	} {
		t.Run(name, func(t *testing.T) {
			in := content(c.sketch)
			if name == "text without blocks is a paragraph" {
				in.Blocks = nil
			}
			if got := shown(in); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestLongListsKeepTheirLead(t *testing.T) {
	sketch := "The duties are:\n"
	for range 40 {
		sketch += "- " + words(12, "") + "\n"
	}
	c := content(sketch)
	passages, lists := chunk.Split(c)
	if len(passages) < 2 || len(lists) != 1 || len(lists[0].Items) != 40 {
		t.Fatalf("%d passages, %d lists", len(passages), len(lists))
	}
	for _, p := range passages {
		for _, u := range p.Units {
			if u.Kind == knowledge.ListItem && (u.List != 1 || u.Lead.Of(c.Text) != "The duties are:") {
				t.Errorf("item %v has list %d and lead %q", u.Span, u.List, u.Lead.Of(c.Text))
			}
		}
	}
}

func TestLongParagraphsArePartedBetweenSentences(t *testing.T) {
	c := content(strings.Repeat(words(20, ". "), 40))
	passages, _ := chunk.Split(c)
	if len(passages) != 5 {
		t.Errorf("800 words make %d passages, want 5", len(passages))
	}
	for _, p := range passages {
		if n := len(strings.Fields(p.Of(c.Text))); n > 180 || !strings.HasSuffix(p.Of(c.Text), ".") {
			t.Errorf("%d words, ending %q", n, p.Of(c.Text)[p.Len()-10:])
		}
	}
}

func TestWhatIsNoSentenceIsCut(t *testing.T) {
	c := content(strings.Repeat("word and ", 3000))
	passages, _ := chunk.Split(c)
	if len(passages) < 6 {
		t.Fatalf("27,000 bytes make %d passages", len(passages))
	}
	for _, p := range passages {
		for _, u := range p.Units {
			if u.Len() > 4000 || strings.TrimSpace(u.Of(c.Text)) != u.Of(c.Text) {
				t.Errorf("a unit of %d bytes", u.Len())
			}
		}
	}
}

// TestSplitLosesNothing checks on any paper that passages and units lie in
// order within it and that every word of it is in just one of them.
func TestSplitLosesNothing(t *testing.T) {
	line := rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom([]string{"# ", "## ", "### ", "- ", "1) ", "|", "!", "", "", ""}).Draw(t, "kind") +
			rapid.StringMatching(`([A-Za-z]{1,6}[ .|]{1,2}){1,30}[a-z:]`).Draw(t, "words")
	})
	rapid.Check(t, func(t *rapid.T) {
		c := content(strings.Join(rapid.SliceOfN(line, 0, 20).Draw(t, "lines"), "\n"))
		passages, lists := chunk.Split(c)
		end := 0
		covered := make([]bool, len(c.Text))
		for _, p := range passages {
			if p.Start < end || p.Len() <= 0 || len(p.Units) == 0 {
				t.Fatalf("passage %v after %d", p.Span, end)
			}
			end = p.Start
			for _, u := range p.Units {
				if u.Start < end || u.End > p.End || u.Len() <= 0 || u.List > len(lists) {
					t.Fatalf("unit %+v after %d in %v", u, end, p.Span)
				}
				end = u.End
				for i := u.Start; i < u.End; i++ {
					covered[i] = true
				}
			}
			if end != p.End {
				t.Fatalf("passage %v ends at %d", p.Span, end)
			}
		}
		for _, b := range c.Blocks {
			for i := b.Words(); i < b.End; i++ {
				if letter := c.Text[i] | 0x20; letter >= 'a' && letter <= 'z' && !covered[i] && !outer(c, b, passages) {
					t.Fatalf("%q: %q is in no unit", c.Text, c.Text[b.Start:b.End])
				}
			}
		}
	})
}

// outer tells a heading that a deeper one follows at once: it stands in the path
// of the passages beneath.
func outer(c knowledge.Content, b knowledge.Block, passages []knowledge.Passage) bool {
	name := strings.Join(strings.Fields(c.Text[b.Start:b.End]), " ")
	return b.Kind == knowledge.Heading && slices.ContainsFunc(passages, func(p knowledge.Passage) bool {
		return strings.Contains(p.Section, name+" > ")
	})
}
