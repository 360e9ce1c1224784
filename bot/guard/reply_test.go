package guard_test

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"

	"hearth/bot"
	"hearth/bot/guard"
	"hearth/knowledge"
)

var kinds = []knowledge.HandledKind{knowledge.Emergency, knowledge.Safeguarding, knowledge.Wellbeing, knowledge.Privacy, knowledge.Exempt,
	knowledge.Casework, knowledge.Injection, knowledge.LegalAdvice, knowledge.Political, knowledge.DataRights, knowledge.Abuse, knowledge.Command, knowledge.Smalltalk}

var (
	friday = time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	night  = time.Date(2026, 11, 20, 23, 0, 0, 0, time.UTC)
)

func office(t *testing.T) bot.Contacts {
	t.Helper()
	day, err := bot.ParseHours("Mon-Fri 08:30-17:00")
	if err != nil {
		t.Fatal(err)
	}
	return bot.Contacts{Council: "Ambridge", FrontDoor: bot.Contact{Phone: "01234 100", Hours: day}, OutOfHours: bot.Contact{Phone: "01234 200"},
		LADO: bot.Contact{Phone: "01234 300"}, Police: bot.Contact{Phone: "101"},
		Complaints: bot.Contact{Email: "complain@ambridge.gov.uk"}, DataProtection: bot.Contact{Email: "dpo@ambridge.gov.uk", Phone: "01234 400"}}
}

func with(c bot.Contacts) *guard.Guard {
	return guard.New(guard.Options{Contacts: func() (bot.Contacts, error) { return c, nil }})
}

func TestEveryKindHasItsOwnReply(t *testing.T) {
	seen := map[string]knowledge.HandledKind{}
	for _, k := range kinds {
		r := with(bot.Contacts{}).Reply(k, "", friday)
		if r == "" || seen[r] != "" {
			t.Errorf("%s replies as %q does: %q", k, seen[r], r)
		}
		seen[r] = k
		if len(strings.Fields(r)) > 150 {
			t.Errorf("%s replies at %d words, which nobody reads", k, len(strings.Fields(r)))
		}
	}
	if r := with(bot.Contacts{}).Reply("nonsense", "", friday); r != "" {
		t.Errorf("a kind that is none got %q", r)
	}
}

func TestWorriesBeginWithWhatWasNotDone(t *testing.T) {
	const opening = "I have not told anyone. Please ring now."
	for _, c := range []bot.Contacts{{}, office(t)} {
		for _, now := range []time.Time{friday, night, {}} {
			for _, k := range []knowledge.HandledKind{knowledge.Emergency, knowledge.Safeguarding} {
				r := with(c).Reply(k, "", now)
				if !strings.HasPrefix(r, opening) {
					t.Errorf("%s begins otherwise: %s", k, r)
				}
				for _, w := range []string{"999", "0800 1111", "front door", "MASH", "hildren's social care"} {
					if !strings.Contains(r, w) {
						t.Errorf("%s has no %q: %s", k, w, r)
					}
				}
			}
			if first, _, _ := strings.Cut(with(c).Reply(knowledge.Emergency, "", now), "\n"); !strings.Contains(first, "999") {
				t.Errorf("999 is not in the first line: %s", first)
			}
			if r := with(c).Reply(knowledge.Safeguarding, "", now); !strings.Contains(r, "LADO") {
				t.Errorf("no LADO: %s", r)
			}
		}
	}
}

