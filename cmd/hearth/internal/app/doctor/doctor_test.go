package doctor_test

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"log/slog"

	"hearth/bot"
	"hearth/briefings"
	"hearth/cmd/hearth/internal/app/doctor"
	"hearth/knowledge"
)

var (
	now   = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	today = knowledge.DateOf(now)
)

// want is what the findings of a case must be: a grade and a part of the line, each
// in this order.
func want(t *testing.T, what string, got []doctor.Finding, lines ...string) {
	t.Helper()
	var all []string
	for _, f := range got {
		all = append(all, f.String())
		if (f.Grade == doctor.OK) != (f.Do == "") {
			t.Errorf("%s: %q: what asks for something says what to do, and nothing else does", what, f)
		}
		if f.Do != "" && !strings.HasSuffix(f.Do, ".") {
			t.Errorf("%s: %q is no sentence", what, f.Do)
		}
	}
	if len(got) != len(lines) {
		t.Errorf("%s: got\n%s\nwant %d findings", what, strings.Join(all, "\n"), len(lines))
		return
	}
	for i, l := range lines {
		grade, part, _ := strings.Cut(l, " ")
		if string(got[i].Grade) != grade || !strings.Contains(all[i], part) {
			t.Errorf("%s: got %q, want %q", what, all[i], l)
		}
	}
}

func TestTheLinesAndHowManyMustBeFixed(t *testing.T) {
	all := []doctor.Finding{{Grade: doctor.OK, What: "a", Says: "b"}, {Grade: doctor.Fix, What: "c", Says: "d", Do: "E."}, {Grade: doctor.Look, What: "f", Says: "g", Do: "H."}}
	got := fmt.Sprint(all[0], "|", all[1], "|", all[2], "|", doctor.Fixes(all))
	if got != "ok    a: b|fix   c: d. E.|look  f: g. H.|1" {
		t.Error(got)
	}
}

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, mode fs.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.Mkdir(path, mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(path, "hearth.db"), make([]byte, 3<<20), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	want(t, "a folder as it should be", doctor.FolderAt(write("good", 0o700)).Findings(), "ok good, 3 MB", "ok are free")
	want(t, "no folder", doctor.FolderAt(filepath.Join(dir, "none")).Findings(), "fix is not there yet")
	want(t, "others may read", doctor.FolderAt(write("open", 0o750)).Findings(), "ok open", "fix permissions 0750", "ok are free")
	loop := filepath.Join(dir, "loop")
	if err := os.Symlink(loop, loop); err != nil {
		t.Fatal(err)
	}
	want(t, "a folder that can't be looked at", doctor.FolderAt(loop).Findings(), "fix can't be read")

	roomy := doctor.Disk{Known: true, Free: 100 << 30}
	disk := func(change func(*doctor.Disk)) doctor.Folder {
		f := doctor.Folder{Path: "d", Exists: true, Mode: 0o700, Owned: true, Size: 1 << 30, Disk: roomy}
		change(&f.Disk)
		return f
	}
	want(t, "a full disk", disk(func(d *doctor.Disk) { d.Free = 1 << 20 }).Findings(), "ok d", "fix only 1 MB are free")
	want(t, "a disk that fills", disk(func(d *doctor.Disk) { d.Free = 3 << 29 }).Findings(), "ok d", "look 1536 MB are free")
	want(t, "a disk over the network", disk(func(d *doctor.Disk) { d.Kind, d.Remote = "NFS", true }).Findings(), "ok d", "ok free", "fix NFS")
	want(t, "a disk that a program plays", disk(func(d *doctor.Disk) { d.Kind = "FUSE" }).Findings(), "ok d", "ok free", "look FUSE")
	want(t, "a system that doesn't tell", disk(func(d *doctor.Disk) { d.Known = false }).Findings(), "ok d", "look doesn't tell")
	theirs := disk(func(*doctor.Disk) {})
	theirs.Owned = false
	want(t, "somebody else's folder", theirs.Findings(), "ok d", "fix belongs to another user", "ok free")
}

func TestFoldersOfOthers(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chown(dir, os.Getuid()+1, -1); err != nil {
		t.Skip("only the system's administrator can give a folder away")
	}
	if doctor.FolderAt(dir).Owned {
		t.Error("another user's folder is taken for one's own")
	}
}

