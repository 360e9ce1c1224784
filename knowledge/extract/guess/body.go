package guess

import (
	"regexp"
	"strings"

	"hearth/knowledge"
)

const bodyWords = `Committee|Sub-Committee|Sub Committee|Panel|Board|Forum|Commission|Task Group|Working Group`

var (
	plainBody = regexp.MustCompile(`^(?i:(?:the )?(?:meeting of (?:the )?)?)(Full Council|Cabinet|Executive|Executive Board|Council)\b(?i: meeting)?(?:$|[\s.,:–—-]+(?:\d|held|Monday|Tuesday|Wednesday|Thursday|Friday|` + months + `))`)
	namedBody = regexp.MustCompile(`^(?i:(?:minutes of )?(?:a |the )?(?:meeting of (?:the )?)?)((?:[A-Z][\w'’&,-]*(?: and| of| for| the|)? ){1,8}?(?:` + bodyWords + `))\b(?:$|[\s.,:–—-])`)
	capsBody  = regexp.MustCompile(`^(CABINET|EXECUTIVE|FULL COUNCIL|[A-Z][A-Z&,' -]{2,60} (?:COMMITTEE|PANEL|BOARD|FORUM|COMMISSION))(?: MEETING| RECOMMENDATIONS| DECISIONS| MINUTES| AGENDA)?(?:$|[\s.,:–—-]+\d)`)
)

// body is the committee or board that the paper is for.
func (h *head) body() string {
	for _, l := range []string{"submitted to", "report to", "committee", "meeting of", "decision maker", "body", "meeting", "to"} {
		if b := bodyIn(h.labels[l]); b != "" {
			return b
		}
	}
	for i, b := range h.blocks[:min(len(h.blocks), 12)] {
		if h.kinds[i].Kind == knowledge.Item || len(b) > 160 {
			continue
		}
		if found := bodyIn(b); found != "" {
			return found
		}
	}
	return ""
}

// bodyIn reads the body's name from the front of a short line.
func bodyIn(s string) string {
	s = strings.TrimSpace(s)
	if m := plainBody.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	if m := namedBody.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	if m := capsBody.FindStringSubmatch(s); m != nil {
		return proper(m[1])
	}
	return ""
}

var agendaItem = regexp.MustCompile(`(?i)^agenda item(?: no\.?| number)?:? ?([0-9]{1,3}[a-z]?)\b`)

// item is the agenda item's number.
func (h *head) item() string {
	if v := h.said("agenda item", "agenda item no", "agenda item number", "item no", "item number"); v != "" && len(v) <= 5 {
		return v
	}
	for _, b := range h.blocks[:min(len(h.blocks), 10)] {
		if m := agendaItem.FindStringSubmatch(b); m != nil {
			return m[1]
		}
	}
	return ""
}
