package teamsstub_test

import (
	"net/http"
	"testing"

	"hearth/bot/teams/teamsstub"
)

func TestWhatPeopleDoIsTold(t *testing.T) {
	t.Parallel()
	type world struct {
		s        *teamsstub.Stub
		a        *app
		ann, bob teamsstub.User
		channel  teamsstub.Conversation
	}
	must := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		do   func(t *testing.T, w world)
		want map[string]any // by path within the last activity
	}{
		"a message in a chat of two": {
			func(t *testing.T, w world) {
				_, _, err := w.s.Say(w.ann.ID, "", "", "who is the & <DCS>?")
				must(t, err)
			},
			map[string]any{"type": "message", "text": "who is the &amp; &lt;DCS&gt;?", "textFormat": "plain", "channelId": "msteams",
				"conversation.conversationType": "personal", "conversation.tenantId": teamsstub.DefaultTenant, "conversation.isGroup": nil,
				"from.id": "29:ann", "from.name": "Ann Mercer", "recipient.id": "28:" + teamsstub.DefaultApp,
				"channelData.tenant.id": teamsstub.DefaultTenant, "replyToId": nil},
		},
		"a mention in a channel, in a thread of its own": {
			func(t *testing.T, w world) {
				_, _, err := w.s.Mention(w.ann.ID, w.channel.ID, "", "who is the DCS?")
				must(t, err)
			},
			map[string]any{"type": "message", "text": "<at>hearth</at> who is the DCS?", "conversation.conversationType": "channel",
				"conversation.isGroup": true, "channelData.channel.id": "19:general@thread.tacv2", "channelData.team.name": "Council",
				"conversation.id": "19:general@thread.tacv2;messageid=1700000000000", "id": "1700000000000"},
		},
		"a mention in a thread": {
			func(t *testing.T, w world) {
				root, delivery, err := w.s.Say(w.bob.ID, w.channel.ID, "", "hello all")
				must(t, err)
				if delivery != "" {
					t.Error("the app was told of what was not said to it")
				}
				_, _, err = w.s.Mention(w.ann.ID, w.channel.ID, root, "who is the DCS?")
				must(t, err)
			},
			map[string]any{"conversation.id": "19:general@thread.tacv2;messageid=1700000000000", "id": "1700000000001"},
		},
		"an edit": {
			func(t *testing.T, w world) {
				id, _, err := w.s.Say(w.ann.ID, "", "", "who is the DSC?")
				must(t, err)
				_, err = w.s.Edit(w.ann.ID, "", id, "who is the DCS?")
				must(t, err)
			},
			map[string]any{"type": "messageUpdate", "id": "1700000000000", "text": "who is the DCS?", "channelData.eventType": "editMessage"},
		},
		"a deletion": {
			func(t *testing.T, w world) {
				id, _, err := w.s.Say(w.ann.ID, "", "", "who is the DCS?")
				must(t, err)
				_, err = w.s.Delete(w.ann.ID, "", id)
				must(t, err)
			},
			map[string]any{"type": "messageDelete", "id": "1700000000000", "text": nil, "channelData.eventType": "softDeleteMessage"},
		},
		"a deletion that is taken back": {
			func(t *testing.T, w world) {
				id, _, err := w.s.Say(w.ann.ID, "", "", "who is the DCS?")
				must(t, err)
				_, err = w.s.Delete(w.ann.ID, "", id)
				must(t, err)
				_, err = w.s.Undelete(w.ann.ID, "", id)
				must(t, err)
			},
			map[string]any{"type": "messageUpdate", "id": "1700000000000", "text": "who is the DCS?", "channelData.eventType": "undeleteMessage"},
		},
		"a reaction": {
			func(t *testing.T, w world) {
				id := w.a.post(w.s.Chat(w.ann.ID).ID, text("The DCS is Jo Field."))
				_, err := w.s.React(w.ann.ID, "", id, "like")
				must(t, err)
			},
			map[string]any{"type": "messageReaction", "replyToId": "1700000000000"},
		},
		"installing it for oneself": {
			func(t *testing.T, w world) { _, err := w.s.Install(w.ann.ID, ""); must(t, err) },
			map[string]any{"type": "installationUpdate", "action": "add", "conversation.conversationType": "personal"},
		},
		"removing it again": {
			func(t *testing.T, w world) { _, err := w.s.Uninstall(w.ann.ID, ""); must(t, err) },
			map[string]any{"type": "installationUpdate", "action": "remove"},
		},
		"somebody joins": {
			func(t *testing.T, w world) { _, err := w.s.Join("29:cat", w.channel.ID); must(t, err) },
			map[string]any{"type": "conversationUpdate", "from.id": "29:cat", "membersRemoved": nil},
		},
		"somebody leaves": {
			func(t *testing.T, w world) { _, err := w.s.Leave(w.bob.ID, w.channel.ID); must(t, err) },
			map[string]any{"type": "conversationUpdate", "membersAdded": nil},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, teamsstub.Options{Now: fixed})
			w := world{s: s, a: join(t, s)}
			w.ann = s.AddUser(teamsstub.User{ID: "29:ann", Name: "Ann Mercer", Email: "ann@council.example"})
			w.bob = s.AddUser(teamsstub.User{ID: "29:bob", Name: "Bob Hale", Email: "bob@council.example"})
			s.AddUser(teamsstub.User{ID: "29:cat", Name: "Cat Ives", Email: "cat@council.example"})
			w.channel = s.AddConversation(teamsstub.Conversation{ID: "19:general@thread.tacv2", Name: "General", Members: []string{w.ann.ID, w.bob.ID}})
			c.do(t, w)
			got := w.a.last()
			for k, want := range c.want {
				if v := path(k, got); v != want {
					t.Errorf("%s is %v, want %v", k, v, want)
				}
			}
			if got["serviceUrl"] != s.ServiceURL() {
				t.Errorf("serviceUrl is %v", got["serviceUrl"])
			}
			for _, d := range s.Deliveries() {
				if !d.Done || d.Failed != "" || d.Status != http.StatusAccepted {
					t.Errorf("a delivery ended as %+v", d)
				}
			}
		})
	}
}

