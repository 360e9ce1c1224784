package slackstub_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// field reads a field of JSON by its path.
func field(t *testing.T, b []byte, path string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	for p := range strings.SplitSeq(path, ".") {
		o, _ := v.(map[string]any)
		v = o[p]
	}
	s, _ := v.(string)
	return s
}
