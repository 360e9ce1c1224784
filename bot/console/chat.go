package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"hearth/bot"
)

// A Talker takes what is typed, as a turn of the conversation that every
// platform shares.
type Talker interface {
	// Say gives what hearth says to a text, in order. Its error says that the
	// text could not be taken.
	Say(ctx context.Context, text string) ([]bot.Message, error)
	// Missed gives what hearth said to turns that were still open when the last
	// conversation here broke off.
	Missed(ctx context.Context) ([]bot.Exchange, error)
}

// An Opener finds the surroundings of what a source quotes, at least one
// reference.
type Opener interface {
	Open(ctx context.Context, quotes []bot.Reference) (Excerpt, error)
}

// A Chat is one conversation in a terminal. All fields but Hello are needed.
type Chat struct {
	Talk   Talker
	Opener Opener
	In     LineReader
	Out    io.Writer
	Style  Style
	Hello  string // what is said first
}

// Help is what /help shows.
const Help = `Ask in your own words, for example: What must the local offer for care leavers cover?
A short question after it ("and until what age?") keeps to the same subject.

  /source 1   opens source 1 of the last answer: the words around the quote
  /more       the last answer in full
  /sources    what the last answer quotes, with the words around it
  /ring       whom to ring
  /help       shows this
  /quit       ends the conversation

hearth answers from the papers it was given and shows where each answer stands.
It is not for reporting a worry about a child: ring your council's front door
for that, or 999 if a child is in danger now. What you type here is kept in the
data folder for as long as the council keeps words, so that a conversation
survives a broken line; what looks like details of a child is not.
`

// Run holds the conversation until the person ends it or the context does.
// Neither is an error.
func (c *Chat) Run(ctx context.Context) error {
	if c.Hello != "" {
		if err := c.say(c.Style.wrap(c.Hello, "") + "\n"); err != nil {
			return err
		}
	}
	missed, err := c.Talk.Missed(ctx)
	if err != nil {
		return err
	}
	var talk thread
	for _, e := range missed {
		said := e.Text
		if said == "" {
			said = "what you wrote last"
		}
		if err := c.say(c.Style.faint("To “"+clean(said)+"”, which was not answered when we broke off:") + "\n" + c.messages(&talk, e.Messages)); err != nil {
			return err
		}
	}
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

// A thread is what this end remembers of a conversation: what can be opened.
type thread struct {
	sources [][]bot.Reference
	hinted  bool // that sources can be opened has been said once
}

// turn does what this end does by itself, or says a line.
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
	case "/source":
		return c.open(ctx, talk, rest), false
	}
	if strings.HasPrefix(line, "/") && !slices.Contains([]string{"/more", "/sources", "/ask", "/ring", "/my", "/forget", "/who"}, command) {
		return fmt.Sprintf("There is no command %q. /help lists them.\n\n", clean(command)), false
	}
	said, err := c.Talk.Say(ctx, line)
	if err != nil {
		return bot.Plain(err) + "\n\n", false
	}
	return c.messages(talk, said), false
}

// messages writes what hearth said, and notes what can be opened of it.
func (c *Chat) messages(talk *thread, said []bot.Message) string {
	var b strings.Builder
	for _, m := range said {
		b.WriteString("\n" + c.Style.Message(m))
		for _, block := range m.Blocks {
			if block.Sources == nil {
				continue
			}
			talk.sources = nil
			for _, s := range block.Sources.Items {
				talk.sources = append(talk.sources, s.Cited)
			}
		}
	}
	b.WriteByte('\n')
	if len(talk.sources) > 0 && !talk.hinted {
		talk.hinted = true
		b.WriteString(c.Style.faint("/source 1 shows the words around the quote") + "\n\n")
	}
	return b.String()
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
