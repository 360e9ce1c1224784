// Package webchat is the members' pages: asking and the answers, the papers with
// the quote marked, "my data", and who sees what. It renders every kind of
// bot.Message.
//
// It promises that every page works without script; that what is sent twice is
// one turn, since each form and button carries an identity that was drawn when
// the page was made; that nobody learns from a page whether a paper exists that
// they may not see; and that an original is shown only to whoever may see every
// paper that was read out of that file. It keeps no words: of a conversation it
// has an id and two dates, under webchat/threads/MEMBER/, and the words are read
// back through bot.Talk.
//
// Costs: the first page reads the last exchange of at most 20 conversations; a
// list of papers, and an original, reads every document's record; a paper's page
// holds its text in memory and shows some 120 KB of it at a time.
package webchat
