package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hearth/briefings"
	"hearth/briefings/audience"
	"hearth/storage/bolt"
)

// asks has somebody ask to be added, as a platform would.
func asks(t *testing.T, dir, id, name, email string) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(dir, "hearth.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = audience.New(db, audience.Options{}).Ask(t.Context(), briefings.Link{Platform: "slack", Workspace: "T1", ID: id}, name, email)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestRequestsAreDecidedAtTheTerminal(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	t.Setenv("HEARTH_DATA", dir)
	id := func(name string) string {
		t.Helper()
		m := regexp.MustCompile(`(?m)^([0-9a-f]{16}) .*` + name).FindStringSubmatch(hearth(t, "member", "requests"))
		if m == nil {
			t.Fatalf("nobody called %q is waiting: %s", name, hearth(t, "member", "requests"))
		}
		return m[1]
	}
	hearth(t, "member", "add", "--name", "Jane Smith", "--email", "jane@a.gov.uk")
	asks(t, dir, "U1", "Jane Smith", "")
	asks(t, dir, "U2", "Cllr Bob Moor (Lab)", "bob@a.gov.uk")
	asks(t, dir, "U3", "", "")

	list := hearth(t, "member", "requests")
	if !strings.Contains(list, "hearth member approve "+id("Jane Smith")+" --as ") || !strings.Contains(list, "no name given on slack") {
		t.Errorf("got\n%s", list)
	}
	if out := hearth(t, "member", "approve", id("Jane Smith"), "--as", "jane@a.gov.uk"); !strings.Contains(out, "link     slack T1 U1\n") || !strings.Contains(out, "jane@a.gov.uk") {
		t.Errorf("got\n%s", out)
	}
	if out := hearth(t, "member", "approve", id("Bob Moor"), "--role", "member,officer"); !strings.Contains(out, "name     Bob Moor\n") || !strings.Contains(out, "roles    member, officer\n") || !strings.Contains(out, "slack T1 U2") {
		t.Errorf("got\n%s", out)
	}
	last := id("no name given")
	if out := hearth(t, "member", "decline", last); out != last+" is declined and forgotten.\n" {
		t.Errorf("got %q", out)
	}
	if out := hearth(t, "member", "requests"); out != "Nobody is waiting.\n" {
		t.Errorf("got %q", out)
	}
}

// Looking, and planning, makes no data folder.
func TestLookingAtMembersLeavesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	t.Setenv("HEARTH_DATA", dir)
	hearth(t, "member", "list")
	hearth(t, "member", "requests")
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"member", "import", "-"}, env{strings.NewReader("Name,Ward\nJane Smith,Dale\n"), &out, &errs}); code != exitDone {
		t.Errorf("code %d: %s", code, errs.String())
	}
	if !strings.Contains(out.String(), "1 new") || !strings.Contains(errs.String(), "nothing was changed") {
		t.Errorf("got\n%s%s", out.String(), errs.String())
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a data folder was made: %v", err)
	}
}
