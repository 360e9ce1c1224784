package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"hearth/bot/teams/teamsstub"
	teamstest "hearth/bot/teams/teamsstub/stubtest"
	"hearth/briefings"
	"hearth/cmd/hearth/internal/app"
)

// A hearth that is killed again and again while Teams throttles it and tells it
// everything twice loses no question. Teams can't be asked what stands there, so a
// reply may come twice where a kill fell between its posting and its record; else
// there is one.
func TestKillInTeams(t *testing.T) {
	if testing.Short() {
		t.Skip("it kills a process again and again")
	}
	const members, kills, each = 8, 2, 2
	dir, stub := furnished(t), teamstest.Start(t, teamsstub.Options{})
	var people []string
	house(t, dir, func(h *app.House) {
		for n := range members {
			id, email := fmt.Sprintf("29:member%d", n), fmt.Sprintf("member%d@council.example", n)
			stub.AddUser(teamsstub.User{ID: id, Name: id, Email: email})
			people = append(people, id)
			if _, err := h.Members.Add(t.Context(), "the test", briefings.Member{Name: id, Email: email, Roles: []briefings.Role{briefings.RoleMember}}); err != nil {
				t.Fatal(err)
			}
		}
	})
	t.Setenv("HEARTH_TEAMS_APP_ID", stub.App())
	t.Setenv("HEARTH_TEAMS_APP_PASSWORD", stub.Password())
	t.Setenv("HEARTH_TEAMS_TENANT", stub.Tenant())
	t.Setenv("HEARTH_TEAMS_CLOUD", strings.Join([]string{stub.TokenURL(), stub.MetadataURL(), stub.Issuer(), stub.ServiceURL()}, " "))

	// standing counts what hearth has said to members in all.
	standing := func() (n int) {
		for _, who := range people {
			n += len(stub.Posted(stub.Chat(who).ID))
		}
		return n
	}
	until := func(what string, is func() bool) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
		defer cancel()
		if err := stub.Wait(ctx, is); err != nil {
			t.Fatalf("%s never came: %v", what, err)
		}
	}
	asked := map[string][]string{} // deliveries by the person
	n := 0
	var c *child
	for round := range kills + 1 {
		c = served(t, dir)
		stub.SendTo(strings.TrimSuffix(c.address(t), "/") + app.TeamsPath)
		before := standing()
		stub.Break(teamsstub.Fault{Op: teamsstub.Send, Times: 2, Status: http.StatusTooManyRequests, RetryAfter: time.Second})
		for range each {
			for _, who := range people {
				n++
				_, delivery, err := stub.Say(who, "", "", fmt.Sprintf("What must the local offer for care leavers cover in year %d?", 2000+n))
				if err != nil {
					t.Fatal(err)
				}
				asked[who] = append(asked[who], delivery)
			}
		}
		if round == kills {
			break
		}
		until("the first replies", func() bool { return standing() > before+2 })
		c.kill(t)
	}
	// What a killed process did not take is told again, and what it took is told twice.
	for _, deliveries := range asked {
		for _, d := range deliveries {
			if status, err := stub.Again(t.Context(), d); err != nil || status/100 != 2 {
				t.Fatalf("told again: %d, %v", status, err)
			}
		}
	}
	until("all replies", func() bool { return standing() >= n+members }) // each was greeted, too
	listen := strings.TrimPrefix(strings.TrimSuffix(c.address(t), "/"), "http://")
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	for says := ""; !strings.Contains(says, "nobody waits"); { // what came twice is counted above, too
		var err error
		if _, says, err = app.AskReady(ctx, listen); err != nil {
			t.Fatal(err)
		}
	}
	c.stop(t)
	replies, hellos := 0, 0
	for _, who := range people {
		mine := stub.Posted(stub.Chat(who).ID)
		greeted := len(slices.DeleteFunc(slices.Clone(mine), func(m teamsstub.Message) bool { return !strings.Contains(string(m.Raw), "I am not a person") }))
		hellos += greeted
		replies += len(mine) - greeted
		if got, want := len(mine)-greeted, len(asked[who]); got < want || greeted < 1 {
			t.Errorf("%s has %d replies to %d questions, and was greeted %d times", who, got, want, greeted)
		}
	}
	// In each conversation one turn at most is begun when a kill falls, and it has two
	// messages at most.
	if doubled := replies + hellos - n - members; doubled > 2*kills*members {
		t.Errorf("%d came twice, after %d kills", doubled, kills)
	}
	t.Logf("%d questions of %d members, %d kills: %d replies, %d greetings", n, members, kills, replies, hellos)
}
