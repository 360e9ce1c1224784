package library

import (
	"errors"
	"fmt"
	"strconv"

	"hearth/knowledge/extract"
)

// bad notes a line of a collection that gave no paper. One without words is no
// mistake of anybody's: bulk exports have them.
func (f *FileReport) bad(err error) {
	if e, ok := errors.AsType[*extract.Error](err); ok && e.Reason == extract.Empty {
		f.EmptyLines++
		return
	}
	f.badLine(plain(err))
}

func (a *adding) collected() {
	for i := range a.report.Files {
		a.report.Files[i].collected()
	}
}

// collected adds what is known of a collection once all of it is in.
func (f *FileReport) collected() {
	if f.EmptyLines > 0 {
		lines := f.Documents + f.BadLines + f.EmptyLines
		if f.Outcome == "" && f.BadLines == 0 {
			f.Outcome, f.Why = Unreadable, "None of its lines has any words."
			return
		}
		f.Notes = append(f.Notes, fmt.Sprintf("%s of %s lines had no words and %s left out.", thousands(f.EmptyLines), thousands(lines), were(f.EmptyLines)))
	}
	if f.Replaced > 0 {
		papers := "papers"
		if f.Replaced == 1 {
			papers = "paper"
		}
		f.Notes = append(f.Notes, fmt.Sprintf("%s %s with the same id came from another file before (%s) and %s replaced by this one's. If they are different papers, give them different ids.",
			thousands(f.Replaced), papers, f.From, were(f.Replaced)))
	}
}

func were(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// thousands writes a number as people do: 1,400.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
