package teamsstub

import (
	"encoding/json"
	"time"
)

// The names by which the organisation and its app are known where Options don't say
// otherwise.
const (
	DefaultApp      = "11111111-2222-4333-8444-555555555555"
	DefaultPassword = "stub~password"
	DefaultTenant   = "99999999-8888-4777-8666-555555555555"
	DefaultIssuer   = "https://api.botframework.com"
)

// ChannelID is what Teams calls itself in an activity.
const ChannelID = "msteams"

// Options say what organisation it is. The zero value is one that works.
type Options struct {
	Listen   string // a loopback address; "": 127.0.0.1 at any port
	App      string // the app's id
	Password string
	Tenant   string
	Issuer   string // of the tokens that go to the app
	Name     string // the app's, as people see it; "": "hearth"

	// Now is where the organisation's time begins to count from; Advance adds to it.
	// nil: the machine's clock.
	Now func() time.Time
	// Wait is how long the app has to answer, by the machine's clock; 0: 15 s.
	Wait time.Duration
	// Tries is how often a thing is told that the app answered with 5xx or not at
	// all; 0: 4. An invoke, which somebody waits for, is told once.
	Tries int
	// TokenLife is how long the app's tokens are good for, by the organisation's
	// clock; 0: an hour.
	TokenLife time.Duration
	// Limit is how many bytes an activity may have; 0: 100 KB.
	Limit int
	// Pace is the least time between two messages in one conversation, by the
	// machine's clock, after Burst of them; the rest get HTTP 429. 0: no limit.
	Pace  time.Duration
	Burst int
	// Capture is handed every payload that was taken: an "activity" as it was sent,
	// the "card" of each of its attachments, the "task" of a window and its "card".
	// It must not call the stub.
	Capture func(kind string, value json.RawMessage)
}

func (o *Options) fill() {
	or(&o.Listen, "127.0.0.1:0")
	or(&o.App, DefaultApp)
	or(&o.Password, DefaultPassword)
	or(&o.Tenant, DefaultTenant)
	or(&o.Issuer, DefaultIssuer)
	or(&o.Name, "hearth")
	or(&o.Wait, 15*time.Second)
	or(&o.Tries, 4)
	or(&o.TokenLife, time.Hour)
	or(&o.Limit, 100<<10)
	if o.Now == nil {
		o.Now = time.Now
	}
}

// or is what something is where nothing else was said.
func or[T comparable](v *T, otherwise T) {
	var zero T
	if *v == zero {
		*v = otherwise
	}
}
