// Package chat is the conversation: what hearth does with a turn, the same on
// every platform. Adapters hand turns to a Core and post what it says.
//
// # The way of a turn
//
//	Receive: safeguards → who is it → ledger → nil, and the adapter acknowledges
//	Run:     claim → route → ask the papers → message → post → ledger: done
//
// The safeguards are asked before the first write. What they take is kept
// without its words; the reply is made from the kind and the rule, so that it
// can be made again after a crash. Turns of one conversation are answered in the
// order of their coming, conversations beside one another, at most
// Options.Workers at a time.
//
// # Promises
//
// A turn that Receive took ends in a reply, or in a plain apology where the
// answer is not there within Options.Patience, or where something breaks. A turn
// that was taken before is not answered again. Where a crash leaves it open
// whether a reply was posted, a platform that can be asked is asked (bot.Looker)
// before it is posted again; what this process has posted it doesn't post again.
// Handled turns are never context for another; of a
// worry about a child only its kind is remembered, so that "what should I do
// now?" stays one. In a channel hearth keeps out of what it was not asked; what it
// was asked there it answers to the member alone, and the conversation goes on
// where that reply stands. A channel reads what a member chooses to share, as it
// was shown to them, from the public shelf alone.
//
// # Costs
//
// A turn costs three commits of the ledger and one question to the papers. Its
// memory is that of one answer; waiting turns stand in the store, not in memory,
// but for the identities of the messages that were posted for turns which aren't
// done. Where many come at once all are taken before the next is answered.
package chat
