package email

import "time"

// Hurry makes a Mailer wait so long between tries, and for one.
func (m *Mailer) Hurry(between, try time.Duration) {
	m.waits, m.try = []time.Duration{between}, try
}
