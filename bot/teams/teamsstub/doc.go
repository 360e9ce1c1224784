// Package teamsstub is an organisation in Microsoft Teams that lives in this
// process: people, chats, channels, the Bot Connector, the place where an app gets
// its token and the keys that Teams signs with. Tests and "hearth teams try" speak
// with it as they would with Teams.
//
// It promises to refuse what Teams refuses, under Teams' names for it: wrong and
// old tokens, what is too long, conversations that the app isn't in. It is stricter
// than Teams where Teams drops silently what it doesn't know: a card, an element or
// a field that it doesn't know is refused with what is wrong. It reads what was
// really sent and knows nothing of hearth's own rendering, so that a mistake there
// can't hide here.
//
// What Teams leaves open it settles so that a test can rely on it: what is said in
// one conversation is told in order, what the app answered with 5xx or not at all is
// told again, identities grow, and nothing happens by chance. It keeps everything
// that it was sent until it is closed, so what it costs in memory grows with its
// use: it is for minutes, not for months. It speaks on the loopback interface alone
// and has no secrets worth keeping.
package teamsstub
