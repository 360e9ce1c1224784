package app

import (
	"fmt"
	"os"
	"time"

	"hearth/bot"
	"hearth/bot/keeping"
	"hearth/bot/ledger"
	"hearth/bot/posts"
	"hearth/bot/webchat"
	"hearth/briefings/engagement"
	"hearth/storage"
	"hearth/storage/erasure"
)

// erasers erase again, in the records out of a backup, what was erased since it
// was made. Whatever a member can have erased must be here.
func erasers(s storage.Store) erasure.Replayers {
	keeper := keeping.New(keeping.Options{
		Ledger: ledger.New(s, ledger.Options{}),
		Walls:  []keeping.Wall{posts.New(bot.Web, s), posts.New(bot.Terminal, s), webchat.NewThreads(s, time.Now)},
		Facts:  engagement.New(s, engagement.Options{}),
	})
	return erasure.Replayers{
		erasure.Words: func(tx storage.Tx, e erasure.Erasure) error { return keeper.Erase(tx, e.ID) },
	}
}

// erasuresIn reads a log of erasures; without a name it is an empty one.
func erasuresIn(name string) ([]erasure.Erasure, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name) // not erasure.At: one that isn't there is a slip
	if err != nil {
		return nil, fmt.Errorf("the log of erasures: %w", err)
	}
	defer f.Close()
	return erasure.Read(f)
}
