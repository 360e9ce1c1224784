package audience

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
)

const (
	memberPrefix  = "member/"
	emailPrefix   = "member-email/"
	linkPrefix    = "member-link/"
	requestPrefix = "member-request/"
)

// linkKey keeps the parts of a link apart whatever is in them.
func linkKey(l briefings.Link) string {
	return linkPrefix + url.PathEscape(l.Platform) + "/" + url.PathEscape(l.Workspace) + "/" + url.PathEscape(l.ID)
}

// load reads a record, or gives ErrNoMember.
func load(tx storage.Tx, id string) (briefings.Member, error) {
	m, err := storage.Get[briefings.Member](tx, memberPrefix+id)
	if errors.Is(err, storage.ErrNotFound) {
		return briefings.Member{}, ErrNoMember
	}
	if err != nil {
		return briefings.Member{}, fmt.Errorf("reading a member: %w", err)
	}
	return m, nil
}

// loadAll reads every record in the order of ids.
func loadAll(tx storage.Tx) ([]briefings.Member, error) {
	return records[briefings.Member](tx, memberPrefix)
}

// leads follows an index to its member; a zero Member where it leads nowhere.
func leads(tx storage.Tx, key string) (briefings.Member, error) {
	id, err := storage.Get[string](tx, key)
	if errors.Is(err, storage.ErrNotFound) {
		return briefings.Member{}, nil
	}
	if err != nil {
		return briefings.Member{}, fmt.Errorf("reading an index of members: %w", dropKey(err))
	}
	m, err := load(tx, id)
	if errors.Is(err, ErrNoMember) {
		return briefings.Member{}, nil
	}
	return m, err
}

// dropKey takes the key out of an error, as an index's key is an address.
func dropKey(err error) error {
	if cause := errors.Unwrap(err); cause != nil {
		return cause
	}
	return err
}

// save writes a record and brings its indexes in step with it: what m has and
// before hadn't is claimed, what before had and m hasn't is let go of.
func save(tx storage.Tx, before, m briefings.Member, today knowledge.Date) error {
	if err := claimEmail(tx, before, m, today); err != nil {
		return err
	}
	for _, l := range before.Links {
		if !slices.Contains(m.Links, l) {
			if err := letGo(tx, linkKey(l), m.ID); err != nil {
				return err
			}
		}
	}
	for _, l := range m.Links {
		if !slices.Contains(before.Links, l) {
			if err := claimLink(tx, l, m, today); err != nil {
				return err
			}
		}
	}
	if err := storage.Put(tx, memberPrefix+m.ID, m); err != nil {
		return fmt.Errorf("keeping a member: %w", err)
	}
	return nil
}

// claimEmail makes a member's address lead to them for as long as they are here.
func claimEmail(tx storage.Tx, before, m briefings.Member, today knowledge.Date) error {
	if before.Email != "" && (before.Email != m.Email || !m.Here(today)) {
		if err := letGo(tx, emailPrefix+before.Email, m.ID); err != nil {
			return err
		}
	}
	if m.Email == "" || !m.Here(today) {
		return nil
	}
	has, err := leads(tx, emailPrefix+m.Email)
	if err != nil {
		return err
	}
	if has.ID != m.ID && has.Here(today) {
		return ErrTaken
	}
	return put(tx, emailPrefix+m.Email, m.ID)
}

// claimLink makes a platform's name lead to a member. One that belonged to
// somebody who has left is taken from their record.
func claimLink(tx storage.Tx, l briefings.Link, m briefings.Member, today knowledge.Date) error {
	has, err := leads(tx, linkKey(l))
	if err != nil {
		return err
	}
	if has.ID != "" && has.ID != m.ID {
		if has.Here(today) {
			return ErrLinked
		}
		has.Links = slices.DeleteFunc(slices.Clone(has.Links), func(x briefings.Link) bool { return x == l })
		if err := storage.Put(tx, memberPrefix+has.ID, has); err != nil {
			return fmt.Errorf("keeping a member: %w", err)
		}
	}
	return put(tx, linkKey(l), m.ID)
}

// put writes an index; its key stays out of the error.
func put(tx storage.Tx, key, id string) error {
	if err := storage.Put(tx, key, id); err != nil {
		return fmt.Errorf("keeping an index of members: %w", dropKey(err))
	}
	return nil
}

// letGo removes an index where it still leads to the member.
func letGo(tx storage.Tx, key, id string) error {
	has, err := storage.Get[string](tx, key)
	if errors.Is(err, storage.ErrNotFound) || err == nil && has != id {
		return nil
	}
	if err == nil {
		err = tx.Delete([]byte(key))
	}
	if err != nil {
		return fmt.Errorf("changing an index of members: %w", dropKey(err))
	}
	return nil
}

// byName sorts as people look for each other: by surname, then by the rest.
func byName(a, b briefings.Member) int {
	ka, kb := sortKey(a.Name), sortKey(b.Name)
	if c := strings.Compare(ka, kb); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}

// sortKey is a name with its last word first.
func sortKey(name string) string {
	words := strings.Fields(fold(name))
	if len(words) == 0 {
		return ""
	}
	last := len(words) - 1
	return words[last] + " " + strings.Join(words[:last], " ")
}
