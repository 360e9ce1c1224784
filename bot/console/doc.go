// Package console is hearth in a terminal: it turns an answer into lines that
// read well, holds a conversation, shows where a quote stands and draws
// progress. It decides nothing about what is said; that is the Asker's work.
//
// It promises that text from a document or a person can't steer the terminal
// (control characters are taken out), that colour and drawing appear only where
// the Style says so, and that what a person types is kept in memory alone, for
// as long as the conversation lasts. Its costs grow with the length of what is
// shown, and with nothing else.
package console
