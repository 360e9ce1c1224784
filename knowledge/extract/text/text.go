// Package text reads plain text and Markdown, and what converters make of
// papers: text with some Markdown and some HTML marks in it. It takes the marks
// away and keeps the words, tells headings, lists, tables and wrapped lines from
// each other, and reads front matter (YAML between two lines "---").
//
// Costs: time and memory grow with the text; about three times its size is held.
package text

import (
	"context"
	"regexp"
	"strings"
	"unicode/utf8"

	"hearth/knowledge"
	"hearth/knowledge/extract/draft"
)

// Read makes a draft of a text that Decode gave. Its errors are *HeaderError,
// and the context's.
func Read(ctx context.Context, s string) (*draft.Draft, error) {
	d := &draft.Draft{}
	if front, rest, ok := cutFront(s); ok {
		id, meta, err := ParseHeader([]byte(front))
		if err != nil {
			return nil, err
		}
		d.ID, d.Meta, s = id, meta, rest
	}
	return d, read(ctx, d, s)
}

// Body is like Read for a text that can't have front matter.
func Body(ctx context.Context, s string) (*draft.Draft, error) {
	d := &draft.Draft{}
	return d, read(ctx, d, s)
}

func read(ctx context.Context, d *draft.Draft, s string) error {
	p := parser{d: d, after: draft.BlankLine, page: 1}
	p.paged = strings.Contains(strings.TrimRight(s, "\f\n "), "\f")
	lines := strings.Split(s, "\n")
	d.Wrap = width(lines)
	for i := 0; i < len(lines); i++ {
		if i&0xfff == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		i += p.line(lines, i)
	}
	if p.paged {
		d.Pages = p.page
	}
	return nil
}

// A parser goes through the lines, knowing what it needs of the lines before.
type parser struct {
	d     *draft.Draft
	after draft.After
	fence bool
	paged bool // form feeds part the text into pages
	page  int
	table int // rows of the table so far
}

var (
	heading   = regexp.MustCompile(`^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$`)
	underline = regexp.MustCompile(`^\s*(=+|-+)\s*$`)
	quote     = regexp.MustCompile(`^\s{0,3}>\s?`)
)

// line reads line i and gives the number of lines after it that went with it.
func (p *parser) line(lines []string, i int) (more int) {
	s := lines[i]
	if p.paged {
		if n := strings.Count(s, "\f"); n > 0 {
			p.page += n
			s, p.after = strings.ReplaceAll(s, "\f", ""), draft.BlankLine
		}
	}
	if strings.Contains(s, ">") {
		s = quote.ReplaceAllString(s, "")
	}
	trimmed := strings.TrimSpace(s)
	switch {
	case strings.HasPrefix(trimmed, "```"), strings.HasPrefix(trimmed, "~~~"):
		p.fence, p.after = !p.fence, draft.BlankLine
		return 0
	case trimmed == "":
		p.after, p.table = draft.BlankLine, 0
		return 0
	case !p.fence && ruled(trimmed):
		// A rule: of a table, below a heading, or between two parts.
		p.after = draft.BlankLine
		return 0
	}
	if m := atx(s, trimmed); m != nil && !p.fence {
		p.add(draft.Piece{Kind: knowledge.Heading, Level: len(m[1]), Text: unmark(m[2])})
		p.after = draft.BlankLine
		return 0
	}
	if cells, ok := cells(s); ok {
		p.row(cells, i+1 < len(lines) && strings.Contains(lines[i+1], "-") && ruled(strings.TrimSpace(lines[i+1])))
		return 0
	}
	p.table = 0
	if i+1 < len(lines) && underlined(trimmed, lines[i+1]) {
		level := 1
		if strings.Contains(lines[i+1], "-") {
			level = 2
		}
		p.add(draft.Piece{Kind: knowledge.Heading, Level: level, Text: unmark(s)})
		p.after = draft.BlankLine
		return 1
	}
	return p.prose(lines, i, s)
}

// atx takes a heading "## Like this" apart.
func atx(s, trimmed string) []string {
	if trimmed[0] != '#' {
		return nil
	}
	return heading.FindStringSubmatch(s)
}

// ruled tells whether a line is drawn with characters.
func ruled(s string) bool {
	for _, r := range s {
		if !strings.ContainsRune(" \t|:+-–—=_*", r) {
			return false
		}
	}
	return true
}

// prose reads a line of text, with the lines that its bold or italic stretch
// goes on over.
func (p *parser) prose(lines []string, i int, s string) (more int) {
	more = openStretch(lines, i, s)
	hard := strings.HasSuffix(lines[i+more], "  ") || strings.HasSuffix(lines[i+more], `\`)
	for _, l := range lines[i+1 : i+1+more] {
		s += "\n" + l
	}
	indent := len(s) - len(strings.TrimLeft(s, " \t"))
	if rest, ok := draft.Bullet(strings.TrimLeft(s, " \t")); ok {
		p.add(draft.Piece{Kind: knowledge.Item, Level: min(1+indent/2, 6), Text: unmark(rest), Loose: true})
	} else {
		text, bold := unmark(s), wholly(s)
		p.add(draft.Piece{Text: strings.TrimSuffix(text, `\`), Loose: true, Bold: bold})
	}
	p.after = draft.NextLine
	if hard {
		p.after = draft.BlankLine
	}
	return more
}

func (p *parser) add(piece draft.Piece) {
	piece.After = p.after
	if p.paged {
		piece.Page = p.page
	}
	p.d.Add(piece)
}

// underlined tells whether the next line makes this one a heading.
func underlined(s, next string) bool {
	return strings.ContainsAny(next, "=-") && underline.MatchString(next) && len(strings.TrimSpace(next)) >= 3 &&
		utf8.RuneCountInString(s) <= 120 && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, ",")
}
