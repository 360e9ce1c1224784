package answer

import (
	"strings"

	"hearth/knowledge"
)

// discount takes weight from the verbs that the papers don't use, where enough else
// is asked that they do.
func discount(ideas []idea, text string) {
	known := 0
	for _, i := range ideas {
		if i.known && !i.everyday {
			known++
		}
	}
	for k := range ideas {
		if i := &ideas[k]; known > 1 && !i.known && !i.everyday && doing(text, i.at) {
			i.weight *= weightDoing / i.retrieval()
			i.factor = weightDoing
		}
	}
}

// doing tells whether a word of a question is a verb by where it stands: behind
// "to" or a pronoun, or before one, an article or a particle. Papers put in other
// words what is done, seldom what it is done to.
func doing(text string, at knowledge.Span) bool {
	before := strings.Fields(strings.ToLower(text[:at.Start]))
	after := strings.Fields(strings.ToLower(text[at.End:]))
	if len(before) == 0 || strings.HasSuffix(before[len(before)-1], ",") {
		return false
	}
	if last := before[len(before)-1]; subjects[last] {
		return true
	}
	return len(after) > 0 && objects[strings.TrimRight(after[0], "?.,")] && text[at.End:at.End+1] == " "
}

var (
	subjects  = wordSet("to we they i you he she it who")
	particles = wordSet("up down out off over away back in through on together apart round")
	objects   = wordSet("the a an its their his her our your my this that these those it them him us me up down out off over away back")
)
