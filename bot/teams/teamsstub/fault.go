package teamsstub

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// What the app can ask of Teams, as faults and calls name it.
const (
	GetToken     = "token"
	GetMetadata  = "metadata"
	GetKeys      = "keys"
	Send         = "activities.send"
	Update       = "activities.update"
	Remove       = "activities.delete"
	CreateChat   = "conversations.create"
	GetMember    = "members.get"
	ListMembers  = "members.list"
	PagedMembers = "members.page"
)

// A Fault is something that goes wrong with the next calls of one sort.
type Fault struct {
	Op    string          // Send, GetToken; "" is any
	Times int             // how often; 0 is once
	Match func(Call) bool // nil: every call; must not call the stub

	Taken      bool            // the call is carried out all the same, though the app is not told
	Status     int             // of the answer; 0: what goes with Code
	RetryAfter time.Duration   // said with the answer; 0: not said
	Code       string          // Teams' word for it; "": what goes with Status
	Drop       bool            // the connection ends instead of an answer
	Delay      time.Duration   // before anything is done, by the machine's clock
	Until      <-chan struct{} // nothing is done before it is closed
}

// Break makes the next calls go wrong. Several faults wait in line.
func (s *Stub) Break(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.Times = max(f.Times, 1)
	s.faults = append(s.faults, &f)
}

// Mend takes back every fault that has not struck yet, and forgeries and lost
// answers with them. It gives the number of them.
func (s *Stub) Mend() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.faults) + len(s.forgeries) + s.lose
	s.faults, s.forgeries, s.lose = nil, nil, 0
	return n
}

func (s *Stub) nextFault(c Call) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.faults, func(f *Fault) bool {
		return (f.Op == "" || f.Op == c.Op) && (f.Match == nil || f.Match(c))
	})
	if i < 0 {
		return nil
	}
	f := s.faults[i]
	if f.Times--; f.Times == 0 {
		s.faults = slices.Delete(s.faults, i, i+1)
	}
	now := *f
	return &now
}

