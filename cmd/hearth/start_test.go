package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hearth/knowledge/starter"
)

// BenchmarkAskFromProcessStart measures a question over a thousand documents,
// from the start of the process to its answer. It asserts no time: machines
// differ, and share their processors.
func BenchmarkAskFromProcessStart(b *testing.B) {
	thousand(b)
	program := built(b)
	for b.Loop() {
		askedFromStart(b, program)
	}
}

// built is the program as people run it: the test binary has more to set up.
func built(t testing.TB) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "hearth")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}

const timedQuestion = "Until what age can a care leaver have a personal adviser?"

// askedFromStart asks in a process of its own.
func askedFromStart(t testing.TB, program string) {
	t.Helper()
	var out, errs bytes.Buffer
	ask := exec.Command(program, "ask", timedQuestion)
	ask.Stdout, ask.Stderr = &out, &errs
	if err := ask.Run(); err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	if !strings.Contains(out.String(), "[1]") {
		t.Fatalf("there is no answer: %s", out.String())
	}
}

// thousand fills a data folder with the starter papers and a thousand documents
// of sentences drawn from them.
func thousand(t testing.TB) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("HEARTH_DATA", filepath.Join(dir, "data"))
	var sentences []string
	for _, text := range starter.Files() {
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimSpace(line); strings.HasSuffix(line, ".") {
				sentences = append(sentences, line)
			}
		}
	}
	draw := rand.New(rand.NewPCG(2026, 11))
	var b bytes.Buffer
	for i := range 1000 {
		var words []string
		for range 200 {
			from := strings.Fields(sentences[draw.IntN(len(sentences))])
			words = append(words, from[draw.IntN(len(from))])
		}
		line, err := json.Marshal(map[string]string{"id": fmt.Sprint("d", i), "title": fmt.Sprint("Paper ", i), "text": strings.Join(words, " ") + "."})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	collection := filepath.Join(dir, "collection.jsonl")
	if err := os.WriteFile(collection, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"knowledge", "add", "--starter"}, {"knowledge", "add", "--shelf", "public", collection}} {
		var out bytes.Buffer
		if code := run(t.Context(), args, env{strings.NewReader(""), &out, &out}); code != exitDone {
			t.Fatalf("hearth %q ended with %d:\n%s", args, code, out.String())
		}
	}
}
