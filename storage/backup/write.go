package backup

import (
	"archive/tar"
	"bytes"
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
	"strings"
	"time"

	"filippo.io/age"

	"hearth/storage"
	"hearth/storage/audit"
	"hearth/storage/bolt"
	"hearth/storage/erasure"
)

const erasuresFile = erasure.File

// Records are an open store that can write a copy of itself.
type Records interface {
	storage.Store
	CopyTo(ctx context.Context, path string) error
}

// A Source is what is backed up: an open store and the data folder it stands in.
type Source struct {
	Dir     string
	Records Records
	// StoreID reads which store this is.
	StoreID func(storage.Tx) (string, error)
	Hearth  string           // the version that makes the backup
	Now     func() time.Time // nil: time.Now
}

// stages is what the names of unfinished copies of the records begin with, within
// the data folder.
const stages = ".backup-"

// A stage is the records' copy on its way into a backup.
type stage struct {
	dir       string
	manifest  Manifest
	originals []string // names, sorted
}

// stage copies the records and lists the originals that go with them.
func (s Source) stage(ctx context.Context) (*stage, error) {
	dir, err := os.MkdirTemp(s.Dir, stages)
	if err != nil {
		return nil, err
	}
	st := &stage{dir: dir}
	if err := s.fill(ctx, st); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return st, nil
}

func (s Source) fill(ctx context.Context, st *stage) error {
	before, err := s.originals()
	if err != nil {
		return err
	}
	copied := filepath.Join(st.dir, recordsFile)
	if err := s.Records.CopyTo(ctx, copied); err != nil {
		return err
	}
	if st.originals, err = s.originals(); err != nil {
		return err
	}
	// An original stands there before its record and goes after it. So what the
	// copy needs is among these, unless something was removed around the copy.
	for _, name := range before {
		if _, there := slices.BinarySearch(st.originals, name); !there {
			return errMoved
		}
	}
	now := time.Now
	if s.Now != nil {
		now = s.Now
	}
	st.manifest = Manifest{Format: formatNumber, Hearth: s.Hearth, Made: now().UTC().Truncate(time.Second)}
	return inspect(ctx, copied, func(db *bolt.DB) (err error) {
		if st.manifest.Audit, err = audit.Last(ctx, db); err != nil {
			return err
		}
		return db.View(ctx, func(tx storage.Tx) (err error) {
			st.manifest.Store, err = s.StoreID(tx)
			return err
		})
	})
}

// inspect opens a file of records, looks for damage, and lets fn read it.
func inspect(ctx context.Context, path string, fn func(*bolt.DB) error) error {
	db, err := bolt.Open(path, bolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	err = db.Check(ctx)
	if err == nil {
		err = fn(db)
	}
	return errors.Join(err, db.Close())
}

// originals lists what stands in the originals' folder, sorted.
func (s Source) originals() ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(s.Dir, originalsName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && belongs(originalsName+"/"+e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// seal writes the whole backup to w, encrypted.
func (s Source) seal(ctx context.Context, w io.Writer, st *stage, lock Lock) (Manifest, error) {
	sealed, err := age.Encrypt(w, lock.to...)
	if err != nil {
		return Manifest{}, err
	}
	p := &packer{ctx: ctx, tar: tar.NewWriter(sealed), manifest: st.manifest}
	if err := s.parts(p, st); err != nil {
		return Manifest{}, err
	}
	if err := errors.Join(p.tar.Close(), sealed.Close()); err != nil {
		return Manifest{}, err
	}
	return p.manifest, nil
}

func (s Source) parts(p *packer, st *stage) error {
	if err := p.json(opening, p.manifest.head()); err != nil {
		return err
	}
	if err := p.file(recordsFile, filepath.Join(st.dir, recordsFile)); err != nil {
		return err
	}
	for _, name := range st.originals {
		err := p.file(originalsName+"/"+name, filepath.Join(s.Dir, originalsName, name))
		if errors.Is(err, fs.ErrNotExist) {
			return errMoved
		}
		if err != nil {
			return err
		}
	}
	for _, name := range []string{glossaryFile, erasuresFile} {
		// Both are replaced whole or grow, so they are read at once.
		text, err := os.ReadFile(filepath.Join(s.Dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = p.part(name, int64(len(text)), bytes.NewReader(text))
		}
		if err != nil {
			return err
		}
	}
	return p.json(closing, p.manifest)
}

// A packer writes files one after the other and notes them in the manifest.
type packer struct {
	ctx      context.Context
	tar      *tar.Writer
	manifest Manifest
}

func (p *packer) json(name string, m Manifest) error {
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	return p.entry(name, int64(len(b)), bytes.NewReader(b))
}

func (p *packer) file(name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return p.part(name, info.Size(), f)
}

func (p *packer) part(name string, size int64, r io.Reader) error {
	h := sha256.New()
	if err := p.entry(name, size, io.TeeReader(r, h)); err != nil {
		return err
	}
	p.manifest.Parts = append(p.manifest.Parts, Part{name, size, hex.EncodeToString(h.Sum(nil))})
	return nil
}

func (p *packer) entry(name string, size int64, r io.Reader) error {
	err := p.tar.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o600, ModTime: p.manifest.Made, Typeflag: tar.TypeReg})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	n, err := io.Copy(p.tar, &stopping{p.ctx, io.LimitReader(r, size)})
	if err == nil && n != size {
		err = fmt.Errorf("it has %d bytes and had %d", n, size)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// stopping ends a long copy with its context.
type stopping struct {
	ctx context.Context
	r   io.Reader
}

// Read reads on until the context ends.
func (s *stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

// Sweep takes away what a crash left of unfinished backups and restores in a data
// folder: it isn't encrypted. Only the holder of the records' lock may call it.
func Sweep(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var all []error
	for _, e := range entries {
		if e.IsDir() && (strings.HasPrefix(e.Name(), stages) || strings.HasPrefix(e.Name(), unpacked)) {
			all = append(all, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}
	return errors.Join(all...)
}
