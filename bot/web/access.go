package web

import (
	"context"
	"slices"
	"strings"

	"hearth/briefings"
)

// A Visitor is who asks for a page.
type Visitor struct {
	Member  briefings.Member // zero where nobody is signed in
	Session string           // id of the session's record, never the cookie's value; "" where there is none
}

// Signed tells whether somebody is signed in.
func (v Visitor) Signed() bool { return v.Member.ID != "" }

// Access says who may have a page or send a form. The zero Access is nobody,
// and Handle refuses it.
type Access struct {
	anyone bool
	signed bool
	roles  []briefings.Role
	open   func(context.Context) bool
	upload int64
}

// Anyone is everybody, signed in or not. SignedIn is every member, officer and
// whoever else is known, whatever their roles.
var (
	Anyone   = Access{anyone: true}
	SignedIn = Access{signed: true}
)

// Needs is whoever has at least one of the roles.
func Needs(any ...briefings.Role) Access { return Access{roles: any} }

// OpenWhile is whoever is signed in, and everybody while open says so.
func OpenWhile(open func(context.Context) bool) Access { return Access{signed: true, open: open} }

// Uploading is the same people, with a form of up to so many bytes. Without it a
// form has at most 64 KiB.
func (a Access) Uploading(most int64) Access { a.upload = most; return a }

// Admits tells whether a visitor may.
func (a Access) Admits(ctx context.Context, v Visitor) bool {
	switch {
	case a.anyone, a.open != nil && a.open(ctx):
		return true
	case !v.Signed():
		return false
	}
	return a.signed || slices.ContainsFunc(a.roles, v.Member.Is)
}

// String is the access in a word or two: "anyone", "signed in", "officer, admin".
func (a Access) String() string {
	switch {
	case a.anyone:
		return "anyone"
	case a.open != nil:
		return "signed in, or anyone while it is open"
	case a.signed:
		return "signed in"
	}
	var names []string
	for _, r := range a.roles {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}

func (a Access) isZero() bool { return !a.anyone && !a.signed && len(a.roles) == 0 }

// formBytes is how large a form may be.
func (a Access) formBytes() int64 {
	if a.upload > 0 {
		return a.upload
	}
	return 64 << 10
}
