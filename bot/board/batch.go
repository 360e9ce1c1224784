package board

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"time"

	"hearth/bot"
	"hearth/bot/web"
	"hearth/knowledge"
)

// addTime is how long the adding of one file may take that has begun when
// hearth stops.
const addTime = 5 * time.Minute

// lookInto reads the files of a batch, one after the other.
func (b *Board) lookInto(in *batch) {
	defer b.survive(in)
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-b.ctx.Done():
		return
	}
	for i := range in.files { // their number doesn't change any more
		s := b.lookAt(in.files[i])
		if b.ctx.Err() != nil {
			return
		}
		in.mu.Lock()
		in.files[i].Sight, in.files[i].Seen = s, true
		in.mu.Unlock()
	}
	in.move(looking, waiting)
}

func (b *Board) lookAt(f staged) Sight {
	file, err := os.Open(f.path)
	if err != nil {
		return b.blind(err)
	}
	defer file.Close()
	s, err := b.o.Papers.Look(b.ctx, f.Name, file, f.size)
	if err != nil {
		return b.blind(err)
	}
	return s
}

func (b *Board) blind(err error) Sight {
	if b.ctx.Err() != nil {
		return Sight{} // nobody will see it
	}
	b.log.Error("an upload could not be looked into", "err", err)
	return Sight{Why: bot.Plain(err)}
}

// survive keeps the reading of one file from ending hearth. What was thrown may
// hold the file's words, so it isn't logged.
func (b *Board) survive(in *batch) {
	if p := recover(); p != nil {
		b.log.Error("the reading of an upload broke", "what", fmt.Sprintf("%T", p))
		in.mu.Lock()
		defer in.mu.Unlock()
		for i := range in.files {
			if f := &in.files[i]; !f.Seen {
				f.Seen, f.Sight = true, Sight{Why: "Something in this file broke my reader. Save it in another format and upload that."}
			} else if in.state == adding && f.Chosen && f.Taken == nil {
				f.Taken = &Taken{Why: "Something broke while I added this file. Look whether it is among the papers."}
			}
		}
		if in.state == adding {
			b.clear(in)
		}
		in.state = map[state]state{looking: waiting, adding: done}[in.state]
	}
}

// An upload as its page shows it.
type batchPage struct {
	ID     string
	State  string // "looking", "waiting", "done"
	Files  []filePage
	Chosen web.Field // the shelf
	Left   int       // files that are still to be read or added
	Total  int
	Any    bool // something can be added
	New    []Named
	Failed int
}

// A filePage is one file of an upload.
type filePage struct {
	N int
	staged
	Summary string // "12 reports: 2 look relevant, …"
	Parts   []partPage
	Same    *web.Field // which paper it is a newer version of
	Keep    bool
}

type partPage struct {
	Part
	Looks string
	Tick  bool
}

func (b *Board) mine(r *http.Request, v web.Visitor) (*batch, error) {
	in, ok := b.stage.get(r.PathValue("batch"), v.Member.ID)
	if !ok {
		return nil, gone("An upload waits for a day, or until hearth starts anew. Upload the files again.")
	}
	return in, nil
}

func (b *Board) batch(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	in, err := b.mine(r, v)
	if err != nil {
		return err
	}
	return b.showBatch(w, r, v, in, b.batchForm(in), nil)
}

func (b *Board) batchForm(in *batch) *form {
	return &form{Action: "/officers/uploads/" + in.id, Submit: "Add what is ticked", Fields: []web.Field{shelfField("")}}
}

// shelfField asks who may be answered from a paper. None is chosen for anybody.
func shelfField(chosen knowledge.Shelf) web.Field {
	return web.Field{Name: "shelf", Label: "Who may be answered from it?", Type: "radios", Options: []web.Option{
		{Value: string(knowledge.ShelfPublic), Label: "Everybody", Hint: "It is published, or anybody may read it.", Chosen: chosen == knowledge.ShelfPublic},
		{Value: string(knowledge.ShelfMembers), Label: "Members", Hint: "Councillors and officers who are signed in.", Chosen: chosen == knowledge.ShelfMembers},
		{Value: string(knowledge.ShelfOfficers), Label: "Officers only", Hint: "Members get no answers from it.", Chosen: chosen == knowledge.ShelfOfficers},
	}}
}

