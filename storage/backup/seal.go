package backup

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

// A Lock says to whom a backup is encrypted. The zero Lock is none, and nothing
// is written with it.
type Lock struct{ to []age.Recipient }

// IsZero tells whether there is nobody to encrypt to.
func (l Lock) IsZero() bool { return len(l.to) == 0 }

// LockTo encrypts to one or more recipients ("age1…"), parted by commas: any one
// of their keys opens the backup.
func LockTo(recipients string) (Lock, error) {
	var l Lock
	for each := range strings.SplitSeq(recipients, ",") {
		each = strings.TrimSpace(each)
		if strings.HasPrefix(strings.ToUpper(each), "AGE-SECRET-KEY-") {
			return Lock{}, errors.New("this is a secret key; give the recipient that begins with age1, and keep the secret key elsewhere")
		}
		r, err := age.ParseRecipients(strings.NewReader(each))
		if err != nil || len(r) != 1 {
			return Lock{}, fmt.Errorf("%q is no recipient; it begins with age1, and \"hearth backup keygen\" makes one", each)
		}
		l.to = append(l.to, r...)
	}
	if _, err := age.Encrypt(io.Discard, l.to...); err != nil { // two kinds that don't go together
		return Lock{}, fmt.Errorf("the recipients can't be used together: %w", err)
	}
	return l, nil
}

// shortest is the least that a passphrase must have: four short words.
const shortest = 16

// LockWith encrypts with a passphrase.
func LockWith(passphrase string) (Lock, error) {
	if len(passphrase) < shortest {
		return Lock{}, fmt.Errorf("a passphrase needs at least %d characters; four words that nobody would put together are good", shortest)
	}
	r, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return Lock{}, err
	}
	return Lock{to: []age.Recipient{r}}, nil
}

// A Key opens backups. It doesn't print.
type Key struct{ by []age.Identity }

// String keeps the key out of whatever prints it.
func (Key) String() string { return "(a key)" }

// GoString does as String.
func (Key) GoString() string { return "(a key)" }

// ReadKey reads a file of secret keys ("AGE-SECRET-KEY-1…"), one a line, as
// Pair and age-keygen write them. Its error says nothing of what stands there.
func ReadKey(r io.Reader) (Key, error) {
	by, err := age.ParseIdentities(r)
	if err != nil {
		return Key{}, errors.New("there is no secret key in it; such a line begins with AGE-SECRET-KEY-1")
	}
	return Key{by: by}, nil
}

// KeyOf is the key that a passphrase is.
func KeyOf(passphrase string) (Key, error) {
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return Key{}, errors.New("the passphrase is empty")
	}
	return Key{by: []age.Identity{id}}, nil
}

// A Pair is a new key and the recipient that goes with it. Secret is the text of
// a file that ReadKey reads: whoever has it opens every backup.
type Pair struct{ Secret, Recipient string }

// NewPair draws a pair.
func NewPair() (Pair, error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return Pair{}, fmt.Errorf("making a key: %w", err)
	}
	to := id.Recipient().String()
	return Pair{
		Secret:    fmt.Sprintf("# The key to hearth's backups. Keep it away from the machine that makes them.\n# recipient: %s\n%s\n", to, id),
		Recipient: to,
	}, nil
}
