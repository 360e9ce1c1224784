package analysis

import (
	"fmt"
	"strconv"
	"strings"
)

// join adds, behind their parts, the words that text writes in several pieces:
// sections of Acts and dates.
func join(in []Token, text string) []Token {
	out := make([]Token, 0, len(in)+4)
	for i, t := range in {
		out = append(out, t)
		if stem, from := joined(in[:i+1], text); stem != "" {
			out = append(out, Token{Stem: stem, Start: in[from].Start, End: t.End, Joined: true})
		}
	}
	return out
}

// joined tells the joined word that ends at the last of the tokens, and the
// token that it begins at.
func joined(ts []Token, text string) (stem string, from int) {
	n := len(ts)
	last := ts[n-1]
	if !last.digit {
		return "", 0
	}
	if n >= 3 && ts[n-2].digit && ts[n-3].digit {
		if sep := gap(ts, n-2, text); sep == gap(ts, n-1, text) && (sep == "/" || sep == "-" || sep == ".") {
			if d := numericDate(ts[n-3].Stem, ts[n-2].Stem, last.Stem); d != "" {
				return d, n - 3
			}
		}
	}
	if d := numericDate3(last.Stem); d != "" {
		return d, n - 1
	}
	if n < 2 {
		return "", 0
	}
	between := gap(ts, n-1, text)
	if p, ok := parts[strings.ToLower(text[ts[n-2].Start:ts[n-2].End])]; ok && (between == "" || between == " " || between == "." || between == ". ") {
		return p + last.Stem, n - 2
	}
	if y := last.Stem; (between == "/" || between == "-" || between == "–") && ts[n-2].digit {
		if a, b := number(ts[n-2].Stem, 4), number(y, 2); a >= 1000 && b >= 0 && (a+1)%100 == b {
			return fmt.Sprintf("%04d/%02d", a, b), n - 2 // a financial year
		}
	}
	return longDate(ts, text)
}

// parts are the names of an Act's parts as a number follows them.
var parts = map[string]string{
	"s": "s", "ss": "s", "sec": "s", "section": "s", "sections": "s",
	"reg": "reg", "regs": "reg", "regulation": "reg", "regulations": "reg",
	"sch": "sch", "schedule": "sch", "art": "art", "article": "art",
}

var months = map[string]int{
	"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4,
	"may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8,
	"september": 9, "sept": 9, "sep": 9, "october": 10, "oct": 10,
	"november": 11, "nov": 11, "december": 12, "dec": 12,
}

func month(t Token, text string) int { return months[strings.ToLower(text[t.Start:t.End])] }

// longDate reads "16 March 2021", "16th March, 2021", "March 16, 2021" and
// "March 2021" ending at the last token.
func longDate(ts []Token, text string) (string, int) {
	n := len(ts)
	y := number(ts[n-1].Stem, 4)
	if y < 1000 || ts[n-1].Start-ts[n-2].End > 2 {
		return "", 0
	}
	if m := month(ts[n-2], text); m > 0 {
		at := n - 3
		if at > 0 && ts[at].Stem == "of" { // the 16th of March
			at--
		}
		if at >= 0 && ts[at+1].Start-ts[at].End <= 2 {
			if d := day(ts[at].Stem); d > 0 {
				return fmt.Sprintf("%04d-%02d-%02d", y, m, d), at
			}
		}
		return fmt.Sprintf("%04d-%02d", y, m), n - 2
	}
	if d := day(ts[n-2].Stem); d > 0 && n >= 3 && ts[n-2].Start-ts[n-3].End <= 2 {
		if m := month(ts[n-3], text); m > 0 {
			return fmt.Sprintf("%04d-%02d-%02d", y, m, d), n - 3
		}
	}
	return "", 0
}

// day reads "16", "16th"; 0 where it is none.
func day(s string) int {
	for _, end := range [...]string{"st", "nd", "rd", "th"} {
		s = strings.TrimSuffix(s, end)
	}
	if d, err := strconv.Atoi(s); err == nil && len(s) <= 2 && d <= 31 {
		return d
	}
	return 0
}

// numericDate reads day, month and year in British order, or year first.
func numericDate(a, b, c string) string {
	if y := number(a, 4); y >= 1000 {
		a, c = c, a
	}
	y := number(c, 4)
	if y < 0 {
		if y = number(c, 2); y < 0 {
			return ""
		}
		y += 2000
	}
	m, d := day(b), day(a)
	if m < 1 || m > 12 || d < 1 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

// numericDate3 reads "16.03.2021", which is one word by UAX 29.
func numericDate3(s string) string {
	p := strings.Split(s, ".")
	if len(p) != 3 {
		return ""
	}
	return numericDate(p[0], p[1], p[2])
}

func number(s string, digits int) int {
	if len(s) != digits {
		return -1
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// gap is what stands between token i and the one before it.
func gap(ts []Token, i int, text string) string { return text[ts[i-1].End:ts[i].Start] }
