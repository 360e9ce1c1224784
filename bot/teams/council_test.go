package teams_test

import (
	"context"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/teams"
	"hearth/bot/teams/teamsstub"
	"hearth/briefings"
	"hearth/storage"
	"hearth/storage/bolt/bolttest"
)

// A council is an organisation with hearth, one member, and a channel and a group
// chat where both are.
type council struct {
	*teamsstub.Stub
	*teams.Adapter
	t     testing.TB
	jane  teamsstub.User
	team  teamsstub.Conversation // a channel
	group teamsstub.Conversation
	host  *host
	store storage.Store
	url   string

	mu      sync.Mutex
	refused []string
	keys    map[string]string // of hearth's messages, by their identity
}

// A host notes the turns that reach it.
type host struct {
	mu     sync.Mutex
	turns  []bot.Turn
	err    error                      // of Receive
	window func(bot.Turn) *bot.Window // what Open gives
}

func (h *host) Receive(_ context.Context, t bot.Turn) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.err != nil {
		return h.err
	}
	h.turns = append(h.turns, t)
	return nil
}

func (h *host) Open(_ context.Context, t bot.Turn) (*bot.Window, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.window == nil {
		return nil, nil
	}
	return h.window(t), nil
}

func (h *host) Home(context.Context, briefings.Link) ([]bot.Block, error) { return nil, nil }
func (h *host) Prompts() []bot.Choice                                     { return nil }

func (h *host) fails(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.err = err
}

func (h *host) opens(w func(bot.Turn) *bot.Window) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.window = w
}

func (h *host) all() []bot.Turn {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]bot.Turn(nil), h.turns...)
}

// open founds a council whose hearth listens.
func open(t testing.TB, o teamsstub.Options, change func(*teams.Options)) *council {
	t.Helper()
	s, err := teamsstub.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	c := &council{Stub: s, t: t, host: &host{}, keys: map[string]string{}}
	c.jane = s.AddUser(teamsstub.User{Name: "Jane Doe", Email: "jane@council.example"})
	c.team = s.AddConversation(teamsstub.Conversation{Kind: teamsstub.Channel, Name: "Board", Members: []string{c.jane.ID}})
	c.group = s.AddConversation(teamsstub.Conversation{Kind: teamsstub.Group, Members: []string{c.jane.ID}})
	if c.store == nil {
		c.store = bolttest.Open(t)
	}
	options := teams.Options{
		AppID: s.App(), AppPassword: s.Password(), Tenant: s.Tenant(), Hosts: []string{s.URL()[len("http://"):]}, Service: s.ServiceURL(),
		Cloud: teams.Cloud{TokenURL: s.TokenURL(), Scope: teamsstub.Scope, MetadataURL: s.MetadataURL(), Issuer: s.Issuer()},
		Now:   s.Now, Store: c.store,
		Watch: teams.Watch{Refused: func(why string) {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.refused = append(c.refused, why)
		}},
	}
	if change != nil {
		change(&options)
	}
	if c.Adapter, err = teams.New(options); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(c.Handler(c.host))
	t.Cleanup(srv.Close)
	c.url = srv.URL
	s.SendTo(srv.URL)
	return c
}

// chat is Jane's own place.
func (c *council) chat() bot.Place {
	return bot.Place{Platform: bot.Teams, Workspace: c.Tenant(), Channel: c.Chat(c.jane.ID).ID, Kind: bot.Direct}
}

// channel is the channel, outside of any thread.
func (c *council) channel() bot.Place {
	return bot.Place{Platform: bot.Teams, Workspace: c.Tenant(), Channel: c.team.ID, Kind: bot.Channel}
}

func (c *council) settle() {
	c.t.Helper()
	ctx, done := context.WithTimeout(c.t.Context(), 20*time.Second)
	defer done()
	if err := c.Settled(ctx); err != nil {
		c.t.Fatal(err)
	}
}

// say has Jane write to hearth, and gives the turns that came of it.
func (c *council) say(text string) []bot.Turn {
	c.t.Helper()
	before := len(c.host.all())
	if _, _, err := c.Say(c.jane.ID, "", "", text); err != nil {
		c.t.Fatal(err)
	}
	c.settle()
	return c.host.all()[before:]
}

// Post notes whose key a message has.
func (c *council) Post(ctx context.Context, to bot.Place, m bot.Message) (string, error) {
	id, err := c.Adapter.Post(ctx, to, m)
	if err == nil {
		c.mu.Lock()
		c.keys[id] = m.Key
		c.mu.Unlock()
	}
	return id, err
}

// standing gives the keys of hearth's messages in a place, in order.
func (c *council) standing(_ *testing.T, in bot.Place) (keys []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, m := range c.Posted(in.Channel) {
		if key := c.keys[m.ID]; key != "" && m.Thread == in.Thread {
			keys = append(keys, key)
		}
	}
	return keys
}

func (c *council) whyRefused() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.refused...)
}

func text(key, s string) bot.Message {
	return bot.Message{Key: key, Visibility: bot.ToMember, Blocks: bot.Text(s)}
}
