package blockkit

import (
	"strings"

	"github.com/slack-go/slack"

	"hearth/bot"
)

// Window renders a window that stands over the conversation. private comes back
// with Filled. The form's answers are a turn with its Action and Value.
func (k Kit) Window(w bot.Window, private string) slack.ModalViewRequest {
	v := slack.ModalViewRequest{Type: slack.VTModal, Close: plain("Close", maxViewTitle)}
	title := w.Title
	if strings.TrimSpace(clean(title)) == "" {
		title = "hearth"
	}
	v.Title = plain(title, maxViewTitle)
	var head, foot []rendered
	if !fits(title, maxViewTitle) {
		head = prose(paragraph, span{text: title, bold: true})
	}
	var rest []bot.Block
	for _, b := range w.Blocks {
		switch {
		case b.Form == nil:
			rest = append(rest, b)
		case !fillable(*b.Form, private):
			foot = prose(paragraph, span{text: "This can’t be filled in within Slack. Please use hearth’s web page."})
		default:
			f := *b.Form
			if f.Title != "" && f.Title != w.Title {
				foot = prose(paragraph, span{text: f.Title, bold: true})
			}
			foot = append(foot, inputs(f)...)
			submit := f.Submit
			if strings.TrimSpace(clean(submit)) == "" {
				submit = "Send"
			}
			v.Submit, v.Close = plain(submit, maxViewTitle), plain("Cancel", maxViewTitle)
			v.CallbackID, v.PrivateMetadata = encode(f.Action), carry(f.Value, private)
		}
	}
	room := maxViewBlocks - len(foot)
	v.Blocks = view(append(head, k.blocks(rest)...), room, foot)
	return v
}

// Home renders hearth's own page within Slack.
func (k Kit) Home(blocks []bot.Block) slack.HomeTabViewRequest {
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: view(k.blocks(blocks), maxViewBlocks, nil)}
}

// view joins what is read with a form's fields, and says so where there is no
// room for all of it.
func view(read []rendered, room int, form []rendered) (out slack.Blocks) {
	if len(read) > room {
		read = append(read[:max(room-1, 0):max(room-1, 0)], prose(quotation, span{text: "There is more, and no room for it here."})...)
	}
	for _, r := range append(read[:len(read):len(read)], form...) {
		out.BlockSet = append(out.BlockSet, r.block)
	}
	if out.BlockSet == nil {
		out.BlockSet = []slack.Block{}
	}
	return out
}
