package main

import (
	"encoding/json"
	"fmt"

	"hearth/bot/console"
	"hearth/cmd/hearth/internal/app"
)

// json prints one value on one line, with the characters of the text as they
// are: "<" and "&" are no danger where no web page is made.
func (sh *shell) json(v any) error {
	sh.undraw()
	enc := json.NewEncoder(sh.Stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// printf writes a line of a result.
func (sh *shell) printf(format string, args ...any) error {
	sh.undraw()
	_, err := fmt.Fprintf(sh.Stdout, format, args...)
	return err
}

// tell writes what is no result: what was done, what to look at.
func (sh *shell) tell(format string, args ...any) {
	sh.undraw()
	// A closed standard error must not keep the work from being done.
	_, _ = fmt.Fprintf(sh.Stderr, "hearth: "+format+"\n", args...)
}

// counted is a number with its noun: "1 paper", "2 papers".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// app makes the program's parts by the settings in force.
func (sh *shell) app() *app.App {
	return app.New(sh.options())
}

// options are what the program's parts are made by.
func (sh *shell) options() app.Options {
	var shared *app.Shared
	if sh.within != nil {
		shared = sh.within.shared
	}
	return app.Options{Shared: shared, Dir: sh.cfg.Data, Council: sh.cfg.Council, Version: release, Command: sh.doing, Zone: sh.cfg.Zone, Log: sh.log, Progress: sh.progress}
}

// progress draws how far long work has come, a bar for each of its stages.
func (sh *shell) progress(p app.Progress) {
	if sh.bar == nil || sh.stage != p.Stage {
		sh.undraw()
		sh.bar, sh.stage = console.NewProgress(sh.Stderr, console.StyleFor(sh.Stderr, sh.cfg.NoColour)), p.Stage
	}
	at := console.State{Doing: "making the index", Unit: "documents", Done: p.Documents, Total: p.AllDocuments}
	if p.Stage == "reading" {
		at.Doing = "reading " + p.File
		if p.AllFile > 1 {
			at.Unit, at.Done, at.Total = "files", p.Files, p.AllFile
		}
	}
	sh.bar.Step(at)
}

// undraw takes the bar away before anything else is written.
func (sh *shell) undraw() {
	if sh.bar != nil {
		sh.bar.Done()
	}
	sh.bar, sh.stage = nil, ""
}
