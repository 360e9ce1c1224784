package audience

import (
	"slices"
	"strings"
	"unicode"

	"hearth/briefings"
	"hearth/knowledge"
)

// bodiesOf takes a cell apart into the committees it names: by line, semicolon
// or bar, and by comma only behind a word with which a committee's name ends,
// since "Children, Families and Schools Committee" is one.
func bodiesOf(cell string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ';' || r == '|' || r == '\n' || r == '\r' || r == '•' }) {
		whole := ""
		for piece := range strings.SplitSeq(part, ",") {
			whole = strings.TrimLeft(whole+","+piece, ", ")
			ws := strings.Fields(fold(bracketed().ReplaceAllString(piece, "")))
			if len(ws) > 0 && slices.Contains(bodyNouns, ws[len(ws)-1]) {
				out, whole = append(out, whole), ""
			}
		}
		if whole != "" {
			out = append(out, whole)
		}
	}
	for i, b := range out {
		out[i] = tidyBody(b)
	}
	return slices.DeleteFunc(out, func(b string) bool { return b == "" || slices.Contains(noBody, fold(b)) || all(b, parties) })
}

var noBody = []string{"none", "na", "n a", "nil", "no", "tbc", "vacant", "-"}

// tidyBody is a committee's name on one line without what stands in brackets
// (a chair, a party) and the signs of a list before it.
func tidyBody(s string) string {
	s = strings.Join(strings.Fields(bracketed().ReplaceAllString(s, " ")), " ")
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-–*,.:", r) })
	runes := []rune(s)
	return strings.TrimSpace(string(runes[:min(len(runes), maxBody)]))
}

// officesOf takes a cell apart into offices. An office in a party's group would
// tell the party, so it is none.
func officesOf(cell string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ';' || r == '|' || r == '\n' }) {
		if b := tidyBody(part); b != "" && !slices.Contains(noBody, fold(b)) && !plainRole(b) && !tellsParty(b) {
			out = append(out, b)
		}
	}
	return out
}

// plainRole tells whether an office is only what everybody on the list is.
func plainRole(s string) bool {
	return slices.Contains([]string{"member", "councillor", "cllr", "elected member", "ward councillor", "ward member", "backbencher", "backbench member"}, fold(s))
}

// givenByHand tells whether a cell asks for a role that no list may give.
func givenByHand(cell string) bool {
	return slices.Contains([]string{"officer", "admin", "administrator", "dpo", "data protection officer"}, fold(cell))
}

func tellsParty(s string) bool {
	f := " " + fold(s) + " "
	for _, w := range []string{" labour ", " conservative ", " conservatives ", " tory ", " liberal ", " democrat ", " democrats ", " lib dem ", " ukip ", " reform uk ",
		" snp ", " plaid ", " green party ", " independent ", " independents ", " whip ", " opposition ", " group leader ", " party "} {
		if strings.Contains(f, w) {
			return true
		}
	}
	return strings.Contains(f, " leader ") && strings.Contains(f, " group ")
}

// seated is the seats that a member has when a list names these. A seat that
// the list doesn't name ends today, where the list says anything of committees;
// seats on schools' governing bodies are no committees and stay.
func seated(had []briefings.Seat, named []briefings.Seat, ends bool, today knowledge.Date) []briefings.Seat {
	out := slices.Clone(had)
	open := func(s briefings.Seat) bool { return s.Until.IsZero() || !s.Until.Before(today) }
	for i, s := range out {
		listed := slices.ContainsFunc(named, func(n briefings.Seat) bool { return fold(n.Body) == fold(s.Body) })
		if ends && !listed && s.Until.IsZero() && s.Kind != briefings.SeatSchool && !today.Before(s.From) {
			out[i].Until = today
		}
	}
	for _, n := range named {
		has := slices.ContainsFunc(out, func(s briefings.Seat) bool { return open(s) && fold(n.Body) == fold(s.Body) })
		if !has {
			out = append(out, n)
		}
	}
	return out
}
