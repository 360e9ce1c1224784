// Package doctor looks at everything that a running hearth rests on and says of
// each thing in a sentence what is wrong and how it is mended: the data folder,
// the papers, the contacts, the members, the pages' address, the mail server, the
// issuer of work accounts, Slack, Teams, the clock, the backups.
//
// Each check is a function from what was found out to findings, so that it can
// be tried on every case. It promises to print no secret and nobody's name or
// address: people are counted, and of an error only what the system or the
// network said is repeated. Nothing is changed but for a file that is made in the
// backups' folder and taken away at once; no mail is sent.
//
// Costs: what asks others (the mail server, the issuer, the pages through their
// public address) is given Patience each; the rest is a look at files and lists.
package doctor

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"syscall"
	"time"
)

// Patience is how long each look at something beyond this machine may take.
const Patience = 10 * time.Second

// A Grade says what a finding asks for.
type Grade string

// The grades. OK asks for nothing; Look asks somebody to look when there is time;
// Fix says that hearth can't do its work, or not safely, until it is mended.
const (
	OK   Grade = "ok"
	Look Grade = "look"
	Fix  Grade = "fix"
)

// A Finding is what one check found.
type Finding struct {
	Grade Grade  `json:"grade"`
	What  string `json:"what"`         // "data folder"
	Says  string `json:"says"`         // what was found, in a few words
	Do    string `json:"do,omitempty"` // one sentence: how it is mended
}

// String is the finding as one line.
func (f Finding) String() string {
	s := fmt.Sprintf("%-4s  %s: %s", f.Grade, f.What, f.Says)
	if f.Do != "" {
		s += ". " + f.Do
	}
	return s
}

// Fixes tells how many findings must be fixed.
func Fixes(all []Finding) (n int) {
	for _, f := range all {
		if f.Grade == Fix {
			n++
		}
	}
	return n
}

func fine(what, says string, args ...any) Finding {
	return Finding{Grade: OK, What: what, Says: fmt.Sprintf(says, args...)}
}

func look(what, says, do string) Finding { return Finding{Look, what, says, do} }
func mend(what, says, do string) Finding { return Finding{Fix, what, says, do} }

// counted is a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// cause is what the system or the network said, without the address that was
// asked for: that may carry a name and a password.
func cause(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return cause(e.Err)
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*net.DNSError](err); ok {
		return errors.New("the name is not known here (" + e.Err + ")")
	}
	if e, ok := errors.AsType[syscall.Errno](err); ok {
		return e
	}
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() {
		return errors.New("no answer in time")
	}
	return err
}
