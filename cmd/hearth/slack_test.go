package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearth/bot/slack/slackstub"
	"hearth/bot/slack/slackstub/stubtest"
	"hearth/briefings"
	"hearth/cmd/hearth/internal/app"
)

// A workplace is a Slack workspace with members in it, and a serving hearth in a
// process of its own.
type workplace struct {
	*slackstub.Stub
	dir    string
	signed bool // hearth is told by signed requests; else by Socket Mode
	people []string
	hearth *child
}

// openWorkplace founds one with a number of members; hearth does not serve yet.
func openWorkplace(t *testing.T, people int, signed bool) *workplace {
	t.Helper()
	w := &workplace{dir: furnished(t), signed: signed, Stub: stubtest.Start(t, slackstub.Options{AckWait: 5 * time.Second})}
	house(t, w.dir, func(h *app.House) {
		for n := range people {
			id, email := fmt.Sprintf("U%04d", n), fmt.Sprintf("member%d@council.example", n)
			w.AddUser(slackstub.User{ID: id, Name: id, RealName: "Member", Email: email})
			w.people = append(w.people, id)
			if _, err := h.Members.Add(t.Context(), "the test", briefings.Member{Name: "Member " + id, Email: email, Roles: []briefings.Role{briefings.RoleMember}}); err != nil {
				t.Fatal(err)
			}
		}
	})
	t.Setenv("HEARTH_SLACK_BOT_TOKEN", w.BotToken())
	t.Setenv("HEARTH_SLACK_API", w.API())
	if signed {
		t.Setenv("HEARTH_SLACK_SIGNING_SECRET", w.SigningSecret())
	} else {
		t.Setenv("HEARTH_SLACK_APP_TOKEN", w.AppToken())
	}
	return w
}

// serve starts hearth and waits until it hears.
func (w *workplace) serve(t *testing.T) {
	t.Helper()
	w.hearth = served(t, w.dir)
	if w.signed {
		at := strings.TrimSuffix(w.hearth.address(t), "/") + "/slack/"
		if err := w.SendTo(t.Context(), slackstub.Endpoints{Events: at + "events", Interactive: at + "interactive", Commands: at + "commands"}); err != nil {
			t.Fatal(err)
		}
		return
	}
	w.until(t, "hearth's connection", func() bool { return w.Sockets() > 0 })
}

func (w *workplace) until(t *testing.T, what string, is func() bool) {
	t.Helper()
	if !w.within(t, 90*time.Second, is) {
		t.Fatalf("%s never came", what)
	}
}

// within waits until something is so, looking after every change in the workspace.
func (w *workplace) within(t *testing.T, d time.Duration, is func() bool) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	return w.Wait(ctx, is) == nil
}

// tellAgain has hearth told again of what it has not acknowledged, under another
// event's id where Slack would wait for minutes.
func (w *workplace) tellAgain(t *testing.T) {
	t.Helper()
	if !w.signed {
		w.Redeliver()
		return
	}
	for _, d := range w.Deliveries() {
		var of struct {
			Event struct{ Channel, TS string }
		}
		if d.Acked || json.Unmarshal(d.Payload, &of) != nil || of.Event.TS == "" {
			continue
		}
		if _, err := w.Tell(of.Event.Channel, of.Event.TS, "message"); err != nil {
			t.Fatal(err)
		}
	}
}

// replies counts the whole replies in somebody's direct message, by the turn.
func (w *workplace) replies(person string) map[string]int {
	out := map[string]int{}
	for _, m := range w.Said(w.DM(person).ID) {
		var meta struct {
			Payload struct {
				Key  string `json:"key"`
				Part int    `json:"part"`
			} `json:"event_payload"`
		}
		if json.Unmarshal(m.Metadata, &meta) == nil && meta.Payload.Part <= 1 {
			out[meta.Payload.Key]++
		}
	}
	return out
}

