package web

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"hearth/storage"
)

// LinkLife is how long a sign-in link is good.
const LinkLife = 10 * time.Minute

const linkPrefix = "signin/"

// link is the record of one link. It is kept under the hash of its token.
type link struct {
	Member string    `json:"member"`
	Ends   time.Time `json:"ends"`
	Next   string    `json:"next,omitempty"` // where its holder was going
}

// Links makes sign-in links. It is safe for concurrent use.
type Links struct {
	store storage.Store
	base  *url.URL
	now   func() time.Time
}

// NewLinks makes links below a public address.
func NewLinks(s storage.Store, base *url.URL, now func() time.Time) *Links {
	return &Links{s, base, now}
}

// Link makes a link that signs a member in once within ten minutes. Whoever has
// it can, so it is for that member's eyes alone.
func (l *Links) Link(ctx context.Context, member string) (string, error) {
	return l.link(ctx, member, "")
}

func (l *Links) link(ctx context.Context, member, next string) (string, error) {
	token := draw()
	rec := link{member, l.now().UTC().Add(LinkLife), next}
	err := l.store.Update(ctx, func(tx storage.Tx) error { return storage.Put(tx, linkPrefix+hashOf(token), rec) })
	if err != nil {
		return "", fmt.Errorf("making a sign-in link: %w", err)
	}
	return l.base.JoinPath("signin", "link", token).String(), nil
}

// peek gives the link of a token without spending it. The error wraps
// storage.ErrNotFound where it is no good.
func (l *Links) peek(ctx context.Context, token string) (rec link, err error) {
	err = l.store.View(ctx, func(tx storage.Tx) error {
		rec, err = storage.Get[link](tx, linkPrefix+hashOf(token))
		return err
	})
	return l.good(rec, err)
}

// spend gives the link of a token and deletes it: of two who try at once, one
// has it.
func (l *Links) spend(ctx context.Context, token string) (rec link, err error) {
	key := linkPrefix + hashOf(token)
	err = l.store.Update(ctx, func(tx storage.Tx) error {
		if rec, err = storage.Get[link](tx, key); err != nil {
			return err
		}
		return tx.Delete([]byte(key))
	})
	return l.good(rec, err)
}

func (l *Links) good(rec link, err error) (link, error) {
	if err == nil && !l.now().Before(rec.Ends) {
		err = storage.ErrNotFound
	}
	if err != nil {
		return link{}, fmt.Errorf("sign-in link: %w", err)
	}
	return rec, nil
}

// Sweep deletes the links that have run out.
func (l *Links) Sweep(ctx context.Context) error {
	now := l.now()
	err := l.store.Update(ctx, func(tx storage.Tx) error {
		return dropLinks(tx, func(rec link) bool { return !now.Before(rec.Ends) })
	})
	if err != nil {
		return fmt.Errorf("sweeping sign-in links: %w", err)
	}
	return nil
}

func forgetLinks(tx storage.Tx, member string) error {
	return dropLinks(tx, func(rec link) bool { return rec.Member == member })
}

func dropLinks(tx storage.Tx, which func(link) bool) error {
	var keys []string
	for e, err := range tx.Scan([]byte(linkPrefix), nil) {
		if err != nil {
			return err
		}
		rec, err := storage.Get[link](tx, string(e.Key))
		if err != nil {
			return err
		}
		if which(rec) {
			keys = append(keys, string(e.Key))
		}
	}
	var errs []error
	for _, k := range keys {
		errs = append(errs, tx.Delete([]byte(k)))
	}
	return errors.Join(errs...)
}

// localPath is a path of this site that a link or form may lead to after
// signing in; "/" for whatever else was asked for.
func localPath(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") ||
		strings.ContainsAny(s, "\\\r\n\t") || strings.HasPrefix(u.Path, "//") || strings.HasPrefix(u.Path, "/signin") {
		return "/"
	}
	return s
}
