// Package erasure remembers what was erased, so that bringing back an old backup
// doesn't bring back a member's words with it.
//
// An Erasure is a kind ("member", "turn"), a random id and a moment: no names and
// no words. It is kept twice. A Log is a small file beside the records that only
// grows, outside whatever a backup puts back; "erased/<kind>/<id>" in the records
// is the same for whoever has the records alone. Erase writes the log and syncs
// it before anything is deleted, so that no deletion is acknowledged which a
// restore could forget.
//
// Kinds belong to those who keep such records: each gives a Replayer that deletes
// what an id stands for, and the program puts them together. An erasure whose
// kind nobody knows stops a replay, as this hearth may be older than the one that
// erased.
//
// # Costs
//
// Erase costs one synced line and one update of the records. Reading a log reads
// the whole of it, some hundred bytes an erasure.
package erasure

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"hearth/storage"
)

// A Kind says what sort of record was erased.
type Kind string

// The kinds that hearth erases.
const (
	Member Kind = "member" // a person's whole record, by their random id
	Words  Kind = "words"  // what a person wrote and was told, by their random id; who they are stays
	Turn   Kind = "turn"   // the words of one turn, by the turn's own random id
)

// An Erasure says that what stood under an id was erased. It can be written and
// replayed any number of times.
type Erasure struct {
	Kind Kind      `json:"kind"`
	ID   string    `json:"id"`
	At   time.Time `json:"at"`
}

// An id is what was erased, whenever.
type id struct {
	kind Kind
	id   string
}

// form is what kinds and ids may look like: nothing that a name, an address or a
// sentence would fit in.
var form = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$`)

// check refuses what could hold more than an id.
func (e Erasure) check() error {
	if !form.MatchString(string(e.Kind)) || !form.MatchString(e.ID) || e.At.IsZero() {
		return fmt.Errorf("an erasure needs a kind, a random id and a time; this one's are %d and %d bytes long", len(e.Kind), len(e.ID))
	}
	return nil
}

// prefix is where the records have what was erased: erased/<kind>/<id>.
const prefix = "erased/"

// Record notes an erasure in the records, within the update that deletes.
func Record(tx storage.Tx, e Erasure) error {
	if err := e.check(); err != nil {
		return err
	}
	e.At = e.At.UTC()
	return storage.Put(tx, prefix+string(e.Kind)+"/"+e.ID, e)
}

// Recorded lists what the records say was erased.
func Recorded(tx storage.Tx) ([]Erasure, error) {
	var all []Erasure
	for entry, err := range tx.Scan([]byte(prefix), nil) {
		if err != nil {
			return nil, fmt.Errorf("reading what was erased: %w", err)
		}
		var e Erasure
		if err := json.Unmarshal(entry.Value, &e); err != nil {
			return nil, fmt.Errorf("reading what was erased: %w", err)
		}
		all = append(all, e)
	}
	return all, nil
}

// Erase does an erasure in the order that is safe: the log, synced; then one
// update with the deletion and its record. Records that come under the same id
// later are no part of it. Where the update fails the log says
// more than was done, and a restore erases it; so try again until it succeeds.
func Erase(ctx context.Context, log *Log, s storage.Store, e Erasure, remove func(storage.Tx) error) error {
	if err := log.Append(ctx, e); err != nil {
		return err
	}
	return s.Update(ctx, func(tx storage.Tx) error {
		if err := remove(tx); err != nil {
			return err
		}
		return Record(tx, e)
	})
}

// Missing lists what of all is not among done: neither the same id at that time nor
// at a later one. An id may be erased again when more was kept under it.
func Missing(all, done []Erasure) []Erasure {
	last := map[id]time.Time{}
	for _, e := range done {
		if k := (id{e.Kind, e.ID}); last[k].Before(e.At) {
			last[k] = e.At
		}
	}
	var out []Erasure
	for _, e := range all {
		if at, ok := last[id{e.Kind, e.ID}]; !ok || at.Before(e.At) {
			out = append(out, e)
		}
	}
	return out
}

// Merge makes one list of several, in order of time, each id once.
func Merge(lists ...[]Erasure) []Erasure {
	last := map[id]Erasure{}
	for _, e := range slices.Concat(lists...) {
		if was, ok := last[id{e.Kind, e.ID}]; !ok || was.At.Before(e.At) {
			last[id{e.Kind, e.ID}] = e
		}
	}
	out := make([]Erasure, 0, len(last))
	for _, e := range last {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b Erasure) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(string(a.Kind)+"/"+a.ID, string(b.Kind)+"/"+b.ID)
	})
	return out
}
