// Package blockkit turns hearth's messages, windows and pages into Slack's blocks,
// within Slack's limits, and reads what people did in them.
package blockkit

import "net/url"

// A Kit renders. Its zero value renders without links to hearth's own pages.
type Kit struct {
	Pages *url.URL // of hearth's own pages, where members can open them; nil: they can't
}
