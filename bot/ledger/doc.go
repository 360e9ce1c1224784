// Package ledger keeps the turns that hearth was given until each is answered,
// and what may be kept of them afterwards.
//
// # Promises
//
// A turn that Receive has taken is on disk; taking it again changes nothing,
// under whatever event the platform tells of it once more. Turns of one
// conversation are handed out in the order in which they were taken, one at a
// time; a turn that was handed out and not finished, because the process died,
// is handed out again. Words stand in a turn only where the caller gave them:
// the caller asks the safeguards first and gives none where they say so.
//
// # What is kept, and for how long
//
// A turn keeps its words until Lapse is told that their time is over; then who,
// where and when remain, until their own time is over. A receipt says which
// papers a member was shown: no words. A conversation remembers which turn was
// its last question, and forgets that after memoryLasts. Forget takes away a
// member's words, receipts and memory at once. None of this erases from the
// file: that is for the store's Compact.
//
// # Keys
//
//	turn/<id>                       the turn
//	turn-open/<place><number>       id of a turn that is not done yet
//	turn-in/<place><number>         id of every turn of a conversation
//	turn-of/<member>/<id>           every turn of a member
//	turn-day/<yyyymmdd>/<id>        every turn by the day it was taken (UTC)
//	talk/<place>                    what a conversation remembers
//	greeted/<member>                the turn with which a member was greeted
//	receipt/<member>/<id>           a receipt
//	receipt-day/<yyyymmdd>/<member>/<id>
//
// # Costs
//
// Receive, Claim and Finish cost a handful of small reads and writes and one
// commit each; commits of different conversations that come together share the
// sync. Lapse and Forget grow with what they take away.
package ledger
