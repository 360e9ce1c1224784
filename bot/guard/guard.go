// Package guard decides what hearth says without asking the papers. A Guard
// knows by pure rules which turns are no questions for the papers at all: a
// worry about a child, a member in distress, a request for what nobody may
// hand out, small talk. It writes each its own reply with the council's
// contacts.
//
// # What it promises
//
// Emergencies and safeguarding come first, always: a turn that is also
// anything else is still answered as a worry about a child. What no rule has
// taken, and tells of a particular child without asking anything, is taken for
// a worry, too. A reply never repeats a word of the turn; it is made from the
// kind, the name of the rule and the clock alone, so it can be made again after
// a crash from a record that holds no words. The same turn has the same verdict from every Guard with the
// same places: nothing is read from outside, nothing kept, and a Guard may be
// used by many goroutines.
//
// Questions about the subject are not taken: "how many children went missing
// last year?", "what does the LADO do?" go to the papers. The line between: who
// has seen, heard or been told of a child is redirected; who asks for figures,
// rules, roles or what a paper says is not. "What should I do if a child tells
// me she is being hit?" is redirected, since a wrong guess costs a tap one way
// and a child the other.
//
// # What rules can't recognise
//
// A bare name in prose ("Tom seemed quiet on the visit") is no more than a
// capital letter to a rule. Nor do rules see a child through an unusual event
// that only one family lived through. Languages other than English are known
// for a few attempts to change the bot's orders, no more; and hints, irony and
// spellings more than a letter or two away from a word are missed. README says
// so to those who run hearth.
//
// # Costs
//
// Making a Guard costs half a millisecond with the names of England's councils,
// nothing without; its patterns are made at the first turn, in
// three to five milliseconds on one quiet core. After that a question costs
// a fraction of a millisecond and a paste of two thousand words some tens of
// milliseconds, growing with the words up to maxWords.
package guard

import (
	"slices"
	"sync"

	"hearth/bot"
	"hearth/knowledge"
)

// Options are what a Guard needs.
type Options struct {
	// Contacts gives the council's contacts as they are now; it is called for
	// each reply, perhaps by several goroutines, and should not keep it waiting.
	// With an error a reply says that it can't look the numbers up. Nil: none
	// are set.
	Contacts func() (bot.Contacts, error)
	// Places are the names of councils' areas, so that "Kent's plan" is nobody's
	// plan. Without them a place is a capital like any other.
	Places []string
	// Samples are questions that the papers answer, for whoever says hello.
	Samples []string
}

// A Guard knows what is no question for the papers.
type Guard struct {
	contacts func() (bot.Contacts, error)
	places   gazetteer
	samples  []string
}

// New makes a Guard.
func New(o Options) *Guard {
	if o.Contacts == nil {
		o.Contacts = func() (bot.Contacts, error) { return bot.Contacts{}, nil }
	}
	return &Guard{contacts: o.Contacts, places: gazette(o.Places), samples: slices.Clone(o.Samples)}
}

// Handle tells whether a question is one of the handled kinds, and what hearth
// replies to it. The question's Now decides which number is open; its Previous
// lets "what should I do now?" after a worry about a child stay one.
func (g *Guard) Handle(q knowledge.Question) (kind knowledge.HandledKind, reply string, ok bool) {
	kind, rule := g.Verdict(q)
	if kind == "" {
		return "", "", false
	}
	return kind, g.Reply(kind, rule, q.Now), true
}

// Verdict is the kind of a question and the name of the rule that said so; both
// are empty where the question is one for the papers.
func (g *Guard) Verdict(q knowledge.Question) (kind knowledge.HandledKind, rule string) {
	kind, rule = g.judge(q.Text)
	if _, asks := offices[rule]; (asks || kind == "") && q.Previous != "" {
		if kind, rule := g.carried(q); kind != "" {
			return kind, rule
		}
	}
	return kind, rule
}

func (g *Guard) judge(text string) (knowledge.HandledKind, string) {
	t := g.read(text)
	for _, r := range rules() {
		if r.holds(t) {
			return r.kind, r.name
		}
	}
	return "", ""
}

// A turn is a text as the rules read it.
type turn struct {
	raw   string
	ws    []word
	has   present
	marks []string // what identifies a child in it
}

func (g *Guard) read(text string) turn {
	folded := fold(text)
	ws := g.words(folded)
	return turn{raw: folded, ws: ws, has: presence(ws), marks: marks(folded, ws)}
}

// words cuts folded text into words that are spelled right and marked.
func (g *Guard) words(folded string) []word {
	ws := correct(words(folded))
	g.places.mark(ws)
	markBodies(ws)
	return ws
}

// carried judges a short follow-up to a turn that was a worry about a child or
// a request for somebody's details: "she's 9", "what should I do now?".
func (g *Guard) carried(q knowledge.Question) (knowledge.HandledKind, string) {
	kind, _ := g.judge(q.Previous)
	rule, ok := g.Follows(kind, q.Text)
	if !ok {
		return "", ""
	}
	return kind, rule
}

// Follows tells whether a text goes on with what a turn of a kind was about, and
// the name of the rule: for whoever has kept the kind of the turn before and not
// its words.
func (g *Guard) Follows(kind knowledge.HandledKind, text string) (rule string, ok bool) {
	switch kind {
	case knowledge.Emergency, knowledge.Safeguarding, knowledge.Privacy, knowledge.Wellbeing, knowledge.Casework:
	default:
		return "", false
	}
	ws := g.words(fold(text))
	for _, p := range follows() {
		if len(ws) <= 20 && p.in(ws) {
			return "follows " + string(kind), true
		}
	}
	return "", false
}

var follows = sync.OnceValue(func() []pattern {
	return parseAll(
		"he|she|hes|shes|him|her|his|they|theyre|them|their",
		"what|who should|shall|do|can|must i|we",
		"< ?and|but|so now|tonight|today|since when >",
		"this|that|the child|family|boy|girl|case|man|woman|mum|dad",
		"i am|was|have|did|cant|dont|think|saw|told", "im|ive",
	)
})
