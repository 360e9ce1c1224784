package library

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"hearth/knowledge"
	"hearth/storage"
	"hearth/storage/audit"
)

// The keys of the documents' records:
//
//	meta/store                     which store this is
//	documents/<id>                 knowledge.Document as JSON
//	versions/<id>/<version>        the text and structure of a version
//	given/<id>                     the details that a person gave, as Fields
//	bytes/<sha-256>                id of the document that the file's bytes made
//	files/<base>\x00<path>         id of the document that came from the path; an
//	                               upload's path is "upload <id>"
//	parts/<pack>\x00<id>           a report of a pack
//	changes/<seq>                  every change to a document, chained
const (
	documentsPrefix = "documents/"
	versionsPrefix  = "versions/"
	givenPrefix     = "given/"
	bytesPrefix     = "bytes/"
	filesPrefix     = "files/"
	partsPrefix     = "parts/"
)

// changes lists every change to a document.
var changes = audit.Chain{Prefix: "changes/"}

// A Change says that a document's record changed. It holds no words.
type Change struct {
	Time     time.Time `json:"time"`
	Document string    `json:"document"`
	Version  string    `json:"version,omitempty"`
	Action   string    `json:"action"` // "add", "version", "set", "adopt", "remove"
}

// bytesRecord says which document a file's bytes made.
type bytesRecord struct {
	ID   string `json:"id"`
	Pack bool   `json:"pack,omitempty"`
}

func versionKey(id, version string) []byte { return []byte(versionsPrefix + id + "/" + version) }

func fileKey(base, abs string) string { return filesPrefix + base + "\x00" + abs }

func getDocument(tx storage.Tx, id string) (*knowledge.Document, error) {
	d, err := storage.Get[knowledge.Document](tx, documentsPrefix+id)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	return &d, err
}

// needDocument is getDocument where there must be one.
func needDocument(tx storage.Tx, id string) (*knowledge.Document, error) {
	d, err := getDocument(tx, id)
	if err == nil && d == nil {
		err = &UnknownError{ID: id}
	}
	return d, err
}

// putDocument writes the record and its change.
func (l *Library) putDocument(tx storage.Tx, d knowledge.Document, action string) error {
	if err := storage.Put(tx, documentsPrefix+d.ID, d); err != nil {
		return err
	}
	_, err := changes.Append(tx, Change{Time: l.o.Now().UTC(), Document: d.ID, Version: d.Version, Action: action})
	return err
}

func getGiven(tx storage.Tx, id string) (Fields, error) {
	f, err := storage.Get[Fields](tx, givenPrefix+id)
	if errors.Is(err, storage.ErrNotFound) {
		return Fields{}, nil
	}
	return f, err
}

// versions lists the versions of a document. Ids may hold slashes, so a key
// under another, longer id is passed over.
func versions(tx storage.Tx, id string) ([]string, error) {
	var out []string
	prefix := versionsPrefix + id + "/"
	for e, err := range tx.Scan([]byte(prefix), nil) {
		if err != nil {
			return nil, err
		}
		if v := strings.TrimPrefix(string(e.Key), prefix); isVersion(v) {
			out = append(out, v)
		}
	}
	return out, nil
}

// isVersion tells a SHA-256 in hex.
func isVersion(s string) bool {
	if len(s) != 64 {
		return false
	}
	return strings.Trim(s, "0123456789abcdef") == ""
}

func decodeDocument(e storage.Entry) (d knowledge.Document, err error) {
	if err = json.Unmarshal(e.Value, &d); err != nil {
		err = fmt.Errorf("%s: %w", e.Key, err)
	}
	return d, err
}
