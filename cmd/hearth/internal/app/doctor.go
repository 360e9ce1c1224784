package app

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"hearth/bot"
	"hearth/bot/email"
	"hearth/bot/ledger"
	"hearth/bot/pause"
	"hearth/bot/slack"
	"hearth/bot/teams"
	"hearth/briefings/audience"
	"hearth/cmd/hearth/internal/app/doctor"
	"hearth/cmd/hearth/internal/config"
	"hearth/knowledge"
	"hearth/knowledge/library"
	"hearth/storage"
	"hearth/storage/audit"
	"hearth/storage/holds"
)

// A Finding is what one check of Doctor found.
type Finding = doctor.Finding

// ToFix tells how many findings must be fixed.
func ToFix(all []Finding) int { return doctor.Fixes(all) }

// Checkup says what is set, for Doctor to look at.
type Checkup struct {
	Web       config.Web
	Slack     config.Slack
	Teams     config.Teams
	URLGiven  bool // HEARTH_URL is set
	BackupDir string
	Lock      Lock
	LogLevel  slog.Level
	Unknown   []string  // variables that look like settings and are none
	Built     time.Time // when this hearth was built; zero: not known
}

// Doctor looks at everything that is set, in the order in which it is mended: the
// folder and what is in it, who is served, then what lies around. It changes
// nothing, and goes on where something can't be looked at.
func (a *App) Doctor(ctx context.Context, c Checkup) []Finding {
	folder := doctor.FolderAt(a.o.Dir)
	all := folder.Findings()
	logged := time.Time{}
	if folder.Exists {
		var found []Finding
		found, logged = a.lookInside(ctx, c)
		all = append(all, found...)
	}
	all = append(all, doctor.Zone(a.o.Zone, a.o.Now()), doctor.Clock(a.o.Now(), c.Built, logged))
	all = append(all, a.lookAround(ctx, c)...)
	all = append(all, a.lookAtBackups(ctx, c, folder.Disk)...)
	all = append(all, doctor.Logging(c.LogLevel))
	return append(all, doctor.Unknown(c.Unknown)...)
}

// serving tells whether this process is the one that serves the folder.
func (a *App) serving() bool { return a.o.Shared != nil && a.o.Shared.house != nil }

// lookInside looks at what is in the folder, and tells when it was last changed.
func (a *App) lookInside(ctx context.Context, c Checkup) (all []Finding, logged time.Time) {
	lib, err := a.reading(ctx)
	if nothingHere(err) {
		return append(all, doctor.Papers(nil, 0, knowledge.Date{})...), logged
	}
	all = append(all, doctor.Records(err, a.serving()))
	if err != nil {
		return all, logged
	}
	all = append(all, doctor.Index(a.fresh(ctx, lib)))
	for _, check := range []func(context.Context, *library.Library, Checkup) ([]Finding, error){
		a.lookAtPapers, a.lookAtContacts, a.lookAtMembers, a.lookAtState,
	} {
		found, err := check(ctx, lib, c)
		if err != nil {
			found = []Finding{doctor.Records(err, a.serving())}
		}
		all = append(all, found...)
	}
	if logged, err = lastChange(ctx, lib.Store()); err != nil {
		all = append(all, doctor.Records(err, a.serving()))
	}
	return all, logged
}

// fresh tells whether the index holds what the records hold. Where hearth serves
// it knows; asking would wait for papers that are being added.
func (a *App) fresh(ctx context.Context, lib *library.Library) (bool, error) {
	if s := a.o.Shared; s != nil {
		return s.broke.Load() == s.mended.Load(), nil
	}
	fresh, err := lib.Fresh(ctx)
	if nothingHere(err) {
		return true, nil // settings alone have no index
	}
	return fresh, err
}

func (a *App) lookAtPapers(ctx context.Context, lib *library.Library, _ Checkup) ([]Finding, error) {
	docs, err := lib.List(ctx, library.Filter{})
	if err != nil {
		return nil, err
	}
	unshelved, err := lib.Unshelved(ctx)
	return doctor.Papers(docs, len(unshelved), a.today()), err
}

func (a *App) lookAtContacts(ctx context.Context, _ *library.Library, _ Checkup) ([]Finding, error) {
	contacts, _, err := a.Contacts(ctx)
	if err != nil {
		return nil, err
	}
	name := a.ownCouncil(ctx)
	_, known := CouncilNamed(name)
	if !known && name != "" {
		_, err := a.CouncilOfPapers(ctx, "council.name", name)
		known = err == nil
	}
	return append(doctor.Contacts(contacts, a.o.Now().In(a.o.Zone)), doctor.Council(name, known)), nil
}

func (a *App) lookAtMembers(ctx context.Context, lib *library.Library, c Checkup) ([]Finding, error) {
	dir := a.members(lib.Store())
	people, err := dir.List(ctx, audience.Filter{})
	if err != nil {
		return nil, err
	}
	asked, err := dir.Requests(ctx)
	if err != nil {
		return nil, err
	}
	p := doctor.People{Members: people, ByEmail: c.Web.Mail != nil || c.Web.OIDC != nil, Today: a.today(), Now: a.o.Now()}
	for _, r := range asked {
		p.Asked = append(p.Asked, r.Asked)
	}
	return p.Findings(), nil
}

