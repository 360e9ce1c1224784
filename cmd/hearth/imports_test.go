package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// order is the order of the folders: a package imports from its own and from
// those to its right.
var order = []string{"cmd", "bot", "briefings", "knowledge", "storage"}

// An importBan keeps the files below a folder from importing what begins with
// a path. Where but is given, the packages named there may. Packages whose name
// ends in "test" are there for tests and count as such.
type importBan struct {
	from   string // "" is everywhere
	path   string
	but    []string
	tests  bool // test files are bound too
	reason string
}

var importBans = []importBan{
	{"", "go.etcd.io/bbolt", []string{"storage/bolt", "knowledge/index"}, false,
		"two packages own a file each; everybody else reaches records through storage.Store and passages through the index"},
	{"", "github.com/kelseyhightower/envconfig", []string{"cmd/hearth/internal/config"}, true,
		"settings are read in one place"},
	{"", "github.com/spf13/", []string{"cmd/hearth"}, true, "the command line belongs to the program"},
	{"", "github.com/peterh/liner", []string{"bot/console"}, true, "one package speaks to the terminal"},
	{"", "golang.org/x/term", []string{"bot/console"}, true, "one package speaks to the terminal"},
	{"", "github.com/klippa-app/go-pdfium", []string{"knowledge/extract/pdf"}, true,
		"PDF parsing is sandboxed in one place"},
	{"", "github.com/tetratelabs/wazero", []string{"knowledge/extract/pdf"}, true,
		"PDF parsing is sandboxed in one place"},
	{"", "filippo.io/age", []string{"storage/backup"}, true, "backups are sealed and opened in one place"},
	{"", "github.com/blevesearch/bleve", nil, true,
		"bleve is what the index is compared with, in a module of its own"},
	{"", "net/http", []string{"bot/web", "bot/webchat", "bot/board", "bot/slack", "bot/teams", "bot/standin", "cmd/hearth"}, false,
		"pages are served by bot/web, bot/webchat and bot/board and joined in cmd; of them bot/web alone reaches out, to the issuer of work accounts; bot/slack and bot/teams speak with their platforms; bot/standin shows the stand-ins for them"},
	{"", "github.com/slack-go/slack", []string{"bot/slack"}, false, "one folder speaks with Slack"},
	{"bot/slack/slackstub", "github.com/slack-go/slack", nil, false, "the stand-in for Slack reads what is really sent, by nobody's types but its own"},
	{"bot/slack/slackstub", "hearth/bot/slack/blockkit", nil, false, "a mistake in rendering must not hide in the stand-in that judges it"},
	{"", "github.com/gorilla/websocket", []string{"bot/slack"}, false, "one folder speaks with Slack"},
	{"", "github.com/lestrrat-go/jwx/v3", []string{"bot/teams"}, false, "one folder speaks with Teams"},
	{"bot/teams/teamsstub", "github.com/lestrrat-go/jwx/v3", nil, false, "the stand-in for Teams signs by its own hand, so that a mistake in checking can't hide"},
	{"bot/teams/teamsstub", "hearth/bot/teams/cards", nil, false, "a mistake in rendering must not hide in the stand-in that judges it"},
	{"", "github.com/coreos/go-oidc/v3", []string{"bot/web"}, true, "signing in is one package's matter"},
	{"", "golang.org/x/oauth2", []string{"bot/web"}, true, "signing in is one package's matter"},
	{"", "github.com/wneessen/go-mail", []string{"bot/email"}, true, "one package sends e-mail"},
	{"", "github.com/emersion/", nil, false, "it is the mail server of tests; hearth receives no mail"},
	{"", "os/exec", nil, false, "hearth starts no other program"},
	{"", "plugin", nil, true, "what hearth runs is what was built"},
	{"", "unsafe", nil, true, "memory of a mapped file must not be handed out as strings"},
	{"", "C", nil, true, "hearth is built without C"},
	{"", "log", nil, true, "logs go through log/slog, which is handed in"},
	{"", "math/rand", []string{"math/rand/v2"}, true, "math/rand/v2 has the generators whose seeds are printed"},
	{"knowledge", "os", []string{"knowledge/index", "knowledge/library"}, false,
		"the machines of knowledge work on what they are given; two of them own files"},
	{"bot/guard", "os", nil, false, "safeguards are pure rules: no file, no socket, no write"},
	{"bot/guard", "hearth/storage", nil, false, "safeguards come before the first write"},
	{"storage", "os/user", nil, true, "who runs hearth is no matter of the store's"},
}

// What is there for tests must not end up in the program.
func TestTheProgramImportsNothingOfTests(t *testing.T) {
	for file, f := range sources(t) {
		for _, imp := range imports(f) {
			if importsTests(file, imp) {
				t.Errorf("%s imports %s, which is for tests", file, imp)
			}
		}
	}
}

