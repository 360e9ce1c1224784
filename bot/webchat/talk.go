package webchat

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"hearth/bot"
	"hearth/bot/web"
	"hearth/briefings"
	"hearth/storage"
)

const (
	// mostAsked is how many characters a question may have.
	mostAsked = 4_000
	// mostExchanges is how much of a conversation a page shows.
	mostExchanges = 50
	// firstWait is how long a form's reply waits for the answer, so that most
	// members never see a page that waits.
	firstWait = 2 * time.Second
	// partWait is how long a script's request waits. It asks again.
	partWait = 8 * time.Second
)

// homeData is the first page.
type homeData struct {
	Ask     askForm
	Samples []sample
	Days    []threadDay
}

// askForm is the box for a question.
type askForm struct {
	To, Thread, Turn string
	Text, Error      string
	Label            string
	Errors           []web.Field // for the summary
	Rows             int
}

type sample struct{ Text, Thread, Turn string }

// threadDay is "Today" or "Earlier" with its conversations.
type threadDay struct {
	Name    string
	Today   bool
	Threads []threadLine
}

type threadLine struct {
	ID, Text string
	Used     time.Time
}

func (p *pages) home(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	return p.showHome(w, r, v, askForm{}, 0)
}

func (p *pages) showHome(w http.ResponseWriter, r *http.Request, v web.Visitor, ask askForm, status int) error {
	ask.To, ask.Label, ask.Rows = "/ask", "What do you want to know?", 4
	if ask.Thread == "" {
		ask.Thread, ask.Turn = newID(), newID()
	}
	d := homeData{Ask: ask}
	for _, text := range p.o.Samples {
		d.Samples = append(d.Samples, sample{text, newID(), newID()})
	}
	var err error
	if d.Days, err = p.days(r.Context(), v); err != nil {
		return err
	}
	return p.t.Render(w, r, v, "home", web.Page{Title: "Ask", Nav: "ask", Status: status, Data: d})
}

// days lists the conversations of today and those before, each by the question
// it began with. One of which nothing is kept any more is left out.
func (p *pages) days(ctx context.Context, v web.Visitor) ([]threadDay, error) {
	all, err := p.threads.of(ctx, v.Member.ID)
	if err != nil {
		return nil, err
	}
	today, earlier := threadDay{Name: "Today", Today: true}, threadDay{Name: "Earlier"}
	now := p.o.Site.Now()
	for _, t := range all {
		said, err := p.o.Talk.Exchanges(ctx, place(v, t.ID), mostExchanges)
		if err != nil {
			return nil, fmt.Errorf("the beginning of a conversation: %w", err)
		}
		if len(said) == 0 {
			continue
		}
		line := threadLine{t.ID, "Something whose words were not kept", t.Used}
		if i := slices.IndexFunc(said, func(e bot.Exchange) bool { return e.Text != "" }); i >= 0 {
			line.Text = said[i].Text
		}
		used := t.Used.In(p.o.Site.Zone())
		if used.YearDay() == now.YearDay() && used.Year() == now.Year() {
			today.Threads = append(today.Threads, line)
		} else {
			earlier.Threads = append(earlier.Threads, line)
		}
	}
	var days []threadDay
	for _, d := range []threadDay{today, earlier} {
		if len(d.Threads) > 0 {
			days = append(days, d)
		}
	}
	return days, nil
}

// place is a member's own page, or one conversation on it.
func place(v web.Visitor, thread string) bot.Place {
	return bot.Place{Platform: bot.Web, Channel: v.Member.ID, Thread: thread, Kind: bot.Direct}
}

// turn is what every kind has. Its identity begins with the member and the
// conversation, so that nobody's form can stand in the way of another's.
func (p *pages) turn(v web.Visitor, thread, id string, kind bot.TurnKind) bot.Turn {
	return bot.Turn{
		ID:   v.Member.ID + "/" + thread + "/" + id,
		From: briefings.Link{Platform: bot.Web, ID: v.Member.ID}, Place: place(v, thread),
		Kind: kind, Addressed: true, At: p.o.Now(),
	}
}

// ids are the conversation and the identity of what was done, as the form
// carries them.
func ids(r *http.Request) (thread, turn string, err error) {
	if err := r.ParseForm(); err != nil {
		return "", "", fmt.Errorf("reading the form: %w", err)
	}
	thread, turn = r.PathValue("thread"), r.PostForm.Get("turn")
	if thread == "" {
		thread = r.PostForm.Get("thread")
	}
	if !isID(thread) || !isID(turn) {
		return "", "", &web.Error{Status: http.StatusBadRequest, Title: "I could not read that form",
			Text: "Go back, open the page again and send it once more."}
	}
	return thread, turn, nil
}

