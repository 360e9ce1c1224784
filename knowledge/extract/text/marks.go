package text

import (
	"html"
	"regexp"
	"strings"
)

var (
	tag    = regexp.MustCompile(`(?i)</?(?:b|i|u|em|strong|p|br|span|div|sup|sub|small|font|a|li|ul|ol|td|tr|th|table|tbody|thead|center|h[1-6])(?:\s[^<>]{0,300})?/?>|<!--.*?-->`)
	strong = regexp.MustCompile(`(\*{1,3})([^\s*](?:[^*]*[^\s*])?)(\*{1,3})`)
	under  = regexp.MustCompile(`(^|[\s("'‘“])(_{1,3})([^\s_](?:[^_]*[^\s_])?)(_{1,3})($|[\s).,;:!?"'’”])`)
	link   = regexp.MustCompile(`!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)`)
	code   = regexp.MustCompile("`([^`]+)`")
	para   = regexp.MustCompile(`(?i)</p>|<br\s*/?>|</li>`)
	boldly = regexp.MustCompile(`(?is)^\s*(?:(?:\*\*|__)\s*(.*?)\s*(?:\*\*|__)|<(?:b|strong)>\s*(.*?)\s*</(?:b|strong)>)\s*:?\s*$`)
)

// unmark takes Markdown's and HTML's marks out of a line and keeps its words.
func unmark(s string) string {
	if strings.Contains(s, "<") {
		s = tag.ReplaceAllString(s, " ")
	}
	if strings.Contains(s, "](") {
		s = link.ReplaceAllString(s, "$1")
	}
	if strings.Contains(s, "`") {
		s = code.ReplaceAllString(s, "$1")
	}
	if strings.ContainsAny(s, "*_") {
		s = emphasis(s)
	}
	if strings.Contains(s, "&") {
		s = html.UnescapeString(s)
	}
	return strings.TrimSpace(s)
}

// hide and show keep escaped marks, which are words, from being taken for real
// ones.
var (
	hide = strings.NewReplacer(`\*`, "\x01", `\_`, "\x02")
	show = strings.NewReplacer("\x01", "*", "\x02", "_")
)

// emphasis takes out the marks of bold and italic.
func emphasis(s string) string {
	s = hide.Replace(s)
	for range 2 {
		if strings.Contains(s, "*") {
			s = strong.ReplaceAllString(s, "$2")
		}
		if strings.Contains(s, "_") {
			s = under.ReplaceAllString(s, "$1$3$5")
		}
	}
	return show.Replace(s)
}

// wholly tells whether all of a line is bold.
func wholly(s string) bool {
	if !strings.ContainsAny(s, "*_<") {
		return false
	}
	m := boldly.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	inner := m[1] + m[2]
	return !strings.Contains(inner, "**") && !strings.Contains(strings.ToLower(inner), "</b>")
}

// paragraphs parts a table's cell at the ends of its paragraphs.
func paragraphs(cell string) []string {
	var parts []string
	for _, part := range para.Split(cell, -1) {
		if strings.TrimSpace(unmark(part)) != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// openStretch counts the lines after i into which a bold or italic stretch that
// opens line i runs on, up to the blank line.
func openStretch(lines []string, i int, s string) int {
	const most = 8
	t := strings.TrimSpace(s)
	mark := t[:len(t)-len(strings.TrimLeft(t, "*"))]
	if mark == "" || len(mark) > 3 || len(t) == len(mark) || t[len(mark)] == ' ' || strings.Contains(t[len(mark):], mark) {
		return 0
	}
	for n := 1; n <= most && i+n < len(lines); n++ {
		l := strings.TrimSpace(lines[i+n])
		if l == "" {
			return 0
		}
		if strings.Contains(l, mark) {
			if strings.HasSuffix(l, mark) {
				return n
			}
			return 0
		}
	}
	return 0
}
