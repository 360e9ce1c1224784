// Package html reads web pages: their main content without menus, banners and
// forms. Council pages have theirs in known places, tried one after another;
// where none fits, what is left after the furniture has gone is read whole, or
// what a readability measure picks out of it.
//
// Costs: the page is held as a tree, some ten times its size; pages of a few
// hundred KB take milliseconds.
package html

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/draft"
)

// MaxSize is the largest page that is read. The longest Act is 6 MB.
const MaxSize = 16 << 20

// main are the places of a page's content, the surest first. They are tried one
// by one: a selector with commas would give what comes first in the page.
var main = selectors(".mgContent", "#mgContent", "main", "[role=main]", "#main-content", "#content", "article", "#main")

// furniture is never content.
var furniture = cascadia.MustCompile(`script, style, noscript, template, svg, iframe, object, nav, form, button, select, textarea, footer, ` +
	`[role=navigation], [role=banner], [role=contentinfo], [role=dialog], [role=search], [aria-hidden=true], [hidden], ` +
	`#cookie, #cookies, .cookie, .cookies, .cookie-banner, #breadcrumb, .breadcrumb, .breadcrumbs, .skip, .skip-link, ` +
	`.mgLeftNav, .mgRightNav, .mgButtonBox, .mgPrintButtons, .mgFooter`)

func selectors(all ...string) (compiled []cascadia.Selector) {
	for _, s := range all {
		compiled = append(compiled, cascadia.MustCompile(s))
	}
	return compiled
}

// Read makes a draft of a page in any encoding that the web knows.
func Read(ctx context.Context, page []byte) (*draft.Draft, error) {
	if len(page) > MaxSize {
		return nil, &extract.LimitError{What: "file", Most: MaxSize}
	}
	r, err := charset.NewReader(bytes.NewReader(page), "")
	if err != nil {
		return nil, extract.Broken("finding the page's encoding: %w", err)
	}
	root, err := html.Parse(r)
	if err != nil {
		if strings.Contains(err.Error(), "stack") {
			return nil, &extract.LimitError{What: "nesting", Most: 512}
		}
		return nil, extract.Broken("parsing the page: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	title := pageTitle(root)
	for _, n := range furniture.MatchAll(root) {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
	w := walker{ctx: ctx, d: &draft.Draft{}}
	if err := w.blocks(content(root), 0); err != nil {
		return nil, fmt.Errorf("reading the page: %w", err)
	}
	w.flush()
	if len(w.d.Pieces) > 0 && !w.d.Stated() {
		w.d.Meta.Title = title
	}
	return w.d, nil
}

// content finds the part of a page to read.
func content(root *html.Node) *html.Node {
	for _, s := range main {
		if n := s.MatchFirst(root); n != nil && enough(n) {
			return n
		}
	}
	body := cascadia.MustCompile("body").MatchFirst(root)
	if body == nil {
		return root
	}
	for _, n := range cascadia.MustCompile("header, aside, [role=complementary]").MatchAll(body) {
		if n.Parent != nil && (n.Data == "aside" || cascadia.MustCompile("h1").MatchFirst(n) == nil) {
			n.Parent.RemoveChild(n)
		}
	}
	if picked := readable(root); picked != nil {
		return picked
	}
	return body
}

// readable asks the readability measure, and takes its answer only where it
// keeps most of a page that is crowded with links: on a plain page it is apt to
// drop tables and lists.
func readable(root *html.Node) *html.Node {
	links, all := linked(root, false), len(strings.TrimSpace(flat(root)))
	if all < 500 || links*3 < all {
		return nil
	}
	parser := readability.NewParser()
	article, err := parser.ParseAndMutate(clone(root), &url.URL{})
	if err != nil || article.Node == nil || len(flat(article.Node))*4 < all-links {
		return nil
	}
	return article.Node
}

// enough tells whether a part has words.
func enough(n *html.Node) bool { return len(strings.Fields(flat(n))) >= 5 }

// linked counts the bytes of text within links.
func linked(n *html.Node, within bool) int {
	if n.Type == html.TextNode && within {
		return len(strings.TrimSpace(n.Data))
	}
	sum := 0
	for c := range n.ChildNodes() {
		sum += linked(c, within || n.Data == "a")
	}
	return sum
}

// flat is all text below a node.
func flat(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// clone copies a tree, since the measure changes what it is given.
func clone(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: append([]html.Attribute(nil), n.Attr...)}
	for child := range n.ChildNodes() {
		c.AppendChild(clone(child))
	}
	return c
}

func pageTitle(root *html.Node) string {
	if n := cascadia.MustCompile("head title").MatchFirst(root); n != nil {
		t := draft.Clean(flat(n))
		for _, sep := range []string{" | ", " – ", " — "} {
			t, _, _ = strings.Cut(t, sep)
		}
		return t
	}
	return ""
}
