package main

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"hearth/bot/chat"
	"hearth/bot/web"
	"hearth/briefings"
	"hearth/cmd/hearth/internal/app"
)

// house opens a data folder as a serving hearth does, for as long as fn runs.
func house(t testing.TB, dir string, fn func(*app.House)) {
	t.Helper()
	shared, err := app.Share(t.Context(), app.Options{Dir: dir, Zone: time.UTC, Version: release, Command: "a test"})
	if err != nil {
		t.Fatal(err)
	}
	h, err := shared.House(t.Context(), chat.Watch{})
	if err == nil {
		fn(h)
	}
	if again := shared.Close(); err != nil || again != nil {
		t.Fatal(err, again)
	}
}

// councillor adds a member and gives a link that signs them in.
func councillor(t testing.TB, h *app.House, name string, roles ...briefings.Role) string {
	t.Helper()
	m, err := h.Members.Add(t.Context(), "the test", briefings.Member{Name: name, Roles: roles})
	if err != nil {
		t.Fatal(err)
	}
	link, err := web.NewLinks(h.Shared.Store(), &url.URL{Scheme: "http", Host: "localhost"}, time.Now).Link(t.Context(), m.ID)
	if err != nil {
		t.Fatal(err)
	}
	return link
}

// address is where a child serves its pages.
func (c *child) address(t testing.TB) string {
	t.Helper()
	_, at, ok := strings.Cut(c.said.Text(), " at ")
	if !ok {
		t.Fatalf("it says %q", c.said.Text())
	}
	return at
}

var (
	saysFinished = regexp.MustCompile(`(\d+) questions? (?:was|were) finished`)
	saysLeft     = regexp.MustCompile(`(\d+) questions? (?:was|were) left for the next start`)
)

func number(t testing.TB, says *regexp.Regexp, in string) int {
	t.Helper()
	m := says.FindStringSubmatch(in)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A hearth that is told to stop while members wait finishes what it has begun,
// says so, and leaves the rest to the next start: nobody's question is lost, and
// nobody is answered twice.
func TestStoppingFinishesWhatIsBegunAndSaysSo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	t.Setenv("HEARTH_DATA", dir)
	hearth(t, "knowledge", "add", "--starter")
	var link string
	house(t, dir, func(h *app.House) { link = councillor(t, h, "Ann Example", briefings.RoleMember) })

	c := served(t, dir)
	v := signedIn(t, c.address(t), link)
	const many = 120
	var sent sync.WaitGroup
	taken := make(chan int, many)
	for n := range many {
		sent.Go(func() {
			form := url.Values{"thread": {id(n)}, "turn": {id(n)}, "text": {fmt.Sprintf("What must the local offer for care leavers cover in year %d?", 2000+n)}}
			got, err := v.client.PostForm(v.base+"/ask", form)
			if err != nil {
				return // it came after the pages had closed
			}
			defer got.Body.Close()
			if got.StatusCode == http.StatusOK {
				taken <- n
			}
		})
	}
	<-taken // the first is answered, and the others stand in line
	began := time.Now()
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	var rest strings.Builder
	for c.said.Scan() {
		rest.WriteString(c.said.Text() + "\n")
	}
	if err := c.Wait(); err != nil {
		t.Fatalf("it ended with %v:\n%s", err, rest.String())
	}
	if took := time.Since(began); took > app.StopWithin+time.Second {
		t.Errorf("it took %v to stop", took)
	}
	sent.Wait()
	finished, left := number(t, saysFinished, rest.String()), number(t, saysLeft, rest.String())
	t.Logf("it says: %s", strings.TrimSpace(rest.String()))
	if finished == 0 || left == 0 {
		t.Errorf("%d were finished, %d left, and it says\n%s", finished, left, rest.String())
	}

	// The next start answers what was left.
	var waits int
	house(t, dir, func(h *app.House) {
		var err error
		if _, waits, err = h.Ledger.Oldest(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
	if waits != left {
		t.Errorf("it said that %d were left, and %d are", left, waits)
	}
	again := served(t, dir)
	v.base = again.address(t) // a browser's cookies know no port
	for n := range many {
		got, err := v.client.Get(v.base + "/talk/" + id(n))
		if err != nil {
			t.Fatal(err)
		}
		_ = got.Body.Close()
		if got.StatusCode == http.StatusNotFound {
			continue // it was not taken, and whoever sent it was told
		}
		page := v.answered(t, n)
		if said := strings.Count(page, `class="message"`); said == 0 {
			t.Errorf("question %d has no reply:\n%s", n, page)
		}
	}
	again.stop(t)
	if _, err := os.Stat(filepath.Join(dir, "hearth.sock")); err == nil {
		t.Error("the socket stays")
	}
}
