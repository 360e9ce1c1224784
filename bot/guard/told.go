package guard

import "hearth/knowledge"

// asked is how a turn begins that asks about the subject. Unlike general it
// leaves alone who says "my", "this" or "that", or asks what to do.
var asked = []string{
	"how many|much|often|long|soon|far|old|well|serious|common|does|do|did|are|is|has|have|can|should|was|were",
	"< ?and|so|ok|hi|hello|thanks what|whats|which|why|when|where|who|whos does|did|is|are|was|were|has|have|had|must|happens|happened|percentage|proportion|share|support|help|training|the|our|counts|can|may|would|will|children|kids|homes|councils|council|figures|number|a|an|law|laws|rules|asked|asks|runs|leads",
	"< ?and|so|ok|hi|hello|thanks what|which|why|when|where|who|how do|should|must|can the|we|our|they|councils|papers|minutes|councillors|members|a|an|children|careleavers|schools|$place",
	"what|which|why|where|when ..1 children|kids|careleavers|support|services|homes", "what|why|how ..1 do|does ..1 $child",
	"< ?and|so|ok|hi|hello|thanks do|does|did|is|are|was|were|has|have|had|can|could|may|must|should|will|would|isnt|arent ?it|any|every|most|all|some|more|fewer|enough the|our|we|a|an|it|there|$child|careleavers|council|councils|schools|parents|fostercarers|members|councillors|officers|ofsted|smacking|sexting|grooming|self*|neglect|abuse|$place|corporate",
	"strategy|report|reports|papers|minutes|policy|policies|protocol|procedure|guidance|law|act|section|statutory|duty|duties|statistics|figures|inquiry|review|data|percentage|numbers|training|budget|funding|grant|risks",
	"explain|define|definition|meaning|summarise|summary|mean|means", "tell me about|what|how|which", "last year", "support|services|provision|help|prevention|strategy|team for|to|of",
	"council|councils|we|authority|board|panel|members|councillors|cabinet is|are|doing|does|do|has|have",
}

// signs are what nobody says of a child who is well, beside an age.
const signs = "pregnant|rough|homeless|tent|hostel|drunk|drinking|drink|vodka|drugs|drug|weed|cannabis|cocaine|heroin|naked|nude|nudes|sex|sexual|sexually|std|sti|chlamydia|porn|older|boyfriend|hungry|gang|gangs|knife|knives|dealing|dealer|crying|missing|kicked|sofa|prostitute|prostitution|married|marry|cut|cutting|suicidal|scared|hiding|begging|stealing|trafficked|married|raped|brothel|vaping|overdose|starving"

