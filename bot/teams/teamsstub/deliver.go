package teamsstub

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"time"
)

// A Delivery is one activity that the app is told, and what became of it.
type Delivery struct {
	ID           string
	Type         string // "message", "invoke"
	Name         string // of an invoke: "task/fetch"
	Conversation string
	Activity     json.RawMessage
	Attempts     []Attempt
	Done         bool            // it was taken, refused or given up
	Status       int             // of the last answer; 0: there was none
	Answer       json.RawMessage // its body
	Failed       string          // why it was not taken
}

// An Attempt is one time that it was sent. Times are by the machine's clock.
type Attempt struct {
	Sent, Answered time.Time // Answered is zero where no answer came
	Status         int
	Forged         bool
	Lost           bool // the answer came and was thrown away
}

// Latency is how long the app took for the last answer.
func (d Delivery) Latency() time.Duration {
	if len(d.Attempts) == 0 || d.Attempts[len(d.Attempts)-1].Answered.IsZero() {
		return 0
	}
	last := d.Attempts[len(d.Attempts)-1]
	return last.Answered.Sub(last.Sent)
}

type delivery struct {
	Delivery
	activity object
	done     chan struct{}
	once     bool // somebody waits for it: it is told once, at once
}

// SendTo is where the app listens: the address that an officer enters as its
// messaging endpoint.
func (s *Stub) SendTo(endpoint string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.endpoint = endpoint
}

// LoseAnswers throws the next n answers of the app away, as if they had been lost on
// the way.
func (s *Stub) LoseAnswers(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lose += n
}

// Deliveries are all that the app was told, in order.
func (s *Stub) Deliveries() []Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Delivery, len(s.sent))
	for i, d := range s.sent {
		out[i] = d.copy()
	}
	return out
}

// Delivery is one of them; the zero value where there is none.
func (s *Stub) Delivery(id string) Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := s.byID[id]; d != nil {
		return d.copy()
	}
	return Delivery{}
}

func (d *delivery) copy() Delivery {
	c := d.Delivery
	c.Attempts = slices.Clone(d.Attempts)
	return c
}

// Answered waits until one delivery is taken, refused or given up, and gives it.
func (s *Stub) Answered(ctx context.Context, id string) (Delivery, error) {
	s.mu.Lock()
	d := s.byID[id]
	s.mu.Unlock()
	if d == nil {
		return Delivery{}, errors.New("the app was not told of " + id)
	}
	select {
	case <-d.done:
		return s.Delivery(id), nil
	case <-ctx.Done():
		return s.Delivery(id), ctx.Err()
	}
}

// Settled waits until everything that the app was told so far is taken, refused or
// given up.
func (s *Stub) Settled(ctx context.Context) error {
	for _, d := range s.Deliveries() {
		if _, err := s.Answered(ctx, d.ID); err != nil {
			return err
		}
	}
	return nil
}

// Again tells the app a second time what it was told, as Teams does now and then
// though nothing was wrong. It gives the status of the answer.
func (s *Stub) Again(ctx context.Context, delivery string) (status int, err error) {
	s.mu.Lock()
	d := s.byID[delivery]
	s.mu.Unlock()
	if d == nil {
		return 0, errors.New("the app was not told of " + delivery)
	}
	status, _, err = s.try(ctx, d)
	return status, err
}

// tell has the app told of something. The lock is held.
func (s *Stub) tell(a object, once bool) *delivery {
	conv, _ := split(str(obj(a["conversation"])["id"]))
	d := &delivery{activity: a, done: make(chan struct{}), once: once}
	d.Delivery = Delivery{ID: s.id("delivery-"), Type: str(a["type"]), Name: str(a["name"]), Conversation: conv, Activity: encode(a)}
	s.sent, s.byID[d.ID] = append(s.sent, d), d
	s.changed()
	if s.closed || s.endpoint == "" {
		s.end(d, "the app listens nowhere")
		return d
	}
	before, after := s.lines[conv], make(chan struct{})
	if once {
		before = nil
	} else {
		s.lines[conv] = after
	}
	s.work.Go(func() {
		defer close(after)
		if before != nil {
			select {
			case <-before:
			case <-s.ctx.Done():
			}
		}
		s.deliver(d)
	})
	return d
}

// try sends an activity once.
func (s *Stub) try(ctx context.Context, d *delivery) (status int, body []byte, err error) {
	s.mu.Lock()
	var f Forgery
	forged := len(s.forgeries) > 0
	if forged {
		f, s.forgeries = s.forgeries[0], s.forgeries[1:]
	}
	token, err := s.token(f)
	var a object
	if err == nil {
		err = json.Unmarshal(d.Activity, &a) // a copy, as it may be spoiled
	}
	n := len(d.Attempts)
	d.Attempts = append(d.Attempts, Attempt{Sent: time.Now(), Forged: forged})
	to := s.endpoint
	s.mu.Unlock()
	if err != nil {
		return 0, nil, err
	}
	f.spoil(a)
	status, body, err = s.request(ctx, to, token, f, encode(a))
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		return 0, nil, err
	}
	at := &d.Attempts[n]
	at.Status, at.Answered = status, time.Now()
	if s.lose > 0 {
		s.lose--
		at.Lost = true
		s.changed()
		return 0, nil, errors.New("the answer was lost")
	}
	s.changed()
	return status, body, nil
}

func (s *Stub) request(ctx context.Context, to, token string, f Forgery, body []byte) (status int, answer []byte, err error) {
	ctx, done := context.WithTimeout(ctx, s.o.Wait)
	defer done()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", "Microsoft-SkypeBotApi (a stand-in on this machine)")
	if token != "" {
		or(&f.Scheme, "Bearer")
		req.Header.Set("Authorization", f.Scheme+" "+token)
	}
	res, err := s.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = res.Body.Close() }()
	answer, err = io.ReadAll(io.LimitReader(res.Body, 1<<20))
	return res.StatusCode, answer, err
}

// deliver sends an activity and settles what follows from the answer.
func (s *Stub) deliver(d *delivery) {
	status, body, err := s.try(s.ctx, d)
	s.mu.Lock()
	defer s.mu.Unlock()
	if d.Done {
		return
	}
	d.Status, d.Answer = status, body
	forged := len(d.Attempts) > 0 && d.Attempts[len(d.Attempts)-1].Forged
	switch {
	case err == nil && status >= 200 && status < 300:
		s.end(d, "")
		return
	case err == nil && status < 500:
		s.end(d, "refused")
		return
	case d.once || forged || s.closed || len(d.Attempts) >= s.o.Tries:
		s.end(d, "not taken")
		return
	}
	s.changed()
	// Teams says nothing of when it tries again; these are short enough for somebody
	// who waits for an answer.
	waits := []time.Duration{time.Second, 5 * time.Second, 30 * time.Second}
	wait := waits[min(len(d.Attempts), len(waits))-1]
	s.at(s.now().Add(wait), func() { s.work.Go(func() { s.deliver(d) }) })
}

// end is the end of a delivery. The lock is held.
func (s *Stub) end(d *delivery, why string) {
	if d.Done {
		return
	}
	d.Done, d.Failed = true, why
	close(d.done)
	s.changed()
}
