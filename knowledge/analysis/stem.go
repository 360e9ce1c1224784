package analysis

import (
	"strings"

	"github.com/blevesearch/snowballstem/english"
)

// stem reduces a folded word: irregular forms first, then British spelling,
// then Porter2.
func (a *Analyser) stem(w string) string {
	if base, ok := irregular[w]; ok {
		w = base
	}
	w = british(w)
	for i := 0; i < len(w); i++ {
		if w[i] >= '0' && w[i] <= '9' {
			return w // "s22", "covid19": a code has no grammar
		}
	}
	a.env.SetCurrent(w)
	english.Stem(a.env)
	return a.env.Current()
}

// british turns -iz- and -yz- before an ending into -is- and -ys-. The letters
// must have at least three before them: "size" and "seize" stay as they are.
func british(w string) string {
	for i := len(w) - 3; i >= 3; i-- {
		if w[i+1] != 'z' || w[i] != 'i' && w[i] != 'y' {
			continue
		}
		for _, end := range [...]string{"e", "es", "ed", "er", "ers", "ing", "ings", "ation", "ations", "ational", "able"} {
			if w[i+2:] == end {
				return w[:i+1] + "s" + w[i+2:]
			}
		}
	}
	return w
}

// irregular gives the base of English words that endings can't find. Forms
// that are as often another word ("left", "saw", "found", "felt") stay out.
var irregular = func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(`
child children childrens
man men
woman women
foot feet
tooth teeth
mouse mice
goose geese
wife wives
life lives
half halves
wolf wolves
index indices
criterion criteria
phenomenon phenomena
analysis analyses
basis bases
crisis crises
begin began begun
become became
break broke broken
bring brought
build built
buy bought
catch caught
choose chose chosen
come came
draw drew drawn
drive drove driven
eat ate eaten
fall fell fallen
fight fought
fly flew flown
forget forgot forgotten
freeze froze frozen
give gave given
go went gone
grow grew grown
hold held
keep kept
know knew known
lead led
lose lost
make made
mean meant
meet met
pay paid
rise rose risen
run ran
sell sold
send sent
shoot shot
sing sang sung
sink sank sunk
speak spoke spoken
spend spent
stand stood
steal stole stolen
swim swam swum
take took taken
teach taught
tell told
think thought
throw threw thrown
understand understood
wear wore worn
win won
write wrote written
`) {
		if f := strings.Fields(line); len(f) > 1 {
			for _, w := range f[1:] {
				m[w] = f[0]
			}
		}
	}
	return m
}()
