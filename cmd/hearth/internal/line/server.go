package line

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"runtime/debug"
	"sync"
	"time"
)

// Options are what a Server needs.
type Options struct {
	Dir    string // the data folder; whoever listens holds its records
	RunDir string // where the socket goes if the folder's path is too long
	Hearth string // the release, for whoever has another
	// Command runs one command to its end and gives its exit code. It stops when
	// the context ends. Many may run at once.
	Command func(context.Context, *Call) int
	Log     *slog.Logger
}

// A Server listens for commands. Make one with Listen.
type Server struct {
	o    Options
	l    *net.UnixListener
	tidy func() error

	closing  sync.Once
	patience time.Duration // for an answer about a file

	mu      sync.Mutex
	open    map[*end]bool
	done    int // commands that came to their end
	stopped int // commands that were asked to stop
}

// Listen makes the socket of a data folder, in place of one that a killed server
// left there. Commands are taken by Run.
func Listen(o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	l, tidy, err := listen(o.Dir, o.RunDir)
	if err != nil {
		return nil, err
	}
	return &Server{o: o, l: l, tidy: tidy, patience: patience, open: map[*end]bool{}}, nil
}

// Path is where the socket is.
func (s *Server) Path() string { return s.l.Addr().String() }

// Close takes the socket away; Run does so too.
func (s *Server) Close() error {
	err := s.l.Close()
	if errors.Is(err, net.ErrClosed) {
		err = nil
	}
	s.closing.Do(func() { err = errors.Join(err, s.tidy()) }) // later, another may have its socket there
	return err
}

// How long commands may go on by themselves once the server stops, how long they
// may take to stop when they are asked to, and how long a client may take to say
// hello.
const (
	grace    = 2 * time.Second
	stopping = 6 * time.Second
	greeting = 10 * time.Second
)

// Run takes commands until the context ends. Then it takes no more, lets those
// that run come to their end for a moment, asks the others to stop, and says how
// many there were.
func (s *Server) Run(ctx context.Context) (did string, err error) {
	// A command ends when it is asked to, not when the server is.
	commands, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	var running sync.WaitGroup
	closing := context.AfterFunc(ctx, func() { _ = s.l.Close() }) // Close tells of errors
	defer closing()
	for {
		c, aerr := s.l.AcceptUnix()
		if aerr == nil {
			running.Go(func() { s.serve(commands, newEnd(c)) })
			continue
		}
		if ctx.Err() != nil {
			break
		}
		if errors.Is(aerr, net.ErrClosed) {
			err = aerr
			break
		}
		s.o.Log.Warn("a command could not be taken", "err", aerr)
		select { // it has run out of files, most likely
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
		}
	}
	s.wind(&running, stop)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tally(), errors.Join(err, s.Close())
}

// wind waits for the commands that run.
func (s *Server) wind(running *sync.WaitGroup, stop context.CancelFunc) {
	ended := make(chan struct{})
	go func() {
		running.Wait()
		close(ended)
	}()
	if waited(ended, grace) {
		return
	}
	s.mu.Lock()
	s.stopped = len(s.open)
	s.mu.Unlock()
	stop()
	if waited(ended, stopping) {
		return
	}
	s.mu.Lock()
	for e := range s.open {
		_ = e.Close() // whoever doesn't read holds up nobody
	}
	s.mu.Unlock()
	<-ended
}

func waited(ended <-chan struct{}, most time.Duration) bool {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-ended:
		return true
	case <-timer.C:
		return false
	}
}

// tally says what became of the commands; the caller holds mu.
func (s *Server) tally() string {
	did := fmt.Sprintf("%d commands ran", s.done)
	if s.done == 1 {
		did = "1 command ran"
	}
	if s.stopped > 0 {
		did += fmt.Sprintf(", %d of them stopped before the end", s.stopped)
	}
	return did
}

// serve runs the command of one connection.
func (s *Server) serve(ctx context.Context, e *end) {
	defer e.Close()
	s.mu.Lock()
	s.open[e] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.open, e)
		s.mu.Unlock()
	}()
	h, err := s.greet(e)
	if err != nil {
		s.o.Log.Warn("somebody was turned away", "err", err)
		return
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	alive, gone := context.WithCancel(context.WithoutCancel(ctx))
	defer gone()
	c := &Call{Settings: h.Settings, NoColour: h.NoColour, end: e, hello: h, patience: s.patience, ctx: ctx, stop: stop, alive: alive, waiting: map[uint64]chan<- answer{}}
	for _, a := range h.Args {
		c.Args = append(c.Args, string(a))
	}
	var listening sync.WaitGroup
	listening.Go(func() {
		c.listen()
		stop()
		gone()
	})
	code := s.run(ctx, c)
	s.mu.Lock()
	s.done++
	s.mu.Unlock()
	b, err := json.Marshal(code)
	if err == nil {
		err = e.send(kindExit, b)
	}
	if err != nil {
		s.o.Log.Debug("an exit code could not be told", "err", err)
	}
	_ = e.Close() // ends the listening
	listening.Wait()
}

// run keeps the server alive where a command is broken.
func (s *Server) run(ctx context.Context, c *Call) (code int) {
	defer func() {
		if r := recover(); r != nil {
			s.o.Log.Error("a command broke", "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
			_, _ = fmt.Fprintln(c.Stderr(), "hearth: Something went wrong on my side. The log of the serving hearth tells more.")
			code = 1
		}
	}()
	return s.o.Command(ctx, c)
}

// greet finds out whether the other end may give commands and is understood.
func (s *Server) greet(e *end) (h hello, err error) {
	if err := known(e.UnixConn, s.o.Dir); err != nil {
		return h, errors.Join(err, e.send(kindRefuse, []byte("Only the owner of the data folder may use the hearth that serves it.")))
	}
	if err := e.SetDeadline(time.Now().Add(greeting)); err != nil {
		return h, err
	}
	f, err := e.read()
	if err != nil {
		return h, err
	}
	if f.kind != kindHello {
		return h, fmt.Errorf("%w: it comes before hello", ErrFrame)
	}
	if err := json.Unmarshal(f.body, &h); err != nil {
		return h, fmt.Errorf("%w: %w", ErrFrame, err)
	}
	own := hello{Protocol: Protocol, Hearth: s.o.Hearth}
	if h.Protocol != Protocol {
		return h, errors.Join(fmt.Errorf("hearth %.20q speaks protocol %d", h.Hearth, h.Protocol), e.send(kindRefuse, []byte(differ(h, own))))
	}
	b, err := json.Marshal(own)
	if err != nil {
		return h, err
	}
	if err := e.send(kindHello, b); err != nil {
		return h, err
	}
	return h, e.SetDeadline(time.Time{})
}
