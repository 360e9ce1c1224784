package answer

import (
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/analysis"
)

// stemsOf lists the stems of a text's words that count.
func stemsOf(text string) []string {
	var out, all []string
	for _, t := range analysis.Words(text) {
		if t.Joined {
			continue
		}
		all = append(all, t.Stem)
		if !t.Stop {
			out = append(out, t.Stem)
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

// plainWords lists a text's words in lower case, apostrophes gone.
func plainWords(text string) []string {
	text = strings.NewReplacer("’", "", "'", "", "-", " ").Replace(strings.ToLower(text))
	return strings.FieldsFunc(text, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127)
	})
}

func overlaps(spans []knowledge.Span, s knowledge.Span) bool {
	for _, o := range spans {
		if s.Start < o.End && o.Start < s.End {
			return true
		}
	}
	return false
}

// reIdiom are turns of phrase whose words speak of nothing by themselves.
var reIdiom = lazily(`(?i)\b(?:counts?|counted|classed|regarded) as\b|\b(?:takes?|took|taken) place\b|\b(?:carry|carries|carried) out\b|\baccording to\b|\bgoing by\b|\bin the (?:words|view|eyes) of\b|\bas far as\b`)

// filler are words that add nothing to a question.
var filler = map[string]bool{"still": true, "actually": true, "really": true, "just": true, "now": true, "currently": true, "ever": true,
	"yet": true, "already": true, "please": true, "exactly": true, "one": true, "ones": true, "someone": true, "anyone": true, "many": true, "moment": true, "ok": true, "hi": true}
