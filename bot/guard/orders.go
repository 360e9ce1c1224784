package guard

import (
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"hearth/knowledge"
)

// Patterns of attempts to give the bot other orders. hearth composes answers
// from quotes, so no such order could be followed; the rule spares the member a
// silly search and the ledger a trap for a model that may be added.
const (
	drop   = "ignore|disregard|forget|override|bypass|overrule|drop|skip|cancel|erase|discard|circumvent|violate|break"
	orders = "instruction|instructions|rules|rule|prompt|prompts|guidelines|restrictions|safeguards|safeguard|orders|programming|training|guardrails|filters|filter|constraints|limits|limitations|directives|policies|safety|context"
)

func injectionRules() []rule {
	return append(slices.Clone(wordyOrders()),
		rule{name: "markup of orders", kind: knowledge.Injection, why: "the turn imitates the markup in which a model is given orders",
			test: func(t turn) bool { return strings.ContainsAny(t.raw, "<>[]{}:;'") && orderMarkup().MatchString(t.raw) }},
		rule{name: "orders in disguise", kind: knowledge.Injection, why: "the same orders coded or in another language",
			test: disguised})
}

// wordyOrders are the injection rules made of words, apart so that they can be
// asked about a decoded text from within another rule.
var wordyOrders = sync.OnceValue(func() []rule {
	return []rule{
		{name: "other orders", kind: knowledge.Injection, why: "the turn tries to change what hearth may do",
			any: parseAll(drop+" ?all|any|every|each ?of ?your|the|these|those|previous|prior|above|earlier|my|its|this ?previous|prior|above|earlier|system|original|initial|own|safety "+orders, drop+" everything|anything|all|what ..4 told|said|above|before|previously|instructed|taught",
				"ignore|disregard|forget ?all ?of ?the|everything above|previous|preceding|earlier", "forget ?about|all ?the|your rules|instructions|restrictions", "no longer hearth|bot|assistant|bound|restricted", "stop being hearth|you|a|an|yourself|so", "become|be|being|into a|an ..2 unrestricted|unfiltered|uncensored|different|free|new ..2 model|ai|bot|assistant|chatbot", "make|making something|things|stuff|it|anything|answers up", "obey|follow|execute|comply|accept ..4 instructions|commands|orders|command", "ignore|drop|skip|without|forget|leave|omit ?your|the|all|any ?out citations|sources|evidence|citation|quotes", "override|overwrite|reprogram|hack|jailbreak ?your|the|this|hearth programming|system|settings|bot|code|you|hearth", "new instruction|instructions|order|orders|command|rule reveal|show|print|ignore|say|you|tell", "no rules|restrictions|limits|filters|censorship", "< sudo|exec|run|execute|eval", "simulate|emulate|roleplay|impersonate ..4 bot|ai|assistant|developer|admin|model|terminal|linux|hacker", "obey ?only me|my|us", "you are|youre now|henceforth", "act|behave|respond|answer|pretend|roleplay|imagine|play ?like ?as ?if|though|that|to|you|be|are|were|youre ..3 dan|unrestricted|jailbroken|evil|developer|admin|administrator|root|restrictions|rules|hacker|unfiltered|uncensored|another|different|grandmother|human|pirate",
				"pretend|imagine ?that|to ?you|youre|be are|youre|the|you|an|a|not|were", "as if ?you ?have ?had no rules|restrictions|limits|filters", "jailbreak|jailbroken|dan", "developer|debug|admin|god|sudo|root|maintenance|test|unrestricted mode", "i|im ?am ?a|an|the|your ?hearth|system|real developer|creator|programmer|admin|administrator|sysadmin|engineer|owner ..8 give|show|reveal|print|enter|disable|password|dump|list|turn|switch|unlock|override|access|let|tell|open|prompt",
				"from now on you|answer|ignore|respond|your|always", "system override|prompt|message|instruction|instructions|note", "new|updated|revised instructions|rules|system|orders", "override ..3 safety|safeguards|safeguarding|security|protocol|rules|filters|instructions", "as your|the|an ?hearth ?system administrator|admin|developer|creator|owner|boss|master", "you are freebot|dan|evil|unrestricted|jailbroken|root|admin|chatgpt|gpt", "disable|deactivate|remove|off|without|bypass|unlock ?your|the|all|any ?safety|content citations|safeguards|safeguard|safety|filters|filter|guardrails|restrictions|moderation|redaction|logging|audit|sources|checks"),
			not: parseAll("how do|does|can|many", "what|which instructions|rules|restrictions|safeguards did|do|does|are|apply|were", "can|may|should|must|do members|councillors|officers|the", "foster*", "does|did|do the|our|council|strategy|we", "why did|do|does")},
		{name: "what is inside", kind: knowledge.Injection, why: "the turn asks for hearth's own orders, keys or files",
			any: parseAll("system|hidden|secret|initial|your|original|internal|developer prompt|prompts|instruction|instructions|configuration|config|message", "print|reveal|show|repeat|output|dump|display|expose|leak|share|paste|translate|give|list|tell|send|export|read ..4 prompt|configuration|config|env|environment|keys|key|password|passwords|token|tokens|secrets|database|instructions|variables|source|schema|logs|tables|credentials|files|memory|db",
				"api key|keys|token|tokens", "admin|root|database|system password|passwords|access|credentials", "print|dump|show|reveal|list your ..2 configuration|config|keys|prompt|settings|instructions|memory", "repeat|print|say|output|echo ?back ?all ?of ?the text|words|everything|content|message|instructions|prompt above|before|starting|up|verbatim", "repeat|print|output what|everything ?is above", "what ..3 were|are|was you told|instructed|programmed|given|taught", "what are|were your instructions|rules|orders|guidelines|prompts", "your ?first|exact instructions",
				"hearth|index db", "drop|delete|select|union table|from|all|select|database", "what model|llm|gpt are|is|do", "chatgpt|openai|claude|anthropic|gemini|copilot|llama prompt|instructions|system|key", "all|every|hidden|other reflections|transcripts|conversations|chats", "reveal|show|list|dump|print|display ..4 settings|hidden|shelf|backend|environment", "show|reveal|list|open|unlock hidden|officers|restricted|secret documents|shelf|shelves|papers|files"),
			not: parseAll("instructions did|does|do|were given|for|to", "how do|does|can|many", "what instructions", "strategy|report|executive|cabinet|board|panel gave|give|say", "key", "careleavers ..3 access|see|their", "list|what|which|tell ..4 sources|source|files ..3 about|on|for|of", "show ?me ?the ?your source|sources", "child|$one|$given|$owner")},
	}
})

