package chat

import (
	"strings"

	"hearth/bot"
	"hearth/bot/ledger"
)

// The actions of buttons and the names of commands.
const (
	doHelp      = "help"       // what hearth can do
	doSources   = "sources"    // where the last answer stands, or that of a turn
	doMore      = "more"       // the whole of it
	doChallenge = "challenge"  // what to ask about it at a meeting
	doAsk       = "ask"        // a question that stands on the button
	doRing      = "ring"       // whom to ring
	doMine      = "my-data"    // what is kept of the member
	doForget    = "forget-me"  // asks whether to take it away
	doForgetNow = "forget-now" // takes it away
	doWhoSees   = "who-sees"   // who can read what is written here
	doAddMe     = "add-me"     // an unknown person wants to be added; sent as a form: with their name and address
	doShare     = "share"      // shows what a channel would see of an answer
	doShareNow  = "share-now"  // shares it
	doSignIn    = "sign-in"    // a link that signs the member in on hearth's pages
)

// commands are what people write for them, without a slash, in small letters.
var commands = map[string][]string{
	doHelp:      {"help", "what can you do", "what can i ask", "what can i ask you", "how does this work", "how do i use this", "commands", "?"},
	doSources:   {"sources", "source", "where does it say that", "where does it say this", "where is that from", "show sources", "show me the sources"},
	doMore:      {"more", "tell me more", "show more", "the rest", "show me the rest"},
	doChallenge: {"what should i ask", "what could i ask", "what can i ask at the meeting", "what should i ask about this", "questions to ask"},
	doRing:      {"who do i ring", "who do i call", "whom do i ring", "who should i ring", "who should i call", "contacts", "phone numbers", "numbers"},
	doMine:      {"my data", "show my data", "what do you keep about me", "what do you have on me", "what do you know about me", "what do you hold about me"},
	doForget:    {"forget me", "delete my data", "delete my questions", "forget my questions", "erase my data", "delete everything about me"},
	doWhoSees:   {"who sees this", "who can see this", "who reads this", "who can read this", "who sees what i ask", "who can see what i ask", "is this private", "privacy"},
	doSignIn:    {"sign in", "sign me in", "log in", "log me in", "login", "signin", "web page", "the web page", "web pages", "open the web page"},
}

// commandOf is the command that a text is, with or without a slash.
func commandOf(text string) (name string, ok bool) {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	text = strings.TrimRight(strings.TrimPrefix(text, "/"), "?!. ")
	text = strings.TrimSuffix(strings.TrimPrefix(text, "please "), " please")
	if text == "" {
		return "", false
	}
	for name, ways := range commands {
		if text == strings.ReplaceAll(name, "-", " ") || text == name {
			return name, true
		}
		for _, w := range ways {
			if text == w {
				return name, true
			}
		}
	}
	return "", false
}

// asking is a text without the command that says it is a question.
func asking(text string) string {
	trimmed := strings.TrimSpace(text)
	for _, prefix := range []string{"/hearth ask ", "/hearth ", "/ask "} {
		if len(trimmed) > len(prefix) && strings.EqualFold(trimmed[:len(prefix)], prefix) {
			return strings.TrimSpace(trimmed[len(prefix):])
		}
	}
	return text
}

// labels are what a pressed button, or a command, is shown as.
var labels = map[string]string{
	doHelp: "Help", doSources: "Sources", doMore: "More", doChallenge: "What should I ask?", doRing: "Who do I ring?",
	doMine: "My data", doForget: "Forget me", doForgetNow: "Yes, forget me", doWhoSees: "Who sees this?",
	doAddMe: "Ask democratic services to add me", doShare: "Share here", doShareNow: "Share it", doSignIn: "Open my pages",
}

// shown is a turn as the person sees it again: their words, the button they
// pressed; "" where the words are not kept.
func shown(t ledger.Turn) string {
	switch {
	case t.Text != "":
		return t.Text
	case t.Action == doAsk:
		return t.Value
	}
	return labels[t.Action]
}

// button is a choice by its action.
func button(action, value string) bot.Choice {
	return bot.Choice{Label: labels[action], Action: action, Value: value, Grave: action == doForgetNow}
}
