package guard

import (
	"strings"
	"sync"

	"hearth/knowledge"
)

// accountRules take what is left when every other rule has passed: somebody
// tells of a particular child and asks nothing. Members come to hearth with
// questions; whoever tells it what a child does, or what is done to one, has a
// worry that the other rules had no word for.
func accountRules() []rule {
	return []rule{{name: "an account of a child", kind: knowledge.Safeguarding, why: "somebody tells of a particular child and asks nothing of the papers",
		test: func(t turn) bool {
			ws := t.ws
			if end, ok := whatToDo(ws); ok {
				ws = ws[:end]
			} else if strings.Contains(t.raw, "?") {
				return false
			}
			told := turn{ws: ws, has: presence(ws)}
			if told.stands(asking()) {
				return false
			}
			return told.stands(accounts()) || len(ws) > 4 && told.stands(glimpses()) && !told.stands(subject())
		}}}
}

// whatToDo finds the end of an account before "what do I do", "who do I tell".
func whatToDo(ws []word) (end int, ok bool) {
	for i := len(ws) - 1; i > 0 && i > len(ws)-7; i-- {
		if (ws[i].s == "what" || ws[i].s == "who" || ws[i].s == "should") && doing().in(ws[i:]) {
			return i, true
		}
	}
	return 0, false
}

var doing = lazy("< what|who|should ?do|can|should|must i|we do|tell|ring|call|report|contact|phone|say|worry ?it|this|that|about ?it|this >")

// accounts are the ways of telling of a particular child. "Child" and
// "children" are the words of papers, so they need more beside them than "kid"
// and "lad" do.
var accounts = sync.OnceValue(func() []pattern {
	const (
		did   = "is|isnt|was|wasnt|are|arent|were|has|hasnt|have|havent|had|keeps|keep|kept|says|said|say|told|tells|telling|left|leaves|leaving|gets|get|got|getting|being|been|goes|going|went|comes|came|coming|looks|looked|looking|wont|cant|doesnt|dont|didnt|never|always|lives|living|sleeps|sleeping|sits|sitting|stays|staying|started|stopped|taken|taking|took|sent|sold|wants|trying|tried|covered|found|walks|walking|walked|runs|running|cries|crying|screaming|screams|begging|wearing|eating|eats|drinking|smoking|smokes|working|works|hanging|carrying|hiding|dating|seeing|meeting|showed|shows|asked|made|makes|given|gave|turned|turns|picked|locked|shut|dropped|seems|smells|stinks"
		grown = "man|men|bloke|blokes|guy|woman|someone|someones|somebody|stranger|neighbour|neighbours|couple|coach|teacher|driver|mum|dad|mother|father|stepdad|stepmum|parents|boyfriend|uncle|lodger|caretaker|janitor|babysitter|childminder|nanny|tutor|priest|imam|vicar|shopkeeper|landlord|landlady|grandad|nan|gran|auntie|aunt|cousin|brother|ex|partner|husband|wife|fostercarers|carers|carer|fostercarer|staff|worker|family|lads"
		one   = "kid|boy|girl|lad|lass|baby|toddler|infant|newborn|teen|teenager|youngster|nephew|niece|grandson|granddaughter|stepson|stepdaughter|schoolgirl|schoolboy|bairn|tot|twins|pupil"
		many  = "kids|boys|girls|lads|lasses|babies|toddlers|teenagers|youngsters|twins"
	)
	return parseAll(
		"a|an|this|that|one|another|some|my|her|his|their|the|little|young|teenage ..2 "+one+" ..6 "+did, "< "+one+" ..5 "+did, "this|that|her|his|their|little|neighbours child|children|daughter|son ..4 "+did, "< ?a child "+did,
		"$young|$years yearold|yo|yr|old ..5 "+did, "shes|hes ?only|just|about $young", "she|he is ?only|just|about $young", "kids ..6 "+did, "the|my|her|his|their|these|those|two|three|four|five ..1 "+many+" ..6 "+did,
		grown+" ..8 a|an|the|his|her|their|some|young|these|those|little|foster|year ..1 "+one+"|"+many+"|child|pram|buggy|pushchair", "man|men|bloke|blokes|guy|stranger|neighbour|neighbours|someone|somebody|lads|gang|gangs ..4 "+many, "< a|an|the ..2 "+one+" ..6 with ..3 man|men|bloke|adult|stranger",
		"< ?my|our $kin ..6 me|us|my|our", "my ..2 $kin ..6 me|us|my", "they|staff|people|carers|he ..2 $hits me|us", "ive|i ?have ?just run ?away|off from",
		"$kin|man|bloke ..5 her|his|their|them ..1 room|bed|bedroom|bath|shower|clothes|underwear|phone|knickers", "she|he|shes|hes ..6 underwear|nappy|tired|hungry|dirty|smelly|bruis*|crying|stepdad|thin|scared|school|nursery|bed", "driver|coach|shop|shopkeeper|takeaway|owner|manager|worker offering|giving|gives|offers|buys|buying|letting|lets ..2 girls|boys|kids|lads", "girls|boys|kids|lads ..6 picked|collected up|by|from", "i ..8 of|from|by my ..1 uncle|dad|stepdad|mum|mother|father|brother|stepbrother|cousin|fostercarer|fostercarers|teacher|coach", "carer|girl|boy|child aged $young", many+" from|at|in the|a ?children* home ..4 "+did, "front of ?the|her|his|our|their|my $kids", "child nextdoor|upstairs|downstairs|opposite", "child flinches|cries|screams|hides|wets|shakes|begs|steals|bruises", "i ?can|could hear|see ..3 "+one+"|child",
		"they|he|she|people|mum|dad|carers|fostercarers|staff|parents|neighbours|stepdad|stepmum lock|locks|locked|leave|leaves|left|make|makes|made|shut|shuts|force|forces|forced|tie|ties|tied|follow|follows|chase|chases ..2 her|him|them|his|kids ..4 in|to|sleep|alone|eat|work|up|out|home|stay", "no one|noone|nobody ..4 after|feeding|feeds|cares ?for us|me|him|her|them", "nobody|noone is|are looking|caring after|for us|me|him|her|them", "my $kin ..3 gone|left|disappeared|vanished|away", "she|he|shes|hes ..3 cutting|selfharming|bruised|bleeding|overdosing >",
		"my ..1 mate|friend|sister|brother|cousin ..1 is $young", "i|ive ?just ?have seen|saw|heard|hear|watched|witnessed ..6 "+one+"|"+many+"|child",
		"my ..1 daughter|son|nephew|niece|grandson|granddaughter ..3 wont|cant|doesnt|didnt|never|keeps|stopped|says|said|told|missing|hiding|crying|selling|carrying|dating|seeing|meeting|hasnt",
	)
})

