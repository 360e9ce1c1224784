package ooxml

import (
	"strings"

	"hearth/knowledge"
	"hearth/knowledge/extract/draft"
)

// broken makes pieces of a paragraph's words: one for each line that its author
// broke. A heading or an item stays one.
func broken(like draft.Piece, text string) (pieces []draft.Piece) {
	if like.Kind != knowledge.Paragraph || like.Marker != "" {
		like.Text = strings.ReplaceAll(text, "\n", " ")
		return []draft.Piece{like}
	}
	for line := range strings.SplitSeq(text, "\n") {
		like.Text = line
		pieces = append(pieces, like)
		like.After = draft.NextLine
	}
	return pieces
}
