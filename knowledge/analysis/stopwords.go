package analysis

import "strings"

// Stopword tells whether a folded word only holds a sentence together:
// articles, prepositions, pronouns, auxiliaries, question words and the chatter
// of questions.
func Stopword(w string) bool { return len(w) < 16 && stop[w] }

var stop = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`
a an the this that these those
and or but nor so yet if than then because while although though
of in on at by to from for with without into onto upon about as per via
up down out off over under again between among through during
before after above below against towards toward
i me my mine myself we us our ours ourselves you your yours yourself yourselves
he him his himself she her hers herself it its itself they them their theirs themselves
one's oneself someone somebody
am is are was were be been being isn't aren't wasn't weren't
do does did doing done don't doesn't didn't
have has had having haven't hasn't hadn't
can could cannot can't couldn't shall should shouldn't will would won't wouldn't may might must
not no also too very just only
there here it's i'm we're they're you're he's she's that's i've we've they've you've i'd we'd i'll we'll
who whom whose which what when where why how whether what's who's where's how's
please tell
some any each such both other own same more most
s ss t d m ll re ve
`) {
		m[w] = true
	}
	return m
}()
