package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

func TestHealthcheck(t *testing.T) {
	t.Setenv("HEARTH_DATA", filepath.Join(t.TempDir(), "data"))
	check := func(address string) outcome {
		t.Setenv("HEARTH_WEB", strings.TrimPrefix(address, "http://"))
		return client(t.Context(), disk{}, strings.NewReader(""), "healthcheck")
	}
	other := func(status int, says string) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/readyz" || r.Header.Get("X-Forwarded-For") != "" {
				t.Errorf("asked for %s", r.URL)
			}
			w.WriteHeader(status)
			_, _ = w.Write([]byte(says)) // the test sees what arrived
		}))
		t.Cleanup(s.Close)
		return s.URL
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	c := served(t, filepath.Join(t.TempDir(), "data"))
	for what, tc := range map[string]struct {
		at       string
		code     exit
		out, low string
	}{
		"a hearth that serves is ready":            {c.address(t), exitDone, "ok   records: can be read\n", ""},
		"one that can't read its records is not":   {other(503, "bad  records: can't be read\n"), exitFailed, "bad  records: can't be read\n", "hearth is not ready"},
		"where nobody listens there is none":       {gone.URL, exitFailed, "", "no hearth answers at 127.0.0.1:"},
		"another program is no hearth":             {other(200, "welcome"), exitFailed, "", "is no hearth"},
		"nor is one that sends people on":          {other(302, ""), exitFailed, "", "is no hearth"},
		"all addresses are asked on this machine":  {"0.0.0.0:" + port(c.address(t)), exitDone, "ok   records: can be read\n", ""},
		"no host stands for all of this machine's": {":" + port(c.address(t)), exitDone, "ok   records: can be read\n", ""},
	} {
		got := check(tc.at)
		if got.code != tc.code || !strings.HasPrefix(got.out, tc.out) || !strings.Contains(got.low, tc.low) {
			t.Errorf("%s: got %v", what, got)
		}
	}
	c.stop(t)
}

func port(address string) string { return address[strings.LastIndex(address, ":")+1:] }
