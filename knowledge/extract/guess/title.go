package guess

import (
	"regexp"
	"strings"
	"unicode"

	"hearth/knowledge"
)

// nameless are headings that say what sort of page it is and not what it is
// about.
var nameless = regexp.MustCompile(`(?i)^(?:(?:report|document|paper|appendix|annex|item|page|slide|part|agenda item|report no)[ :.]*(?:no\.? ?)?[0-9A-Z]{0,4}|issue - meetings|issue details|decision details|agenda|minutes|contents|proforma|pro forma|summary|executive summary|introduction|background|cabinet|executive|council|statutory (?:instruments?|guidance.*)|[0-9]{4} (?:chapter|no\.?) [0-9]+|departmental advice|(?:.* )?recommendations|report to .*|report of .*|decision record|record of decision|untitled.*|microsoft .*|.*\.(?:docx?|pdf|odt|pptx?|xlsx?|txt|md|html?))$`)

func (h *head) title() string {
	if t := h.said("subject", "title of item/report", "title of report", "report title", "title", "title of item", "title of decision", "document title"); t != "" && len(t) <= 250 {
		return t
	}
	if t := h.heading(); t != "" {
		return t
	}
	// A first line that isn't a sentence.
	for i, b := range h.blocks[:min(len(h.blocks), 5)] {
		if h.kinds[i].Kind == knowledge.Paragraph && titled(b) && len(b) <= 160 && !strings.HasSuffix(b, ".") && !strings.HasSuffix(b, ":") {
			return h.capitals(i)
		}
	}
	return ""
}

// heading is the first heading that names the paper's subject.
func (h *head) heading() string {
	for i, b := range h.blocks {
		if h.kinds[i].Kind == knowledge.Heading && titled(b) {
			return h.capitals(i)
		}
		// Past the first paragraphs a heading names a section.
		if i >= 12 || (h.kinds[i].Kind == knowledge.Paragraph && len(b) > 300) {
			break
		}
		if h.kinds[i].Kind == knowledge.Paragraph && i < 3 && caps(b) && titled(b) {
			return h.capitals(i)
		}
	}
	return ""
}

// capitals joins the lines of a title that is set in capitals over several.
func (h *head) capitals(i int) string {
	t := strings.TrimSpace(h.blocks[i])
	if !caps(t) || (h.kinds[i].Kind == knowledge.Heading && len(strings.Fields(t)) > 7) {
		return t
	}
	for j := i + 1; j < min(i+6, len(h.blocks)); j++ {
		if !caps(h.blocks[j]) || !titled(h.blocks[j]) || len(h.blocks[j]) > 60 {
			break
		}
		t += " " + strings.TrimSpace(h.blocks[j])
	}
	return t
}

// titled tells whether a line can be a title: it has words, and is neither the
// sort of page, nor a council's name, nor a date.
func titled(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) >= 4 && strings.IndexFunc(s, unicode.IsLetter) >= 0 && !nameless.MatchString(s) &&
		!councilAlone.MatchString(s) && !dateAlone.MatchString(s) && !strings.Contains(s, "@")
}

var (
	councilAlone = regexp.MustCompile(`(?i)^(?:london borough of [a-z &-]+|royal borough of [a-z &-]+|[a-z][a-z .'’&-]+ council)$`)
	dateAlone    = regexp.MustCompile(`(?i)^(?:date:? )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:` + months + `),? \d{4}$`)
)

func caps(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 1
}