func importsTests(file, imp string) bool {
	ours := strings.HasPrefix(imp, "hearth/") && strings.HasSuffix(imp, "test")
	return !forTests(file) && (ours || imp == "testing" || strings.HasPrefix(imp, "testing/") || imp == "pgregory.net/rapid")
}

func TestImportsKeepToTheLine(t *testing.T) {
	for file, f := range sources(t) {
		dir := path.Dir(file)
		for _, imp := range imports(f) {
			if why := crossesTheLine(dir, imp); why != "" {
				t.Errorf("%s imports %s: %s", file, imp, why)
			}
		}
	}
}

// crossesTheLine says why a package must not import another, or nothing.
func crossesTheLine(dir, imp string) string {
	to, ours := strings.CutPrefix(imp, "hearth/")
	if !ours {
		return ""
	}
	here, there := slices.Index(order, top(dir)), slices.Index(order, top(to))
	switch {
	case here < 0:
		return "the folder " + top(dir) + " has no place in the line " + strings.Join(order, " > ")
	case there < 0:
		return "the folder " + top(to) + " has no place in the line " + strings.Join(order, " > ")
	case there < here:
		return "it stands to the left in the line " + strings.Join(order, " > ")
	}
	return ""
}

func TestImportBansHold(t *testing.T) {
	for file, f := range sources(t) {
		for _, imp := range imports(f) {
			for _, ban := range importBans {
				if ban.broken(file, imp) {
					t.Errorf("%s imports %s: %s", file, imp, ban.reason)
				}
			}
		}
	}
}

func (b importBan) broken(file, imp string) bool {
	if !within(file, b.from) || !b.tests && forTests(file) {
		return false
	}
	exact := b.path == "os" || b.path == "log" || b.path == "C" || b.path == "math/rand"
	if exact && imp != b.path || !exact && imp != b.path && !strings.HasPrefix(imp, strings.TrimSuffix(b.path, "/")+"/") {
		return false
	}
	for _, may := range b.but {
		if within(file, may) || imp == may {
			return false
		}
	}
	return true
}

// forTests tells whether a file is a test or of a package that serves tests.
func forTests(file string) bool {
	return strings.HasSuffix(file, "_test.go") || strings.HasSuffix(path.Dir(file), "test")
}

// A nameBan keeps a name of a package of the standard library out of the files
// that are not in one of the places.
type nameBan struct {
	pkg    string // import path
	names  []string
	but    []string
	tests  bool
	reason string
}

var nameBans = []nameBan{
	{"os", []string{"Getenv", "LookupEnv", "Environ", "ExpandEnv"}, []string{"cmd/hearth/internal/config"}, false,
		"config alone reads the environment: every part gets a struct of what it needs"},
	{"os", []string{"Exit"}, []string{"cmd/hearth/main.go"}, false,
		"deferred work must run; main alone ends the process"},
	{"context", []string{"Background", "TODO"}, []string{"cmd/hearth/main.go"}, false,
		"a context comes from the caller, so that stopping reaches everything"},
	{"time", []string{"Sleep"}, nil, true,
		"waiting is done on a timer that a context can end, and tests use synctest"},
	{"fmt", []string{"Print", "Println", "Printf"}, nil, false,
		"output goes to a writer that was handed in, so that a test can be the outside world"},
	{"os", []string{"Open", "OpenFile", "Create", "ReadFile", "WriteFile", "Stat", "Lstat", "ReadDir"},
		[]string{"bot", "briefings", "knowledge", "storage", "cmd/hearth/internal", "cmd/hearth/files.go", "cmd/hearth/memory.go"}, false,
		"a command reaches files through shell.files: it may run in a hearth that serves, where those of whoever typed it are elsewhere"},
	{"path/filepath", []string{"Abs", "Walk", "WalkDir", "Glob", "EvalSymlinks"},
		[]string{"bot", "briefings", "knowledge", "storage", "cmd/hearth/internal", "cmd/hearth/files.go"}, false,
		"what a name on the command line stands for is known where it was typed"},
	{"log/slog", []string{"SetDefault", "Default"}, nil, true, "the log is handed in"},
}

func TestNameBansHold(t *testing.T) {
	for file, f := range sources(t) {
		for _, ban := range nameBans {
			if !ban.tests && forTests(file) || slices.ContainsFunc(ban.but, func(p string) bool { return within(file, p) }) {
				continue
			}
			for _, name := range used(f, ban.pkg) {
				if slices.Contains(ban.names, name) {
					t.Errorf("%s uses %s.%s: %s", file, ban.pkg, name, ban.reason)
				}
			}
		}
	}
}