// orderMarkup has a few angle-bracket, square-bracket and JSON forms.
var orderMarkup = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)</?\s*(system|context|instructions?|prompt|assistant|user|script|im_start|im_end|admin|documents?)\b[^<]{0,40}>|<\|[a-z_]+\|>|\[/?(inst|sys|system)\]|"role"\s*:\s*"|(^|\n|[>.!]\s*)\s*#{0,4}\s*(system|assistant)\s*(prompt|message|override)?\s*:|<<\s*sys|\{\{.*\}\}|\$\{.*\}|javascript:|;\s*drop\s+table|'\s*or\s+1\s*=\s*1|<img\b|<iframe\b`)
})

// coded is a run of letters long enough to hide a sentence in base64 or hex.
var coded = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[A-Za-z0-9+/_-]{24,}={0,2}`)
})

func disguised(t turn) bool {
	for _, p := range foreign() {
		if p.in(t.ws) {
			return true
		}
	}
	plain := unleet(t.raw)
	if plain != t.raw && injects(plain) {
		return true
	}
	if !slices.ContainsFunc(t.ws, func(w word) bool { return len(w.s) >= 16 }) {
		return coder().in(t.ws)
	}
	for _, run := range coded().FindAllString(t.raw, 8) {
		for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			b, err := enc.DecodeString(strings.TrimRight(run, "="))
			if err == nil && utf8.Valid(b) && (injects(string(b)) || strings.Count(string(b), " ") >= 2) {
				return true
			}
		}
	}
	return coder().in(t.ws)
}

// injects asks the two wordy rules about a text that was decoded.
func injects(text string) bool {
	ws := words(text)
	t := turn{ws: ws, has: presence(ws)}
	for _, r := range wordyOrders() {
		if r.holds(t) {
			return true
		}
	}
	return false
}

var coder = lazy("decode|decipher|rot13|base64 ..5 and|then|this|follow|obey|execute|do|message|instructions")

// unleet reads digits that stand for letters inside words.
func unleet(s string) string {
	if !strings.ContainsAny(s, "013457@$") {
		return s
	}
	return strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s").Replace(s)
}

// foreign has "ignore your instructions" in languages that councillors' wards
// and the usual attack lists hold.
var foreign = sync.OnceValue(func() []pattern {
	return parseAll(
		"ignor*|oubli*|olvid*|dimentica*|vergiss|missachte|esquec*|zapomnij|zignoruj|negeer|vergeet|anwybyddwch|anwybyddu|zanedbej|ignoriere|ignorieren|uita|nazar* ..5 instruc*|istruzioni|anweisung*|instrukcj*|instructies|cyfarwyddiadau|instruktion*|instruct*|regles|reglas|regole|regeln|zasady|regras|hidayat|pokyny",
		"affiche*|montre*|muestra*|mostra*|zeige|pokaz|toon|dangos|revela*|revele* ..6 prompt|invite|systeme|sistema|systempromp*",
		"игнорируй*|забудь* ..4 инструкции|инструкций", "تجاهل ..4 التعليمات", "忽略*")
})
