package library

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxID is the most bytes an id may have.
const maxID = 200

var errID = errors.New("an id is up to 200 letters, digits and signs, without spaces or control characters")

// checkID tells whether an id that somebody gave can be used.
func checkID(id string) error {
	if id == "" || len(id) > maxID || !utf8.ValidString(id) {
		return errID
	}
	for _, r := range id {
		if !unicode.IsPrint(r) || unicode.IsSpace(r) {
			return errID
		}
	}
	return nil
}

// drawID makes an id that people can read: words of the title, or else of the
// file's name, and four letters drawn at random.
func drawID(title, file string) string {
	words := slug(title, 40)
	if words == "" {
		words = slug(strings.TrimSuffix(file, filepath.Ext(file)), 40)
	}
	if words == "" {
		words = "paper"
	}
	b := make([]byte, 3)
	_, _ = rand.Read(b) // never fails
	return words + "-" + strings.ToLower(base32.StdEncoding.EncodeToString(b))[:4]
}

// slug writes a text in small letters and hyphens, cut at a word's end.
func slug(s string, most int) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’': // part of the word it stands in
		default:
			gap = true
		}
		if b.Len() >= 4*most {
			break
		}
	}
	out := b.String()
	if len(out) <= most {
		return out
	}
	if out[most] != '-' {
		if cut := strings.LastIndexByte(out[:most], '-'); cut > 0 {
			return out[:cut]
		}
	}
	return strings.Trim(out[:most], "-")
}

// partID is the id of a report in a pack. It is made of what stays from one
// version of the pack to the next, so that the same report keeps its id.
func partID(pack, item, title string, taken map[string]bool) string {
	id := pack + "." + strings.Trim(slug(item, 10)+"-"+slug(title, 40), "-")
	if id == pack+"." {
		id += "part"
	}
	plain := id
	for n := 2; taken[id]; n++ {
		id = plain + "-" + strconv.Itoa(n)
	}
	taken[id] = true
	return id
}
