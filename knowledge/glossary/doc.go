// Package glossary knows the words of corporate parenting: which terms mean the
// same, which short forms are unsafe, what an abbreviation stands for, and how
// people spell on a phone. It reads one plain text file that officers can edit
// and replace; hearth's own stands embedded in glossary.txt.
//
// # The file
//
// One fact a line; blank lines and lines that begin with # say nothing. A line
// in square brackets opens a section:
//
//	[synonyms]   Ofsted | the inspectorate
//	             Terms that mean exactly the same, the preferred one first.
//	[everyday]   finance | resources < purse | money
//	             What members say < not in the papers: the words before the
//	             sign are what the papers say. Trusted less than a synonym, and
//	             never read the other way round.
//	[related]    pledge ~ strategy, principles
//	             Words worth suggesting, never to be treated as equal.
//	[unsafe]     PA: capitals; near care leaver, adviser, 18, 21, 25
//	             When a short form may be expanded; the rules stand below.
//	[meanings]   IRO = independent reviewing officer = Chairs the reviews.
//	[slips]      corporate: corprate, corperate
//	[question words]  what: wot, wat
//	             Slips in the small words of a question.
//
// The rules of [unsafe], parted by semicolons:
//
//	capitals          counts only as it is written there, capitals and all
//	near a, b         counts only with one of these words or phrases near it
//	not in a b, c a   doesn't count inside these phrases
//	never             isn't expanded
//	ask X (a, b) | Y (c)  may be X or Y: X where a or b is near and nothing
//	                  of Y's, else the member is asked
//	say …             a note for whoever asks or reads
//
// "Near" is within twelve words. Terms are matched as whole words, whatever
// their case, hyphens, apostrophes and plural s; a comma in a term may be
// missing in the text, and any other punctuation parts words.
//
// # Promises
//
// A file with mistakes is refused whole, with every mistake, its line and a
// hint (Invalid). A Glossary never changes once parsed and is safe for
// concurrent use. Version names its content, so that an index built with
// another glossary can be told apart.
//
// # Costs
//
// Parsing grows with the file (the embedded one takes about a millisecond), Find with the words of the text times the few terms that begin
// with the same word. Memory: a few hundred bytes a term.
package glossary
