package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"hearth/bot"
	"hearth/knowledge"
)

// An Asker answers a question. It never fails without saying so in the answer.
type Asker interface {
	Ask(ctx context.Context, q knowledge.Question) knowledge.Answer
}

// An Opener finds the surroundings of the quotes of one source, at least one.
type Opener interface {
	Open(ctx context.Context, quotes []knowledge.Citation) (Excerpt, error)
}

// A Chat is one conversation in a terminal. All fields but Council and Hello
// are needed.
type Chat struct {
	Asker   Asker
	Opener  Opener
	In      LineReader
	Out     io.Writer
	Style   Style
	Viewer  knowledge.Viewer
	Council string           // whom "we" means
	Now     func() time.Time // in the council's zone
	Hello   string           // what is said first
}

// Help is what /help shows.
const Help = `Ask in your own words, for example: What must the local offer for care leavers cover?
A short question after it ("and until what age?") keeps to the same subject.

  /source 1   opens source 1 of the last answer: the words around the quote
  /sources    lists the sources of the last answer again
  /help       shows this
  /quit       ends the conversation

hearth answers from the papers it was given and shows where each answer stands.
It is not for reporting a worry about a child: ring your council's front door
for that, or 999 if a child is in danger now. What you type here is not kept.
`

// Run holds the conversation until the person ends it or the context does.
// Neither is an error.
func (c *Chat) Run(ctx context.Context) error {
	if c.Hello != "" {
		if err := c.say(c.Style.wrap(c.Hello, "") + "\n"); err != nil {
			return err
		}
	}
	var talk thread
	for {
		line, err := c.In.ReadLine(ctx, "> ")
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, context.Canceled):
			return nil
		case err != nil:
			return fmt.Errorf("reading what was typed: %w", err)
		}
		out, done := c.turn(ctx, &talk, strings.TrimSpace(line))
		if err := c.say(out); err != nil || done {
			return err
		}
	}
}

// A thread is what a conversation remembers.
type thread struct {
	previous string // the question before, for a follow-up
	reply    string // the last answer's
	sources  [][]knowledge.Citation
	hinted   bool // that sources can be opened has been said once
}

func (c *Chat) turn(ctx context.Context, talk *thread, line string) (out string, done bool) {
	command, rest, _ := strings.Cut(strings.ToLower(line), " ")
	switch command {
	case "":
		return "", false
	case "/quit", "/exit", "quit", "exit", "/q":
		if rest == "" {
			return "", true
		}
	case "/help", "/?", "help", "?":
		if rest == "" {
			return Help + "\n", false
		}
	case "/sources":
		return c.list(talk), false
	case "/source":
		return c.open(ctx, talk, rest), false
	}
	if strings.HasPrefix(line, "/") {
		return fmt.Sprintf("There is no command %q. /help lists them.\n\n", clean(command)), false
	}
	return c.ask(ctx, talk, line), false
}

func (c *Chat) ask(ctx context.Context, talk *thread, text string) string {
	a := c.Asker.Ask(ctx, knowledge.Question{
		Text: text, Previous: talk.previous, Viewer: c.Viewer, Council: c.Council, Now: c.Now(),
	})
	talk.reply, talk.sources = a.Reply, Sources(a)
	// After a thank-you the subject is still the question before it; after a
	// worry about a child, "what should I do now?" is about that child.
	if a.Status != knowledge.Handled || Pressing(a.Kind) {
		talk.previous = text
	}
	out := "\n" + c.Style.Answer(a) + "\n"
	if len(talk.sources) > 0 && !talk.hinted {
		talk.hinted = true
		out += c.Style.faint("/source 1 shows the words around the quote") + "\n\n"
	}
	return out
}

// Pressing tells whether a turn was about somebody in danger or distress.
func Pressing(k knowledge.HandledKind) bool {
	return k == knowledge.Emergency || k == knowledge.Safeguarding || k == knowledge.Wellbeing
}

func (c *Chat) list(talk *thread) string {
	if len(talk.sources) == 0 {
		return "The last answer has no sources.\n\n"
	}
	var b strings.Builder
	for _, line := range sourceLines(talk.reply) {
		b.WriteString(c.Style.wrap(line, ""))
	}
	return b.String() + "\n"
}

func (c *Chat) open(ctx context.Context, talk *thread, which string) string {
	n, err := strconv.Atoi(strings.Trim(which, " []#"))
	switch {
	case len(talk.sources) == 0:
		return "The last answer has no sources to open.\n\n"
	case err != nil || n < 1 || n > len(talk.sources):
		return fmt.Sprintf("Say which source to open, from 1 to %d: /source 1\n\n", len(talk.sources))
	}
	e, err := c.Opener.Open(ctx, talk.sources[n-1])
	if err != nil {
		return bot.Plain(err) + "\n\n"
	}
	return "\n" + c.Style.Excerpt(e) + "\n"
}

func (c *Chat) say(text string) error {
	if _, err := io.WriteString(c.Out, text); err != nil {
		return fmt.Errorf("writing to the terminal: %w", err)
	}
	return nil
}
