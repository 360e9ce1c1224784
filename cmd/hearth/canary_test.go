package main

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"hearth/briefings"
	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge"
	"hearth/knowledge/extract/pdf/pdftest"
	"hearth/knowledge/library"
)

// A canary is a word that nobody else writes. Where it turns up afterwards, what it
// was written with has been kept there.
type canary struct {
	word string
	text string
}

// What members ask in the ordinary way. It is kept for its time in the records, and
// nowhere else.
var ordinary = []canary{
	{"zwarblit", "What must the local offer for care leavers cover, and is there a zwarblit in it?"},
	{"quimbrel", "How often must a child in care be visited by a quimbrel?"},
	{"frandozz", "Do care leavers have to pay council tax or frandozz?"},
}

// What somebody asked who then asked to be forgotten. It must be kept nowhere,
// either.
var forgotten = canary{"yelbrastic", "What does a virtual school head do about yelbrastic homework?"}

// What may tell of a particular child. It must be kept nowhere.
var telling = []canary{
	{"snorvick", "a girl in my ward says her stepdad hits her and shouts snorvick, what do I do"},
	{"Plimbory", "Plimbory Tandwick, aged 7, is often hungry at school"},
	{"drellmoth", "The boy was born on 12/03/2015 and lives with a drellmoth"},
	{"glentorp", "NHS number 943 476 5919, can you find the glentorp plan?"},
	{"Vorrelby", "The family at 14 Vorrelby Street, TS1 2AB has three children and I am worried"},
	{"mastrune", "National Insurance number AB 12 34 56 C, mother of the mastrune baby"},
	{"hobblint", "my neighbour's son has bruises on his arms and hobblint all over"},
}

// The page of a paper that is not for publication, and one that is.
const (
	exemptWord = "crundleby"
	openWord   = "wexolith"
)

// A logged child is a hearth that serves with all its logging, whose output is kept.
type logged struct {
	*child
	ended chan struct{}
	lines *strings.Builder // read after ended
	at    string
}

func serveLogged(t *testing.T, dir string) *logged {
	t.Helper()
	t.Setenv("HEARTH_LOG_LEVEL", "debug")
	l := &logged{child: begun(t, dir), ended: make(chan struct{}), lines: &strings.Builder{}}
	ready := make(chan string, 1)
	l.said = bufio.NewScanner(l.low)
	l.said.Buffer(nil, 1<<20)
	go func() {
		defer close(l.ended)
		defer close(ready)
		for l.said.Scan() {
			l.lines.WriteString(l.said.Text() + "\n")
			if _, at, ok := strings.Cut(l.said.Text(), "hearth: ready: it serves "+dir+" at "); ok {
				ready <- at
			}
		}
	}()
	if l.at = <-ready; l.at == "" {
		<-l.ended
		t.Fatalf("it isn't ready:\n%s", l.lines)
	}
	return l
}

// end stops it and gives all that it logged.
func (l *logged) end(t *testing.T) string {
	t.Helper()
	if err := l.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-l.ended
	if err := l.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	return l.lines.String()
}

// TestCanaries lets members and officers go through a day with a hearth of their
// own and then looks for every canary in all that is left: the data folder after
// compaction, the log at its most talkative, and the measures.
func TestCanaries(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	t.Setenv("HEARTH_DATA", dir)
	hearth(t, "knowledge", "add", "--starter")
	hearth(t, "council", "set", "council.name=Exampleshire", "front-door.phone=01632 960001", "out-of-hours.phone=01632 960002")
	var member, leaver, officer string
	house(t, dir, func(h *app.House) {
		member = councillor(t, h, "Ann Example", briefings.RoleMember)
		leaver = councillor(t, h, "Ben Sample", briefings.RoleMember)
		officer = councillor(t, h, "Olu Officer", briefings.RoleOfficer)
	})
	l := serveLogged(t, dir)
	aDayOnThePages(t, signedIn(t, l.at, member))
	somebodyIsForgotten(t, signedIn(t, l.at, leaver))
	aDayAtTheTerminal(t)
	aPaperIsBrought(t, signedIn(t, l.at, officer))
	measures := (&visitor{l.at, http.DefaultClient}).get(t, "/metrics")
	logs := l.end(t)
	if !strings.Contains(measures, "hearth_turns_total{") || !strings.Contains(logs, `"pattern":"POST /ask"`) {
		t.Fatalf("nothing was counted or logged:\n%s\n%s", measures, logs)
	}
	compacted(t, dir)
	lookForCanaries(t, dir, logs, measures)
	paperWithoutItsExemptPage(t, dir)
}

