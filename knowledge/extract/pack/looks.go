package pack

import (
	"math"
	"regexp"
	"strings"
)

// signs of corporate parenting, each with what one mention weighs. Words that
// other services use too weigh little.
var signs = []struct {
	words  *regexp.Regexp
	weight float64
}{
	{regexp.MustCompile(`\bcorporate parent(?:s|ing)?\b`), 5},
	{regexp.MustCompile(`\b(?:looked[- ]after child(?:ren)?|children looked after|child(?:ren)? in (?:our )?care|cared[- ]for children|care[- ]experienced)\b`), 4},
	{regexp.MustCompile(`\b(?:care leavers?|leaving care|personal advis[eo]rs?|pathway plans?|local offer for care)\b`), 4},
	{regexp.MustCompile(`\b(?:foster(?:ing)?(?: carers?| care| famil(?:y|ies))?|adopt(?:ers|ive|ion (?:agency|service|panel))|special guardian(?:s|ship)?|kinship|children's homes?|residential child care)\b`), 3},
	{regexp.MustCompile(`\b(?:virtual school|independent reviewing officers?|iro|cafcass|unaccompanied (?:asylum|children)|sufficiency strategy|children in care council|placements?)\b`), 2},
	{regexp.MustCompile(`\b(?:children's (?:social care|services)|safeguarding|ofsted|permanence|permanency|care orders?)\b`), 1},
}

// half is the weight per thousand words at which a text looks half relevant.
const half = 6.0

// looks guesses how relevant a report is to corporate parenting, 0 to 1: the
// weight of its signs per thousand words, its title's mentions counted as
// though the text made them six times more often; w/(w+half).
func looks(title, text string) float64 {
	low := strings.ToLower(strings.ReplaceAll(text, "’", "'"))
	head := strings.ToLower(strings.ReplaceAll(title, "’", "'"))
	w := 0.0
	for _, s := range signs {
		w += s.weight * float64(len(s.words.FindAllStringIndex(low, 400)))
		if s.words.MatchString(head) {
			w += 6 * s.weight
		}
	}
	thousands := math.Max(float64(len(strings.Fields(text)))/1000, 0.3)
	w /= thousands
	return math.Round(100*w/(w+half)) / 100
}
