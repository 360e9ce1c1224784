package index

import "math"

// Config holds the constants of ranking. They are stored in the index, as the
// bounds that let a search skip blocks are worked out with them.
type Config struct {
	K1, B float64
	// Title and Heading weigh a word of the document's title or of the
	// passage's headings against one of its body, in quarters: 4 counts as one.
	Title, Heading int
	// Close and Unit weigh, in the re-rank, how close together the question's
	// words stand and what the best unit holds.
	Close, Unit float64
	// Spread takes from a unit for its length, in words.
	Spread float64
	// Share of its passage's score, and Near of its closeness, that a unit gets.
	Share, Near float64
}

// Default is the one configuration that hearth uses; doc.go shows the curve it
// was chosen from.
func Default() Config {
	return Config{K1: 1.2, B: 0.8, Title: 8, Heading: 6, Close: 0.3, Unit: 0.5, Spread: 0.02, Share: 0.6, Near: 0.4}
}

// quarter is the weight of a body word: weighted frequencies are counted in
// quarters, so that they stay whole numbers.
const quarter = 4

// saturation is the part of BM25 that depends on the passage: tf/(tf+norm),
// tf in quarters.
type saturation struct {
	flat, slope float32 // norm = flat + slope*length, in quarters
}

func (c Config) saturation(average float64) saturation {
	if average <= 0 {
		average = 1
	}
	return saturation{float32(quarter * c.K1 * (1 - c.B)), float32(quarter * c.K1 * c.B / average)}
}

// of gives the saturation for a frequency in a passage of a length.
func (s saturation) of(tf uint8, length uint16) float32 {
	t := float32(tf)
	return t / (t + s.flat + s.slope*float32(length))
}

// idf is the weight of a term that df of n passages hold.
func idf(n, df int) float64 {
	return math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5))
}

// scale makes whole numbers of scores: sums of whole numbers don't depend on
// their order, so skipping blocks can't change a result by a rounding.
const scale = 1 << 16

func fixed(weight, saturation float32) int32 { return int32(weight * saturation * scale) }
