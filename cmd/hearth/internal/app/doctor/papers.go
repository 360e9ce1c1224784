package doctor

import (
	"fmt"

	"hearth/knowledge"
)

// Papers judges what hearth knows, on a day. unshelved are those for whom nobody
// has chosen a shelf.
func Papers(docs []knowledge.Document, unshelved int, today knowledge.Date) []Finding {
	const what = "papers"
	if len(docs) == 0 {
		return []Finding{mend(what, "there are none", `Add the council's papers with "hearth knowledge add", and hearth's own summary with "hearth knowledge add --starter".`)}
	}
	on := map[knowledge.Shelf]int{}
	var late, starter int
	for _, d := range docs {
		on[d.Shelf]++
		if !d.ReviewBy.IsZero() && d.ReviewBy.Before(today) {
			late++
		}
		if d.Starter && d.Adopted == nil {
			starter++
		}
	}
	out := []Finding{fine(what, "%d on the public shelf, %d on the members', %d on the officers'",
		on[knowledge.ShelfPublic], on[knowledge.ShelfMembers], on[knowledge.ShelfOfficers])}
	if on[knowledge.ShelfPublic]+on[knowledge.ShelfMembers] == 0 {
		out = append(out, mend(what, "members can be answered from none of them", `Choose a shelf for what members may read: "hearth knowledge set ID shelf=members".`))
	}
	if unshelved > 0 {
		out = append(out, look(what, fmt.Sprintf("for %s nobody has chosen a shelf, so officers alone see them", counted(unshelved, "paper", "papers")),
			`Choose one: "hearth knowledge set ID shelf=…", or on the officers' pages.`))
	}
	if late > 0 {
		out = append(out, look(what, counted(late, "paper is", "papers are")+" past the day of review",
			`See whether they still hold: "hearth knowledge list" names them; set a new review date or remove them.`))
	}
	if starter > 0 {
		out = append(out, look(what, counted(starter, "paper", "papers")+" of hearth's own summary your council has not checked yet",
			`Have your legal adviser read them, then "hearth knowledge adopt ID" says so under each answer.`))
	}
	return out
}
