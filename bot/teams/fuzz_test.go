package teams_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"hearth/bot"
	"hearth/bot/teams/teamsstub"
)

// Whatever a body is that Teams signed for, it is answered, and what becomes a turn
// of it is whole.
func FuzzHandler(f *testing.F) {
	c := open(f, teamsstub.Options{}, nil)
	token, err := c.Token(teamsstub.Forgery{})
	if err != nil {
		f.Fatal(err)
	}
	c.say("Hello")
	if _, err := c.Edit(c.jane.ID, "", c.Messages(c.chat().Channel)[0].ID, "Hello again"); err != nil {
		f.Fatal(err)
	}
	if _, err := c.Uninstall(c.jane.ID, ""); err != nil {
		f.Fatal(err)
	}
	c.settle()
	for _, d := range c.Deliveries() {
		f.Add([]byte(d.Activity))
	}
	head := `{"channelId":"msteams","serviceUrl":"` + c.ServiceURL() + `","conversation":{"id":"a","tenantId":"` + c.Tenant() + `"},"from":{"id":"29:x"},"id":"1",`
	for _, rest := range []string{`"type":"invoke","name":"task/fetch","value":{"data":{"hearth":{"kind":"filled","open":{}}}}}`,
		`"type":"invoke","name":"adaptiveCard/action","value":{"action":{"data":[]}}}`, `"type":"message","text":"<at>","value":{"hearth":1}}`,
		`"type":"messageDelete"}`, `"type":"message","entities":[{"type":"mention"}],"text":"&#0;&lt;"}`} {
		f.Add([]byte(head + rest))
	}
	f.Add([]byte(`[]`))
	f.Add([]byte(``))
	handler := c.Handler(c.host)
	f.Fuzz(func(t *testing.T, body []byte) {
		before := len(c.host.all())
		r := httptest.NewRequest(http.MethodPost, "/teams/messages", bytes.NewReader(body))
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		switch w.Code {
		case 200, 202, 400, 403, 413, 501:
		default:
			t.Errorf("HTTP %d", w.Code)
		}
		if w.Code == 200 && w.Body.Len() > 0 && !json.Valid(w.Body.Bytes()) {
			t.Errorf("the answer is no JSON: %q", w.Body)
		}
		for _, turn := range c.host.all()[before:] {
			if turn.ID == "" || turn.From.ID == "" || turn.Place.Channel == "" || turn.Place.Platform != bot.Teams || turn.At.IsZero() || turn.Kind == "" {
				t.Errorf("a turn lacks something: %+v", turn)
			}
		}
	})
}
