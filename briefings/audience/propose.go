package audience

import (
	"slices"
	"strings"
	"unicode"
)

// headRows is how far down the row that names the columns is looked for.
const headRows = 20

// Propose guesses which column is what, by the words of a heading row and, for
// what has none, by what stands in the cells. A person looks at it before
// anything is done: it is a proposal.
func Propose(s Sheet) Columns {
	c := byHeadings(s)
	if c.Forename > 0 && c.Surname > 0 {
		c.Name = 0
	}
	// One half of a name is no name.
	if c.Name > 0 {
		c.Forename, c.Surname = 0, 0
	}
	byContent(s, &c)
	return c
}

// byHeadings takes the row near the top that names the most columns.
func byHeadings(s Sheet) Columns {
	var best Columns
	most := 0
	for _, r := range s.Rows[:min(len(s.Rows), headRows)] {
		c := Columns{Header: r.Number}
		named, filled := 0, 0
		for i, cell := range r.Cells {
			if cell != "" {
				filled++
			}
			name := headed(cell)
			if name == "committees" {
				c.Committees = append(c.Committees, i+1)
				named++
				continue
			}
			if at := c.at(name); at != nil && *at == 0 {
				*at = i + 1
				named++
			}
		}
		// One word alone could be anybody's: "Elected" above two columns is a
		// title, a row of "Name" and two others unknown is a heading.
		if named > most && (named >= 2 || filled == named || c.Name > 0) {
			best, most = c, named
		}
	}
	return best
}

// byContent finds the address, the name and the committees of a list whose
// headings don't tell.
func byContent(s Sheet, c *Columns) {
	taken := func(n int) bool {
		return slices.Contains(c.Committees, n) || slices.ContainsFunc(ColumnNames(), func(name string) bool {
			at := c.at(name)
			return at != nil && *at == n
		})
	}
	find := func(like func(string) bool) int {
		best, most := 0, 0
		for n := 1; n <= s.width(); n++ {
			if taken(n) || ofParties(s, c.Header, n) {
				continue
			}
			filled, liked := 0, 0
			for _, r := range s.Rows {
				if cell := r.cell(n); cell != "" && r.Number > c.Header {
					filled++
					if like(cell) {
						liked++
					}
				}
			}
			if liked*2 > filled && liked > most {
				best, most = n, liked
			}
		}
		return best
	}
	if c.Email == 0 {
		c.Email = find(func(cell string) bool { a, ok := cleanAddress(cell); return ok && a != "" })
	}
	if c.Name == 0 && (c.Forename == 0 || c.Surname == 0) {
		if c.Name = find(titled); c.Name == 0 {
			c.Name = find(likeAName)
		}
		if c.Name > 0 {
			c.Forename, c.Surname = 0, 0
		}
	}
	if len(c.Committees) == 0 {
		if n := find(func(cell string) bool { return bodyNoun(fold(cell)) }); n > 0 {
			c.Committees = []int{n}
		}
	}
}

// ofParties tells whether a column is headed as one of people's parties, which
// is read for nothing.
func ofParties(s Sheet, header, column int) bool {
	at := slices.IndexFunc(s.Rows, func(r Row) bool { return r.Number == header })
	if at < 0 {
		return false
	}
	ws := strings.Fields(fold(s.Rows[at].cell(column)))
	return slices.ContainsFunc(ws, func(w string) bool {
		return slices.Contains([]string{"party", "group", "political", "affiliation", "politics"}, w)
	})
}

// titled tells whether a cell begins as only a person's name does.
func titled(cell string) bool {
	ws := strings.Fields(cell)
	return len(ws) > 1 && titles[plain(ws[0])]
}

// likeAName tells whether a cell could be a person's name: two to four words
// that begin with capitals, and no digit.
func likeAName(cell string) bool {
	if strings.ContainsAny(cell, "@0123456789/") || bodyNoun(fold(cell)) || fold(cell) == "" {
		return false
	}
	ws := strings.Fields(CleanName(cell))
	return len(ws) >= 2 && len(ws) <= 4 && unicode.IsUpper([]rune(ws[0])[0]) && unicode.IsUpper([]rune(ws[len(ws)-1])[0])
}

// bodyNouns are the words with which the names of committees end.
var bodyNouns = []string{"committee", "panel", "board", "cabinet", "council", "forum", "commission", "scrutiny", "executive", "group", "authority", "subcommittee"}

// bodyNoun tells whether folded text has a word of those.
func bodyNoun(folded string) bool {
	return slices.ContainsFunc(strings.Fields(folded), func(w string) bool { return slices.Contains(bodyNouns, w) })
}
