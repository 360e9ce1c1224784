// Package analysis turns English text into what is indexed and compared: words
// with their stems, and sentences. Passages and questions go through the same
// steps, so a word of a question meets the same word of a paper.
//
// The steps, in this order: Unicode word boundaries (UAX 29); letters folded
// (case, U+2019 to an apostrophe, a closing 's dropped); numbers without their
// thousands' commas; irregular forms to their base ("children", "wrote");
// British -is- for -iz-; the Porter2 stemmer. Words that only hold a sentence
// together, question words among them, are marked Stop. Beside their parts
// stand joined words: "s22" for "s.22" and "section 22", "2021-03-16" for
// "16/03/2021" and "16 March 2021".
//
// Cost: linear in the text; about 20 MB/s once the common words' stems are
// remembered. A memory of stems is bounded at memoSize words.
package analysis

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	snowball "github.com/blevesearch/snowballstem"
	"github.com/clipperhouse/uax29/v2/words"
)

// Version names the analysis. An index made by another version must be
// rebuilt: its words would not meet the question's.
const Version = 1

// A Token is one word of a text.
type Token struct {
	Stem       string // what is indexed
	Start, End int    // bytes in the text
	Stop       bool   // carries no meaning by itself: not indexed
	Joined     bool   // made of the words before it, which stand for themselves too
	digit      bool
}

// Words gives the words of a text in order. It may be called concurrently.
func Words(text string) []Token {
	a := pool.Get().(*Analyser)
	defer pool.Put(a)
	return a.Words(nil, text)
}

// Stem gives the stem of a single word, as Words would.
func Stem(word string) string {
	for _, t := range Words(word) {
		return t.Stem
	}
	return ""
}

var pool = sync.Pool{New: func() any { return New() }}

// memoSize bounds an Analyser's memory: about 10 MB.
const memoSize = 100_000

// An Analyser is a Words that remembers the stems of words it has met. It must
// not be used by two goroutines at once.
type Analyser struct {
	memo map[string]form
	env  *snowball.Env
}

type form struct {
	stem  string
	stop  bool
	digit bool
	skip  bool
}

// New makes an Analyser.
func New() *Analyser {
	return &Analyser{memo: make(map[string]form, 1024), env: snowball.NewEnv("")}
}

// Words appends the words of text to dst. Their stems do not hold on to text.
func (a *Analyser) Words(dst []Token, text string) []Token {
	digits := false
	it := words.FromString(text)
	for it.Next() {
		v := it.Value()
		if c := v[0]; c < utf8.RuneSelf && !alnum(c) && len(v) == 1 {
			continue
		}
		start := it.Start()
		// An underscore joins words by UAX 29, as identifiers need and papers don't.
		for strings.IndexByte(v, '_') >= 0 {
			i := strings.IndexByte(v, '_')
			dst, digits = a.word(dst, v[:i], start, digits)
			v, start = v[i+1:], start+i+1
		}
		dst, digits = a.word(dst, v, start, digits)
	}
	if digits {
		dst = join(dst, text)
	}
	return dst
}

func (a *Analyser) word(dst []Token, v string, start int, digits bool) ([]Token, bool) {
	f, ok := a.memo[v]
	if !ok {
		f = a.form(v)
		if len(a.memo) >= memoSize {
			clear(a.memo)
		}
		a.memo[strings.Clone(v)] = f
	}
	if f.skip {
		return dst, digits
	}
	return append(dst, Token{Stem: f.stem, Start: start, End: start + len(v), Stop: f.stop, digit: f.digit}), digits || f.digit
}

// form works out what a word as written stands for.
func (a *Analyser) form(v string) form {
	if strings.IndexFunc(v, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return form{skip: true}
	}
	w := Fold(v)
	if w == "" {
		return form{skip: true}
	}
	if w[0] >= '0' && w[0] <= '9' {
		return form{stem: strings.ReplaceAll(w, ",", ""), digit: true}
	}
	if Stopword(w) && !shouted(v) {
		return form{stem: strings.Clone(w), stop: true}
	}
	return form{stem: strings.Clone(a.stem(w))}
}

// Fold gives a word without what writing adds to it: case, the typographic
// apostrophe and a closing 's. It is the surface form that spelling works on.
func Fold(v string) string {
	w := strings.ToLower(v)
	if strings.Contains(w, "’") {
		w = strings.ReplaceAll(w, "’", "'")
	}
	w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "'")
	return w
}

// shouted tells words that are a stop word in small letters only: "US", "IT",
// "WHO" in capitals are names, and "May" is a month.
func shouted(v string) bool {
	switch v {
	case "US", "IT", "WHO", "May":
		return true
	}
	return false
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
