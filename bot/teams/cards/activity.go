package cards

// The limits that hearth keeps to. Teams documents about 100 KB for a bot's
// message, and was seen refusing one of 70 KB:
// https://learn.microsoft.com/microsoftteams/limits-specifications-teams.
const (
	maxPart      = 25 << 10 // bytes of an activity
	maxText      = 4 << 10  // bytes of one paragraph before it is parted
	maxLine      = 300      // characters of a name, title or label where it stands whole
	maxTable     = 6 << 10  // bytes of one table before its rows are parted
	maxURL       = 2000
	maxCitations = 20  // in one message
	maxName      = 80  // of a citation
	maxAbstract  = 160 // of a citation
	maxLabel     = 60  // of a button, which stands whole beside it if it is longer
	maxTitle     = 60  // of a task module
	maxSummary   = 160
	maxButtons   = 4 // in one row; Teams shows six at most
)

// An Activity is what the connector is sent: a message, or a sign of typing.
type Activity struct {
	Type        string       `json:"type"` // "message"
	Text        string       `json:"text,omitempty"`
	TextFormat  string       `json:"textFormat,omitempty"`
	Summary     string       `json:"summary,omitempty"` // for notifications
	Locale      string       `json:"locale,omitempty"`
	Attachments []Attachment `json:"attachments,omitempty"`
	Entities    []Entity     `json:"entities,omitempty"`
}

// An Attachment is a card in an activity or a task module.
type Attachment struct {
	ContentType string `json:"contentType"`
	Content     Card   `json:"content"`
}

// CardType is the content type of an Adaptive Card.
const CardType = "application/vnd.microsoft.card.adaptive"

// An Entity holds a message's citations, as schema.org has them.
type Entity struct {
	Type     string  `json:"type"`
	LDType   string  `json:"@type"`
	Context  string  `json:"@context"`
	ID       string  `json:"@id"`
	Citation []Claim `json:"citation,omitempty"`
}

// A Claim is one citation. [Position] in the text refers to it.
type Claim struct {
	Type       string     `json:"@type"`
	Position   int        `json:"position"`
	Appearance Appearance `json:"appearance"`
}

// An Appearance is how a citation is shown.
type Appearance struct {
	Type     string `json:"@type"`
	Name     string `json:"name"`
	URL      string `json:"url,omitempty"`
	Abstract string `json:"abstract"`
}

func citations(claims []Claim) []Entity {
	if len(claims) == 0 {
		return nil
	}
	return []Entity{{Type: "https://schema.org/Message", LDType: "Message", Context: "https://schema.org", Citation: claims}}
}

// TaskInfo is a task module: a dialog over the conversation.
type TaskInfo struct {
	Title  string     `json:"title"`
	Height string     `json:"height"`
	Width  string     `json:"width"`
	Card   Attachment `json:"card"`
}
