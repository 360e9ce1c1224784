package slack_test

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hearth/bot"
	"hearth/bot/slack"
)

// A use makes the adapter call one method.
type use struct {
	client string // slack-go's name of the call; "" where the adapter makes it itself
	do     func(context.Context, *slack.Adapter, *api) error
	quiet  bool // what it helps is done nevertheless
}

func posts(to bot.Place, v bot.Visibility, subject string) func(context.Context, *slack.Adapter, *api) error {
	return func(ctx context.Context, s *slack.Adapter, _ *api) error {
		m := message("k", v)
		m.Subject = subject
		_, err := s.Post(ctx, to, m)
		return err
	}
}

func threaded(p bot.Place, thread string) bot.Place {
	p.Thread = thread
	return p
}

// uses is every method that the adapter calls.
var uses = map[string]use{
	"auth.test": {"AuthTestContext", func(ctx context.Context, s *slack.Adapter, _ *api) error {
		_, err := s.Direct(ctx, "U1")
		return err
	}, false},
	"conversations.open": {"OpenConversationContext", func(ctx context.Context, s *slack.Adapter, _ *api) error {
		_, err := s.Direct(ctx, "U1")
		return err
	}, false},
	"users.info": {"", func(ctx context.Context, s *slack.Adapter, _ *api) error {
		_, err := s.Introduce(ctx, "U1")
		return err
	}, false},
	"chat.postMessage":   {"PostMessageContext", posts(dm, bot.ToMember, ""), false},
	"chat.postEphemeral": {"PostEphemeralContext", posts(channel, bot.Fleeting, ""), false},
	"response_url": {"", func(ctx context.Context, s *slack.Adapter, a *api) error {
		s.Answerable("C1", "U1", a.URL+"/commands/1/2")
		_, err := s.Post(ctx, threaded(channel, ""), message("k", bot.Fleeting))
		return err
	}, false},
	"conversations.history": {"", func(ctx context.Context, s *slack.Adapter, _ *api) error {
		_, err := s.Find(ctx, dm, "k")
		return err
	}, false},
	"conversations.replies": {"", func(ctx context.Context, s *slack.Adapter, _ *api) error {
		_, err := s.Find(ctx, channel, "k")
		return err
	}, false},
	"assistant.threads.setTitle": {"SetAssistantThreadsTitleContext", func(ctx context.Context, s *slack.Adapter, a *api) error {
		n := strconv.Itoa(a.all())
		return posts(threaded(dm, "1700000000.0"+n), bot.ToMember, "a subject")(ctx, s, a)
	}, true},
	"apps.connections.open": {"StartSocketModeContext", func(ctx context.Context, s *slack.Adapter, _ *api) error {
		_, err := s.Try(ctx)
		return err
	}, false},
	"views.publish": {"PublishViewContext", tells(`{"type":"app_home_opened","user":"U1","channel":"D1","tab":"home"}`), true},
	"assistant.threads.setSuggestedPrompts": {"SetAssistantThreadsSuggestedPromptsContext",
		tells(`{"type":"assistant_thread_started","assistant_thread":{"user_id":"U1","channel_id":"D1","thread_ts":"1700000000.1"}}`), true},
	"assistant.threads.setStatus": {"SetAssistantThreadsStatusContext",
		tells(`{"type":"message","channel":"D1","user":"U1","text":"How often?","ts":"1700000000.$N","thread_ts":"1700000000.1"}`), true},
	"views.open": {"OpenViewContext", func(_ context.Context, s *slack.Adapter, a *api) error {
		body := url.Values{"payload": {`{"type":"block_actions","trigger_id":"1","user":{"id":"U1"},"container":{"channel_id":"C1","message_ts":"1700000000.1"},"actions":[{"type":"button","action_id":"1:form","action_ts":"1700000001.1"}]}`}}
		return told(answer(s.Handler(&ear{open: asking}), request("/slack/interactive", signingSecret, body.Encode(), a.clock())))
	}, true},
}

