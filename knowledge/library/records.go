package library

import (
	"context"
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
//	files/<base>\x00<path>         id of the document that came from the path
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

// A Filter says which documents List gives; an empty field asks for nothing.
type Filter struct {
	Viewer  knowledge.Viewer // what this viewer may see
	Shelf   knowledge.Shelf
	Kind    knowledge.Kind
	Council string
	Parent  string // the reports of this pack
}

func (f Filter) takes(d knowledge.Document) bool {
	return (f.Viewer == "" || f.Viewer.MaySee(d.Shelf)) &&
		(f.Shelf == "" || f.Shelf == d.Shelf) &&
		(f.Kind == "" || f.Kind == d.Kind) &&
		(f.Council == "" || strings.EqualFold(f.Council, d.Council)) &&
		(f.Parent == "" || f.Parent == d.Parent)
}

// listPage is how many records are read in one transaction.
const listPage = 1000

// List gives the documents that the filter takes, ordered by id.
func (l *Library) List(ctx context.Context, f Filter) ([]knowledge.Document, error) {
	var out []knowledge.Document
	err := l.each(ctx, func(d knowledge.Document) error {
		if f.takes(d) {
			out = append(out, d)
		}
		return nil
	})
	return out, err
}

// each runs fn over every document, ordered by id, in short transactions; fn is
// run once a document and outside of them.
func (l *Library) each(ctx context.Context, fn func(knowledge.Document) error) error {
	from := []byte(documentsPrefix)
	for {
		var page []knowledge.Document
		var last []byte
		err := l.view(ctx, func(tx storage.Tx) error {
			page = page[:0]
			for e, err := range tx.Scan([]byte(documentsPrefix), from) {
				if err != nil {
					return err
				}
				d, err := decodeDocument(e)
				if err != nil {
					return err
				}
				page, last = append(page, d), e.Key
				if len(page) == listPage {
					break
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("listing documents: %w", err)
		}
		for _, d := range page {
			if err := fn(d); err != nil {
				return err
			}
		}
		if len(page) < listPage {
			return nil
		}
		from = append(last, 0)
	}
}

// Get gives one document; the error is an *UnknownError where there is none.
func (l *Library) Get(ctx context.Context, id string) (d knowledge.Document, err error) {
	err = l.view(ctx, func(tx storage.Tx) error {
		got, err := needDocument(tx, id)
		if err == nil {
			d = *got
		}
		return err
	})
	return d, err
}

// Versions lists the versions of a document whose text is kept.
func (l *Library) Versions(ctx context.Context, id string) (out []string, err error) {
	err = l.view(ctx, func(tx storage.Tx) error {
		out, err = versions(tx, id)
		return err
	})
	return out, err
}

// Content gives the text of a version; an empty version is the current one. The
// text of every version is kept until its document is removed, so that what was
// once cited can be shown.
func (l *Library) Content(ctx context.Context, id, version string) (knowledge.Content, error) {
	var packed []byte
	err := l.view(ctx, func(tx storage.Tx) (err error) {
		if version == "" {
			d, err := needDocument(tx, id)
			if err != nil {
				return err
			}
			version = d.Version
		}
		packed, err = tx.Get(versionKey(id, version))
		if errors.Is(err, storage.ErrNotFound) {
			return &UnknownError{ID: id}
		}
		return err
	})
	if err != nil {
		return knowledge.Content{}, err
	}
	c, err := l.codec.unpack(packed)
	if err != nil {
		return c, fmt.Errorf("document %s: %w", id, err)
	}
	return c, nil
}

func decodeDocument(e storage.Entry) (d knowledge.Document, err error) {
	if err = json.Unmarshal(e.Value, &d); err != nil {
		err = fmt.Errorf("%s: %w", e.Key, err)
	}
	return d, err
}
