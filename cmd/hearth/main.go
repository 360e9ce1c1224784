// Command hearth answers councillors' questions about corporate parenting from
// their council's own papers, each answer with its evidence.
//
// Results go to standard output, everything else to standard error. The exit
// codes are listed in exit.go and never change.
//
// Costs: each part is opened when a command first needs it, so help and version
// open none, and a question is answered within 60 ms of the process's start
// (start_test.go measures it). What changes papers holds the data folder to
// itself until it ends; what reads shares it. While "hearth serve" holds it, every
// other command is done by that one, over the socket in the data folder (relay.go).
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// An env is the outside world as run sees it. The settings are not in it: the
// package config alone reads the environment.
type env struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the process at once
	code := run(ctx, os.Args[1:], env{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(int(code))
}
