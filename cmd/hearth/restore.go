package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"hearth/bot/console"
	"hearth/cmd/hearth/internal/app"
)

func (sh *shell) restore() *cobra.Command {
	var o restoreOptions
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Bring a backup back",
		Long: `Opens a backup and puts it into the data folder. All of it is checked before
anything is touched; a backup that is damaged, was changed or is another hearth's
leaves everything as it is. It needs the secret key (--identity) or the passphrase.

Where there are records already, nothing is done without --replace, which moves
them into a folder named "replaced-…" beside. What members had erased since the
backup was made is erased again, by the log in the data folder; if that is lost and
you have a copy, name it with --erasures. Stop "hearth serve" before.`,
		Example: `  hearth restore --identity hearth-key.txt hearth.age
  hearth restore --replace --identity hearth-key.txt hearth-20261125T023000Z-1a2b3c4d.age
  hearth restore hearth.age
      asks for the passphrase`,
		Args: func(cmd *cobra.Command, args []string) error {
			return exactly(1, "the file of a backup")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return sh.runRestore(cmd.Context(), args[0], o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.identity, "identity", "", "the `FILE` with the secret key")
	f.StringVar(&o.phrase, "passphrase-file", "", "take the passphrase from the first line of this `FILE`")
	f.BoolVar(&o.replace, "replace", false, "move aside the records that are there")
	f.StringVar(&o.erasures, "erasures", "", "a log of erasures (`FILE`) beside the data folder's own")
	return cmd
}

type restoreOptions struct {
	identity, phrase, erasures string
	replace                    bool
}

func (sh *shell) runRestore(ctx context.Context, file string, o restoreOptions) error {
	for _, name := range []string{file, o.erasures} {
		if name == "" {
			continue
		}
		f, err := sh.open(name) // a slip in a name is told before anybody types a passphrase
		if err != nil {
			return err
		}
		_ = f.Close() // nothing was read
	}
	key, err := sh.key(ctx, o)
	if err != nil {
		return err
	}
	a := sh.app()
	defer a.Close()
	done, err := a.Restore(ctx, app.Restore{File: file, Key: key, Replace: o.replace, Erasures: o.erasures})
	if err != nil {
		return err
	}
	m := done.Manifest
	if err := sh.printf("Restored the backup of %s (hearth %s): %s.\nIts audit log ended at %s\n",
		m.Made.In(sh.cfg.Zone).Format("15:04 on 2 January 2006"), m.Hearth, counted(len(m.Parts), "file", "files"), m.Audit); err != nil {
		return err
	}
	if done.Erased > 0 {
		if err := sh.printf("Erased again: %s that came after it.\n", counted(done.Erased, "erasure", "erasures")); err != nil {
			return err
		}
	}
	if done.Aside != "" {
		return sh.printf("What was there before is in %s; delete it when all is well.\n", done.Aside)
	}
	return nil
}

// key is what opens the backup: a file, or a passphrase.
func (sh *shell) key(ctx context.Context, o restoreOptions) (app.Key, error) {
	if o.identity != "" && o.phrase != "" {
		return app.Key{}, usage("a backup is opened by one of them", "--identity and --passphrase-file don't go together")
	}
	if o.identity != "" {
		f, err := sh.open(o.identity)
		if err != nil {
			return app.Key{}, err
		}
		defer f.Close()
		key, err := app.ReadKey(f)
		if err != nil {
			return key, &mistake{exitUsage, err, "--identity takes the file that \"hearth backup keygen\" made"}
		}
		return key, nil
	}
	words, _, err := sh.phrase(ctx, phraseFlags{ask: o.phrase == "", file: o.phrase}, false)
	if errors.Is(err, console.ErrNoTerminal) {
		return app.Key{}, usage("--identity names the file with the secret key, --passphrase-file one with the passphrase", "a backup needs its key, and there is no terminal to ask for a passphrase at")
	}
	if err != nil {
		return app.Key{}, err
	}
	key, err := app.KeyOf(words)
	if err != nil {
		return key, &mistake{exitUsage, err, ""}
	}
	return key, nil
}