// showBatch shows an upload; sent is what came with a form that has mistakes.
func (b *Board) showBatch(w http.ResponseWriter, r *http.Request, v web.Visitor, in *batch, f *form, sent url.Values) error {
	at, files := in.snapshot()
	p := batchPage{ID: in.id, Total: len(files), State: map[state]string{looking: "looking", waiting: "waiting", adding: "adding", done: "done"}[at]}
	heading := map[state]string{looking: "I am reading what you uploaded", waiting: "Choose what to add", adding: "I am adding what you chose", done: "Papers added"}[at]
	for i, file := range files {
		fp := filePage{N: i, staged: file, Summary: summary(file.Sight), Keep: file.Sight.Readable && file.Sight.Known == ""}
		for _, part := range file.Sight.Parts {
			fp.Parts = append(fp.Parts, partPage{part, looks(part.Looks), part.Looks >= relevant && !part.Exempt && !part.Already})
		}
		fp.Same = sameField(i, file.Sight)
		if sent != nil {
			fp.typed(sent, f)
		}
		p.Any = p.Any || file.Sight.Readable
		switch {
		case at == looking && !file.Seen, at == adding && file.Chosen && file.Taken == nil:
			p.Left++
		case file.Taken != nil && file.Taken.OK:
			p.New = append(p.New, file.Taken.Papers...)
		case file.Taken != nil, at != looking && !file.Sight.Readable && file.Sight.Known == "":
			p.Failed++
		}
		p.Files = append(p.Files, fp)
	}
	if at == done && len(p.New) == 0 {
		heading = "Nothing was added"
	}
	p.Chosen = f.Fields[0]
	if at == looking || at == adding {
		w.Header().Set("Refresh", "2") // works with and without script
	}
	return b.show(w, r, v, screen{Name: "batch", Tab: "/officers/papers", Heading: heading, Back: &link{"Papers", "/officers/papers"}, Form: f, Page: p})
}

// sameField asks whether a file is a newer version of a paper whose file had
// the same name; nil where there is none.
func sameField(i int, s Sight) *web.Field {
	if len(s.Here) == 0 {
		return nil
	}
	f := &web.Field{Name: "same-" + strconv.Itoa(i), Label: "There is a paper from a file of this name already. What is this one?", Type: "radios"}
	for _, d := range s.Here {
		f.Options = append(f.Options, web.Option{Value: d.ID, Label: "A newer version of “" + d.Title + "”", Hint: "It takes its place in answers."})
	}
	f.Options = append(f.Options, web.Option{Value: "other", Label: "Another paper", Hint: "Both are kept."})
	return f
}

// typed puts back what was chosen in a form with mistakes.
func (p *filePage) typed(sent url.Values, f *form) {
	p.Keep = sent.Has("keep-" + strconv.Itoa(p.N))
	for i := range p.Parts {
		p.Parts[i].Tick = slices.Contains(sent["report-"+strconv.Itoa(p.N)], strconv.Itoa(p.Parts[i].Number))
	}
	if p.Same == nil {
		return
	}
	one := form{Fields: []web.Field{*p.Same}}
	one.typed(sent)
	for _, fault := range f.Fields {
		if fault.Name == p.Same.Name {
			one.Fields[0].Error = fault.Error
		}
	}
	*p.Same = one.Fields[0]
}

// relevant is from where on a report looks relevant enough to be ticked.
const relevant = 0.6

// looks says a guess in words: its figure would claim more than it knows.
func looks(share float64) string {
	switch {
	case share >= relevant:
		return "looks relevant"
	case share >= 0.25:
		return "may be relevant"
	}
	return "doesn't look relevant"
}

// summary is what is in a file, in one sentence; "" for a single paper.
func summary(s Sight) string {
	if s.Papers > 0 {
		return web.Plural(s.Papers, "paper", "papers") + " in one file."
	}
	if len(s.Parts) == 0 {
		return ""
	}
	look, total := 0, s.LeftOut
	for _, p := range s.Parts {
		if p.Exempt {
			continue
		}
		total++
		if p.Looks >= relevant {
			look++
		}
	}
	out := web.Plural(total, "report", "reports") + ": "
	switch look {
	case 0:
		out += "none looks relevant"
	case 1:
		out += "1 looks relevant"
	default:
		out += fmt.Sprintf("%d look relevant", look)
	}
	switch {
	case s.LeftOut == 1:
		out += ", 1 left out because it looks exempt (not for the public)"
	case s.LeftOut > 1:
		out += fmt.Sprintf(", %d left out because they look exempt (not for the public)", s.LeftOut)
	}
	return out + "."
}

