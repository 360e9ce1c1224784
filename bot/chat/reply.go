package chat

import (
	"fmt"
	"strings"
	"time"

	"hearth/bot"
	"hearth/knowledge"
)

// Reply writes what hearth says to a kind, from the kind, the name of the rule,
// the council's contacts and the clock alone. With another rule, or none, it is
// what the kind says in general; it is "" for an unknown kind.
func (g *Guard) Reply(kind knowledge.HandledKind, rule string, now time.Time) string {
	found, err := g.contacts()
	c := book{found, err != nil}
	if office, asks := offices[rule]; asks && kind == knowledge.Command {
		return office(c, now)
	}
	switch kind {
	case knowledge.Emergency:
		return lines("I have not told anyone. Please ring now. If a child is in danger at this moment, ring 999.",
			social(c, now),
			police(c),
			"A child or young person who wants to talk can ring Childline free on "+bot.Childline+". Samaritans answer day and night on "+bot.Samaritans+".",
			noNames)
	case knowledge.Safeguarding:
		if rule == ownWords {
			return lines("I have not told anyone. Please ring now. If you are in danger at this moment, ring 999.",
				"What is happening is not your fault, and there are people who will help. Childline listens day and night, free, on 0800 1111.",
				social(c, now),
				noNames)
		}
		return lines("I have not told anyone. Please ring now.",
			social(c, now),
			"If a child is in danger at this moment, ring 999.",
			lado(c),
			"A child who wants to talk can ring Childline free on "+bot.Childline+".",
			"Write down what you saw or heard, in the words used. Don't look into it yourself, and don't promise to keep it secret. "+noNames)
	case knowledge.Wellbeing:
		helpline := ""
		if rule == hurtAtHome {
			helpline = "The National Domestic Abuse Helpline listens day and night, free, on 0808 2000 247."
		}
		return lines("I'm sorry, that sounds hard. I'm an automated assistant, so please talk to a person. If you or somebody else is in danger, ring 999.",
			helpline,
			"Samaritans listen day and night, free, on "+bot.Samaritans+". Your GP or NHS 111 (choose the mental health option) can help too.",
			"Your group leader, your whip or Democratic Services can tell you what support the council has for councillors. If you have been threatened, tell the police"+number(c.Police, " on ")+" and the monitoring officer.")
	case knowledge.Privacy:
		return lines("I can't help with details of a child, a family, a carer or another member: where somebody lives, who cares for them, or what is in a file. I hold no case records, and being a corporate parent gives a member no general right to see them.",
			"If you need to know something for your role, ask the Director of Children's Services' office. If you are worried about a child, tell children's social care today (the front door, often called the MASH)"+number(c.FrontDoor, ": ")+"; in danger, ring 999.")
	case knowledge.Exempt:
		return lines("I can't give you exempt or confidential papers, nor what was said about them: I hold none. I'm not able to speak for the council either.",
			"Members can ask the monitoring officer or Democratic Services; the press can ask the council's press office. I can answer from the published papers.")
	case knowledge.Casework:
		return lines("I can't take up a case, and I keep nothing about one. Please pass it to officers through your usual casework route, such as Democratic Services or the member enquiries team, and let them act.",
			complaints(c),
			"If a child may be at risk, tell children's social care today (the front door, often called the MASH)"+number(c.FrontDoor, ": ")+".")
	case knowledge.Injection:
		return "I can't change how I work or show how I am set up. I answer from the council's papers and say where each answer stands. Ask me about children in care or care leavers and I will look."
	case knowledge.LegalAdvice:
		return "I can't give legal advice or write for a court. Please ask the council's legal services or the monitoring officer; for your own position, take independent legal advice. I can tell you what the law and the papers say in general."
	case knowledge.Political:
		return "I can't help with party politics: no opinions on a party, a politician or an election, and nothing for a campaign. I'm a council service, and council resources must not be used for political ends. I can give you facts from the papers, the same for every member."
	case knowledge.DataRights:
		return lines("You have rights over your own data: to know what is held about you, to have a copy, to have it put right, and to have it deleted or not used, within the limits of the law.",
			protection(c),
			"I can't do this from a chat yet. In the meantime, please don't type anything about a child or a family here.")
	case knowledge.Abuse:
		return "I'm sorry this isn't working for you. If you tell me what you need to know, I'll look in the council's papers once more."
	case knowledge.Command:
		return "I don't send briefings or reminders yet, so there is nothing to stop or unsubscribe from: I write only when you ask me something."
	case knowledge.Smalltalk:
		return g.chat(rule)
	}
	return ""
}

// chat is the reply to small talk.
func (g *Guard) chat(rule string) string {
	switch rule {
	case thanks:
		return "You're welcome. Just ask when you need something else from the papers."
	case goodbye:
		return "Goodbye. Come back whenever you have a question."
	case agreed:
		return "All right. Just ask when you need something else from the papers."
	}
	hello := "I'm hearth, an automated assistant for councillors, not a person. I look for answers in the council's papers about children in care and care leavers, and show where each one stands."
	if rule != about {
		hello = "Hello. " + hello
	}
	if len(g.samples) > 0 {
		hello += "\nYou could ask: " + strings.Join(g.samples, " Or: ")
	}
	return hello
}

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

const noNames = "Please don't send me names or details: I keep none."

func lines(all ...string) string {
	kept := all[:0]
	for _, l := range all {
		if l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
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
