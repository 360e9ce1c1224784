package slackstub_test

import (
	"slices"
	"testing"

	"github.com/slack-go/slack"

	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/stubtest"
)

// Rich text is taken as it is; labels are escaped, and shown without it.
func TestRichTextIsNoMarkup(t *testing.T) {
	s, c := workspace(t, slackstub.Options{})
	rich := slack.NewRichTextBlock("", slack.NewRichTextSection(
		slack.NewRichTextSectionTextElement("Law: ", &slack.RichTextSectionTextStyle{Bold: true}),
		slack.NewRichTextSectionTextElement("*a* <!channel> &amp; https://evil.example ", nil),
		slack.NewRichTextSectionLinkElement("https://hearth.example/p", "<@U1> [1]", nil)))
	button := slack.NewActionBlock("", slack.NewButtonBlockElement("a", "", slack.NewTextBlockObject("plain_text", "R&amp;D", false, false)))
	if _, _, err := c.PostMessageContext(within(t), stubtest.General, slack.MsgOptionText("Law", false), slack.MsgOptionBlocks(rich, button)); err != nil {
		t.Fatal(err)
	}
	m := s.Said(stubtest.General)[0]
	if got, want := m.Shown(), "Law: *a* <!channel> &amp; https://evil.example <@U1> [1]\nR&D"; got != want {
		t.Errorf("it reads %q, want %q", got, want)
	}
	if got := m.Mentions(); len(got) > 0 {
		t.Errorf("it mentions %q", got)
	}
	if got := m.Links(); !slices.Equal(got, []slackstub.Link{{URL: "https://hearth.example/p", Label: "<@U1> [1]"}}) {
		t.Errorf("it leads to %q", got)
	}
	if got := m.Spans(); !got[0].Bold || got[1].Bold {
		t.Errorf("spans %+v", got)
	}
	if got := m.Controls(); got[0].Label != "R&D" {
		t.Errorf("buttons %+v", got)
	}
}
