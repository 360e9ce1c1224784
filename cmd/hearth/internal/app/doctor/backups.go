package doctor

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Backups is what was found out about the nightly backups.
type Backups struct {
	Dir     string // empty: none are made
	Locked  bool   // there is a recipient to encrypt to
	Data    Disk   // where the data folder stands
	Last    time.Time
	LastErr error // why the last can't be told
	Serving bool
	Now     time.Time
}

// oldBackup is how old the last backup may be: two nights.
const oldBackup = 50 * time.Hour

// Findings judges the backups. It makes a file in the folder and takes it away.
func (b Backups) Findings() []Finding {
	const what = "backups"
	switch {
	case b.Dir == "":
		return []Finding{look(what, "none are made by night", `Set HEARTH_BACKUP_DIR and HEARTH_BACKUP_RECIPIENT ("hearth backup keygen" makes a key), or back the data folder up in another way.`)}
	case !b.Locked:
		return []Finding{mend(what, "there is nobody to encrypt them to", `Set HEARTH_BACKUP_RECIPIENT; "hearth backup keygen" makes a key.`)}
	}
	at := standing(b.Dir)
	if err := writable(at); err != nil {
		return []Finding{mend(what, fmt.Sprintf("%s can't be written: %v", b.Dir, cause(err)), "Let the user whom hearth runs as write there, or name another folder.")}
	}
	out := []Finding{fine(what, "%s can be written", b.Dir)}
	if on := diskOf(at); on.Known && b.Data.Known && on.ID == b.Data.ID {
		out = append(out, look(what, "they lie on the same disk as the data folder and would be lost with it", "Set HEARTH_BACKUP_DIR to a folder on another disk or machine."))
	}
	return append(out, b.age())
}

func (b Backups) age() Finding {
	const what = "last backup"
	age := b.Now.Sub(b.Last)
	switch {
	case b.LastErr != nil:
		return mend(what, fmt.Sprintf("when it was made can't be told: %v", cause(b.LastErr)), "See that hearth may read the folder.")
	case b.Last.IsZero():
		return look(what, "there is none yet", `The first is made tonight where hearth serves; "hearth backup" makes one now.`)
	case age > oldBackup:
		return mend(what, fmt.Sprintf("it is %.0f days old", age.Hours()/24), `See in the log why the last ones failed; "hearth backup" makes one now.`)
	}
	return fine(what, "it is %.0f hours old", age.Hours())
}

// standing is the folder itself or, where it isn't there yet, the nearest one
// above it that is.
func standing(dir string) string {
	for {
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}

func writable(dir string) error {
	f, err := os.CreateTemp(dir, ".hearth-doctor-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