// hold waits as long as the fault wants, and says whether anybody still asks.
func (f *Fault) hold(ctx context.Context) bool {
	if f.Delay > 0 {
		t := time.NewTimer(f.Delay)
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
			return false
		}
	}
	if f.Until != nil {
		select {
		case <-f.Until:
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// slow tells whether the fault only makes the call wait.
func (f *Fault) slow() bool { return f.Status == 0 && f.Code == "" && !f.Drop }

// refusal is what the fault answers.
func (f *Fault) refusal() *refusal {
	r := &refusal{code: f.Code, status: f.Status, after: f.RetryAfter}
	known, ok := refusals[f.Code]
	if f.Code == "" {
		r.code, r.message = defaultCode(f.Status), "something went wrong"
		known, ok = refusals[r.code]
	}
	if ok {
		or(&r.status, known.status)
		r.message = known.message
	}
	or(&r.status, http.StatusInternalServerError)
	return r
}

func defaultCode(status int) string {
	for code, r := range refusals {
		if r.status == status && r.usual {
			return code
		}
	}
	return "ServiceError"
}

// A Call is one thing that the app asked of Teams, and what came of it.
type Call struct {
	Op           string
	Conversation string // as the app named it, with the thread's part
	Activity     string
	User         string
	Token        string // that it came with
	Body         json.RawMessage
	Status       int    // of the answer; 0: none was given
	Code         string // Teams' word for what was wrong
}

// Calls are all of one sort, in order; "" is any.
func (s *Stub) Calls(op string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Call
	for _, c := range s.calls {
		if op == "" || c.Op == op {
			out = append(out, c)
		}
	}
	return out
}

func (s *Stub) note(c Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, c)
	s.changed()
}

// broken answers as a fault wants it where one strikes, and says so.
func (s *Stub) broken(w http.ResponseWriter, r *http.Request, op string, body []byte) bool {
	c := Call{Op: op, Body: body}
	f := s.nextFault(c)
	if f == nil {
		s.note(c)
		return false
	}
	if !f.hold(r.Context()) {
		s.note(c)
		return true
	}
	if f.slow() {
		s.note(c)
		return false
	}
	if f.Drop {
		s.note(c)
		panic(http.ErrAbortHandler)
	}
	refused := f.refusal()
	c.Status, c.Code = refused.status, refused.code
	s.note(c)
	refused.write(w)
	return true
}

// A refusal is an error in the connector's form.
type refusal struct {
	status        int
	code, message string
	after         time.Duration
	usual         bool // of its status
}

func (r *refusal) Error() string { return r.code + ": " + r.message }

func (r *refusal) write(w http.ResponseWriter) {
	if r.after > 0 {
		w.Header().Set("Retry-After", seconds(r.after))
	}
	answer(w, r.status, object{"error": object{"code": r.code, "message": r.message}})
}

// Teams' words for what went wrong:
// https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis
const (
	BadSyntax            = "BadSyntax"
	Unauthorized         = "Unauthorized"
	BotDisabledByAdmin   = "BotDisabledByAdmin"
	NotInRoster          = "BotNotInConversationRoster"
	BlockedByUser        = "ConversationBlockedByUser"
	MessageWritesBlocked = "MessageWritesBlocked"
	Forbidden            = "ForbiddenOperationException"
	InvalidHost          = "InvalidBotApiHost"
	NoConversation       = "ConversationNotFound"
	NoActivity           = "ActivityNotFoundInConversation"
	NoMember             = "MemberNotFoundInConversation"
	PreconditionFailed   = "PreconditionFailed"
	TooBig               = "MessageSizeTooBig"
	Throttled            = "Throttled"
	ServiceError         = "ServiceError"
	BadGateway           = "BadGateway"
	ServiceUnavailable   = "ServiceUnavailable"
	GatewayTimeout       = "GatewayTimeout"
)

var refusals = map[string]refusal{
	BadSyntax:            {status: 400, message: "The request is not as it should be", usual: true},
	Unauthorized:         {status: 401, message: "Authorization has been denied for this request.", usual: true},
	BotDisabledByAdmin:   {status: 403, message: "The tenant admin disabled this bot"},
	NotInRoster:          {status: 403, message: "The bot is not part of the conversation roster.", usual: true},
	BlockedByUser:        {status: 403, message: "User blocked the conversation with the bot."},
	MessageWritesBlocked: {status: 403, message: "Thread does not accept messages from this bot."},
	Forbidden:            {status: 403, message: "Bot is not installed in user's personal scope"},
	InvalidHost:          {status: 403, message: "Invalid bot api host."},
	NoConversation:       {status: 404, message: "Conversation not found.", usual: true},
	NoActivity:           {status: 404, message: "The message was not found in the conversation."},
	NoMember:             {status: 404, message: "The member was not found in the conversation."},
	PreconditionFailed:   {status: 412, message: "Precondition failed, please try again.", usual: true},
	TooBig:               {status: 413, message: "Message size too large.", usual: true},
	Throttled:            {status: 429, message: "Too many requests.", usual: true},
	ServiceError:         {status: 500, message: "Internal error.", usual: true},
	BadGateway:           {status: 502, message: "Service dependency issue.", usual: true},
	ServiceUnavailable:   {status: 503, message: "Service is unavailable.", usual: true},
	GatewayTimeout:       {status: 504, message: "Gateway timeout.", usual: true},
}

// seconds rounds up.
func seconds(d time.Duration) string { return strconv.Itoa(int((d + time.Second - 1) / time.Second)) }

func refuse(code string) *refusal {
	r := refusals[code]
	r.code = code
	return &r
}

func wrong(message string) *refusal {
	r := refuse(BadSyntax)
	r.message = message
	return r
}

// answer writes JSON.
func answer(w http.ResponseWriter, status int, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		panic("teamsstub: an answer can't be written: " + err.Error())
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b) // who doesn't listen any more needs no answer
}
