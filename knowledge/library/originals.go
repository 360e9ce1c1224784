package library

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// originals are copies of files on their way to the originals' folder: written
// under names of their own one by one, then synced and given their names all
// together, as the disk's syncs are what takes the time.
type originals struct{ waiting []original }

type original struct {
	f  *os.File
	to string
}

// copy copies a file whose bytes have the sum version. Where they have another,
// the error is errChanged. Where it fails nothing is left behind.
func (o *originals) copy(l *Library, r io.ReaderAt, size int64, version, file string) error {
	to := l.originalPath(version, file)
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(to), ".new-*")
	if err != nil {
		return err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, h), io.NewSectionReader(r, 0, size))
	if err == nil && hex.EncodeToString(h.Sum(nil)) != version {
		err = errChanged
	}
	if err != nil {
		return errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	o.waiting = append(o.waiting, original{f, to})
	return nil
}

// settling is how many files are synced at once.
const settling = 8

// settle gives the copies their names, safe against a power cut.
func (o *originals) settle() error {
	if len(o.waiting) == 0 {
		return nil
	}
	dir := filepath.Dir(o.waiting[0].to)
	errs := make([]error, len(o.waiting))
	turn := make(chan struct{}, settling)
	var wg sync.WaitGroup
	for i, each := range o.waiting {
		turn <- struct{}{}
		wg.Go(func() {
			errs[i] = each.settle()
			<-turn
		})
	}
	wg.Wait()
	o.waiting = nil
	return errors.Join(errors.Join(errs...), syncDir(dir))
}

func (o original) settle() error {
	err := errors.Join(o.f.Sync(), o.f.Close())
	if err == nil {
		err = os.Rename(o.f.Name(), o.to)
	}
	if err != nil {
		return errors.Join(err, os.Remove(o.f.Name()))
	}
	return nil
}

// drop takes away the copies that will not be kept.
func (o *originals) drop() {
	for _, each := range o.waiting {
		_ = each.f.Close()           // nobody needs what is in it
		_ = os.Remove(each.f.Name()) // the next removal of a document sweeps it otherwise
	}
	o.waiting = nil
}
