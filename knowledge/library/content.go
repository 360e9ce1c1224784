package library

import (
	"fmt"
	"sync"

	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"

	"hearth/knowledge"
)

// contentV1 begins a version's content: what follows is zstd over CBOR.
const contentV1 = 1

// maxContent bounds what one content may unpack to, so that a damaged one can't
// take all memory. A JSONL line or a file has 32 MB of text at most.
const maxContent = 1 << 30

// storedContent is knowledge.Content as it is written.
type storedContent struct {
	Text   string        `cbor:"1,keyasint"`
	Blocks []storedBlock `cbor:"2,keyasint,omitempty"`
	Pages  int           `cbor:"3,keyasint,omitempty"`
}

// storedBlock has small numbers that compress well: Gap is from the end of the
// block before, Body from the block's own start.
type storedBlock struct {
	_       struct{} `cbor:",toarray"`
	Kind    uint8
	Level   int
	Gap     int
	Len     int
	Body    int
	Page    int
	Printed string
	Header  bool
}

// A codec packs contents. The zero value is ready; what it needs is made at its
// first use, as most commands never unpack a content.
type codec struct {
	once   sync.Once
	enc    *zstd.Encoder
	dec    *zstd.Decoder
	encode cbor.EncMode
	decode cbor.DecMode
	err    error
}

func (c *codec) init() error {
	c.once.Do(func() {
		if c.enc, c.err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1)); c.err != nil {
			return
		}
		if c.dec, c.err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxContent)); c.err != nil {
			return
		}
		if c.encode, c.err = cbor.CoreDetEncOptions().EncMode(); c.err != nil {
			return
		}
		c.decode, c.err = cbor.DecOptions{MaxArrayElements: 1 << 26, UTF8: cbor.UTF8RejectInvalid}.DecMode()
	})
	return c.err
}

func (c *codec) pack(content knowledge.Content) ([]byte, error) {
	if err := c.init(); err != nil {
		return nil, err
	}
	s := storedContent{Text: content.Text, Pages: content.Pages, Blocks: make([]storedBlock, len(content.Blocks))}
	end := 0
	for i, b := range content.Blocks {
		sb := storedBlock{Kind: uint8(b.Kind), Level: b.Level, Gap: b.Start - end, Len: b.End - b.Start,
			Page: b.Page, Printed: b.Printed, Header: b.Header}
		if b.Body > 0 {
			sb.Body = b.Body - b.Start + 1 // 0 is "at Start", as in Block
		}
		s.Blocks[i], end = sb, b.End
	}
	raw, err := c.encode.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("packing a content: %w", err)
	}
	return c.enc.EncodeAll(raw, []byte{contentV1}), nil
}

func (c *codec) unpack(packed []byte) (knowledge.Content, error) {
	if err := c.init(); err != nil {
		return knowledge.Content{}, err
	}
	if len(packed) == 0 || packed[0] != contentV1 {
		return knowledge.Content{}, fmt.Errorf("unpacking a content: its version is unknown")
	}
	raw, err := c.dec.DecodeAll(packed[1:], nil)
	if err != nil {
		return knowledge.Content{}, fmt.Errorf("unpacking a content: %w", err)
	}
	var s storedContent
	if err := c.decode.Unmarshal(raw, &s); err != nil {
		return knowledge.Content{}, fmt.Errorf("unpacking a content: %w", err)
	}
	content := knowledge.Content{Text: s.Text, Pages: s.Pages, Blocks: make([]knowledge.Block, len(s.Blocks))}
	end := 0
	for i, b := range s.Blocks {
		start := end + b.Gap
		end = start + b.Len
		if b.Gap < 0 || b.Len < 0 || end > len(s.Text) {
			return knowledge.Content{}, fmt.Errorf("unpacking a content: block %d lies outside the text", i)
		}
		out := knowledge.Block{Kind: knowledge.BlockKind(b.Kind), Level: b.Level, Start: start, End: end,
			Page: b.Page, Printed: b.Printed, Header: b.Header}
		if b.Body > 0 {
			out.Body = start + b.Body - 1
		}
		content.Blocks[i] = out
	}
	return content, nil
}
