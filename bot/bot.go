// Package bot has the words that every platform shares. Its subfolders speak:
// chat decides what hearth says, the others put it on one platform each. Nothing
// here keeps or sends anything, and nothing costs more than a look at its
// arguments.
package bot

import "errors"

// A Plainer is an error that carries a sentence somebody wrote for the person
// who will read it.
type Plainer interface {
	error
	// Plain is that sentence: plain English, with what to do next.
	Plain() string
}

// Plain is the sentence that a person may read about an error: its own where
// it carries one, else a fixed apology that gives nothing away.
func Plain(err error) string {
	if p, ok := errors.AsType[Plainer](err); ok {
		return p.Plain()
	}
	return "Something went wrong on my side. Nothing you wrote is lost; please try again in a minute."
}
