package answer

import (
	"strings"
)

// An Expect is the kind of thing that would answer a question.
type Expect uint8

// What a question can expect. The strict ones (see strict) are refused where no
// evidence of the kind is found.
const (
	Anything   Expect = iota
	Person            // a post-holder's name: "who chairs", "what is the name of"
	Agent             // whoever does something: a person, a post, a group
	Day               // "when", "on what date"
	TimeOfDay         // "at what time"
	Years             // a year or a span of years
	Count             // "how many": a number of the things that are asked for
	Quantity          // "by how much": any figure or share
	Percent           // "what percentage"
	Amount            // money
	Duration          // "how soon", "how long"
	Age               // "up to what age"
	Frequency         // "how often"
	Place             // "where"
	Email             // an e-mail address
	Phone             // a telephone number
	Postcode          // a postcode
	Web               // the address of a web site
	Contact           // any way to reach somebody
	Label             // "what item number", "which section"
	Named             // "what is it called", "which programme": a proper name
	Definition        // "what does it mean"
	List              // "list", "what are the": every item
	YesNo             // "is", "does", "can"
	Trend             // "is it going up": a change
	Reason            // "why"
	Decided           // "what did the Cabinet decide"
	Whose             // "which council"
	Grade             // "what is the rating"
)

var expectNames = [...]string{"anything", "person", "agent", "day", "time", "years", "count", "quantity",
	"percent", "amount", "duration", "age", "frequency", "place", "email", "phone", "postcode",
	"web address", "contact", "label", "name", "definition", "list", "yes/no", "trend", "reason", "decision", "council", "grade"}

// String is the kind in a word.
func (e Expect) String() string { return expectNames[e] }

// strict tells whether an answer without evidence of the kind is no answer at
// all: a date is a date, but a reason can be told in many ways.
func (e Expect) strict() bool {
	switch e {
	case Person, Day, TimeOfDay, Years, Count, Quantity, Percent, Amount, Duration, Age, Frequency,
		Email, Phone, Postcode, Web, Label, Place, Definition, Whose, Grade, Decided:
		return true
	}
	return false
}

// strict tells whether the part needs evidence of the expected kind.
func (p *part) strict() bool { return p.hard || p.expect.strict() }

// told tells whether the answer is to be told in words, not given as a fact.
func (e Expect) told() bool {
	switch e {
	case Anything, Agent, YesNo, Trend, Reason:
		return true
	}
	return false
}

// local tells whether what answers for one council answers for no other.
func (e Expect) local() bool {
	switch e {
	case Person, Day, TimeOfDay, Count, Quantity, Percent, Amount, Place, Email, Phone, Postcode, Web, Contact, Trend, Decided, Grade, Years:
		return true
	}
	return false
}

// contact tells whether the kind is a way to reach somebody.
func (e Expect) contact() bool {
	return e == Email || e == Phone || e == Postcode || e == Web || e == Contact
}

var reFuture = lazily(`(?i)\b(?:will|due|next|planned|plans|scheduled|expected|going to|to be)\b`)

// expectation reads the expected kind off a question's words, which are lower
// case, without punctuation, slips put right. The first rule that fits decides.
func expectation(words []string) Expect {
	q := phrase(" " + strings.Join(words, " ") + " ")
	for _, r := range expectRules {
		if r.fits(q) {
			return r.kind
		}
	}
	return Anything
}
