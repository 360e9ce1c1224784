package knowledge

// A Passage is a stretch of one version of a document that can be quoted as it
// stands: a paragraph or a few, a list with the line that introduces it, a
// slide. It is what the index finds. Passages belong to one build of the index
// and are never written to the records.
type Passage struct {
	Span           // in the version's text; may begin with its own heading
	Page    int    // of the original file, counted from 1; 0 where it has none
	Printed string // the page number as printed, where it differs
	Section string // heading path, " > " between: "Impact(s) > Legal"
	Units   []Unit // in reading order
}

// A UnitKind says what can be quoted by itself within a passage.
type UnitKind uint8

// The kinds of unit.
const (
	Sentence UnitKind = iota // one sentence of prose
	ListItem                 // one item of a list, however many sentences
	Cell                     // one cell of a table row; Lead is its row's or column's name
	Title                    // a heading that stands in the passage
)

// A Unit is the least that an answer may quote: a sentence, a list item, a
// table cell or a heading. Its span never holds its marker ("2.", "(a)", "•").
type Unit struct {
	Span    // in the version's text
	Kind    UnitKind
	Lead    Span   // the line that introduces it: a list's opening line, a row's label; empty where there is none
	List    int    // which list of the document it belongs to, from 1; 0: none
	Marker  string // "2.", "(a)"; empty for bullets
	Page    int    // where it begins, where the file has pages
	Printed string
}

// A List is a whole list of a document: what introduces it and every item, so
// that a part is never shown as the whole.
type List struct {
	Lead  Span // empty where nothing introduces it
	Items []Span
}
