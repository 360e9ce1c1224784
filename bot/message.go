package bot

import (
	"fmt"

	"hearth/knowledge"
)

// A Visibility says who may see a message.
type Visibility string

// The visibilities.
const (
	// ToMember is for the one member whom the message answers, and stands where that
	// member alone sees it, for certain: in a direct message.
	ToMember Visibility = "member"
	// ToPlace is for everybody in the place.
	ToPlace Visibility = "place"
	// Fleeting is a line in a channel that only that member sees, and may be lost.
	// It never carries an answer.
	Fleeting Visibility = "fleeting"
)

// A Message is what hearth says: meaning, not markup. Each adapter renders every
// kind of block within its platform's limits.
type Message struct {
	// Key is the same for the same message however often it is posted, so that a
	// platform which can be asked is asked before it is posted again.
	Key        string     `json:"key"`
	Visibility Visibility `json:"visibility"`
	For        string     `json:"for,omitempty"` // the platform's id of the person whom it answers, where there is one
	// Subject is what the conversation is about, in the member's own words, for
	// platforms that give a conversation a title; "" where there is nothing to say,
	// or the words must not be repeated.
	Subject string  `json:"subject,omitempty"`
	Blocks  []Block `json:"blocks"`
}

// A Block is one part of a message. Exactly one field is set.
type Block struct {
	Paragraph  *Paragraph  `json:"paragraph,omitempty"`
	Notice     *Notice     `json:"notice,omitempty"`
	Statements *Statements `json:"statements,omitempty"`
	Sources    *Sources    `json:"sources,omitempty"`
	Nearest    *Nearest    `json:"nearest,omitempty"`
	Choices    *Choices    `json:"choices,omitempty"`
	Form       *Form       `json:"form,omitempty"`
	Table      *Table      `json:"table,omitempty"`
}

// A Paragraph is plain text. Line breaks in it are meant.
type Paragraph struct {
	Text string `json:"text"`
}

// A Notice is text that must be seen before the rest.
type Notice struct {
	Pressing bool   `json:"pressing,omitempty"` // about somebody in danger or distress
	Text     string `json:"text"`
}

// Statements are what an answer says, each with the numbers of its sources.
type Statements struct {
	Items []Statement `json:"items"`
}

// A Statement is one thing that an answer says.
type Statement struct {
	Label   string `json:"label,omitempty"`  // what stands behind it: "The law says"
	Text    string `json:"text"`             // as much of it as is shown at first
	Folded  bool   `json:"folded,omitempty"` // there is more of it behind More
	Sources []int  `json:"sources"`          // numbers of the message's Sources, from 1
}

// Sources say where the statements stand, numbered from 1 in their order.
type Sources struct {
	Brief bool     `json:"brief,omitempty"` // one line that names them; else each with its quotes
	Items []Source `json:"items"`
}

// A Source is one paper at one place.
type Source struct {
	Line   string      `json:"line"`             // title, kind, date, page, as the reply names it
	Short  string      `json:"short"`            // title and page alone
	Link   string      `json:"link,omitempty"`   // opens the paper at the quote, on hearth's own pages; a path from their root
	Quotes []Quote     `json:"quotes,omitempty"` // what was quoted, with its surroundings where they are shown
	Cited  []Reference `json:"cited,omitempty"`  // what the receipt keeps
}

// A Quote is a paragraph of a paper in which words were quoted.
type Quote struct {
	Before string `json:"before,omitempty"` // the paragraph before
	Text   string `json:"text"`             // the words themselves
	After  string `json:"after,omitempty"`
}

// A Reference is what is kept of a citation: no words.
type Reference struct {
	Document string `json:"document"`
	Version  string `json:"version"`
	Start    int    `json:"start"` // bytes in the version's text
	End      int    `json:"end"`
}

// Nearest names the papers that are near to a question which they don't answer.
type Nearest struct {
	Items []Near `json:"items"`
}

// A Near is one of them.
type Near struct {
	Document string `json:"document"`
	Title    string `json:"title"`
	Link     string `json:"link,omitempty"`
}

// Choices are buttons, at most four in an answer.
type Choices struct {
	Items []Choice `json:"items"`
}

// A Choice is one button. Pressing it is a turn with its Action and Value, or
// opens a page where it has a Link.
type Choice struct {
	Label  string `json:"label"`
	Action string `json:"action"`
	Value  string `json:"value,omitempty"`
	Link   string `json:"link,omitempty"`  // a whole address, https or http; Action and Value are empty then
	Grave  bool   `json:"grave,omitempty"` // it can't be undone
}

// A Form asks for several things at once, or, without fields, for a yes. Sending
// it is a turn with its Action, Value and Fields.
type Form struct {
	Title  string  `json:"title"`
	Action string  `json:"action"`
	Value  string  `json:"value,omitempty"`
	Fields []Field `json:"fields"`
	Submit string  `json:"submit"`
}

// A Field is one question of a form.
type Field struct {
	Name    string   `json:"name"`
	Label   string   `json:"label"`
	Hint    string   `json:"hint,omitempty"`
	Value   string   `json:"value,omitempty"`
	Long    bool     `json:"long,omitempty"`    // several lines
	Options []Choice `json:"options,omitempty"` // one of these, by Value
	// Optional says that it may be left empty. A platform insists on the others by
	// its own means, where it has some.
	Optional bool   `json:"optional,omitempty"`
	Error    string `json:"error,omitempty"` // what is wrong with Value, and how to mend it
}

// A Table has a caption, a heading for each column, and rows as wide.
type Table struct {
	Caption string     `json:"caption"`
	Head    []string   `json:"head"`
	Rows    [][]string `json:"rows"`
}

// Text is a message of one paragraph.
func Text(s string) []Block { return []Block{{Paragraph: &Paragraph{s}}} }

// References are all that a message's sources cite.
func (m Message) References() []Reference {
	var out []Reference
	for _, b := range m.Blocks {
		if b.Sources == nil {
			continue
		}
		for _, s := range b.Sources.Items {
			out = append(out, s.Cited...)
		}
	}
	return out
}

// Pressing tells whether a kind of turn was about somebody in danger or
// distress.
func Pressing(k knowledge.HandledKind) bool {
	return k == knowledge.Emergency || k == knowledge.Safeguarding || k == knowledge.Wellbeing
}

// ShortSource names a source by its title, or what a summary names as its own source,
// and its page.
func ShortSource(c knowledge.Citation) string {
	name := c.Source()
	if name == "" {
		name = knowledge.ShownTitle(c.Title())
	}
	if c.Page() > 0 {
		name += fmt.Sprintf(", page %d", c.Page())
	}
	return name
}
