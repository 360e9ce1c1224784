package answer

import (
	"slices"
	"strings"
)

type expectRule struct {
	kind Expect
	fits func(phrase) bool
}

var expectRules = []expectRule{
	{Definition, func(p phrase) bool {
		return p.has("what does", "what do", "whats", "what is") && p.has("mean", "means", "stand for", "meaning", "meant by", "short for") ||
			p.has("meaning of", "definition of", "stands for", "define", "mean by")
	}},
	{Reason, func(p phrase) bool {
		return p.starts("why", "how come") || p.has("why", "what reason", "what was the reason", "the reason for", "reasons for", "what for")
	}},
	{Email, func(p phrase) bool {
		return p.has("email", "e mail", "email address", "mail") && !p.has("e mails", "emails")
	}},
	{Web, func(p phrase) bool {
		return p.has("website address", "web address", "url", "address of the website", "which website", "what website")
	}},
	{Postcode, func(p phrase) bool { return p.has("postcode", "post code") }},
	{Phone, func(p phrase) bool {
		return p.has("phone", "telephone", "phone number", "tel", "number to ring", "number to call", "number do i ring", "number do i call")
	}},
	{Contact, func(p phrase) bool {
		return p.has("how can i get", "how do i get", "where can i get", "where do i get", "get a copy", "get hold of", "how do i contact",
			"contact details", "how can i contact", "who do i contact", "who should i contact", "full copy", "how do i reach")
	}},
	{Label, func(p phrase) bool {
		return p.has("what item number", "which item number", "item number", "what item", "which item", "agenda item", "what section", "which section of", "which regulation", "what number was", "what is the number of the")
	}},
	{Age, func(p phrase) bool {
		return p.has("what age", "which age", "how old", "at what age", "age limit", "age range", "what ages") || p.starts("what", "whats") && p.thing("age")
	}},
	{Frequency, func(p phrase) bool {
		return p.has("how often", "how frequently", "how regularly", "how many times a", "how many times should", "how many times must", "how many times do", "how many times does")
	}},
	{Duration, func(p phrase) bool {
		return p.has("how soon", "how long", "how quickly", "how fast", "time limit", "what deadline", "within how many", "by when must", "how many days", "how many weeks", "how many months", "how many hours")
	}},
	{Years, func(p phrase) bool {
		return p.has("what year", "which year", "what years", "which years", "what period", "which period", "how many years does")
	}},
	{Day, func(p phrase) bool {
		if p.starts("when can", "when may", "when should", "when must", "when could", "when would") {
			return false // under which conditions, not on which day
		}
		return strings.HasSuffix(string(p), " when ") || p.starts("when", "since when", "from when", "until when", "by when") || p.has("what date", "which date", "on what day", "which day", "what day", "which month", "what month", "when was", "when did", "when is", "when were", "when does", "when will", "the date", "since when", "deadline")
	}},
	{Amount, func(p phrase) bool {
		return p.starts("what does", "what did", "what do", "what will", "what would") && p.has("cost", "costs")
	}},
	{Percent, func(p phrase) bool {
		return p.has("what percentage", "what per cent", "what percent", "what proportion", "what share", "which percentage", "percentage of", "what fraction") && !p.starts("has", "have", "is", "did")
	}},
	{Amount, func(p phrase) bool {
		return p.has("how much") && p.has("save", "saved", "cost", "costs", "spend", "spent", "pay", "paid", "money", "worth", "price", "earn", "receive", "get", "gets", "given")
	}},
	{Quantity, func(p phrase) bool {
		return p.has("by how much", "how much has", "how much have", "how much did", "how far has", "how much higher", "how much lower") ||
			p.has("how much") && p.has("increase", "increased", "fall", "fallen", "rise", "risen", "gone up", "gone down", "drop", "dropped", "reduced", "decrease", "decreased", "grown", "grow")
	}},
	{TimeOfDay, func(p phrase) bool { return p.has("what time", "which time", "at what time") }},
	{Amount, func(p phrase) bool {
		return p.starts("what", "whats", "which") && p.thing("budget", "cost", "allowance", "fee", "salary", "price", "grant", "spend", "spending", "overspend", "underspend", "saving", "savings", "bursary", "payment", "premium")
	}},
	{Percent, func(p phrase) bool {
		return p.starts("what", "whats", "which") && p.thing("percentage", "proportion", "share")
	}},
	{Grade, func(p phrase) bool {
		return p.starts("what", "whats", "how") && (p.thing("rating", "grade", "judgement", "judgment") || p.has("ofsted rating", "ofsted grade", "ofsted judgement", "how was", "how is") && p.has("rated", "graded", "judged", "rating", "grade")) && !p.has("what are the")
	}},
	{Quantity, func(p phrase) bool {
		return p.starts("what", "whats") && p.thing("number", "average", "total", "figure", "rate", "population", "caseload", "size", "target", "ratio", "score", "vote", "votes", "turnout", "majority")
	}},
	{Count, func(p phrase) bool {
		return p.has("how many", "what number of", "the total number of") && !p.starts("how will", "how did", "how does", "how do", "how can", "how should", "why", "who", "what did", "what does", "what do")
	}},
	{Amount, func(p phrase) bool {
		return p.has("how much", "what amount", "what was the budget", "what is the budget", "what did it cost", "what does it cost", "whats the cost", "what is the cost", "what was the cost") ||
			p.starts("what", "whats") && (p.has("budget") && p.has("was", "is", "were") || p.has("rate") && p.has("premium", "allowance", "pay"))
	}},
	{Place, func(p phrase) bool {
		return p.has("where") && !p.starts(yesNo...) && !p.has("where a", "where the", "where there", "where it") || p.has("what address", "which address", "what is the address", "at which school")
	}},
	{Person, func(p phrase) bool {
		return p.has("name of", "names of", "name the person", "her name", "his name", "their names", "named") && p.has(roles...) && !p.has("called", "put", "puts") ||
			p.starts("who is", "who was", "whos", "who chairs", "who chaired", "who leads", "who heads", "who runs", "who are", "who were", "who will be") && (p.thing(posts...) || p.starts("who are", "who were", "who will be") && p.has(posts...) || p.has("chairs", "chaired", "leads", "heads", "runs")) ||
			p.has("who was", "who is") && p.thing(posts...)
	}},
	{Definition, func(p phrase) bool {
		n := len(strings.Fields(string(p)))
		return p.starts("what is", "whats", "explain") && n <= 8 && reThing().MatchString(strings.TrimSpace(string(p))) && !p.has("council", "our", "my", "your") ||
			p.starts("what is a", "what is an", "whats a", "whats an", "explain what a") && n <= 8 ||
			p.starts("what are", "explain", "what is", "whats") && n <= 5 && !p.has("what are the", "what are our", "what are we", "what is our", "what is your") ||
			p.starts("what is the", "what are the") && n <= 6 && strings.HasSuffix(string(p), " for ") ||
			p.starts("who is a", "who is an", "who counts as") && n <= 6 && !p.has(posts...)
	}},
	{Agent, func(p phrase) bool {
		return p.starts("who", "whose", "whom", "which officer", "which officers", "which member", "which members", "which councillor", "which director",
			"which post", "what post", "which person", "which minister") || p.has("by whom", "with whom", "by who")
	}},
	{List, func(p phrase) bool {
		return p.starts("what promises are", "what priorities are", "what principles", "what actions are", "what things are", "what topics", "what duties are", "what areas are", "what targets are", "what themes") || p.starts("list", "name the", "name all", "give me a list", "give me the list", "what are the", "what are our", "what were the", "which are the", "set out the") ||
			p.has("list of", "list all", "list the", "all the", "list what")
	}},
	{Named, func(p phrase) bool { return p.starts(whichCouncils...) }},
	{Whose, func(p phrase) bool {
		return p.starts("what council", "what councils") || p.has("which council", "which councils", "whose council", "which authority", "which local authority", "what authority", "whose paper", "whose strategy")
	}},
	{Decided, func(p phrase) bool {
		return p.starts("what did", "what was", "what has", "what were", "what decision", "what decisions", "what had", "how did") &&
			(p.has("decide", "decided", "resolve", "resolved", "agree", "agreed", "approve", "approved", "ratify", "ratified", "resolution", "outcome of the") ||
				p.has("what was the decision", "what were the decisions", "what decision", "what decisions"))
	}},
	{Named, func(p phrase) bool {
		return p.has("called", "the name of", "name of", "title of") ||
			p.starts("which") && p.has("council", "councils", "programme", "projects", "project", "group", "body", "board", "committee", "panel", "organisation", "company", "partnership", "team", "act", "law", "department", "service", "charity", "charities", "school", "schools", "company", "companies", "hospital", "hospitals")
	}},
	{Trend, func(p phrase) bool {
		return p.starts("is", "are", "has", "have", "did", "does", "do", "was", "were") && (strings.HasSuffix(string(p), " up ") || strings.HasSuffix(string(p), " down ") || p.has("go up", "goes up", "gone up", "going up", "went up", "go down", "gone down", "going down", "went down", "coming down", "come down", "up or down", "down or up", "rising", "falling", "increasing", "decreasing", "increase", "increased", "decreased", "going up", "gone up",
			"more", "fewer", "less", "better", "worse", "growing", "reducing", "higher", "lower", "improving", "improved", "fallen", "risen"))
	}},
	{YesNo, func(p phrase) bool {
		return p.starts(yesNo...)
	}},
}

