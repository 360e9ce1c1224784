package teamsstub

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of a message, with the page that says so.
const (
	// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages#suggested-actions
	maxSuggested = 6
	// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content#citations
	maxCitations = 20
	maxCiteName  = 80
	maxAbstract  = 160
	maxKeywords  = 3
	maxKeyword   = 28
	// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages
	maxAttachments = 10
	// https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions
	maxActions = 6
	// The longest that any of our ids gets; Teams' own are shorter.
	maxID = 256
)

// CardType is an adaptive card's content type.
const CardType = "application/vnd.microsoft.card.adaptive"

// activityFields are what the app may say in an activity. What else is in it Teams
// would drop in silence.
var activityFields = []string{"attachmentLayout", "attachments", "channelData", "channelId", "conversation", "entities", "from",
	"importance", "inputHint", "locale", "recipient", "replyToId", "serviceUrl", "suggestedActions", "summary", "text",
	"textFormat", "timestamp", "type"}

// read checks an activity that the app posts. The lock is held.
func (s *Stub) read(conv *Conversation, body []byte) (object, *refusal) {
	if len(body) > s.o.Limit {
		return nil, refuse(TooBig)
	}
	var a object
	if err := json.Unmarshal(body, &a); err != nil || a == nil {
		return nil, wrong("the body is no JSON object")
	}
	if !utf8.Valid(body) || bytes.ContainsRune(body, 0) {
		return nil, wrong("the body is not UTF-8")
	}
	if err := s.check(conv, a); err != nil {
		return nil, wrong(err.Error())
	}
	return a, nil
}

func (s *Stub) check(conv *Conversation, a object) error {
	for name := range a {
		if !slices.Contains(activityFields, name) {
			return fmt.Errorf("an activity has no field %q", name)
		}
	}
	for _, name := range []string{"type", "text", "textFormat", "replyToId", "summary", "locale", "attachmentLayout"} {
		if v, there := a[name]; there {
			if _, ok := v.(string); !ok {
				return fmt.Errorf("%s is no text", name)
			}
		}
	}
	if from := str(obj(a["from"])["id"]); from != "" && from != s.Bot() {
		return fmt.Errorf("from.id is not that of the app")
	}
	if c, _ := split(str(obj(a["conversation"])["id"])); c != "" && c != conv.ID {
		return fmt.Errorf("conversation.id is not that of the address")
	}
	switch str(a["type"]) {
	case "typing":
		if a["text"] != nil || a["attachments"] != nil {
			return fmt.Errorf("typing says nothing")
		}
		return nil
	case "message":
	default:
		return fmt.Errorf("type is %q; the app posts message or typing", str(a["type"]))
	}
	if !slices.Contains([]string{"", "plain", "markdown", "xml"}, str(a["textFormat"])) {
		return fmt.Errorf("textFormat is %q", str(a["textFormat"]))
	}
	if strings.TrimSpace(str(a["text"])) == "" && len(list(a["attachments"])) == 0 {
		return fmt.Errorf("the message is empty")
	}
	for _, err := range []error{checkAttachments(a), checkSuggested(conv, a), s.checkEntities(conv, a)} {
		if err != nil {
			return err
		}
	}
	return nil
}

func checkAttachments(a object) error {
	v, there := a["attachments"]
	if !there {
		return nil
	}
	l, ok := v.([]any)
	if !ok || len(l) > maxAttachments {
		return fmt.Errorf("attachments is no list, or has more than %d", maxAttachments)
	}
	for i, x := range l {
		at := obj(x)
		if str(at["contentType"]) != CardType {
			return fmt.Errorf("attachments[%d]: contentType is %q, not that of an adaptive card", i, str(at["contentType"]))
		}
		for name := range at {
			if !slices.Contains([]string{"contentType", "content", "name", "contentUrl", "thumbnailUrl"}, name) {
				return fmt.Errorf("attachments[%d] has no field %q", i, name)
			}
		}
		if err := CheckCard(at["content"]); err != nil {
			return fmt.Errorf("attachments[%d]: %w", i, err)
		}
	}
	return nil
}

// checkSuggested holds that suggested actions stand in a chat of two alone, and
// without cards, as they aren't shown otherwise.
func checkSuggested(conv *Conversation, a object) error {
	v, there := a["suggestedActions"]
	if !there {
		return nil
	}
	l := list(obj(v)["actions"])
	if _, ok := obj(v)["to"].([]any); !ok {
		return fmt.Errorf("suggestedActions.to is no list; an empty one means everybody")
	}
	switch {
	case conv.Kind != Personal:
		return fmt.Errorf("suggested actions are shown in a personal chat alone")
	case len(list(a["attachments"])) > 0:
		return fmt.Errorf("suggested actions are not shown beside attachments")
	case len(l) == 0 || len(l) > maxSuggested:
		return fmt.Errorf("there are %d suggested actions, not 1 to %d", len(l), maxSuggested)
	}
	for i, x := range l {
		c := obj(x)
		if str(c["type"]) != "imBack" || str(c["title"]) == "" || str(c["value"]) == "" {
			return fmt.Errorf("suggestedActions.actions[%d] is no imBack with title and value", i)
		}
	}
	return nil
}

