package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"strings"
	"testing"
)

// Every package says what it is for, once, and what it costs; every name that
// others may use says what its signature can't.
func TestEveryPackageAndNameIsExplained(t *testing.T) {
	comments := map[string]string{}
	for file, f := range sources(t) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		dir := path.Dir(file)
		if f.Doc != nil && comments[dir] != "" {
			t.Errorf("%s has two package comments", dir)
		}
		comments[dir] += f.Doc.Text()
		for _, name := range unexplained(f) {
			t.Errorf("%s: %s has no comment", file, name)
		}
	}
	for dir, text := range comments {
		if low := strings.ToLower(text); !strings.Contains(low, "cost") {
			t.Errorf("the package comment of %s does not say what it costs: %q", dir, text)
		}
	}
}

// unexplained lists what a file declares for others without a comment.
func unexplained(f *ast.File) (names []string) {
	missing := func(id *ast.Ident, comments ...*ast.CommentGroup) {
		for _, c := range comments {
			if c != nil {
				return
			}
		}
		if id.IsExported() {
			names = append(names, id.Name)
		}
	}
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil || exportedType(d.Recv.List[0].Type) {
				missing(d.Name, d.Doc)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					missing(s.Name, s.Doc, d.Doc)
				case *ast.ValueSpec:
					for _, id := range s.Names {
						missing(id, s.Doc, s.Comment, d.Doc)
					}
				}
			}
		}
	}
	return names
}

// exportedType tells whether a receiver's type is for others.
func exportedType(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.StarExpr:
		return exportedType(e.X)
	case *ast.IndexExpr:
		return exportedType(e.X)
	case *ast.Ident:
		return e.IsExported()
	}
	return false
}

func TestWhatIsNotExplainedIsFound(t *testing.T) {
	const source = `package p
import "fmt"
type Open struct{}
func (*Open) Close() { fmt.Println() }
func (hidden) Say() {}
type hidden struct{}
const Most = 1
var (
	Some = 1
	Told = 2 // said
)
// Words are explained.
func Words() {}
`
	f, err := parser.ParseFile(token.NewFileSet(), "p.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(unexplained(f), " "), "Open Close Most Some"; got != want {
		t.Errorf("found %q, want %q", got, want)
	}
}
