package slackstub_test

import (
	"fmt"
	"testing"

	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/stubtest"
)

// A burst over two hundred channels is told whole, in each channel's order.
func TestABurstIsToldWhole(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	var channels []string
	for i := range 200 {
		channels = append(channels, s.AddChannel(slackstub.Channel{Name: fmt.Sprint("c", i), Members: []string{slackstub.DefaultBot, stubtest.Asha}}).ID)
	}
	last := map[string]string{}
	answering(t, s, func(e stubtest.Envelope) any {
		channel, ts := field(t, e.Payload, "event.channel"), field(t, e.Payload, "event.ts")
		if last[channel] >= ts {
			t.Errorf("%s came after %s in %s", ts, last[channel], channel)
		}
		last[channel] = ts
		return nil
	})
	for i := range 600 {
		if _, err := s.Say(stubtest.Asha, channels[i%len(channels)], "", "hello"); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Settled(within(t)); err != nil {
		t.Fatal(err)
	}
	if n := s.Acknowledged(); n != 600 {
		t.Errorf("%d acknowledged, want 600", n)
	}
	for _, d := range s.Deliveries() {
		if len(d.Attempts) != 1 {
			t.Errorf("%s was sent %d times", d.ID, len(d.Attempts))
		}
	}
}
