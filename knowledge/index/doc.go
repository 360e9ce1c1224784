// Package index keeps the inverted index of the papers in one bbolt file and
// finds passages and sentences in it. The file is derived from the records and
// can be rebuilt at any time. It also holds the passages, the documents and
// their text, so that one question needs one read transaction on one file, and
// everything is read straight from the memory map.
//
// # What it promises
//
// A [Reader] sees one state of the index, whatever is written beside it. A crash
// at any point of [Build], [Rebuild] or [Index.Update] leaves the old index or
// the new one. A damaged file gives [ErrDamaged], never a panic. The same
// question over the same index gives the same hits in the same order. A viewer
// is never shown, nor corrected by, a word of a shelf that he may not see (how
// rare a word is, is counted over all shelves).
//
// # The file
//
// Meta says what the index was made of ([Info]) and which documents are
// tombstones; ids leads from a document's id to its number. The rest is
// segments, one by a bulk build and a few small ones by updates, each with
//
//	terms      stem → postings: blocks of 128, gaps and frequencies bit-packed,
//	           before them each block's last passage and highest saturation
//	forward    of each passage the term ids in reading order, unit by unit
//	passages   of each passage its span, headings, page and units
//	docs       of each document its metadata and lists
//	text       the documents' text, compressed in blocks of 16 KiB
//	spelling   words as written, with the shelves that hold them
//	arrays     fixed-width facts: lengths, owners, places, shelves
//
// # Ranking
//
// BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and
// Beyond, 2009) with the fields joined before saturation (Robertson, Zaragoza,
// Taylor, Simple BM25 Extension to Multiple Weighted Fields, 2004):
//
//	score = Σ weight · idf · (k1+1) · tf / (tf + k1·(1 - b + b·length/average))
//	idf   = ln(1 + (N - df + 1/2) / (df + 1/2))
//	tf    = body + 2·title + 1.5·headings;  length is weighted alike
//
// with k1 = 1.2 and b = 0.8; TestBM25ByHand works a sum, [Reader.Explain] shows
// any other. Passages are scored in windows of 4,096; within one, words whose
// blocks can't lift a passage above the worst hit so far are looked up only for
// what the others found (MaxScore with block maxima; Turtle and Flood 1995, Ding
// and Suel 2011). That is exact: TestTopIsExact compares it with scoring all.
//
// The best 50 are ranked again from the forward records: to BM25 is added, for
// the best unit, Unit · Σ idf of the ideas in it / (1 + 0.02·words) + Close · Σ
// over neighbouring ideas of the lesser idf / distance². [Reader.BestUnits]
// orders units by the same two parts and 0.6 of their passage's score.
//
// # The curve
//
// nDCG@10 (and the share of questions whose first passage is right), and how
// often the gold text stands in the best unit and the best three, over
// ../shared/ir, one configuration for all; in each line one constant differs
// from [Default]:
//
//	               squad2dev      best unit / three   cranfield  cisi
//	default        .907 (.837)    .736 / .879         .383       .413
//	k1 0.6         .910 (.842)    .739 / .880         .370       .398
//	k1 0.9         .908 (.839)    .739 / .879         .382       .409
//	k1 1.6         .906 (.834)    .735 / .879         .386       .421
//	b 0.6          .908 (.838)    .737 / .880         .386       .413
//	b 0.7          .908 (.838)    .737 / .879         .384       .410
//	b 0.9          .907 (.837)    .736 / .878         .380       .412
//	title 1        .907 (.836)    .736 / .878         .379       .409
//	title 0        .905 (.836)    .736 / .874         .371       .399
//	no re-rank     .898 (.820)    .734 / .877         .381       .411
//	no unit        .902 (.828)    .735 / .875         .388       .424
//	no closeness   .906 (.834)    .738 / .878         .377       .415
//
// Lower k1 suits questions and costs the abstracts; 1.2 keeps every set above
// its target with room. To repeat a line:
//
//	HEARTH_TEST_SWEEP="k1=0.6 title=4 unit=0,close=0" go test -run '^$' -bench Sweep -benchtime 1x ./knowledge/index
//
// # Beside bleve
//
// bleve v2.6.0 scorch with BM25, text stored in both, the same perturbed copies
// of squad2dev (seeded), 1,000 questions, k = 10, one goroutine, warm cache, in
// one run on two cores that other work kept busy (read differences below two
// times as noise). Hearth's times include the re-rank; file memory is the page
// cache's.
//
//	 passages  engine  build s  index MB  p50 µs  p95 µs  p99 µs  file-backed MB
//	    1,204  hearth     0.3       1.7      59     104     221       14
//	           bleve      0.3       1.5     111     427     892       16
//	   20,000  hearth     3.2      21.4     167     323     650       22
//	           bleve      5.6      20.5     930   2,610   4,004       35
//	  200,000  hearth    69.1     217.2     547   1,163   1,585       95
//	           bleve    103.0     199.7   8,529  28,788  50,717      212
//	1,000,000  hearth   224.4   1,045.0   1,801   4,981   8,576      345
//	           bleve    777.7     997.2  47,070 267,615 522,741      709
//
// Anonymous memory of a process that only asks: hearth 8.8, 8.5 and 8.7 MB at
// 1,204, 20,000 and 200,000 passages; bleve 8.5 and 7.1 MB at the first two. To repeat it:
//
//	cd knowledge/index/compare
//	go run . -data ../../../../shared/ir/squad2dev -passages 1204,20000,200000,1000000
//
// Index and build time grow with the text; from 20,000 passages on the
// median question took 3 times as long with 10 times the passages, and 3 times as long again with 5 times more.
//
// # Costs
//
// A build reads each text once; its memory is the vocabulary, some 20 bytes a
// passage, and 48 MB of postings that spill to a temporary file. A question
// costs two look-ups a word, the blocks of its rarer words, and 50 forward
// records of some 150 bytes: it grows with the postings of the rarest words,
// well below linear in the passages. Memory of its own is some 2 MB whatever the
// size; the rest is the page cache's, shared and given back at need. Opening
// reads two pages and the segments' names: under half a millisecond.
package index
