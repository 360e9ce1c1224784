package webchat

import (
	"net/url"
	"strconv"
	"strings"

	"hearth/knowledge"
)

// Link is the path of the page that shows a citation's words, marked, in the
// version that was cited.
func Link(c knowledge.Citation) string {
	at := c.Span()
	return PaperLink(c.Document(), c.Version(), at)
}

// PaperLink is the path of a paper's page; with a version, of that version, and
// with a span that isn't empty, of those words in it.
func PaperLink(id, version string, at knowledge.Span) string {
	to := "/papers/" + url.PathEscape(id)
	if version == "" {
		return to
	}
	to += "?v=" + url.QueryEscape(version)
	if at.Len() <= 0 {
		return to
	}
	return to + "&from=" + strconv.Itoa(at.Start) + "&to=" + strconv.Itoa(at.End) + "#q"
}

// local is a link that leads to a page of this site; "" for any other.
func local(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(link, "/") || strings.HasPrefix(link, "//") || strings.ContainsAny(link, "\\\r\n\t") {
		return ""
	}
	return link
}
