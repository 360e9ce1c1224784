package blockkit

import (
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"hearth/bot"
)

// choices are buttons, as many to a row as Slack takes. A label that a button
// has no room for stands whole above it, and so does that of a button that Slack
// couldn't carry.
func (p *page) choices(items []bot.Choice) (out []rendered) {
	var row []slack.BlockElement
	var labels []string
	room := 0
	flush := func() {
		if len(row) > 0 {
			out = append(out, render(slack.NewActionBlock("", row...), "Buttons: "+strings.Join(labels, "; ")))
		}
		row, labels, room = nil, nil, maxPiece
	}
	for _, c := range items {
		button := p.button(c)
		if button == nil || !fits(c.Label, maxLabel) {
			flush()
			whole := prose(paragraph, span{text: c.Label})
			if len(whole) > 0 && button != nil {
				whole[len(whole)-1].leads = true
			}
			out = append(out, whole...)
		}
		if button == nil {
			continue
		}
		n := size(slack.NewActionBlock("", button))
		if len(row) == maxPerRow || n > room {
			flush()
		}
		row, labels = append(row, button), append(labels, cut(oneLine(c.Label), maxLabel))
		room -= n
	}
	flush()
	return out
}

// button is nil where Slack can't carry what pressing it means.
func (p *page) button(c bot.Choice) *slack.ButtonBlockElement {
	p.presses++
	id, value, link := strconv.Itoa(p.presses), "", ""
	if c.Link != "" {
		if link = web(c.Link); link == "" {
			return nil
		}
	} else {
		id, value = id+":"+encode(c.Action), encode(c.Value)
	}
	label := c.Label
	if blank(label) {
		label = "…"
	}
	if count(id) > maxID || count(value) > maxValue {
		return nil
	}
	b := slack.NewButtonBlockElement(id, value, plain(label, maxLabel))
	b.URL = link
	if c.Grave {
		b.Style = slack.StyleDanger
		b.Confirm = slack.NewConfirmationBlockObject(plain("Are you sure?", maxLabel),
			plain(oneLine(label)+": this can’t be undone.", maxAsked), plain(label, maxConfirm), plain("No, go back", maxConfirm))
		b.Confirm.Style = slack.StyleDanger
	}
	return b
}

// Pressed tells which button of a Message, a Window or the Home page was pressed:
// the Choice's Action and Value, or the Form's. The action is "" for a button that
// opens a page, which Slack tells of too.
func Pressed(a slack.BlockAction) (action, value string) {
	_, action, ok := strings.Cut(a.ActionID, ":")
	if !ok {
		return "", ""
	}
	return decode(action), decode(a.Value)
}
