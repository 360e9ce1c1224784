package exempt

import (
	"regexp"
	"strings"
)

// A finding says what a line does.
type finding uint8

const (
	nothing  finding = iota
	marked           // labels what it stands on as exempt
	whole            // labels the whole report it stands in
	excludes         // sends the press and the public out: what follows is exempt
	reopens          // lets them in again
)

// A place says where a line stands, which decides how much doubt it may leave.
type place uint8

const (
	inProse place = iota // a paragraph
	inList               // an item of a list
	inRow                // a table row
	inHead               // a heading, running head or foot, or bookmark
)

const things = `(?:reports?|appendix|appendices|annex(?:e|es)?|items?|informations?|minutes?|papers?|briefings?|documents?|agenda|sections?|business|matters?|sessions?|enclosures?|attachments?|schedules?|addend(?:um|a)|copy|version|part|pages?|cover|summary|memo|correspondence|legal advice|discussions?|material|decisions?|notes?|supplements?|supplementary|draft|bundle|pack|reports? pack|circulation|distribution|proceedings)`

// strong phrases label wherever they begin a line or a part of it.
var strong = compile(
	`not (?:for|to be made|open|available|suitable) (?:for |to )?(?:the )?(?:publi\w+|press|general release|wider|onward|release|disclosure|circulation|distribution|further)\b`,
	`not to be (?:published|disclosed|copied|circulated|released|made public)\b`,
	`not (?:publicly available|public)\b`,
	`(?:exempt|confidential)(?: ?(?:and|or|/) ?(?:exempt|confidential|restricted|private))?(?: \w+)? `+things+`\b`,
	`(?:restricted|private|closed)(?: ?(?:and|or|/) ?(?:exempt|confidential|restricted|private))? `+things+`\b`,
	`(?:strictly |commercially? |highly )?(?:private (?:and|&)|strictly|commercial(?:ly)? in|commercially|highly) (?:confidential|confidence|sensitive)\b`,
	`in (?:strict )?confidence\b`,
	`exempt (?:from|by|under|within|as|para(?:graph)?s?|category|categories|pursuant|in accordance)\b`,
	`(?:confidential|restricted|private) (?:by|under|within|as defined|para(?:graph)?s?|pursuant|in accordance|not for)\b`,
	`official[ -]+sensitive\b`,
	`(?:by virtue of|under|within|pursuant to|in accordance with|as defined (?:in|by))? ?(?:the )?(?:para(?:graph)?s?|categor(?:y|ies))\b[^.]{0,60}\bschedule 12 ?a\b`,
	`(?:by virtue of |under |pursuant to |local government act 1972 )?\(?(?:part (?:1|i|one) of )?schedule 12 ?a\b`,
	`part (?:2|ii|b|two|c|3|iii) ?(?:/ ?b)? ?(?:\w+ )?(?:reports?|items?|agenda|minutes|appendix|appendices|business|papers?|matters|session|private|confidential|exempt|closed|restricted|not)\b`,
	`items? (?:to be )?(?:considered|taken|discussed|held) in (?:private|the absence)\b`,
	`(?:items?|reports?|business) (?:from|for) which the (?:press|public)\b`,
	`closed to (?:the )?(?:press|public)\b`,
	`(?:for )?(?:members|councillors)' eyes only\b`,
	`pink (?:papers?|pages?|reports?)\b`,
)

// weak words label only where they stand alone, in capitals or at the edge of
// a heading: all of them have everyday uses.
var weak = pat(`^(?:exempt|confidential|restricted|private|in private|closed|secret|sensitive|part (?:2|ii|b|two)|pink paper)$`)