func TestPapers(t *testing.T) {
	paper := func(s knowledge.Shelf, change ...func(*knowledge.Document)) knowledge.Document {
		d := knowledge.Document{Meta: knowledge.Meta{Shelf: s, ReviewBy: knowledge.Date{Year: 2027, Month: 1, Day: 1}}}
		for _, c := range change {
			c(&d)
		}
		return d
	}
	public, members, officers := paper(knowledge.ShelfPublic), paper(knowledge.ShelfMembers), paper(knowledge.ShelfOfficers)
	old := paper(knowledge.ShelfPublic, func(d *knowledge.Document) { d.ReviewBy = knowledge.Date{Year: 2026, Month: 11, Day: 24} })
	starter := paper(knowledge.ShelfPublic, func(d *knowledge.Document) { d.Starter = true })
	adopted := paper(knowledge.ShelfPublic, func(d *knowledge.Document) { d.Starter, d.Adopted = true, &knowledge.Adoption{} })
	for what, c := range map[string]struct {
		docs      []knowledge.Document
		unshelved int
		want      []string
	}{
		"each shelf is counted":             {[]knowledge.Document{public, public, members, officers, adopted}, 0, []string{"ok 3 on the public shelf, 1 on the members', 1 on the officers'"}},
		"no papers":                         {nil, 0, []string{"fix there are none"}},
		"no shelf was chosen":               {[]knowledge.Document{public, officers, officers}, 2, []string{"ok 1 on", "look for 2 papers nobody has chosen"}},
		"members see nothing":               {[]knowledge.Document{officers}, 0, []string{"ok 0 on", "fix members can be answered from none"}},
		"a paper past its review":           {[]knowledge.Document{public, old}, 0, []string{"ok 2 on", "look 1 paper is past"}},
		"the starter nobody has checked":    {[]knowledge.Document{starter, starter, adopted}, 0, []string{"ok 3 on", "look 2 papers of hearth's own"}},
		"the day of the review is not past": {[]knowledge.Document{paper(knowledge.ShelfPublic, func(d *knowledge.Document) { d.ReviewBy = today })}, 0, []string{"ok 1 on"}},
	} {
		want(t, what, doctor.Papers(c.docs, c.unshelved, today), c.want...)
	}
}

func TestContacts(t *testing.T) {
	hours, err := bot.ParseHours("Mon-Fri 08:30-17:00")
	if err != nil {
		t.Fatal(err)
	}
	tried := knowledge.Date{Year: 2026, Month: 3, Day: 2}
	full := func(change func(*bot.Contacts)) bot.Contacts {
		one := bot.Contact{Phone: "01632 960001", Hours: hours, CheckedOn: tried}
		c := bot.Contacts{FrontDoor: one, OutOfHours: one, LADO: one, DataProtection: one}
		change(&c)
		return c
	}
	for what, c := range map[string]struct {
		change func(*bot.Contacts)
		want   []string
	}{
		"all are set":             {func(*bot.Contacts) {}, []string{"ok checked within a year"}},
		"no front door":           {func(c *bot.Contacts) { c.FrontDoor = bot.Contact{Email: "a@b.example"} }, []string{"fix front-door.phone="}},
		"nobody out of hours":     {func(c *bot.Contacts) { c.OutOfHours = bot.Contact{} }, []string{"fix out-of-hours.phone="}},
		"no LADO":                 {func(c *bot.Contacts) { c.LADO = bot.Contact{} }, []string{"look lado.phone="}},
		"no data protection":      {func(c *bot.Contacts) { c.DataProtection = bot.Contact{} }, []string{"look data-protection.phone="}},
		"no hours":                {func(c *bot.Contacts) { c.FrontDoor.Hours = bot.Hours{} }, []string{"look front-door.hours="}},
		"the LADO needs no hours": {func(c *bot.Contacts) { c.LADO.Hours = bot.Hours{} }, []string{"ok"}},
		"never tried":             {func(c *bot.Contacts) { c.LADO.CheckedOn = knowledge.Date{} }, []string{"look lado.checked-on=2026-11-25"}},
		"tried two years ago":     {func(c *bot.Contacts) { c.OutOfHours.CheckedOn.Year = 2024 }, []string{"look last tried on 2 March 2024"}},
	} {
		want(t, what, doctor.Contacts(full(c.change), now), c.want...)
	}
}