func (a *App) lookAtState(ctx context.Context, lib *library.Library, _ Checkup) (all []Finding, err error) {
	var paused pause.State
	var ids []string
	err = lib.Store().View(ctx, func(tx storage.Tx) error {
		ids = nil
		held, err := holds.Active(tx)
		if err != nil {
			return err
		}
		for _, h := range held {
			ids = append(ids, h.ID)
		}
		paused, err = pause.Read(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	oldest, n, err := ledger.New(lib.Store(), ledger.Options{Now: a.o.Now}).Oldest(ctx)
	return []Finding{doctor.Turns(n, oldest, a.o.Now(), a.serving()), doctor.Paused(paused.Since, a.o.Zone), doctor.Holds(ids)}, err
}

// lookAround asks what lies beyond this process.
func (a *App) lookAround(ctx context.Context, c Checkup) []Finding {
	serving := a.serving()
	all := []Finding{doctor.Listens(ctx, c.Web.Listen, serving)}
	address := doctor.Address{URL: c.Web.URL, Given: c.URLGiven, Listen: c.Web.Listen, Alone: c.Web.Loopback(), Serving: serving}
	all = append(all, address.Findings(ctx)...)
	all = append(all, a.lookAtMail(ctx, c.Web))
	var issuer *url.URL
	if c.Web.OIDC != nil {
		issuer = c.Web.OIDC.URL
	}
	all = append(all, doctor.Issuer(ctx, issuer, &http.Client{Timeout: doctor.Patience}, a.o.Now)...)
	all = append(all, a.lookAtSlack(ctx, c)...)
	return append(all, a.lookAtTeams(ctx, c)...)
}

func (a *App) lookAtSlack(ctx context.Context, c Checkup) []Finding {
	s := c.Slack
	if !s.On() {
		return []Finding{doctor.NoSlack()}
	}
	ctx, cancel := context.WithTimeout(ctx, doctor.Patience)
	defer cancel()
	found := doctor.Slack{Host: s.API.Host, Socket: s.Socket(), Beside: s.Socket() && !s.SigningSecret.IsZero(), URL: c.Web.URL, Serving: a.serving()}
	if found.Serving {
		found.Down = a.o.Shared.house.downFor(bot.Slack)
	}
	adapter, err := slack.New(slackOptions(s, a.o))
	if err != nil {
		return found.Tried(slack.Trial{}, err).Findings() // the settings were checked, and so is what is made of them
	}
	return found.Tried(adapter.Try(ctx)).Findings()
}

func (a *App) lookAtTeams(ctx context.Context, c Checkup) []Finding {
	if !c.Teams.On() {
		return []Finding{doctor.NoTeams()}
	}
	ctx, cancel := context.WithTimeout(ctx, doctor.Patience)
	defer cancel()
	opts := teamsOptions(c.Teams, a.o, nowhere{})
	found := doctor.Teams{Cloud: opts.Cloud, Endpoint: c.Web.URL.JoinPath(TeamsPath)}
	adapter, err := teams.New(opts)
	if err != nil {
		return found.Tried(teams.Trial{}, err).Findings() // the settings were checked, and so is what is made of them
	}
	found = found.Tried(adapter.Try(ctx))
	if a.serving() {
		found = found.Asked(ctx, &http.Client{Timeout: doctor.Patience})
	}
	return found.Findings()
}

func (a *App) lookAtMail(ctx context.Context, w config.Web) Finding {
	if w.Mail == nil {
		return doctor.Mail(ctx, nil, "", w.Loopback() || w.OIDC != nil)
	}
	mailer, err := mailerOf(w)
	if err != nil {
		mailer = nil // the settings were checked, and so is what is made of them
	}
	return doctor.Mail(ctx, mailer, w.Mail.Host+":"+strconv.Itoa(w.Mail.Port), false)
}

// mailerOf makes the mailer that the settings ask for.
func mailerOf(w config.Web) (*email.Mailer, error) {
	m := w.Mail
	return email.New(email.Options{Host: m.Host, Port: m.Port, TLS: m.TLS, User: m.User, Password: m.Password.Reveal(), From: w.From})
}

func (a *App) lookAtBackups(ctx context.Context, c Checkup, data doctor.Disk) []Finding {
	b := doctor.Backups{Dir: c.BackupDir, Locked: !c.Lock.IsZero(), Data: data, Serving: a.serving(), Now: a.o.Now()}
	if b.Dir != "" {
		b.Last, b.LastErr = a.LastBackup(ctx, b.Dir)
		if nothingHere(b.LastErr) {
			b.LastErr = nil
		}
	}
	return b.Findings()
}

func (a *App) today() knowledge.Date { return knowledge.DateOf(a.o.Now().In(a.o.Zone)) }

// lastChange is when the last change was logged; zero where there was none.
func lastChange(ctx context.Context, s storage.Store) (at time.Time, err error) {
	head, err := audit.Last(ctx, s)
	if err != nil || head.Seq == 0 {
		return at, err
	}
	for e, err := range audit.Entries(ctx, s, head.Seq) {
		if err != nil {
			return at, err
		}
		at = e.Time
	}
	return at, nil
}
