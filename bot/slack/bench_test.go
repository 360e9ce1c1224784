package slack_test

import (
	"strconv"
	"testing"

	"hearth/bot/bottest"
)

// BenchmarkPost posts an answer with its sources and buttons over the loopback.
func BenchmarkPost(b *testing.B) {
	_, s := open(b, nil)
	m := bottest.Messages()[2].Message
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.Key = "k" + strconv.Itoa(i)
		if _, err := s.Post(b.Context(), dm, m); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFind looks through a full page of history, 200 messages with blocks.
func BenchmarkFind(b *testing.B) {
	a, s := open(b, nil)
	w := &wall{page: 200}
	w.show(a)
	w.post(a, func(int) bool { return false })
	for i := range 200 {
		m := bottest.Messages()[2].Message
		m.Key = "k" + strconv.Itoa(i)
		if _, err := s.Post(b.Context(), dm, m); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if found, err := s.Find(b.Context(), dm, "k0"); err != nil || found == "" {
			b.Fatal(found, err)
		}
	}
}
