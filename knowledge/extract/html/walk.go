package html

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hearth/knowledge"
	"hearth/knowledge/extract/draft"
)

// A walker turns a tree into pieces. Words between two blocks gather in line
// until a block or a line break ends them.
type walker struct {
	ctx   context.Context
	d     *draft.Draft
	line  strings.Builder
	bold  int  // runes of the line in bold
	all   int  // runes of the line
	deep  bool // within <b> or <strong>
	after draft.After
	item  *draft.Piece // the list item whose words come next
	nodes int
}

// block elements end a line.
var block = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Header: true, atom.Aside: true,
	atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Table: true, atom.Tr: true, atom.Td: true,
	atom.Th: true, atom.Tbody: true, atom.Thead: true, atom.Tfoot: true, atom.Caption: true, atom.Blockquote: true, atom.Pre: true,
	atom.Fieldset: true, atom.Figure: true, atom.Figcaption: true, atom.Address: true, atom.Hr: true, atom.Center: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Details: true, atom.Summary: true,
}

// blocks adds everything below n. depth counts the lists around it.
func (w *walker) blocks(n *html.Node, depth int) error {
	if w.nodes++; w.nodes&0xfff == 0 {
		if err := w.ctx.Err(); err != nil {
			return err
		}
	}
	for c := range n.ChildNodes() {
		if err := w.node(c, depth); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) node(n *html.Node, depth int) error {
	switch {
	case n.Type == html.TextNode:
		w.text(n.Data)
		return nil
	case n.Type != html.ElementNode:
		return nil
	case n.DataAtom == atom.Br:
		w.flush()
		w.after = draft.NextLine
		return nil
	case n.DataAtom == atom.Table:
		w.flush()
		return w.table(n, depth)
	case n.DataAtom == atom.Ul, n.DataAtom == atom.Ol:
		w.flush()
		return w.list(n, depth+1)
	case len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6':
		w.flush()
		w.d.Add(draft.Piece{Kind: knowledge.Heading, Level: int(n.Data[1] - '0'), Text: flat(n)})
		w.after = draft.BlankLine
		return nil
	case block[n.DataAtom]:
		w.flush()
		w.after = draft.BlankLine
		err := w.blocks(n, depth)
		w.flush()
		w.after = draft.BlankLine
		return err
	}
	was := w.deep
	w.deep = was || n.DataAtom == atom.B || n.DataAtom == atom.Strong
	err := w.blocks(n, depth)
	w.deep = was
	return err
}

func (w *walker) text(s string) {
	w.line.WriteString(s)
	words := len(strings.Join(strings.Fields(s), ""))
	w.all += words
	if w.deep {
		w.bold += words
	}
}

// flush makes a piece of the words gathered so far.
func (w *walker) flush() {
	s := w.line.String()
	bold := w.all > 0 && w.bold == w.all
	w.line.Reset()
	w.bold, w.all = 0, 0
	if strings.TrimSpace(s) == "" {
		return
	}
	if w.item != nil {
		p := *w.item
		p.Text, w.item = s, nil
		w.d.Add(p)
	} else {
		w.d.Add(draft.Piece{Text: s, Loose: true, Bold: bold, After: w.after})
	}
	w.after = draft.BlankLine
}

// list adds the items of a list, numbered where the page numbers them.
func (w *walker) list(n *html.Node, depth int) error {
	count := 0
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode && c.DataAtom == atom.Li {
			count++
			p := draft.Piece{Kind: knowledge.Item, Level: min(depth, 6)}
			if n.DataAtom == atom.Ol {
				p.Marker = marker(n, count)
			}
			w.item = &p
		}
		if err := w.node(c, depth); err != nil {
			return err
		}
		w.item = nil
	}
	return nil
}

// marker is the number of an item as the browser shows it.
func marker(list *html.Node, n int) string {
	kind := ""
	for _, a := range list.Attr {
		switch a.Key {
		case "type":
			kind = a.Val
		case "start":
			first := 0
			if _, err := fmt.Sscanf(a.Val, "%d", &first); err == nil && first > 0 && first < 1000 {
				n += first - 1
			}
		}
	}
	return draft.Number(kind, n) + "."
}
