package page

import (
	"net/http"
	"net/url"
	"strings"

	"hearth/bot/slack/slackstub"
	"hearth/bot/standin"
)

// say sends what was typed: a message, or a command where it begins with a slash.
func (p *pages) say(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	c, err := p.channel(u, r.PathValue("channel"))
	if err != nil {
		return standin.Answer{}, err
	}
	thread, text := r.PostFormValue("thread"), strings.TrimSpace(r.PostFormValue("text"))
	if text == "" {
		err = &standin.Trouble{Text: "Type something first."}
	} else if name, rest, _ := strings.Cut(text, " "); strings.HasPrefix(name, "/") {
		if thread != "" {
			err = &standin.Trouble{Text: "Commands can't be used in threads. Go back to the channel and type it there."}
		} else {
			_, err = p.s.Slash(u.ID, c.ID, name, strings.TrimSpace(rest))
		}
	} else {
		_, err = p.s.Say(u.ID, c.ID, thread, text)
	}
	if err != nil {
		v := p.seen(u, c, thread)
		v.Version, v.Typed, v.Wrong = p.version(v), text, err.Error()
		return standin.Answer{Name: "workspace", Data: v}, nil
	}
	return standin.Answer{To: roomURL(u.ID, c.ID, thread) + "#say"}, nil
}

func (p *pages) press(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	id, err := p.s.Choose(u.ID, r.PathValue("channel"), r.PostFormValue("ts"), r.PostFormValue("action"), r.PostFormValue("option"))
	return p.pressed(r, u, id, err)
}

func (p *pages) pressInView(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	id, err := p.s.ChooseInView(u.ID, r.PathValue("view"), r.PostFormValue("action"), r.PostFormValue("option"))
	return p.pressed(r, u, id, err)
}

// pressed waits until the app has taken what was pressed: if it opens a window, it
// does so by then.
func (p *pages) pressed(r *http.Request, u slackstub.User, id string, err error) (standin.Answer, error) {
	if err != nil {
		return standin.Answer{}, err
	}
	d, err := p.s.Answered(r.Context(), id)
	if err != nil {
		return standin.Answer{}, err
	}
	if d.Failed != "" {
		return standin.Answer{}, &standin.Trouble{Status: http.StatusGatewayTimeout, Text: "hearth did not take that in time. Go back and press it again."}
	}
	return p.back(r, u)
}

// back goes where the form says, which is one of this person's own pages.
func (p *pages) back(r *http.Request, u slackstub.User) (standin.Answer, error) {
	to := r.PostFormValue("back")
	if !strings.HasPrefix(to, "/as/"+url.PathEscape(u.ID)+"/") {
		to = roomURL(u.ID, p.s.DM(u.ID).ID, "")
	}
	return standin.Answer{To: to}, nil
}

func (p *pages) newThread(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	channel, ts, err := p.s.StartAssistantThread(u.ID)
	if err != nil {
		return standin.Answer{}, err
	}
	return standin.Answer{To: roomURL(u.ID, channel, ts)}, nil
}

func (p *pages) submit(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	if err := r.ParseForm(); err != nil {
		return standin.Answer{}, &standin.Trouble{Status: http.StatusBadRequest, Text: "That form could not be read."}
	}
	values := map[string]string{}
	for k, v := range r.PostForm {
		if name, is := strings.CutPrefix(k, "field-"); is {
			values[name] = strings.ReplaceAll(strings.Join(v, "\n"), "\r\n", "\n")
		}
	}
	out, err := p.s.Submit(r.Context(), u.ID, r.PathValue("view"), values)
	if err != nil {
		return standin.Answer{}, err
	}
	if out.Failed != "" {
		return standin.Answer{}, &standin.Trouble{Status: http.StatusGatewayTimeout, Text: "hearth did not take that in time. Go back and send it again."}
	}
	return p.back(r, u)
}

func (p *pages) closeView(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	if err := p.s.CloseView(u.ID, r.PathValue("view")); err != nil {
		return standin.Answer{}, err
	}
	return p.back(r, u)
}