// A hearth that is killed again and again while Slack throttles it, loses what it
// said and tells it everything twice answers each question once.
func TestKillInSlack(t *testing.T) {
	if testing.Short() {
		t.Skip("it kills a process again and again")
	}
	for name, signed := range map[string]bool{"by Socket Mode": false, "by signed requests": true} {
		t.Run(name, func(t *testing.T) {
			w := openWorkplace(t, 8, signed)
			asked := map[string][]string{}
			kills, each := 2, 2
			if os.Getenv("HEARTH_TEST_LONG") != "" {
				kills = 3
			}
			n := 0
			for round := range kills + 1 {
				w.serve(t)
				before := w.standing()
				w.Break(slackstub.Fault{Method: "chat.postMessage", Times: 2, Taken: true, Drop: true})
				w.Break(slackstub.Fault{Method: "chat.postMessage", Times: 2, Status: http.StatusTooManyRequests, RetryAfter: time.Second})
				w.Break(slackstub.Fault{Method: "users.info", Status: http.StatusTooManyRequests, RetryAfter: time.Second})
				for range each {
					for _, who := range w.people {
						n++
						ts, err := w.Say(who, w.DM(who).ID, "", fmt.Sprintf("What must the local offer for care leavers cover in year %d?", 2000+n))
						if err != nil {
							t.Fatal(err)
						}
						asked[who] = append(asked[who], ts)
						if n%5 == 0 { // as Slack has done, under another event's id
							if _, err := w.Tell(w.DM(who).ID, ts, "message"); err != nil {
								t.Fatal(err)
							}
						}
					}
				}
				if round == kills {
					break
				}
				w.until(t, "the first replies", func() bool { return w.standing() > before+2 })
				w.hearth.kill(t)
				if !signed {
					w.until(t, "the end of the connection", func() bool { return w.Sockets() == 0 })
				}
			}
			w.tellAgain(t)
			all := func() bool {
				for who, turns := range asked {
					if replies := w.replies(who); len(missing(w, who, turns, replies)) > 0 {
						return false
					}
				}
				return true
			}
			if !w.within(t, 90*time.Second, all) {
				for who, turns := range asked {
					if m := missing(w, who, turns, w.replies(who)); len(m) > 0 {
						t.Errorf("%s has no reply to %v", who, m)
					}
				}
			}
			for who := range asked {
				hellos := 0
				for key, times := range w.replies(who) {
					if times != 1 {
						t.Errorf("%s stands there %d times", key, times)
					}
					if strings.HasSuffix(key, "/hello") {
						hellos++
					}
				}
				if hellos != 1 {
					t.Errorf("%s was greeted %d times", who, hellos)
				}
			}
			t.Logf("%d questions of %d members, %d kills", n, len(w.people), kills)
			w.hearth.stop(t)
		})
	}
}

func missing(w *workplace, who string, turns []string, replies map[string]int) (out []string) {
	for _, ts := range turns {
		if replies[fmt.Sprintf("slack/%s/%s/%s/reply", w.Team(), w.DM(who).ID, ts)] == 0 {
			out = append(out, ts)
		}
	}
	return out
}

// standing counts what hearth has said to members in all.
func (w *workplace) standing() (n int) {
	for _, who := range w.people {
		n += len(w.Said(w.DM(who).ID))
	}
	return n
}

// What Slack tells hearth while its disk is full is not acknowledged, and is
// answered once there is room again.
func TestFullDiskInSlack(t *testing.T) {
	for name, signed := range map[string]bool{"by Socket Mode": false, "by signed requests": true} {
		t.Run(name, func(t *testing.T) {
			w := openWorkplace(t, 1, signed)
			w.serve(t)
			who := w.people[0]
			room := full(t, w.hearth.Process.Pid)
			ts, err := w.Say(who, w.DM(who).ID, "", "What must the local offer for care leavers cover?")
			if err != nil {
				t.Fatal(err)
			}
			w.until(t, "the first telling", func() bool { return w.told(ts) != nil && !w.told(ts).Attempts[0].Sent.IsZero() && w.refused(ts) })
			if w.told(ts).Acked {
				t.Error("what could not be kept was acknowledged")
			}
			room()
			w.tellAgain(t)
			w.until(t, "the reply", func() bool {
				return len(missing(w, who, []string{ts}, w.replies(who))) == 0
			})
			w.hearth.stop(t)
		})
	}
}

// refused tells whether a first telling ended without being acknowledged.
func (w *workplace) refused(ts string) bool {
	d := w.told(ts)
	if w.signed {
		return d.Attempts[0].Status == http.StatusServiceUnavailable
	}
	return len(d.Attempts) > 1 // the workspace waited for it in vain
}

