package slackstub_test

import (
	"reflect"
	"slices"
	"testing"

	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/stubtest"
)

type span = slackstub.Span

func TestMarkupIsReadAsSlackReadsIt(t *testing.T) {
	for text, want := range map[string][]span{
		"plain":                      {{Text: "plain"}},
		"a <!channel> b":             {{Text: "a "}, {Text: "@channel", Mention: "!channel"}, {Text: " b"}},
		"<@U1>":                      {{Text: "@U1", Mention: "U1"}},
		"<#C1|general>":              {{Text: "#general", Mention: "C1"}},
		"<https://a.example|here>":   {{Text: "here", URL: "https://a.example"}},
		"&lt;@U1&gt; &amp;":          {{Text: "<@U1> &"}},
		"see https://a.example/b.":   {{Text: "see "}, {Text: "https://a.example/b", URL: "https://a.example/b"}, {Text: "."}},
		"*bold* and _slanted_":       {{Text: "bold", Bold: true}, {Text: " and "}, {Text: "slanted", Italic: true}},
		"~gone~ `code *not*`":        {{Text: "gone", Strike: true}, {Text: " "}, {Text: "code *not*", Code: true}},
		"2*3*4 and a_b_c":            {{Text: "2*3*4 and a_b_c"}},
		"a*b* c":                     {{Text: "a*b* c"}},
		"* not * a * list":           {{Text: "* not * a * list"}},
		"*no\nbreak*":                {{Text: "*no\nbreak*"}},
		"1 < 2":                      {{Text: "1 < 2"}},
		"*<https://a.example|x>*":    {{Text: "x", URL: "https://a.example", Bold: true}},
		"<javascript:alert(1)|x>":    {{Text: "x", URL: "javascript:alert(1)"}},
		"<!subteam^S1|@heads>":       {{Text: "@heads", Mention: "!subteam^S1"}},
		"whttps://a.example is none": {{Text: "whttps://a.example is none"}},
	} {
		if got := slackstub.Mrkdwn(text, false); !reflect.DeepEqual(got, want) {
			t.Errorf("%q is read as %+v, want %+v", text, got, want)
		}
	}
	if got := slackstub.Mrkdwn("https://a.example", true); got[0].URL != "" {
		t.Error("a bare address is a link though verbatim was asked for")
	}
}

func TestAMessageTellsWhomItCallsAndWhereItLeads(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	_, got := stubtest.Call(t, s, s.BotToken(), "chat.postMessage", o{"channel": stubtest.General, "text": "<!here> look", "blocks": l{
		section("<@U1> is plain"),
		o{"type": "section", "text": o{"type": "mrkdwn", "text": "*<@U2>* <https://a.example|A>"}},
		o{"type": "actions", "elements": l{button(o{"url": "https://b.example"})}}}})
	refused(t, got, "", "")
	m := s.Said(stubtest.General)[0]
	if got := m.Mentions(); !slices.Equal(got, []string{"U2", "!here"}) {
		t.Errorf("it calls %v", got)
	}
	if got := m.Links(); !slices.Equal(got, []slackstub.Link{{URL: "https://a.example", Label: "A"}, {URL: "https://b.example", Label: "Press"}}) {
		t.Errorf("it leads to %v", got)
	}
	if got := m.Shown(); got != "<@U1> is plain\n@U2 A\nPress" {
		t.Errorf("it reads %q", got)
	}
	if f := m.Formatted(); len(f) != 1 || f[0].Text != "@U2" {
		t.Errorf("formatted are %+v", f)
	}
}
