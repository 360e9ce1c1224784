package exempt

import (
	"strconv"
	"strings"
)

// A number is an agenda number: "7a" is 7 and "a". Zero is none.
type number struct {
	n      int
	letter string
}

func (a number) after(b number) bool { return a.n > b.n || a.n == b.n && a.letter > b.letter }

func numberOf(text string) number {
	m := agendaNo.FindStringSubmatch(unmarked(fold(text)))
	if m == nil {
		return number{}
	}
	return parseNumber(m[1])
}

func parseNumber(s string) number {
	s = strings.ReplaceAll(fold(s), " ", "")
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, err := strconv.Atoi(s[:i])
	if err != nil {
		return number{}
	}
	return number{n, s[i:]}
}

// listed tells whether the block is one line of an agenda: numbered, no
// heading, and with a numbered neighbour.
func listed(ls []line, i int) bool {
	if ls[i].where == inHead || numberOf(ls[i].text).n == 0 || len(strings.Fields(ls[i].text)) > 30 {
		return false
	}
	if strings.Trim(unnumbered(fold(ls[i].text)), " .") == "" {
		return false
	}
	own := numberOf(ls[i].text).n
	for _, step := range []int{-1, 1} {
		for j, seen := i+step, 0; j >= 0 && j < len(ls) && seen < 3; j, seen = j+step, seen+1 {
			if n := numberOf(ls[j].text).n; n > 0 && n-own == step {
				return true
			}
		}
	}
	return false
}
