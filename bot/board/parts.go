package board

import (
	"context"
	"io"
	"net/url"
	"strings"
	"time"

	"hearth/bot/council"
	"hearth/briefings"
	"hearth/knowledge"
)

// Papers are what hearth answers from. Who is always the random id of whoever
// does it. Get, Content, Change, Adopt and Remove fail with an error that wraps
// storage.ErrNotFound where there is no such paper.
type Papers interface {
	// All lists every paper, ordered by id.
	All(ctx context.Context) ([]knowledge.Document, error)
	// Unshelved lists the ids of papers whose shelf nobody has chosen.
	Unshelved(ctx context.Context) ([]string, error)
	Get(ctx context.Context, id string) (knowledge.Document, error)
	// Content gives the text of a version; "" is the current one.
	Content(ctx context.Context, id, version string) (knowledge.Content, error)
	// Look says what is in a file, and keeps nothing of it.
	Look(ctx context.Context, name string, r io.ReaderAt, size int64) (Sight, error)
	// Take adds the file at a path, which goes afterwards.
	Take(ctx context.Context, path string, t Taking) (Taken, error)
	// Change sets details by the names of front matter ("in_force_from"). The
	// error is Mistakes where any can't be so.
	Change(ctx context.Context, id string, fields map[string]string, who string) error
	Adopt(ctx context.Context, id, office string, on knowledge.Date, who string) (knowledge.Document, error)
	// Remove takes papers away with all their words.
	Remove(ctx context.Context, who string, ids ...string) error
}

// A Sight is what was seen in a file that is not added yet.
type Sight struct {
	Title    string
	Readable bool   // it can be added
	Why      string // the sentence for the officer, where there is something to say
	Known    string // id of the paper that these bytes made already
	Papers   int    // how many a collection has; 0: it is none
	Refusals []string
	Notes    []string
	Parts    []Part
	LeftOut  int     // stretches of a pack that are left out whole as exempt
	Here     []Named // papers from another file of that name
}

// A Part is one report of a pack.
type Part struct {
	Number      int // from 1
	Title, Item string
	First, Last int     // pages, counted from 1
	Looks       float64 // how relevant it looks, 0 to 1
	Exempt      bool    // all of it is left out
	Already     bool    // it is among the papers
	Refusals    []string
}

// A Named is a paper by its id and title.
type Named struct{ ID, Title string }

// Path is the id as one part of an address: ids may hold slashes.
func (n Named) Path() string { return url.PathEscape(n.ID) }

// A Taking says how a file is added.
type Taking struct {
	ID    string // of the paper that it is a newer version of; "": another paper
	Only  []int  // reports of a pack; none: all
	Shelf knowledge.Shelf
	Who   string
}

// A Taken says what became of a file.
type Taken struct {
	OK       bool
	Why      string // the sentence for the officer, where there is something to say
	Papers   []Named
	Count    int // of papers, where they are too many to name
	Refusals []string
	Notes    []string
}

// Council are the council's settings.
type Council interface {
	Known(ctx context.Context) (council.Known, error)
	Set(ctx context.Context, who string, changes ...council.Change) error
}

// Members are the people whom hearth knows. Errors about a field are Mistakes,
// others that the officer should read are bot.Plainers.
type Members interface {
	// All lists every member by surname, those who have left too.
	All(ctx context.Context) ([]briefings.Member, error)
	// Get gives a member by id; the error wraps storage.ErrNotFound where there
	// is none.
	Get(ctx context.Context, id string) (briefings.Member, error)
	Add(ctx context.Context, who string, m briefings.Member) (briefings.Member, error)
	// Change puts after in the place of before, but for the day somebody left
	// and the platforms' names.
	Change(ctx context.Context, who string, before, after briefings.Member) error
	// Leave sets the day from which a member is unknown; zero: they are here.
	Leave(ctx context.Context, who, id string, on knowledge.Date) (briefings.Member, error)

	// Requests are the wishes to be added, the oldest first.
	Requests(ctx context.Context) ([]Request, error)
	// Approve makes a member of whoever asked.
	Approve(ctx context.Context, who, request string, roles ...briefings.Role) (briefings.Member, error)
	// ApproveAs links whoever asked to somebody who is a member already.
	ApproveAs(ctx context.Context, who, request, id string) (briefings.Member, error)
	Decline(ctx context.Context, who, request string) error

	// Table reads the table in a file and proposes what its columns are.
	Table(ctx context.Context, name string, b []byte) (Table, error)
	// Plan says what the list would change, and changes nothing.
	Plan(ctx context.Context, name string, b []byte, columns []string) (Plan, error)
	// Apply makes the changes of the plan with the mark. Those not on the list
	// leave on a day; zero: they stay. The error is a bot.Plainer where the
	// members have changed since the plan was made.
	Apply(ctx context.Context, who, name string, b []byte, columns []string, mark string, leave knowledge.Date) (Applied, error)
}

// A Request is somebody's wish to be added. What it says, nobody has checked.
type Request struct {
	ID, Name, Email string
	Platform        string
	Asked           time.Time
	Same            []string // ids of members with that name or address
}

// A Table is a list of members as it came, with a guess for each column.
type Table struct {
	Title   string // of the sheet, where there are several
	Rows    int
	Columns []Column
	Kinds   []string // what a column can be
}

// A Column is one column of a table.
type Column struct {
	Letter, Head string
	Samples      []string // what stands in the first rows
	Guess        string   // one of the table's kinds; "": nothing that matters
}

// A Plan is what a list of members would change.
type Plan struct {
	Summary  string // "22 new, 9 changed, 22 not on this list"
	New      []Step
	Changed  []Step
	Missing  []briefings.Member // by id, name and ward
	Problems []Problem
	Mark     string // of the members for whom the plan was made
}

// A Step is what a list would do to one member's record.
type Step struct {
	Row    int
	Member briefings.Member // as the record would be
	What   []Difference
}

// A Difference is one field that would change, in words.
type Difference struct{ Field, From, To string }

// Label is the field as officers read it.
func (d Difference) Label() string {
	switch d.Field {
	case "email":
		return "E-mail address"
	case "seat":
		return "Committee"
	case "":
		return ""
	}
	return strings.ToUpper(d.Field[:1]) + d.Field[1:]
}

// A Problem is a row that is left out, and why.
type Problem struct {
	Row  int
	What string
}

// An Applied says what a list has changed.
type Applied struct{ Added, Changed, Left int }

// An Asker answers a question, as hearth would in a conversation.
type Asker interface {
	Ask(ctx context.Context, q knowledge.Question) knowledge.Answer
}

// SignIn makes links that sign a member in once.
type SignIn interface {
	Link(ctx context.Context, who, member string) (address string, until time.Time, err error)
}

// A Switch pauses answers. Both changes are logged by whoever is behind it.
type Switch interface {
	Paused(ctx context.Context) (Paused, error)
	Pause(ctx context.Context, who, why string) error
	Resume(ctx context.Context, who string) error
}

// Paused says whether answers are paused, and why.
type Paused struct {
	On    bool
	Why   string
	Since time.Time
}

// A Mistake is what is wrong with one field of a form.
type Mistake struct{ Field, Hint string }

// Mistakes are all that is wrong with a form. Nothing was changed.
type Mistakes []Mistake

// Error is the operator's line: names of fields, nothing that was typed.
func (m Mistakes) Error() string {
	out := "mistakes in a form:"
	for _, one := range m {
		out += " " + one.Field
	}
	return out
}
