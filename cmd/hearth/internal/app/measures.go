package app

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"hearth/bot/chat"
	"hearth/bot/web"
)

// measures count what happens, for Prometheus. No label names a person, a place
// or what somebody wrote: platforms and statuses alone.
type measures struct {
	registry  *prometheus.Registry
	turns     *prometheus.CounterVec
	repeats   *prometheus.CounterVec
	unposted  *prometheus.CounterVec
	toReceive prometheus.Histogram
	toReply   prometheus.Histogram
}

func newMeasures(s *Shared) *measures {
	m := &measures{registry: prometheus.NewRegistry(),
		turns: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hearth_turns_total",
			Help: "Turns that were answered, by platform and by what became of them."}, []string{"platform", "status"}),
		repeats: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hearth_turns_repeated_total",
			Help: "Turns that a platform told of again, which changed nothing."}, []string{"platform"}),
		unposted: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hearth_posts_failed_total",
			Help: "Tries to post a reply that the platform did not take."}, []string{"platform"}),
		toReceive: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "hearth_acknowledge_seconds",
			Help: "From a turn's coming until it was on disk and could be acknowledged.", Buckets: []float64{.001, .003, .01, .03, .1, .3, 1, 3}}),
		toReply: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "hearth_reply_seconds",
			Help: "From a turn's coming until its reply stood there.", Buckets: []float64{.01, .03, .1, .3, 1, 2, 5, 15, 60}}),
	}
	m.registry.MustRegister(m.turns, m.repeats, m.unposted, m.toReceive, m.toReply,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "hearth_index_bytes", Help: "The size of the index's file."},
			func() float64 { return size(filepath.Join(s.o.Dir, "index.db")) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "hearth_records_bytes", Help: "The size of the records' file."},
			func() float64 { return size(filepath.Join(s.o.Dir, "hearth.db")) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "hearth_turns_waiting", Help: "Turns that are not answered yet."},
			func() float64 { return waiting(s) }))
	return m
}

func size(path string) float64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return float64(info.Size())
}

// waiting is how many turns are not answered; -1 where that can't be read.
func waiting(s *Shared) float64 {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(s.ctx), lookFor)
	defer cancel()
	_, n, err := s.house.Ledger.Oldest(ctx)
	if err != nil {
		return -1
	}
	return float64(n)
}

func (m *measures) watch() chat.Watch {
	return chat.Watch{
		Received: func(platform string, again bool, took time.Duration) {
			m.toReceive.Observe(took.Seconds())
			if again {
				m.repeats.WithLabelValues(platform).Inc()
			}
		},
		Finished: func(platform, status string, since time.Duration) {
			m.turns.WithLabelValues(platform, status).Inc()
			m.toReply.Observe(since.Seconds())
		},
		Failed: func(platform string) { m.unposted.WithLabelValues(platform).Inc() },
	}
}

// register serves /metrics to whoever runs the server.
func (m *measures) register(site *Site) {
	site.Handle("GET /metrics", web.Anyone, inside(promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}).ServeHTTP))
}
