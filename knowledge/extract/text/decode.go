package text

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// ErrBinary says that bytes are no text in any encoding that councils use.
var ErrBinary = errors.New("not text")

// Decode gives the text in data as UTF-8 with line ends "\n" and without a byte
// order mark. It knows UTF-8, UTF-16 of either order, marked or not, and takes
// what else looks like text for Windows-1252.
func Decode(data []byte) (string, error) {
	s, err := decode(data)
	if err != nil {
		return "", err
	}
	s = bytes.ReplaceAll(s, []byte("\r\n"), []byte("\n"))
	s = bytes.ReplaceAll(s, []byte("\r"), []byte("\n"))
	if bytes.IndexByte(s, 0) >= 0 {
		s = bytes.ReplaceAll(s, []byte{0}, nil)
	}
	return string(s), nil
}

func decode(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		return bytes.ToValidUTF8(data[3:], nil), nil
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Bytes(data)
	}
	if order, ok := utf16Order(data); ok {
		return unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(data)
	}
	if binary(data) {
		return nil, ErrBinary
	}
	if utf8.Valid(data) {
		return data, nil
	}
	return charmap.Windows1252.NewDecoder().Bytes(data)
}

// sample is enough to tell how a file is encoded.
const sample = 64 << 10

// utf16Order finds UTF-16 without a mark: English has a zero in every other
// byte of it.
func utf16Order(data []byte) (unicode.Endianness, bool) {
	data = data[:min(len(data), sample)&^1]
	if len(data) < 8 {
		return unicode.BigEndian, false
	}
	var zeros [2]int
	for i, b := range data {
		if b == 0 {
			zeros[i&1]++
		}
	}
	half := len(data) / 2
	switch {
	case zeros[1] > half*7/10 && zeros[0] < half/10:
		return unicode.LittleEndian, true
	case zeros[0] > half*7/10 && zeros[1] < half/10:
		return unicode.BigEndian, true
	}
	return unicode.BigEndian, false
}

// binary tells whether more than one byte in fifty is a control character that
// text doesn't have. A stray NUL in a text is forgiven.
func binary(data []byte) bool {
	data = data[:min(len(data), sample)]
	odd := 0
	for _, b := range data {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b || b == 0x7f {
			odd++
		}
	}
	return odd*50 > len(data)
}
