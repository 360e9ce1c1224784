package answer

import (
	"slices"
	"strings"
	"unicode"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
	"hearth/knowledge/glossary"
)

// A part is one thing that a question asks. "Which programme is it aligned
// with, and who funds it?" has two.
type part struct {
	text     string // the member's words, slips put right
	expect   Expect
	ideas    []idea          // what an answer should speak of
	term     term            // whose meaning is asked, where a definition is expected
	heads    heads           // the things that are counted or listed
	whole    bool            // nothing but the whole list answers
	number   int             // how many things the question says there are; 0: it doesn't
	future   bool            // it asks for what is to come
	deciding bool            // it speaks of a decision
	inside   bool            // it asks what findings, results … say
	hard     bool            // the expected kind is needed, though it mostly only helps
	soft     bool            // the expected kind helps, but isn't needed
	said     map[string]bool // the stems of all ways of all ideas
	total    float64         // sum of the ideas' weights
	back     bool            // leans on the question before it or beside it
	named    [][]string      // names of several words, which no glossary knows, each word squashed
	acts     [][]string      // the Acts that it names, each with its initials last
	placed   bool            // it names a council, a year, a section or what was asked before
	stranger bool            // it names somebody or something that no paper names
	sought   int             // the idea of the very thing that is asked of the subject; -1: none
	speaker  int             // the idea of who is asked to have said something; -1: nobody
	sections []string        // the sections that it names
}

// understanding is a question taken apart.
type understanding struct {
	text   string // slips put right
	parts  []part
	before *part // the question before, where this one follows it
	limits constraints
}

// A lexicon is what understanding knows words by.
type lexicon struct {
	voc    vocabulary
	words  *glossary.Glossary
	places *places
}

// understand takes a question apart. Its cost grows with the question's words
// alone.
func (x lexicon) understand(q knowledge.Question) understanding {
	u := understanding{text: mend(q.Text, x.words)}
	u.limits = limitsOf(u.text, x.places)
	for _, text := range split(u.text) {
		p := x.partOf(text)
		p.sections = sectionsIn(text)
		u.parts = append(u.parts, p)
	}
	previous := mend(q.Previous, x.words)
	switch {
	case len(u.parts) > 1:
		for i := len(u.parts) - 1; i > 0; i-- { // a part's subject is in one before it
			u.parts[i].lean(u.parts[i-1].ideas, weightBeside)
		}
	case previous != "" && len(u.parts) == 1:
		before := x.partOf(previous)
		u.follow(&before, limitsOf(previous, x.places))
	}
	for i := range u.parts {
		u.parts[i].sum()
		u.parts[i].placed = len(u.limits.councils)+len(u.limits.years)+len(u.limits.sections) > 0 || u.parts[i].back
	}
	return u
}

// follow leans a question on the one before it.
func (u *understanding) follow(before *part, limits constraints) {
	p := &u.parts[0]
	weight := weightBefore
	if len(p.ideas) < 2 || pointsBack(u.text) {
		weight = weightSubject
	}
	if len(p.ideas) == 0 && p.expect == Anything { // "And in Stockton?"
		p.expect, p.heads, p.term, p.whole, p.soft, p.number = before.expect, before.heads, before.term, before.whole, before.soft, before.number
	}
	p.lean(before.ideas, weight)
	before.sum()
	u.before = before
	if len(u.limits.councils) == 0 {
		u.limits.councils = limits.councils
	}
	if len(u.limits.years) == 0 && p.expect != Day && p.expect != Years {
		u.limits.years = limits.years
	}
}

// pointsBack tells whether a question has a word for what was spoken of before.
func pointsBack(text string) bool {
	return slices.ContainsFunc(plainWords(text), func(w string) bool {
		return slices.Contains([]string{"it", "they", "them", "that", "those", "this", "he", "she", "her", "him", "their", "its", "there", "one"}, w)
	})
}

// lean adds the ideas of another question that the part doesn't have.
func (p *part) lean(others []idea, weight float64) {
	have := map[string]bool{}
	for _, i := range p.ideas {
		have[i.ways[0].key()] = true
	}
	for _, o := range others {
		if !have[o.ways[0].key()] {
			o.weight *= weight
			o.factor = o.retrieval() * weight
			o.lent = true
			p.ideas = append(p.ideas, o)
			p.back = true
		}
	}
}

// sum works out what the ideas come to, once there are no more to come.
func (p *part) sum() {
	p.total, p.said = 0, map[string]bool{}
	for _, i := range p.ideas {
		p.total += i.weight
		for _, w := range i.ways {
			for _, s := range w.stems {
				p.said[s] = true
			}
		}
	}
	p.deciding = p.said[analysis.Stem("decide")] || p.said[analysis.Stem("ratify")]
}

