package answer

import (
	"slices"
	"strconv"
	"strings"
	"sync"
)

// common are everyday words that say little of what a question is about. Where
// the papers don't use one of them that is no sign that they don't tell.
var common = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(`
able about above accept according account across act action actually add after again against age ago agree ahead all allow almost along
already also always among amount and another answer any anybody anyone anything anyway apart appear area around ask asked asking away
back bad bar basically become before begin behind being believe below best better between beyond big bit both bring brought build call
called came can carry case cause certain chance change check choose clear close come comes coming common consider contain continue
copy could couple course cover create current currently cut day days deal described detail did different difficult
do does doing done down due during each early easy effect either else end enough ensure especially even ever every everybody everyone
everything exactly example expect explain fact fair far feel feels few figure fill final find finding finds fine first fit follow
following form found full further gave general generally get gets getting give given gives giving go goes going gone good got great
group grow had half hand happen happened happening happens hard has have having head hear heard held help helped helping helps here
high highest him his hold hope hour how however huge idea if important in include included including indeed inform information instead
intend interest into involve involved is issue issues it its job join just keep kept key kind knew know known knows large last late later
latest lead least leave led left less let level life like likely line list little live long longer look looked looking looks lot low
made main make makes making manage many matter matters may maybe me mean means meet meant meeting mention mentioned might mind minute moment
month months more most move moved much must my name named near nearly necessary need needed needs never new next no nobody none nor not note
nothing now number of off offer often ok okay old on once one only onto open order other others our out outside over overall own page
paper papers part particular pass past people per perhaps person place plan play please point position possible probably problem
proper provide put question quick quite rather reach read ready real really reason receive recent recently regard remain remember
report reported result right role run said same saw say saying says second see seem seems seen send sense sent set several shall she
should show showed shown shows side since situation small so some somebody someone something sometimes soon sort sorts speak specific
stage stand standing start started state stated step still stop story subject such suggest sum supposed sure take taken takes taking
talk tell tells ten term terms test than thank that the their them themselves then there these they thing things think thinks this
those though thought three through throughout time times to today together told too took top total towards tried true try trying turn
turned two type under understand until up upon us use used useful uses using usually various very view want wanted wants was way ways
we week weeks well went were what when where whether which while who whole whom whose why will wish with within without wonder word
words work worked working works world worth would write written wrong year years yes yet you young your yourself yours someone's
count counts carry carries attend hold actually exactly roughly approximately mentioned stated describe describes decided come comes came along going matter compared wise stand`) {
		set[w] = true
	}
	return set
})

var numberWords = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20, "dozen": 12}

var ordinals = []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}

// numberWays is the other way to write a small number: "5" for "five".
func numberWays(said string) [][]string {
	said = strings.ToLower(said)
	if n := numberWords[said]; n > 0 {
		return [][]string{{strconv.Itoa(n)}}
	}
	if n := slices.Index(ordinals, said); n >= 0 { // "the fifth principle" is item 5
		return [][]string{{strconv.Itoa(n + 1)}}
	}
	for word, n := range numberWords {
		if strconv.Itoa(n) == said && word != "dozen" {
			return [][]string{stemsOf(word)}
		}
	}
	return nil
}