var (
	forms  = regexp.MustCompile(`(?s)<form class="inline" method="post" action="([^"]*)" data-talk="press">(.*?)</form>`)
	hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)
)

func aDayOnThePages(t *testing.T, v *visitor) {
	t.Helper()
	for n, c := range ordinary {
		v.ask(t, n, c.text)
		page := v.answered(t, n)
		if !strings.Contains(page, c.word) {
			t.Errorf("what was asked is not shown: %s", page)
		}
		press(t, v, page)
		v.post(t, "/talk/"+id(n)+"/ask", url.Values{"turn": {id(500 + n)}, "text": {"and what about " + c.word + " for younger ones?"}})
		v.answered(t, n)
	}
	for n, c := range telling {
		v.ask(t, 100+n, c.text)
		page := v.answered(t, 100+n)
		if strings.Contains(page, c.word) || !strings.Contains(page, "01632 960001") && !strings.Contains(page, "Your words were not kept") {
			t.Errorf("%q was not taken for what it is:\n%s", c.text, page)
		}
		// As a follow-up in a conversation about the papers, too, and in a form's field.
		v.post(t, "/talk/"+id(0)+"/ask", url.Values{"turn": {id(600 + n)}, "text": {c.text}})
		v.answered(t, 0)
	}
	for _, c := range append(append([]canary{}, ordinary...), telling...) {
		v.visit(t, "/papers?"+url.Values{"q": {c.text}}.Encode())
		v.visit(t, "/nowhere/"+url.PathEscape(c.word))
		v.visit(t, "/talk/"+url.PathEscape(c.word)+"?wait="+c.word)
		v.visit(t, "/signin?next=/"+c.word)
	}
	v.get(t, "/me")
}

// press presses every button below an answer.
func press(t *testing.T, v *visitor, page string) {
	t.Helper()
	buttons := forms.FindAllStringSubmatch(page, -1)
	if len(buttons) == 0 {
		t.Errorf("an answer has no buttons:\n%s", page)
	}
	for _, b := range buttons {
		form := url.Values{}
		for _, f := range hidden.FindAllStringSubmatch(b[2], -1) {
			form.Set(f[1], f[2])
		}
		v.post(t, b[1], form)
	}
}

func somebodyIsForgotten(t *testing.T, v *visitor) {
	t.Helper()
	v.ask(t, 0, forgotten.text)
	if page := v.answered(t, 0); !strings.Contains(page, forgotten.word) {
		t.Errorf("what was asked is not shown:\n%s", page)
	}
	v.get(t, "/me/forget")
	v.post(t, "/me/forget", url.Values{})
}

// visit opens an address that may not be there.
func (v *visitor) visit(t *testing.T, path string) {
	t.Helper()
	got, err := v.client.Get(v.base + path)
	if err != nil {
		t.Fatal(err)
	}
	if err := got.Body.Close(); err != nil {
		t.Fatal(err)
	}
}

func aDayAtTheTerminal(t *testing.T) {
	t.Helper()
	var lines []string
	for _, c := range ordinary {
		lines = append(lines, c.text, "/source 1", "and "+c.word+"?")
	}
	for _, c := range telling {
		lines = append(lines, c.text, "and for care leavers?")
	}
	got := client(t.Context(), disk{}, strings.NewReader(strings.Join(lines, "\n")+"\n"), "chat")
	if got.code != exitDone || !strings.Contains(got.out, "I have not told anyone") {
		t.Errorf("the conversation ended with %v", got)
	}
	for _, c := range telling {
		for _, args := range [][]string{{"ask", c.text}, {"ask", "--json", c.text}, {"search", c.text}} {
			client(t.Context(), disk{}, strings.NewReader(""), args...)
		}
	}
}

