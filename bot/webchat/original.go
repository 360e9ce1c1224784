package webchat

import (
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"hearth/bot/web"
	"hearth/knowledge"
	"hearth/storage"
)

// originalLink is where the file of a version is; "" where none is kept or the
// visitor may not have it.
func (p *pages) originalLink(r *http.Request, v web.Visitor, d knowledge.Document, version string) (link string, isPDF bool, err error) {
	path, err := p.originalPath(r, v, d, version)
	if errors.Is(err, storage.ErrNotFound) {
		return "", false, nil
	}
	if err != nil {
		return "", false, err
	}
	link = "/papers/" + url.PathEscape(d.ID) + "/original"
	if version != d.Version {
		link += "?" + url.Values{"v": {version}}.Encode()
	}
	return link, strings.EqualFold(filepath.Ext(path), ".pdf"), nil
}

// originalPath finds the file of a version. A file may hold several papers, as a
// meeting's pack does: it is for whoever may see each of them.
func (p *pages) originalPath(r *http.Request, v web.Visitor, d knowledge.Document, version string) (string, error) {
	if !d.Original {
		return "", storage.ErrNotFound
	}
	ctx := r.Context()
	all, err := p.o.Papers.List(ctx, knowledge.ViewOfficers)
	if err != nil {
		return "", fmt.Errorf("who may see a file: %w", err)
	}
	if slices.ContainsFunc(all, func(o knowledge.Document) bool {
		kin := o.Version == version || o.ID == d.Parent || d.Parent != "" && o.Parent == d.Parent || o.Parent == d.ID
		return kin && !viewer(v).MaySee(o.Shelf)
	}) {
		return "", storage.ErrNotFound
	}
	path, err := p.o.Papers.Original(ctx, d.ID, version)
	if errors.Is(err, fs.ErrNotExist) {
		return "", storage.ErrNotFound
	}
	return path, err
}

// pageLink gives the original at a page; nothing where it has none to open.
func pageLink(original string, isPDF bool) func(int) string {
	return func(page int) string {
		if original == "" || !isPDF {
			return ""
		}
		return original + "#page=" + strconv.Itoa(page)
	}
}

// original sends the file itself. A PDF opens in the browser, whose viewer runs
// nothing of ours; anything else is handed over to be kept, since what a web
// page or a drawing holds would run as if it were hearth.
func (p *pages) original(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	d, ok, err := p.seen(w, r, v)
	if err != nil || !ok {
		return err
	}
	version := r.URL.Query().Get("v")
	if version == "" {
		version = d.Version
	}
	path, err := p.originalPath(r, v, d, version)
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return storage.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("opening an original: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("opening an original: %w", err)
	}
	h, pdf := w.Header(), strings.EqualFold(filepath.Ext(path), ".pdf")
	how := "attachment"
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
	if pdf {
		how = "inline"
		h.Set("Content-Type", "application/pdf")
		h.Set("Content-Security-Policy", pdfPolicy)
	}
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": fileName(d, path)}))
	http.ServeContent(w, r, "", info.ModTime(), f)
	return nil
}

// pdfPolicy lets a browser's own viewer show a PDF, and no more. It has no
// sandbox: Chromium 156 shows a PDF in one, at the page asked for (tried), but a
// browser that makes its viewer out of the page itself may not, and a viewer runs
// nothing as hearth in any case.
const pdfPolicy = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"

// fileName is what the file is kept as: its own name, without what a name on
// some system must not have.
func fileName(d knowledge.Document, path string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, d.File)
	if name == "" {
		name = "paper" + filepath.Ext(path)
	}
	return name
}
