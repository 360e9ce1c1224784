package page_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"hearth/bot/teams/teamsstub"
	"hearth/bot/teams/teamsstub/page"
	"hearth/bot/teams/teamsstub/stubtest"
)

type object = map[string]any

// A browser without script.
type browser struct {
	t  *testing.T
	s  *teamsstub.Stub
	at string
}

// open gives an organisation with an app that takes what reply says.
func open(t *testing.T, reply func(a object) (int, any)) (*teamsstub.Stub, *browser) {
	t.Helper()
	s := stubtest.Start(t, teamsstub.Options{Tries: 1})
	stubtest.Populate(s)
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var a object
		if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
			t.Error(err)
		}
		status, body := http.StatusOK, any(object{})
		if reply != nil {
			status, body = reply(a)
		}
		w.WriteHeader(status)
		if err := json.NewEncoder(w).Encode(body); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(app.Close)
	s.SendTo(app.URL)
	srv := httptest.NewServer(page.New(s, page.Options{Hold: 50 * time.Millisecond, Notes: map[string]string{stubtest.Ben: "a councillor, for Mill Hill"}}))
	t.Cleanup(srv.Close)
	return s, &browser{t, s, srv.URL}
}

func (b *browser) get(path string) (*html.Node, int) {
	b.t.Helper()
	res, err := http.Get(b.at + path)
	return b.read(res, err)
}

func (b *browser) post(path string, form url.Values) (*html.Node, int) {
	b.t.Helper()
	res, err := http.PostForm(b.at+path, form)
	return b.read(res, err)
}

func (b *browser) read(res *http.Response, err error) (*html.Node, int) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	n, err := html.Parse(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return n, res.StatusCode
}

// says has the app post an activity.
func (b *browser) says(conversation string, activity object) string {
	b.t.Helper()
	res, err := http.PostForm(b.s.TokenURL(), url.Values{"grant_type": {"client_credentials"}, "client_id": {b.s.App()},
		"client_secret": {b.s.Password()}, "scope": {teamsstub.Scope}})
	if err != nil {
		b.t.Fatal(err)
	}
	var token struct {
		Value string `json:"access_token"`
	}
	if err := json.NewDecoder(res.Body).Decode(&token); err != nil {
		b.t.Fatal(err)
	}
	_ = res.Body.Close()
	body, err := json.Marshal(activity)
	if err != nil {
		b.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.s.ServiceURL()+"v3/conversations/"+url.PathEscape(conversation)+"/activities", strings.NewReader(string(body)))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token.Value)
	req.Header.Set("Content-Type", "application/json")
	if res, err = http.DefaultClient.Do(req); err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var out struct {
		ID    string
		Error any
	}
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil || out.ID == "" {
		b.t.Fatalf("posting: %v, %v", out.Error, err)
	}
	return out.ID
}

func all(n *html.Node, sel string) []*html.Node {
	return cascadia.QueryAll(n, cascadia.MustCompile(sel))
}

