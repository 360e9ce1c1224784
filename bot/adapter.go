package bot

import (
	"context"
	"fmt"
	"time"
)

// An Adapter puts messages on one platform and hands turns from it to a
// Handler. Its contract is bottest.Run.
type Adapter interface {
	// Platform is its name: "web".
	Platform() string
	// Post puts a message in a place, for the person whom it answers. It returns
	// the platform's identity of the message once the platform has taken it. An
	// error that is *Later asks for another try; any other says that trying again
	// is of no use, unless the context ended, which leaves it in doubt.
	Post(ctx context.Context, to Place, m Message) (posted string, err error)
}

// A Looker is an Adapter whose platform can be asked what stands there. After a
// crash it is asked before a message is posted again.
type Looker interface {
	// Find gives the identity of the message with a key in a place; "" where none
	// stands there.
	Find(ctx context.Context, in Place, key string) (posted string, err error)
}

// A Handler takes turns. It returns nil once the turn is kept and will be
// answered, whatever happens: only then may the adapter acknowledge it. With an
// error the platform is told to send it again. Taking a turn twice is taking it
// once.
type Handler interface {
	Receive(ctx context.Context, t Turn) error
}

// Later says that the platform wants to be asked again after a while.
type Later struct {
	After time.Duration // at least; 0: not stated
	Err   error
}

// Error is the operator's line.
func (l *Later) Error() string { return fmt.Sprintf("later (%s): %v", l.After, l.Err) }

// Unwrap gives the cause.
func (l *Later) Unwrap() error { return l.Err }

// An Exchange is one turn of a conversation with what hearth said to it, as a
// page shows it.
type Exchange struct {
	Turn     string // its ID
	Seq      uint64 // grows within a conversation
	At       time.Time
	Text     string // what was said or which button was pressed; "" where the words are not kept
	Withheld bool   // the words were not kept, as they might identify a child, or were no question for the papers
	Waiting  bool   // hearth has not answered yet
	Messages []Message
}

// A Talk is a Handler whose conversations can be read back, for hearth's own
// pages and the terminal, which have no memory of their own.
type Talk interface {
	Handler
	// Exchanges gives the last n exchanges of a conversation, the oldest first.
	Exchanges(ctx context.Context, in Place, n int) ([]Exchange, error)
	// Wait returns once the exchange of a turn is no longer waiting, or with the
	// context's error.
	Wait(ctx context.Context, in Place, turn string) error
}