var reSplit = lazily(`(?i)(?:[,;]? and|[;?]|, but)\s+(?:also\s+)?(who|what|when|where|which|why|how|whose)\b`)

// reDifference is a question for what sets two things apart: each is to be told of.
var reDifference = lazily(`(?i)\b(?:difference|differences) between (.+?) and (.+?)\s*\??$`)

// split parts a question that asks several things.
func split(text string) []string {
	if m := reDifference().FindStringSubmatch(text); m != nil {
		return []string{"What is " + m[1] + "?", "What is " + named(m[1], m[2]) + "?"}
	}
	var out []string
	at := 0
	for _, m := range reSplit().FindAllStringSubmatchIndex(text, -1) {
		head := strings.TrimSpace(text[at:m[0]])
		if !asks(head) { // "and what about school, what still needs work?"
			continue
		}
		out = append(out, head)
		at = m[2]
	}
	if rest := strings.TrimSpace(text[at:]); rest != "" {
		out = append(out, rest)
	}
	if len(out) > 3 {
		return []string{text}
	}
	return out
}

// named is the second of two things as it is called where it is a number alone:
// after "section 20" a "31" is section 31.
func named(first, second string) string {
	i := strings.LastIndexByte(first, ' ')
	if i < 0 || !digit(first[i+1:]) || !digit(second) {
		return second
	}
	return first[:i+1] + second
}

// digit tells whether a text begins with one.
func digit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// asks tells whether a stretch of a question is a question by itself.
func asks(s string) bool {
	return len(strings.Fields(s)) >= 3 && reAsk().MatchString(s)
}

var reAsk = lazily(`(?i)\b(?:who|what|when|where|which|why|how|whose|is|are|was|were|does|do|did|has|have|can|should|must)\b`)

// partOf reads one thing that is asked.
func (x lexicon) partOf(text string) part {
	lower := plainWords(text)
	p := part{text: text, expect: expectation(plainWords(afterClause(text)))}
	for _, w := range lower {
		p.number = max(p.number, numberWords[w])
	}
	p.ideas = x.ideas(text, lower, p.expect)
	p.named, p.acts = x.namesIn(text), actsIn(text)
	p.sought = -1
	if at := soughtAt(text); at.Len() > 0 {
		p.sought = slices.IndexFunc(p.ideas, func(i idea) bool { return i.at.Start <= at.Start && at.End <= i.at.End })
	}
	p.stranger = slices.ContainsFunc(p.ideas, func(i idea) bool { return i.strange(text) })
	if at := strings.Index(text, " about "); p.sought < 0 && at > 0 && reSays().MatchString(text[:at]) {
		p.sought = p.weightiest(knowledge.Span{Start: at, End: len(text)})
	}
	p.speaker = -1
	if m := reSpeaker().FindStringSubmatchIndex(text); m != nil && !strings.Contains(text[m[2]:m[3]], " to ") {
		p.speaker = p.weightiest(knowledge.Span{Start: m[2], End: m[3]})
	}
	if at := existence(text); at.Len() > 0 {
		p.stranger = p.stranger || slices.ContainsFunc(p.ideas, func(i idea) bool {
			return !i.known && !i.everyday && at.Start <= i.at.Start && i.at.End <= at.End
		})
	}
	p.settle(phrase(" "+strings.Join(lower, " ")+" "), x.words)
	if p.expect == Definition && reTheirs().MatchString(text) && len(x.places.find(text)) > 0 {
		p.expect, p.whole = List, true // "what are Fernshire's priorities?"
	}
	return p
}

// afterClause is a question without the clause about the case that it begins with:
// "When a child goes missing, who is told?".
func afterClause(text string) string {
	m := reCase().FindStringSubmatch(text)
	if m == nil || !asks(m[1]) {
		return text
	}
	return m[1]
}

var reCase = lazily(`(?i)^(?:when|if|once|after|before|while|where) [^,?]+, (.+)$`)

