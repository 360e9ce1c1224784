package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hearth/bot/console"
	"hearth/cmd/hearth/internal/app"
	"hearth/cmd/hearth/internal/config"
	"hearth/cmd/hearth/internal/line"
)

func (sh *shell) backup() *cobra.Command {
	var phrase phraseFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "backup [FILE]",
		Short: "Write everything into one encrypted file",
		Long: `Writes the records, the originals and the glossary into one file, as they were at
one moment; hearth goes on meanwhile. The file is encrypted to the recipients that
HEARTH_BACKUP_RECIPIENT names, or with a passphrase. The index is not in it:
"hearth restore" makes it anew.

Without FILE the backup goes to the folder that HEARTH_BACKUP_DIR names, where the
newest 14 are kept. While "hearth serve" runs it does that every night.

What is printed last is where the audit log ends. Keep a copy of that line away
from the machine: with it you can tell later that nobody has changed the log.`,
		Example: `  hearth backup keygen hearth-key.txt
  HEARTH_BACKUP_RECIPIENT=age1… hearth backup hearth.age
  hearth backup --passphrase hearth.age`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return exactly(1, "one file, or none for the folder of HEARTH_BACKUP_DIR")(cmd, args)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return sh.makeBackup(cmd.Context(), args, phrase, asJSON)
		},
	}
	phrase.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print what was made as JSON")
	cmd.AddCommand(sh.backupKeygen())
	return cmd
}

// phraseFlags say where a passphrase comes from.
type phraseFlags struct {
	ask  bool
	file string
}

func (p *phraseFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&p.ask, "passphrase", false, "ask for a passphrase at the terminal")
	cmd.Flags().StringVar(&p.file, "passphrase-file", "", "take the passphrase from the first line of this `FILE`")
}

func (sh *shell) makeBackup(ctx context.Context, args []string, phrase phraseFlags, asJSON bool) error {
	lock, err := sh.lock(ctx, phrase)
	if err != nil {
		return err
	}
	a := sh.app()
	defer a.Close()
	var made app.Made
	switch {
	case len(args) == 1:
		made, err = a.Backup(ctx, func() (app.BackupFile, error) { return sh.newBackup(args[0]) }, lock)
		made.Path = args[0]
	case sh.cfg.BackupDir != "":
		made, err = a.BackupInto(ctx, sh.cfg.BackupDir, lock)
	default:
		return usage("name a file, or set "+config.Prefix+"BACKUP_DIR", "there is nowhere to put the backup")
	}
	if err != nil {
		return err
	}
	if asJSON {
		return sh.json(backupFacts{made.Path, made.Size, made.Manifest.Made, made.Manifest.Store, made.Manifest.Audit.String(), len(made.Manifest.Parts)})
	}
	return sh.printf("%s: %s, %s\nThe audit log ends at %s\n", made.Path, counted(len(made.Manifest.Parts), "file", "files"), size(made.Size), made.Manifest.Audit)
}

// backupFacts are what a script may want to know of a backup.
type backupFacts struct {
	File  string    `json:"file"`
	Bytes int64     `json:"bytes"`
	Made  time.Time `json:"made"`
	Store string    `json:"store"`
	Audit string    `json:"audit"`
	Parts int       `json:"parts"`
}

// newBackup makes the file on the machine of whoever typed the command.
func (sh *shell) newBackup(name string) (app.BackupFile, error) { return sh.newFile(name) }

// newFile makes a file on the machine of whoever typed the command.
func (sh *shell) newFile(name string) (line.NewFile, error) {
	f, err := sh.files.Create(name)
	if errors.Is(err, fs.ErrExist) {
		return nil, &mistake{exitUsage, fmt.Errorf("%s is there already", name), "give another name; hearth writes over no file"}
	}
	if err != nil {
		return nil, &mistake{exitUsage, err, "name a file in a folder that is there and that you may write to"}
	}
	return f, nil
}

// lock is whom a backup is encrypted to.
func (sh *shell) lock(ctx context.Context, phrase phraseFlags) (app.Lock, error) {
	words, given, err := sh.phrase(ctx, phrase, true)
	if err != nil {
		return app.Lock{}, err
	}
	if given {
		lock, err := app.LockWith(words)
		if err != nil {
			return lock, &mistake{exitUsage, err, ""}
		}
		return lock, nil
	}
	if sh.cfg.BackupTo.IsZero() {
		return app.Lock{}, usage(`"hearth backup keygen FILE" makes a key and says what to set `+config.Prefix+`BACKUP_RECIPIENT to; or use --passphrase`,
			"a backup is always encrypted, and there is nobody to encrypt it to")
	}
	return sh.cfg.BackupTo, nil
}

// phrase gets a passphrase where one is wanted; twice where a slip would lock
// everybody out.
func (sh *shell) phrase(ctx context.Context, from phraseFlags, twice bool) (words string, given bool, err error) {
	const hint = "--passphrase-file takes it from a file"
	switch {
	case from.ask && from.file != "":
		return "", false, usage(hint, "--passphrase and --passphrase-file don't go together")
	case from.file != "":
		words, err = sh.firstLine(from.file)
		return words, true, err
	case !from.ask:
		return "", false, nil
	}
	words, err = console.Passphrase(ctx, sh.Stdin, sh.Stderr, "Passphrase: ")
	if err == nil && twice {
		var again string
		if again, err = console.Passphrase(ctx, sh.Stdin, sh.Stderr, "Again: "); err == nil && again != words {
			return "", false, usage("", "the two are not the same; nothing was done")
		}
	}
	if errors.Is(err, console.ErrNoTerminal) {
		err = &mistake{exitUsage, err, hint}
	}
	return words, true, err
}

func (sh *shell) firstLine(file string) (string, error) {
	in, err := sh.open(file)
	if err != nil {
		return "", err
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, 4096))
	line, _, _ := strings.Cut(string(text), "\n")
	return strings.TrimRight(line, "\r"), err
}

func (sh *shell) backupKeygen() *cobra.Command {
	return &cobra.Command{
		Use:   "keygen FILE",
		Short: "Make a key for backups",
		Long: `Makes a pair of keys: the secret one in FILE, which opens backups, and a recipient,
which is printed, for making them. Keep the secret key where the machine's disk
can't take it along: on paper in a safe, or with the council's other keys. Without
it no backup can be opened.`,
		Example: `  hearth backup keygen hearth-key.txt`,
		Args: func(cmd *cobra.Command, args []string) error {
			return exactly(1, "a file for the secret key")(cmd, args)
		},
		RunE: func(_ *cobra.Command, args []string) error { return sh.keygen(args[0]) },
	}
}

func (sh *shell) keygen(file string) error {
	pair, err := app.NewPair()
	if err != nil {
		return err
	}
	f, err := sh.newBackup(file)
	if err != nil {
		return err
	}
	defer f.Close() // what was committed stays
	if _, err := io.WriteString(f, pair.Secret); err != nil {
		return fmt.Errorf("writing the key: %w", err)
	}
	if err := f.Commit(); err != nil {
		return fmt.Errorf("writing the key: %w", err)
	}
	sh.tell("the secret key is in %s: move it away from this machine, and keep it safe. Without it no backup can be opened", file)
	sh.tell("set %sBACKUP_RECIPIENT to the line below", config.Prefix)
	return sh.printf("%s\n", pair.Recipient)
}

// size is a number of bytes for people.
func size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1_000_000:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	case n < 1_000_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}
