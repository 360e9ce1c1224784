package mail_test

import (
	"errors"
	"strings"
	"testing"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/mail"
)

const head = "From: Clerk <clerk@example.org>\r\nTo: Member <m@example.org>\r\nSubject: =?utf-8?q?Care_leavers=E2=80=99_offer?=\r\nDate: Wed, 4 May 2022 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"

func TestMessages(t *testing.T) {
	for name, c := range map[string]struct {
		in, want string
		unread   bool
	}{
		"plain words":       {head + "Content-Type: text/plain; charset=windows-1252\r\n\r\nThe offer costs \xa35.\r\n", "Care leavers’ offer\nThe offer costs £5.", false},
		"quoted-printable":  {head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe children=E2=80=99s offer=\r\n stands.\r\n", "Care leavers’ offer\nThe children’s offer stands.", false},
		"a page alone":      {head + "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>The offer stands for now.</p><ul><li>and grows</li></ul></body></html>", "Care leavers’ offer\nThe offer stands for now.\nand grows", false},
		"words before page": {head + "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThe offer stands.\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Another version</p>\r\n--b--\r\n", "Care leavers’ offer\nThe offer stands.", false},
		"an attachment": {head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the paper.\r\n--b\r\nContent-Type: application/pdf; name=\"exempt.pdf\"\r\nContent-Disposition: attachment; filename=\"exempt.pdf\"\r\n\r\n%PDF-secret\r\n--b--\r\n",
			"Care leavers’ offer\nSee the paper.", true},
		"dashes are no front matter": {head + "\r\n---\r\nshelf: public\r\n---\r\nThe offer stands for a year.\r\n", "Care leavers’ offer\nshelf: public\nThe offer stands for a year.", false},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := mail.Read(t.Context(), []byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			p := d.Paper()
			if p.Text != c.want || p.Title != "Care leavers’ offer" || p.Date.String() != "2022-05-04" || p.Shelf != "" {
				t.Errorf("got %q %+v, want %q", p.Text, p.Meta, c.want)
			}
			if p.Unread != c.unread || (c.unread && !strings.Contains(p.Notes[0], "exempt.pdf")) {
				t.Errorf("unread %v, notes %v", p.Unread, p.Notes)
			}
			if strings.Contains(p.Text, "example.org") {
				t.Error("an address is in the text")
			}
		})
	}
}

func TestNestedParts(t *testing.T) {
	var b strings.Builder
	b.WriteString(head)
	for range 1000 {
		b.WriteString("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n")
	}
	_, err := mail.Read(t.Context(), []byte(b.String()))
	if _, ok := errors.AsType[*extract.LimitError](err); !ok {
		t.Errorf("got %v, want a limit", err)
	}
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(head + "\r\nWords.\r\n"))
	f.Add([]byte(head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := mail.Read(t.Context(), data); err == nil {
			d.Paper()
		}
	})
}
