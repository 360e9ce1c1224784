// Package answer answers members' questions from the indexed papers, every
// statement with its evidence, and says plainly when the papers don't tell.
//
// # The way of a question
//
// A Desk first asks its Guard whether the question is one for papers at all.
// Then it takes the question apart (understand): slips are put right, each part
// gets the kind of thing it expects (a date, a name, a whole list …) and its
// ideas: the glossary's terms with their synonyms, and the other words with
// ordinary words that say nearly the same (likeness.txt). A question that
// follows another borrows that one's ideas. The index finds passages; every
// sentence, list item and table cell in them is weighed (findings); the best
// that stand up to the cut-offs become statements.
//
// # Evidence and cut-offs
//
// A unit is held against three things. How much of the part's weighted ideas it
// speaks of by itself and with the line that introduces it (share), and with its
// headings, neighbours, passage and paper (context): their mean is the
// confidence. Whether it has evidence of the expected kind that the question
// doesn't hold already: for "how many priorities", a number with "priorities"
// close behind it. And whether the years, months, sections, Acts, nations and
// councils that the question names are its own. Cutoffs has the figures, Fitted the
// ones in use.
//
// Three things are refused whatever the shares: what tells of a subject without the
// very thing that is asked of it ("which ward does she represent?", see soughtAt);
// what stands nowhere near a name that the question has, or a name that no paper
// has; and what no more than one everyday word for another holds to the question
// (anchored). The meaning of a common name ("what is a care order?") is given by
// what defines it, or by what stands beneath a heading with its name, not by what
// merely mentions it.
//
// Worked examples, over a paper of Fernshire's Cabinet of 4 May 2026 that says
// "The Board agreed four priorities for 2026. Visits were on time for 91% of
// children in care.":
//
//   - answered: "How many priorities did the Board agree?" Ideas: priorities,
//     Board, agree, all in the first sentence: share 1, context 1, confidence 1;
//     a count is expected and "four priorities" is one.
//   - partial: "How many priorities did the Board agree, and who chairs it?" The
//     second part expects a person, none is named: its best unit gives no
//     evidence of the kind, and the reply says which part is missing.
//   - not_found, no evidence of the kind: "Who chairs the Board?" The sentence
//     speaks of the Board, but names nobody.
//   - not_found, off the subject: "What help with council tax is there?" Neither
//     idea stands in the paper: confidence 0.
//   - not_found, not the thing asked: "Which room did the Board agree the priorities in?" The
//     sentence speaks of the Board and what it agreed, of no room.
//   - not_found, another year: "How many priorities did the Board agree in 2024?"
//     2024 is not the paper's.
//   - clarify: "What does CPP mean?" may ask for two things, and the papers
//     settle neither.
//   - handled: "hello", by the Guard.
//   - failed: the index can't be read.
//
// # What is not done
//
// No model takes part. What the papers put in words that neither the glossary
// nor likeness.txt connects with the question's is not found. Two sentences that
// only together answer are given together only where they follow one another.
//
// # Costs
//
// Understanding grows with the question's words; finding as the index says;
// weighing with the units of at most passagesRead+headsRead passages, whatever
// the number of papers. BenchmarkAsk shows the whole over 1,000 documents.
package answer
