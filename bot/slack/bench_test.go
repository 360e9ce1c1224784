package slack_test

import (
	"strconv"
	"testing"

	"hearth/bot"
	"hearth/bot/bottest"
	"hearth/bot/slack"
	"hearth/bot/slack/slackstub"
)

// answers posts so many answers with sources and buttons to Jane.
func answers(b *testing.B, s *slack.Adapter, in bot.Place, from, n int) {
	b.Helper()
	m := bottest.Messages()[2].Message
	for i := range n {
		m.Key = "k" + strconv.Itoa(from+i)
		if _, err := s.Post(b.Context(), in, m); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPost posts an answer over the loopback; what the stand-in for Slack does
// is in the figures.
func BenchmarkPost(b *testing.B) {
	c := foundCouncil(b, slackstub.Options{})
	s, in := c.adapter(b, nil), c.place(c.direct, "")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		answers(b, s, in, i, 1)
	}
}

// BenchmarkFind looks for the oldest of 200 answers, a full page.
func BenchmarkFind(b *testing.B) {
	c := foundCouncil(b, slackstub.Options{})
	s, in := c.adapter(b, nil), c.place(c.direct, "")
	answers(b, s, in, 0, 200)
	b.ReportAllocs()
	for b.Loop() {
		if found, err := s.Find(b.Context(), in, "k0"); err != nil || found == "" {
			b.Fatal(found, err)
		}
	}
}
