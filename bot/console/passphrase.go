package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// ErrNoTerminal says that nobody sits there who could be asked.
var ErrNoTerminal = errors.New("there is no terminal to ask at")

// Passphrase asks for words that are not shown as they are typed. Where ctx ends
// first, the terminal is given back as it was.
func Passphrase(ctx context.Context, in io.Reader, out io.Writer, prompt string) (string, error) {
	f, ok := in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return "", ErrNoTerminal
	}
	before, err := term.GetState(int(f.Fd()))
	if err != nil {
		return "", fmt.Errorf("asking for a passphrase: %w", err)
	}
	if _, err := fmt.Fprint(out, prompt); err != nil {
		return "", err
	}
	words, err := await(ctx, func() (string, error) {
		b, err := term.ReadPassword(int(f.Fd()))
		return string(b), err
	})
	if ctx.Err() != nil {
		return "", errors.Join(ctx.Err(), term.Restore(int(f.Fd()), before))
	}
	if _, err := fmt.Fprintln(out); err != nil {
		return "", err
	}
	return words, err
}
