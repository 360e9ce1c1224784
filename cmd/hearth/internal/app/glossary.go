package app

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"hearth/knowledge/glossary"
)

// glossaryFile is the officers' own glossary, where they have set one.
const glossaryFile = "glossary.txt"

// Glossary is the one in use: the officers' own, else hearth's.
func (a *App) Glossary() (*glossary.Glossary, error) {
	text, err := os.ReadFile(a.file(glossaryFile))
	if errors.Is(err, fs.ErrNotExist) {
		return glossary.Default(), nil
	}
	if err != nil {
		return nil, fmt.Errorf("the glossary: %w", err)
	}
	g, err := a.ParseGlossary(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", a.file(glossaryFile), err)
	}
	return g, nil
}

// GlossaryText is the text of the one in use, for a copy to edit.
func (a *App) GlossaryText() ([]byte, error) {
	text, err := os.ReadFile(a.file(glossaryFile))
	if errors.Is(err, fs.ErrNotExist) {
		return []byte(glossary.Embedded()), nil
	}
	return text, err
}

// ParseGlossary checks a glossary's text. The mistakes of one that was typed are
// for whoever typed it; Misspelt tells them from others.
func (a *App) ParseGlossary(text []byte) (*glossary.Glossary, error) {
	return glossary.Parse(bytes.NewReader(text))
}
