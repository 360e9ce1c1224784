// Package index keeps the inverted index of the papers in one bbolt file and
// answers from it. The file is derived from the records and can be rebuilt at
// any time. It holds the passages, the documents and their text too, so that a
// question needs one read transaction on one file.
package index
