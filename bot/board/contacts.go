package board

import (
	"net/http"
	"strconv"
	"strings"

	"hearth/bot"
	"hearth/bot/council"
	"hearth/bot/web"
)

// An office is one that hearth's replies send people to.
type office struct {
	Name, Label, Why string
	Vital            bool // off a loopback address hearth doesn't start without it
	of               func(*bot.Contacts) *bot.Contact
}

// offices in the order officers are shown them.
var offices = []office{
	{"front-door", "Front door (children's social care)", "For somebody who is worried about a child, in office hours.", true, func(c *bot.Contacts) *bot.Contact { return &c.FrontDoor }},
	{"out-of-hours", "Out of hours (emergency duty team)", "For somebody who is worried about a child at night or at the weekend.", true, func(c *bot.Contacts) *bot.Contact { return &c.OutOfHours }},
	{"lado", "Designated officer (LADO)", "For concerns about somebody who works with children.", false, func(c *bot.Contacts) *bot.Contact { return &c.LADO }},
	{"police", "Police", "For what is not an emergency. For one I always say 999.", false, func(c *bot.Contacts) *bot.Contact { return &c.Police }},
	{"complaints", "Complaints", "For a resident's own case or complaint.", false, func(c *bot.Contacts) *bot.Contact { return &c.Complaints }},
	{"data-protection", "Data protection", "For questions about personal data.", false, func(c *bot.Contacts) *bot.Contact { return &c.DataProtection }},
}

func officeNamed(name string) (office, error) {
	for _, o := range offices {
		if o.Name == name {
			return o, nil
		}
	}
	return office{}, gone("There is no such contact.")
}

// staleAfter is after how many days a number should be tried again.
const staleAfter = 182

// A contactLine is one contact as the list shows it.
type contactLine struct {
	office
	bot.Contact
	Href    string
	Set     bool
	Checked string // "3 November 2026", "never"
	Stale   bool
}

func (b *Board) lineOfContact(o office, c bot.Contact) contactLine {
	l := contactLine{office: o, Contact: c, Href: "/officers/contacts/" + o.Name, Set: !c.IsZero(), Checked: "never"}
	if !c.CheckedOn.IsZero() {
		l.Checked = c.CheckedOn.Long()
	}
	l.Stale = c.CheckedOn.IsZero() || b.today().Time().Sub(c.CheckedOn.Time()).Hours() > staleAfter*24
	return l
}

func (b *Board) contacts(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	k, err := b.o.Council.Known(r.Context())
	if err != nil {
		return err
	}
	var lines []contactLine
	for _, o := range offices {
		lines = append(lines, b.lineOfContact(o, *o.of(&k.Contacts)))
	}
	return b.show(w, r, v, screen{Name: "contacts", Tab: "/officers/contacts", Heading: "Contacts", Page: lines})
}

func contactFormOf(o office, c bot.Contact) *form {
	return &form{Action: "/officers/contacts/" + o.Name, Submit: "Save", Seen: mark(c), Fields: []web.Field{
		{Name: "phone", Label: "Phone number", Hint: `Like "01642 000000" or "101".`, Type: "tel", Value: c.Phone, Optional: true, Narrow: true},
		{Name: "email", Label: "E-mail address", Type: "email", Value: c.Email, Optional: true},
		{Name: "hours", Label: "When is it answered?", Hint: `Like "Mon-Thu 8:30-17:00, Fri 8:30-16:30", or "always".`, Value: c.Hours.String(), Optional: true},
		{Name: "checked-on", Label: "When did somebody last try it?", Hint: "Like 20 November 2026. Try a new number before you save it.", Value: c.CheckedOn.Long(), Optional: true, Narrow: true},
	}}
}

// A contactPage is one contact.
type contactPage struct {
	Line contactLine
	Form *form
}

func (b *Board) contactOf(r *http.Request) (office, bot.Contact, error) {
	o, err := officeNamed(r.PathValue("office"))
	if err != nil {
		return o, bot.Contact{}, err
	}
	k, err := b.o.Council.Known(r.Context())
	return o, *o.of(&k.Contacts), err
}

func (b *Board) contactForm(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	o, c, err := b.contactOf(r)
	if err != nil {
		return err
	}
	return b.showContact(w, r, v, o, c, contactFormOf(o, c))
}

func (b *Board) showContact(w http.ResponseWriter, r *http.Request, v web.Visitor, o office, c bot.Contact, f *form) error {
	return b.show(w, r, v, screen{Name: "contact", Tab: "/officers/contacts", Heading: o.Label, Back: &link{"Contacts", "/officers/contacts"},
		Form: f, Page: contactPage{b.lineOfContact(o, c), f}})
}