// told is how a message was told of first.
func (w *workplace) told(ts string) *slackstub.Delivery {
	all := w.Deliveries()
	i := slices.IndexFunc(all, func(d slackstub.Delivery) bool {
		return strings.Contains(string(d.Payload), `"`+ts+`"`) && len(d.Attempts) > 0
	})
	if i < 0 {
		return nil
	}
	return &all[i]
}

// What a workspace of 200 channels asks of hearth at its busiest: the figures go to
// the log. None is lost, none answered twice.
func TestLoadInSlack(t *testing.T) {
	if os.Getenv("HEARTH_TEST_LONG") == "" {
		t.Skip("HEARTH_TEST_LONG=1 runs it, and with HEARTH_TEST_LOAD=1 for a minute")
	}
	for name, signed := range map[string]bool{"by Socket Mode": false, "by signed requests": true} {
		t.Run(name, func(t *testing.T) {
			const rate, burst = 20, 300
			seconds := 15
			if os.Getenv("HEARTH_TEST_LOAD") != "" {
				seconds = 60
			}
			w := openWorkplace(t, 200, signed)
			w.serve(t)
			asked := map[string][]string{}
			said := map[string]time.Time{}
			n := 0
			say := func() {
				who := w.people[n%len(w.people)]
				n++
				ts, err := w.Say(who, w.DM(who).ID, "", fmt.Sprintf("What must the local offer for care leavers cover in year %d?", 2000+n))
				if err != nil {
					t.Fatal(err)
				}
				asked[who], said[w.DM(who).ID+ts] = append(asked[who], ts), time.Now()
			}
			before := resident(t, w.hearth.Cmd)
			tick := time.NewTicker(time.Second / rate)
			defer tick.Stop()
			for range rate * seconds {
				<-tick.C
				say()
			}
			for range burst {
				say()
			}
			all := func() bool {
				for who, turns := range asked {
					if len(missing(w, who, turns, w.replies(who))) > 0 {
						return false
					}
				}
				return true
			}
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
			defer cancel()
			look := time.NewTicker(time.Second / 4) // seldom, as looking takes what hearth needs
			defer look.Stop()
			for !all() {
				select {
				case <-ctx.Done():
					t.Fatal("some were never answered")
				case <-look.C:
				}
			}
			var acks, waits []time.Duration
			again := 0
			for _, d := range w.Deliveries() {
				if d.Acked {
					acks = append(acks, d.Latency())
				}
				again += len(d.Attempts) - 1
			}
			for who := range asked {
				for key, times := range w.replies(who) {
					if times != 1 {
						t.Errorf("%s stands there %d times", key, times)
					}
				}
				for _, m := range w.Said(w.DM(who).ID) {
					if parts := strings.Split(string(m.Metadata), "/"); len(parts) > 4 && strings.HasPrefix(parts[4], "reply") {
						waits = append(waits, m.At.Sub(said[parts[2]+parts[3]]))
					}
				}
			}
			if len(acks) < n {
				t.Errorf("%d of %d were acknowledged", len(acks), n)
			}
			t.Logf("%d messages in %d channels: acknowledged p50 %v, p99 %v, longest %v; answered p50 %v, p99 %v, longest %v; %d told again; memory %d MB before, %d MB after",
				n, len(w.people), at(acks, 50), at(acks, 99), at(acks, 100), at(waits, 50), at(waits, 99), at(waits, 100), again, before, resident(t, w.hearth.Cmd))
			w.hearth.stop(t)
		})
	}
}

func at(all []time.Duration, percent int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[(len(all)-1)*percent/100].Round(100 * time.Microsecond)
}

// resident is a process's memory in MB, its mapped files apart.
func resident(t *testing.T, of *exec.Cmd) int {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", of.Process.Pid))
	if err != nil {
		t.Skip("this system doesn't tell a process's memory")
	}
	for line := range strings.Lines(string(b)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "RssAnon:" {
			kb, err := strconv.Atoi(fields[1])
			if err != nil {
				t.Fatal(err)
			}
			return kb / 1024
		}
	}
	return 0
}
