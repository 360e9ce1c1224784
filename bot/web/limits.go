package web

import (
	"math"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// A rate lets so many through at once, and one more each time every has passed.
type rate struct {
	most  float64
	every time.Duration
}

var (
	// perAddress is wide, since a whole council may stand behind one address.
	perAddress = rate{60, 15 * time.Second}
	// perEmail keeps hearth from filling somebody's mailbox.
	perEmail = rate{3, 5 * time.Minute}
)

// mostLimited bounds the memory. Where more are known, the fullest go: they
// have been still for the longest.
const mostLimited = 10_000

// limits count in memory, by keys that are hashed by whoever makes them.
type limits struct {
	now func() time.Time

	mu      sync.Mutex
	buckets map[string]bucket
}

type bucket struct {
	left float64
	at   time.Time
	full time.Time // when it holds all again
}

func newLimits(now func() time.Time) *limits { return &limits{now: now, buckets: map[string]bucket{}} }

// take tells whether one more may, and else after how long.
func (l *limits) take(key string, r rate) (bool, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	b, known := l.buckets[key]
	if !known {
		b.left = r.most
		l.room(now)
	} else {
		b.left = math.Min(r.most, b.left+float64(now.Sub(b.at))/float64(r.every))
	}
	b.at = now
	ok := b.left >= 1
	if ok {
		b.left--
	}
	b.full = now.Add(time.Duration((r.most - b.left) * float64(r.every)))
	l.buckets[key] = b
	return ok, time.Duration((1 - b.left) * float64(r.every))
}

// room forgets whoever is full again, and somebody at random where that makes
// none.
func (l *limits) room(now time.Time) {
	if len(l.buckets) < mostLimited {
		return
	}
	for k, b := range l.buckets {
		if !now.Before(b.full) {
			delete(l.buckets, k)
		}
	}
	for k := range l.buckets {
		if len(l.buckets) < mostLimited {
			return
		}
		delete(l.buckets, k)
	}
}

// address is where a request comes from: an IPv4 address, or the network of an
// IPv6 one. A proxy on this machine or its private network is believed about
// whom it speaks for; who pretends to be such a proxy wins no more than a limit
// of their own.
func address(r *http.Request) string {
	ip := parse(r.RemoteAddr)
	if ip.IsLoopback() || ip.IsPrivate() {
		said := r.Header.Values("X-Forwarded-For")
		if len(said) > 0 {
			all := strings.Split(said[len(said)-1], ",")
			if p := parse(strings.TrimSpace(all[len(all)-1])); p.IsValid() {
				ip = p
			}
		}
	}
	if ip.Is6() && !ip.Is4In6() {
		if net, err := ip.Prefix(64); err == nil {
			return net.String()
		}
	}
	return ip.Unmap().String()
}

func parse(s string) netip.Addr {
	if h, _, err := net.SplitHostPort(s); err == nil {
		s = h
	}
	ip, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Addr{}
	}
	return ip
}
