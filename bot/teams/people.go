package teams

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"hearth/bot"
)

// met is what was found of a person, for a while.
type met struct {
	person bot.Person
	until  time.Time
}

// Direct gives the chat of a person and hearth, and opens it where none is known.
func (a *Adapter) Direct(ctx context.Context, person string) (bot.Place, error) {
	if person == "" {
		return bot.Place{}, errors.New("teams: nobody is named whom to speak to alone")
	}
	ref, err := a.refs.person(ctx, person)
	if err != nil {
		return bot.Place{}, err
	}
	if ref.Chat == "" {
		if ref.Chat, err = a.open(ctx, person, ref); err != nil {
			return bot.Place{}, err
		}
	}
	return bot.Place{Platform: bot.Teams, Workspace: a.o.Tenant, Channel: ref.Chat, Kind: bot.Direct}, nil
}

// open opens a chat. Asking twice gives the same one.
func (a *Adapter) open(ctx context.Context, person string, ref personRef) (string, error) {
	seen, err := a.refs.conv(ctx, ref.Seen)
	if err != nil {
		return "", err
	}
	service := a.service(seen)
	type id struct {
		ID string `json:"id"`
	}
	user := ref.User
	if user == "" {
		user = person
	}
	body, err := json.Marshal(map[string]any{
		"bot": id{"28:" + a.o.AppID}, "members": []id{{user}}, "isGroup": false, "tenantId": a.o.Tenant,
		"channelData": map[string]any{"tenant": id{a.o.Tenant}},
	})
	if err != nil {
		return "", fmt.Errorf("teams: %s: %w", opOpen, err)
	}
	var out struct {
		ID      string `json:"id"`
		Service string `json:"serviceUrl"`
	}
	if err := a.call(ctx, opOpen, http.MethodPost, service, "/v3/conversations", body, &out); err != nil {
		return "", err
	}
	if out.ID == "" {
		return "", &bot.Later{Err: &CallError{Op: opOpen, Status: http.StatusOK, Err: errors.New("the answer names no chat")}}
	}
	if allowed(a.o.Hosts, out.Service) {
		service = out.Service
	}
	return out.ID, a.refs.opened(ctx, person, out.ID, service)
}

// Introduce looks a person up in a conversation that they are in.
func (a *Adapter) Introduce(ctx context.Context, person string) (bot.Person, error) {
	a.mu.Lock()
	known, ok := a.people.get(person)
	a.mu.Unlock()
	if ok && a.o.Now().Before(known.until) {
		return known.person, nil
	}
	p, err := a.introduce(ctx, person)
	if err != nil {
		return bot.Person{}, err
	}
	a.mu.Lock()
	a.people.put(person, met{p, a.o.Now().Add(introduction)})
	a.mu.Unlock()
	return p, nil
}

func (a *Adapter) introduce(ctx context.Context, person string) (bot.Person, error) {
	ref, err := a.refs.person(ctx, person)
	if err != nil {
		return bot.Person{}, err
	}
	in := ref.Chat
	if in == "" {
		in = ref.Seen
	}
	if in == "" {
		chat, err := a.Direct(ctx, person)
		if err != nil {
			return bot.Person{}, err
		}
		in = chat.Channel
	}
	p, err := a.member(ctx, in, person, ref.User)
	if absent(err) && ref.Seen != "" && ref.Seen != in {
		p, err = a.member(ctx, ref.Seen, person, ref.User)
	}
	if absent(err) { // whoever has left is nobody hearth knows
		return bot.Person{Outside: true}, nil
	}
	return p, err
}

// absent tells whether Teams says that somebody is not in a conversation.
func absent(err error) bool {
	e, ok := errors.AsType[*CallError](err)
	return ok && e.Status == http.StatusNotFound && strings.HasPrefix(e.Code, "Member")
}

// member asks the roster of a conversation.
func (a *Adapter) member(ctx context.Context, conversation, person, user string) (bot.Person, error) {
	ref, err := a.refs.conv(ctx, conversation)
	if err != nil {
		return bot.Person{}, err
	}
	if user == "" {
		user = person
	}
	var m member
	path := "/v3/conversations/" + url.PathEscape(conversation) + "/members/" + url.PathEscape(user)
	if err := a.call(ctx, opMembers, http.MethodGet, a.service(ref), path, nil, &m); err != nil {
		return bot.Person{}, err
	}
	return m.person(a.o.Tenant), nil
}

// A member is somebody as a conversation's roster has them.
type member struct {
	Name      string `json:"name"`
	Email     string `json:"email"`
	Principal string `json:"userPrincipalName"`
	Tenant    string `json:"tenantId"`
	Role      string `json:"userRole"` // "user", "guest", "anonymous"; "bot"
}

func (m member) person(tenant string) bot.Person {
	guest := strings.Contains(strings.ToUpper(m.Principal), "#EXT#")
	p := bot.Person{Name: m.Name, Email: m.Email,
		Outside: guest || m.Role != "" && !strings.EqualFold(m.Role, "user") || m.Tenant != "" && !strings.EqualFold(m.Tenant, tenant)}
	if p.Email == "" && !guest {
		p.Email = m.Principal
	}
	return p
}
