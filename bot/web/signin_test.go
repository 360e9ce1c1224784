package web_test

import (
	"net/http"
	"testing"

	"hearth/bot/web"
	"hearth/bot/web/webtest"
)

// home is a page for whoever is signed in.
func home(s *web.Site) error {
	s.Handle("GET /{$}", web.SignedIn, func(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
		_, err := w.Write([]byte("<h1>hello " + v.Member.ID + "</h1>"))
		return err
	})
	return nil
}

func TestThePickerSignsIn(t *testing.T) {
	s := webtest.Open(t, nil, home)
	b := s.Visitor()
	if p := b.Get("/"); p.Status != http.StatusSeeOther || p.Header.Get("Location") != "/signin" {
		t.Fatalf("a stranger got %d %s", p.Status, p.Header.Get("Location"))
	}
	if p := b.Get("/signin"); !p.Has(`.demo-pick button[name=member][value=m1]`) {
		t.Fatalf("no picker: %s", p.Text())
	}
	b = s.As("m1")
	if p := b.Get("/"); p.Text("h1") != "hello m1" {
		t.Errorf("got %d %s", p.Status, p.Text())
	}
}
