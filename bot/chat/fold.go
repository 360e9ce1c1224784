package chat

import (
	"fmt"
	"strings"

	"hearth/bot"
)

// firstWords is about how many words of statements stand before any tap: what is
// read in twenty seconds on a phone.
const firstWords = 60

// fold shortens statements to about firstWords words in all, and gives those
// that are shown. openings are their first sentences or lines. A statement is
// shown whole, or by its opening, or a list by its first items and how many
// follow; the first one always has something to show. folded tells whether
// anything was left out.
func fold(all []bot.Statement, openings []string) (shown []bot.Statement, folded bool) {
	left := firstWords
	for i, s := range all {
		n := len(strings.Fields(s.Text))
		if n > left && (i > 0 || n > firstWords+firstWords/4) {
			s.Text, s.Folded = shortened(s.Text, openings[i], left, i == 0), true
			n, folded = len(strings.Fields(s.Text)), true
		}
		if s.Text != "" {
			shown = append(shown, s)
			left -= n
		}
	}
	return shown, folded
}

// shortened is as much of a text as fits into some words, "" where nothing does;
// with must it is at least its opening.
func shortened(text, opening string, words int, must bool) string {
	lead, items, list := strings.Cut(text, "\n")
	if !list {
		if must || len(strings.Fields(opening)) <= words {
			return opening
		}
		return ""
	}
	all := strings.Split(items, "\n")
	n, fits := len(strings.Fields(lead)), 0
	for _, item := range all {
		if n += len(strings.Fields(item)); n > words && (fits > 0 || !must) {
			break
		}
		fits++
	}
	switch fits {
	case 0:
		return ""
	case len(all):
		return text
	}
	return strings.Join(append([]string{lead}, all[:fits]...), "\n") + fmt.Sprintf("\nand %d more", len(all)-fits)
}
