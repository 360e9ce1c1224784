package guard

import (
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
			"Say “my data” and I show what I keep of you, “forget me” and I delete it; “My data” on my web page does the same.",
			protection(c),
			"Please don't type anything about a child or a family here.")
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
