package line

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"hearth/bot/console"
)

// ErrNobody says that nobody serves the data folder.
var ErrNobody = errors.New("nobody serves the data folder")

// A Client is a connection to the hearth that serves a data folder, for one
// command.
type Client struct{ end *end }

// Dial connects to whoever serves a data folder. Where that is nobody, or nobody
// that may be trusted with files, the error wraps ErrNobody.
func Dial(ctx context.Context, dir string) (*Client, error) {
	why := ErrNobody
	for _, path := range places(dir) {
		var d net.Dialer
		c, err := d.DialContext(ctx, "unix", path)
		if err != nil {
			why = fmt.Errorf("%w: %w", ErrNobody, err)
			continue
		}
		u, ok := c.(*net.UnixConn)
		if !ok {
			return nil, errors.Join(ErrNobody, c.Close())
		}
		if err := known(u, dir); err != nil {
			return nil, errors.Join(fmt.Errorf("%w: %w", ErrNobody, err), c.Close())
		}
		return &Client{newEnd(u)}, nil
	}
	return nil, why
}

// A Command is what a client sends.
type Command struct {
	Hearth   string // the release, for whoever has another
	Args     []string
	Settings map[string]string
	NoColour bool
}

// Here is the client's end of the world.
type Here struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Files  Files
	// Lines opens the terminal for a person to type lines at.
	Lines func() console.LineReader
}

// Run has the command done by the serving hearth and gives its exit code. When
// the context ends it asks it to stop and still waits for its end. The error is a
// *RefusedError, or a *LostError where the server goes away before the end. A
// read of standard input that is under way may go on after Run.
func (c *Client) Run(ctx context.Context, cmd Command, here Here) (code int, err error) {
	defer c.end.Close()
	if err := c.greet(cmd, here); err != nil {
		return 0, err
	}
	asking := context.AfterFunc(ctx, func() { _ = c.end.send(kindStop) }) // one that is gone stops anyway
	defer asking()
	hands := newHands(cmd.Args, here)
	defer hands.close()
	work, done := context.WithCancel(context.WithoutCancel(ctx))
	defer done()
	for {
		f, err := c.end.read()
		if err != nil {
			return 0, &LostError{err}
		}
		switch f.kind {
		case kindOut:
			_, err = here.Stdout.Write(f.body)
		case kindErr:
			_, _ = here.Stderr.Write(f.body) // a closed standard error must not keep the work from being done
		case kindAsk:
			var a ask
			data, err := behead(f.body, &a)
			if err != nil {
				return 0, &LostError{err}
			}
			// Standard input may take for ever; what follows must not wait for it.
			go func() {
				r, data := hands.do(work, a, data)
				r.ID = a.ID
				_ = c.end.sendHeaded(kindReply, r, data) // that it is gone is seen by reading
			}()
		case kindRefuse:
			return 0, &RefusedError{string(f.body)}
		case kindExit:
			if err := json.Unmarshal(f.body, &code); err != nil {
				return 0, &LostError{fmt.Errorf("%w: %w", ErrFrame, err)}
			}
			return code, nil
		default:
			return 0, &LostError{fmt.Errorf("%w: its kind is %q", ErrFrame, f.kind)}
		}
		if err != nil {
			return 0, fmt.Errorf("writing to standard output: %w", err)
		}
	}
}

// greet sends the command and hears whether it is taken.
func (c *Client) greet(cmd Command, here Here) error {
	own := hello{Protocol: Protocol, Hearth: cmd.Hearth, Settings: cmd.Settings, NoColour: cmd.NoColour,
		In: console.Columns(here.Stdin), Out: console.Columns(here.Stdout), Err: console.Columns(here.Stderr)}
	for _, a := range cmd.Args {
		own.Args = append(own.Args, []byte(a))
	}
	b, err := json.Marshal(own)
	if err != nil {
		return err
	}
	if err := c.end.SetDeadline(time.Now().Add(greeting)); err != nil {
		return err
	}
	sending := c.end.send(kindHello, b)
	if errors.Is(sending, ErrFrame) {
		return &RefusedError{"The command line is too long for the hearth that serves the data folder. Name a folder in place of its files."}
	}
	// Whoever is turned away at the door may be told why before hello is through.
	f, err := c.end.read()
	if err != nil {
		return &LostError{errors.Join(sending, err)}
	}
	var theirs hello
	switch {
	case f.kind == kindRefuse:
		return &RefusedError{string(f.body)}
	case f.kind != kindHello || json.Unmarshal(f.body, &theirs) != nil:
		return &LostError{ErrFrame}
	case theirs.Protocol != Protocol:
		return &RefusedError{differ(own, theirs)}
	}
	return c.end.SetDeadline(time.Time{})
}
