package read

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/draft"
	"hearth/knowledge/extract/html"
	"hearth/knowledge/extract/mail"
	"hearth/knowledge/extract/ooxml"
	"hearth/knowledge/extract/sheet"
	"hearth/knowledge/extract/text"
)

// A file is what is being read.
type file struct {
	name string
	src  io.ReaderAt
	size int64
}

// head gives the file's first bytes.
func (f file) head(n int64) ([]byte, error) {
	b := make([]byte, min(n, f.size))
	m, err := f.src.ReadAt(b, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading the start of the file: %w", err)
	}
	return b[:m], nil
}

// all gives the whole file, where it isn't over the limit.
func (f file) all(most int64) ([]byte, error) {
	if f.size > most {
		return nil, &extract.LimitError{What: "file", Most: most}
	}
	return f.head(f.size)
}

// text gives the whole file as text.
func (f file) text() (string, error) {
	b, err := f.all(2 * MaxText) // UTF-16 needs two bytes a letter
	if err != nil {
		return "", err
	}
	s, err := text.Decode(b)
	if err == nil && len(s) > MaxText {
		err = &extract.LimitError{What: "text", Most: MaxText}
	}
	return s, err
}

// maxWorkbook is a workbook's size as a file.
const maxWorkbook = 64 << 20

// readers has what reads each format that gives one paper.
var readers = map[format]func(context.Context, file) (*draft.Draft, error){
	plain: func(ctx context.Context, f file) (*draft.Draft, error) {
		s, err := f.text()
		if err != nil {
			return nil, err
		}
		return text.Read(ctx, s)
	},
	csvTable: func(ctx context.Context, f file) (*draft.Draft, error) {
		s, err := f.text()
		if err != nil {
			return nil, err
		}
		sep, _ := sheet.Separator(s, true)
		if sep == 0 {
			sep = ','
		}
		return sheet.CSV(ctx, s, sep)
	},
	page: func(ctx context.Context, f file) (*draft.Draft, error) {
		b, err := f.all(html.MaxSize)
		if err != nil {
			return nil, err
		}
		return html.Read(ctx, b)
	},
	docx: func(ctx context.Context, f file) (*draft.Draft, error) { return ooxml.DOCX(ctx, f.src, f.size) },
	pptx: func(ctx context.Context, f file) (*draft.Draft, error) { return ooxml.PPTX(ctx, f.src, f.size) },
	odf:  func(ctx context.Context, f file) (*draft.Draft, error) { return ooxml.ODF(ctx, f.src, f.size) },
	message: func(ctx context.Context, f file) (*draft.Draft, error) {
		b, err := f.all(mail.MaxSize)
		if err != nil {
			return nil, err
		}
		return mail.Read(ctx, b)
	},
	xlsx: func(ctx context.Context, f file) (*draft.Draft, error) {
		b, err := f.all(maxWorkbook)
		if err != nil {
			return nil, err
		}
		return sheet.XLSX(ctx, bytes.NewReader(b))
	},
}

// explain makes an *extract.Error of what went wrong, with what the officer can
// do about it.
func (f file) explain(err error) error {
	if known, ok := errors.AsType[*extract.Error](err); ok {
		return known
	}
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("reading %s: %w", f.name, err)
	}
	e := &extract.Error{Name: f.name, Reason: extract.Damaged, Err: err,
		Hint: "It seems to be damaged. Open it, save it again and add the new copy."}
	limit, limited := errors.AsType[*extract.LimitError](err)
	front, fronted := errors.AsType[*text.HeaderError](err)
	switch {
	case limited:
		e.Reason, e.Hint = extract.TooLarge, tooLarge(limit)
	case fronted:
		e.Hint = "The lines between --- at its start can't be understood. " + front.Hint
	case errors.Is(err, extract.ErrEncrypted):
		e.Reason, e.Hint = extract.Encrypted, "It is locked with a password. Save a copy without the password and add that."
	case errors.Is(err, errNoText):
		e.Reason, e.Hint = extract.Empty, "There are no words in it."
	case errors.Is(err, text.ErrBinary):
		e.Reason, e.Hint = extract.Unsupported, unknown
	case errors.Is(err, context.DeadlineExceeded):
		e.Reason, e.Hint = extract.TooSlow, "It took too long. Split it into smaller files and add those."
	}
	return e
}

func tooLarge(l *extract.LimitError) string {
	switch l.What {
	case "nesting":
		return "It is built so deeply that only a broken program makes such a file. Save it again as PDF or Word and add that."
	case "parts":
		return fmt.Sprintf("It has more than %d parts. Split it into smaller files and add those.", l.Most)
	case "file", "text":
		return fmt.Sprintf("It is larger than I can read (%d MB of text at most, %d MB as a file). Split it into smaller files and add those.", MaxText>>20, MaxFile>>20)
	}
	return "It unpacks to far more than a paper has, so I stopped. Save it as PDF and add that."
}

const unknown = "I don't know this kind of file. Save it as PDF, Word (.docx), OpenDocument, a web page or plain text and add that."

// refuse says why a format isn't read.
func (f file) refuse(kind format) error {
	e := &extract.Error{Name: f.name, Reason: extract.Unsupported, Hint: unknown}
	switch kind {
	case oldOffice:
		e.Hint = "It is in the Office format from before 2007. Open it and save it as .docx, .xlsx, .pptx or PDF."
	case lockedOffice:
		e.Reason, e.Hint, e.Err = extract.Encrypted, "It is locked with a password. Save a copy without the password and add that.", extract.ErrEncrypted
	case rtf:
		e.Hint = "It is in Rich Text Format (RTF). Open it in Word or LibreOffice and save it as .docx or PDF."
	case picture:
		e.Reason, e.Hint = extract.Scanned, "It is a picture. Add the paper as text, or a PDF whose words can be selected."
	case empty:
		e.Reason, e.Hint = extract.Empty, "The file is empty."
	case archive:
		e.Hint = "It is a folder packed as ZIP. Unpack it and add the files in it."
	case jsonText:
		e.Hint = `It is JSON. A collection has one document a line, each like {"id":"…","title":"…","text":"…"}.`
	case xmlText:
		e.Hint = "It is XML, whose shape I don't know. Save it as a web page, PDF or text and add that."
	}
	return e
}
