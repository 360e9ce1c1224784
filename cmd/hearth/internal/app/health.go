package app

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"hearth/bot/web"
	"hearth/cmd/hearth/internal/app/doctor"
	"hearth/storage"
)

const (
	// waitsLong is how old the oldest unanswered turn may be: well over the
	// fifteen seconds within which each has a reply.
	waitsLong = time.Minute
	// backupLate is how old the last good backup may be: two nights.
	backupLate = 50 * time.Hour
	// lookFor is how long looking may take.
	lookFor = 5 * time.Second
)

// A Look is one thing that was looked at.
type Look struct {
	What string // "the records"
	Says string // in a few words
	Bad  bool   // hearth can't do its work
	Late bool   // it can, but somebody must look
}

// Health looks at what serves.
type Health struct {
	shared  *Shared
	house   *House
	backups string
	also    []func() Look // what the platforms say of themselves
}

// Looks looks at everything.
func (h *Health) Looks(ctx context.Context) []Look {
	ctx, cancel := context.WithTimeout(ctx, lookFor)
	defer cancel()
	looks := []Look{h.records(ctx), h.index(), h.turns(ctx), {What: "web pages", Says: "served"}, h.backup(ctx)}
	for _, look := range h.also {
		looks = append(looks, look())
	}
	return looks
}

func (h *Health) records(ctx context.Context) Look {
	if err := h.shared.Store().View(ctx, func(storage.Tx) error { return nil }); err != nil {
		h.shared.o.Log.Error("the records can't be read", "err", err)
		return Look{What: "records", Says: "can't be read", Bad: true}
	}
	return Look{What: "records", Says: "can be read"}
}

func (h *Health) index() Look {
	if h.shared.broke.Load() != h.shared.mended.Load() {
		return Look{What: "index", Says: "is behind the records; the next question brings it up to date", Late: true}
	}
	return Look{What: "index", Says: "agrees with the records"}
}

func (h *Health) turns(ctx context.Context) Look {
	oldest, n, err := h.house.Ledger.Oldest(ctx)
	switch {
	case err != nil:
		return Look{What: "conversations", Says: "can't be read", Bad: true}
	case n == 0:
		return Look{What: "conversations", Says: "nobody waits"}
	}
	waits := h.shared.o.Now().Sub(oldest).Round(time.Second)
	return Look{What: "conversations", Says: fmt.Sprintf("%d unanswered, the oldest for %s", n, waits), Bad: waits > waitsLong}
}

func (h *Health) backup(ctx context.Context) Look {
	if h.backups == "" {
		return Look{What: "backup", Says: "none is made: HEARTH_BACKUP_DIR is not set", Late: true}
	}
	last, err := h.shared.App().LastBackup(ctx, h.backups)
	switch {
	case err != nil:
		return Look{What: "backup", Says: "when the last was made can't be read", Late: true}
	case last.IsZero():
		return Look{What: "backup", Says: "none is made yet", Late: true}
	}
	age := h.shared.o.Now().Sub(last)
	return Look{What: "backup", Says: fmt.Sprintf("the last good one is %.0f hours old", age.Hours()), Late: age > backupLate}
}

// register serves /healthz and /readyz. Both are for who runs the server: a
// request that came through a proxy, as the public's do, finds nothing there.
func (h *Health) register(site *Site) {
	site.Handle("GET /healthz", web.Anyone, inside(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintln(w, "ok") // whoever asked may be gone
	}))
	site.Handle("GET /readyz", web.Anyone, inside(func(w http.ResponseWriter, r *http.Request) {
		var b strings.Builder
		status := http.StatusOK
		for _, l := range h.Looks(r.Context()) {
			mark := "ok  "
			switch {
			case l.Bad:
				mark, status = "bad ", http.StatusServiceUnavailable
			case l.Late:
				mark = "look"
			}
			fmt.Fprintf(&b, "%s %s: %s\n", mark, l.What, l.Says)
		}
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, b.String())
	}))
}

// inside is a page of plain text for whoever runs the server.
func inside(serve http.HandlerFunc) web.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request, _ web.Visitor) error {
		if r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" {
			return storage.ErrNotFound
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		serve(w, r)
		return nil
	}
}

// askWithin bounds AskReady: a container's health check is given a few seconds.
const askWithin = lookFor + 2*time.Second

// AskReady asks the hearth that listens at an address of this machine whether it is
// ready, and what it says of itself.
func AskReady(ctx context.Context, listen string) (ready bool, says string, err error) {
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	at := doctor.Local(listen)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+at+"/readyz", nil)
	if err != nil {
		return false, "", err
	}
	client := &http.Client{Transport: &http.Transport{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	got, err := client.Do(r)
	if err != nil {
		return false, "", fmt.Errorf("no hearth answers at %s", at)
	}
	defer got.Body.Close()
	b, err := io.ReadAll(io.LimitReader(got.Body, 64<<10))
	if err != nil {
		return false, "", fmt.Errorf("the hearth at %s broke off", at)
	}
	if got.StatusCode != http.StatusOK && got.StatusCode != http.StatusServiceUnavailable || !strings.Contains(string(b), " records: ") {
		return false, "", fmt.Errorf("what answers at %s is no hearth", at)
	}
	return got.StatusCode == http.StatusOK, string(b), nil
}