func text(n *html.Node, sel string) string {
	var b strings.Builder
	for _, found := range all(n, sel) {
		for x := range found.Descendants() {
			if x.Type == html.TextNode {
				b.WriteString(x.Data)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func card(body []object, actions ...object) object {
	c := object{"type": "AdaptiveCard", "version": "1.5", "body": body}
	if len(actions) > 0 {
		c["actions"] = actions
	}
	return object{"contentType": teamsstub.CardType, "content": c}
}

func says(s string) object { return object{"type": "TextBlock", "text": s} }

const (
	asAsha = "/as/" + stubtest.Asha
	inRoom = asAsha + "/in/" + stubtest.General
)

func chat(s *teamsstub.Stub) string { return asAsha + "/in/" + s.Chat(stubtest.Asha).ID }

func TestEverybodyWhoCanActIsOffered(t *testing.T) {
	_, b := open(t, nil)
	p, _ := b.get("/")
	got := text(p, ".people")
	for _, want := range []string{"Asha Rahman", "Gwen Guest", "a guest", "somebody of another organisation", "a councillor, for Mill Hill"} {
		if !strings.Contains(got, want) {
			t.Errorf("the people lack %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "Fay Former") {
		t.Error("whose account was closed is offered")
	}
	if !strings.Contains(text(p, ".stand-in"), "not Teams") {
		t.Error("the page does not say that it is a stand-in")
	}
}

func TestWhatIsTypedIsSaid(t *testing.T) {
	s, b := open(t, nil)
	p, _ := b.post(inRoom+"/say", url.Values{"text": {"@hearth <b>hello</b>"}})
	if got := text(p, ".line .text"); !strings.Contains(got, "@hearth <b>hello</b>") {
		t.Errorf("the page shows %q", got)
	}
	root := s.Messages(stubtest.General)[0].ID
	b.post(inRoom+"/say", url.Values{"text": {"and more"}, "thread": {root}})
	if m := s.Messages(stubtest.General); len(m) != 2 || m[0].Text != "<at>hearth</at> &lt;b&gt;hello&lt;/b&gt;" || m[1].Thread != root {
		t.Errorf("said %+v", m)
	}
	if p, _ = b.get(inRoom); !strings.Contains(text(p, ".replies"), "1 reply") || strings.Contains(text(p, ".line .text"), "and more") {
		t.Errorf("the channel reads %q", text(p, "#stream"))
	}
	if p, _ = b.get(inRoom + "?thread=" + root); !strings.Contains(text(p, ".line .text"), "and more") {
		t.Errorf("the thread reads %q", text(p, "#stream"))
	}
	if p, _ = b.post(inRoom+"/say", url.Values{"text": {" "}}); !strings.Contains(text(p, "#text-error"), "Type something first.") {
		t.Errorf("nothing was typed, and it says %q", text(p, "#text-error"))
	}
}

func TestAMessageIsDrawn(t *testing.T) {
	s, b := open(t, nil)
	b.says(s.Chat(stubtest.Asha).ID, object{"type": "message", "textFormat": "markdown", "text": `**The law says** \*it\* [1]`,
		"attachments": []object{card([]object{
			says("Read [it](https://council.example/x)"),
			{"type": "RichTextBlock", "inlines": []object{{"type": "TextRun", "text": "**as it is**", "color": "Attention"}}},
			{"type": "FactSet", "facts": []object{{"title": "Ward", "value": "North"}}},
			{"type": "Table", "columns": []object{{"width": 1}}, "rows": []object{{"type": "TableRow", "cells": []object{{"type": "TableCell", "items": []object{says("a cell")}}}}}},
			{"type": "Container", "items": []object{says("within")}},
			{"type": "Image", "url": "https://council.example/x.png"},
		}, object{"type": "Action.OpenUrl", "title": "Open", "url": "https://council.example/y"}, object{"type": "Action.Execute", "title": "Forget", "style": "destructive"})},
		"entities": []object{{"type": "https://schema.org/Message", "@type": "Message", "@context": "https://schema.org", "@id": "",
			"additionalType": []string{"AIGeneratedContent"}, "citation": []object{{"@type": "Claim", "position": 1,
				"appearance": object{"@type": "DigitalDocument", "name": "Children Act 1989", "abstract": "a quote", "url": "https://council.example/z"}}}}}})
	p, _ := b.get(chat(s))
	for sel, want := range map[string]string{
		".line .text strong": "The law says", ".line .text": "*it*", ".line sup": "[1]", ".line ol li": "a quote",
		`.line .text a[href="https://council.example/x"]`: "it", ".line .error": "**as it is**", ".line dt": "Ward", ".line td": "a cell",
		`.line ol a[href="https://council.example/z"]`: "Children Act 1989", `a.button[href="https://council.example/y"]`: "Open",
		"button.grave": "Forget", ".line .soft": "does not draw elements of the type Image", ".line .tag": "AI generated", "#stream": "within",
	} {
		if got := text(p, sel); !strings.Contains(got, want) {
			t.Errorf("%s reads %q, want %q", sel, got, want)
		}
	}
}

func TestAButtonOpensAWindowWhoseMistakesAreShown(t *testing.T) {
	form := func(note string) object {
		return object{"task": object{"type": "continue", "value": object{"title": "About you", "card": card([]object{says(note),
			{"type": "Input.Text", "id": "ward", "label": "Your ward", "isRequired": true, "errorMessage": "Write your ward."},
			{"type": "Input.Text", "id": "note", "label": "A note", "isMultiline": true},
			{"type": "Input.ChoiceSet", "id": "who", "label": "Who", "choices": []object{{"title": "Me", "value": "me"}}},
		}, object{"type": "Action.Submit", "title": "Send"})}}}
	}
	var sent []any
	s, b := open(t, func(a object) (int, any) {
		v, _ := a["value"].(object)
		switch {
		case a["name"] == "task/fetch":
			return 200, form("As on the ballot.")
		case a["name"] == "task/submit" && len(sent) == 0:
			sent = append(sent, v["data"])
			return 200, form("There is no such ward.")
		}
		sent = append(sent, v["data"])
		return 200, object{}
	})
	id := b.says(s.Chat(stubtest.Asha).ID, object{"type": "message", "attachments": []object{card([]object{says("Fill in")},
		object{"type": "Action.Submit", "title": "Tell me more", "data": object{"msteams": object{"type": "task/fetch"}}})}})
	here := chat(s)
	p, _ := b.post(here+"/press", url.Values{"message": {id}, "press-0": {"Tell me more"}, "back": {here}})
	if !strings.Contains(text(p, ".window label"), "Your ward") || len(all(p, "main[inert]")) != 1 {
		t.Fatalf("no window is open: %q", text(p, "body"))
	}
	send := asAsha + "/window/send"
	p, _ = b.post(send, url.Values{"press-0": {"Send"}, "field-ward": {""}, "field-note": {"hm"}, "back": {here}})
	if !strings.Contains(text(p, ".window .error"), "Write your ward.") || len(all(p, ".window [aria-invalid=true]")) != 1 || !strings.Contains(text(p, ".window textarea"), "hm") {
		t.Errorf("what Teams itself keeps back is not shown: %q", text(p, ".window"))
	}
	p, _ = b.post(send, url.Values{"press-0": {"Send"}, "field-ward": {"Atlantis"}, "back": {here}})
	if !strings.Contains(text(p, ".window"), "There is no such ward.") {
		t.Errorf("the mistake is not shown: %q", text(p, ".window"))
	}
	p, _ = b.post(send, url.Values{"press-0": {"Send"}, "field-ward": {"North"}, "field-who": {"me"}, "back": {here}})
	if len(all(p, ".window")) != 0 || len(sent) != 2 || sent[1].(object)["ward"] != "North" || sent[1].(object)["who"] != "me" {
		t.Errorf("the window is open, or what was sent is %v", sent)
	}
}

func TestAWindowIsClosed(t *testing.T) {
	s, b := open(t, func(object) (int, any) { return 200, object{"task": object{"type": "message", "value": "Read this."}} })
	id := b.says(s.Chat(stubtest.Asha).ID, object{"type": "message", "attachments": []object{card([]object{says("x")},
		object{"type": "Action.Submit", "title": "Read", "data": object{"msteams": object{"type": "task/fetch"}}})}})
	p, _ := b.post(chat(s)+"/press", url.Values{"message": {id}, "press-0": {"Read"}})
	if !strings.Contains(text(p, ".window"), "Read this.") {
		t.Errorf("the window reads %q", text(p, ".window"))
	}
	if p, _ = b.post(asAsha+"/window/close", nil); len(all(p, ".window")) != 0 {
		t.Error("it is still open")
	}
}

func TestAButtonThatNobodyTakesSaysSo(t *testing.T) {
	s, b := open(t, func(object) (int, any) { return 503, object{} })
	id := b.says(s.Chat(stubtest.Asha).ID, object{"type": "message", "attachments": []object{card([]object{says("x")}, object{"type": "Action.Execute", "title": "A"})}})
	p, status := b.post(chat(s)+"/press", url.Values{"message": {id}, "press-0": {"A"}})
	if status != http.StatusGatewayTimeout || !strings.Contains(text(p, "[role=alert]"), "hearth did not take that in time") {
		t.Errorf("HTTP %d, %q", status, text(p, "main"))
	}
}

func TestSuggestionsStandUnderTheLastMessage(t *testing.T) {
	s, b := open(t, nil)
	m := object{"type": "message", "text": "You could ask", "suggestedActions": object{"to": []string{}, "actions": []object{{"type": "imBack", "title": "Budget", "value": "what is the budget?"}}}}
	id := b.says(s.Chat(stubtest.Asha).ID, m)
	if p, _ := b.get(chat(s)); !strings.Contains(text(p, ".line button"), "Budget") {
		t.Errorf("it is not offered: %q", text(p, "#stream"))
	}
	p, _ := b.post(chat(s)+"/press", url.Values{"message": {id}, "press-0": {"Budget"}})
	if got := text(p, ".line.mine"); !strings.Contains(got, "what is the budget?") || strings.Contains(text(p, ".line button"), "Budget") {
		t.Errorf("it says %q, with %q still offered", got, text(p, ".line button"))
	}
}

func TestTheAppIsRemovedAndAdded(t *testing.T) {
	s, b := open(t, nil)
	for n, want := range []string{"Add hearth", "Remove hearth"} {
		p, _ := b.post(asAsha+"/app", url.Values{"back": {chat(s)}})
		if !strings.Contains(text(p, "#side button"), want) {
			t.Errorf("after %d times it offers %q, want %q", n+1, text(p, "#side button"), want)
		}
	}
}

func TestNewsIsHeldBackUntilThereIsSome(t *testing.T) {
	s, b := open(t, nil)
	p, _ := b.get(inRoom)
	var version string
	for _, a := range all(p, ".workspace")[0].Attr {
		if a.Key == "data-version" {
			version = a.Val
		}
	}
	if _, status := b.get(inRoom + "?have=" + version); status != http.StatusNoContent {
		t.Errorf("nothing is new, and the answer is %d", status)
	}
	if _, _, err := s.Say(stubtest.Ben, stubtest.General, "", "news"); err != nil {
		t.Fatal(err)
	}
	p, status := b.get(inRoom + "?have=" + version)
	if status != http.StatusOK || !strings.Contains(text(p, ".line"), "news") {
		t.Errorf("%d %q, want the news", status, text(p, ".line"))
	}
}

func TestOthersStayOut(t *testing.T) {
	s, b := open(t, nil)
	h := page.New(s, page.Options{})
	for name, r := range map[string]func(r *http.Request){
		"another machine":          func(r *http.Request) { r.RemoteAddr = "192.0.2.7:4000" },
		"a name that leads here":   func(r *http.Request) { r.Host = "evil.example" },
		"a form from another site": func(r *http.Request) { r.Method = "POST"; r.Header.Set("Sec-Fetch-Site", "cross-site") },
	} {
		req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://127.0.0.1:80"+inRoom, nil)
		req.RemoteAddr = "127.0.0.1:4000"
		r(req)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		if w.Code != http.StatusForbidden {
			t.Errorf("%s: HTTP %d, want 403", name, w.Code)
		}
	}
	for _, path := range []string{"/as/29:nobody/in/" + stubtest.General, asAsha + "/in/19:nowhere", "/as/" + stubtest.Former + "/in/" + stubtest.General,
		"/as/" + stubtest.Guest + "/in/" + stubtest.Chairs, inRoom + "?thread=1", "/nowhere"} {
		if _, status := b.get(path); status != http.StatusNotFound {
			t.Errorf("%s: HTTP %d, want 404", path, status)
		}
	}
}