func TestNobodyDoesWhatTheyCant(t *testing.T) {
	t.Parallel()
	s := start(t, teamsstub.Options{})
	join(t, s)
	ann := s.AddUser(teamsstub.User{Name: "Ann Mercer"})
	gone := s.AddUser(teamsstub.User{Name: "Gone Person", Gone: true})
	channel := s.AddConversation(teamsstub.Conversation{Name: "General"})
	id, _, err := s.Say(ann.ID, "", "", "hello")
	if err != nil {
		t.Fatal(err)
	}
	for name, do := range map[string]func() error{
		"a stranger says something":    func() error { _, _, err := s.Say("29:x", "", "", "hello"); return err },
		"a closed account":             func() error { _, _, err := s.Say(gone.ID, "", "", "hello"); return err },
		"where they aren't":            func() error { _, _, err := s.Say(ann.ID, channel.ID, "", "hello"); return err },
		"where nothing is":             func() error { _, _, err := s.Say(ann.ID, "19:x", "", "hello"); return err },
		"in a thread of a chat":        func() error { _, _, err := s.Say(ann.ID, "", id, "hello"); return err },
		"another's words":              func() error { _, err := s.Edit(ann.ID, "", "1", "hello"); return err },
		"a reaction to one's own":      func() error { _, err := s.React(ann.ID, "", id, "like"); return err },
		"pressing one's own message":   func() error { _, err := s.Press(t.Context(), ann.ID, "", id, "More"); return err },
		"sending a form that isn't":    func() error { _, err := s.Submit(t.Context(), ann.ID, "", nil); return err },
		"telling again what wasn't":    func() error { _, err := s.Again(t.Context(), "x"); return err },
		"waiting for what wasn't told": func() error { _, err := s.Answered(t.Context(), "x"); return err },
	} {
		if do() == nil {
			t.Errorf("%s: it went through", name)
		}
	}
}
