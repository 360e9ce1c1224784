package briefings

import (
	"fmt"
	"slices"
	"strings"
)

// A Role says what somebody may do in hearth. A person may have several.
type Role string

// The roles, as DESIGN section 7 has them.
const (
	RoleMember  Role = "member"  // ask, read, see and delete their own data
	RoleOfficer Role = "officer" // papers, contacts, members and their approval, pausing answers
	RoleAdmin   Role = "admin"   // roles, overrides, backups
	RoleDPO     Role = "dpo"     // the data protection officer: exports, erasure, holds, the audit log
)

// Roles lists every role in the order officers are shown them.
func Roles() []Role { return []Role{RoleMember, RoleOfficer, RoleAdmin, RoleDPO} }

// Label is the role as a page shows it.
func (r Role) Label() string {
	switch r {
	case RoleMember:
		return "Member"
	case RoleOfficer:
		return "Officer"
	case RoleAdmin:
		return "Administrator"
	case RoleDPO:
		return "Data protection officer"
	}
	return string(r)
}

// ParseRole reads a role as people type it.
func ParseRole(s string) (Role, error) {
	if r := Role(strings.ToLower(strings.TrimSpace(s))); slices.Contains(Roles(), r) {
		return r, nil
	}
	return "", fmt.Errorf("there is no role %q; choose member, officer, admin or dpo", s)
}
