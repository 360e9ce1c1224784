package chat_test

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	if job := os.Getenv("HEARTH_CHAT_CHILD"); job != "" {
		os.Exit(child(os.Getenv("HEARTH_CHAT_PATH")))
	}
	os.Exit(m.Run())
}
