// Package teams is hearth in an organisation's Microsoft Teams: it hears what the
// Bot Connector tells of, posts there, and hands what people do to the
// conversation.
//
// # What it promises
//
// Nothing is believed without a token that Microsoft signed for this bot, in this
// organisation, over Teams: see inbound.go. The bot's own token goes to hosts on
// the list of Options.Hosts alone, whatever an activity says, and is never sent on
// by a redirect. What is acknowledged is kept: the answer to Teams comes after
// Handler.Receive. Whoever removed hearth is sent nothing until they add it again.
// No words, names or addresses are kept or logged.
//
// # What Teams can't do
//
// A bot can't ask what stands in a conversation, and Teams doesn't know a message
// that it is sent twice, whatever id goes with it. So the Adapter is no bot.Looker,
// and where it is in doubt whether Teams took a message it is sent again: at least
// once. Of a message in parts those that were taken are not sent again while the
// program runs; after a crash all are. Nothing in a channel can be seen by one member alone: a fleeting line
// becomes one sentence in the thread that gives nothing away, and its buttons go to
// the member's own chat.
//
// # Records
//
// In the store it has the keys that begin with "teams-ref/": of each person the ids
// of their chat with hearth and of a conversation in which they were seen; of each
// conversation the address of its connector and whether hearth was removed.
//
// # Costs
//
// A message is one call of the connector for each part; hearing one costs a check
// of a signature, some fifty microseconds, and a commit where somebody is new.
package teams