func (s *Stub) checkEntities(conv *Conversation, a object) error {
	v, there := a["entities"]
	if !there {
		return nil
	}
	l, ok := v.([]any)
	if !ok {
		return fmt.Errorf("entities is no list")
	}
	messages := 0
	for i, x := range l {
		e := obj(x)
		var err error
		switch str(e["type"]) {
		case "mention":
			err = s.checkMention(conv, a, e)
		case "https://schema.org/Message":
			if messages++; messages > 1 {
				err = fmt.Errorf("there is one entity about the message, not several")
				break
			}
			err = checkAbout(a, e)
		default:
			err = fmt.Errorf("type is %q", str(e["type"]))
		}
		if err != nil {
			return fmt.Errorf("entities[%d]: %w", i, err)
		}
	}
	return nil
}

func (s *Stub) checkMention(conv *Conversation, a, e object) error {
	who, text := str(obj(e["mentioned"])["id"]), str(e["text"])
	if !slices.Contains(conv.Members, who) {
		return fmt.Errorf("it names somebody who isn't here")
	}
	if !strings.HasPrefix(text, "<at>") || !strings.HasSuffix(text, "</at>") || !strings.Contains(str(a["text"]), text) {
		return fmt.Errorf("its text does not stand in the message")
	}
	return nil
}

// checkAbout checks what a message says of itself: its sources, and whether a model
// wrote it.
func checkAbout(a, e object) error {
	for name := range e {
		if !slices.Contains([]string{"type", "@type", "@context", "@id", "additionalType", "citation", "usageInfo"}, name) {
			return fmt.Errorf("it has no field %q", name)
		}
	}
	if str(e["@type"]) != "Message" || str(e["@context"]) != "https://schema.org" || str(e["@id"]) != "" {
		return fmt.Errorf(`@type is to be "Message", @context "https://schema.org", @id ""`)
	}
	for _, t := range list(e["additionalType"]) {
		if str(t) != "AIGeneratedContent" {
			return fmt.Errorf("additionalType is %q", t)
		}
	}
	cites := list(e["citation"])
	if len(cites) > maxCitations {
		return fmt.Errorf("there are %d citations, more than %d", len(cites), maxCitations)
	}
	seen := map[float64]bool{}
	for i, x := range cites {
		c := obj(x)
		n, _ := c["position"].(float64)
		switch {
		case str(c["@type"]) != "Claim":
			return fmt.Errorf(`citation[%d]: @type is to be "Claim"`, i)
		case n < 1 || n != float64(int(n)) || seen[n]:
			return fmt.Errorf("citation[%d]: position %v is no number of its own", i, c["position"])
		case !strings.Contains(str(a["text"]), fmt.Sprintf("[%d]", int(n))):
			return fmt.Errorf("citation[%d]: the text has no mark [%d]", i, int(n))
		}
		seen[n] = true
		if err := checkAppearance(obj(c["appearance"])); err != nil {
			return fmt.Errorf("citation[%d]: %w", i, err)
		}
	}
	return nil
}

func checkAppearance(look object) error {
	for name := range look {
		if !slices.Contains([]string{"@type", "name", "text", "url", "abstract", "encodingFormat", "image", "keywords", "usageInfo"}, name) {
			return fmt.Errorf("appearance has no field %q", name)
		}
	}
	name, abstract, keywords := str(look["name"]), str(look["abstract"]), list(look["keywords"])
	switch {
	case str(look["@type"]) != "DigitalDocument":
		return fmt.Errorf(`appearance.@type is to be "DigitalDocument"`)
	case name == "" || utf8.RuneCountInString(name) > maxCiteName:
		return fmt.Errorf("appearance.name is empty or has more than %d characters", maxCiteName)
	case abstract == "" || utf8.RuneCountInString(abstract) > maxAbstract:
		return fmt.Errorf("appearance.abstract is empty or has more than %d characters", maxAbstract)
	case len(keywords) > maxKeywords:
		return fmt.Errorf("appearance.keywords are more than %d", maxKeywords)
	}
	for _, k := range keywords {
		if n := utf8.RuneCountInString(str(k)); n == 0 || n > maxKeyword {
			return fmt.Errorf("a keyword is empty or has more than %d characters", maxKeyword)
		}
	}
	if link, there := look["url"]; there && !webAddress(str(link)) {
		return fmt.Errorf("appearance.url is no address of a page")
	}
	return nil
}

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}
