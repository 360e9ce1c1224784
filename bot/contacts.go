package bot

import (
	"hearth/knowledge"
)

// A Contact is one office that a member can ring or write to. The empty
// Contact means that the council has not told hearth about it.
type Contact struct {
	Phone     string         `json:"phone,omitempty"`
	Email     string         `json:"email,omitempty"`
	Hours     Hours          `json:"hours,omitzero"`
	CheckedOn knowledge.Date `json:"checked_on,omitzero"` // the day somebody last tried it
}

// IsZero tells whether there is no way of reaching the office.
func (c Contact) IsZero() bool { return c.Phone == "" && c.Email == "" }

// Contacts are the offices that hearth's replies name, and whose they are.
type Contacts struct {
	Council        string  `json:"council,omitempty"` // "Middlesbrough", without "Council"
	FrontDoor      Contact `json:"front_door,omitzero"`
	OutOfHours     Contact `json:"out_of_hours,omitzero"`
	LADO           Contact `json:"lado,omitzero"`
	Police         Contact `json:"police,omitzero"`
	Complaints     Contact `json:"complaints,omitzero"`
	DataProtection Contact `json:"data_protection,omitzero"`
}

// Numbers that hold everywhere in England, whatever a council has set.
const (
	Childline  = "0800 1111"
	Samaritans = "116 123"
)
