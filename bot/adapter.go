package bot

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"hearth/briefings"
)

// An Adapter puts messages on one platform and hands turns from it to a
// Handler. Its contract is bottest.Run.
type Adapter interface {
	// Platform is its name: "web".
	Platform() string
	// Post puts a message in a place. It returns the platform's identity of the
	// message once the platform has taken it. An error that is *Later asks for
	// another try, also where it is in doubt whether the platform took the message;
	// any other says that trying again is of no use, unless the context ended,
	// which leaves it in doubt. A message for one member alone (ToMember) is not
	// posted where others read along: that is an error.
	Post(ctx context.Context, to Place, m Message) (posted string, err error)
}

// A Looker is an Adapter whose platform can be asked what stands there. After a
// crash it is asked before a message is posted again.
type Looker interface {
	// Find gives the identity of the message with a key in a place; "" where none
	// stands there.
	Find(ctx context.Context, in Place, key string) (posted string, err error)
}

// A Director is an Adapter on whose platform others may read along, and a person
// can be spoken to alone.
type Director interface {
	// Direct gives the place where a person, by the platform's id, and hearth are
	// alone, and opens it where it is not open yet. Errors are as those of Post.
	Direct(ctx context.Context, person string) (Place, error)
}

// A Person is somebody as their platform vouches for them.
type Person struct {
	Name, Email string // "" where the platform doesn't say
	// Outside says that this is a guest, somebody of another organisation, a
	// deactivated account or a program: hearth doesn't know them, whatever their
	// address is.
	Outside bool
}

// An Introducer is an Adapter whose platform tells who somebody is.
type Introducer interface {
	// Introduce looks up a person by the platform's id. What it found lately it may
	// give again. Errors are as those of Post.
	Introduce(ctx context.Context, person string) (Person, error)
}

// A Handler takes turns. It returns nil once the turn is kept and will be
// answered, whatever happens: only then may the adapter acknowledge it. Where a
// form was filled in wrongly the error is of type Mistakes, nothing is kept, and
// the person is shown what to mend. With any other error the platform is told to
// send it again. Taking a turn twice is taking it once.
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

// Mistakes are what is wrong with a form's fields, by their names, and how to mend
// it: sentences for the person who filled it in.
type Mistakes map[string]string

// Error names the fields, without what was typed into them.
func (m Mistakes) Error() string {
	return fmt.Sprintf("a form was filled in wrongly: %v", slices.Sorted(maps.Keys(m)))
}

// A Window is what a button opens over the conversation: something to read, or a
// form to fill in. The form stands last, and there is one at most.
type Window struct {
	Title  string  `json:"title"`
	Blocks []Block `json:"blocks"`
}

// A Host is a Handler that also fills what a platform shows beside the
// conversation. It keeps nothing of what it is asked.
type Host interface {
	Handler
	// Open gives the window that pressing a button opens; nil where pressing it is a
	// turn for Receive. A sent form comes back as a turn of kind Filled.
	Open(ctx context.Context, pressed Turn) (*Window, error)
	// Home is what somebody sees on hearth's own page within the platform.
	Home(ctx context.Context, from briefings.Link) ([]Block, error)
	// Prompts are good first questions, as buttons.
	Prompts() []Choice
}

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
