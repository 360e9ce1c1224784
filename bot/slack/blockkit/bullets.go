package blockkit

import (
	"strings"

	"github.com/slack-go/slack"
)

// bulleted is a rich_text_list as Slack documents it: slack-go's has an offset
// too, which Slack's own types don't know.
type bulleted struct {
	Type     slack.RichTextElementType     `json:"type"`
	Style    slack.RichTextListElementType `json:"style"`
	Elements []slack.RichTextElement       `json:"elements"`
}

// RichTextElementType is what slack-go asks of an element.
func (b *bulleted) RichTextElementType() slack.RichTextElementType { return b.Type }

// bullets are items below each other, in as few lists as their length lets them.
// An item that is too long for one list goes on as the next item.
func bullets(items ...[]span) (out []rendered) {
	var list *bulleted
	var said []string
	room := 0
	flush := func() {
		if list == nil {
			return
		}
		r := rendered{block: slack.NewRichTextBlock("", list), text: strings.Join(said, "\n")}
		r.size = max(size(r.block), count(r.text))
		out, list, said = append(out, r), nil, nil
	}
	for _, spans := range items {
		for _, r := range prose(paragraph, spans...) {
			if list != nil && room < r.size {
				flush()
			}
			if list == nil {
				list, room = &bulleted{Type: slack.RTEList, Style: slack.RTEListBullet}, maxPiece
			}
			// Alone it is a block of its own, so its size is more than what it adds.
			room -= r.size
			list.Elements = append(list.Elements, r.block.(*slack.RichTextBlock).Elements...)
			said = append(said, "• "+r.text)
		}
	}
	flush()
	return out
}
