package guard

import (
	"fmt"
	"strings"
	"time"

	"hearth/bot"
)

// book is the council's contacts as a reply finds them.
type book struct {
	bot.Contacts
	shut bool // they can't be read now
}

// unknown says why there is no number, and what to do.
func (b book) unknown() string {
	if b.shut {
		return "I can't look up your council's number just now: ring its switchboard, or 999 if a child is in danger."
	}
	return "Your council has not given me its number: ring its switchboard, or 999 if a child is in danger."
}

// social names the children's social care number that answers now. With hours
// unknown, both numbers are given.
func social(c book, now time.Time) string {
	const who = "Children's social care (the front door, often called the MASH)"
	front, out := c.FrontDoor.Phone, c.OutOfHours.Phone
	switch {
	case front == "" && out == "":
		return "For children's social care (the front door, often called the MASH): " + lower(c.unknown())
	case out == "":
		return fmt.Sprintf("%s: %s%s.%s", who, front, hours(c.FrontDoor), closed(c.FrontDoor, now))
	case front == "":
		return fmt.Sprintf("Children's social care out of hours (the emergency duty team): %s%s. By day, ring the council's switchboard and ask for the front door, often called the MASH.", out, hours(c.OutOfHours))
	case c.FrontDoor.Hours.IsZero():
		return fmt.Sprintf("%s: %s. At night and at weekends: %s.", who, front, out)
	case c.FrontDoor.Hours.Open(now):
		return fmt.Sprintf("%s: %s%s. Out of hours: %s.", who, front, hours(c.FrontDoor), out)
	}
	return fmt.Sprintf("The front door is closed now. Children's social care out of hours (the emergency duty team): %s. The front door (often called the MASH), %s%s, opens again in its hours.", out, front, hours(c.FrontDoor))
}

// lower makes the first letter of a sentence small where it isn't "I".
func lower(s string) string {
	if strings.HasPrefix(s, "I ") {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// closed warns of the one number that is known and may not answer now.
func closed(c bot.Contact, now time.Time) string {
	if c.Hours.IsZero() || c.Hours.Open(now) {
		return ""
	}
	return " It is closed now, and your council has not given me its number for out of hours: ring its switchboard, or 999 if a child is in danger."
}

func hours(c bot.Contact) string {
	if c.Hours.IsZero() {
		return ""
	}
	return " (" + c.Hours.String() + ")"
}

// number is the phone or the address of a contact with words before it, "" where
// it has neither.
func number(c bot.Contact, before string) string {
	switch {
	case c.Phone != "":
		return before + c.Phone + hours(c)
	case c.Email != "":
		return before + c.Email
	}
	return ""
}

func police(c book) string {
	if c.Police.Phone == "" {
		return ""
	}
	return "The police, where nobody is in danger at this moment: " + c.Police.Phone + "."
}

func lado(c book) string {
	const about = "If the worry is about somebody who works or volunteers with children, a foster carer too, ask for the Local Authority Designated Officer (LADO)"
	return about + number(c.LADO, ": ") + "."
}

func complaints(c book) string {
	if c.Complaints.IsZero() {
		return ""
	}
	return "A complaint can go to " + number(c.Complaints, "") + "."
}

func protection(c book) string {
	if c.shut {
		return "Please write to the council's data protection officer. I can't look up the address just now, so ask Democratic Services."
	}
	if c.DataProtection.IsZero() {
		return "Please write to the council's data protection officer; your council has not given me the address, so ask Democratic Services."
	}
	return "Please write to the council's data protection officer: " + strings.TrimPrefix(c.DataProtection.Email+number(bot.Contact{Phone: c.DataProtection.Phone, Hours: c.DataProtection.Hours}, " or "), " or ") + "."
}
