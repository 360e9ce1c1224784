// Package line carries commands to the hearth that serves a data folder. That
// one holds the records, so any other process reaches them through it: it sends
// its command line over a Unix socket, and the serving hearth runs the very same
// code with streams and files that are the other end's.
//
// # What goes over it
//
// Frames: four bytes of length, one that says what it is, then the body; none is
// longer than mostBody. The client says first which protocol it speaks, its
// arguments and the settings that shape output; nothing else of its environment
// goes over. Then the server sends output as it comes and asks for what it
// needs: standard input, a line that a person edits at their terminal, or a part
// of a file. The client may say "stop" at any time. The exit code comes last.
//
// # Files
//
// The client opens its own files: the server never opens a path for it, and
// writes nothing of them to disk before the reader has found them clean. Files
// are read in place, a piece at a time, as from a disk. The client gives only
// what its own command line names, or what stands in a folder that it names.
//
// # Who may
//
// The socket stands in the data folder, or, where its path would be too long
// for a socket, in a private folder of the user's that a small file in the data
// folder names. On Linux both ends look who the other is: the folder's owner,
// the system's administrator or themselves. Elsewhere the permissions guard it
// (0600 in a folder of 0700).
//
// # Ends
//
// A client that goes away, or doesn't answer for a minute when a file is asked
// for, ends its command as Ctrl-C would. A server that goes away is told to the
// client in a sentence (*LostError).
//
// Costs: two failed looks at the folder where nobody serves; else a few
// microseconds for each piece of a file, and one piece of memory for each.
package line
