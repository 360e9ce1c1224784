// Package scrutiny knows what a corporate parent should look after and ask: the
// seven principles of the law, ten areas of scrutiny, and a bank of questions
// that a councillor may ask aloud, each with the paper or figure to look for.
// It finds the area that a question or an answer belongs to, and picks the
// questions that fit it and the seats a member sits in.
//
// # The files
//
// All is our own writing, embedded from data as YAML: principles.yaml,
// areas.yaml, and questions, a file an area. An area's "about" is for members;
// its "covers" goes on describing it in the words that papers and members use.
// A question has
//
//	id          area/name, short and stable: records may hold it
//	text        what is said aloud: one open sentence of at most 25 words
//	look_for    the paper or figure, in at most 20 words
//	areas       the one it is about, then others it also serves
//	principles  1 to 7, the nearest first
//	seats       whom it is for; none: for any member
//	opener      whether it serves a meeting on any subject
//
// The areas follow the ten groups of "10 questions to ask if you're scrutinising
// services for looked-after children" (Centre for Public Scrutiny, 2011; LGA and
// National Children's Bureau, 2012).
//
// # The area of a text
//
// Classify compares a text with each area's description by BM25 over the stems
// of knowledge/analysis. A term is a stem or a pair of neighbouring stems (stop
// words between them don't part a pair; punctuation does). For an area a and a
// text t:
//
//	score(a, t) = Σ w(x) · idf(x) · tf(x,a)·(k1+1) / (tf(x,a) + k1·(1 − b + b·|a|/avg))
//	              over the different terms x of t
//	idf(x)      = ln(1 + (N − n + 0.5)/(n + 0.5)), n of the N areas having x
//	w(x)        = 1 for a term of the text or the right spelling of a slip, 0.5
//	              for a term of the glossary that means the same as words of
//	              the text, but for those that mean looked-after children
//	k1, b       = 1.2, 0.5
//
// The best area is the answer if its score, divided by the square root of the
// number of different stems of the text, reaches 1.55; else the text is of no
// area. The division lets one cut-off serve a short question and a long answer.
//
// # Promises
//
// No question is about one child, and none is party political. The same text,
// area and seats always give the same questions, and no list has one twice.
// Nothing that goes in is kept or written anywhere. A Bank never changes and may
// be used concurrently. Whatever is wrong with the files is reported at once, by
// New; the tests hold the embedded ones to it.
//
// # What it doesn't do
//
// Classify is a guess for counting themes and choosing questions: of 88
// questions that were held out of its tuning it gave 83 the area that we would.
// Nothing that matters to one person may rest on it. A text that belongs to two
// areas is given one.
//
// # Costs
//
// Reading the files takes about six milliseconds, once; what stays is under a
// megabyte. Classify and Ask cost the words of the text times the areas, or the
// questions, that have them: for a question 14 and 25 µs.
package scrutiny
