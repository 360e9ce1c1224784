package doctor

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"hearth/bot"
)

// Records judges whether the records could be opened, and by whom they are held.
func Records(err error, serving bool) Finding {
	const what = "records"
	switch {
	case err == nil && serving:
		return fine(what, "open in the hearth that serves")
	case err == nil:
		return fine(what, "they can be read, and nobody else holds them")
	}
	// Who may speak to a member says in a sentence what is wrong and what to do.
	if p, ok := errors.AsType[bot.Plainer](err); ok {
		return mend(what, "they can't be opened", p.Plain())
	}
	return mend(what, fmt.Sprintf("they can't be opened: %v", cause(err)), "See that hearth may read all files in the data folder, or bring back a backup.")
}

// Index judges whether the index holds what the records hold.
func Index(fresh bool, err error) Finding {
	const what = "index"
	switch {
	case err != nil:
		return mend(what, fmt.Sprintf("it can't be looked at: %v", cause(err)), `Make it anew: "hearth knowledge rebuild".`)
	case !fresh:
		return look(what, "it is behind the records", `The next question brings it up to date, or "hearth knowledge rebuild" now.`)
	}
	return fine(what, "it holds what the records hold")
}

// Turns judges what members have written and not been answered.
func Turns(n int, oldest, now time.Time, serving bool) Finding {
	const what = "conversations"
	waits := now.Sub(oldest).Round(time.Second)
	switch {
	case n == 0:
		return fine(what, "nobody waits for an answer")
	case !serving:
		return look(what, counted(n, "turn is", "turns are")+" not answered", `They are answered when "hearth serve" starts, or when their terminal asks again.`)
	case waits > time.Minute:
		return mend(what, fmt.Sprintf("%s not answered, the oldest for %s", counted(n, "turn is", "turns are"), waits), "Look into hearth's log, and start it anew: it answers what was left.")
	}
	return fine(what, "%s being answered", counted(n, "turn is", "turns are"))
}

// Paused judges whether answers are paused, since when.
func Paused(since time.Time, zone *time.Location) Finding {
	const what = "answers"
	if since.IsZero() {
		return fine(what, "they are given")
	}
	return look(what, "they are paused since "+since.In(zone).Format("15:04 on 2 January 2006"), `Let them go on when the reason is gone: "hearth resume answers".`)
}

// Holds judges the holds in force. Their reasons may name people and stay where
// they are.
func Holds(ids []string) Finding {
	const what = "holds"
	if len(ids) == 0 {
		return fine(what, "none: what has run out is deleted")
	}
	return look(what, counted(len(ids), "hold keeps", "holds keep")+" things from being deleted", `"hearth hold list" has the reasons; end each when its request is answered.`)
}

// Logging judges how much is logged.
func Logging(l slog.Level) Finding {
	const what = "HEARTH_LOG_LEVEL"
	switch {
	case l <= slog.LevelDebug:
		return look(what, "debug: much is written", "Set it to warn or info once you have found what you look for.")
	case l >= slog.LevelError:
		return look(what, "error: what will fail soon is not written", "Set it to warn.")
	}
	return fine(what, "%s", strings.ToLower(l.String()))
}

// Unknown judges variables that look like settings and are none.
func Unknown(names []string) (out []Finding) {
	for _, n := range names {
		out = append(out, look("settings", n+" is set, and is no setting of hearth's", "Look for a slip in its name; README lists the settings."))
	}
	return out
}
