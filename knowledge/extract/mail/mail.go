// Package mail reads a message saved as a file (EML): its subject as the
// heading, its date, and its words, the plain version before the web page.
// Who wrote it and to whom stays out: a knowledge base needs no addresses.
// Attachments are not read; they are named in the notes, and the message is
// marked as one that must not be kept as an original.
//
// Costs: the message is held in memory some three times.
package mail

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/jhillyerd/enmime/v2"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/draft"
	"hearth/knowledge/extract/html"
	"hearth/knowledge/extract/text"
)

// MaxSize is the largest message that is read, attachments included.
const MaxSize = 64 << 20

// maxWords is how much of a message's words is read.
const maxWords = 16 << 20

// Read makes a draft of a message.
func Read(ctx context.Context, message []byte) (*draft.Draft, error) {
	if len(message) > MaxSize {
		return nil, &extract.LimitError{What: "file", Most: MaxSize}
	}
	if depth := bytes.Count(message, []byte("boundary=")); depth > 200 {
		return nil, &extract.LimitError{What: "parts", Most: 200}
	}
	env, err := enmime.NewParser(enmime.SkipMalformedParts(true), enmime.DisableTextConversion(true), enmime.MaxStoredPartErrors(10)).
		ReadEnvelope(bytes.NewReader(message))
	if err != nil {
		return nil, extract.Broken("parsing the message: %w", err)
	}
	if len(env.Text) > maxWords || len(env.HTML) > maxWords {
		return nil, &extract.LimitError{What: "text", Most: maxWords}
	}
	d, err := body(ctx, env)
	if err != nil {
		return nil, err
	}
	if subject := draft.Clean(env.GetHeader("Subject")); subject != "" {
		d.Meta.Title = subject
		d.Pieces = append([]draft.Piece{{Kind: knowledge.Heading, Level: 1, Text: subject}}, d.Pieces...)
	}
	if on, err := env.Date(); err == nil {
		d.Meta.Date = knowledge.DateOf(on)
	}
	if names := attached(env); len(names) > 0 {
		d.Unread = true
		d.Notes = append(d.Notes, fmt.Sprintf("I have read the message but not what is attached to it (%s); add those as files of their own.", strings.Join(names, ", ")))
	}
	return d, nil
}

// body reads the words: plain text where the message has it.
func body(ctx context.Context, env *enmime.Envelope) (*draft.Draft, error) {
	if strings.TrimSpace(env.Text) != "" {
		s, err := text.Decode([]byte(env.Text))
		if err != nil {
			return nil, err
		}
		// "---" in a message is a line, not front matter.
		return text.Body(ctx, s)
	}
	if strings.TrimSpace(env.HTML) != "" {
		d, err := html.Read(ctx, append([]byte("\xEF\xBB\xBF"), env.HTML...))
		if err == nil {
			d.Meta.Title = ""
		}
		return d, err
	}
	return &draft.Draft{}, nil
}

// attached names the files that the message holds, pictures of a signature
// aside.
func attached(env *enmime.Envelope) (names []string) {
	for _, parts := range [][]*enmime.Part{env.Attachments, env.Inlines, env.OtherParts} {
		for _, p := range parts {
			if strings.HasPrefix(p.ContentType, "image/") && p.FileName == "" {
				continue
			}
			name := p.FileName
			if name == "" {
				name = "a part without a name"
			}
			names = append(names, name)
			if len(names) == 20 {
				return append(names, "and more")
			}
		}
	}
	return names
}
