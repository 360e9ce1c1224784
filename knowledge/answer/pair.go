package answer

import (
	"strings"

	"hearth/knowledge"
)

// pair joins a sentence with the next where that one leans on it ("This will
// impact on …") or the two together hold what neither holds alone, and a heading
// with the few words beneath it.
func (p *part) pair(f finding, units [][]float64, ps *passage) *finding {
	i := f.unit
	if i+1 >= len(ps.Units) || ps.joins[i] == apart || ps.Units[i+1].Kind != knowledge.Sentence {
		return nil
	}
	short := len(strings.Fields(ps.texts[i])) <= fewWords && len(strings.Fields(ps.texts[i+1])) <= fewWords
	if ps.joins[i] == nextLine && !short && ps.Units[i].Kind != knowledge.Title {
		return nil
	}
	both := append([]float64(nil), units[i]...)
	raise(both, units[i+1], 1)
	share := p.weigh(both)
	switch ps.Units[i].Kind {
	case knowledge.Title:
		if len(strings.Fields(ps.texts[i+1])) > fewWords || share < titleShare {
			return nil
		}
	case knowledge.Sentence:
		if !short && !(leansBack(ps.texts[i+1]) || !p.strict() && halfTold(ps.texts[i+1])) && (p.strict() || share < f.share+0.15) {
			return nil
		}
	default:
		return nil
	}
	n := f
	n.until, n.share, n.own = i+1, share, share
	n.context = max(n.context, share)
	return &n
}

// fewWords beneath a heading are quoted with it: "None", "Not applicable".
const fewWords = 4

// titleShare is what a heading and the few words beneath it must speak of.
const titleShare = 0.4

// halfTold tells whether a sentence can't stand without the one before it.
func halfTold(s string) bool {
	return leansBack(s) || strings.HasPrefix(s, "So ") || strings.HasPrefix(s, "However")
}

// leansBack tells whether a sentence begins with a word for what the sentence
// before it told.
func leansBack(s string) bool {
	for _, w := range []string{"This ", "These ", "It ", "They ", "That ", "Those ", "He ", "She ", "Such ", "Its ", "Their ", "In that year", "In this ", "Each is ", "Both "} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}
