package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
	"strings"

	"hearth/storage"
)

type asset struct {
	kind string
	body []byte
}

// Asset gives a file an address that changes with its content, so that browsers
// may keep it for good. It must be called before the site serves.
func (s *Site) Asset(name, kind string, body []byte) string {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	file := strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:6]) + ext
	s.assets[file] = asset{kind, body}
	return "/assets/" + file
}

func (s *Site) asset(w http.ResponseWriter, r *http.Request, _ Visitor) error {
	a, ok := s.assets[r.PathValue("file")]
	if !ok {
		return storage.ErrNotFound
	}
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(a.body) // who left needs no file
	return nil
}
