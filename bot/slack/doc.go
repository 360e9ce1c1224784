// Package slack is hearth in a Slack workspace: it puts messages there and hands
// what people do there to the conversation.
package slack
