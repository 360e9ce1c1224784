package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"hearth/bot/console"
	"hearth/cmd/hearth/internal/app"
	"hearth/cmd/hearth/internal/config"
	"hearth/cmd/hearth/internal/line"
)

// an outcome is all that a command leaves at its terminal.
type outcome struct {
	code     exit
	out, low string
}

func (o outcome) String() string {
	return fmt.Sprintf("code %d\n--- standard output\n%s--- standard error\n%s", o.code, o.out, o.low)
}

// client runs a command in this process, which finds the serving hearth by
// HEARTH_DATA.
func client(ctx context.Context, files line.Files, stdin io.Reader, args ...string) outcome {
	var out, low bytes.Buffer
	sh := &shell{env: env{stdin, &out, &low}, files: files, edited: console.EditedLines}
	code := sh.run(ctx, args)
	return outcome{code, out.String(), low.String()}
}

// wellDone runs a command that must end with 0 and gives what it printed.
func wellDone(t *testing.T, args ...string) string {
	t.Helper()
	got := client(t.Context(), disk{}, strings.NewReader(""), args...)
	if got.code != exitDone {
		t.Fatalf("hearth %q: %v", args, got)
	}
	return got.out
}

// papers writes files of a few papers with ids of their own, and the files that
// commands are given.
func papers(t *testing.T) string {
	t.Helper()
	in := t.TempDir()
	for name, text := range map[string]string{
		"papers/allowance.md":      "---\nid: allowance\nshelf: public\ntitle: Fostering in Anytown\n---\nThe weekly allowance for foster carers is £250.\n",
		"papers/deep/pledge.md":    "---\nid: pledge\nshelf: members\n---\n# Pledge\n\nWe promise every child in our care a laptop.\n",
		"papers/deep/exempt.md":    "# NOT FOR PUBLICATION\n\nNames.\n",
		"papers/plan.txt":          "Care plans\n\nEvery child in our care has a care plan.\n",
		"papers/plan.txt.yaml":     "owner: Clerk\nshelf: public\n",
		"papers/bad.txt":           "Another plan\n\nEvery plan is read twice.\n",
		"papers/bad.txt.yaml":      "colour: red\n",
		"papers/broken.docx":       "PK\x03\x04 and no more",
		"papers/no \xff text.md":   "---\nid: bytes\nshelf: public\n---\n# Roads\n\nThe Board mended nine roads.\n",
		"papers/.hidden/secret.md": "---\nid: hidden\n---\nNobody looks here.\n",
		"more.jsonl":               "{\"id\":\"c1\",\"title\":\"Grants\",\"text\":\"The grant for leaving care is £3,000.\"}\nno line\n",
		"questions.jsonl":          "\ufeff{\"id\":\"q1\",\"question\":\"How much is the weekly allowance for foster carers?\"}\nHow much is the grant for leaving care?\n{\"id\":\"q3\"}\n",
		"queries.jsonl":            "{\"id\":\"q1\",\"text\":\"weekly allowance\"}\n{\"id\":\"q2\",\"text\":\"care plan\"}\n",
		"slip.jsonl":               "{\"id\":\"q1\",\"text\":\"weekly allowance\"}\nno query\n",
		"words.txt":                "[synonyms]\nallowance | zorkel\n",
		"slips.txt":                "[no such section]\n",
		"gold.jsonl":               "{\"id\":\"g1\",\"question\":\"How much is the weekly allowance for foster carers?\",\"kind\":\"amount\",\"status\":\"answered\",\"must_include\":[\"£250\"]}\n",
	} {
		path := filepath.Join(in, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("plan.txt", filepath.Join(in, "papers", "link.txt")); err != nil {
		t.Fatal(err)
	}
	return in
}

// What differs from one run to the next.
var varies = regexp.MustCompile(`"(added|took_us|p50_us|p95_us|p99_us|seconds|rss_anon_bytes|rss_file_bytes|index_bytes)":("[^"]*"|[0-9.e-]+)`)

func TestACommandIsTheSameThroughAServer(t *testing.T) {
	in := papers(t)
	t.Chdir(in) // names on the command line are the client's, relative ones too
	commands := []struct {
		stdin string
		args  []string
	}{
		{"", []string{"knowledge", "list"}},
		{"", []string{"ask", "How often does the Board meet?"}},
		{"", []string{"ask", "a girl in my ward says her stepdad hits her, what do I do"}},
		{"", []string{"knowledge", "add", "--id", "plan", "papers/plan.txt"}},
		{"", []string{"knowledge", "add", "papers", "nowhere.pdf"}},
		{"", []string{"knowledge", "add", "--json", "papers", "more.jsonl"}},
		{"", []string{"knowledge", "add", "--stats", "--shelf", "public", "more.jsonl"}},
		{"", []string{"knowledge", "add", "--id", "plan", "papers/plan.txt", "papers/bad.txt"}},
		{"", []string{"knowledge", "add", "--id", "other", "--shelf", "public", "papers/link.txt"}},
		{"", []string{"knowledge", "add", os.DevNull}},
		{"", []string{"knowledge", "list"}},
		{"", []string{"knowledge", "list", "--json"}},
		{"", []string{"knowledge", "show", "plan"}},
		{"", []string{"knowledge", "show", "nothing"}},
		{"", []string{"knowledge", "set", "pledge", "shelf=attic"}},
		{"", []string{"knowledge", "set", "pledge", "shelf=public"}},
		{"", []string{"ask", "How much is the weekly allowance for foster carers?"}},
		{"", []string{"ask", "--json", "--as", "officers", "What do we promise every child in our care?"}},
		{"", []string{"ask", "--previous", "How much is the weekly allowance?", "and for whom?"}},
		{"", []string{"ask", "--batch", "questions.jsonl"}},
		{"", []string{"ask", "--batch=" + filepath.Join(in, "questions.jsonl")}},
		{"How many roads did the Board mend?\n", []string{"ask", "--batch", "-"}},
		{"", []string{"ask", "--batch", "nowhere.jsonl"}},
		{"", []string{"search", "plan"}},
		{"", []string{"search", "--batch", "queries.jsonl", "--stats"}},
		{"", []string{"search", "--batch", "slip.jsonl"}},
		{"{\"id\":\"q1\",\"text\":\"weekly allowance\"}", []string{"search", "--batch", "-", "--format", "sentences", "-k", "2"}},
		{"How much is the grant for leaving care?\n/source 1\n/dance\n", []string{"chat"}},
		{"", []string{"council", "set", "police.phone=101", "front-door.phone=01642 000000"}},
		{"", []string{"council", "set", "colour=red"}},
		{"", []string{"council", "show"}},
		{"", []string{"ask", "a girl in my ward says her stepdad hits her, what do I do"}},
		{"", []string{"glossary", "check", "slips.txt"}},
		{"", []string{"glossary", "set", "slips.txt"}},
		{"", []string{"glossary", "set", "nowhere.txt"}},
		{"", []string{"glossary", "set", "words.txt"}},
		{"", []string{"ask", "How much is the weekly zorkel for foster carers?"}},
		{"", []string{"glossary", "export"}},
		{"", []string{"glossary", "reset"}},
		{"[synonyms]\nroads | lanes\n", []string{"glossary", "set", "-"}},
		{"", []string{"eval", "gold.jsonl"}},
		{"", []string{"eval", "nowhere.jsonl"}},
		{"", []string{"knowledge", "remove", "pledge", "bytes"}},
		{"", []string{"knowledge", "remove", "pledge"}},
		{"", []string{"knowledge", "rebuild"}},
		{"", []string{"knowledge", "check"}},
		{"", []string{"ask"}},
		{"", []string{"ask", "--as", "nobody", "What?"}},
		{"", []string{"knowledge"}},
		{"", []string{"version"}},
	}
	all := func(dir string) (out []string) {
		t.Setenv("HEARTH_DATA", dir)
		for _, c := range commands {
			got := client(t.Context(), disk{}, strings.NewReader(c.stdin), c.args...).String()
			out = append(out, varies.ReplaceAllString(strings.ReplaceAll(got, dir, "DATA"), `"$1":0`))
		}
		return out
	}
	want := all(filepath.Join(t.TempDir(), "data"))
	dir := filepath.Join(t.TempDir(), "data")
	server := served(t, dir)
	got := all(dir)
	for i, c := range commands {
		if got[i] != want[i] {
			t.Errorf("hearth %q: got\n%s\nwithout a server\n%s", c.args, got[i], want[i])
		}
	}
	// They went through it, or this would prove nothing: all but the last three,
	// and those with a slip that is seen before.
	if said := server.stop(t); said != fmt.Sprintf("hearth: stopped: %d commands ran\n", len(commands)-3) {
		t.Errorf("it says %q", said)
	}
}

// A halting disk stops at a file until it may go on.
type halting struct {
	disk
	at      string
	reached chan struct{}
	goOn    chan struct{}
}

func halt(at string) halting { return halting{disk{}, at, make(chan struct{}), make(chan struct{})} }

func (h halting) Open(name string) (app.File, error) {
	if filepath.Base(name) == h.at {
		close(h.reached)
		<-h.goOn
	}
	return h.disk.Open(name)
}

// three papers, of which the second is where a halting disk stops.
func three(t *testing.T) string {
	t.Helper()
	in := t.TempDir()
	for _, id := range []string{"one", "two", "three"} {
		text := fmt.Sprintf("---\nid: %s\nshelf: public\n---\n# Paper %s\n\nThe Board mended %s roads.\n", id, id, id)
		name := map[string]string{"one": "1.md", "two": "2.md", "three": "3.md"}[id]
		if err := os.WriteFile(filepath.Join(in, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return in
}

func TestAServerThatIsKilledIsToldAndNothingIsBroken(t *testing.T) {
	in, dir := three(t), filepath.Join(t.TempDir(), "data")
	t.Setenv("HEARTH_DATA", dir)
	server := served(t, dir)
	wellDone(t, "knowledge", "add", filepath.Join(in, "1.md"))
	files := halt("2.md")
	defer close(files.goOn)
	ended := make(chan outcome)
	go func() { ended <- client(t.Context(), files, strings.NewReader(""), "knowledge", "add", in) }()
	<-files.reached
	server.kill(t)
	want := outcome{exitFailed, "", "hearth: " + (&line.LostError{}).Plain() + "\nhint: " + (&line.LostError{}).Hint() + "\n"}
	if got := <-ended; got != want {
		t.Errorf("got %v\nwant %v", got, want)
	}
	if _, err := os.Lstat(filepath.Join(dir, "hearth.sock")); err != nil {
		t.Fatalf("the killed server left no socket, so the rest proves less: %v", err)
	}
	// Nobody listens there: the next command does its work itself.
	if got := wellDone(t, "knowledge", "check"); got != "All is sound: 1 document, and the index agrees with the records.\n" {
		t.Errorf("got %q", got)
	}
	server = served(t, dir)
	wellDone(t, "knowledge", "add", in)
	if got := wellDone(t, "knowledge", "check"); got != "All is sound: 3 documents, and the index agrees with the records.\n" {
		t.Errorf("got %q", got)
	}
	if got := server.stop(t); got != "hearth: stopped: 2 commands ran\n" {
		t.Errorf("it says %q", got)
	}
}

// servedHere serves the folder within this process, so that a test sees what
// becomes of each command's context.
func servedHere(t *testing.T, watch func(context.Context)) {
	t.Helper()
	cfg, err := config.Load()
	if err != nil {
		t.Fatal(err)
	}
	sh := &shell{env: env{strings.NewReader(""), io.Discard, io.Discard}, cfg: cfg, files: disk{}}
	shared, err := app.Share(t.Context(), sh.options())
	if err != nil {
		t.Fatal(err)
	}
	command := sh.answer(shared)
	commands, err := line.Listen(line.Options{Dir: cfg.Data, RunDir: cfg.RunDir, Hearth: release, Command: func(ctx context.Context, c *line.Call) int {
		watch(ctx)
		return command(ctx, c)
	}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := commands.Run(ctx)
		ended <- errors.Join(err, shared.Close())
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func TestCtrlCStopsTheAddAtTheServerAndKeepsWhatWasRead(t *testing.T) {
	in := three(t)
	t.Setenv("HEARTH_DATA", filepath.Join(t.TempDir(), "data"))
	stopped := make(chan struct{})
	var once sync.Once
	servedHere(t, func(ctx context.Context) {
		context.AfterFunc(ctx, func() { once.Do(func() { close(stopped) }) })
	})
	files := halt("2.md")
	ctx, ctrlC := context.WithCancel(t.Context())
	ended := make(chan outcome)
	go func() { ended <- client(ctx, files, strings.NewReader(""), "knowledge", "add", in) }()
	<-files.reached
	ctrlC()
	<-stopped
	close(files.goOn)
	got := <-ended
	if got.code != exitStopped || !strings.HasPrefix(got.low, "hearth: stopped: 1 paper is added and stays\n") {
		t.Errorf("got %v", got)
	}
	if !strings.Contains(got.out, "(one)") || strings.Contains(got.out, "2.md") || strings.Contains(got.out, "3.md") {
		t.Errorf("got %v", got)
	}
	if got := wellDone(t, "knowledge", "list"); strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, "one ") {
		t.Errorf("there is %q", got)
	}
}

// process starts a command in a process of its own.
func process(t *testing.T, stdin io.Reader, args ...string) (cmd *exec.Cmd, out io.Reader) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(exe, args...)
	cmd.Args[0], cmd.Stdin = "hearth", stdin
	out, err = cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

func TestAClientThatIsKilledHoldsUpNobody(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	t.Setenv("HEARTH_DATA", dir)
	server := served(t, dir)
	wellDone(t, "knowledge", "add", three(t))
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	cmd, out := process(t, r, "ask", "--batch", "-")
	if _, err := io.WriteString(w, "How many roads did the Board mend?\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil { // it is answered, and more may come
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	wellDone(t, "knowledge", "remove", "two")
	if got := server.stop(t); got != "hearth: stopped: 3 commands ran\n" {
		t.Errorf("it says %q", got)
	}
}

func TestClientsAreServedAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	t.Setenv("HEARTH_DATA", dir)
	server := served(t, dir)
	wellDone(t, "knowledge", "add", papersOnly(t, "allowance", "The weekly allowance for foster carers is £250."))
	want := wellDone(t, "ask", "How much is the weekly allowance for foster carers?")
	if !strings.Contains(want, "£250") {
		t.Fatalf("got %q", want)
	}
	// One adds, and halts in the midst of it; the others are answered meanwhile.
	files := halt("2.md")
	ended := make(chan outcome)
	in := three(t)
	go func() { ended <- client(t.Context(), files, strings.NewReader(""), "knowledge", "add", in) }()
	<-files.reached
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for range 5 {
				got := client(t.Context(), disk{}, strings.NewReader(""), "ask", "How much is the weekly allowance for foster carers?")
				if got != (outcome{exitDone, want, ""}) {
					t.Errorf("got %v", got)
				}
			}
		})
	}
	asking.Wait()
	close(files.goOn)
	if got := <-ended; got.code != exitDone {
		t.Errorf("got %v", got)
	}
	if got := wellDone(t, "knowledge", "check"); got != "All is sound: 4 documents, and the index agrees with the records.\n" {
		t.Errorf("got %q", got)
	}
	if got := server.stop(t); got != "hearth: stopped: 24 commands ran\n" {
		t.Errorf("it says %q", got)
	}
}

// papersOnly writes one paper for the public and gives its folder.
func papersOnly(t *testing.T, id, text string) string {
	t.Helper()
	dir := t.TempDir()
	text = fmt.Sprintf("---\nid: %s\nshelf: public\n---\n# Paper\n\n%s\n", id, text)
	if err := os.WriteFile(filepath.Join(dir, id+".md"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A signalling writer tells when first something is written to it.
type signalling struct {
	mu   sync.Mutex
	buf  bytes.Buffer
	once sync.Once
	said chan struct{}
}

func (s *signalling) Write(p []byte) (int, error) {
	s.once.Do(func() { close(s.said) })
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(p)
}

func TestAConversationThatWaitsDoesNotHoldUpTheStop(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	t.Setenv("HEARTH_DATA", dir)
	server := served(t, dir)
	out := &signalling{said: make(chan struct{})}
	in, typing := io.Pipe()
	defer typing.Close()
	ended := make(chan exit)
	go func() { ended <- run(t.Context(), []string{"chat"}, env{in, out, io.Discard}) }()
	<-out.said
	if got := server.stop(t); got != "hearth: stopped: 1 command ran, 1 of them stopped before the end\n" {
		t.Errorf("it says %q", got)
	}
	if code := <-ended; code != exitDone {
		t.Errorf("the conversation ended with %d", code)
	}
}

func TestAFolderWithALongPathIsServed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("a long name/", 12), "data")
	run, err := os.MkdirTemp("", "h")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(run)
	t.Setenv("HEARTH_DATA", dir)
	t.Setenv("XDG_RUNTIME_DIR", run)
	server := served(t, dir)
	wellDone(t, "knowledge", "add", three(t))
	if at, err := os.ReadFile(filepath.Join(dir, "hearth.sock.at")); err != nil || !strings.HasPrefix(string(at), run) {
		t.Errorf("the socket is at %q: %v", at, err)
	}
	if got := server.stop(t); got != "hearth: stopped: 1 command ran\n" {
		t.Errorf("it says %q", got)
	}
	if left, err := filepath.Glob(filepath.Join(run, "*")); err != nil || len(left) > 0 {
		t.Errorf("it left %q: %v", left, err)
	}
}

func TestAFolderIsServedOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	t.Setenv("HEARTH_DATA", dir)
	server := served(t, dir)
	got := client(t.Context(), disk{}, strings.NewReader(""), "serve")
	if got.code != exitBusy || !strings.Contains(got.low, "“hearth serve” (process ") || got.out != "" {
		t.Errorf("got %v", got)
	}
	wellDone(t, "knowledge", "check") // the first is as it was
	server.stop(t)
}

// A screen is a stream that ends at a terminal.
type screen struct{ bytes.Buffer }

func (*screen) Columns() int { return 50 }

func TestOutputFitsTheClientsTerminal(t *testing.T) {
	t.Setenv("HEARTH_DATA", filepath.Join(t.TempDir(), "data"))
	wellDone(t, "knowledge", "add", papersOnly(t, "allowance", "The weekly allowance for foster carers who look after more than one child is £250."))
	for _, noColour := range []bool{false, true} {
		if noColour {
			t.Setenv("NO_COLOR", "1")
		}
		ask := func() string {
			var out screen
			if code := run(t.Context(), []string{"ask", "How much is the weekly allowance for foster carers?"}, env{strings.NewReader(""), &out, io.Discard}); code != exitDone {
				t.Fatalf("it ended with %d", code)
			}
			return out.String()
		}
		want := ask()
		if strings.Contains(want, "\x1b") == noColour {
			t.Fatalf("without colour %v: %q", noColour, want)
		}
		t.Run(fmt.Sprint("without colour: ", noColour), func(t *testing.T) {
			servedHere(t, func(context.Context) {})
			if got := ask(); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestTheSettingsOfWhoeverAsksHold(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	t.Setenv("HEARTH_DATA", dir)
	t.Setenv("HEARTH_COUNCIL", "")
	server := served(t, dir)
	wellDone(t, "knowledge", "add", papersOnly(t, "allowance", "The weekly allowance for foster carers is £250."))
	t.Setenv("HEARTH_COUNCIL", "Nowhere-on-Sea")
	want := outcome{exitUsage, "", "hearth: " + (&app.UnknownCouncilError{Setting: "HEARTH_COUNCIL", Name: "Nowhere-on-Sea"}).Error() + "\nhint: " + (&app.UnknownCouncilError{}).Hint() + "\n"}
	if got := client(t.Context(), disk{}, strings.NewReader(""), "ask", "How much is our allowance?"); got != want {
		t.Errorf("got %v\nwant %v", got, want)
	}
	server.stop(t)
}

func TestAWorryIsAnsweredWhereTheServerIsAnotherHearth(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HEARTH_DATA", dir)
	l := refusing(t, filepath.Join(dir, "hearth.sock"))
	defer l.Close()
	got := client(t.Context(), disk{}, strings.NewReader(""), "ask", "a girl in my ward says her stepdad hits her")
	if got.code != exitFailed || !strings.Contains(got.out, "999") || got.low != "hearth: Use the same hearth.\n" {
		t.Errorf("got %v", got)
	}
}

func TestANewFileIsWholeOrNotThere(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "backup")
	left := func() int {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	write := func(commit bool) error {
		f, err := disk{}.Create(name)
		if err != nil {
			return err
		}
		_, err = io.WriteString(f, "all of it")
		if commit {
			err = errors.Join(err, f.Commit())
		}
		return errors.Join(err, f.Close())
	}
	if err := write(false); err != nil || left() != 0 {
		t.Errorf("without a commit %d files stay: %v", left(), err)
	}
	if err := write(true); err != nil || left() != 1 {
		t.Errorf("with one, %d: %v", left(), err)
	}
	if b, err := os.ReadFile(name); string(b) != "all of it" || err != nil {
		t.Errorf("it says %q: %v", b, err)
	}
	if err := write(true); !errors.Is(err, fs.ErrExist) || left() != 1 {
		t.Errorf("over another: %v", err)
	}
}

// refusing listens and turns everybody away.
func refusing(t *testing.T, path string) net.Listener {
	t.Helper()
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		const sentence = "Use the same hearth."
		_, _ = c.Write(append([]byte{0, 0, 0, byte(len(sentence)), 'x'}, sentence...))
		_, _ = io.Copy(io.Discard, c)
	}()
	return l
}
