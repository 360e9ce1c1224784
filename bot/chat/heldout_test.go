package chat_test

import "testing"

func TestHeldOut(t *testing.T) { caught(t, "heldout.txt", 0.5) }

func TestBlind(t *testing.T) { caught(t, "blind.txt", 0.9) }
