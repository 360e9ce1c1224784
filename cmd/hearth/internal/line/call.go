package line

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"hearth/bot/console"
)

// A Call is one command that somebody sent: what they typed, and their streams
// and files.
type Call struct {
	Args     []string
	Settings map[string]string // those of config.Sent
	NoColour bool

	end      *end
	hello    hello
	patience time.Duration
	ctx      context.Context    // ends when the command should stop
	stop     context.CancelFunc // ends ctx
	alive    context.Context    // ends when the client is gone, after ctx

	mu      sync.Mutex
	last    uint64
	waiting map[uint64]chan<- answer
}

type answer struct {
	reply
	data []byte
}

// errGone says that nobody is at the other end any more.
var errGone = errors.New("whoever gave the command is gone")

// errSilent says that a client doesn't answer.
var errSilent = errors.New("whoever gave the command doesn't answer")

// patience is how long a client may take to read a piece of a file. Until then
// the work on the papers waits for it, and all other such work behind it.
const patience = time.Minute

// ask asks the client for something that it can give at once. A command that
// should stop may still ask: it finishes what it has begun.
func (c *Call) ask(a ask, data []byte) (reply, []byte, error) {
	timer := time.NewTimer(c.patience)
	defer timer.Stop()
	return c.askWaiting(c.alive, a, data, timer.C)
}

func (c *Call) askWaiting(ctx context.Context, a ask, data []byte, late <-chan time.Time) (reply, []byte, error) {
	got := make(chan answer, 1)
	c.mu.Lock()
	c.last++
	a.ID = c.last
	c.waiting[a.ID] = got
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		delete(c.waiting, a.ID)
		c.mu.Unlock()
	}()
	if err := c.end.sendHeaded(kindAsk, a, data); err != nil {
		c.stop() // before the command takes it for the file's fault
		return reply{}, nil, fmt.Errorf("%w: %w", errGone, err)
	}
	select {
	case r := <-got:
		return r.reply, r.data, r.Err.err()
	case <-c.alive.Done():
		return reply{}, nil, errGone
	case <-ctx.Done():
		return reply{}, nil, ctx.Err()
	case <-late:
		c.stop()
		_ = c.end.Close() // it may not hold up the end
		return reply{}, nil, errSilent
	}
}

// listen reads what the client sends until it is gone.
func (c *Call) listen() {
	for {
		f, err := c.end.read()
		if err != nil {
			return
		}
		switch f.kind {
		case kindStop:
			c.stop()
		case kindReply:
			var r reply
			data, err := behead(f.body, &r)
			if err != nil {
				return
			}
			c.mu.Lock()
			to := c.waiting[r.ID]
			delete(c.waiting, r.ID) // an answer that comes twice is one
			c.mu.Unlock()
			if to != nil {
				to <- answer{r, data}
			}
		default:
			return
		}
	}
}

// read reads the next bytes of a stream.
func (c *Call) read(ctx context.Context, stream uint64, p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	r, data, err := c.askWaiting(ctx, ask{Op: opRead, File: stream, N: min(len(p), piece)}, nil, nil)
	n := copy(p, data)
	if err == nil && r.End {
		err = io.EOF
	}
	return n, err
}

// Stdin is the client's standard input, of which nothing is read before it is
// asked for.
func (c *Call) Stdin() io.Reader { return stdin{c} }

type stdin struct{ c *Call }

func (s stdin) Read(p []byte) (int, error) { return s.c.read(s.c.ctx, 0, p) }
func (s stdin) Columns() int               { return s.c.hello.In }

// Stdout is the client's standard output, and Stderr its standard error: what is
// written to either comes there in the order in which it was written.
func (c *Call) Stdout() io.Writer { return output{c, kindOut, c.hello.Out} }

// Stderr is the client's standard error.
func (c *Call) Stderr() io.Writer { return output{c, kindErr, c.hello.Err} }

type output struct {
	c       *Call
	kind    kind
	columns int
}

func (o output) Columns() int { return o.columns }

func (o output) Write(p []byte) (n int, err error) {
	for n < len(p) {
		part := p[n:min(len(p), n+piece)]
		if err := o.c.end.send(o.kind, part); err != nil {
			return n, fmt.Errorf("%w: %w", errGone, err)
		}
		n += len(part)
	}
	return n, nil
}

var (
	_ console.Screen = stdin{}
	_ console.Screen = output{}
)

// Files are the client's files.
func (c *Call) Files() Files { return farFiles{c} }

// Lines are what a person types at the client's terminal, which edits them.
func (c *Call) Lines() console.LineReader { return lines{c} }

type lines struct{ c *Call }

func (l lines) ReadLine(ctx context.Context, prompt string) (string, error) {
	r, data, err := l.c.askWaiting(ctx, ask{Op: opPrompt, Names: [][]byte{[]byte(prompt)}}, nil, nil)
	switch {
	case errors.Is(err, errGone):
		return "", io.EOF
	case err == nil && r.End:
		return "", io.EOF
	}
	return string(data), err
}

func (l lines) Close() error {
	_, _, err := l.c.ask(ask{Op: opPrompted}, nil)
	return err
}
