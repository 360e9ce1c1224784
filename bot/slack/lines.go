package slack

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"sync"

	"hearth/bot"
)

const (
	lineCount  = 64 // how many channels are served beside one another: their commits share a sync
	lineLength = 8  // how much waits in each
	mostBeside = 8  // how much is done at once that was acknowledged before
)

// A job is an envelope and where it is acknowledged.
type job struct {
	from *socket
	e    envelope
}

// lines are where envelopes wait: those of one channel in one line.
type lines struct {
	a      *Adapter
	host   bot.Host
	lines  [lineCount]chan job
	room   chan struct{} // for what is done beside
	ended  <-chan struct{}
	end    context.CancelFunc
	work   sync.WaitGroup
	beside sync.WaitGroup
}

func newLines(ctx context.Context, a *Adapter, host bot.Host) *lines {
	ctx, end := context.WithCancel(ctx)
	l := &lines{a: a, host: host, room: make(chan struct{}, mostBeside), ended: ctx.Done(), end: end}
	for i := range l.lines {
		l.lines[i] = make(chan job, lineLength)
		l.work.Go(func() { l.serve(l.lines[i]) })
	}
	return l
}

// put lets an envelope wait; while its line is full, nobody reads on.
func (l *lines) put(j job) {
	select {
	case l.lines[l.of(j.e)] <- j:
	case <-l.ended:
	}
}

// of is the line of an envelope's channel, or of the person where it has none.
func (l *lines) of(e envelope) uint32 {
	var p struct {
		Event struct {
			Channel json.RawMessage `json:"channel"`
			User    json.RawMessage `json:"user"`
		} `json:"event"`
		Channel struct {
			ID string `json:"id"`
		} `json:"channel"`
		User struct {
			ID string `json:"id"`
		} `json:"user"`
		ChannelID string `json:"channel_id"`
	}
	_ = json.Unmarshal(e.Payload, &p) // what can't be read goes anywhere
	h := fnv.New32a()
	for _, name := range []string{trim(p.Event.Channel), p.Channel.ID, p.ChannelID, trim(p.Event.User), p.User.ID} {
		if name != "" {
			_, _ = h.Write([]byte(name))
			break
		}
	}
	return h.Sum32() % lineCount
}

func trim(raw json.RawMessage) (s string) {
	_ = json.Unmarshal(raw, &s)
	return s
}

func (l *lines) serve(line <-chan job) {
	for {
		select {
		case <-l.ended:
			return
		default:
		}
		select {
		case <-l.ended:
			return
		case j := <-line:
			l.do(j)
		}
	}
}

// do takes an envelope, acknowledges it if it was kept, and does what comes after.
func (l *lines) do(j job) {
	did, err := l.a.take(j.from.live, l.host, j.e.Type, j.e.Payload)
	if err != nil {
		l.a.o.Log.Warn("what Slack told was not kept; it tells it again", "kind", j.e.Type, "err", err)
		return
	}
	j.from.ack(j.e.ID, did.ack)
	if did.after == nil {
		return
	}
	l.room <- struct{}{}
	l.beside.Go(func() {
		defer func() { <-l.room }()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(j.from.live), takeTime)
		defer cancel()
		did.after(ctx)
	})
}

// close lets what was begun be finished and leaves the rest.
func (l *lines) close() {
	l.end()
	l.work.Wait()
	l.beside.Wait()
}
