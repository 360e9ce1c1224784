package guess

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearth/knowledge"
	"hearth/knowledge/extract"
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
	for i, b := range h.blocks[:min(len(h.blocks), 5)] {
		if h.kinds[i].Kind == knowledge.Paragraph && titled(b) && titleLike(b) {
			return h.capitals(i)
		}
	}
	return ""
}

// titleLike tells whether a line that nobody set as a heading reads as a title:
// short, begun as one, and no sentence, question, list item, table row or
// greeting.
func titleLike(s string) bool {
	s = strings.TrimSpace(s)
	if len(s) > 160 || strings.ContainsAny(s[len(s)-1:], ".:?!;,") || strings.Contains(s, "\t") || numbered.MatchString(s) || crammed.MatchString(s) || greeting.MatchString(s) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"'“‘(["))
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) {
		return false
	}
	return strings.Contains(s, " ") || len(s) >= 4 && !strings.ContainsAny(s, "0123456789")
}

var (
	numbered = regexp.MustCompile(`^(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)](?:\s|$)|^\([0-9a-z]{1,3}\)`) // "1. Minutes", "(a) …"
	crammed  = regexp.MustCompile(`[^\d\s],[^\s]|\d,[^\d\s]|;[^\s]`)                                 // cells of a table: "ward,children"
	greeting = regexp.MustCompile(`(?i)^(?:dear|hello|hi|good morning|good afternoon|to whom)\b`)
)

// heading is the first heading of the highest level that names the paper's
// subject, else the first of any other.
func (h *head) heading() string {
	lower := ""
	for i, b := range h.blocks {
		if h.kinds[i].Kind == knowledge.Heading && titled(b) && !numbered.MatchString(b) {
			if h.kinds[i].Level <= 1 {
				return h.capitals(i)
			}
			if lower == "" && !strings.HasSuffix(b, "?") {
				lower = h.capitals(i)
			}
		}
		// Past the first paragraphs a heading names a section.
		if i >= 12 || (h.kinds[i].Kind == knowledge.Paragraph && len(b) > 300) {
			break
		}
		if lower == "" && h.kinds[i].Kind == knowledge.Paragraph && i < 3 && extract.Capitals(b, 2) && titled(b) && !numbered.MatchString(b) {
			return h.capitals(i)
		}
	}
	return lower
}

// capitals joins the lines of a title that is set in capitals over several.
func (h *head) capitals(i int) string {
	t := strings.TrimSpace(h.blocks[i])
	if !extract.Capitals(t, 2) || (h.kinds[i].Kind == knowledge.Heading && len(strings.Fields(t)) > 7) {
		return t
	}
	for j := i + 1; j < min(i+6, len(h.blocks)); j++ {
		if !extract.Capitals(h.blocks[j], 2) || !titled(h.blocks[j]) || len(h.blocks[j]) > 60 {
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
		!councilAlone(s) && !dateAlone.MatchString(s) && !strings.Contains(s, "@")
}

var (
	anyBorough = regexp.MustCompile(`(?i)^(?:london|royal) borough of [a-z &-]+$`)
	anyCouncil = regexp.MustCompile(`(?i)^([a-z][a-z .'’&-]+?)((?: city| county| borough| metropolitan| district| unitary| town| parish| full)*) council$`)
	dateAlone  = regexp.MustCompile(`(?i)^(?:date:? )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:` + months + `),? \d{4}$`)
)

// councilAlone tells whether a line is no more than a council's name: "Leeds
// City Council". "Fostering report Leeds Council" is more.
func councilAlone(s string) bool {
	if anyBorough.MatchString(s) {
		return true
	}
	m := anyCouncil.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	if english[key(m[1])] != "" || fullCouncil.MatchString(s) {
		return true
	}
	words := strings.Fields(m[1])
	most := 2 // a place that no list has
	if m[2] != "" {
		most = 4
	}
	return len(words) <= most && !reportWord.MatchString(m[1])
}

var (
	fullCouncil = regexp.MustCompile(`(?i)^(?:the |full |the full )council$`)
	reportWord  = regexp.MustCompile(`(?i)\b(?:report|update|offer|strategy|plan|policy|review|care|fostering|adoption|children|homes|figures|papers?)\b`)
)
