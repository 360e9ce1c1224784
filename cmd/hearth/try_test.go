package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
)

// What is tried is one address, and nothing of it stays.
func TestWhatIsTriedIsOneAddressAndLeavesNothing(t *testing.T) {
	for platform, usual := range map[string]string{"slack": "8090", "teams": "8091"} {
		t.Run(platform, func(t *testing.T) { tryOut(t, platform, usual) })
	}
}

func tryOut(t *testing.T, platform, usual string) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	t.Setenv("HEARTH_SLACK_BOT_TOKEN", "xoxb-1-2-realone") // the council's own workspace is left alone
	t.Setenv("HEARTH_SLACK_APP_TOKEN", "xapp-1-2-realone")
	t.Setenv("HEARTH_TEAMS_APP_ID", "12345678-2222-4333-8444-555555555555")
	t.Setenv("HEARTH_TEAMS_APP_PASSWORD", "realone")
	t.Setenv("HEARTH_TEAMS_TENANT", "99999999-8888-4777-8666-555555555555")
	taken, err := net.Listen("tcp", "127.0.0.1:"+usual)
	if err == nil {
		defer taken.Close()
	}
	ctx, stop := context.WithCancel(t.Context())
	said, out := io.Pipe()
	var low bytes.Buffer
	ended := make(chan exit, 1)
	go func() {
		ended <- run(ctx, []string{platform, "try"}, env{strings.NewReader(""), out, &low})
		out.Close()
	}()
	line, err := bufio.NewReader(said).ReadString('\n')
	address, ok := strings.CutPrefix(line, "Open http://127.0.0.1:")
	port, _, more := strings.Cut(address, " in your browser and pick who you are.")
	if err != nil || !ok || !more || port == usual {
		t.Fatalf("it says %q (%v)", line, err)
	}
	got, err := http.Get("http://127.0.0.1:" + port + "/")
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(got.Body)
	got.Body.Close()
	for _, name := range []string{"Ann Example", "Olu Officer", "Sam Stranger", "Gus Guest"} {
		if err != nil || got.StatusCode != http.StatusOK || !strings.Contains(string(b), name) {
			t.Errorf("the page doesn't offer %s: %s, %v\n%s", name, got.Status, err, b)
		}
	}
	stop()
	if code := <-ended; code != exitDone {
		t.Errorf("it ended with %d:\n%s", code, low.String())
	}
	if strings.Contains(low.String(), "realone") || strings.Contains(low.String(), "stubstub") || strings.Contains(low.String(), "stub~") {
		t.Errorf("it tells a token:\n%s", low.String())
	}
	left, err := os.ReadDir(tmp)
	if err != nil || len(left) > 0 {
		t.Errorf("it left %v (%v)", left, err)
	}
}
