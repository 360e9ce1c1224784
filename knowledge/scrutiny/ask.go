package scrutiny

import "slices"

// How much each thing counts when a question is chosen. The first question for
// a seat outweighs any likeness, so that a member always gets one of their own
// where the subject has one; after it the likeness may win, over the spread of
// principles too. Nothing outweighs the subject.
const (
	aboutTopic    = 10.0
	servesTopic   = 8.0
	anyTopic      = 10.0 // an opener, where the subject is unknown
	firstSeat     = 4.0
	anotherSeat   = 1.5 // for a seat that no question chosen so far is for
	sameSeat      = 0.5
	forAnybody    = 1.0
	notTheirs     = -20.0 // it is for seats the member doesn't hold
	mostAlike     = 2.5
	oldPrinciples = -2.5 // all its principles are covered by those chosen

	// alikeFrom is the score from which likeness counts in full: two rare words
	// in common. Less is chance.
	alikeFrom = 7.0
)

// Ask picks n questions on an area: for the member's seats first, then for any
// member, close to the text (a question, its answer, or nothing), and spread
// over principles. Another seat's question comes only when the bank has no
// others left. Where the area is none of the ten, it picks questions that serve
// a meeting on any subject. The same arguments always give the same questions,
// best first; it gives fewer than n only where the bank has fewer.
func (b *Bank) Ask(topic Area, text string, seats []Seat, n int) []Challenge {
	left := make([]candidate, len(b.challenges))
	alike := b.likeness(text)
	for i := range b.challenges {
		q := &b.challenges[i]
		left[i] = candidate{q, onTopic(q, topic) + mostAlike*alike[i]}
	}
	var p picked
	for len(p.chosen) < n && len(left) > 0 {
		best, top := 0, 0.0
		for i, c := range left {
			if s := c.score + p.score(c.Challenge, seats); i == 0 || s > top {
				best, top = i, s
			}
		}
		p.take(left[best].Challenge)
		left = slices.Delete(left, best, best+1)
	}
	return p.chosen
}

type candidate struct {
	*Challenge
	score float64 // what doesn't depend on the others chosen
}

func onTopic(q *Challenge, topic Area) float64 {
	switch {
	case !slices.Contains(areaOrder, topic):
		if q.opener {
			return anyTopic
		}
	case q.Areas[0] == topic:
		return aboutTopic
	case slices.Contains(q.Areas, topic):
		return servesTopic
	}
	return 0
}

// likeness says of each question how close it is to the text, from 0 to 1.
func (b *Bank) likeness(text string) []float64 {
	terms, _ := query(text)
	scores := b.texts.scores(terms)
	most := max(alikeFrom, slices.Max(scores))
	for i := range scores {
		scores[i] /= most
	}
	return scores
}

// picked are the questions chosen so far and what they cover.
type picked struct {
	chosen     []Challenge
	principles [8]bool // by number
	seats      []Seat
}

func (p *picked) score(q *Challenge, seats []Seat) float64 {
	score := p.seatScore(q, seats)
	old := 0
	for _, n := range q.Principles {
		if p.principles[n] {
			old++
		}
	}
	score += oldPrinciples * float64(old) / float64(len(q.Principles))
	return score
}

func (p *picked) seatScore(q *Challenge, seats []Seat) float64 {
	if len(q.Seats) == 0 {
		return forAnybody
	}
	score := notTheirs
	for _, s := range q.Seats {
		switch {
		case !slices.Contains(seats, s):
		case len(p.chosen) == 0:
			score = firstSeat
		case slices.Contains(p.seats, s):
			score = max(score, sameSeat)
		default:
			score = max(score, anotherSeat)
		}
	}
	return score
}

func (p *picked) take(q *Challenge) {
	p.chosen = append(p.chosen, q.clone())
	for _, n := range q.Principles {
		p.principles[n] = true
	}
	p.seats = append(p.seats, q.Seats...)
}