// tells has the adapter told of an event, of another message each time.
func tells(event string) func(context.Context, *slack.Adapter, *api) error {
	var n atomic.Int32
	return func(_ context.Context, s *slack.Adapter, a *api) error {
		body := wrapped("T1", strings.ReplaceAll(event, "$N", strconv.Itoa(int(n.Add(1)))))
		return told(answer(s.Handler(&ear{}), request("/slack/events", signingSecret, body, a.clock())))
	}
}

func told(w *httptest.ResponseRecorder) error {
	if w.Code != http.StatusOK {
		return fmt.Errorf("answered %d", w.Code)
	}
	return nil
}

// inward are the methods that hearing alone calls.
var inward = []string{"views.open", "views.publish", "assistant.threads.setSuggestedPrompts", "assistant.threads.setStatus"}

// Slack asks for a pause: that is told with how long, counted, and obeyed, whatever
// was called.
func TestEveryMethodsPauseIsObeyed(t *testing.T) {
	for method, u := range uses {
		t.Run(method, func(t *testing.T) {
			counted := map[string]time.Duration{}
			a, s := open(t, func(o *slack.Options) {
				o.Watch.Throttled = func(m string, wait time.Duration) { counted[m] = wait }
			})
			a.rule(method, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", "30")
				w.WriteHeader(http.StatusTooManyRequests)
			})
			try := func() (int, error) {
				t.Helper()
				before := len(a.called(method))
				err := u.do(t.Context(), s, a)
				return len(a.called(method)) - before, err
			}
			asked, err := try()
			if asked != 1 {
				t.Fatalf("it was asked %d times, want once", asked)
			}
			wants(t, err, u.quiet, 30*time.Second)
			if counted[method] != 30*time.Second || len(counted) != 1 {
				t.Errorf("counted %v", counted)
			}
			a.pass(20 * time.Second)
			if asked, err = try(); asked != 0 {
				t.Error("it was asked again within the pause")
			}
			wants(t, err, u.quiet, 10*time.Second)
			a.rule(method, nil)
			a.pass(10 * time.Second)
			if asked, err := try(); err != nil || asked != 1 {
				t.Errorf("after the pause it was asked %d times (%v)", asked, err)
			}
		})
	}
}

func wants(t *testing.T, err error, quiet bool, after time.Duration) {
	t.Helper()
	if quiet {
		if err != nil {
			t.Errorf("got %v of what is not needed", err)
		}
		return
	}
	if later, ok := errors.AsType[*bot.Later](err); !ok || later.After != after {
		t.Errorf("got %v, want Later after %s", err, after)
	}
}

// A call that is not among those above fails here.
func TestNoMethodIsCalledThatIsNotTried(t *testing.T) {
	known, clients := map[string]bool{}, map[string]bool{}
	for _, u := range uses {
		clients[u.client] = true
	}
	named := 0
	for _, f := range sources(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(v.Names[0].Name, "method") && len(v.Values) == 1 {
				lit, ok := v.Values[0].(*ast.BasicLit)
				if !ok {
					return true
				}
				method, _ := strconv.Unquote(lit.Value)
				known[method] = true
				if named++; uses[method].do == nil {
					t.Errorf("%s is tried nowhere", method)
				}
			}
			// a.api.X: what of slack-go is called.
			if outer, ok := n.(*ast.SelectorExpr); ok {
				if inner, ok := outer.X.(*ast.SelectorExpr); ok && inner.Sel.Name == "api" && !clients[outer.Sel.Name] {
					t.Errorf("slack-go's %s is called and tried nowhere", outer.Sel.Name)
				}
			}
			return true
		})
	}
	if named < len(uses) {
		t.Errorf("only %d methods are named in the sources", named)
	}
	for method := range uses {
		if !known[method] {
			t.Errorf("%s is tried and not called", method)
		}
	}
}

// sources parses what of the package is not for tests.
func sources(t *testing.T) []*ast.File {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []*ast.File
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	}
	return out
}
