package board

import (
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"

	"hearth/bot/web"
)

// maxWhy is in letters: the sentence is read on a phone.
const maxWhy = 200

func pauseFormOf() *form {
	return &form{Action: "/officers/pause", Submit: "Pause answers", Grave: true, Fields: []web.Field{{
		Name: "why", Label: "Why?", Type: "textarea", Rows: 3,
		Hint: "Members read this sentence when they ask something. For example: We are checking the placement figures.",
	}}}
}

func (b *Board) pauseForm(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	return b.showPause(w, r, v, pauseFormOf())
}

func (b *Board) showPause(w http.ResponseWriter, r *http.Request, v web.Visitor, f *form) error {
	return b.show(w, r, v, screen{Name: "pause", Tab: "/officers", Heading: "Pause answers", Back: &link{"To do", "/officers"}, Form: f})
}

func (b *Board) pause(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	f := pauseFormOf()
	f.typed(r.PostForm)
	why := strings.Join(strings.Fields(r.PostForm.Get("why")), " ")
	switch {
	case why == "":
		f.fault("why", "Say why, in a sentence that members can read.")
	case utf8.RuneCountInString(why) > maxWhy:
		f.fault("why", "Say it in at most 200 letters.")
	}
	if !f.wrong() {
		if err := b.o.Switch.Pause(r.Context(), v.Member.ID, why); err != nil && !f.take(err) {
			return err
		}
	}
	if f.wrong() {
		return b.showPause(w, r, v, f)
	}
	return b.see(w, r, "/officers", "Answers are paused. Members are told why.")
}

func (b *Board) resume(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := b.o.Switch.Resume(r.Context(), v.Member.ID); err != nil {
		return err
	}
	return b.see(w, r, "/officers", "Members get answers again.")
}

// see sends the browser on after a form was taken. The sentence names nobody: it
// travels in a cookie.
func (b *Board) see(w http.ResponseWriter, r *http.Request, to, said string) error {
	return b.o.Site.See(w, r, to, said)
}

// unreadable is a form that is no form, or too long a one.
func unreadable(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return err
	}
	return &web.Error{Status: http.StatusBadRequest, Title: "I could not read that form", Text: "Go back and send it again."}
}