func TestTheClockChoosesTheNumber(t *testing.T) {
	const none = "our council has not given me its number"
	noHours, dayOnly, nightOnly := office(t), office(t), office(t)
	noHours.FrontDoor.Hours = bot.Hours{}
	dayOnly.OutOfHours = bot.Contact{}
	nightOnly.FrontDoor = bot.Contact{}
	for sentence, c := range map[string]struct {
		contacts bot.Contacts
		now      time.Time
		first    string // stands before second, or alone
		second   string
	}{
		"by day the front door":                      {office(t), friday, "01234 100", "01234 200"},
		"by night the other":                         {office(t), night, "01234 200", "01234 100"},
		"hours unknown, both":                        {noHours, night, "01234 100", "01234 200"},
		"one number, open":                           {dayOnly, friday, "01234 100", ""},
		"one number, closed: what to do instead":     {dayOnly, night, "closed now", none},
		"only the night's: the switchboard by day":   {nightOnly, friday, "01234 200", "switchboard"},
		"none: the switchboard, or 999 where urgent": {bot.Contacts{}, friday, none, "switchboard, or 999 if a child is in danger"},
	} {
		r := with(c.contacts).Reply(knowledge.Safeguarding, "", c.now)
		i, j := strings.Index(r, c.first), strings.Index(r, c.second)
		if i < 0 || j < 0 || c.second != "" && j < i {
			t.Errorf("%s: want %q before %q in: %s", sentence, c.first, c.second, r)
		}
	}
	if r := with(dayOnly).Reply(knowledge.Safeguarding, "", friday); strings.Contains(r, none) {
		t.Errorf("the number is set and open: %s", r)
	}
}

func TestOtherContactsStandWhereTheyHelp(t *testing.T) {
	for kind, want := range map[knowledge.HandledKind][]string{
		knowledge.Safeguarding: {"01234 300"}, knowledge.Emergency: {"101"}, knowledge.Wellbeing: {"116 123", "999", "101"},
		knowledge.Casework: {"complain@ambridge.gov.uk"}, knowledge.DataRights: {"dpo@ambridge.gov.uk", "01234 400", "data protection"},
		knowledge.Smalltalk: {"automated assistant", "not a person"}, knowledge.Exempt: {"can't"}, knowledge.Privacy: {"can't"},
		knowledge.Command: {"stop", "don't send"}, knowledge.Political: {"political"}, knowledge.LegalAdvice: {"legal"},
	} {
		r := with(office(t)).Reply(kind, "", friday)
		for _, w := range want {
			if !strings.Contains(r, w) {
				t.Errorf("%s has no %q: %s", kind, w, r)
			}
		}
	}
}

// TestNothingIsEchoed plants made-up words in turns of every kind and looks for
// them in the replies.
func TestNothingIsEchoed(t *testing.T) {
	for _, s := range list(t, "variations.txt") {
		kind, reply, ok := with(bot.Contacts{}).Handle(knowledge.Question{Text: s.text + " Zebulon Quagmire", Now: friday})
		_, rule := with(bot.Contacts{}).Verdict(knowledge.Question{Text: s.text + " Zebulon Quagmire"})
		if ok && (strings.Contains(reply, "Zebulon") || strings.Contains(reply, "Quagmire") || reply != with(bot.Contacts{}).Reply(kind, rule, friday)) {
			t.Errorf("%q: the reply is not made from the kind and the rule alone: %s", s.text, reply)
		}
	}
}

// TestWritingDoesNotMatter types every variation as phones and forms do.
func TestWritingDoesNotMatter(t *testing.T) {
	ways := map[string]func(string) string{
		"shouted":            strings.ToUpper,
		"curly apostrophes":  func(s string) string { return strings.ReplaceAll(s, "'", "’") },
		"spaces and a stop":  func(s string) string { return "  " + strings.ReplaceAll(s, " ", "  ") + " ." },
		"invisible letters":  func(s string) string { return strings.ReplaceAll(s, " ", " \u200b") },
		"full-width letters": func(s string) string { return strings.Map(wide, s) },
	}
	for _, s := range list(t, "variations.txt") {
		want, _ := watch.Verdict(knowledge.Question{Text: s.text})
		if s.kind == knowledge.Injection || s.kind == knowledge.Privacy {
			continue // codes, markup and names live by their writing
		}
		for name, way := range ways {
			if got, _ := watch.Verdict(knowledge.Question{Text: way(s.text)}); !near(got, want) {
				t.Errorf("%s: %q is %q, not %q", name, s.text, got, want)
			}
		}
	}
}

func wide(r rune) rune {
	if unicode.IsLetter(r) && r < 128 {
		return r + 0xFEE0
	}
	return r
}

