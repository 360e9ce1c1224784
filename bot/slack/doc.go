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
// # What is heard
//
// Listen (Socket Mode) and Handler (signed requests) hear the same and make the same
// bot.Turn of it. Slack is told that something was taken once the host has kept it,
// or where there is nothing to keep; else Slack tells it again. A message has one
// identity under however many event ids it is told. By Socket Mode, what happens in
// one channel is handed over in order, eight channels beside one another, and no more
// than 512 envelopes wait: then nobody reads on. By signed requests, 64 are taken at
// once, in the order in which Slack makes them; of requests made at the same time
// either may be first. What can't be read is acknowledged, counted (Watch.Refused,
// "unreadable") and not kept.
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
