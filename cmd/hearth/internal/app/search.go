package app

import (
	"context"

	"hearth/knowledge"
	"hearth/knowledge/answer"
)

// Search lists the papers that fit a text best, of the shelves that a viewer may
// see. While answers are paused the error is a *PausedError.
func (a *App) Search(ctx context.Context, text string, as knowledge.Viewer, k int) ([]answer.Found, error) {
	desk, err := a.searching(ctx)
	if err != nil {
		return nil, err
	}
	return desk.Search(ctx, text, as, k)
}

// Sentences lists the sentences that fit a text best, of the shelves that a viewer may
// see. While answers are paused the error is a *PausedError.
func (a *App) Sentences(ctx context.Context, text string, as knowledge.Viewer, k int) ([]string, error) {
	desk, err := a.searching(ctx)
	if err != nil {
		return nil, err
	}
	return desk.Sentences(ctx, text, as, k)
}

func (a *App) searching(ctx context.Context) (*answer.Desk, error) {
	if err := a.running(ctx, a.o.Now()); err != nil {
		return nil, err
	}
	return a.openDesk(ctx)
}