// A choice is what an officer chose of one file.
type choice struct {
	at int
	t  Taking
}

// choose takes what was ticked and adds it in the background.
func (b *Board) choose(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	in, err := b.mine(r, v)
	if err != nil {
		return err
	}
	at, files := in.snapshot()
	if at != waiting {
		return b.see(w, r, "/officers/uploads/"+in.id, "")
	}
	f := b.batchForm(in)
	f.typed(r.PostForm)
	shelf, err := knowledge.ParseShelf(r.PostForm.Get("shelf"))
	if err != nil {
		f.fault("shelf", "Choose who may be answered from it. I don't guess this.")
	}
	chosen := chosenOf(files, r.PostForm, f)
	if f.wrong() {
		return b.showBatch(w, r, v, in, f, r.PostForm)
	}
	for i := range chosen {
		chosen[i].t.Shelf, chosen[i].t.Who = shelf, v.Member.ID
	}
	in.mu.Lock()
	begun := in.state == waiting
	if begun {
		in.state = adding
		for _, c := range chosen {
			in.files[c.at].Chosen = true
		}
	}
	in.mu.Unlock()
	if begun {
		b.work.Go(func() { b.addAll(in, chosen) })
	}
	return b.see(w, r, "/officers/uploads/"+in.id, "")
}

// chosenOf reads which files and reports were ticked, and faults the form where
// something is missing.
func chosenOf(files []staged, sent url.Values, f *form) []choice {
	var out []choice
	for i, file := range files {
		n := strconv.Itoa(i)
		if !file.Sight.Readable {
			continue
		}
		c := choice{at: i}
		if len(file.Sight.Parts) > 0 {
			for _, s := range sent["report-"+n] {
				number, err := strconv.Atoi(s)
				if err == nil && slices.ContainsFunc(file.Sight.Parts, func(p Part) bool { return p.Number == number && !p.Exempt }) {
					c.t.Only = append(c.t.Only, number)
				}
			}
			if len(c.t.Only) == 0 {
				continue
			}
		} else if !sent.Has("keep-" + n) {
			continue
		}
		if same := sameField(i, file.Sight); same != nil {
			said := sent.Get(same.Name)
			if !slices.ContainsFunc(same.Options, func(o web.Option) bool { return o.Value == said }) {
				f.Fields = append(f.Fields, *same)
				f.fault(same.Name, fmt.Sprintf("Say what %s is.", file.Name))
			} else if said != "other" {
				c.t.ID = said
			}
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		f.Problem = "Nothing is ticked. Tick what I should add, or throw the upload away."
	}
	return out
}

// addAll adds what was chosen. A file that has begun is finished even where
// hearth stops meanwhile.
func (b *Board) addAll(in *batch, chosen []choice) {
	defer b.survive(in)
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-b.ctx.Done():
		return
	}
	for _, c := range chosen {
		if b.ctx.Err() != nil {
			return
		}
		t := b.add(in.files[c.at].path, c.t)
		in.mu.Lock()
		in.files[c.at].Taken = &t
		in.mu.Unlock()
	}
	b.clear(in)
	in.move(adding, done)
}

// clear deletes the files of a batch that is done with. Where that fails, the
// next start of hearth does it.
func (b *Board) clear(in *batch) {
	if err := os.RemoveAll(in.dir); err != nil {
		cause := errors.Unwrap(err) // without the path, which has the file's name
		b.log.Error("an upload that is done with could not be deleted", "err", cause)
	}
}

func (b *Board) add(path string, t Taking) Taken {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(b.ctx), addTime)
	defer cancel()
	out, err := b.o.Papers.Take(ctx, path, t)
	if err != nil {
		b.log.Error("an upload could not be added", "err", err)
		return Taken{Why: bot.Plain(err)}
	}
	return out
}

func (b *Board) drop(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	in, err := b.mine(r, v)
	if err != nil {
		return err
	}
	at, _ := in.snapshot()
	if at == adding {
		return &web.Error{Status: http.StatusConflict, Title: "It is being added", Text: "Wait until it is added; then you can remove the papers again."}
	}
	if at == looking {
		return &web.Error{Status: http.StatusConflict, Title: "I am still reading it", Text: "Wait a moment, then throw it away."}
	}
	if err := b.stage.drop(in); err != nil {
		return err
	}
	return b.see(w, r, "/officers/papers", "The upload is thrown away.")
}
