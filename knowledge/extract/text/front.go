package text

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"hearth/knowledge"
)

// header is what may stand in front matter, and in a sidecar file.
type header struct {
	ID             string `yaml:"id"`
	knowledge.Meta `yaml:",inline"`
}

// keys is the hint for a header that can't be read.
const keys = "The lines between the two --- may be: id, title, council, body, kind, nation, date, in_force_from, in_force_until, superseded_by, shelf, owner, review_by, source, item."

// A HeaderError says what is wrong with front matter or a sidecar.
type HeaderError struct {
	Hint string
	Err  error
}

// Error is the operator's line; Hint is for whoever wrote the header.
func (e *HeaderError) Error() string { return "front matter: " + e.Err.Error() }

// Unwrap gives the cause.
func (e *HeaderError) Unwrap() error { return e.Err }

// cutFront parts front matter from the text after it. A line of dashes that
// starts a document without ever being closed, or that has no "key:" after it,
// is an ordinary line.
func cutFront(s string) (front, rest string, ok bool) {
	s = strings.TrimLeft(s, "\n")
	first, after, _ := strings.Cut(s, "\n")
	if strings.TrimRight(first, " \t") != "---" {
		return "", s, false
	}
	for i := 0; i < len(after); {
		line, _, more := strings.Cut(after[i:], "\n")
		if t := strings.TrimRight(line, " \t"); t == "---" || t == "..." {
			head := after[:i]
			if !keyed(head) {
				return "", s, false
			}
			return head, after[min(len(after), i+len(line)+1):], true
		}
		if !more || i > 16<<10 {
			break
		}
		i += len(line) + 1
	}
	return "", s, false
}

// keyed tells whether the first line with words reads "key: …".
func keyed(head string) bool {
	for line := range strings.Lines(head) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, _, found := strings.Cut(line, ":")
		return found && !strings.ContainsAny(key, " \t")
	}
	return false
}

// ParseHeader reads front matter, or a sidecar file, into an id and what is
// known of the document. An unknown key is an error: a misspelt "shelf" must
// not pass unseen.
func ParseHeader(src []byte) (id string, meta knowledge.Meta, err error) {
	var h header
	dec := yaml.NewDecoder(bytes.NewReader(src))
	dec.KnownFields(true)
	if err := dec.Decode(&h); err != nil && !errors.Is(err, io.EOF) {
		return "", meta, &HeaderError{keys, err}
	}
	if h.Shelf != "" {
		if _, err := knowledge.ParseShelf(string(h.Shelf)); err != nil {
			return "", meta, &HeaderError{"Choose one shelf: public, members or officers.", err}
		}
	}
	if h.Kind != "" && !known(h.Kind) {
		return "", meta, &HeaderError{"Choose one kind: " + kinds() + ".", fmt.Errorf("there is no kind %q", h.Kind)}
	}
	return h.ID, h.Meta, nil
}

func known(k knowledge.Kind) bool {
	for _, x := range knowledge.Kinds() {
		if x == k {
			return true
		}
	}
	return false
}

func kinds() string {
	var all []string
	for _, k := range knowledge.Kinds() {
		all = append(all, string(k))
	}
	return strings.Join(all, ", ")
}