func (b *Board) saveContact(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	o, c, err := b.contactOf(r)
	if err != nil {
		return err
	}
	f := contactFormOf(o, c)
	f.typed(r.PostForm)
	f.unseen(r.PostForm)
	var changes []council.Change
	for _, one := range f.Fields {
		value := one.Value
		if one.Name == "checked-on" {
			d, hint := wholeDay(value)
			switch {
			case hint != "":
				f.fault(one.Name, hint) // Set refuses it, too, and says what else is wrong
			case d == c.CheckedOn:
				continue // not named, so that a changed number is not checked any more
			default:
				value = d.String()
			}
		}
		changes = append(changes, council.Change{Name: o.Name + "." + one.Name, Value: value})
	}
	if f.Problem == "" {
		if err := b.o.Council.Set(r.Context(), v.Member.ID, changes...); err != nil && !f.take(renamed(err, func(name string) string { return strings.TrimPrefix(name, o.Name+".") })) {
			return err
		}
	}
	if f.wrong() {
		return b.showContact(w, r, v, o, c, f)
	}
	return b.see(w, r, "/officers/contacts", "Saved.")
}

// tried notes that somebody has tried the number today.
func (b *Board) tried(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	o, c, err := b.contactOf(r)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	if c.IsZero() || r.PostForm.Get("seen") != mark(c) {
		return b.see(w, r, "/officers/contacts/"+o.Name, "This contact has changed, so nothing is noted. Look at it and try the number that stands here now.")
	}
	if err := b.o.Council.Set(r.Context(), v.Member.ID, council.Change{Name: o.Name + ".checked-on", Value: b.today().String()}); err != nil {
		return err
	}
	return b.see(w, r, "/officers/contacts", "Noted: it was tried today.")
}

// A settingsPage has the council's own settings.
type settingsPage struct{ Form *form }

// settingNames are the settings on the page, in its order.
var settingNames = []string{"council.name", council.NamePublicPapers, council.NameWordsDays, council.NameReceiptsMonths}

// settingField is a setting's name as that of a field, which is an id, too.
func settingField(name string) string { return strings.ReplaceAll(name, ".", "-") }

func settingsFormOf(k council.Known) *form {
	public := "no"
	if k.PublicPapers {
		public = "yes"
	}
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	return &form{Action: "/officers/settings", Submit: "Save", Seen: mark(settingsOf(k)), Fields: []web.Field{
		{Name: settingField("council.name"), Label: "Whose hearth is this?", Hint: `The place alone, like "Middlesbrough". It is whom "we" and "our" mean in a question.`, Value: k.Council, Optional: true},
		{Name: settingField(council.NamePublicPapers), Label: "Who may read papers that are for everybody?", Type: "radios", Options: []web.Option{
			{Value: "no", Label: "Whoever is signed in", Chosen: public == "no"},
			{Value: "yes", Label: "Anybody, without signing in", Hint: "Only papers whose shelf is “Everybody”.", Chosen: public == "yes"},
		}},
		{Name: settingField(council.NameWordsDays), Label: "For how many days are the words of questions kept?", Hint: "7 to 365. Left empty, it is " + strconv.Itoa(council.WordsDays) + ".", Value: number(k.WordsDays), Narrow: true, InputMode: "numeric", Optional: true},
		{Name: settingField(council.NameReceiptsMonths), Label: "For how many months is it kept which papers somebody was shown?", Hint: "1 to 24. It is used if a paper turns out to be wrong. Left empty, it is " + strconv.Itoa(council.ReceiptsMonths) + ".", Value: number(k.ReceiptsMonths), Narrow: true, InputMode: "numeric", Optional: true},
	}}
}

// settingsOf is what the page of settings changes.
func settingsOf(k council.Known) any {
	return struct {
		Name  string
		Rules council.Rules
	}{k.Council, k.Rules}
}

func (b *Board) settingsForm(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	k, err := b.o.Council.Known(r.Context())
	if err != nil {
		return err
	}
	return b.showSettings(w, r, v, settingsFormOf(k))
}

func (b *Board) showSettings(w http.ResponseWriter, r *http.Request, v web.Visitor, f *form) error {
	return b.show(w, r, v, screen{Name: "settings", Tab: "/officers/settings", Heading: "Settings", Form: f, Page: settingsPage{f}})
}

func (b *Board) saveSettings(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	k, err := b.o.Council.Known(r.Context())
	if err != nil {
		return err
	}
	f := settingsFormOf(k)
	f.typed(r.PostForm)
	f.unseen(r.PostForm)
	var changes []council.Change
	for i, name := range settingNames {
		changes = append(changes, council.Change{Name: name, Value: f.Fields[i].Value})
	}
	if !f.wrong() {
		if err := b.o.Council.Set(r.Context(), v.Member.ID, changes...); err != nil && !f.take(renamed(err, settingField)) {
			return err
		}
	}
	if f.wrong() {
		return b.showSettings(w, r, v, f)
	}
	return b.see(w, r, "/officers/settings", "Saved.")
}
