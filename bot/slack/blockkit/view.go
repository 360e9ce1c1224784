package blockkit

import (
	"github.com/slack-go/slack"

	"hearth/bot"
)

// Window renders a window that stands over the conversation. private comes back
// with Filled. The form's answers are a turn with its Action and Value.
func (k Kit) Window(w bot.Window, private string) slack.ModalViewRequest {
	v := slack.ModalViewRequest{Type: slack.VTModal, Close: plain("Close", maxViewTitle)}
	title := w.Title
	if blank(title) {
		title = "hearth"
	}
	v.Title = plain(title, maxViewTitle)
	var foot []rendered
	read, others := urgent(w.Blocks)
	if !fits(title, maxViewTitle) {
		read = append(read, bot.Block{Notice: &bot.Notice{Text: title}})
	}
	for _, b := range others {
		if b.Form == nil {
			read = append(read, b)
			continue
		}
		f := *b.Form
		var ok bool
		if foot, ok = fields(f, w.Title, private); !ok {
			foot = prose(paragraph, span{text: "This can’t be filled in within Slack. Please use hearth’s web page."})
			continue
		}
		submit := f.Submit
		if blank(submit) {
			submit = "Send"
		}
		v.Submit, v.Close = plain(submit, maxViewTitle), plain("Cancel", maxViewTitle)
		v.CallbackID, v.PrivateMetadata = encode(f.Action), carry(f.Value, private)
	}
	v.Blocks = view(k.blocks(read), foot, title)
	return v
}

// Home renders hearth's own page within Slack.
func (k Kit) Home(blocks []bot.Block) slack.HomeTabViewRequest {
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: view(k.blocks(blocks), nil, "There is nothing here yet.")}
}

// view joins what is read with a form's fields, and says so where there is no
// room for all of it. A view has one block at least, which says otherwise.
func view(read, form []rendered, otherwise string) slack.Blocks {
	if len(read)+len(form) == 0 {
		read = prose(paragraph, span{text: otherwise})
	}
	var out slack.Blocks
	room, size := maxViewBlocks-len(form), total(form)
	for i, r := range read {
		size += r.size + 1
		if size > maxView || i+1 == room && len(read) > room {
			read = append(read[:i:i], prose(quotation, span{text: "There is more, and no room for it here."})...)
			break
		}
	}
	for _, r := range append(read[:len(read):len(read)], form...) {
		out.BlockSet = append(out.BlockSet, r.block)
	}
	return out
}
