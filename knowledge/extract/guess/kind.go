package guess

import (
	"regexp"
	"slices"
	"strings"

	"hearth/knowledge"
)

// A sign is words that, in a paper's head or title, show what kind it is.
type sign struct {
	kind  knowledge.Kind
	title *regexp.Regexp // in the title
	text  *regexp.Regexp // anywhere in the head
	words []string       // in small letters; where text matches, one of them stands: a pattern is slow
}

// signs in the order in which they win: what only a law says comes before what
// many papers say.
var signs = []sign{
	{knowledge.Regulations, regexp.MustCompile(`(?i)\b(?:Regulations|Order|Rules) (?:19|20)\d{2}\b`), regexp.MustCompile(`(?:STATUTORY INSTRUMENTS|Statutory Instruments|WELSH STATUTORY INSTRUMENTS)\b|Laid before Parliament`), []string{"statutory instrument", "laid before parliament"}},
	{knowledge.Act, regexp.MustCompile(`(?i)^(?:the )?[^:–—]{3,80}\bAct (?:18|19|20)\d{2}$`), regexp.MustCompile(`\bAn Act to\b|\bBE IT ENACTED\b|\bBe it enacted\b`), []string{"an act to", "be it enacted"}},
	{knowledge.Decision, regexp.MustCompile(`(?i)\b(?:decision notice|record of decisions?|decision record|delegated decision)\b`), regexp.MustCompile(`(?i)\brecord of (?:the )?decision\b|\bdecision (?:notice|record)\b|\b(?:cabinet|executive) (?:recommendations|decisions?)\b[^.]{0,20}\bpro ?forma\b`), []string{"record of decision", "record of the decision", "decision notice", "decision record", "proforma", "pro forma"}},
	{knowledge.Minutes, regexp.MustCompile(`(?i)\bminutes\b`), regexp.MustCompile(`(?im)^(?:draft )?minutes(?: of\b.*)?:?$|\bminutes of (?:the|a) (?:\w+ ){0,6}meeting\b.*\bheld\b`), []string{"minutes"}},
	{knowledge.Report, nil, regexp.MustCompile(`(?im)^(?:report of|report to|report by|submitted to|report author|report for|lead officer|proposed decision|wards? affected|recommendations?)\b.{0,3}[:\t]|\bpurpose of (?:this|the) report\b|^report of the [A-Z]`), []string{"report of", "report to", "report by", "submitted to", "report author", "report for", "lead officer", "proposed decision", "ward affected", "wards affected", "recommendation", "of this report", "of the report"}},
	{knowledge.StatutoryGuidance, regexp.MustCompile(`(?i)\bstatutory guidance\b`), regexp.MustCompile(`(?im)\bthis is statutory guidance\b|\bthis statutory guidance\b|^statutory guidance\b`), []string{"statutory guidance"}},
	{knowledge.Summary, nil, regexp.MustCompile(`(?i)\bnot legal advice\b|\bplain[- ]english summary\b`), []string{"legal advice", "english summary"}},
	{knowledge.Presentation, regexp.MustCompile(`(?i)\bpresentation\b`), regexp.MustCompile(`(?i)\bthis presentation\b`), []string{"this presentation"}},
	{knowledge.Strategy, regexp.MustCompile(`(?i)\b(?:strategy|strategic plan|action plan|improvement plan|policy|pledge|promise)\b`), nil, nil},
	{knowledge.Guidance, regexp.MustCompile(`(?i)^(?:guidance|guide|handbook|toolkit)\b|\b(?:guidance|guide|handbook|toolkit) (?:to|on|for|note)\b|\b(?:guidance|guide|handbook|toolkit|resource pack|code of practice)$`), nil, nil},
	{knowledge.Report, regexp.MustCompile(`(?i)\b(?:report|review|update)\b`), nil, nil},
	{knowledge.Summary, regexp.MustCompile(`(?i)\b(?:summary|briefing|factsheet|fact sheet)\b`), nil, nil},
}

func (h *head) kind() knowledge.Kind {
	text := strings.Join(h.blocks, "\n")
	low := strings.ToLower(text)
	holds := func(word string) bool { return strings.Contains(low, word) }
	for _, s := range signs {
		if s.title != nil && s.title.MatchString(h.paper.Title) || slices.ContainsFunc(s.words, holds) && s.text.MatchString(text) {
			return s.kind
		}
	}
	return knowledge.Other
}

// nation is the one whose law or council the paper is about, where it says so.
func (h *head) nation() string {
	p := h.paper
	if p.Council != "" && isEnglish(p.Council) {
		return "England"
	}
	if national(p.Kind) || p.Kind == knowledge.Guidance {
		for _, n := range []string{"England", "Wales", "Scotland", "Northern Ireland"} {
			if strings.Contains(p.Title, "("+n+")") {
				return n
			}
		}
		text := strings.Join(h.blocks, "\n")
		if m := appliesTo.FindStringSubmatch(text); m != nil {
			return m[1]
		}
	}
	return ""
}

var appliesTo = regexp.MustCompile(`\b(?:appl(?:y|ies)|extends?) (?:only )?(?:to|in relation to) (?:local authorities in )?(England|Wales|Scotland|Northern Ireland)(?: only| alone)?[.,;]`)
