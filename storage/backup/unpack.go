package backup

import (
	"archive/tar"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"filippo.io/age"
)

// largest bounds a manifest: some hundred thousand parts.
const largest = 64 << 20

// unpack decrypts a backup into a folder and compares all of it with its
// manifest. What it has written must not be used where it fails.
func unpack(ctx context.Context, file string, key Key, dir string) (Manifest, error) {
	f, err := os.Open(file)
	if err != nil {
		return Manifest{}, err
	}
	defer f.Close()
	in := &noting{r: &stopping{ctx, f}}
	u := &unpacker{file: file, dir: dir}
	err = u.all(bufio.NewReaderSize(in, 1<<20), key)
	switch {
	case err == nil:
		return u.manifest, nil
	case in.err != nil: // the file, or the person, not what stands in it
		return Manifest{}, disk(file, in.err)
	case u.written != nil:
		return Manifest{}, disk(filepath.Join(dir, recordsFile), u.written)
	}
	return Manifest{}, err
}

// noting keeps the error of reading, so that it isn't taken for damage.
type noting struct {
	r   io.Reader
	err error
}

// Read notes what went wrong, but for the end.
func (n *noting) Read(p []byte) (int, error) {
	m, err := n.r.Read(p)
	if err != nil && err != io.EOF {
		n.err = err
	}
	return m, err
}

// An unpacker is one backup on its way into a folder.
type unpacker struct {
	file, dir string
	manifest  Manifest // its head comes first, its parts last
	got       []Part
	written   error // of writing into the folder
}

func (u *unpacker) damaged(format string, args ...any) error {
	return &DamagedError{File: u.file, Why: fmt.Sprintf(format, args...)}
}

// magic is what age's files begin with.
const magic = "age-encryption.org/"

func (u *unpacker) all(in *bufio.Reader, key Key) error {
	if begins, _ := in.Peek(len(magic)); string(begins) != magic {
		return u.damaged("it is no backup of hearth's")
	}
	plain, err := age.Decrypt(in, key.by...)
	if no, ok := errors.AsType[*age.NoIdentityMatchError](err); ok {
		return &KeyError{File: u.file, Passphrase: slices.Contains(no.StanzaTypes, "scrypt")}
	}
	if err != nil {
		return u.damaged("its beginning was changed or is cut short")
	}
	t := tar.NewReader(plain)
	if err := u.head(t); err != nil {
		return err
	}
	if err := u.parts(t); err != nil {
		return err
	}
	// Only at its very end age knows that nothing is missing, and nothing follows.
	if _, err := io.Copy(io.Discard, plain); err != nil {
		return u.damaged("its end was changed or is cut short")
	}
	return nil
}

// head reads the entry that says which format the rest has.
func (u *unpacker) head(t *tar.Reader) error {
	h, err := t.Next()
	if err != nil || h.Name != opening {
		return u.damaged("it was changed or is cut short, or is no backup of hearth's")
	}
	if u.manifest, err = u.decode(t, h); err != nil {
		return err
	}
	if u.manifest.Format != formatNumber {
		return &FormatError{File: u.file, Got: u.manifest.Format, Hearth: u.manifest.Hearth}
	}
	return nil
}

func (u *unpacker) decode(t *tar.Reader, h *tar.Header) (m Manifest, err error) {
	if h.Size > largest {
		return m, u.damaged("its manifest is too long")
	}
	b, err := io.ReadAll(t)
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	if err != nil {
		return m, u.damaged("its manifest can't be read")
	}
	return m, nil
}

func (u *unpacker) parts(t *tar.Reader) error {
	for {
		h, err := t.Next()
		if err != nil {
			return u.damaged("it was changed or is cut short")
		}
		if h.Name == closing {
			return u.close(t, h)
		}
		if h.Typeflag != tar.TypeReg || !belongs(h.Name) {
			return u.damaged("something is in it that doesn't belong there")
		}
		if err := u.part(t, h); err != nil {
			return err
		}
	}
}

// part writes one file. What goes wrong in reading is damage, in writing the
// disk's.
func (u *unpacker) part(t *tar.Reader, h *tar.Header) error {
	path := filepath.Join(u.dir, filepath.FromSlash(h.Name))
	if u.written = os.MkdirAll(filepath.Dir(path), 0o700); u.written != nil {
		return u.written
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return u.damaged("a file is in it twice")
	}
	if u.written = err; err != nil {
		return err
	}
	sum := sha256.New()
	in := &noting{r: t}
	n, err := io.Copy(io.MultiWriter(f, sum), in)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if in.err != nil {
		return u.damaged("it was changed or is cut short")
	}
	if u.written = err; err != nil {
		return err
	}
	u.got = append(u.got, Part{h.Name, n, hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// close compares what was found with what the manifest lists.
func (u *unpacker) close(t *tar.Reader, h *tar.Header) error {
	m, err := u.decode(t, h)
	if err != nil {
		return err
	}
	if m.Format != u.manifest.Format || m.Store != u.manifest.Store || m.Audit != u.manifest.Audit || !m.Made.Equal(u.manifest.Made) || m.Hearth != u.manifest.Hearth {
		return u.damaged("its two manifests differ")
	}
	if !slices.Equal(m.Parts, u.got) {
		return u.damaged("what is in it is not what its manifest lists")
	}
	if !slices.ContainsFunc(m.Parts, func(p Part) bool { return p.Name == recordsFile }) {
		return u.damaged("the records are not in it")
	}
	if _, err := t.Next(); err != io.EOF {
		return u.damaged("something follows its manifest")
	}
	u.manifest = m
	return nil
}
