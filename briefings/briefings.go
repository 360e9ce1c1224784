// Package briefings has the words for the people whom hearth serves: members,
// what they may do, and the platforms on which they are known. Nothing in it
// opens a file or a socket, and nothing costs more than a look at its
// arguments; its subfolders are the machines that do the work.
package briefings

import "errors"

// ErrUnknown says that nobody is known by a name, an address or a link.
var ErrUnknown = errors.New("nobody is known by that")
