package officers_test

import (
	"net/http"
	"strings"
	"testing"

	"hearth/bot/council"
)

func TestMistakesInAContactComeAllAtOnce(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	const at = "/officers/contacts/front-door"
	p := b.Post(at, append(hidden(b.Get(at), at), "phone", "ring us", "email", "Front <door>", "hours", "sometimes", "checked-on", "32 May")...)
	faulty(t, p, "This is no phone number", "This is no e-mail address", "I can't read these hours", "I can't read this date.")
	if p.Attr("#phone", "value") != "ring us" || p.Attr("#hours", "value") != "sometimes" || p.Attr("#checked-on", "value") != "32 May" {
		t.Error("what was typed is lost")
	}
	if k, err := h.council.Known(t.Context()); err != nil || len(council.Settings(k)) > 0 {
		t.Errorf("a form with mistakes set %+v (%v)", k, err)
	}
	faulty(t, b.Post(at, append(hidden(b.Get(at), at), "checked-on", "1 January 2036")...), "That day is still to come")
	faulty(t, b.Post(at, append(hidden(b.Get(at), at), "checked-on", "May 2026")...), "Give the day, too")
	if p := b.Get("/officers/contacts/nobody"); p.Status != http.StatusNotFound {
		t.Errorf("a contact there isn't: status %d", p.Status)
	}
}

func TestAContactIsSetTriedAndChanged(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	const at = "/officers/contacts/front-door"
	says(t, b.Get("/officers"), ".list li", "Front door (children's social care): no number is set First")
	h.went(b.Post(at, append(hidden(b.Get(at), at), "phone", "01642 000000", "hours", "Mon-Fri 9-17")...))
	says(t, b.Get("/officers"), ".list li", "nobody has tried this number yet")

	p := b.Get(at)
	h.went(b.Post(at+"/tried", hidden(p, at+"/tried")...))
	says(t, b.Get("/officers/contacts"), ".card dd", "25 November 2026")
	if strings.Contains(b.Get("/officers").Text("main"), "Front door") {
		t.Error("a number that was tried today still needs doing")
	}
	h.now = h.now.AddDate(0, 7, 0)
	says(t, h.site.As("officer").Get("/officers"), ".list li", "last tried on 25 November 2026")
	h.now = noon

	// A number that changed while somebody rang the old one is not noted as tried.
	b = h.site.As("officer")
	h.must(h.council.Set(t.Context(), "second", council.Change{Name: "front-door.phone", Value: "01642 111111"}))
	h.went(b.Post(at+"/tried", hidden(p, at+"/tried")...))
	k, err := h.council.Known(t.Context())
	if err != nil || !k.FrontDoor.CheckedOn.IsZero() {
		t.Errorf("the new number is noted as tried on %s (%v)", k.FrontDoor.CheckedOn, err)
	}
	if !h.did("officer", "council.set") {
		t.Error("the log doesn't say who set the contact")
	}
}

func TestTwoOfficersChangeOneContact(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	const at = "/officers/contacts/lado"
	before := hidden(b.Get(at), at)
	h.must(h.council.Set(t.Context(), "second", council.Change{Name: "lado.phone", Value: "01642 111111"}))
	p := b.Post(at, append(before, "phone", "01642 222222")...)
	says(t, p, ".errors", "Somebody else has changed this")
	if p.Status != http.StatusUnprocessableEntity || p.Attr("#phone", "value") != "01642 222222" {
		t.Errorf("status %d, and the number came back as %q", p.Status, p.Attr("#phone", "value"))
	}
	h.went(b.Post(at, append(hidden(p, at), "phone", "01642 222222")...))
	if k, err := h.council.Known(t.Context()); err != nil || k.LADO.Phone != "01642 222222" {
		t.Errorf("sent again, the number is %q (%v)", k.LADO.Phone, err)
	}
}

func TestSettings(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	const at = "/officers/settings"
	p := b.Post(at, append(hidden(b.Get(at), at), "council-name", "Middlesbrough Council", "papers-public", "maybe", "words-kept-days", "6", "receipts-kept-months", "x")...)
	faulty(t, p, "Give the place alone", `Say "yes"`, "from 7 to 365", "from 1 to 24")
	h.went(b.Post(at, append(hidden(b.Get(at), at), "council-name", "Middlesbrough", "papers-public", "yes", "words-kept-days", "30", "receipts-kept-months", "")...))
	rules, err := h.council.Rules(t.Context())
	if err != nil || rules != (council.Rules{PublicPapers: true, WordsDays: 30, ReceiptsMonths: 12}) {
		t.Errorf("the rules are %+v (%v)", rules, err)
	}
	p = b.Get(at)
	if p.Attr(`[name="council-name"]`, "value") != "Middlesbrough" || !p.Has(`[name="papers-public"][value=yes][checked]`) {
		t.Errorf("the page doesn't show what was saved: %s", p.Text("main"))
	}
}

func TestPausingAnswers(t *testing.T) {
	h := build(t, nil)
	b := h.site.As("officer")
	faulty(t, b.Post("/officers/pause", "why", " "), "Say why")
	faulty(t, b.Post("/officers/pause", "why", strings.Repeat("a", 201)), "at most 200 letters")
	h.went(b.Post("/officers/pause", "why", "We are checking the placement figures."))
	for _, page := range []string{"/officers", "/officers/papers", "/officers/uploads/new", "/officers/contacts", "/officers/contacts/lado", "/officers/settings", "/officers/members", "/officers/requests", "/officers/lists/new"} {
		says(t, b.Get(page), ".notice", "Answers are paused since 25 November 2026, 12:00pm. Members read: “We are checking the placement figures”")
	}
	if p := h.site.As("dpo").Get("/officers"); !p.Has(".notice.pressing") || p.Has(`form[action="/officers/resume"]`) {
		t.Error("who may not give answers again is offered to, or isn't told of the pause")
	}
	h.went(b.Post("/officers/resume"))
	h.went(b.Post("/officers/resume")) // twice is once
	if b.Get("/officers").Has(".notice.pressing") {
		t.Error("answers are still paused")
	}
	if !h.did("officer", "answers.pause") || !h.did("officer", "answers.resume") {
		t.Errorf("the log has %+v", h.logged())
	}
}
