package slack

import (
	"context"
	"errors"
	"net/url"
	"slices"

	"github.com/slack-go/slack"

	"hearth/bot"
)

// Direct opens the direct message with a person.
func (a *Adapter) Direct(ctx context.Context, person string) (bot.Place, error) {
	if err := ctx.Err(); err != nil {
		return bot.Place{}, err
	}
	if p, ok := a.out.directs.get(person); ok {
		return p, nil
	}
	self, err := a.self(ctx)
	if err != nil {
		return bot.Place{}, err
	}
	c, _, _, err := a.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{person}})
	if err == nil && (c == nil || c.ID == "") {
		err = errNothingSaid
	}
	if err != nil {
		return bot.Place{}, a.failed(ctx, methodOpen, err)
	}
	p := bot.Place{Platform: bot.Slack, Workspace: self.Team, Channel: c.ID, Kind: bot.Direct}
	a.out.directs.put(person, p)
	return p, nil
}

// profile is what is read of an account.
type profile struct {
	User struct {
		ID         string `json:"id"`
		Team       string `json:"team_id"`
		Name       string `json:"real_name"`
		Deleted    bool   `json:"deleted"`
		Bot        bool   `json:"is_bot"`
		App        bool   `json:"is_app_user"`
		Guest      bool   `json:"is_restricted"`
		Single     bool   `json:"is_ultra_restricted"`
		Stranger   bool   `json:"is_stranger"`
		Confirmed  *bool  `json:"is_email_confirmed"`
		Enterprise struct {
			Teams []string `json:"teams"`
		} `json:"enterprise_user"`
		Profile struct {
			Name  string `json:"real_name"`
			Email string `json:"email"`
		} `json:"profile"`
	} `json:"user"`
}

// slackbot is Slack's own program, which Slack doesn't call one.
const slackbot = "USLACKBOT"

// Introduce asks Slack who somebody is, at most every 15 minutes. Whom Slack doesn't
// show is outside. An address that Slack itself hasn't confirmed is not told.
func (a *Adapter) Introduce(ctx context.Context, person string) (bot.Person, error) {
	if err := ctx.Err(); err != nil {
		return bot.Person{}, err
	}
	if p, ok := a.out.people.get(person); ok {
		return p, nil
	}
	self, err := a.self(ctx)
	if err != nil {
		return bot.Person{}, err
	}
	var got profile
	err = a.read(ctx, methodUser, url.Values{"user": {person}}, &got)
	if e, ok := errors.AsType[*CallError](err); ok && (e.Code == "user_not_found" || e.Code == "user_not_visible") {
		err = nil // Slack doesn't show its apps everybody of other organisations
	}
	if err != nil {
		return bot.Person{}, err
	}
	u := got.User
	p := bot.Person{Name: u.Name, Email: u.Profile.Email}
	if p.Name == "" {
		p.Name = u.Profile.Name
	}
	if u.Confirmed != nil && !*u.Confirmed {
		p.Email = ""
	}
	elsewhere := u.Team != self.Team && !slices.Contains(u.Enterprise.Teams, self.Team)
	p.Outside = u.ID != person || person == slackbot || elsewhere || u.Deleted || u.Bot || u.App || u.Guest || u.Single || u.Stranger
	a.out.people.put(person, p)
	return p, nil
}