// toldRules take what is told plainly, by a child or about one, with no word of
// who saw it. A question of how such things go is for the papers.
func toldRules() []rule {
	const (
		picture = "picture|pictures|photo|photos|pic|pics|selfie|selfies|image|images|video|videos|clip|clips|nude|nudes"
		naked   = "naked|nude|nudes|indecent|explicit|sexual|sexy|topless|rude|dirty|intimate|undressed|porn|pornographic"
		grown   = "neighbour|man|men|bloke|blokes|guy|adult|adults|stranger|strangers|someone|somebody|he|teacher|coach|boyfriend|lads|people"
		away    = "kicked|threw|thrown|chucked|booted|locked|put"
	)
	not := parseAll(asked...)
	told := func(name, why string, any ...string) rule {
		return rule{name: name, kind: knowledge.Safeguarding, why: why, any: parseAll(any...), not: not}
	}
	own := told(ownWords, "a child says what is done to them",
		"my|our ..2 $kin ..4 $hits me|us", "my ..2 $kin ..1 boyfriend|partner|husband|friend|mate ..3 $hits me|us", "$kin ..3 makes|made|forces|forced me ..2 touch|watch|undress|strip|do|steal|sell|work",
		"my ?step|foster|big|older $kin ?boyfriend|partner ..4 comes|came|gets|got|climbs|sleeps ..2 bed|room|bath|shower", "my ..2 $kin ..4 "+away+" me|us", "my ..2 $kin ..3 me|us ..1 out", "my ..2 $kin ..3 doesnt|dont|wont|never|didnt feed|give|let|wash ..1 me|us",
		"my ..2 $kin ..3 $hits ..2 my|our ..2 mum|mother|sister|brother|sisters|brothers|dad", "my ..2 $kin|brothers ..3 is|are|keeps|keep|has|always $hits me|us",
		"i|im|ive|we|were ..3 $hits|locked|starved|unsafe|afraid|scared|frightened|terrified ..5 home|placement|fosterhome|$kin", "i|im|ive|we ..3 scared|frightened|afraid|terrified ..1 to go home", "i ..2 dont|not|never feel safe ..2 home|placement|here|with|bed",
		"i|im ..2 locked|shut ..3 room|house|cupboard|in", "im|ive|i ?am ?only|just|nearly $young", "i ran|run|running away from ?my home|placement|carers|care|school", "man|men|bloke|guy|he|someone ..6 asking|asks|asked|wants|sent|sends|sending|made|makes ..1 me ..2 "+picture+"|"+naked,
		"my boyfriend|girlfriend is $age|older", "i|we ..2 nothing|havent|no ?food ..2 eat|eaten|food")
	own.not = parseAll("how many|much|often", "strategy|report|papers|minutes|policy", "i am|im $young|$age members|councillors|of|months|years|weeks|minutes|days|questions|per|percent|miles")
	return []rule{own,
		told("done to a child", "somebody hurts a child",
			"he|she|hes|shes|they|theyre|$adult|$kin|nextdoor|lad|teenager|grandmother|person|couple ..5 $hits|throws|threw|chucked|grabbed|grabs|grab|pushed|pushes|push|pinned|dragged|screams|screamed|spat|forcing|feeding|force ..5 $kids|stepson|stepdaughter", "$kids ..3 $hits|grabbed|thrown|pushed by ?his|her|their|a|the|an ?own $adult|$kin|man|woman",
			"$adult|$kin ..4 $hits him|her|them ..3 kids|children|child", "$adult|$kin|he|she ..2 $hits ..2 $kin|her|him ..3 front of ?the|her|his|our|their $kids|us", "lad|boy|teenager|girl ..3 $hits|beating ?up ..2 little|younger|baby|small sister|brother|one",
			"$kid ..3 with|has|had|have|got ..3 burn|burns|bruise|bruises|bruising|bite|bites|cuts|scars|welts|marks|slap|fracture|fractures|broken", "$kid ..3 kept|held|locked|shut|tied|chained|trapped|caged|imprisoned ..1 in|to|up|inside|under|out",
			"$kid|pupil ..3 says|said|told|saying|thinks|reckons ..6 kill|hit|hits|scared|frightened|afraid|hurt|hurts|touch*|beats|secret|unsafe", "$kid|she|he|shes|hes ..4 scared|frightened|terrified|afraid ..1 of|to ?go ?back her|his|home|the $kin|stepdad|home", "$kid ..3 drawing|draws|drew ..5 hurt*|hit*|sex*|blood|naked|touch*",
			"< ?a|the|another $kids shaken|beaten|hit|bruised|burnt|burned|bitten|raped|molested|groped|abused|slapped|punched|kicked|starved|starving|injured|hurt|crying|screaming|hungry|neglected ?again|nextdoor|badly >", "$kids|nextdoor ..2 chained|caged|tied ..1 up|to|in|down", "keeps|keep|kept ..4 $kids ..1 in ?a|an|the|his|her|their attic|cellar|shed|garage|basement|cupboard|loft|cage|locked", "noone|one|nobody has|hasnt|have seen ..4 $kids", "$adult|$kin|staff ..4 smoke|smokes|smoking|drink|drinks|drinking|drug|drugs|weed ..3 with ..2 $kids|residents", "foster|stepdad|stepmum|fostercarer|carer|fostercarers|carers ..2 is|are|always|keeps drunk|drinking|violent|stoned", "fostercarer|fostercarers ..1 drinks|drink|shouts|swears|smokes", "$kids|pupil ..5 wants|want|wanted|wished to|she|he|they|be ..2 dead|die", "$kids|old ..4 bruised|broken|fractured|cut|burnt|swollen|bleeding|injured ..1 ear|leg|arm|arms|legs|skull|ribs|face|eye|back|neck|wrist|head", "yearold|yo|$years ..6 sees|saw|seen|heard|says|told ..5 $hits", "$kin|man|men|he|bloke|someone ..2 watch|watches|watching|watched|film|films|filming|filmed ..3 her|him|me|them|us|$kids ..3 undress|undressing|shower|showering|bath|bathing|change|changing|dress|dressing|sleep|toilet", "teacher|headteacher|coach|tutor|worker|staff|priest|imam|vicar ..2 asked|asks|asking|told|tells|makes|made ..3 $kids|pupil ..3 send|sends|photo|photos|picture|pictures|meet|secret|undress|kiss|touch", "dog ..3 bit|bitten|bites|attacked|mauled ..3 $kid"),
		told("not looked after", "a child is hungry, dirty, alone or with adults who can't care",
			"$kids ..3 hasnt|havent|not|isnt|arent|never|wasnt|wont|doesnt|dont ?been ?being eaten|fed|feeding|eating|washed|changed|bathed|clothed|bothered|eat", "$kids ..5 in|living|live|sleeping ..1 filth|squalor|filthy|dirt|mess|floor|cold", "$kids ..6 no heating|food|bed|beds|electric|electricity|shoes|coat|clothes|water|nappies|supper|dinner",
			"no food|heating|beds|electric ..6 $kids", "$kid ..2 in ?a|his|her|same dirty|filthy|soiled|wet", "$kids|little|toddler ..3 playing|wandering|walking|running|out ..2 road|roads|traffic|streets|motorway|tracks", "$kid ..4 left ..2 in|outside|alone|unattended|with", "left|leaves|leaving|leave|left ..2 $kid|baby|toddler ..3 in|outside|alone|with|by",
			"$adult|$kin|shes|hes ..5 passed|off|out|drunk|wasted|stoned|high|heroin|crack|drugs|meth|ketamine|drinking|using ..6 $kids|ones|little|baby", "$kids|baby ..6 $kin ..3 on|off|using|taking|smoking|injecting|always ..1 drugs|crack|heroin|drunk|drink|smack|head", "$kids ..1 home ?on alone|unsupervised", "$kids|yearold ..8 no|not|without ?an ?any adult|adults|grownup|parents ..2 about|around|home|there", "$years|yearold|yo ..5 by|on|all himself|herself|own|alone|themselves",
			"$kid ..4 himself|herself|themselves ..4 school|dinner|bed|home ..6 no|noone|nobody|without", "$kid ..4 sleeping|sleeps|living|lives|slept ..1 rough|streets|street|car|tent|shed|bus|doorway|park|hostel|squat|on", "$kid ..3 sofa surfing", "$kid ..3 kicked|thrown|chucked|booted ..1 out", "$kid ..2 homeless"),
		told("used or exploited", "a child is used for sex, crime, work or marriage, or sent to be cut",
			naked+" ..1 of|from|to|by|with ..3 $kids|pupil|yearold", naked+" "+picture+" ..5 $kids|pupil|yearold", "$kids|pupil|yearold ..6 "+naked, grown+" ..4 asking|asks|asked|pestering|messaging|messages|messaged|texting|texts|sends|sending|sent|films|filming|filmed|photographs|photographing ..5 $kids|yearold|pupil|school*", "$kids ..4 asking|asked|pestered|messaged|filmed|groped|followed|approached|blackmailed|photographed by|for|to ..2 "+picture+"|man|men|stranger|adult|bloke",
			"$kids|lass ..4 older|grown|grownup|adult|$age ?yearold|year ?old men|man|bloke|boyfriend|guy|blokes|lads", "$kids ..3 getting|gets|got|climbing ..3 car|cars|van|taxis ..4 men|man|strange|strangers|older|lads", "$kids ..4 passed round|around|between", "$kids|$young ..6 meeting|meets|met|chatting|talking ..3 man|men|stranger|strangers|adult ..3 online|internet|game|snapchat|app|car|park|hotel",
			"worker|workers|staff|teacher|coach|carer|fostercarer|tutor|priest|imam|vicar|volunteer|officer ..4 sleeping|sex|relationship|affair|kissing|kissed|flirting|messages|messaging|texts|dms|snapchat ..5 $kids|pupil|resident|residents|careleaver|yearold",
			"$kids|my|our|his|her|nephew|he|she|hes|shes ..3 doing|does|running|run|into|in|caught|involved ..2 county lines", "$kids|yearold|$young|hes|shes|son|brother ..4 selling|dealing|running|carrying|holding|shotting|delivering|trapping|stashing|hiding ..3 drugs|weed|gear|coke|crack|heroin|cannabis|knife|knives|gun|blade|machete|money",
			"$kids ..4 carries|carry|carrying|with|brought|got|taking|took|has ..1 knife|knives|blade|machete|gun|zombie", "$kids ..8 two|new|loads|wads|lots|cash ..3 phones|phone|cash|trainers|money ..4 missing|nobody|dealer|gang|older", "$kids ..4 made|forced|making|forcing|used|paid ..2 to|for|as work|hold|sell|carry|marry|steal|beg|sex|have|wed|do|servant|slave|deal", "keep*|kept|using|use|holding ..2 $kids ..2 as ..2 servant|slave|maid|cleaner",
			"$kids|sister|brother|she|shes|he|hes|friend|cousin ..6 forced|made|forcing|arranged|promised|pressured|marry|sent|taken|taking ..3 marry|marriage|married|wed", "married off", "marry|marrying ?her|their|his|him|them off ..4 $kids|her|sister", "want|wants|planning|going|plan ..3 marry ..2 $kids|off", "$kids ..6 abroad|holiday|overseas|home|country ..4 cut|circumcised|marry|married|wed",
			"taking|take|sent|send|sending|going ..5 abroad|holiday|overseas ..4 cut|circumcised|marry|married", "$kids|sister|niece ..5 had|having|have|has|get|getting|done ?been fgm|circumcised|mutilated|cut >", "fgm ..2 done|performed|planned|arranged", "$kids|sister|niece ..5 fgm done"),
		told("hurts themselves", "a child hurts or starves themselves",
			"$kids|pupil|my ..1 $kids ..4 cut|cuts|cutting|harm|harms|harming|hurts|hurting|burns|burning|scratching|starving|poisoning ?at ?her|his|their herself|himself|themselves|arms|legs|wrists|skin", "$kids ..3 wont|doesnt|not|stopped|refuses|refusing ?to eat|eating ..6 sick|thin|weight|days|weeks|anything|herself|himself", "$kids ..4 making|makes herself|himself sick|ill"),
		{name: "an age and a sign", kind: knowledge.Safeguarding, why: "a child of an age with a sign of harm",
			any:  parseAll("hes|shes|he|she|theyre ?is|was ?about|just|like|barely ?only $young", "aged|age|only|just $young", "$young yearold|yo|yr", "$years", "boy|girl|lad|lass|child|kid ?of $young", "of $young >"),
			also: parseAll(signs, "sleeping|sleeps|living|lives ..2 rough|street|streets|car|tent", "$kid ..4 pregnant"), not: not},
	}
}