func aPaperIsBrought(t *testing.T, v *visitor) {
	t.Helper()
	doc := pdftest.Simple(
		"# Report on visits\n\nThe Board visits every home of the council twice a year with the "+openWord+" scheme.\n",
		"# NOT FOR PUBLICATION\n## By virtue of paragraph 2 of Part 1 of Schedule 12A\n\nThe child known as "+exemptWord+" was moved in May.\n")
	at := v.upload(t, "/officers/uploads/new", "visits.pdf", doc.Bytes())
	page := v.settled(t, at)
	if strings.Contains(page, exemptWord) {
		t.Errorf("an exempt page is shown:\n%s", page)
	}
	v.post(t, at, url.Values{"keep-0": {"yes"}, "shelf": {"members"}})
	if page = v.settled(t, at); !strings.Contains(page, "Page 2 looks exempt") {
		t.Errorf("the paper was not added:\n%s", page)
	}
}

// settled opens an upload until its files are read or added.
func (v *visitor) settled(t *testing.T, at string) string {
	t.Helper()
	for {
		page := v.get(t, at)
		if !strings.Contains(page, `class="waiting"`) || t.Context().Err() != nil {
			return page
		}
	}
}

// compacted writes the records anew without what was deleted.
func compacted(t *testing.T, dir string) {
	t.Helper()
	house(t, dir, func(h *app.House) {
		if err := h.Shared.Library().Compact(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
}

func lookForCanaries(t *testing.T, dir, logs, measures string) {
	t.Helper()
	left := map[string]string{"the log": logs, "the measures": measures}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		left[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range ordinary {
		if !strings.Contains(left["hearth.db"], c.word) {
			t.Errorf("%q is not in the records, so looking there proves nothing", c.word)
		}
	}
	if left["erasures.log"] == "" {
		t.Error("nothing is noted of who was forgotten")
	}
	for name, what := range left {
		for _, c := range telling {
			found(t, name, what, c.word)
		}
		found(t, name, what, exemptWord)
		found(t, name, what, forgotten.word)
		for _, c := range ordinary {
			if name != "hearth.db" {
				found(t, name, what, c.word)
			}
		}
	}
	for _, query := range []string{"?q=", "?next=", "?wait=", "token"} {
		if strings.Contains(logs, query) {
			t.Errorf("the log has what stands behind an address: %s", query)
		}
	}
}

// found fails where a canary is in something that is left, in whatever case.
func found(t *testing.T, name, in, word string) {
	t.Helper()
	if at := strings.Index(strings.ToLower(in), strings.ToLower(word)); at >= 0 {
		t.Errorf("%s has %q: …%q…", name, word, in[max(0, at-80):min(len(in), at+80)])
	}
}

// paperWithoutItsExemptPage holds that the page is gone and the rest is there, in
// the text of every paper as it is read and as it is searched, since the records
// are compressed.
func paperWithoutItsExemptPage(t *testing.T, dir string) {
	t.Helper()
	house(t, dir, func(h *app.House) {
		lib, all := h.Shared.Library(), strings.Builder{}
		docs, err := lib.List(t.Context(), library.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range docs {
			content, err := lib.Content(t.Context(), d.ID, d.Version)
			if err != nil {
				t.Fatal(err)
			}
			b, err := json.Marshal([]any{d, content})
			if err != nil {
				t.Fatal(err)
			}
			all.Write(b)
			if d.Original && d.File == "visits.pdf" {
				t.Error("the original of a paper with an exempt page is kept")
			}
		}
		if !strings.Contains(all.String(), openWord) {
			t.Error("the open page is not there, so looking for the other proves nothing")
		}
		found(t, "a paper", all.String(), exemptWord)
		for word, there := range map[string]bool{openWord: true, exemptWord: false} {
			got, err := h.Shared.App().Sentences(t.Context(), word, knowledge.ViewOfficers, 3)
			if hit := err == nil && strings.Contains(strings.Join(got, " "), word); hit != there {
				t.Errorf("a search for %q finds it: %v, %v", word, hit, err)
			}
		}
	})
}
