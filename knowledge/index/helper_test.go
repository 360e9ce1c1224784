package index

import (
	"context"
	"math/rand/v2"
	"os"

	"pgregory.net/rapid"
)

func ctx(t any) context.Context {
	if c, ok := t.(interface{ Context() context.Context }); ok {
		return c.Context()
	}
	return context.Background()
}

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

func tempDir(t *rapid.T) string {
	dir, err := os.MkdirTemp("", "index-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