func TestTheCouncil(t *testing.T) {
	want(t, "known", []doctor.Finding{doctor.Council("Middlesbrough", true)}, "ok Middlesbrough")
	want(t, "not set", []doctor.Finding{doctor.Council("", false)}, "look council.name=")
	want(t, "a slip", []doctor.Finding{doctor.Council("Middlesborough", false)}, `look "Middlesborough"`)
}

func TestMembers(t *testing.T) {
	someone := func(email string, roles ...briefings.Role) briefings.Member {
		return briefings.Member{ID: "id", Name: "Ann Example", Email: email, Roles: roles}
	}
	officer, admin := someone("o@c.example", briefings.RoleOfficer), someone("a@c.example", briefings.RoleAdmin, briefings.RoleMember)
	left := someone("l@c.example", briefings.RoleAdmin)
	left.Left = knowledge.Date{Year: 2026, Month: 1, Day: 1}
	for what, c := range map[string]struct {
		people  []briefings.Member
		asked   []time.Time
		byEmail bool
		want    []string
	}{
		"an officer and an administrator": {[]briefings.Member{officer, admin}, nil, true, []string{"ok 2 people, 1 officer and 1 administrator"}},
		"nobody":                          {nil, nil, true, []string{"fix nobody yet"}},
		"only somebody who left":          {[]briefings.Member{left}, nil, true, []string{"fix nobody yet"}},
		"no officer":                      {[]briefings.Member{admin}, nil, true, []string{"ok 1 person", "fix nobody is an officer"}},
		"the administrator has left":      {[]briefings.Member{officer, left}, nil, true, []string{"ok 1 person", "fix nobody is an administrator"}},
		"one without an address":          {[]briefings.Member{officer, admin, someone("", briefings.RoleMember)}, nil, true, []string{"ok 3 people", "look 1 person has no e-mail"}},
		"nobody signs in by e-mail":       {[]briefings.Member{officer, admin, someone("", briefings.RoleMember)}, nil, false, []string{"ok 3 people"}},
		"a request of yesterday":          {[]briefings.Member{officer, admin}, []time.Time{now.Add(-24 * time.Hour)}, true, []string{"ok 2 people", "ok 1 person has asked"}},
		"a request of last month":         {[]briefings.Member{officer, admin}, []time.Time{now.AddDate(0, -1, 0), now}, true, []string{"ok 2 people", "look 1 person has asked"}},
	} {
		p := doctor.People{Members: c.people, Asked: c.asked, ByEmail: c.byEmail, Today: today, Now: now}
		got := p.Findings()
		want(t, what, got, c.want...)
		for _, f := range got {
			if strings.Contains(f.String(), "Ann") || strings.Contains(f.String(), "@") {
				t.Errorf("%s: %q names somebody", what, f)
			}
		}
	}
}

func TestTheClock(t *testing.T) {
	built, logged := now.AddDate(0, -1, 0), now.Add(-time.Hour)
	one := func(f doctor.Finding) []doctor.Finding { return []doctor.Finding{f} }
	want(t, "a clock that may be right", one(doctor.Clock(now, built, logged)), "ok 2026-11-25T12:00:00Z")
	want(t, "nothing is known", one(doctor.Clock(now, time.Time{}, time.Time{})), "ok")
	want(t, "before the program was made", one(doctor.Clock(now.AddDate(-1, 0, 0), built, time.Time{})), "fix before this hearth was built")
	want(t, "before the last change", one(doctor.Clock(now.Add(-2*time.Hour), built, logged)), "fix before the last change")
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	want(t, "London in summer", one(doctor.Zone(london, time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC))), "ok where it is 13:00")
	want(t, "UTC", one(doctor.Zone(time.UTC, now)), "look UTC")
}

