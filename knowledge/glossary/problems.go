package glossary

import (
	"fmt"
	"strings"
)

// A Problem is one mistake in a glossary file.
type Problem struct {
	Line int // from 1
	What string
	Hint string
}

// String is the mistake in one line.
func (p Problem) String() string {
	return fmt.Sprintf("line %d: %s; %s", p.Line, p.What, p.Hint)
}

// Invalid says why a glossary file was refused: every mistake in it, by line.
type Invalid struct{ Problems []Problem }

// Error lists the mistakes, one a line.
func (e *Invalid) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Plain is what the officer who edited the file reads.
func (e *Invalid) Plain() string {
	if len(e.Problems) == 1 {
		return "There is a mistake in the glossary, so I am keeping the old one.\n" + e.Error()
	}
	return fmt.Sprintf("There are %d mistakes in the glossary, so I am keeping the old one.\n%s", len(e.Problems), e.Error())
}
