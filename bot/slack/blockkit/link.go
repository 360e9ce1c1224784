package blockkit

import (
	"net/url"
	"strings"
)

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

// web is an address that a browser opens, with nothing in it that Slack parses;
// "" for all others.
func web(address string) string {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.User != nil {
		return ""
	}
	var b strings.Builder
	for _, c := range []byte(u.String()) {
		if c <= ' ' || c >= 0x7F || strings.IndexByte("<>|\"`\\^{}*~", c) >= 0 {
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
