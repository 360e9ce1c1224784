package blockkit

import (
	"encoding/json"
	"math"

	"github.com/slack-go/slack"
)

const eventType = "hearth_message"

// Metadata is what a post carries so that it is found again. It is seen by other
// apps in the workspace, so it holds nothing but the key.
func (Kit) Metadata(p Part) slack.SlackMetadata {
	return slack.SlackMetadata{EventType: eventType, EventPayload: map[string]any{"key": p.Key, "part": p.N, "parts": p.Of}}
}

// KeyOf reads Metadata back. It is not ok for what isn't hearth's.
func KeyOf(md slack.SlackMetadata) (key string, n, of int, ok bool) {
	if md.EventType != eventType {
		return "", 0, 0, false
	}
	key, ok = md.EventPayload["key"].(string)
	n, nOK := whole64(md.EventPayload["part"])
	of, ofOK := whole64(md.EventPayload["parts"])
	if !ok || !nOK || !ofOK || key == "" || n < 1 || n > of {
		return "", 0, 0, false
	}
	return key, n, of, true
}

// whole64 reads a number as JSON and Go give it.
func whole64(v any) (int, bool) {
	switch n := v.(type) {
	case int:
		return n, true
	case float64:
		return int(n), n == math.Trunc(n) && math.Abs(n) < 1<<31
	case json.Number:
		i, err := n.Int64()
		return int(i), err == nil
	}
	return 0, false
}
