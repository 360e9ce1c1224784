package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A visitor is a browser without a script, signed in to a hearth that serves.
type visitor struct {
	base   string
	client *http.Client
}

// signedIn opens a sign-in link and presses its button.
func signedIn(t testing.TB, base, link string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	v := &visitor{base, &http.Client{Jar: jar, Timeout: time.Minute}}
	at, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	token := at.Path[strings.LastIndex(at.Path, "/")+1:]
	v.post(t, "/signin/link", url.Values{"token": {token}})
	return v
}

func (v *visitor) get(t testing.TB, path string) string {
	t.Helper()
	got, err := v.client.Get(v.base + path)
	if err != nil {
		t.Fatal(err)
	}
	return v.read(t, path, got)
}

func (v *visitor) post(t testing.TB, path string, form url.Values) string {
	t.Helper()
	got, err := v.client.PostForm(v.base+path, form)
	if err != nil {
		t.Fatal(err)
	}
	return v.read(t, path, got)
}

// upload posts a file and gives the address that it led to.
func (v *visitor) upload(t testing.TB, path, name string, file []byte) string {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("files", name)
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	got, err := v.client.Post(v.base+path, w.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	v.read(t, path, got)
	return got.Request.URL.Path
}

func (v *visitor) read(t testing.TB, path string, got *http.Response) string {
	t.Helper()
	defer got.Body.Close()
	b, err := io.ReadAll(got.Body)
	if err != nil || got.StatusCode >= http.StatusBadRequest {
		t.Fatalf("%s gives %d, %v:\n%s", path, got.StatusCode, err, b)
	}
	return string(b)
}

// id is a number as a page draws an id.
func id(n int) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return 'A' + r - '0'
		}
		return r
	}, fmt.Sprintf("%026d", n))
}

// ask sends a question in a conversation of its own and gives the page on which
// the answer stands, or is awaited.
func (v *visitor) ask(t testing.TB, n int, text string) string {
	t.Helper()
	return v.post(t, "/ask", url.Values{"thread": {id(n)}, "turn": {id(n)}, "text": {text}})
}

// answered opens a conversation again until nothing in it is awaited.
func (v *visitor) answered(t testing.TB, n int) string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	for page := v.get(t, "/talk/"+id(n)); ; {
		if !strings.Contains(page, `class="waiting"`) {
			return page
		}
		if ctx.Err() != nil {
			t.Fatalf("conversation %d waits for ever:\n%s", n, page)
		}
		// The page itself waits for the answer of a turn that it is told of.
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, v.base+"/talk/"+id(n)+"?wait="+url.QueryEscape(waiting(page)), nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Hearth-Part", "exchanges")
		got, err := v.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		page = v.read(t, "/talk", got)
	}
}

var waits = regexp.MustCompile(`data-turn="([^"]*)"`)

func waiting(page string) string {
	if m := waits.FindStringSubmatch(page); m != nil {
		return m[1]
	}
	return ""
}
