package page_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/page"
	"hearth/bot/slack/slackstub/stubtest"
)

// A browser without script.
type browser struct {
	t  *testing.T
	c  *http.Client
	at string
}

func open(t *testing.T) (*slackstub.Stub, *browser) {
	t.Helper()
	return openWith(t, slackstub.Options{})
}

func openWith(t *testing.T, o slackstub.Options) (*slackstub.Stub, *browser) {
	t.Helper()
	s := stubtest.Start(t, o)
	stubtest.Populate(s)
	srv := httptest.NewServer(page.New(s, page.Options{Hold: 50 * time.Millisecond}))
	t.Cleanup(srv.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return s, &browser{t, &http.Client{Jar: jar, Timeout: 20 * time.Second}, srv.URL}
}

func (b *browser) get(path string) (*html.Node, int) {
	b.t.Helper()
	res, err := b.c.Get(b.at + path)
	return b.read(res, err)
}

func (b *browser) post(path string, form url.Values) (*html.Node, int) {
	b.t.Helper()
	res, err := b.c.PostForm(b.at+path, form)
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

const (
	asAsha = "/as/" + stubtest.Asha
	inRoom = asAsha + "/in/" + stubtest.Parenting
)

func TestEverybodyWhoCanActIsOffered(t *testing.T) {
	_, b := open(t)
	p, _ := b.get("/")
	got := text(p, ".people")
	for _, want := range []string{"Asha Rahman", "Gwen Guest", "a guest", "somebody of another organisation"} {
		if !strings.Contains(got, want) {
			t.Errorf("the people lack %q:\n%s", want, got)
		}
	}
	for _, not := range []string{"Fay Former", "Another program"} {
		if strings.Contains(got, not) {
			t.Errorf("%q is offered", not)
		}
	}
	if !strings.Contains(text(p, ".stand-in"), "not Slack") {
		t.Error("the page does not say that it is a stand-in")
	}
}

func TestWhatIsTypedIsSaid(t *testing.T) {
	s, b := open(t)
	p, _ := b.post(inRoom+"/say", url.Values{"text": {"@hearth <b>hello</b>"}})
	if got := text(p, ".line .text"); !strings.Contains(got, "@hearth <b>hello</b>") {
		t.Errorf("the page shows %q", got)
	}
	if m := s.Messages(stubtest.Parenting); len(m) != 1 || m[0].Text != "<@"+slackstub.DefaultBot+"> &lt;b&gt;hello&lt;/b&gt;" {
		t.Errorf("said %+v", m)
	}
	p, _ = b.post(inRoom+"/say", url.Values{"text": {"/nothing at all"}})
	if !strings.Contains(text(p, "#text-error"), "/nothing") || !strings.Contains(text(p, "#text"), "/nothing at all") {
		t.Errorf("a command that does not exist: %q, with %q kept", text(p, "#text-error"), text(p, "#text"))
	}
}

func TestAButtonOpensAWindowWhoseMistakesAreShown(t *testing.T) {
	s, b := open(t)
	app := stubtest.Connect(t, s)
	app.Call(s.BotToken(), "chat.postMessage", map[string]any{"channel": stubtest.Parenting, "text": "Fill in", "blocks": []any{
		map[string]any{"type": "actions", "elements": []any{map[string]any{"type": "button", "action_id": "open",
			"text": map[string]any{"type": "plain_text", "text": "Tell me more"}}}}}})
	next := func(kind string) stubtest.Envelope {
		for {
			if e := app.Next(); e.Type == kind {
				return e
			} else {
				app.Ack(e, nil)
			}
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		e := next(slackstub.Interactive)
		plain := func(s string) any { return map[string]any{"type": "plain_text", "text": s} }
		app.Call(s.BotToken(), "views.open", map[string]any{"trigger_id": trigger(t, e.Payload), "view": map[string]any{
			"type": "modal", "title": plain("About you"), "submit": plain("Send"), "blocks": []any{map[string]any{"type": "input", "block_id": "ward",
				"label": plain("Your ward"), "hint": plain("As on the ballot"), "element": map[string]any{"type": "plain_text_input", "action_id": "v"}}}}})
		app.Ack(e, nil)
		e = next(slackstub.Interactive)
		app.Ack(e, map[string]any{"response_action": "errors", "errors": map[string]string{"ward": "There is no such ward."}})
		e = next(slackstub.Interactive)
		app.Ack(e, nil)
	}()
	p, _ := b.get(inRoom)
	ts, _ := value(all(p, "input[name=ts]"))
	p, _ = b.post(inRoom+"/press", url.Values{"ts": {ts}, "action": {"open"}, "back": {inRoom}})
	if !strings.Contains(text(p, ".window label"), "Your ward") || len(all(p, "main[inert]")) != 1 {
		t.Fatalf("no window is open: %q", text(p, "body"))
	}
	id := s.Views(stubtest.Asha)[0].ID
	p, _ = b.post(asAsha+"/view/"+id+"/send", url.Values{"field-ward": {"Atlantis"}, "back": {inRoom}})
	if !strings.Contains(text(p, ".window .error"), "There is no such ward.") || len(all(p, `input[value=Atlantis][aria-invalid=true]`)) != 1 {
		t.Fatalf("the mistake is not shown: %q", text(p, ".window"))
	}
	p, _ = b.post(asAsha+"/view/"+id+"/send", url.Values{"field-ward": {"North"}, "back": {inRoom}})
	if len(all(p, ".window")) != 0 {
		t.Error("the window is still open")
	}
	<-done
}

func TestAButtonThatNobodyTakesSaysSo(t *testing.T) {
	s, b := openWith(t, slackstub.Options{AckWait: 20 * time.Millisecond})
	stubtest.Call(t, s, s.BotToken(), "chat.postMessage", map[string]any{"channel": stubtest.Parenting, "text": "x", "blocks": []any{
		map[string]any{"type": "actions", "elements": []any{map[string]any{"type": "button", "action_id": "a", "text": map[string]any{"type": "plain_text", "text": "A"}}}}}})
	ts := s.Messages(stubtest.Parenting)[0].TS
	p, status := b.post(inRoom+"/press", url.Values{"ts": {ts}, "action": {"a"}, "back": {inRoom}})
	if status != http.StatusGatewayTimeout || !strings.Contains(text(p, "[role=alert]"), "hearth did not take that in time") {
		t.Errorf("HTTP %d, %q", status, text(p, "main"))
	}
}

func value(ns []*html.Node) (string, bool) {
	for _, n := range ns {
		for _, a := range n.Attr {
			if a.Key == "value" {
				return a.Val, true
			}
		}
	}
	return "", false
}

func TestALineForOnePersonIsShownToThemAlone(t *testing.T) {
	s, b := open(t)
	stubtest.Call(t, s, s.BotToken(), "chat.postEphemeral", map[string]any{"channel": stubtest.Parenting, "user": stubtest.Asha, "text": "Psst"})
	mine, _ := b.get(inRoom)
	theirs, _ := b.get("/as/" + stubtest.Ben + "/in/" + stubtest.Parenting)
	if got := text(mine, ".line.alone"); !strings.Contains(got, "Only visible to you") || !strings.Contains(got, "Psst") {
		t.Errorf("the line reads %q", got)
	}
	if got := text(theirs, "main"); strings.Contains(got, "Psst") {
		t.Errorf("somebody else reads %q", got)
	}
}

func TestNewsIsHeldBackUntilThereIsSome(t *testing.T) {
	s, b := open(t)
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
	if _, err := s.Say(stubtest.Ben, stubtest.Parenting, "", "news"); err != nil {
		t.Fatal(err)
	}
	p, status := b.get(inRoom + "?have=" + version)
	if status != http.StatusOK || !strings.Contains(text(p, ".line"), "news") {
		t.Errorf("%d %q, want the news", status, text(p, ".line"))
	}
}

func TestOthersStayOut(t *testing.T) {
	s, b := open(t)
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
	for _, path := range []string{"/as/U0NOBODY/home", asAsha + "/in/C0NOWHERE", "/as/" + stubtest.Former + "/home", "/as/" + stubtest.Guest + "/in/" + stubtest.Private, "/nowhere"} {
		if _, status := b.get(path); status != http.StatusNotFound {
			t.Errorf("%s: HTTP %d, want 404", path, status)
		}
	}
}

func TestPagesAllowNoScriptButTheirOwn(t *testing.T) {
	_, b := open(t)
	res, err := b.c.Get(b.at + inRoom)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if csp := res.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("the policy is %q", csp)
	}
	if strings.Contains(string(body), "style=") || strings.Contains(string(body), "onclick") {
		t.Error("the page has style or script within it")
	}
}

func TestAHomeTabIsOpenedAndShown(t *testing.T) {
	s, b := open(t)
	p, _ := b.get(asAsha + "/home")
	if !strings.Contains(text(p, "#stream"), "nothing here yet") {
		t.Errorf("an empty tab reads %q", text(p, "#stream"))
	}
	if d := s.Deliveries(); len(d) != 1 || d[0].Event != "app_home_opened" {
		t.Errorf("the app was told %+v", d)
	}
	stubtest.Call(t, s, s.BotToken(), "views.publish", map[string]any{"user_id": stubtest.Asha, "view": map[string]any{"type": "home", "blocks": []any{
		map[string]any{"type": "header", "text": map[string]any{"type": "plain_text", "text": "What I am"}}}}})
	if p, _ = b.get(asAsha + "/home"); !strings.Contains(text(p, "#stream h2"), "What I am") {
		t.Errorf("the tab reads %q", text(p, "#stream"))
	}
}

func TestAConversationBeginsWithPrompts(t *testing.T) {
	s, b := open(t)
	if _, status := b.post(asAsha+"/new", nil); status != http.StatusOK {
		t.Fatalf("HTTP %d", status)
	}
	at := s.AssistantThreads(stubtest.Asha)[0]
	stubtest.Call(t, s, s.BotToken(), "assistant.threads.setSuggestedPrompts", map[string]any{"channel_id": at.Channel, "thread_ts": at.TS,
		"prompts": []any{map[string]string{"title": "What is a pathway plan?", "message": "What must a pathway plan hold?"}}})
	here := asAsha + "/in/" + at.Channel + "?thread=" + at.TS
	p, _ := b.get(here)
	if !strings.Contains(text(p, ".prompts button"), "What is a pathway plan?") {
		t.Fatalf("the prompts are %q", text(p, ".prompts"))
	}
	p, _ = b.post(asAsha+"/in/"+at.Channel+"/say", url.Values{"thread": {at.TS}, "text": {"What must a pathway plan hold?"}})
	stubtest.Call(t, s, s.BotToken(), "assistant.threads.setStatus", map[string]any{"channel_id": at.Channel, "thread_ts": at.TS, "status": "is looking in the papers"})
	if len(all(p, ".prompts")) != 0 {
		t.Error("the prompts are still there")
	}
	if p, _ = b.get(here); !strings.Contains(text(p, ".status"), "hearth is looking in the papers") {
		t.Errorf("the status is %q", text(p, ".status"))
	}
}

func trigger(t *testing.T, payload []byte) string {
	var p struct {
		Trigger string `json:"trigger_id"`
	}
	if err := json.Unmarshal(payload, &p); err != nil {
		t.Error(err)
	}
	return p.Trigger
}
