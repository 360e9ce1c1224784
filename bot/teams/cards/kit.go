// Package cards turns hearth's messages and windows into what Teams shows:
// activities with text, citations and Adaptive Cards 1.5. It reads what people did
// in them, sends nothing and keeps nothing.
//
// # What it promises
//
// Words stay words: nothing in a message's texts can mention anybody, format
// anything or become a link. In an activity's text, which is markdown, what formats
// is escaped, < > & are written as entities, and bare addresses are parted by a
// character of no width. In cards all prose stands in TextRuns, which are taken
// literally, and in labels, which know no markup. No entity of type "mention" is
// ever made, so no @name is one. Characters that turn the direction of writing
// around are left out. A link is only what hearth itself links to: its own pages,
// if members can open them, and a Choice's Link.
//
// An activity has at most maxPart bytes, as Teams refuses larger ones whole. A
// message that is too long becomes several, parted at the ends of lines, else of
// sentences, else of words. Where Teams still finds a part too large, Split makes
// smaller ones of it.
//
// # How it looks
//
// What hearth says is text, so that it can be searched, copied and read out. An
// answer's statements begin with their label in bold and end with the numbers of
// their sources, which Teams shows as citations: a touch opens title and words.
// Buttons, forms and tables are cards below the text.
//
// A button runs an Action.Execute, whose answer Teams shows to whoever pressed it.
// The button of a form opens a task module.
//
// Costs: an answer takes some ten microseconds; the longest message of the
// fixtures, 60,000 characters, some milliseconds.
package cards

import (
	"net/url"
	"strings"
)

// A Kit renders. Its zero value renders without links to hearth's own pages.
type Kit struct {
	Pages *url.URL // of hearth's own pages, where members can open them; nil: they can't
}

// page is the whole address of a path on hearth's own pages; "" where there are
// none, or the path is none.
func (k Kit) page(path string) string {
	if k.Pages == nil || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") {
		return ""
	}
	ref, err := url.Parse(path)
	if err != nil || ref.Scheme != "" || ref.Host != "" {
		return ""
	}
	u := k.Pages.JoinPath(ref.EscapedPath())
	u.RawQuery, u.Fragment, u.RawFragment = ref.RawQuery, ref.Fragment, ref.RawFragment
	return web(u.String())
}

// web is an address that a browser opens, with nothing in it that markdown
// parses; "" for all others.
func web(address string) string {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.User != nil {
		return ""
	}
	var b strings.Builder
	for _, c := range []byte(u.String()) {
		if c <= ' ' || c >= 0x7F || strings.IndexByte("<>|\"`\\^{}*~_()[]'", c) >= 0 {
			const hex = "0123456789ABCDEF"
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
			continue
		}
		b.WriteByte(c)
	}
	if b.Len() > maxURL {
		return ""
	}
	return b.String()
}
