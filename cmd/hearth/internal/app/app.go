// Package app makes hearth's machines and joins them. It alone knows every
// package; a command asks it for what it does and knows no machine by name.
//
// New opens nothing. What a command needs is opened when it is first asked for
// and closed by Close, the last first: a question opens the index alone, for
// reading, so that it costs milliseconds and stands in nobody's way.
//
// Where hearth serves, Share opens the papers once for everything that runs in
// the process. An App with Options.Shared uses what is open there and opens
// nothing; making one costs nothing, so every command and every request has its
// own.
package app

import (
	"log/slog"
	"path/filepath"
	"time"

	"hearth/knowledge/answer"
	"hearth/knowledge/library"
)

// Options say where hearth keeps what it knows, and for whom it works.
type Options struct {
	Dir     string         // the data folder
	Council string         // whom "we" means; empty: nobody in particular
	Zone    *time.Location // the council's clock; nil: UTC
	Version string         // of this hearth, for those who find its records
	Command string         // what is being done, for whoever finds the folder in use: "hearth knowledge add"
	Shared  *Shared        // what this process has open already; nil: the App opens what it needs
	Who     string         // stands in the log of changes for whoever asks for them: an id or an office; empty: the terminal
	Log     *slog.Logger
	Now     func() time.Time // nil: time.Now
	// Progress is told how far long work has come; nil: nobody wants to know.
	Progress func(library.Progress)
}

// An App is the program's parts, joined. It is for one goroutine, except Ask.
type App struct {
	o       Options
	closes  []func() error
	lib     *library.Library
	writes  bool // the library is open for changing
	desk    *answer.Desk
	council string // whom "we" means, once the desk is open
	why     error  // what broke behind the last failed answer
}

// New makes an App. It opens nothing.
func New(o Options) *App {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Who == "" {
		o.Who = terminal
	}
	return &App{o: o}
}

// Close closes what was opened, the last first; what is asked for afterwards is
// opened anew. So a conversation can let go of the files between two questions
// and keep nobody from adding papers. An error in closing what was
// only read is of no use to anybody; what is written is on disk before.
func (a *App) Close() {
	for i := len(a.closes) - 1; i >= 0; i-- {
		if err := a.closes[i](); err != nil {
			a.o.Log.Warn("closing", "err", err)
		}
	}
	a.closes, a.lib, a.desk = nil, nil, nil // what is shared stays open
}

// file is the path of a file in the data folder.
func (a *App) file(name string) string { return filepath.Join(a.o.Dir, name) }
