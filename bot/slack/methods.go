package slack

// The methods of Slack's Web API that hearth calls, as errors and counts name
// them: https://docs.slack.dev/reference/methods. Each that needs a scope stands
// in Scopes.
const (
	methodAuth      = "auth.test"
	methodConnect   = "apps.connections.open"
	methodPost      = "chat.postMessage"
	methodEphemeral = "chat.postEphemeral"
	methodHistory   = "conversations.history"
	methodReplies   = "conversations.replies"
	methodOpen      = "conversations.open"
	methodUser      = "users.info"
	methodView      = "views.open"
	methodPublish   = "views.publish"
	methodPrompts   = "assistant.threads.setSuggestedPrompts"
	methodStatus    = "assistant.threads.setStatus"
	methodTitle     = "assistant.threads.setTitle"
	// methodResponse is no method of the Web API: it is an answer to the address
	// that a slash command or a button came with.
	methodResponse = "response_url"
)