// glimpses are what may be the beginning of an account, where no word shows
// that the turn is about the subject.
var glimpses = sync.OnceValue(func() []pattern {
	const one = "kid|boy|girl|lad|lass|baby|toddler|infant|newborn|teen|teenager|youngster|schoolgirl|schoolboy|bairn|tot"
	return parseAll(
		"a|an|this|that|another|some|young|little|teenage ..1 "+one, "i|ive ..8 "+one, "my ..1 $kid|twins|daughter|son|grandkids|pupil",
		"< ?a|an|the|young|little|teenage|small|another|some|can|could|there ?see|hear|is|are ?a|an ?young|little "+one+" ..3 $doing", "< ?young|little|teenage|small "+one+" ..3 with|asleep|outside|behind|under|on|at|without", "kids|babies|toddlers|boys|girls|girls ..2 $doing")
})

// subject are words of papers about many children.
var subject = sync.OnceValue(func() []pattern {
	return parseAll("accommodation|residential|group|groups|club|offer|split|gap|guides|box|unit|units|placement|placements|placed|survey|charter|cohort|census|attainment|health|costs|cost|stage|siblings|speaking|speaks|charity|socialworker|loss|lose", "wants|hopes|starting|choose|chose|loved", "in ?foster|residential care", "paper|papers|question|questions|report", "children")
})

// asking is what makes of a turn a question or an order, however it is written.
var asking = sync.OnceValue(func() []pattern {
	return append(parseAll(asked...), parseAll(
		"what|how|why|when is|are|isnt|do|does|did|was|were|has|have|had|many|much|the|can|could|should|must|support|happens|happened|long|often|soon|about|kind|sort|$child|our|we|a|would|will|careleavers|councils|$place", "which|whose|whether|if|whats|hows",
		"< ?and|so|ok|hi|hello|please|thanks|thank ?you tell|give|show|list|find|explain|summarise|compare|describe|define|quote|send|remind|read|look|search|check|write|draft",
		"i want|need|would|id|wish|like|am ?like ?to know|understand|see|read|find|ask|preparing|wondering|interested|looking", "< id like", "< can|could ?please i|we|you|they|he|she|the|a|an|any|our|$child|members|councillors", "< does|do|did|is|are|has|have|was|were|will|would|should|when|where|who|whos|wheres",
		"rules|rights|right|entitled|entitlement|eligible|standards|plan|plans|order|orders|conference|rate|rates|average|outcomes|attainment|adopted|adoption|pledge|timescale|timescales|process|checklist|template|agenda|scheme|project|programme|allowance|allowances|definition",
		"wants|want|hopes|like|keen to foster|adopt|become|volunteer|mentor|help",
		"won|award|awards|proud|pleased|congratulations|passed|graduated|happy|thriving|birthday|lovely|brilliant|thanked",
	)...)
})