// The bans would hold of an empty tree as well, and a slip in a table would go
// unseen: each is tried on a file that breaks it.
func TestTheBansBite(t *testing.T) {
	for what, c := range map[string]struct {
		file, source string
		broken       bool
	}{
		"knowledge imports bot":              {"knowledge/answer/a.go", `import "hearth/bot"`, true},
		"a test of knowledge imports bot":    {"knowledge/answer/a_test.go", `import "hearth/bot"`, true},
		"bot imports knowledge":              {"bot/console/a.go", `import "hearth/knowledge"`, false},
		"a folder beyond the five":           {"pkg/a.go", `import "hearth/knowledge"`, true},
		"the composer opens bbolt":           {"knowledge/answer/a.go", `import "go.etcd.io/bbolt"`, true},
		"the index opens bbolt":              {"knowledge/index/a.go", `import "go.etcd.io/bbolt"`, false},
		"a part reads the environment":       {"knowledge/index/a.go", `import "os"; var _ = os.Getenv("HEARTH_DATA")`, true},
		"config reads the environment":       {"cmd/hearth/internal/config/a.go", `import "os"; var _ = os.Getenv("HEARTH_DATA")`, false},
		"under another name":                 {"knowledge/index/a.go", `import system "os"; var _ = system.Getenv("HEARTH_DATA")`, true},
		"a subcommand ends the process":      {"cmd/hearth/ask.go", `import "os"; func f() { os.Exit(1) }`, true},
		"a subcommand opens a file":          {"cmd/hearth/ask.go", `import "os"; func f() { os.Open("x") }`, true},
		"the library opens a file":           {"knowledge/library/a.go", `import "os"; func f() { os.Open("x") }`, false},
		"a test sleeps":                      {"bot/guard/a_test.go", `import "time"; func f() { time.Sleep(1) }`, true},
		"a part starts a context of its own": {"storage/bolt/a.go", `import "context"; var _ = context.Background()`, true},
		"the program uses what is for tests": {"knowledge/index/a.go", `import "hearth/knowledge/knowledgetest"`, true},
		"a test uses what is for tests":      {"knowledge/index/a_test.go", `import "hearth/knowledge/knowledgetest"`, false},
		"a helper of tests reads files":      {"knowledge/knowledgetest/a.go", `import ("os"; "testing"); var _ = os.Getenv("HEARTH_SHARED")`, false},
		"the conversation speaks HTTP":       {"bot/chat/a.go", `import "net/http"`, true},
		"a page is served":                   {"bot/web/a.go", `import "net/http"`, false},
		"hearth receives mail":               {"bot/email/a.go", `import "github.com/emersion/go-smtp"`, true},
		"log/slog is not log":                {"storage/bolt/a.go", `import "log/slog"`, false},
		"the old random numbers":             {"storage/bolt/a_test.go", `import "math/rand"`, true},
		"the new random numbers":             {"storage/bolt/a_test.go", `import "math/rand/v2"`, false},
	} {
		t.Run(what, func(t *testing.T) {
			f, err := parser.ParseFile(token.NewFileSet(), c.file, "package p; "+c.source, 0)
			if err != nil {
				t.Fatal(err)
			}
			if got := breaks(c.file, f); got != c.broken {
				t.Errorf("broken: %v, want %v", got, c.broken)
			}
		})
	}
}

func breaks(file string, f *ast.File) bool {
	for _, imp := range imports(f) {
		if crossesTheLine(path.Dir(file), imp) != "" || importsTests(file, imp) || slices.ContainsFunc(importBans, func(b importBan) bool { return b.broken(file, imp) }) {
			return true
		}
	}
	return slices.ContainsFunc(nameBans, func(b nameBan) bool {
		exempt := !b.tests && forTests(file) || slices.ContainsFunc(b.but, func(p string) bool { return within(file, p) })
		return !exempt && slices.ContainsFunc(used(f, b.pkg), func(n string) bool { return slices.Contains(b.names, n) })
	})
}

// sources parses every Go file of the module, tests too. Nested modules are
// their own matter.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	root := filepath.Join("..", "..")
	fset, files := token.NewFileSet(), map[string]*ast.File{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if p != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || exists(filepath.Join(p, "go.mod"))) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(p, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(rel)], err = parser.ParseFile(fset, p, nil, parser.ParseComments|parser.SkipObjectResolution)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("only %d files were read; the tree must be elsewhere", len(files))
	}
	return files
}

func exists(p string) bool { _, err := os.Stat(p); return err == nil }

func imports(f *ast.File) []string {
	var out []string
	for _, s := range f.Imports {
		if p, err := strconv.Unquote(s.Path.Value); err == nil {
			out = append(out, p)
		}
	}
	return out
}

// used lists the names of a package that a file mentions, by whatever name it
// imports it.
func used(f *ast.File, pkg string) []string {
	local := ""
	for _, s := range f.Imports {
		if p, _ := strconv.Unquote(s.Path.Value); p == pkg {
			local = path.Base(pkg)
			if s.Name != nil {
				local = s.Name.Name
			}
		}
	}
	var names []string
	ast.Inspect(f, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && local != "" && x.Name == local {
				names = append(names, sel.Sel.Name)
			}
		}
		return true
	})
	return names
}

func top(dir string) string { t, _, _ := strings.Cut(dir, "/"); return t }

func within(file, dir string) bool {
	return dir == "" || file == dir || strings.HasPrefix(file, dir+"/")
}
