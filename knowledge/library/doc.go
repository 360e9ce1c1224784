// Package library keeps the papers that hearth answers from: it adds documents
// to the records, keeps their originals beside them, and sees to it that the
// index says what the records say.
//
// A data folder holds hearth.db (the records), index.db (the index, made out of
// the records and made again whenever in doubt) and originals (the files as
// they were added, named by the SHA-256 of their bytes).
//
// # Promises
//
//   - A file is either added whole or not at all, and the rest goes on. A file
//     with anything marked exempt leaves no original behind, and nothing is
//     written of what was left out, not even for a moment: a file's bytes go to
//     the folder only after all of it has been read and found clean.
//   - A new document stands on the shelf officers until a person chooses.
//   - Every change to a document adds an entry to a chain in the same update.
//     The index carries the number and hash of the last entry that it holds; one
//     that differs is made anew before anything is answered from it. So a crash
//     at any point leaves records that are whole and an index that is either
//     right or known to be wrong.
//   - Removed words are gone from the files when Remove returns. The document's
//     id stays in the log of changes. A drawn id holds no word of the paper; one
//     that an officer chooses should hold nothing that must be forgotten.
//
// # Which document a file is
//
// A document has an id that stays, and versions named by the SHA-256 of what was
// added. The id is the one given with --id, else the file's own (front matter, a
// collection's "id"), else that of the document which came from the same path,
// else it is drawn: the kind, the date and four letters, and no word of the
// paper. The same bytes again are nothing new. A file whose name another document's file has, elsewhere, is
// refused with a hint, as only a person can tell whether it is a newer version.
// A report out of a pack has the pack's id, its item's number and four letters
// that stand for its title.
//
// # Readers
//
// Several processes may read while none writes. A reader that finds the index
// stale (after an upgrade or a crash) takes the writer's lock for as long as it
// takes to make it anew, then goes back to reading; where it can't, Ready says
// what to do.
//
// # Costs
//
// Opening reads two small files' first pages and does not grow with the
// documents. Adding costs the reading of the file, one shared commit for about
// 64 documents, and the index's part of the new ones; memory holds those 64
// documents or 8 MB of text. Rebuilding and Check read every document.
package library
