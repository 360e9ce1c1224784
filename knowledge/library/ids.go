package library

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearth/knowledge"
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

// drawID makes an id of a paper's kind, its date where it has one, and four
// letters and digits drawn at random. It holds no word of the paper: ids stay in
// the journals after the paper itself is removed.
func drawID(m knowledge.Meta) string {
	b := make([]byte, 3)
	_, _ = rand.Read(b) // never fails
	return stem(m) + "-" + letters(b)
}

// stem is what stands before an id's letters: "report-2021-03-16".
func stem(m knowledge.Meta) string {
	kind := "paper"
	if m.Kind != "" && m.Kind != knowledge.Other {
		kind = strings.ReplaceAll(string(m.Kind), "_", "-")
	}
	if m.Date.IsZero() {
		return kind
	}
	return kind + "-" + m.Date.String()
}

// lineID is the id of a paper that shares its file with others and has no id
// from its author: the same words are the same document.
func lineID(m knowledge.Meta, version string) string { return stem(m) + "-" + version[:10] }

// letters writes the first 20 bits as four letters and digits.
func letters(b []byte) string {
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:3]))[:4]
}

// partID is the id of a report in a pack. It is made of what stays from one
// version of the pack to the next, so that the same report keeps its id: its
// item's number, and four letters that its title gives but that don't tell it.
func partID(pack, item, title string, taken map[string]bool) string {
	sum := sha256.Sum256([]byte(pack + "\x00" + item + "\x00" + title))
	id := pack + "."
	if numbered.MatchString(item) {
		id += strings.ToLower(item) + "-"
	}
	id += letters(sum[:])
	plain := id
	for n := 2; taken[id]; n++ {
		id = plain + "-" + strconv.Itoa(n)
	}
	taken[id] = true
	return id
}

// numbered is an agenda item's number.
var numbered = regexp.MustCompile(`^[0-9]{1,3}[A-Za-z]?$`)
