package web

import (
	"context"
	"strings"
	"sync"

	"hearth/briefings"
)

// A Way brings a sign-in link to a member, and to nobody else. It is safe for
// concurrent use.
type Way interface {
	// Name is what members call it, after "by" and after "your": "e-mail", "Slack".
	Name() string
	// Reaches tells whether a member can be reached so, from the record alone.
	Reaches(m briefings.Member) bool
	// Bring sends a link to a member whom it reaches. It tries again for as long as
	// the context lives where the other side asks for that. Its error holds neither
	// the link nor a name.
	Bring(ctx context.Context, m briefings.Member, link string) error
}

// A Mailer sends one e-mail of plain text. It tries again for as long as the
// context lives where the other side asks for that.
type Mailer interface {
	Send(ctx context.Context, to, subject, text string) error
}

// ByEmail is the way to whoever has an e-mail address.
func ByEmail(m Mailer) Way { return byEmail{m} }

type byEmail struct{ mail Mailer }

func (byEmail) Name() string { return "e-mail" }

func (byEmail) Reaches(m briefings.Member) bool { return m.Email != "" }

// Bring sends to the address in the record, not to what was typed.
func (e byEmail) Bring(ctx context.Context, m briefings.Member, link string) error {
	return e.mail.Send(ctx, m.Email, "Your sign-in link for hearth", mailText(link))
}

func mailText(link string) string {
	return "Open this link and press \"Sign in\":\n\n" + link + "\n\n" +
		"It works once, for ten minutes. Your phone or computer then stays signed in for 30 days after you last use it.\n\n" +
		"If you didn't ask for it, you need do nothing. Don't pass it on: whoever has it can sign in as you.\n"
}

// bring sends one link on every way that reaches a member, on all at once: a mail
// server that asks to wait must not keep a direct message from going.
func (s *Site) bring(ctx context.Context, m briefings.Member, link string) {
	var wg sync.WaitGroup
	for _, way := range s.o.Ways {
		if !way.Reaches(m) {
			continue
		}
		wg.Go(func() {
			if err := way.Bring(ctx, m, link); err != nil {
				s.o.Log.Error("a sign-in link was not sent", "component", "web", "way", way.Name(), "member", m.ID, "err", err)
			}
		})
	}
	wg.Wait()
}

// waysData are the ways of a site as its pages name them: the same for everybody,
// whoever can be reached how.
type waysData struct {
	All   string // "e-mail or Slack"; "": none
	Mail  bool   // e-mail is one of them
	Chats string // the others
}

func (s *Site) waysData() (d waysData) {
	var all, chats []string
	for _, way := range s.o.Ways {
		all = append(all, way.Name())
		if _, mail := way.(byEmail); mail {
			d.Mail = true
		} else {
			chats = append(chats, way.Name())
		}
	}
	d.All, d.Chats = strings.Join(all, " or "), strings.Join(chats, " or ")
	return d
}