func (p *pages) ask(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	thread, id, err := ids(r)
	if err != nil {
		return err
	}
	text := strings.TrimSpace(strings.ReplaceAll(r.PostForm.Get("text"), "\r\n", "\n"))
	wrong := ""
	switch {
	case text == "":
		wrong = "Write your question first"
	case !utf8.ValidString(text):
		wrong = "I can't read some of the letters. Write your question again"
	case utf8.RuneCountInString(text) > mostAsked:
		wrong = fmt.Sprintf("Your question is too long. Use at most %d letters", mostAsked)
	}
	if wrong == "" {
		t := p.turn(v, thread, id, bot.Said)
		t.Text = text
		err := p.receive(w, r, v, t)
		if err == nil {
			return nil
		}
		// What was written must not be lost: it is shown again in its box.
		wrong = bot.Plain(err)
		if _, ok := errors.AsType[bot.Plainer](err); !ok {
			p.o.Site.Logger().Error("a turn was not taken", "component", "webchat", "err", err)
			wrong = "I could not take your question just now. It is still here: please send it again in a minute"
		}
	}
	form := askForm{Thread: thread, Turn: id, Text: text, Error: wrong, Errors: []web.Field{{Name: "text", Error: wrong}}}
	if r.PathValue("thread") == "" {
		return p.showHome(w, r, v, form, http.StatusUnprocessableEntity)
	}
	return p.showThread(w, r, v, form, http.StatusUnprocessableEntity)
}

func (p *pages) press(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	thread, id, err := ids(r)
	if err != nil {
		return err
	}
	t := p.turn(v, thread, id, bot.Pressed)
	t.Action, t.Value = r.PostForm.Get("action"), r.PostForm.Get("value")
	return p.receive(w, r, v, t)
}

// fieldPrefix parts the fields of a message's form from the page's own.
const fieldPrefix = "field."

func (p *pages) fill(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	thread, id, err := ids(r)
	if err != nil {
		return err
	}
	t := p.turn(v, thread, id, bot.Filled)
	t.Action, t.Value, t.Fields = r.PostForm.Get("action"), r.PostForm.Get("value"), map[string]string{}
	for name := range r.PostForm {
		if short, ok := strings.CutPrefix(name, fieldPrefix); ok {
			t.Fields[short] = strings.ReplaceAll(r.PostForm.Get(name), "\r\n", "\n")
		}
	}
	return p.receive(w, r, v, t)
}

// receive hands a turn over and shows the conversation: as a part to the
// script, else by sending the browser there.
func (p *pages) receive(w http.ResponseWriter, r *http.Request, v web.Visitor, t bot.Turn) error {
	// The conversation is noted first: one that is noted and empty is left out
	// of the list, one that is not noted would be lost.
	if err := p.threads.touch(r.Context(), v.Member.ID, t.Place.Thread); err != nil {
		return err
	}
	if err := p.o.Talk.Receive(r.Context(), t); err != nil {
		return fmt.Errorf("taking a turn: %w", err)
	}
	if isPart(r) {
		return p.part(w, r, v, t.Place.Thread, t.ID, partWait)
	}
	p.wait(r.Context(), t.Place, t.ID, firstWait)
	return p.o.Site.See(w, r, "/talk/"+t.Place.Thread+"#last", "")
}

// wait gives an answer a moment. One that takes longer is shown as waiting, so
// it doesn't matter why waiting ended.
func (p *pages) wait(ctx context.Context, in bot.Place, turn string, most time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	_ = p.o.Talk.Wait(ctx, in, turn)
}

// isPart tells whether the page's script asks, which needs the exchanges alone.
func isPart(r *http.Request) bool { return r.Header.Get("X-Hearth-Part") == "exchanges" }

func (p *pages) thread(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if !isID(r.PathValue("thread")) {
		return storage.ErrNotFound
	}
	if isPart(r) {
		return p.part(w, r, v, r.PathValue("thread"), r.URL.Query().Get("wait"), partWait)
	}
	return p.showThread(w, r, v, askForm{}, 0)
}

// threadData is a conversation.
type threadData struct {
	Thread    string
	Exchanges []exchange
	Waiting   string // the turn whose answer is awaited
	Ask       askForm
}

func (p *pages) exchanges(ctx context.Context, v web.Visitor, thread string) (threadData, error) {
	said, err := p.o.Talk.Exchanges(ctx, place(v, thread), mostExchanges)
	if err != nil {
		return threadData{}, fmt.Errorf("reading a conversation: %w", err)
	}
	d := threadData{Thread: thread}
	for i, e := range said {
		d.Exchanges = append(d.Exchanges, render(e, thread, i == len(said)-1))
		if e.Waiting {
			d.Waiting = e.Turn
		}
	}
	return d, nil
}

func (p *pages) part(w http.ResponseWriter, r *http.Request, v web.Visitor, thread, turn string, most time.Duration) error {
	if turn != "" {
		p.wait(r.Context(), place(v, thread), turn, most)
	}
	d, err := p.exchanges(r.Context(), v, thread)
	if err != nil {
		return err
	}
	return p.t.Part(w, "thread", "exchanges", d)
}

func (p *pages) showThread(w http.ResponseWriter, r *http.Request, v web.Visitor, ask askForm, status int) error {
	thread := r.PathValue("thread")
	d, err := p.exchanges(r.Context(), v, thread)
	if err != nil {
		return err
	}
	if len(d.Exchanges) == 0 && ask.Error == "" {
		return storage.ErrNotFound
	}
	ask.To, ask.Label, ask.Rows, ask.Thread = "/talk/"+thread+"/ask", "Ask more, or something else", 2, ""
	if ask.Turn == "" {
		ask.Turn = newID()
	}
	d.Ask = ask
	page := web.Page{Title: "Your question", Nav: "ask", Status: status, Data: d, Script: p.script}
	if d.Waiting != "" {
		page.Reload = 3
	}
	return p.t.Render(w, r, v, "thread", page)
}