func TestContactsThatCannotBeReadAreNotCalledUnset(t *testing.T) {
	shut := guard.New(guard.Options{Contacts: func() (bot.Contacts, error) { return bot.Contacts{}, errors.New("locked") }})
	for _, k := range kinds {
		r := shut.Reply(k, "", friday)
		if strings.Contains(r, "not given") {
			t.Errorf("%s claims that nothing is set: %s", k, r)
		}
		if k == knowledge.Safeguarding || k == knowledge.Emergency {
			if want := "I can't look up your council's number just now: ring its switchboard, or 999 if a child is in danger."; !strings.Contains(r, want) {
				t.Errorf("%s: %s", k, r)
			}
		}
	}
	for _, text := range []string{"front door number", "lado number", "police number", "out of hours number", "complaints number"} {
		if _, r, ok := shut.Handle(knowledge.Question{Text: text, Now: friday}); !ok || !strings.Contains(r, "can't look up") {
			t.Errorf("%q: %s", text, r)
		}
	}
}

func TestNumbersAreToldToWhoeverAsks(t *testing.T) {
	for text, c := range map[string]struct{ set, unset string }{
		"what is the number for the front door":        {"01234 100", "switchboard"},
		"mash phone number":                            {"01234 100", "switchboard"},
		"who do I ring":                                {"01234 100", "switchboard"},
		"what's the out of hours number":               {"01234 200", "switchboard"},
		"lado number":                                  {"01234 300", "Ask children's social care"},
		"number for the police":                        {"101", "101"},
		"how do I contact the complaints team":         {"complain@ambridge.gov.uk", "switchboard"},
		"phone number for the data protection officer": {"01234 400", "Democratic Services"},
	} {
		for want, contacts := range map[string]bot.Contacts{c.set: office(t), c.unset: {}} {
			kind, r, ok := with(contacts).Handle(knowledge.Question{Text: text, Now: friday})
			if !ok || !strings.Contains(r, want) {
				t.Errorf("%q (%s) has no %q: %s", text, kind, want, r)
			}
			if kind == knowledge.Command && !strings.Contains(text, "complaints") && !strings.Contains(r, "999") {
				t.Errorf("%q: no 999: %s", text, r)
			}
		}
	}
}

func TestRepliesFitWhoWrites(t *testing.T) {
	for text, c := range map[string]struct{ has, hasNot string }{
		"my dad hits me":                       {"not your fault", "Write down"},
		"saw a dad hit his boy outside school": {"Write down", "not your fault"},
		"my husband hits me":                   {"0808 2000 247", "0800 1111"},
		"I can't sleep for all the stress":     {"116 123", "0808 2000 247"},
	} {
		_, r, ok := with(office(t)).Handle(knowledge.Question{Text: text, Now: friday})
		if !ok || !strings.Contains(r, c.has) || strings.Contains(r, c.hasNot) || !strings.Contains(r, "999") {
			t.Errorf("%q: %s", text, r)
		}
	}
}

func TestSmallTalkIsAnsweredInKind(t *testing.T) {
	samples := []string{"What is a PEP?", "Who can make a care order?"}
	g := guard.New(guard.Options{Samples: samples})
	for text, want := range map[string]string{
		"thanks": "You're welcome.", "ta": "You're welcome.", "cheers": "You're welcome.", "thanks love": "You're welcome.", "thank you so much": "You're welcome.",
		"bye": "Goodbye.", "thanks, bye": "Goodbye.", "see you later": "Goodbye.", "goodnight": "Goodbye.",
		"ok": "All right.", "no thanks": "All right.", "got it": "All right.",
		"hello": "Hello. I'm hearth", "who are you?": "I'm hearth",
	} {
		_, r, _ := g.Handle(knowledge.Question{Text: text, Now: friday})
		if !strings.HasPrefix(r, want) {
			t.Errorf("%q is answered with %s", text, r)
		}
		hello := strings.Contains(want, "hearth")
		for _, s := range samples {
			if strings.Contains(r, s) != hello {
				t.Errorf("%q suggests %q: %t", text, s, !hello)
			}
		}
		if !hello && len(strings.Fields(r)) > 20 {
			t.Errorf("%q gets a speech: %s", text, r)
		}
	}
	if _, r, _ := watch.Handle(knowledge.Question{Text: "hello"}); strings.Contains(r, "You could ask") {
		t.Errorf("nothing to suggest: %s", r)
	}
}
