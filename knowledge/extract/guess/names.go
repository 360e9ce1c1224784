package guess

import (
	"maps"
	"strings"
)

// Places lists the areas of England's principal councils, and the shorter names
// that people use for some of them, each with the area it stands for.
func Places() (areas []string, shorter map[string]string) {
	for name := range strings.SplitSeq(strings.ReplaceAll(places, "\n", ""), "|") {
		areas = append(areas, name)
	}
	return areas, maps.Clone(short)
}
