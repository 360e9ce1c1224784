package slackstub_test

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/stubtest"
)

func TestWhatPeopleTypeIsMarkedUpAsSlackDoes(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	for typed, want := range map[string]string{
		"@hearth who <b> & why?":         "<@" + slackstub.DefaultBot + "> who &lt;b&gt; &amp; why?",
		"see https://gov.uk/a?b=1&c=2 x": "see <https://gov.uk/a?b=1&amp;c=2> x",
		"@channel and @here":             "<!channel> and <!here>",
		"in #general":                    "in <#" + stubtest.General + "|general>",
		"mail asha@council.example":      "mail asha@council.example",
	} {
		ts, err := s.Say(stubtest.Asha, stubtest.General, "", typed)
		if err != nil {
			t.Fatal(err)
		}
		if m := s.Thread(stubtest.General, ts); m[0].Text != want {
			t.Errorf("%q is kept as %q, want %q", typed, m[0].Text, want)
		}
	}
}

func TestEditsDeletionsAndPreviewsAreTold(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	app := stubtest.Connect(t, s)
	im := s.DM(stubtest.Asha).ID
	ts := say(t, s, "one")
	for _, act := range []error{s.Unfurl(im, ts), s.Edit(stubtest.Asha, "", ts, "two"), s.Delete(stubtest.Asha, "", ts)} {
		if act != nil {
			t.Fatal(act)
		}
	}
	hers, err := s.Say(stubtest.Asha, stubtest.Elsewhere, "", "mine")
	if err != nil {
		t.Fatal(err)
	}
	if s.Edit(stubtest.Asha, "", ts, "three") == nil || s.Edit(stubtest.Ben, stubtest.Elsewhere, hers, "x") == nil {
		t.Error("what is gone, or another's, was edited")
	}
	var got []string
	for range 4 {
		e := app.Next().Payload
		got = append(got, field(t, e, "event.subtype")+" "+field(t, e, "event.message.text")+" "+field(t, e, "event.previous_message.text")+" "+field(t, e, "event.channel_type"))
	}
	want := []string{"   im", "message_changed one one im", "message_changed two one im", "message_deleted  two im"}
	if !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
}

func TestOnlyThoseWhoAreThereAct(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	for name, act := range map[string]func() error{
		"a deactivated person": func() error { _, err := s.Say(stubtest.Former, stubtest.General, "", "x"); return err },
		"nobody":               func() error { _, err := s.Say("U0NOBODY01", "", "", "x"); return err },
		"a guest elsewhere":    func() error { _, err := s.Say(stubtest.Guest, stubtest.Private, "", "x"); return err },
		"an unknown command":   func() error { _, err := s.Slash(stubtest.Asha, "", "/other", ""); return err },
		"an unknown window":    func() error { _, err := s.PressInView(stubtest.Asha, "V0", "x"); return err },
		"an unknown message":   func() error { _, err := s.Press(stubtest.Asha, "", "1.1", "x"); return err },
	} {
		if act() == nil {
			t.Errorf("%s acted", name)
		}
	}
	if len(s.Deliveries()) != 0 {
		t.Error("the app was told")
	}
}

func TestAStrangerIsToldAsOne(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	if _, err := s.Say(stubtest.Stranger, stubtest.General, "", "hello"); err != nil {
		t.Fatal(err)
	}
	p := s.Deliveries()[0].Payload
	if field(t, p, "event.user_team") != "T0ELSEWHER" || field(t, p, "team_id") != s.Team() || !strings.Contains(string(p), `"is_ext_shared_channel":true`) {
		t.Errorf("told %s", p)
	}
}

func TestEventsNeedAskingAndScopes(t *testing.T) {
	for name, c := range map[string]struct {
		o    slackstub.Options
		want int
	}{
		"asked for":     {slackstub.Options{}, 1},
		"not asked for": {slackstub.Options{Events: []string{"app_mention"}}, 0},
		"no scope":      {slackstub.Options{Scopes: []string{"chat:write"}}, 0},
	} {
		s, _ := workspace(t, c.o)
		say(t, s, "hello")
		if n := len(s.Deliveries()); n != c.want {
			t.Errorf("%s: told %d times, want %d", name, n, c.want)
		}
	}
}

