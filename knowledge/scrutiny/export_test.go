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
