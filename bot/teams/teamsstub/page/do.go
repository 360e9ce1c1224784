package page

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"hearth/bot/standin"
	"hearth/bot/teams/teamsstub"
)

// say sends what was typed.
func (p *pages) say(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	c, err := p.conversation(u, r.PathValue("conversation"))
	if err != nil {
		return standin.Answer{}, err
	}
	thread, text := r.PostFormValue("thread"), strings.TrimSpace(r.PostFormValue("text"))
	if text == "" {
		err = &standin.Trouble{Text: "Type something first."}
	} else {
		_, _, err = p.s.Say(u.ID, c.ID, thread, strings.ReplaceAll(text, "\r\n", "\n"))
	}
	if err != nil {
		v := p.seen(u, c, thread)
		v.Version, v.Typed, v.Wrong = p.version(v), text, err.Error()
		return standin.Answer{Name: "workspace", Data: v}, nil
	}
	return standin.Answer{To: roomURL(u.ID, c.ID, thread) + "#say"}, nil
}

// press presses a button of one of the app's messages. Where it opens a window the
// app has answered by then.
func (p *pages) press(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	res, err := p.s.PressWith(r.Context(), u.ID, r.PathValue("conversation"), r.PostFormValue("message"), button(r), fields(r))
	if err != nil {
		return standin.Answer{}, taken(res, err)
	}
	if res.Message != "" && res.Delivery != "" {
		if _, err := p.s.Answered(r.Context(), res.Delivery); err != nil {
			return standin.Answer{}, err
		}
	}
	return p.back(r, u)
}

// taken says in plain words that the app did not answer.
func taken(res teamsstub.Result, err error) error {
	if res.Delivery != "" && (res.Status == 0 || res.Status >= http.StatusInternalServerError) {
		return &standin.Trouble{Status: http.StatusGatewayTimeout, Text: "hearth did not take that in time. Go back and press it again."}
	}
	return err
}

// button is the label of the button that was pressed.
func button(r *http.Request) string {
	if r.ParseForm() != nil {
		return ""
	}
	for k, v := range r.PostForm {
		if strings.HasPrefix(k, "press-") && len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

// fields are what was typed into a card's.
func fields(r *http.Request) map[string]string {
	out := map[string]string{}
	for k, v := range r.PostForm {
		if name, is := strings.CutPrefix(k, "field-"); is {
			out[name] = strings.ReplaceAll(strings.Join(v, "\n"), "\r\n", "\n")
		}
	}
	return out
}

// back goes where the form says, which is one of this person's own pages.
func (p *pages) back(r *http.Request, u teamsstub.User) (standin.Answer, error) {
	to := r.PostFormValue("back")
	if !strings.HasPrefix(to, "/as/"+url.PathEscape(u.ID)+"/") {
		to = roomURL(u.ID, p.s.Chat(u.ID).ID, "")
	}
	return standin.Answer{To: to}, nil
}

// submit sends the form of the window. What Teams' own client would keep back is
// shown beside the fields.
func (p *pages) submit(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	action := button(r)
	typed := fields(r)
	res, err := p.s.Submit(r.Context(), u.ID, action, typed)
	if kept, is := errors.AsType[teamsstub.Unsent](err); is {
		return p.kept(r, u, typed, kept)
	}
	if err != nil {
		return standin.Answer{}, taken(res, err)
	}
	return p.back(r, u)
}

func (p *pages) kept(r *http.Request, u teamsstub.User, typed map[string]string, kept teamsstub.Unsent) (standin.Answer, error) {
	w, open := p.s.Window(u.ID)
	if !open {
		return p.back(r, u)
	}
	c, err := p.conversation(u, w.Conversation)
	if err != nil {
		return standin.Answer{}, err
	}
	v := p.seen(u, c, "")
	v.Version = p.version(v)
	v.Window.Wrong = true
	eachField(v.Window.Items, func(f *field) {
		if text, ok := typed[f.Input.ID]; ok {
			f.Value = text
		}
		f.Error = kept[f.Input.ID]
	})
	return standin.Answer{Name: "workspace", Data: v}, nil
}

func (p *pages) closeWindow(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	p.s.CloseWindow(u.ID)
	return p.back(r, u)
}

// install adds the app for somebody, or removes it.
func (p *pages) install(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	if u.Without {
		_, err = p.s.Install(u.ID, "")
	} else {
		_, err = p.s.Uninstall(u.ID, "")
	}
	if err != nil {
		return standin.Answer{}, err
	}
	return p.back(r, u)
}