func TestAButtonSaysWhereItStands(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	post := func(method string, args o) string {
		args["channel"], args["text"], args["blocks"] = stubtest.General, "x", actions(button(o{"value": "v1"}), o{"type": "static_select", "action_id": "pick",
			"placeholder": plain("Which?"), "options": l{o{"text": plain("One"), "value": "1"}, o{"text": plain("Two"), "value": "2"}}})
		_, got := stubtest.Call(t, s, s.BotToken(), method, args)
		refused(t, got, "", "")
		ts, _ := got["ts"].(string)
		if ts == "" {
			ts = got["message_ts"].(string)
		}
		return ts
	}
	ts := post("chat.postMessage", o{})
	id, err := s.Press(stubtest.Asha, stubtest.General, ts, "Press")
	if err != nil {
		t.Fatal(err)
	}
	p := s.Delivery(id).Payload
	for path, want := range map[string]string{"type": "block_actions", "user.id": stubtest.Asha, "container.message_ts": ts, "channel.id": stubtest.General, "message.ts": ts, "team.id": s.Team()} {
		if got := field(t, p, path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	var pressed struct {
		Actions []struct {
			ActionID string `json:"action_id"`
			BlockID  string `json:"block_id"`
			Value    string
			ActionTS string                 `json:"action_ts"`
			Selected struct{ Value string } `json:"selected_option"`
		}
	}
	if err := json.Unmarshal(p, &pressed); err != nil {
		t.Fatal(err)
	}
	if a := pressed.Actions[0]; a.ActionID != "a" || a.Value != "v1" || a.BlockID == "" || a.ActionTS == "" {
		t.Errorf("pressed %+v", a)
	}
	id, err = s.Choose(stubtest.Asha, stubtest.General, ts, "Which?", "Two")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(s.Delivery(id).Payload, &pressed); err != nil || pressed.Actions[0].Selected.Value != "2" {
		t.Errorf("chosen %+v, %v", pressed, err)
	}
	line := post("chat.postEphemeral", o{"user": stubtest.Asha})
	if _, err := s.Press(stubtest.Ben, stubtest.General, line, "a"); err == nil {
		t.Error("somebody pressed a button that they don't see")
	}
	id, err = s.Press(stubtest.Asha, stubtest.General, line, "a")
	if err != nil {
		t.Fatal(err)
	}
	if p := string(s.Delivery(id).Payload); !strings.Contains(p, `"is_ephemeral":true`) || strings.Contains(p, `"message":`) {
		t.Errorf("an ephemeral button tells %s", p)
	}
}

// answering acknowledges what comes with what do says, until the test ends.
func answering(t *testing.T, s *slackstub.Stub, do func(stubtest.Envelope) any) {
	app := stubtest.Connect(t, s)
	go func() {
		for {
			e, err := app.Read()
			if err != nil {
				return
			}
			app.Ack(e, do(e))
		}
	}()
}

func TestAFormIsMendedAndClosed(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	var submitted []byte
	answering(t, s, func(e stubtest.Envelope) any {
		if field(t, e.Payload, "type") != "view_submission" {
			return nil
		}
		submitted = e.Payload
		if field(t, e.Payload, "view.state.values.f.v.value") == "wrong" {
			return o{"response_action": "errors", "errors": o{"f": "Not that."}}
		}
		return nil
	})
	v := modal(o{"submit": plain("Send"), "private_metadata": "kept", "blocks": append(input(o{"type": "plain_text_input", "action_id": "v"}),
		o{"type": "input", "block_id": "g", "optional": true, "label": plain("Which"), "element": o{"type": "static_select", "action_id": "w",
			"options": l{o{"text": plain("A"), "value": "a"}}}})})
	_, got := stubtest.Call(t, s, s.BotToken(), "views.open", o{"trigger_id": press(t, s), "view": v})
	refused(t, got, "", "")
	ctx, id := within(t), s.Views(stubtest.Asha)[0].ID
	send := func(values map[string]string) slackstub.Outcome {
		t.Helper()
		out, err := s.Submit(ctx, stubtest.Asha, id, values)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if out := send(map[string]string{"Field": " "}); out.Errors["f"] == "" || out.Delivery.ID != "" {
		t.Errorf("an empty field: %+v, want Slack itself to refuse it", out)
	}
	if out := send(map[string]string{"Field": "wrong"}); out.Errors["f"] != "Not that." || out.Closed {
		t.Errorf("a mistake: %+v", out)
	}
	if out := send(map[string]string{"v": "right", "Which": "A"}); !out.Closed || len(out.Errors) > 0 {
		t.Errorf("mended: %+v", out)
	}
	for path, want := range map[string]string{"view.private_metadata": "kept", "view.state.values.g.w.selected_option.value": "a", "view.id": id, "user.id": stubtest.Asha} {
		if got := field(t, submitted, path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if len(s.Views(stubtest.Asha)) != 0 {
		t.Error("the window is still open")
	}
}

func TestAFormThatNobodyTakesStays(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{AckWait: 20 * time.Millisecond})
	_, got := stubtest.Call(t, s, s.BotToken(), "views.open", o{"trigger_id": press(t, s), "view": modal(o{"submit": plain("Send")})})
	refused(t, got, "", "")
	out, err := s.Submit(within(t), stubtest.Asha, s.Views(stubtest.Asha)[0].ID, nil)
	if err != nil || out.Failed == "" || out.Closed {
		t.Errorf("%+v, %v", out, err)
	}
}

func TestErrorsMustNameFields(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	answering(t, s, func(e stubtest.Envelope) any {
		if e.Type == slackstub.SlashCommands {
			return nil
		}
		return o{"response_action": "errors", "errors": o{"nothing": "x"}}
	})
	_, got := stubtest.Call(t, s, s.BotToken(), "views.open", o{"trigger_id": press(t, s),
		"view": modal(o{"submit": plain("Send"), "blocks": input(o{"type": "plain_text_input", "action_id": "v"})})})
	refused(t, got, "", "")
	out, err := s.Submit(within(t), stubtest.Asha, s.Views(stubtest.Asha)[0].ID, map[string]string{"f": "x"})
	if err != nil || !strings.Contains(out.Delivery.Failed, "no input block is named nothing") {
		t.Errorf("%+v, %v", out, err)
	}
}

func TestACommandIsAnsweredThroughItsAddress(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	id, err := s.Slash(stubtest.Asha, stubtest.Elsewhere, "/hearth", "who?")
	if err != nil {
		t.Fatal(err)
	}
	to := field(t, s.Delivery(id).Payload, "response_url")
	post := func(body string) int {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, to, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		return res.StatusCode
	}
	for range 5 {
		if status := post(`{"text":"I answer you alone","response_type":"ephemeral"}`); status != http.StatusOK {
			t.Fatalf("HTTP %d", status)
		}
	}
	if status := post(`{"text":"once more"}`); status != http.StatusNotFound {
		t.Errorf("HTTP %d for the sixth use, want 404", status)
	}
	if w := s.Whispered(stubtest.Asha); len(w) != 5 || w[0].Channel != stubtest.Elsewhere || len(s.Said(stubtest.Elsewhere)) != 0 {
		t.Errorf("whispered %v", w)
	}
	id, err = s.Slash(stubtest.Asha, stubtest.Elsewhere, "/hearth", "")
	if err != nil {
		t.Fatal(err)
	}
	to = field(t, s.Delivery(id).Payload, "response_url")
	s.Advance(30*time.Minute + time.Second)
	if status := post(`{"text":"late"}`); status != http.StatusNotFound {
		t.Errorf("HTTP %d after half an hour, want 404", status)
	}
}

func TestAnAcknowledgementMayAnswerACommand(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	answering(t, s, func(stubtest.Envelope) any { return o{"text": "Looking"} })
	if _, err := s.Slash(stubtest.Asha, stubtest.General, "/hearth", "who?"); err != nil {
		t.Fatal(err)
	}
	if err := s.Wait(within(t), func() bool { return len(s.Whispered(stubtest.Asha)) == 1 }); err != nil {
		t.Fatal(err)
	}
}

func TestAnAssistantThreadHasItsParts(t *testing.T) {
	s, c := workspace(t, slackstub.Options{})
	channel, ts, err := s.StartAssistantThread(stubtest.Asha)
	if err != nil {
		t.Fatal(err)
	}
	call := func(method string, args o) o {
		args["channel_id"], args["thread_ts"] = channel, ts
		_, got := stubtest.Call(t, s, s.BotToken(), "assistant.threads."+method, args)
		return got
	}
	p := s.Deliveries()[0].Payload
	if field(t, p, "event.assistant_thread.thread_ts") != ts || field(t, p, "event.assistant_thread.user_id") != stubtest.Asha {
		t.Errorf("told %s", p)
	}
	five := repeat(5, func(int) any { return o{"title": "t", "message": "m"} })
	refused(t, call("setSuggestedPrompts", o{"prompts": five}), "invalid_arguments", "1 to 4")
	refused(t, call("setSuggestedPrompts", o{"prompts": five[:4]}), "", "")
	refused(t, call("setStatus", o{"status": "is looking"}), "", "")
	refused(t, call("setTitle", o{"title": "Pathway plans"}), "", "")
	at, _ := s.AssistantThread(channel, ts)
	if at.Status != "is looking" || at.Title != "Pathway plans" || len(at.Prompts) != 4 {
		t.Errorf("thread %+v", at)
	}
	if _, _, err := c.PostMessageContext(within(t), channel, text("Here"), inThread(ts)); err != nil {
		t.Fatal(err)
	}
	if at, _ := s.AssistantThread(channel, ts); at.Status != "" {
		t.Error("the status outlived the answer")
	}

	without, _ := workspace(t, slackstub.Options{NoThread: true})
	_, got := stubtest.Call(t, without, without.BotToken(), "assistant.threads.setStatus", o{"channel_id": without.DM(stubtest.Asha).ID, "thread_ts": "1.1", "status": "x"})
	refused(t, got, "not_allowed", "")
}

func TestAHomeTabIsOpenedAndPublished(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	if err := s.OpenHome(stubtest.Asha); err != nil {
		t.Fatal(err)
	}
	if p := s.Deliveries()[0].Payload; field(t, p, "event.tab") != "home" || field(t, p, "event.user") != stubtest.Asha {
		t.Errorf("told %s", p)
	}
	publish := func(hash string) o {
		_, got := stubtest.Call(t, s, s.BotToken(), "views.publish", o{"user_id": stubtest.Asha, "hash": hash,
			"view": o{"type": "home", "blocks": append(l{section("Your data")}, actions(button(nil))...)}})
		return got
	}
	refused(t, publish(""), "", "")
	h, _ := s.Home(stubtest.Asha)
	refused(t, publish(h.Hash), "", "")
	refused(t, publish(h.Hash), "hash_conflict", "")
	if !strings.Contains(h.Shown(), "Your data") {
		t.Errorf("the tab reads %q", h.Shown())
	}
	id, err := s.PressInView(stubtest.Asha, h.ID, "Press")
	if err != nil || field(t, s.Delivery(id).Payload, "container.view_id") != h.ID {
		t.Errorf("pressed in the tab: %v", err)
	}
}

func TestEveryTakenPayloadIsCaptured(t *testing.T) {
	var kinds []string
	s, err := slackstub.Start(t.Context(), slackstub.Options{Capture: func(kind string, v json.RawMessage) { kinds = append(kinds, kind+string(v)) }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	stubtest.Populate(s)
	for _, blocks := range []l{{o{"type": "divider"}}, {o{"type": "nonsense"}}} {
		stubtest.Call(t, s, s.BotToken(), "chat.postMessage", o{"channel": stubtest.General, "blocks": blocks})
	}
	if !slices.Equal(kinds, []string{`message[{"type":"divider"}]`}) {
		t.Errorf("captured %q, want what was taken, as it was sent", kinds)
	}
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	s, _ := workspace(t, slackstub.Options{})
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := s.Wait(ctx, func() bool { return false }); err != context.Canceled {
		t.Errorf("%v", err)
	}
}