var (
	exclusion = pat(`^(?:to )?(?:(?:resolution|motion|proposal|items?) (?:to|for|involving) (?:the )?)?(?:exclu(?:sion|de|ding) (?:of )?(?:the )?(?:members of )?(?:the )?(?:press|public)\b|(?:the )?(?:press and (?:the )?public|public and (?:the )?press|public) (?:to be |be |are )?exclu(?:ded|sion)\b|move (?:in)?to (?:private|closed|exempt)|(?:private|closed|exempt|confidential) (?:session|business|part of the (?:meeting|agenda))\b|local government \(access to information\) act 1985.{0,20}exclusion)`)
	reopening = pat(`^(?:re-?admission of (?:the )?(?:press|public)|(?:the )?(?:press and public|public and press|public) (?:were |be )?re-?admitted|return to (?:public|open)|(?:public|open) (?:session|business|items?|agenda|reports?|part)\b|part (?:1|i|a|one)\b.{0,3}(?:$|(?:\w+ )?(?:public|open|items?|reports?|agenda|business)\b)|items? (?:to be )?(?:considered|taken) in public)`)

	self = pat(`\b(?:this|the attached|the following) (?:covering |cover |supplementary |agenda )?(?:report|document|paper|appendix|appendices|annexe?|items?|briefing|page|minute|presentation|agenda|pack|file|note|section)(?:s)?(?: and (?:its|the|all|any) (?:\w+ )?(?:appendix|appendices|annexes|attachments))?,? (?:(?:is|are|is to be|has been|have been|must be|should be)(?: (?:considered|deemed|classed|marked|treated|regarded|designated)(?: to be| as)?)? (?:an? |strictly |wholly |commercially )?(?:confidential(?: (?:report|item|paper|and|by|under|as|because)|[.,;:)]|$)|exempt(?: (?:report|item|paper|information|from (?:publication|disclosure|public)|by|under|as|within|because|and)|[.,;:)]|$)|restricted(?: (?:report|item|paper|by|under)|[.,;:)]|$)|private and confidential|not for (?:publication|disclosure|the public|public|release|circulation)|part (?:2|ii|b) (?:report|item))|(?:contains?|includes?|discloses?|comprises?)(?: \w+){0,3} (?:exempt|confidential) (?:or (?:exempt|confidential) )?(?:information|material|details|data)|(?:contains?|includes?)(?: \w+){0,2} (?:information|material|details|data) (?:which|that) (?:is|are) (?:considered )?(?:exempt|confidential)\b|(?:is|are)(?: to be)? (?:in|on|taken in|considered in|for) (?:part (?:2|ii|b)\b|private\b|closed session)|(?:must|should|may|is|are) not (?:to )?be (?:published|made public|disclosed))`)

	sentOut    = pat(`\b(?:press|public) (?:are|is|may be|will be|should be|be)(?: likely to be)? excluded(?: from the meeting)? (?:during|for|while|when)(?: the)?(?: consideration of)? (?:this|the following) (?:item|report|business)\b`)
	private    = pat(`\b(?:press and (?:the )?public|public and (?:the )?press|exempt|not for publication|schedule 12a|(?:open|closed) to the public|part (?:1|i|a)\b.{0,12}\b(?:public|open))`)
	ground     = pat(`^(?:under |category )?para(?:graph)?s? [\d, and&]+(?: of .*)?$`)
	negated    = pat(`\b(?:not|non|isn't|nor)[ -]+(?:an? |be |considered |currently |deemed |classed as )*(?:exempt|confidential|restricted|private)\b|\bno (?:exempt|confidential|restricted|private|part (?:2|ii|b))\b|\b(?:does|do|did)(?: not|n't) (?:contain|include|disclose)|\bcontains? (?:no|neither)\b|\bno longer (?:exempt|confidential|restricted|private|not for)|\bdeclassified\b|\bnone of\b`)
	refusesNo  = pat(`^\W*(?:no|none|nil|n/?a|not applicable|not exempt|non[- ]exempt|not confidential|open|public|official\s*$|unrestricted|unclassified|false|there (?:is|are) (?:no|none)|this (?:is|report is) (?:a )?(?:public|open)|☐|\[ \])(?:\W|$)`)
	saysYes    = pat(`^\W*(?:yes|y|true|☒|☑|✓|✔|\[x\])(?:\W|$)`)
	fieldWord  = pat(`\b(?:exempt|exemption|confidential|confidentiality|restricted|restriction|not for publication|part (?:2|ii|b)|private|schedule 12 ?a|classification|protective marking|publication status|status|public or private|open or exempt|access to information)\b`)
	verbs      = pat(`\b(?:is|are|was|were|be|been|being|had|has|have|asked|noted|said|agreed|resolved|explained|heard|that|must|should|may|can|could|will|would|means|applies|defines|lists|gives|includes?|contains?|sets?|describes?|says?|allows?|covers?|who|we|you|they)\b`)
	topics     = pat(`^(?:exempt (?:accommodation|supported|dwellings?|properties|property|employees?|persons?|charit\w+|vehicles?|from (?:call|council tax|tax|vat|business rates|charges?|paying|payment|prosecution|registration|the (?:call|charge|requirement|duty)))|restricted (?:to|access to|parking|zone|growth|diet|by (?:the )?(?:law|size|budget))|private (?:sector|rented|renting|fostering|housing|landlords?|hire|life|provision|providers?|law|tenan\w+|finance|and family|member)|confidential (?:help|helpline|advice|support|service|counselling|space|advocacy|inquiry|enquiry|listening|chat)|closed (?:circuit|schools?|cases?|roads?|circle)|private (?:schools?|meetings? with)|secret (?:santa|ballot))`)
	agendaNo   = regexp.MustCompile(`^(?:agenda )?(?:items?|minute|ref|no)?\.? ?(?:no\.? ?)?(\d{1,3} ?[a-z]?)(?:[.):]| [-–—]| |$)`)
	appendix   = pat(`^(?:appendix|annexe?|enclosure|attachment|schedule) (\d{1,2}[a-z]?|[a-z]\d?|[ivx]{1,4})\b`)
	government = pat(`\bofficial ?[-–—:] ?sensitive\b`)
)

func compile(list ...string) pattern {
	return pat(`^(?:` + strings.Join(list, "|") + `)`)
}
