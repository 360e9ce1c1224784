package app

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"hearth/bot"
	"hearth/bot/council"
	"hearth/knowledge/answer"
	"hearth/knowledge/extract/read"
	"hearth/knowledge/library"
	"hearth/storage"
)

// A Shared is a data folder that is open for everything that runs in one
// process: the papers for changing, their reader, and the desk that answers from
// them. All of it is safe for concurrent use: questions are answered while papers
// are added, from the index as it was before.
type Shared struct {
	o       Options
	lib     *library.Library
	reader  *read.Reader
	wording sync.Mutex // held by whoever changes the glossary

	// broke counts the work on papers that broke off, so that the index may not
	// hold what the records hold; mended, how much of it has been made good.
	broke, mended atomic.Int64
	mending       sync.Mutex

	mu   sync.Mutex
	desk *answer.Desk // with the glossary in use

	house *House          // what serves members, once House has made it
	ctx   context.Context // with the values of Share's, and no end
}

// Share opens a data folder for changing, and makes it where it is absent; it
// brings the index up to date. Nobody else can open the folder until Close, nor
// may this process open it by itself: Options.Shared hands it to each App. The
// context is for opening alone.
func Share(ctx context.Context, o Options) (s *Shared, err error) {
	a := New(o)
	words, err := a.Glossary()
	if err != nil {
		return nil, err
	}
	s = &Shared{o: a.o, ctx: context.WithoutCancel(ctx), reader: read.New(read.Options{CacheDir: cacheDir()})}
	s.lib, err = a.openLibrary(ctx, library.Options{Format: a.format(), Reader: s.reader, Glossary: words.Version(), Log: a.o.Log, Now: a.o.Now, Command: o.Command})
	if err != nil {
		return nil, errors.Join(err, s.reader.Close())
	}
	if err := s.lib.Ready(ctx, o.Progress); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.sit(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Close waits for what is under way, then lets go of the files.
func (s *Shared) Close() error { return errors.Join(s.lib.Close(), s.reader.Close()) }

// App gives an App of its own to one piece of work, as the options of Share say.
// It needs no Close, and costs nothing to make.
func (s *Shared) App() *App {
	o := s.o
	o.Shared, o.Progress = s, nil
	return New(o)
}

// Library is the papers, open for changing.
func (s *Shared) Library() *library.Library { return s.lib }

// Store is the records, for whoever keeps their own beside the papers'. It must
// not be closed.
func (s *Shared) Store() storage.Store { return s.lib.Store() }

// Desk is who answers by the glossary that is in use now: ask for it anew with
// every question. Where nothing was ever added the error is a
// *library.NothingHereError.
func (s *Shared) Desk(ctx context.Context) (*answer.Desk, error) {
	if err := s.ready(ctx, nil); err != nil {
		return nil, err
	}
	switch empty, err := s.lib.Empty(ctx); {
	case err != nil:
		return nil, err
	case empty:
		return nil, &library.NothingHereError{Dir: s.o.Dir}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.desk, nil
}

// ready brings the index up to date where work on it broke off.
func (s *Shared) ready(ctx context.Context, progress func(Progress)) error {
	if s.broke.Load() == s.mended.Load() {
		return nil
	}
	s.mending.Lock()
	defer s.mending.Unlock()
	n := s.broke.Load()
	if n == s.mended.Load() {
		return nil
	}
	if err := s.lib.Ready(ctx, progress); err != nil {
		return err
	}
	s.mended.Store(n)
	return nil
}

// reword takes the glossary that is in the folder now for the one in use.
func (s *Shared) reword(ctx context.Context, progress func(Progress)) error {
	words, err := New(s.o).Glossary()
	if err != nil {
		return err
	}
	// A change that broke off leaves an index to be made anew with the new words,
	// and those are what the desk must then have.
	if err := s.lib.Reword(ctx, words.Version(), progress); err != nil {
		s.broke.Add(1)
		return errors.Join(err, s.sit(context.WithoutCancel(ctx)))
	}
	return s.sit(ctx)
}

// sit makes the desk anew with the glossary that is in the folder.
func (s *Shared) sit(ctx context.Context) error {
	a := s.App()
	words, err := a.Glossary()
	if err != nil {
		return err
	}
	guard := a.guard(context.WithoutCancel(ctx)) // the desk outlives whoever made it
	desk := answer.New(answer.Options{Index: s.lib, Glossary: words, Guard: guard, Log: s.o.Log.With("component", "answer")})
	s.mu.Lock()
	s.desk = desk
	s.mu.Unlock()
	return nil
}

// Contacts are the council's contacts as they are now.
func (s *Shared) Contacts(ctx context.Context) (bot.Contacts, error) {
	return council.New(s.lib.Store()).Contacts(ctx)
}

// open is the library that is open, if any.
func (a *App) open() *library.Library {
	if a.o.Shared != nil {
		return a.o.Shared.lib
	}
	return a.lib
}

// changed takes note of work on the papers that ended with an error: the index
// may be behind then, and the next question must not be answered from it.
func (a *App) changed(err error) error {
	if err != nil && a.o.Shared != nil && !Mistaken(err) {
		a.o.Shared.broke.Add(1)
	}
	return err
}
