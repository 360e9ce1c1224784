package index

import (
	"context"
	"flag"
	"math/rand/v2"
	"os"
	"testing"

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

// TestMain keeps the default run short; HEARTH_TEST_LONG=1 runs the usual
// number of random checks.
func TestMain(m *testing.M) {
	if os.Getenv("HEARTH_TEST_LONG") == "" {
		_ = flag.Set("rapid.checks", "30")
	}
	os.Exit(m.Run())
}
