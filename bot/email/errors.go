package email

import (
	"crypto/tls"
	"errors"
	"net/textproto"
	"strings"

	"github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// The steps at which a way to the server ends, for whoever tells how it is mended.
const (
	StepConnecting  = "connecting"
	StepPassword    = "the user name or password was refused"
	StepCertificate = "its certificate does not hold"
	StepTLS         = "it offers no TLS"
)

// A stepError says at which step the library failed.
type stepError struct {
	step string
	err  error
}

// Error is never shown: explain takes out what may be.
func (e *stepError) Error() string { return e.step }

// Unwrap gives the library's error.
func (e *stepError) Unwrap() error { return e.err }

// explain says of the library's error what may be said, and whether trying again
// may help: after "later" from the server (a code from 400 to 499) or a broken
// connection, but not after a "no".
func explain(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	out := &Error{Step: "something broke"}
	if e, ok := errors.AsType[*stepError](err); ok {
		out.Step = e.step
	}
	if e, ok := errors.AsType[*mail.SendError](err); ok {
		out.Step, out.Code = e.Reason.String(), e.ErrorCode()
		switch e.Reason {
		case mail.ErrSMTPRcptTo:
			out.Step = "the recipient was refused"
		case mail.ErrSMTPMailFrom:
			out.Step = "the sender was refused"
		}
		out.Again = e.IsTemp() || out.Code == 0 && e.Reason != mail.ErrGetRcpts && e.Reason != mail.ErrGetSender && e.Reason != mail.ErrNoUnencoded
		return out
	}
	if e, ok := errors.AsType[*textproto.Error](err); ok {
		out.Code = e.Code
		out.Again = e.Code >= 400 && e.Code < 500
		if e.Code == 535 || e.Code == 534 {
			out.Step = StepPassword
		}
		return out
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		out.Step = StepCertificate
		return out
	}
	// For the second the library has no error of its own.
	if errors.Is(err, smtp.ErrUnencrypted) || strings.Contains(cause(err), "STARTTLS") {
		out.Step = StepTLS
		return out
	}
	// Dialling, a time-out, a connection that broke: all may pass.
	out.Again = true
	return out
}

// cause is the text of the library's own error.
func cause(err error) string {
	if e, ok := errors.AsType[*stepError](err); ok {
		return e.err.Error()
	}
	return ""
}
