package scrutiny

import "io/fs"

// Check reads files as the embedded ones are read.
func Check(data fs.FS) error {
	_, err := read(data)
	return err
}

// Embedded is the folder that is embedded.
func Embedded() fs.FS {
	data, err := fs.Sub(files, "data")
	if err != nil {
		panic(err)
	}
	return data
}

// Score is the BM25 of one term against documents that are given as how often
// each term counts.
func Score(docs []map[string]float64, term string) []float64 {
	return newIndex(docs).scores([]weighted{{term, 1}})
}

// Terms are the terms of a text in their order, without the glossary's.
func Terms(text string) []string {
	var all []string
	each(text, func(term string) { all = append(all, term) })
	return all
}

// Likeness is how close each question is to a text.
func (b *Bank) Likeness(text string) []float64 { return b.likeness(text) }
