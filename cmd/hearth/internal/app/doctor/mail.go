package doctor

import (
	"context"
	"errors"
	"fmt"

	"hearth/bot/email"
)

// A Mailer can try the way to its mail server without sending anything.
type Mailer interface {
	// Try connects, and signs in where it has a password.
	Try(ctx context.Context) error
}

// Mail judges the way to the mail server; nil: no e-mail is sent. Needed tells
// that members sign in by nothing else.
func Mail(ctx context.Context, m Mailer, server string, alone bool) Finding {
	const what = "HEARTH_SMTP"
	if m == nil {
		if alone {
			return fine(what, "not set: no e-mail is sent")
		}
		return look(what, "not set, so nobody can ask for a sign-in link", "Set it and HEARTH_MAIL_FROM, unless people sign in with work accounts alone.")
	}
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	err := m.Try(ctx)
	if err == nil {
		return fine(what, "%s takes hearth's connection; nothing was sent", server)
	}
	says, do := "it broke off", "Look at the mail server's own log."
	if e, ok := errors.AsType[*email.Error](err); ok {
		says = e.Step
		if e.Code > 0 {
			says += fmt.Sprintf(" (code %d)", e.Code)
		}
		switch e.Step {
		case email.StepConnecting:
			do = "See that its name and port are right, and that the firewall lets hearth through."
		case email.StepPassword:
			do = "Set the user and the password in HEARTH_SMTP anew, with special characters as %XX."
		case email.StepCertificate:
			do = "Name the server in HEARTH_SMTP as its certificate does, or have that renewed."
		case email.StepTLS:
			do = "Have STARTTLS switched on there, or use its port for TLS: smtps://…:465."
		}
	}
	return mend(what, server+": "+says, do)
}
