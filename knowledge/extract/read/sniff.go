package read

import (
	"archive/zip"
	"bytes"
	"regexp"
	"strings"
	"unicode/utf16"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/text"
)

// A format is what a file's content shows it to be.
type format int

const (
	plain    format = iota // text and Markdown
	page                   // HTML
	portable               // PDF
	docx
	pptx
	xlsx
	odf // text and presentations of OpenDocument
	ods
	csvTable
	message
	collection // JSONL

	// What is refused, each with its own advice.
	empty
	archive
	oldOffice
	lockedOffice
	rtf
	picture
	jsonText
	xmlText
	other
)

// peek is how much of a file is looked at to tell what it is.
const peek = 64 << 10

// sniff tells what the file is.
func (f file) sniff() (format, error) {
	if f.size > 16*MaxFile {
		return other, &extract.LimitError{What: "file", Most: MaxFile}
	}
	b, err := f.head(peek)
	if err != nil {
		return other, err
	}
	if kind, ok := signature(b); ok {
		switch kind {
		case archive:
			return f.packed()
		case oldOffice:
			if bytes.Contains(b, utf16le("EncryptedPackage")) {
				return lockedOffice, nil
			}
		}
		return kind, nil
	}
	s, err := text.Decode(b)
	if err != nil {
		return other, err
	}
	return f.written(s), nil
}

// signatures are the first bytes of formats that aren't text.
var signatures = []struct {
	magic string
	kind  format
}{
	{"PK\x03\x04", archive}, {"PK\x05\x06", archive},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", oldOffice},
	{"{\\rtf", rtf},
	{"\x89PNG", picture}, {"\xFF\xD8\xFF", picture}, {"GIF8", picture}, {"II*\x00", picture}, {"MM\x00*", picture},
	{"\x1f\x8b", other}, {"7z\xBC\xAF", other}, {"Rar!", other}, {"\x7fELF", other}, {"MZ\x90", other}, {"SQLite format 3", other},
}

func signature(b []byte) (format, bool) {
	if len(bytes.TrimSpace(bytes.Trim(b, "\x00"))) == 0 {
		return empty, true
	}
	for _, s := range signatures {
		if bytes.HasPrefix(b, []byte(s.magic)) {
			return s.kind, true
		}
	}
	// A PDF may have up to 1 KB of anything before it.
	if i := bytes.Index(b[:min(len(b), 1024)], []byte("%PDF-")); i >= 0 && (i == 0 || !bytes.ContainsAny(b[:1], "<#")) {
		return portable, true
	}
	return plain, false
}

// packed tells the formats apart that are ZIP archives, by the parts in them.
func (f file) packed() (format, error) {
	z, err := zip.NewReader(f.src, f.size)
	if err != nil {
		return other, extract.Broken("reading the list of its parts: %w", err)
	}
	for _, p := range z.File {
		switch p.Name {
		case "word/document.xml":
			return docx, nil
		case "ppt/presentation.xml":
			return pptx, nil
		case "xl/workbook.xml", "xl/workbook.bin":
			return xlsx, nil
		case "mimetype":
			return openDocument(p)
		}
	}
	return archive, nil
}

func openDocument(p *zip.File) (format, error) {
	r, err := p.Open()
	if err != nil {
		return other, extract.Broken("opening its mimetype: %w", err)
	}
	defer r.Close()
	b := make([]byte, 128)
	n, _ := r.Read(b)
	kind := string(b[:n])
	switch {
	case strings.Contains(kind, "opendocument.text"), strings.Contains(kind, "opendocument.presentation"):
		return odf, nil
	case strings.Contains(kind, "opendocument.spreadsheet"):
		return ods, nil
	}
	return archive, nil
}

var (
	htmlStart = regexp.MustCompile(`(?is)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|title|article|main)\b`)
	htmlBody  = regexp.MustCompile(`(?i)<(?:html|body|div)\b[^>]*>`)
	xmlStart  = regexp.MustCompile(`^\s*<\?xml\b`)
	mailHead  = regexp.MustCompile(`(?i)^(?:from|to|subject|date|received|return-path|mime-version|message-id|delivered-to|content-type|x-[a-z-]+|dkim-signature|arc-seal):`)
)

// written tells the formats apart that are text.
func (f file) written(s string) format {
	trimmed := strings.TrimSpace(s)
	switch {
	case trimmed == "":
		return empty
	case htmlStart.MatchString(trimmed):
		return page
	case xmlStart.MatchString(trimmed):
		return xmlText
	case strings.HasPrefix(trimmed, "<") && len(htmlBody.FindAllString(trimmed, 3)) == 3:
		return page
	case isMessage(trimmed):
		return message
	case strings.HasPrefix(trimmed, "{"):
		if isCollection(trimmed) {
			return collection
		}
		return jsonText
	case strings.HasPrefix(trimmed, "[{"):
		return jsonText
	case isTable(trimmed, int64(len(s)) >= f.size):
		return csvTable
	}
	return plain
}

// isMessage tells whether a text begins with a mail's header: at least three
// known fields among its first lines, a sender or way among them.
func isMessage(s string) bool {
	fields, sender := 0, false
	for i, line := range strings.SplitN(s, "\n", 40) {
		switch {
		case mailHead.MatchString(line):
			low := strings.ToLower(line)
			sender = sender || strings.HasPrefix(low, "from:") || strings.HasPrefix(low, "received:")
			fields++
		case strings.HasPrefix(line, " "), strings.HasPrefix(line, "\t"):
		case strings.TrimSpace(line) == "":
			return fields >= 3 && sender && technical.MatchString(s[:min(len(s), peek)])
		case i == 0 || !strings.Contains(line, ":"):
			return false
		}
	}
	return false
}

// technical is a header that no one types: text that begins "From: … To: …
// Subject: …" is a memo.
var technical = regexp.MustCompile(`(?im)^(?:message-id|mime-version|received|return-path|content-type):`)

func utf16le(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}