// ideas lists what a text speaks of: the glossary's terms first, then what may
// mean several things, then phrases, then the words that are left. What only
// says which kind is expected is no idea.
func (x lexicon) ideas(text string, lower []string, expect Expect) []idea {
	var out []idea
	covered := x.places.find(text)
	free := func(at knowledge.Span) bool { return !overlaps(covered, at) }
	add := func(i idea, at knowledge.Span) {
		i.at = at
		out = append(out, i)
	}
	for _, m := range x.words.Find(text) {
		if free(m.Span) {
			covered = append(covered, m.Span)
			if !expect.consumes(m.Of(text)) {
				add(x.term(m.Of(text), m), m.Span)
			}
		}
	}
	for _, c := range x.words.Unclear(text) {
		if expect != Definition && free(c.Span) {
			covered = append(covered, c.Span)
			add(x.unclear(c.Of(text), c.Choices), c.Span)
		}
	}
	for _, at := range alike().findPhrases(text) {
		if free(at) && !slices.ContainsFunc(strings.Fields(at.Of(text)), expect.consumes) {
			covered = append(covered, at)
			add(x.phrase(at.Of(text)), at)
		}
	}
	for _, d := range alike().findParted(text) {
		if free(d.verb) && free(d.particle) {
			covered = append(covered, d.verb, d.particle)
			add(x.phrase(d.phrase), d.verb)
		}
	}
	for _, at := range reIdiom().FindAllStringIndex(text, -1) {
		covered = append(covered, knowledge.Span{Start: at[0], End: at[1]})
	}
	for _, t := range analysis.Words(text) {
		at := knowledge.Span{Start: t.Start, End: t.End}
		said := at.Of(text)
		letter := len(said) == 1 && unicode.IsLetter(rune(said[0])) && !slices.Contains(lower, "letter") // of "b&b"
		if !t.Stop && !t.Joined && !letter && free(at) && !expect.consumes(said) && !filler[strings.ToLower(said)] {
			add(x.word(said, t.Stem), at)
		}
	}
	discount(out, text)
	if slices.ContainsFunc(lower, denies) {
		out = append(out, notIdea())
	}
	return out
}

// settle works out what the expected kind needs to know of the question.
func (p *part) settle(q phrase, words *glossary.Glossary) {
	p.whole = p.expect == List && wantsWhole(q) && !q.has("if")
	if reContents().MatchString(string(q)) || p.expect == Named && q.starts("what are", "what were") || p.expect == Anything && reTheirs().MatchString(p.text) {
		p.expect, p.whole = List, true
	}
	p.inside = q.has("find", "found", "findings", "conclude", "concluded", "conclusions", "result", "results", "outcome", "outcomes", "recommendations", "reveal", "revealed", "showed")
	p.heads = headsOf(p.text, p.expect, words)
	switch p.expect {
	case Trend:
		p.eitherWay()
	case Named:
		p.hard = q.starts(whichCouncils...) || q.starts("which")
	case Place:
		p.soft = !q.has("where is", "where are", "where was", "where were", "which address", "what address", "what is the address")
	case Day:
		p.soft = q.starts("when does a", "when do", "when is a", "when are", "when does an", "when is someone")
		p.future = q.has("next", "due", "will", "upcoming", "going to be")
	case Definition:
		p.term = termOf(p.text, words)
		p.soft = !p.term.thing && p.term.short == "" && p.term.full == ""
	}
}

// reSays is a question for what is said, before "about" and what it is about.
var reSays = lazily(`(?i)^(?:and |so )?what (?:do|does|did|has|have) .*\b(?:say|says|said|think|tell|told|report|reported|note|noted|find|found|ask|asked|mention)$`)

// reSpeaker is a question for what somebody said, with who it is.
var reSpeaker = lazily(`(?i)^(?:and |so )?what (?:do|does|did|has|have) (.+?) (?:say|said|think|tell|told|ask|asked|note|noted|recommend|recommended|reply|replied)\b`)

// weightiest is the idea in a stretch of the question that weighs most, everyday
// ones aside; -1 where there is none.
func (p *part) weightiest(in knowledge.Span) int {
	best := -1
	for i, idea := range p.ideas {
		if !idea.everyday && in.Start <= idea.at.Start && idea.at.End <= in.End && (best < 0 || idea.weight > p.ideas[best].weight) {
			best = i
		}
	}
	return best
}

// reContents is a question for what a paper or a list holds: "what promises are
// in the pledge?".
var reContents = lazily(`^ what \w+s (?:are|were) (?:in|set out|listed|included|contained|named) `)

// reTheirs is a question for all that somebody has: "what are Fernshire's
// priorities?".
var reTheirs = lazily(`(?i)^what (?:are|were) (?:[\w-]+ ){0,3}[\w-]+(?:['’]s|s['’]) (?:[\w-]+ )*[\w-]+s\b`)

// wantsWhole tells whether a question asks for every item by number or by
// name: "list the seven", "what are the".
func wantsWhole(q phrase) bool {
	return q.starts("list", "name the", "name all", "what are the", "what were the", "give me a list", "give me the list", "which are the", "set out the") || q.has("list the", "list all", "list what")
}
