package chat_test

import "testing"

func TestHeldOut(t *testing.T) { caught(t, "heldout.txt", 0.5) }
