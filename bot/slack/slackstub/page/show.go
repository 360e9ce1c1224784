package page

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearth/bot/slack/slackstub"
	"hearth/bot/standin"
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
		users = slices.DeleteFunc(users, func(u slackstub.User) bool { return !slices.Contains(p.o.People, u.ID) })
		slices.SortStableFunc(users, func(a, b slackstub.User) int {
			return slices.Index(p.o.People, a.ID) - slices.Index(p.o.People, b.ID)
		})
	}
	for _, u := range users {
		if u.Bot || u.Deleted {
			continue
		}
		out = append(out, person{u.ID, u.RealName, p.note(u), roomURL(u.ID, p.s.DM(u.ID).ID, ""), u.ID == current})
	}
	return out
}

func (p *pages) note(u slackstub.User) string {
	switch {
	case p.o.Notes[u.ID] != "":
		return p.o.Notes[u.ID]
	case u.Team != p.s.Team():
		return "somebody of another organisation"
	case u.Restricted || u.Ultra:
		return "a guest"
	}
	return "of this workspace"
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
	Title    string
	Me       slackstub.User
	Note     string
	People   []person
	Places   []place
	Talks    []place // conversations in the assistant's pane
	CanStart bool
	Here     string // the address
	Say      string // where what is typed goes; "": nothing can be typed
	Label    string
	Hint     string
	Thread   string
	Back     string // from a thread to its channel
	Typed    string
	Wrong    string // what is wrong with what was typed
	Lines    []line
	Assist   *assist
	Home     []drawn
	HomeOpen bool
	NoHome   bool
	Window   *window
	Version  string
}

type assist struct {
	Status, Heading string
	Prompts         []slackstub.Prompt
}

// me finds who one is.
func (p *pages) me(r *http.Request) (slackstub.User, error) {
	for _, u := range p.s.Users() {
		if u.ID == r.PathValue("user") && !u.Bot && !u.Deleted && (p.o.People == nil || slices.Contains(p.o.People, u.ID)) {
			return u, nil
		}
	}
	return slackstub.User{}, standin.ErrNowhere
}

func (p *pages) frame(u slackstub.User, here string) view {
	v := view{Me: u, Note: p.note(u), People: p.everybody(u.ID), Here: here, CanStart: p.s.Assistants()}
	dm := p.s.DM(u.ID)
	add := func(label, href string) {
		v.Places = append(v.Places, place{label, href, href == here || strings.HasPrefix(here, href+"?")})
	}
	add("hearth", roomURL(u.ID, dm.ID, ""))
	add("hearth’s Home", "/as/"+url.PathEscape(u.ID)+"/home")
	for _, c := range p.s.Channels() {
		if c.Kind != slackstub.Alone && slices.Contains(c.Members, u.ID) {
			add("#"+c.Name, roomURL(u.ID, c.ID, ""))
		}
	}
	for i, t := range p.s.AssistantThreads(u.ID) {
		label := t.Title
		if label == "" {
			label = fmt.Sprintf("Conversation %d", i+1)
		}
		href := roomURL(u.ID, dm.ID, t.TS)
		if v.Talks = append(v.Talks, place{label, href, href == here}); href == here {
			v.Places[0].Current = false
		}
	}
	if open := p.s.Views(u.ID); len(open) > 0 {
		v.Window = p.window(u, open[len(open)-1], here)
	}
	return v
}

func (p *pages) channel(u slackstub.User, id string) (slackstub.Channel, error) {
	for _, c := range p.s.Channels() {
		if c.ID == id && slices.Contains(c.Members, u.ID) {
			return c, nil
		}
	}
	return slackstub.Channel{}, standin.ErrNowhere
}

func (p *pages) seen(u slackstub.User, c slackstub.Channel, thread string) view {
	here := roomURL(u.ID, c.ID, thread)
	v := p.frame(u, here)
	v.Title, v.Label, v.Hint = "#"+c.Name, "Message #"+c.Name, "@hearth asks hearth; /hearth is its command."
	if thread != "" {
		v.Hint = "@hearth asks hearth."
	}
	if c.Kind == slackstub.Alone {
		v.Title, v.Label, v.Hint = "hearth", "Message hearth", ""
	}
	v.Say, v.Thread = roomURL(u.ID, c.ID, "")+"/say", thread
	if thread != "" {
		v.Back, v.Label = roomURL(u.ID, c.ID, ""), "Reply in the thread"
		v.Title = "Thread in " + v.Title
		if t, ok := p.s.AssistantThread(c.ID, thread); ok {
			v.Label, v.Assist = "Message hearth", &assist{Status: t.Status}
			v.Title = t.Title
			if v.Title == "" {
				v.Title = "New conversation"
			}
			if len(p.s.Thread(c.ID, thread)) == 1 {
				v.Assist.Heading, v.Assist.Prompts = t.PromptsTitle, t.Prompts
			}
		}
	}
	v.Lines = p.lines(u, c, thread)
	return v
}

func (p *pages) room(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	c, err := p.channel(u, r.PathValue("channel"))
	if err != nil {
		return standin.Answer{}, err
	}
	thread := r.FormValue("thread")
	if thread != "" && len(p.s.Thread(c.ID, thread)) == 0 {
		return standin.Answer{}, standin.ErrNowhere
	}
	return p.show(r, func() view { return p.seen(u, c, thread) })
}

func (p *pages) home(r *http.Request) (standin.Answer, error) {
	u, err := p.me(r)
	if err != nil {
		return standin.Answer{}, err
	}
	if !r.URL.Query().Has("have") { // somebody came, and it isn't the script that asks
		if err := p.s.OpenHome(u.ID); err != nil {
			return standin.Answer{}, err
		}
	}
	return p.show(r, func() view { return p.homeView(u) })
}

func (p *pages) homeView(u slackstub.User) view {
	v := p.frame(u, "/as/"+url.PathEscape(u.ID)+"/home")
	v.Title, v.HomeOpen = "hearth’s Home", true
	h, published := p.s.Home(u.ID)
	if v.NoHome = !published; published {
		v.Home = p.draw(h.Blocks, controlsOf{to: viewURL(u.ID, h.ID) + "/press", back: v.Here, top: true})
	}
	return v
}

// show gives a page. With "have" it is held back until there is something new.
func (p *pages) show(r *http.Request, see func() view) (standin.Answer, error) {
	have := r.URL.Query().Get("have")
	var v view
	look := func() bool {
		v = see()
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
