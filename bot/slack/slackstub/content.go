package slackstub

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// content reads and checks what a message says.
func (s *Stub) content(a args, limit int) (*Message, error) {
	m := &Message{User: DefaultBot, FromApp: true, Text: a.text("text")}
	v, there, err := a.value("blocks")
	if err != nil {
		return nil, refuse("invalid_blocks_format")
	}
	if there {
		m.sent = encode(v)
		if m.blocks, err = s.checkBlocks(v, inMessage); err != nil {
			return nil, err
		}
		m.Blocks = encode(m.blocks)
	}
	if m.Text == "" && len(m.blocks) == 0 && a["attachments"] == nil {
		return nil, refuse("no_text")
	}
	if utf8.RuneCountInString(m.Text) > limit || limit == maxUpdated && len(m.Text) > limit {
		return nil, refuse("msg_too_long")
	}
	if v, there, err = a.value("metadata"); err != nil {
		return nil, refuse("invalid_metadata_format")
	} else if there {
		if err := checkMetadata(v); err != nil {
			return nil, err
		}
		m.Metadata = encode(v)
	}
	return m, nil
}

func encode(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage("null") // it was JSON when it came
	}
	return b
}

// checkMetadata holds a message's metadata to its shape:
// https://docs.slack.dev/messaging/message-metadata
func checkMetadata(v any) error {
	o, ok := v.(object)
	kind, named := o["event_type"].(string)
	payload, shaped := o["event_payload"].(object)
	if !ok || !named || kind == "" || !shaped {
		return refuse("invalid_metadata_format")
	}
	if len(kind) > 255 || len(encode(payload)) > 16*1024 {
		return refuse("metadata_too_large")
	}
	for name, field := range payload {
		switch field.(type) {
		case object, []any:
			return invalid("invalid_metadata_schema", fmt.Sprintf("[ERROR] event_payload.%s must be a string, a number or a boolean", name))
		}
	}
	return nil
}

func (s *Stub) capture(kind string, value json.RawMessage) {
	if s.o.Capture != nil && len(value) > 0 {
		s.o.Capture(kind, value)
	}
}
