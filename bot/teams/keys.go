package teams

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwk"

	"hearth/bot"
)

const (
	keysLife  = 24 * time.Hour  // after which they are fetched anew
	keysPause = 3 * time.Minute // between two looks for a key that isn't there
	keysRetry = 5 * time.Second // after they could not be fetched
	minBits   = 2048
)

// A signer is one of the published keys.
type signer struct {
	key      *rsa.PublicKey
	endorsed []string // the channels for which it may sign
}

// keys are those that Microsoft signs activities with. Microsoft changes them
// every few weeks, so a key that isn't known is looked for, though not so often
// that a stranger could have hearth ask all the time.
type keys struct {
	a     *Adapter
	mu    sync.Mutex // held while they are fetched: the others wait for it
	all   map[string]signer
	until time.Time // they are good
	next  time.Time // they may be fetched again
}

// find gives the key of a name; false where there is none. The error says that the
// keys could not be had.
func (k *keys) find(ctx context.Context, name string) (signer, bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.a.o.Now()
	s, known := k.all[name]
	if known && now.Before(k.until) {
		return s, true, nil
	}
	if now.Before(k.next) {
		if k.all == nil {
			return signer{}, false, &bot.Later{Err: &CallError{Op: opKeys, Err: errors.New("the keys could not be fetched a moment ago")}}
		}
		return s, known, nil
	}
	all, err := k.a.fetchKeys(ctx)
	if err != nil {
		k.next = now.Add(keysRetry)
		if known { // old keys are better than none: Microsoft keeps them for a while
			return s, true, nil
		}
		return signer{}, false, err
	}
	k.all, k.until, k.next = all, now.Add(keysLife), now.Add(keysPause)
	s, known = k.all[name]
	return s, known, nil
}

// fetchKeys asks where the keys are, and for them.
func (a *Adapter) fetchKeys(ctx context.Context) (map[string]signer, error) {
	body, err := a.get(ctx, a.o.Cloud.MetadataURL)
	if err != nil {
		return nil, err
	}
	var meta struct {
		Keys string `json:"jwks_uri"`
	}
	if json.Unmarshal(body, &meta) != nil || !sound(meta.Keys) {
		return nil, unreadable("the metadata name no address of keys")
	}
	if body, err = a.get(ctx, meta.Keys); err != nil {
		return nil, err
	}
	all := readKeys(body)
	if len(all) == 0 {
		return nil, unreadable("there is no key among the keys")
	}
	return all, nil
}

func unreadable(what string) error {
	return &bot.Later{Err: &CallError{Op: opKeys, Err: errors.New(what)}}
}

// readKeys takes those that may sign: RSA, with a name, long enough.
func readKeys(body []byte) map[string]signer {
	set, err := jwk.Parse(body)
	if err != nil {
		return nil
	}
	all := map[string]signer{}
	for i := range set.Len() {
		k, _ := set.Key(i)
		name, named := k.KeyID()
		var public rsa.PublicKey
		if !named || jwk.Export(k, &public) != nil || public.N.BitLen() < minBits {
			continue
		}
		s := signer{key: &public}
		var list []any
		if k.Get("endorsements", &list) == nil {
			for _, e := range list {
				if channel, ok := e.(string); ok {
					s.endorsed = append(s.endorsed, channel)
				}
			}
		}
		all[name] = s
	}
	return all
}

// get fetches something public.
func (a *Adapter) get(ctx context.Context, address string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, &CallError{Op: opKeys, Err: errors.New("the address is none")}
	}
	got, err := a.do(req)
	if err != nil {
		return nil, a.unreached(ctx, opKeys, err)
	}
	if got.status != http.StatusOK {
		return nil, a.answered(opKeys, got, "")
	}
	return got.body, nil
}
