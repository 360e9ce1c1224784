// Package exempt finds what a council paper marks as not for the public and
// takes it out, so that hearth holds no exempt papers.
//
// Only a marking counts: words that label a page, a report, an appendix or an
// agenda item ("Not for publication", "Exempt under Schedule 12A", "Part 2
// report", "Restricted", "Confidential") in a heading, a cover line, a running
// head or foot, a bookmark or an agenda item; a report's word about itself
// ("This report contains exempt information"); a form field answered yes; and
// what comes after an item "Exclusion of press and public". A sentence that
// only speaks of Schedule 12A, of confidential help or of an Act's Part 2 is no
// marking, nor is a field answered no. Where a heading, head or foot leaves
// doubt, it counts as a marking: a page too many is a nuisance, a page too few
// is a breach.
//
// # How far a marking reaches
//
// With pages, whole pages are refused. A running head or foot refuses its page
// and those after it until a page whose own head or foot is unmarked. A cover
// line, heading or bookmark refuses from its page (from the part's first page,
// where it stands on that) to the end of the smallest part known to hold it,
// else to the next appendix or agenda item, else to the end. A part of which a
// sentence says that it is exempt ("Appendix 2 is exempt") is refused where it
// stands. After an exclusion of press and public everything is refused, save
// parts with an earlier agenda number or whose title says that they are open.
// Without pages the same is done with blocks; a heading of the marked one's own
// level doesn't end it there, as it may be what is marked, and the refusal says so.
//
// # Promises and costs
//
// Text that is refused is in neither the text, the title nor the refusals of
// the paper afterwards. What Sift leaves is a subset of the blocks,
// their bytes unchanged and in order. It can't see a marking that is a picture
// or a colour, nor one that the reader of the file did not hand it. Time and
// memory grow with the length of the text, and with parts times pages. A paper
// that holds none of the words a marking needs, as most do, costs one look over
// its text, some 10 µs for a passage of 800 bytes; the words are derived from
// the rules.
package exempt
