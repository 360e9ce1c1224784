package console

import (
	"crypto/rand"
	"time"

	"hearth/bot"
	"hearth/briefings"
	"hearth/knowledge"
)

// Place is a new conversation of a user of this machine, on the shelves of a
// viewer. Each has a thread of its own: a question of yesterday's, or of another
// window's, is not what a short one follows.
func Place(user string, as knowledge.Viewer) bot.Place {
	return bot.Place{Platform: bot.Terminal, Channel: user, Thread: string(as) + "-" + rand.Text(), Kind: bot.Direct}
}

// Turn is a line that was typed in a conversation. A terminal tells of each line
// once, so each has an identity of its own.
func Turn(at bot.Place, as knowledge.Viewer, line string, now time.Time) bot.Turn {
	return bot.Turn{ID: at.Channel + "-" + rand.Text(), From: briefings.Link{Platform: bot.Terminal, ID: at.Channel},
		Place: at, Kind: bot.Said, Text: line, Addressed: true, At: now, As: as}
}
