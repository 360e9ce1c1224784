package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
)

// A passage is one line of a collection.
type passage struct{ ID, Title, Text string }

func readLines[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []T
	in := bufio.NewScanner(f)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		var x T
		if err := json.Unmarshal(in.Bytes(), &x); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		out = append(out, x)
	}
	return out, in.Err()
}

// perturbed yields n passages: first the originals, then copies in which one
// word in eight is another word of the collection, drawn as often as it occurs
// there, one in two hundred is made up (so that the
// vocabulary grows as that of natural text does), and sentences' order stays. The seed
// fixes every word, so that both engines read the same text.
func perturbed(originals []passage, n int, seed uint64) iter.Seq[passage] {
	var pool []string
	for _, p := range originals {
		pool = append(pool, strings.Fields(p.Text)...)
	}
	return func(yield func(passage) bool) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		for i := range n {
			p := originals[i%len(originals)]
			if i >= len(originals) {
				p = passage{p.ID + "~" + strconv.Itoa(i/len(originals)), p.Title, perturb(p.Text, pool, rnd)}
			}
			if !yield(p) {
				return
			}
		}
	}
}

func perturb(text string, pool []string, rnd *rand.Rand) string {
	words := strings.Fields(text)
	for i, w := range words {
		switch {
		case rnd.IntN(8) == 0:
			words[i] = pool[rnd.IntN(len(pool))]
		case rnd.IntN(200) == 0:
			words[i] = w + syllable(rnd) + syllable(rnd)
		}
	}
	return strings.Join(words, " ")
}

func syllable(rnd *rand.Rand) string {
	return string("bcdfglmnprstv"[rnd.IntN(13)]) + string("aeiou"[rnd.IntN(5)])
}
