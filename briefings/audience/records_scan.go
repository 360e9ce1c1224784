package audience

import (
	"encoding/json"
	"fmt"

	"hearth/storage"
)

// records reads every record below a prefix, in the order of ids. A
// directory is small, so one transaction reads it whole.
func records[T any](tx storage.Tx, prefix string) ([]T, error) {
	var all []T
	for e, err := range tx.Scan([]byte(prefix), nil) {
		if err != nil {
			return nil, fmt.Errorf("reading members: %w", err)
		}
		var v T
		if err := json.Unmarshal(e.Value, &v); err != nil {
			return nil, fmt.Errorf("%s: %w", e.Key, err)
		}
		all = append(all, v)
	}
	return all, nil
}
