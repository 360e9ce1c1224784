// Package web is what hearth's pages share: who is signed in and how they got
// there, who may have which page, the layout, and how an error becomes a page.
// bot/webchat and bot/board bring the pages themselves and register each by
// Site.Handle, which is the only way, so that one test sees every page with who
// may have it.
//
// It promises:
//   - Every page works without script and asks nothing of any other server. The
//     Content-Security-Policy forbids inline script and style, and everything
//     from elsewhere.
//   - A form that another site sends is refused (http.CrossOriginProtection).
//   - A session is a record in the store under session/, found by the SHA-256 of
//     the cookie's 32 random bytes: who reads the records can't sign in with
//     them. The member is looked up on every request, so that leaving or erasure
//     ends a session at once.
//   - A sign-in link lies under signin/ by the SHA-256 of its token, for ten
//     minutes, for one use; opening it spends nothing, as the scanners of e-mail
//     open every link.
//   - The log has method, pattern, status and duration: no address, no query, no
//     words and no names.
//
// The cookie is SameSite=Lax, not Strict: with Strict, whoever opens a link to
// hearth from an e-mail or a chat would arrive signed out. Lax never goes along
// with a form from elsewhere, and no page changes anything on GET.
//
// Costs: a request of somebody signed in reads two small records; once a day
// and session, one is written. Limits on sign-in are kept in memory, at most
// 10,000 addresses of them, and start anew with the process.
package web