func TestBackups(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	elsewhere := doctor.Disk{Known: true, ID: 1}
	good := doctor.Backups{Dir: dir, Locked: true, Data: elsewhere, Last: now.Add(-9 * time.Hour), Now: now}
	with := func(change func(*doctor.Backups)) []doctor.Finding {
		b := good
		change(&b)
		return b.Findings()
	}
	want(t, "as they should be", with(func(*doctor.Backups) {}), "ok can be written", "ok 9 hours old")
	want(t, "none are made", with(func(b *doctor.Backups) { b.Dir = "" }), "look none are made")
	want(t, "nobody to encrypt to", with(func(b *doctor.Backups) { b.Locked = false }), "fix HEARTH_BACKUP_RECIPIENT")
	want(t, "a folder that is made later", with(func(b *doctor.Backups) { b.Dir, b.Last = filepath.Join(dir, "a", "b"), time.Time{} }), "ok can be written", "look none yet")
	want(t, "a folder within a file", with(func(b *doctor.Backups) { b.Dir = filepath.Join(file, "a") }), "fix can't be written")
	want(t, "on the same disk", with(func(b *doctor.Backups) { b.Data = doctor.FolderAt(dir).Disk }), "ok can be written", "look the same disk", "ok 9 hours")
	want(t, "the last is old", with(func(b *doctor.Backups) { b.Last = now.AddDate(0, 0, -4) }), "ok can be written", "fix 4 days old")
	want(t, "the last can't be told", with(func(b *doctor.Backups) { b.LastErr = errors.New("boom") }), "ok can be written", "fix can't be told")
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("looking left %v, %v", left, err)
	}
}

// plain is an error with a sentence.
type plain struct{}

func (plain) Error() string { return "chain" }
func (plain) Plain() string { return "Wait until it has finished." }

func TestTheState(t *testing.T) {
	one := func(f doctor.Finding) []doctor.Finding { return []doctor.Finding{f} }
	want(t, "records", one(doctor.Records(nil, false)), "ok nobody else holds them")
	want(t, "records of a server", one(doctor.Records(nil, true)), "ok the hearth that serves")
	want(t, "records that another holds", one(doctor.Records(fmt.Errorf("opening: %w", plain{}), false)), "fix Wait until it has finished.")
	want(t, "records that can't be read", one(doctor.Records(&fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission}, false)), "fix permission denied")
	want(t, "an index", one(doctor.Index(true, nil)), "ok")
	want(t, "an index that is behind", one(doctor.Index(false, nil)), "look behind")
	want(t, "an index that can't be read", one(doctor.Index(false, errors.New("boom"))), "fix boom")
	want(t, "nobody waits", one(doctor.Turns(0, time.Time{}, now, true)), "ok nobody waits")
	want(t, "one is being answered", one(doctor.Turns(1, now.Add(-time.Second), now, true)), "ok 1 turn is being answered")
	want(t, "two wait long", one(doctor.Turns(2, now.Add(-time.Hour), now, true)), "fix 2 turns are not answered, the oldest for 1h0m0s")
	want(t, "one waits for a server", one(doctor.Turns(1, now.Add(-time.Hour), now, false)), "look serve")
	want(t, "answers", one(doctor.Paused(time.Time{}, time.UTC)), "ok")
	want(t, "answers that are paused", one(doctor.Paused(now, time.UTC)), "look since 12:00 on 25 November 2026")
	want(t, "no hold", one(doctor.Holds(nil)), "ok none")
	want(t, "two holds", one(doctor.Holds([]string{"a", "b"})), "look 2 holds")
	want(t, "warnings", one(doctor.Logging(slog.LevelWarn)), "ok warn")
	want(t, "all that there is", one(doctor.Logging(slog.LevelDebug)), "look debug")
	want(t, "errors alone", one(doctor.Logging(slog.LevelError)), "look error")
	want(t, "no slip", doctor.Unknown(nil))
	want(t, "a slip", doctor.Unknown([]string{"HEARTH_DATTA"}), "look HEARTH_DATTA")
}

// No error of a network may show the address that was asked for, which can
// carry a password.
func TestErrorsShowNoAddress(t *testing.T) {
	err := &url.Error{Op: "Get", URL: "https://hearth:secret@login.example", Err: errors.New("refused")}
	got := doctor.Index(false, err).String()
	if strings.Contains(got, "secret") || !slices.Contains(strings.FieldsFunc(got, func(r rune) bool { return r == ' ' || r == '.' }), "refused") {
		t.Error(got)
	}
}
