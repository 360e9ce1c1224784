package main

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"hearth/bot/console"
	"hearth/bot/slack"
	"hearth/knowledge"
)

// The transcript that README opens with, by its commands.
var transcript = []struct {
	shown string
	args  []string
}{
	{`hearth ask "Do care leavers have to pay council tax?"`,
		[]string{"ask", "Do care leavers have to pay council tax?"}},
	{`hearth ask "Who is our virtual school head?"`, []string{"ask", "Who is our virtual school head?"}},
	{`hearth ask "a girl in my ward says her stepdad hits her, what do I do"`,
		[]string{"ask", "a girl in my ward says her stepdad hits her, what do I do"}},
}

const (
	transcriptBegins = "<!-- transcript: made by \"make golden\", held by a test -->\n```\n"
	transcriptEnds   = "```\n<!-- /transcript -->"
)

// TestTranscript holds README's first lines against what the program says.
func TestTranscript(t *testing.T) {
	file := filepath.Join("..", "..", "README.md")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), transcriptBegins)
	got, after, closed := strings.Cut(rest, transcriptEnds)
	if !ok || !closed {
		t.Fatal("README.md has lost the marks of its transcript")
	}
	want := transcribe(t)
	if got == want {
		return
	}
	if !*update {
		t.Fatalf("README.md shows\n%s\nhearth says\n%s\n\"make golden\" writes it anew", got, want)
	}
	if err := os.WriteFile(file, []byte(before+transcriptBegins+want+transcriptEnds+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// transcribe asks the questions over the starter knowledge alone.
func transcribe(t *testing.T) string {
	t.Helper()
	t.Setenv("HEARTH_DATA", filepath.Join(t.TempDir(), "data"))
	t.Setenv("HEARTH_COUNCIL", "")
	hearth(t, "knowledge", "add", "--starter")
	var b strings.Builder
	for _, c := range transcript {
		b.WriteString("$ " + c.shown + "\n\n" + folded(hearth(t, c.args...)) + "\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// hearth runs one command within this process and gives what it printed.
func hearth(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(t.Context(), args, env{strings.NewReader(""), &out, &errs}); code != exitDone {
		t.Fatalf("hearth %q ended with %d:\n%s", args, code, errs.String())
	}
	return out.String()
}

// folded is a result as a terminal of 88 columns would show it.
func folded(text string) string {
	return console.Style{Width: 88}.Answer(knowledge.Answer{Reply: text})
}

// Every module that the code imports has its line in README's table.
func TestDependenciesAreExplained(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(b), "## Dependencies")
	table, _, _ = strings.Cut(table, "\n## ")
	named := map[string]bool{}
	for word := range strings.FieldsFuncSeq(table, func(r rune) bool { return r == ' ' || r == ',' || r == '|' || r == '\n' }) {
		named[word] = true
	}
	for file, f := range sources(t) {
		for _, imp := range imports(f) {
			if host, _, _ := strings.Cut(imp, "/"); strings.Contains(host, ".") && !explained(named, imp) {
				t.Errorf("%s imports %s, and README's table of dependencies doesn't say why", file, imp)
			}
		}
	}
}

// What hearth asks Slack for is explained in README, each with why.
func TestScopesAreExplained(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range slack.Scopes() {
		if !strings.Contains(string(b), "| `"+s.Name+"` | "+s.Why+" |") {
			t.Errorf("README doesn't say why hearth asks for %s: %s", s.Name, s.Why)
		}
	}
}

// explained tells whether a table names the module that a package belongs to.
func explained(named map[string]bool, imp string) bool {
	for p := imp; p != "."; p = path.Dir(p) {
		if named[p] {
			return true
		}
	}
	return false
}
