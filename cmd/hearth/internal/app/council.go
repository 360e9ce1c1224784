package app

import (
	"context"
	"fmt"
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract/guess"
	"hearth/knowledge/library"
)

// CouncilNamed gives a council's area as hearth writes it, for any of the names
// that people use: "stockton", "Stockton on Tees", "Stockton-on-Tees Borough
// Council". It tells whether hearth knows it; another is given back as it was,
// without the words for its kind.
func CouncilNamed(name string) (area string, known bool) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" {
		return "", false
	}
	areas, shorter := guess.Places()
	// "City of London" is a name of its own, "City of York" is York.
	for _, said := range []string{name, without(name, nil, kindsAfter), bare(name)} {
		said = folded(said)
		for short, area := range shorter {
			if folded(short) == said {
				return area, true
			}
		}
		for _, area := range areas {
			if folded(area) == said {
				return area, true
			}
		}
	}
	return bare(name), false
}

// variants are what people write in different ways.
var variants = strings.NewReplacer("&", " and ", "-", " ", "'", "", "’", "", ".", "", ",", "")

// folded is a name without what people write in different ways.
func folded(s string) string {
	return strings.Join(strings.Fields(variants.Replace(strings.ToLower(s))), " ")
}

// The words that say what kind of council it is, before and after its area.
var (
	kindsBefore = []string{"the ", "london borough of ", "royal borough of ", "metropolitan borough of ", "borough of ", "city of ", "county of "}
	kindsAfter  = []string{" council", " borough", " city", " county", " metropolitan", " district", " unitary", " and", " corporation", " mbc", " cc", " bc"}
)

// bare is a council's name without the words for its kind.
func bare(name string) string { return without(name, kindsBefore, kindsAfter) }

// without takes words away from both ends of a name for as long as there are any.
func without(name string, before, after []string) string {
	for {
		was := name
		for _, k := range before {
			if len(name) > len(k) && strings.EqualFold(name[:len(k)], k) {
				name = name[len(k):]
			}
		}
		for _, k := range after {
			if at := len(name) - len(k); at > 0 && strings.EqualFold(name[at:], k) {
				name = name[:at]
			}
		}
		if name == was {
			return name
		}
	}
}

// An UnknownCouncilError says that a setting names a council that neither hearth
// nor any paper knows.
type UnknownCouncilError struct{ Setting, Name string }

// Error is the operator's line.
func (e *UnknownCouncilError) Error() string {
	return fmt.Sprintf("%s=%q names no council that I know, and no paper is of it", e.Setting, e.Name)
}

// Hint says what to write instead.
func (e *UnknownCouncilError) Hint() string {
	return "write the place as your papers do, like Middlesbrough or Stockton-on-Tees, or leave it unset"
}

// CouncilOfPapers gives a council's name as the papers write it. Where there are
// papers and none is of it, the error is an *UnknownCouncilError. It reads every
// record, so it is for names that CouncilNamed doesn't know.
func (a *App) CouncilOfPapers(ctx context.Context, setting, name string) (string, error) {
	docs, err := a.List(ctx, library.Filter{})
	if err != nil {
		return "", err
	}
	for _, d := range docs {
		if folded(bare(d.Council)) == folded(bare(name)) {
			return d.Council, nil
		}
	}
	if len(docs) == 0 {
		return name, nil
	}
	return "", &UnknownCouncilError{setting, name}
}

// ownCouncil is whom "we" means where the settings don't say: the council whose
// name the officers have set beside its contacts.
func (a *App) ownCouncil(ctx context.Context) string {
	if a.o.Council != "" {
		return a.o.Council
	}
	c, _, err := a.Contacts(ctx)
	if err != nil || c.Council == "" {
		return "" // what can't be read is told where it is needed
	}
	if area, known := CouncilNamed(c.Council); known {
		return area
	}
	if name, err := a.CouncilOfPapers(ctx, "council.name", c.Council); err == nil {
		return name
	}
	return c.Council
}

// withCouncil is the question as somebody of the own council asks it.
func (a *App) withCouncil(q knowledge.Question) knowledge.Question {
	if q.Council == "" {
		q.Council = a.council
	}
	return q
}
