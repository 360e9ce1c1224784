package page

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearth/bot/standin"
	"hearth/bot/teams/teamsstub"
)

// A person is somebody whom one may be.
type person struct {
	ID, Name, Note, Href string
	Current              bool
}

func (p *pages) everybody(current string) []person {
	var out []person
	users := p.s.Users()
	if p.o.People != nil {
		users = slices.DeleteFunc(users, func(u teamsstub.User) bool { return !slices.Contains(p.o.People, u.ID) })
		slices.SortStableFunc(users, func(a, b teamsstub.User) int {
			return slices.Index(p.o.People, a.ID) - slices.Index(p.o.People, b.ID)
		})
	}
	for _, u := range users {
		if !u.Gone {
			out = append(out, person{u.ID, u.Name, p.note(u), roomURL(u.ID, p.s.Chat(u.ID).ID, ""), u.ID == current})
		}
	}
	return out
}

func (p *pages) note(u teamsstub.User) string {
	switch {
	case p.o.Notes[u.ID] != "":
		return p.o.Notes[u.ID]
	case u.Tenant != p.s.Tenant():
		return "somebody of another organisation"
	case u.Role == "guest":
		return "a guest"
	}
	return "of this organisation"
}

func (p *pages) people(*http.Request) (standin.Answer, error) {
	return standin.Answer{Name: "people", Data: map[string]any{"Title": "Who are you?", "People": p.everybody("")}}, nil
}

// A place is an entry of the list of places.
type place struct {
	Label, Href string
	Current     bool
}

// A view is what one person sees: the whole page but its frame.
type view struct {
	Title   string
	Me      teamsstub.User
	Note    string
	People  []person
	Places  []place
	Here    string // the address
	Say     string // where what is typed goes
	Label   string
	Hint    string
	Thread  string
	Back    string // from a thread to its channel
	Typed   string
	Wrong   string // what is wrong with what was typed
	Lines   []line
	Window  *window
	Version string
}

// me finds who one is.
func (p *pages) me(r *http.Request) (teamsstub.User, error) {
	for _, u := range p.s.Users() {
		if u.ID == r.PathValue("user") && !u.Gone && (p.o.People == nil || slices.Contains(p.o.People, u.ID)) {
			return u, nil
		}
	}
	return teamsstub.User{}, standin.ErrNowhere
}

func (p *pages) frame(u teamsstub.User, here string) view {
	v := view{Me: u, Note: p.note(u), People: p.everybody(u.ID), Here: here}
	add := func(label, href string) {
		v.Places = append(v.Places, place{label, href, href == here || strings.HasPrefix(here, href+"?")})
	}
	add("hearth", roomURL(u.ID, p.s.Chat(u.ID).ID, ""))
	for _, c := range p.s.Conversations() {
		if c.Kind != teamsstub.Personal && slices.Contains(c.Members, u.ID) {
			add(named(c), roomURL(u.ID, c.ID, ""))
		}
	}
	if w, open := p.s.Window(u.ID); open {
		v.Window = p.window(u, w, here)
	}
	return v
}

// named is how a conversation is called.
func named(c teamsstub.Conversation) string {
	switch {
	case c.Kind == teamsstub.Channel:
		return c.TeamName + ": " + c.Name
	case c.Name == "":
		return "A chat of several"
	}
	return c.Name
}

func (p *pages) conversation(u teamsstub.User, id string) (teamsstub.Conversation, error) {
	for _, c := range p.s.Conversations() {
		if c.ID == id && slices.Contains(c.Members, u.ID) {
			return c, nil
		}
	}
	return teamsstub.Conversation{}, standin.ErrNowhere
}

func (p *pages) seen(u teamsstub.User, c teamsstub.Conversation, thread string) view {
	v := p.frame(u, roomURL(u.ID, c.ID, thread))
	v.Title, v.Label, v.Hint = named(c), "Message "+named(c), "@hearth asks hearth."
	if c.Kind == teamsstub.Personal {
		v.Title, v.Label, v.Hint = "hearth", "Message hearth", ""
	}
	v.Say, v.Thread = roomURL(u.ID, c.ID, "")+"/say", thread
	if thread != "" {
		v.Back, v.Label, v.Title = roomURL(u.ID, c.ID, ""), "Reply in the thread", "Thread in "+v.Title
	}
	v.Lines = p.lines(u, c, thread)
	return v
}

func (p *pages) room(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	c, err := p.conversation(u, r.PathValue("conversation"))
	if err != nil {
		return standin.Answer{}, err
	}
	thread := r.FormValue("thread")
	root := func(m teamsstub.Message) bool { return m.ID == thread && m.Thread == "" }
	if thread != "" && (c.Kind != teamsstub.Channel || !slices.ContainsFunc(p.s.Messages(c.ID), root)) {
		return standin.Answer{}, standin.ErrNowhere
	}
	have := r.URL.Query().Get("have")
	var v view
	look := func() bool {
		if now, err := p.me(r); err == nil { // the app may be installed meanwhile
			u = now
		}
		v = p.seen(u, c, thread)
		v.Version = p.version(v)
		return have == "" || v.Version != have
	}
	return p.kit.News(r, p.s.Wait, look, func() standin.Answer { return standin.Answer{Name: "workspace", Data: v} })
}

// version is a mark of all that is seen.
func (p *pages) version(v view) string {
	v.Typed, v.Wrong = "", ""
	return p.kit.Version("workspace", v)
}

func windowURL(user, what string) string { return "/as/" + url.PathEscape(user) + "/window/" + what }
