package config

// A Secret is a setting that must not be seen: it prints, logs and marshals as
// a mark that something is set. It holds a pointer, as fmt reads a struct's
// hidden fields without asking String.
type Secret struct{ p *string }

// NewSecret hides a text; "" is the zero Secret.
func NewSecret(s string) Secret {
	if s == "" {
		return Secret{}
	}
	return Secret{&s}
}

// hidden is what is seen of a Secret.
const hidden = "(hidden)"

// Reveal is the text itself, for the one place that needs it.
func (s Secret) Reveal() string {
	if s.p == nil {
		return ""
	}
	return *s.p
}

// IsZero tells whether nothing is set.
func (s Secret) IsZero() bool { return s.p == nil }

// String is a mark that something is set; "" where nothing is.
func (s Secret) String() string {
	if s.p == nil {
		return ""
	}
	return hidden
}

// GoString is String.
func (s Secret) GoString() string { return s.String() }

// MarshalText writes String.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText takes a text as it stands in the environment.
func (s *Secret) UnmarshalText(b []byte) error {
	*s = NewSecret(string(b))
	return nil
}
