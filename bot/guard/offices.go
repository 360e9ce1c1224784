package guard

import (
	"fmt"
	"strings"
	"time"

	"hearth/bot"
	"hearth/knowledge"
)

// Names of rules that a reply depends on.
const (
	thanks     = "thanks"
	goodbye    = "goodbye"
	agreed     = "agreed"
	about      = "about hearth"
	ringDoor   = "number of the front door"
	ringDuty   = "number out of hours"
	ringLADO   = "number of the LADO"
	ringCops   = "number of the police"
	complain   = "where complaints go"
	ownWords   = "a child's own words"
	hurtAtHome = "hurt at home"
)

const inDanger = "If a child is in danger at this moment, ring 999."

// offices write the reply to a question for an office's number.
var offices = map[string]func(book, time.Time) string{
	ringDoor: door,
	ringDuty: func(c book, now time.Time) string {
		if c.OutOfHours.Phone == "" {
			return door(c, now)
		}
		return lines(fmt.Sprintf("Children's social care out of hours (the emergency duty team): %s%s.", c.OutOfHours.Phone, hours(c.OutOfHours)), inDanger)
	},
	ringLADO: func(c book, _ time.Time) string {
		return lines(c.reach("The Local Authority Designated Officer (LADO), for worries about people who work or volunteer with children", c.LADO,
			"Ask children's social care (the front door, often called the MASH) for the LADO, or ring the council's switchboard."), inDanger)
	},
	ringCops: func(c book, _ time.Time) string {
		return lines(c.reach("The police, where nobody is in danger at this moment", c.Police, "101 reaches the police anywhere in England."),
			"In danger, ring 999.")
	},
	complain: func(c book, _ time.Time) string {
		return c.reach("Complaints to the council", c.Complaints, "Ask the council's switchboard for the complaints team.")
	},
}

// Numbers is whom to ring, for somebody who asks no more than that: children's
// social care, allegations against people who work with children, the police,
// complaints.
func (g *Guard) Numbers(now time.Time) string {
	found, err := g.contacts()
	c := book{found, err != nil}
	var all []string
	for _, office := range []string{ringDoor, ringLADO, ringCops, complain} {
		for line := range strings.SplitSeq(offices[office](c, now), "\n") {
			if line != inDanger && !strings.HasPrefix(line, "In danger") {
				all = append(all, line)
			}
		}
	}
	return lines(append([]string{inDanger}, all...)...)
}

// door says how children's social care is reached; what there is to say where
// nothing is set has 999 in it.
func door(c book, now time.Time) string {
	says := social(c, now)
	if strings.Contains(says, "999") {
		return says
	}
	return lines(says, inDanger)
}

// reach says how an office is reached, or what to do instead.
func (b book) reach(who string, c bot.Contact, instead string) string {
	switch {
	case b.shut:
		return who + ": I can't look up your council's number just now. " + instead
	case c.IsZero():
		return who + ": your council has not given me a number or address. " + instead
	case c.Phone != "" && c.Email != "":
		return who + ": " + c.Phone + hours(c) + ", " + c.Email + "."
	}
	return who + ": " + number(c, "") + "."
}

// officeRules take a question for the number of an office that officers can
// set. What an office does, and how many rang it, is for the papers.
func officeRules() []rule {
	const way = "number|numbers|phone|telephone|tel|email|mail|contact|contacts|line|hotline|helpline|address"
	ask := func(name, office string) rule {
		return rule{name: name, kind: knowledge.Command, why: "a member asks how an office is reached", any: parseAll(
			"< ?whats|what|give|send|tell|have|need|i|please|can|do|you ?is|are|me|you|u|i|need|have|got|want ?have|got|give|me|need|want ?me ?the|a|our|your|their ?right|best|main ?phone|telephone|contact|email "+way+" ?do|i|we ?ring|call|details|address|line ?do ?i|we ?ring|call ?for|of|to ?ring|call|contact|reach ?the|our "+office+" ?team|service|desk|line|officer|people|number ?please >",
			"< ?please|whats|what|the|our|i|need|want|give|get ?is|me|need|want|i ?the|our|a "+office+" ?team|service|desk|officer ?phone|telephone|contact|email "+way+" ?number|details|address ?please >",
			"< ?so|and|please how|where|can|could|should do|can|should|would|must|i|we|you ?i|we|you ?best ring|call|phone|contact|reach|email|telephone|get|speak|find|tell ?me ?through|hold|to|in|the|how ?of|to|touch ?i|with ?contact ?the|our|a "+office+" ?team|service|desk|officer ?number ?please >",
			"< ring|call|phone|contact|email the|our "+office+" ?team >"),
			not: parseAll("how many|much|often")}
	}
	who := rule{name: ringDoor, kind: knowledge.Command, why: "a member asks whom to ring and says no more", any: parseAll(
		"< ?so|and|ok|please|but who|whom|where do|should|can|shall|must|could|would|to ?i|we|you ring|call|phone|contact|tell|telephone|speak|talk ?to ?now|please|about|first|today|then ?this|it >",
		"< what|which|whats ?is ?the ?phone number ?do|should|can|to ?i|we ring|call|phone|dial ?please >",
		"< ?the|a phone number ?please >")}
	night := rule{name: ringDuty, kind: knowledge.Command, why: who.why, any: parseAll(
		"< ?so|and|please who|what|whats|which ?is ?the ?phone ?number ?do|should|can|to ?i|we ring|call|phone|contact|speak ?to out|at|after|in|on|over|this|tonight of|night|hours|the|a|weekend ?hours|evening|night|weekend|sunday|saturday >")}
	return []rule{
		ask(ringLADO, "lado|designated ?officer"), ask(ringCops, "?non ?emergency police|101"),
		ask(complain, "complaints|complaint"),
		ask(ringDuty, "?the ?council* out|emergency|edt ?of|duty ?hours|team|childrens ?social ?care|services|team"),
		ask(ringDoor, "front|mash|childrens|children|social|safeguarding|multi|safeguard ?agency|door|social|safeguarding|services|care ?hub|care|services|team|safeguarding ?hub"),
		night, who,
	}
}
