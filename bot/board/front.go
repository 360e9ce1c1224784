package board

import (
	"net/http"

	"hearth/bot/web"
)

// A todo is one thing that needs doing.
type todo struct {
	Says, Href string
	Pressing   bool
}

// A frontPage says what needs doing.
type frontPage struct {
	Todos    []todo
	Quiet    bool // nothing needs doing
	MayPause bool
	Papers   bool // whether the visitor sees papers at all
	Count    int  // of papers
	Uploads  []uploadLine
}

func (b *Board) front(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	var p frontPage
	p.MayPause = mayMembers.Admits(r.Context(), v)
	p.Papers = mayPapers.Admits(r.Context(), v)
	if p.Papers {
		if err := b.contactsToDo(r, &p); err != nil {
			return err
		}
	}
	if p.MayPause {
		asked, err := b.o.Members.Requests(r.Context())
		if err != nil {
			return err
		}
		if n := len(asked); n > 0 {
			p.Todos = append(p.Todos, todo{web.Plural(n, "person asks", "people ask") + " to be added", "/officers/requests", false})
		}
	}
	if p.Papers {
		if err := b.papersToDo(r, v, &p); err != nil {
			return err
		}
	}
	p.Quiet = len(p.Todos) == 0
	return b.show(w, r, v, screen{Name: "front", Tab: "/officers", Heading: "To do", Page: p})
}

// contactsToDo lists contacts that nobody has set or tried, those for a worry
// about a child first.
func (b *Board) contactsToDo(r *http.Request, p *frontPage) error {
	k, err := b.o.Council.Known(r.Context())
	if err != nil {
		return err
	}
	for _, o := range offices {
		l := b.lineOfContact(o, *o.of(&k.Contacts))
		t := todo{Href: l.Href, Pressing: o.Vital && (!l.Set || l.CheckedOn.IsZero())}
		switch {
		case !l.Set:
			t.Says = o.Label + ": no number is set"
		case l.CheckedOn.IsZero():
			t.Says = o.Label + ": nobody has tried this number yet"
		case l.Stale:
			t.Says = o.Label + ": last tried on " + l.Checked
		default:
			continue
		}
		p.Todos = append(p.Todos, t)
	}
	return nil
}

// papersToDo lists papers that wait for somebody.
func (b *Board) papersToDo(r *http.Request, v web.Visitor, p *frontPage) error {
	all, err := b.o.Papers.All(r.Context())
	if err != nil {
		return err
	}
	p.Count = len(all)
	unshelved, err := b.o.Papers.Unshelved(r.Context())
	if err != nil {
		return err
	}
	late := 0
	for _, d := range all {
		if b.overdue(d) {
			late++
		}
	}
	if n := len(unshelved); n > 0 {
		p.Todos = append(p.Todos, todo{web.Plural(n, "paper has", "papers have") + " no shelf chosen, so members get no answers from " + them(n), "/officers/papers?need=shelf", false})
	}
	if late > 0 {
		p.Todos = append(p.Todos, todo{web.Plural(late, "paper is", "papers are") + " past the review date", "/officers/papers?need=review", false})
	}
	if len(all) == 0 {
		p.Todos = append(p.Todos, todo{"There are no papers yet, so members get no answers", "/officers/uploads/new", false})
	}
	for _, u := range b.uploadsOf(v.Member.ID) {
		if u.Waiting {
			p.Todos = append(p.Todos, todo{"An upload waits for you: " + u.Says, u.Href, false})
		}
		if u.Unread > 0 {
			p.Todos = append(p.Todos, todo{web.Plural(u.Unread, "file", "files") + " of your upload I could not read", u.Href, false})
		}
	}
	return nil
}

func them(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}
