// Package blockkit turns hearth's messages, windows and pages into Slack's blocks,
// within Slack's limits, and reads what people did in them. It sends nothing and
// keeps nothing.
//
// # What it promises
//
// Words stay words: nothing in a message's texts can mention anybody, format
// anything or become a link. So all prose is rich_text, whose text elements Slack
// takes literally; labels are plain_text, with & < > escaped as Slack asks for.
// Only the one line of sources below an answer is mrkdwn, as small print with
// links can't be had otherwise: there & < > are escaped, and the characters that
// format are replaced by ones that look like them. Characters that turn the
// direction of writing around are left out. A link is only what hearth itself
// links to: its own pages, if members can open them, and a Choice's Link.
//
// No limit of Slack's is passed, as it refuses the whole message then. A message
// that is too long becomes several posts, parted at the ends of lines, else of
// sentences, else of words. Labels of buttons and titles of windows are cut, with
// an ellipsis, and then stand whole beside it. Characters are counted as UTF-16
// counts them, and as they are sent, which is never less than Slack counts.
//
// # How it looks on a phone
//
// An answer's statements are paragraphs, each beginning with its label in bold and
// ending with the numbers of its sources; one grey line names the sources; the
// buttons stand in one row, which breaks as the screen needs. A table that is
// narrow enough for a phone stands aligned, in letters of one width. A wider one
// would break in the middle of its lines there, so it becomes a list with one item
// a row, each cell after the name of its column: that is read at any width, and by
// a screen reader. Slack's own table block is not used: on a phone it shows two
// columns, the rest is reached by dragging it sideways, it can't stand in a window
// or on the Home page, and a message may have only one.
//
// Costs: an answer takes a tenth of a millisecond; the longest message of the
// fixtures, 60,000 characters in several posts, some ten milliseconds.
package blockkit

import "net/url"

// A Kit renders. Its zero value renders without links to hearth's own pages.
type Kit struct {
	Pages *url.URL // of hearth's own pages, where members can open them; nil: they can't
}
