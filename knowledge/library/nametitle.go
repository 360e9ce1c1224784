package library

import (
	"path/filepath"
	"strings"
	"unicode"
)

// nameTitle makes a title of a file's name, for a paper that shows none of its
// own: "corporate-parenting_report.txt" is "corporate parenting report". A hyphen
// between digits stays, as in a date.
func nameTitle(name string) string {
	runes := []rune(strings.TrimSuffix(name, filepath.Ext(name)))
	for i, r := range runes {
		dated := r == '-' && i > 0 && i+1 < len(runes) && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
		if (r == '-' || r == '_' || r == '+') && !dated {
			runes[i] = ' '
		}
	}
	title := strings.Join(strings.Fields(string(runes)), " ")
	if strings.IndexFunc(title, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return name
	}
	return title
}
