package web

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strings"

	"hearth/bot"
	"hearth/storage"
)

// An Error is a page that says why something can't be had.
type Error struct {
	Status      int
	Title, Text string
}

// Error is the operator's line.
func (e *Error) Error() string { return e.Title }

// Plain is the sentence below the title.
func (e *Error) Plain() string { return e.Text }

var errBroke = errors.New("a page broke")

// errorPage is what a page of an error shows.
type errorPage struct {
	Text   string
	ID     string // stands in the log, too
	SignIn bool
}

// fail makes a page of an error. Where the page itself can't be made, a line of
// plain text must do.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, v Visitor, err error) {
	if rec, ok := w.(*recorder); ok && rec.status != 0 {
		s.o.Log.Warn("a page broke off", "component", "web", "pattern", r.Pattern, "err", err)
		return
	}
	e, id := s.explain(r, err)
	signIn := e.Status == http.StatusUnauthorized || !v.Signed() && strings.HasPrefix(r.URL.Path, "/signin")
	page := Page{Title: e.Title, Status: e.Status, Data: errorPage{e.Text, id, signIn}}
	if again := s.pages.Render(w, r, v, "error", page); again != nil {
		s.o.Log.Error("the page of an error could not be made", "component", "web", "err", again)
		http.Error(w, e.Title+". "+e.Text, e.Status)
	}
}

// explain finds the status and the words for an error; an id where somebody
// must look.
func (s *Site) explain(r *http.Request, err error) (*Error, string) {
	if e, ok := errors.AsType[*Error](err); ok {
		return e, ""
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return &Error{http.StatusRequestEntityTooLarge, "That was too much at once", "Send it in smaller parts."}, ""
	}
	if errors.Is(err, storage.ErrNotFound) {
		return &Error{http.StatusNotFound, "There is no such page", "It may have been removed, or the address may have a slip in it."}, ""
	}
	if p, ok := errors.AsType[bot.Plainer](err); ok {
		return &Error{http.StatusUnprocessableEntity, "That did not work", p.Plain()}, ""
	}
	id := rand.Text()[:8]
	s.o.Log.Error("a page could not be made", "component", "web", "pattern", r.Pattern, "id", id, "err", err)
	status := http.StatusInternalServerError
	if errors.Is(err, context.DeadlineExceeded) {
		status = http.StatusServiceUnavailable
	}
	return &Error{status, "Something went wrong", bot.Plain(err)}, id
}
