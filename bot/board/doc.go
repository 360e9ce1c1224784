// Package board is the officers' pages: what needs doing, the papers that
// hearth answers from, whom it sends people to, the council's own settings, the
// members, and the button that pauses answers.
//
// It promises:
//   - What came up from a browser stands in a folder of its own below the data
//     folder until the officer has seen what is in it and chosen; no other
//     officer can see it. It goes when it is added or thrown away, after a day,
//     and when hearth starts. Its name is a label and never a path.
//   - No shelf is guessed: nothing is added before an officer has chosen one.
//   - A form with a mistake comes back as it was typed, with what is wrong
//     beside each field. A form over something that somebody else has changed
//     meanwhile comes back too, and changes nothing.
//   - Who isn't an administrator can't change, nor sign in as, somebody who is
//     one or who protects data.
//
// It decides nothing about papers and people itself: what stands behind the
// pages is declared here as small interfaces, which the program fills.
//
// Costs: the front page and the list of papers read every paper's record, some
// milliseconds for thousands. An upload is read once to be looked at and once to
// be added, in the background, one file after the other; its bytes are never in
// memory as a whole. Uploads take disk space up to the limits in the options.
package board
