package slack

import (
	"context"
	"sync"
	"time"

	"hearth/bot"
)

var (
	_ bot.Adapter    = (*Adapter)(nil)
	_ bot.Looker     = (*Adapter)(nil)
	_ bot.Director   = (*Adapter)(nil)
	_ bot.Introducer = (*Adapter)(nil)
)

// How much is remembered, and how long. Whatever is forgotten is asked again.
const (
	mostPeople   = 2_000
	mostBegun    = 1_000
	mostAnswers  = 2_000
	mostTitles   = 2_000
	peopleKept   = 15 * time.Minute
	answersKept  = 25 * time.Minute // Slack takes answers for 30
	fleetingKept = time.Hour
	quiet        = time.Hour // before what a workspace doesn't have is tried again
)

// outward is what the half of an Adapter that speaks to Slack remembers.
type outward struct {
	wire     *wire
	pace     *pace
	people   *recent[bot.Person] // by id
	directs  *recent[bot.Place]  // by person
	begun    *recent[begun]      // by place and message
	fleeting *recent[string]     // what was posted, by place and message
	answers  *recent[string]     // addresses to answer at, by channel and person
	titled   *recent[bool]       // threads that have one
	mute     *recent[bool]       // methods that the workspace doesn't have

	mu   sync.Mutex
	self Self // zero: not asked yet
}

func newOutward(o Options) outward {
	return outward{
		wire: newWire(o), pace: newPace(o.Pace, o.Now),
		people: newRecent[bot.Person](o.Now, mostPeople, peopleKept), directs: newRecent[bot.Place](o.Now, mostPeople, 0),
		begun: newRecent[begun](o.Now, mostBegun, 0), fleeting: newRecent[string](o.Now, mostBegun, fleetingKept),
		answers: newRecent[string](o.Now, mostAnswers, answersKept), titled: newRecent[bool](o.Now, mostTitles, 0),
		mute: newRecent[bool](o.Now, mostTitles, quiet),
	}
}

// Platform is "slack".
func (a *Adapter) Platform() string { return bot.Slack }

// Self is who hearth is in its workspace, by Slack's ids.
type Self struct {
	Team string // T…
	User string // U…: what a mention of hearth names
	Bot  string // B…: who its messages are from
}

// self asks who hearth is, once.
func (a *Adapter) self(ctx context.Context) (Self, error) {
	a.out.mu.Lock()
	s := a.out.self
	a.out.mu.Unlock()
	if s.Team != "" {
		return s, nil
	}
	said, err := a.api.AuthTestContext(ctx)
	if err == nil && (said.TeamID == "" || said.UserID == "") {
		err = errNothingSaid
	}
	if err != nil {
		return Self{}, a.failed(ctx, methodAuth, err)
	}
	s = Self{Team: said.TeamID, User: said.UserID, Bot: said.BotID}
	a.out.mu.Lock()
	a.out.self = s
	a.out.mu.Unlock()
	return s, nil
}
