package guard_test

import (
	"strings"
	"testing"

	"hearth/bot/guard"
	"hearth/knowledge"
)

func BenchmarkHandle(b *testing.B) {
	watch := guard.New(guard.Options{})
	for name, text := range map[string]string{
		"question": "How many children in our care went missing last year, and how many return interviews were held within 72 hours?",
		"worry":    "I'm worried about a girl in my ward, she had bruises at my surgery",
		"paste":    strings.Repeat("The panel discussed the sufficiency strategy and the budget for placements. ", 200),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				watch.Handle(knowledge.Question{Text: text})
			}
		})
	}
}