// yesNo begin a question that yes or no would answer.
var yesNo = []string{"is", "are", "was", "were", "does", "do", "did", "has", "have", "had", "can", "could", "should", "must", "will", "would", "may", "am i", "isnt", "arent", "doesnt"}

// whichCouncils ask for several councils by name; "which council's cabinet", its
// apostrophe gone, asks for one.
var whichCouncils = []string{"which councils are", "which councils have", "which councils do", "which councils does", "which councils must",
	"which councils were", "which councils will", "which councils can", "which authorities"}

// posts are what one named person holds.
var posts = []string{"head", "chair", "chairman", "chairwoman", "chairperson", "director", "minister", "secretary", "leader", "mayor", "officer",
	"member", "manager", "chief", "executive", "councillor", "contact", "author", "deputy", "commissioner", "guardian", "judge", "inspector",
	"governor", "adviser", "nurse", "doctor", "clerk", "coordinator", "solicitor", "lawyer", "worker", "spokesperson", "champion", "president", "ombudsman"}

// roles are posts and whoever else has a name.
var roles = append([]string{"care leavers", "children", "young people", "young person", "child", "members", "officers", "councillors", "carers"}, posts...)

// spoken are the words by which a question says what kind it expects. They are
// no idea of their own: an answer with the kind has them.
var spoken = map[Expect]string{
	Person: "name names", Day: "date day month", Years: "year years period cover covers", Count: "number total many figure",
	Quantity: "much", Percent: "percentage percent per cent", Amount: "much amount", Duration: "last lasts take takes long soon quickly fast time limit deadline days weeks months hours",
	Age: "age ages old", Frequency: "often frequently regularly times", Place: "address website", Email: "email e-mail mail address", Phone: "phone telephone tel number ring call",
	Postcode: "postcode post code", Web: "website web address url", Contact: "get contact hold reach details", Label: "item number", Named: "called name title", Definition: "mean means meaning meant stand stands short definition define explain arrangement arrangements scheme schemes",
	List: "list name set", Reason: "reason reasons", YesNo: "true", Trend: "going",
}

// consumes tells whether a word of the question only says what kind is expected.
func (e Expect) consumes(word string) bool {
	return slices.Contains(strings.Fields(spoken[e]), strings.ToLower(word))
}
