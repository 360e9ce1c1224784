package board

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"time"

	"hearth/bot"
	"hearth/bot/council"
	"hearth/bot/web"
	"hearth/knowledge"
)

// A form is one form of a page, as it stands there.
type form struct {
	Action  string
	Fields  []web.Field
	Problem string // what is wrong with the whole of it
	Submit  string
	Seen    string // mark of what it changes, as it was when the form was made
	Grave   bool   // it can't be undone
}

// wrong tells whether anything is the matter with the form; a page may have
// none.
func (f *form) wrong() bool {
	if f == nil {
		return false
	}
	if f.Problem != "" {
		return true
	}
	for _, one := range f.Fields {
		if one.Error != "" {
			return true
		}
	}
	return false
}

// Faulty is wrong for templates.
func (f *form) Faulty() bool { return f.wrong() }

// typed puts what was sent into the fields.
func (f *form) typed(sent url.Values) {
	for i := range f.Fields {
		one := &f.Fields[i]
		one.Value = sent.Get(one.Name)
		for j := range one.Options {
			one.Options[j].Chosen = false
			for _, v := range sent[one.Name] {
				one.Options[j].Chosen = one.Options[j].Chosen || one.Type != "select" && v == one.Options[j].Value
			}
		}
	}
}

// fault says what is wrong with a field, or with the whole where the form has
// no such field. The first word on a field stands.
func (f *form) fault(field, hint string) {
	for i := range f.Fields {
		if f.Fields[i].Name == field {
			if f.Fields[i].Error == "" {
				f.Fields[i].Error = hint
			}
			return
		}
	}
	f.Problem = strings.TrimSpace(f.Problem + " " + hint)
}

// take puts an error beside the fields it is about, and tells whether it was
// one that whoever typed can mend.
func (f *form) take(err error) bool {
	if m, ok := errors.AsType[Mistakes](err); ok {
		for _, one := range m {
			f.fault(one.Field, one.Hint)
		}
		return true
	}
	if p, ok := errors.AsType[bot.Plainer](err); ok {
		f.Problem = p.Plain()
		return true
	}
	return false
}

// changed is the sentence where two people change one thing.
const changed = "Somebody else has changed this since you opened the page. What you typed stands below; send it again to put it in place of theirs."

// unseen faults the form where what it changes isn't what it was made of. The
// form then carries the new mark, so that sending it again is a decision.
func (f *form) unseen(sent url.Values) {
	if sent.Get("seen") != f.Seen {
		f.Problem = changed
	}
}

// mark names a state of a thing: two states have two marks.
func mark(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("board: " + err.Error()) // only plain records are marked
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// dayForms are how people write dates in a form.
var dayForms = []string{"2 January 2006", "2 Jan 2006", "2/1/2006", "2.1.2006", "2-1-2006", "2006-01-02"}

// day reads a date as people write it, or as papers do where they know the
// month or the year alone. What it can't read it gives with a hint.
func day(s string) (knowledge.Date, string) {
	s = strings.Join(strings.Fields(s), " ")
	for _, layout := range dayForms {
		if t, err := time.Parse(layout, s); err == nil {
			return knowledge.DateOf(t), ""
		}
	}
	for _, layout := range []string{"January 2006", "Jan 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return knowledge.Date{Year: t.Year(), Month: int(t.Month())}, ""
		}
	}
	d, err := knowledge.ParseDate(s)
	if err != nil {
		return d, "I can't read this date. Write it like 16 March 2026."
	}
	return d, ""
}

// wholeDay is day for where a month alone won't do.
func wholeDay(s string) (knowledge.Date, string) {
	d, hint := day(s)
	if hint == "" && !d.IsZero() && d.Day == 0 {
		hint = "Give the day, too, like 16 March 2026."
	}
	return d, hint
}

// choices are the answers of a select, by value and label; the field's own value
// says which is chosen.
func choices(pairs ...[2]string) []web.Option {
	var out []web.Option
	for _, p := range pairs {
		out = append(out, web.Option{Value: p[0], Label: p[1]})
	}
	return out
}

// renamed gives mistakes about settings the names of a form's fields.
func renamed(err error, field func(string) string) error {
	m, ok := errors.AsType[council.Mistakes](err)
	if !ok {
		return err
	}
	out := make(Mistakes, 0, len(m))
	for _, one := range m {
		out = append(out, Mistake{field(one.Name), one.Hint})
	}
	return out
}
