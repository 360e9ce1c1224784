package audience

import (
	"fmt"
	"strings"

	"hearth/briefings"
	"hearth/storage"
)

// A Refusal says that something can't be done, and carries the sentence for the
// person who asked for it. The sentinels below are all of them.
type Refusal struct {
	line, plain string
	is          error // the word that every folder has for it; nil: none
}

// Error is the operator's line. It names nobody.
func (r *Refusal) Error() string { return r.line }

// Unwrap gives the word that others know it by: briefings.ErrUnknown or
// storage.ErrNotFound.
func (r *Refusal) Unwrap() error { return r.is }

// Plain is what the person reads.
func (r *Refusal) Plain() string { return r.plain }

// What the directory refuses; errors.Is tells them apart.
var (
	ErrUnknown = &Refusal{"no member is linked to this identity",
		"I don't know you yet. Ask democratic services to add you.", briefings.ErrUnknown}
	ErrNoMember = &Refusal{"there is no such member",
		"There is no such member. \"hearth member list\" shows those there are.", storage.ErrNotFound}
	ErrTaken = &Refusal{"another member has this e-mail address",
		"Another member has this e-mail address already.", nil}
	ErrLinked = &Refusal{"another member is linked to this identity",
		"Another member is linked to this name on that platform. Unlink it there first.", nil}
	ErrNotLinked = &Refusal{"the member has no such link",
		"This member isn't linked to that name on that platform.", nil}
	ErrLastAdmin = &Refusal{"the last administrator must stay one",
		"This is the last administrator. Give somebody else that role first.", nil}
	ErrNoRequest = &Refusal{"there is no such request",
		"There is no such request. It may have been decided by somebody else, or it is over 30 days old.", storage.ErrNotFound}
	ErrKnown = &Refusal{"this identity is a member's",
		"I know you already; you needn't ask.", nil}
	ErrFull = &Refusal{"too many requests are waiting",
		"Too many requests are waiting, so I can't take yours. Please ring democratic services.", nil}
	ErrStale = &Refusal{"the members changed since the plan was made",
		"The members have changed since this was shown. I have changed nothing; look at the list again.", nil}
)

// A Mistake is one field that can't be as it was given.
type Mistake struct {
	Field string // "name", "email", "roles", "ward", "seats", "leave", "left", "link"
	Hint  string // what is wrong and how to write it, a sentence or two
}

// Mistakes are all mistakes of one change; nothing was done.
type Mistakes []Mistake

// Error is the operator's line: fields and no values.
func (m Mistakes) Error() string {
	var all []string
	for _, one := range m {
		all = append(all, one.Field)
	}
	return "a member's " + strings.Join(all, ", ") + " can't be so"
}

// Plain is what the officer reads, a line for each mistake.
func (m Mistakes) Plain() string {
	all := []string{"I have changed nothing:"}
	for _, one := range m {
		all = append(all, one.Field+": "+one.Hint)
	}
	return strings.Join(all, "\n")
}

// An AmbiguousError says that several members answer to what was typed.
type AmbiguousError struct{ IDs []string }

// Error is the operator's line.
func (e *AmbiguousError) Error() string { return fmt.Sprintf("%d members answer to this", len(e.IDs)) }

// Plain lists the ids to choose from.
func (e *AmbiguousError) Plain() string {
	return fmt.Sprintf("%d members answer to this. Name one by id: %s.", len(e.IDs), strings.Join(e.IDs, ", "))
}
