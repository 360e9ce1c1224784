// Package engagement keeps the ledger of how hearth is used, as facts without
// words. What it is told of one answered turn it takes apart at once:
//
//	use/MEMBER/DAY                        this member used hearth on this day
//	subject/WEEK/SURFACE/AREA/STATUS      so many questions of an area and a status
//	handled/WEEK/KIND                     so many turns that were no question for the papers
//
// A use is there or not: it has no kind, no topic, no time and no count. A
// subject and a handled kind are counts of a week (ISO, in the council's zone)
// and know no member. Nothing is numbered, timed or chained, and every count is
// as wide as every other, so that neither the keys nor the values nor their
// sizes keep the order in which anything came. The words by which an area is
// found are not kept.
//
// What can be joined. From the records as they stand, nothing beyond counts:
// whoever asked which of a week's questions, the records are the same, byte for
// byte, as long as the same members used hearth on the same days and the same
// questions were asked that week (a test tries it). Counts do tell when they
// are small. In a week in which one member alone used hearth, all of that
// week's counts are that member's; on a surface that one member alone uses, its
// counts are. So figures are shown through the suppression of small numbers,
// never from here.
//
// Somebody with two copies of the records a minute apart sees what came between
// them: a new use beside a count that went up by one. No record can prevent
// that, only the rarity of copies can. So the counts are of weeks (a night's
// copy shows a day of everybody's), and backups are made once a night. Within
// the records' own file pages that were freed keep older states until it is
// compacted, which is done each night after the sweep; backups are written
// compacted. And as long as a turn's words are kept (90 days by default), the
// turn itself says who asked what: the ledger keeps its promise from the day on
// which they lapse.
//
// Costs: Record is two reads and at most two writes of some bytes, and one
// search of the areas. There is one use for each member and day, and one count
// for each combination that came up in a week; reading them costs what was
// asked for.
package engagement

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"hearth/briefings"
	"hearth/knowledge"
	"hearth/storage"
)

// A Classifier finds which area of scrutiny a text is about, by the area's short
// name ("health"); not ok where it is about none. It is asked within an update,
// so it must not wait for anything.
type Classifier interface {
	Classify(text string) (area string, ok bool)
}

// Options say what a ledger goes by.
type Options struct {
	Areas Classifier     // nil: no question has an area
	Zone  *time.Location // whose days and weeks; nil: UTC
}

// A Ledger is the facts in a store. It is safe for concurrent use.
type Ledger struct {
	store storage.Store
	areas Classifier
	zone  *time.Location
}

// New makes a Ledger over a store. It reads nothing yet.
func New(s storage.Store, o Options) *Ledger {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	return &Ledger{s, o.Areas, o.Zone}
}

const (
	usePrefix     = "use/"
	subjectPrefix = "subject/"
	handledPrefix = "handled/"

	// NoArea stands where a question is about none of the areas.
	NoArea = "none"

	// digits is how wide every count is, so that its size tells nothing; it
	// bounds a week's count of one kind at a hundred million.
	digits = 8
)

// there is what a use's key leads to: nothing to know beyond that it is there.
var there = []byte("1")

// Record keeps the facts of one answered turn, within the caller's update.
func (l *Ledger) Record(tx storage.Tx, u briefings.Use) error {
	if u.At.IsZero() {
		return errors.New("engagement: a use has no time")
	}
	at := u.At.In(l.zone)
	if u.Member != "" {
		if err := tx.Put([]byte(key(usePrefix, u.Member, knowledge.DateOf(at).String())), there); err != nil {
			return fmt.Errorf("engagement: keeping a use: %w", err)
		}
	}
	switch {
	case u.Asked:
		return count(tx, key(subjectPrefix, week(at), u.Surface, l.area(u.Topic), string(u.Status)))
	case u.Handled != "":
		return count(tx, key(handledPrefix, week(at), string(u.Handled)))
	}
	return nil
}

// area is the area of a topic, as a key may have it.
func (l *Ledger) area(topic string) string {
	if l.areas == nil || topic == "" {
		return NoArea
	}
	if area, ok := l.areas.Classify(topic); ok && area != "" {
		return area
	}
	return NoArea
}

// key joins parts that may hold anything; an empty one becomes "-", so that no
// two lists of parts have the same key.
func key(prefix string, parts ...string) string {
	out := make([]string, len(parts))
	for i, p := range parts {
		switch out[i] = url.PathEscape(p); p {
		case "":
			out[i] = "-"
		case "-":
			out[i] = "%2D"
		}
	}
	return prefix + strings.Join(out, "/")
}

// week is the ISO week of a moment: "2026-W48".
func week(t time.Time) string {
	y, w := t.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}

// count adds one to a count.
func count(tx storage.Tx, key string) error {
	n := 0
	b, err := tx.Get([]byte(key))
	switch {
	case errors.Is(err, storage.ErrNotFound):
	case err != nil:
		return fmt.Errorf("engagement: reading %s: %w", key, err)
	default:
		if n, err = strconv.Atoi(string(b)); err != nil {
			return fmt.Errorf("engagement: %s: %w", key, err)
		}
	}
	if err := tx.Put([]byte(key), fmt.Appendf(nil, "%0*d", digits, n+1)); err != nil {
		return fmt.Errorf("engagement: keeping %s: %w", key, err)
	}
	return nil
}
