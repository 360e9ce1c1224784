package slack

import "slices"

// A Scope is one thing that hearth's app may do in a workspace.
type Scope struct {
	Name string
	Why  string // for whoever is asked to allow it: one sentence
	// Methods are the calls that need it, Events what Slack tells of by it.
	Methods, Events []string
}

// AppScope is what the app-level token of Socket Mode must be made with.
const AppScope = "connections:write"

// Scopes are what the bot's token needs, in the order of their names, and nothing
// more.
func Scopes() []Scope {
	return []Scope{
		{"app_mentions:read", "hearth hears when a member writes its name in a channel that it was invited to.",
			nil, []string{"app_mention"}},
		{"assistant:write", "hearth offers first questions, says that it is looking, and names the conversation, where the workspace has Slack's assistant.",
			[]string{methodPrompts, methodStatus, methodTitle}, []string{"assistant_thread_context_changed", "assistant_thread_started"}},
		{"channels:history", "hearth hears follow-up questions in a public channel that it was invited to, and looks whether its own reply stands there before it posts it again.",
			[]string{methodHistory, methodReplies}, []string{"message.channels"}},
		{"chat:write", "hearth replies.",
			[]string{methodPost, methodEphemeral}, nil},
		{"commands", "members can type /hearth.",
			nil, nil},
		{"groups:history", "hearth does in a private channel that it was invited to what it does in a public one.",
			[]string{methodHistory, methodReplies}, []string{"message.groups"}},
		{"im:history", "hearth hears what a member writes to it directly, and looks whether its own reply stands there before it posts it again.",
			[]string{methodHistory, methodReplies}, []string{"message.im"}},
		{"im:write", "hearth writes to a member directly, so that nobody else reads the answer.",
			[]string{methodOpen}, nil},
		{"users:read", "hearth tells members from guests, other organisations' people and programs.",
			[]string{methodUser}, nil},
		{"users:read.email", "hearth knows a member by the work address that the council has given Slack.",
			[]string{methodUser}, nil},
	}
}

// Free are the calls and events that need no scope.
func Free() (methods, events []string) {
	return []string{methodAuth, methodPublish, methodView}, []string{"app_home_opened"}
}

// Events are all that hearth asks Slack to be told of, sorted: the manifest's bot
// events.
func Events() []string {
	_, all := Free()
	for _, s := range Scopes() {
		all = append(all, s.Events...)
	}
	slices.Sort(all)
	return all
}
