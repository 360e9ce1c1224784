package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"

	"hearth/bot/console"
	"hearth/cmd/hearth/internal/app"
	"hearth/cmd/hearth/internal/config"
	"hearth/cmd/hearth/internal/line"
)

// run does what the command line says and gives the code to end with.
func run(ctx context.Context, args []string, e env) exit {
	sh := &shell{env: e, files: disk{}, edited: console.EditedLines}
	return sh.run(ctx, args)
}

func (sh *shell) run(ctx context.Context, args []string) exit {
	sh.args, sh.log = args, slog.New(slog.DiscardHandler)
	root := sh.root()
	root.SetArgs(args)
	root.SetIn(sh.Stdin)
	root.SetOut(sh.Stdout)
	root.SetErr(sh.Stderr)
	mindHelpers(root)
	if sh.within == nil {
		offerValues(root)
	}
	err := root.ExecuteContext(ctx)
	sh.undraw()
	return report(err, sh.Stderr)
}

// A shell is what every subcommand has to hand.
type shell struct {
	env
	args   []string                  // as they were typed
	files  line.Files                // of whoever typed the command: files are opened here alone
	edited func() console.LineReader // lines that a person edits at their terminal
	within *serving                  // the command runs in a hearth that serves; nil: in a process of its own
	cfg    config.Config
	known  bool // HEARTH_COUNCIL is one that hearth knows
	log    *slog.Logger
	doing  string            // the command that runs, without what was typed after it
	bar    *console.Progress // what is drawn now; nil: nothing
	stage  string            // of the work that the bar shows
}

const about = `hearth answers councillors' questions about corporate parenting from the
council's own papers, and shows where each answer stands. Where the papers
don't tell, it says so.

To try it:            hearth demo
To add your papers:   hearth knowledge add --shelf public FOLDER
To ask:               hearth ask "What must the local offer for care leavers cover?"

Exit codes: 0 done (an answer that the papers don't tell is done, too);
1 something broke, or must be fixed; 2 the command line or a setting is wrong;
3 some files could not be read, the rest is done; 4 another hearth is using the
data folder; 5 "hearth knowledge check" found something wrong; 6 the council has
paused answers; 130 stopped by Ctrl-C.`

func (sh *shell) root() *cobra.Command {
	root := &cobra.Command{
		Use:               "hearth",
		Short:             "Answers from council papers, with their evidence",
		Long:              about,
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: sh.prepare,
		Args:              cobra.ArbitraryArgs,
		RunE:              parent,
		Version:           thisVersion().String(),
	}
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage(`"`+cmd.CommandPath()+` --help" lists the options`, "%w", err)
	})
	root.AddGroup(
		&cobra.Group{ID: "ask", Title: "Asking:"},
		&cobra.Group{ID: "know", Title: "What hearth knows:"},
		&cobra.Group{ID: "look", Title: "Looking after hearth:"},
	)
	add := func(group string, cmds ...*cobra.Command) {
		for _, c := range cmds {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add("ask", sh.demo(), sh.ask(), sh.chat(), sh.search())
	add("know", sh.knowledge(), sh.glossary(), sh.council(), sh.member())
	add("look", sh.serve(), sh.slack(), sh.teams(), sh.doctor(), sh.healthcheck(), sh.backup(), sh.restore(), sh.hold(), sh.pause(), sh.resume(), sh.eval(), sh.config(), sh.version())
	root.SetHelpCommandGroupID("look")
	root.SetCompletionCommandGroupID("look")
	return root
}

// mindHelpers teaches the commands that cobra adds by itself to tell a slip
// from what they know.
func mindHelpers(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Run, cmd.RunE = nil, help
		case "completion":
			cmd.Args, cmd.RunE = cobra.ArbitraryArgs, parent
		}
	}
}

func help(cmd *cobra.Command, args []string) error {
	about, rest, err := cmd.Root().Find(args)
	switch {
	case err != nil:
		return usage(`"hearth help" lists the commands`, "%w", err)
	case len(rest) > 0:
		return parent(about, rest)
	}
	about.InitDefaultHelpFlag()
	return about.Help()
}

// parent is what a command does that only holds others: it shows them, and
// finds the one that was meant by a slip.
func parent(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	hint := `"` + strings.Replace(cmd.CommandPath(), "hearth", "hearth help", 1) + `" lists them`
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = `did you mean "` + cmd.CommandPath() + " " + near[0] + `"? ` + hint
	}
	return usage(hint, "there is no command %q", strings.TrimPrefix(cmd.CommandPath()+" "+args[0], "hearth "))
}

// exactly is how many arguments a command takes, told in words.
func exactly(n int, words string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		return usage(`"`+cmd.CommandPath()+` --help" shows an example`, "%s needs %s", cmd.CommandPath(), words)
	}
}

func nothing(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usage(`"`+cmd.CommandPath()+` --help" shows how it is used`, "%s takes no %q", cmd.CommandPath(), args[0])
}

// prepare reads the settings before any command but those that need none.
func (sh *shell) prepare(cmd *cobra.Command, args []string) error {
	sh.doing = cmd.CommandPath()
	if cmd.Name() == "version" || cmd.Name() == "help" || strings.HasPrefix(cmd.CommandPath(), "hearth completion") {
		return nil
	}
	if sh.within != nil {
		return sh.settle(cmd)
	}
	var err error
	if sh.cfg, err = config.Load(); err != nil {
		if cmd.Name() == "ask" {
			sh.pressing(args)
		}
		return &mistake{exitUsage, err, `README.md lists the settings; "hearth config" shows those in force`}
	}
	sent := sh.cfg.Sent()
	sh.cfg.Council, sh.known = app.CouncilNamed(sh.cfg.Council)
	sh.log = newLog(sh.cfg, sh.Stderr)
	for _, name := range sh.cfg.Unknown {
		sh.log.Warn("a variable looks like a setting of hearth but is none", "variable", name)
	}
	if staysHere(cmd) {
		return nil
	}
	err = sh.relay(cmd.Context(), sent)
	if _, done := errors.AsType[*relayed](err); err != nil && !done && cmd.Name() == "ask" {
		sh.pressing(args)
	}
	return err
}

// newLog writes text for a person at a terminal and JSON for a machine.
func newLog(cfg config.Config, stderr io.Writer) *slog.Logger {
	opts := &slog.HandlerOptions{Level: cfg.LogLevel}
	if cfg.LogFormat == "text" || cfg.LogFormat == "auto" && console.IsTerminal(stderr) {
		return slog.New(slog.NewTextHandler(stderr, opts))
	}
	return slog.New(slog.NewJSONHandler(stderr, opts))
}

// style is how to write to standard output.
func (sh *shell) style() console.Style { return console.StyleFor(sh.Stdout, sh.cfg.NoColour) }
