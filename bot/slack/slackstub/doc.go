// Package slackstub is a Slack workspace that lives in this process: people,
// channels, the Web API, Socket Mode and signed requests, with Slack's limits and
// its faults. Tests and "hearth slack try" speak with it as they would with Slack.
//
// It promises to refuse what Slack refuses, under Slack's names for it: wrong
// tokens and missing scopes, what is too long, channels that the app isn't in,
// triggers that are old or spent. It reads what was really sent and knows nothing
// of hearth's own rendering, so that a mistake there can't hide here.
//
// What Slack leaves open it settles so that a test can rely on it: events of one
// channel are told in order, time stamps grow, and nothing happens by chance. It
// speaks on the loopback interface alone and has no secrets worth keeping.
//
// Costs: it keeps everything that it was sent until it is closed, so its memory grows
// with its use: it is for minutes, not for months. A post looks through the messages
// of its channel, and a new socket through all that was told.
package slackstub
