// Package slack is hearth in a Slack workspace: it puts messages there and hands
// what people do there to the conversation.
//
// # What is said
//
// Post, Find, Direct and Introduce are what bot.Adapter, Looker, Director and
// Introducer promise. A message is one post, or several where Slack's limits make
// it so (blockkit); each post carries the message's key where only apps see it.
// What Slack took without saying so is found by that key: Post itself looks before
// it posts again what it knows to be in doubt, and after a crash, when it knows
// nothing, Find does. Of a message in several posts only those are posted that are
// missing. A message for one member alone is never posted where others read along:
// Slack isn't even asked. A line that one person sees in a channel (bot.Fleeting)
// can't be looked for, and may be lost or come twice.
//
// Every call goes through one wire. Where Slack asks for a pause (HTTP 429), the
// method isn't called again until the pause is over, whoever wants to, and the
// error says how long. Messages in one channel keep a second apart, after a few.
// Errors, logs and counts hold no member's words, no address and no token.
//
// # Scopes
//
// Scopes lists what the app may do and why; nothing is called that needs more. Try
// tells whether an installation has them.
//
// # Costs
//
// A post is one call; looking is one call for every 200 messages of the last seven
// days in the channel or thread, up to the message; a person is one call in a
// quarter of an hour. What is remembered (people, direct messages, what is in doubt,
// titles) is bounded to some thousands of short entries each, a few hundred KB.
package slack
