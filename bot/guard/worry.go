package guard

import "hearth/knowledge"

// general is how people ask for figures, rules, roles and what a paper says.
// A turn with one of these is about the subject unless somebody speaks of what
// they have seen, heard or been told.
var general = []string{
	"how many|much|often|meny",
	"percentage|proportion|share|number|numbers|rate|rates|figures|statistics|trend of|for|in",
	"what|whats|which does|did|is|are|was|were|has|have|happens|happened|percentage|proportion|training|support",
	"what do the|we|our|they|councils|papers|minutes|councillors|members",
	"who|whos is|was|are|were the|our", "when did|was|were|does|must|is|are|can", "why do|did|was|were|are children|young*|care*|kids",
	"does|did|do|has|have|are|is the|our|this|we|$place|councils|ofsted|children|young*|kids|care*",
	"strategy|report|papers|minutes|policy|guidance|protocol|procedure|inspection|ofsted say|says|said|about|on|show|shows|mention",
	"how does|do|did|can|should the|our|we|councils|children|careleavers|youngpeople|kids|staff",
	"tell me about|what|how", "explain|define|meaning|summarise|summary", "last year", "wot|whats duz|does|is",
	"is|are there ..2 enough|training|support|policy|plan",
	"should all|every|councillors|members|the", "< is|are|do|does|was|were it|children|kids|careleavers",
}

// witness is how people speak of what they have seen, heard or been told.
var witness = []string{
	"i|we think|believe|suspect|saw|seen|noticed|heard|witnessed|know|found|fear|feel|met",
	"ive|weve ?just heard|seen|noticed|had|been|met|found|got",
	"i have|had ?just|been heard|seen|noticed|told|met|had",
	"told|tells|telling|said|says|texted|rang|phoned|rung|emailed|messaged|disclosed|confided|wrote|reported|contacted|approached ?to me|us",
	"just|has|have told|rang|rung|said|disclosed|texted|phoned|says", "disclosed|confided|disclosure",
	"my|our neighbour|neighbours|nextdoor|street|road|ward|estate|surgery|friend|friends|constituent|resident|village|block|daughter*|son|nephew|niece|grandson|granddaughter|town|church|local|area",
	"there is|was|are|seems", "theres a|an", "one of our|my|the ..3 $child", "in|on|at|from the|this|my|our flat|house|street|estate|park|surgery|road|ward|shop|club|town|church|mosque|group|pub",
	"local|the school|nursery|club|church", "nextdoor|opposite|upstairs|downstairs", "resident|residents|constituent|constituents|neighbour|neighbours|somebody|someone|lady|woman|man|mum ?has|who|from|in told|said|says|emailed|rang|wrote|thinks|tells|reports|claims|worried",
	"im|i am ?really|very|so|a|bit|extremely|quite|getting worried|concerned|scared|frightened|alarmed|uneasy",
	"worried|concerned|scared|worry|concern|concerns|frightened|uneasy about|for|that|over a|an|this|that|one|her|his|him|some|the|my|$one|$name",
	"should|shall|must|do|can|could i|we ?need|have|to report|tell|ring|call|say|do|contact|intervene|phone|let",
	"who|how|where do|should|can|shall|must|would|to i|we|you|ring|call|tell|report|contact|phone",
	"he|she|hes|shes is|was|has|said|says|told|looks|looked|keeps|had|goes|lives",
	"report|reporting a|an|suspected|possible|my|abuse|neglect|this|it", "not sure if|whether i", "this|that $one",
	"rightnow|tonight", "as i type|write|speak",
}

// now is what makes a worry an emergency.
var now = []string{
	"rightnow|tonight|immediately|immediate|urgent|urgently|emergency|asap", "right this minute|second|moment",
	"this minute|second|moment|instant|evening", "as i type|write|speak|we", "at|in this|the moment", "is|are|being ..3 now",
	"now >", "outside my|our|the", "999", "just now", "just told|rang|rung|called|phoned|texted|disclosed",
}

func emergencyRules() []rule {
	stats := parseAll("knife|gun crime", "how many|much|often|meny", "what|which does|did|is|are|was|were|happens|happened|percentage|proportion",
		"what do the|we|our|they", "who is|was|are|were the", "policy|protocol|procedure|strategy|statutory|report|guidance|rate|percentage|proportion|figures|statistics|interview|interviews",
		"last year", "< does|did|do|has|have the|our|we|this|$place", "how does|do|did|can|should the|we|our", "why do|did|are|were",
		"tell me about|what|how")
	return []rule{
		{name: "danger now", kind: knowledge.Emergency, why: "somebody says that a child is in danger now",
			any: parseAll("$child|$name ..3 in|at ?immediate|grave|real|serious|great danger", "immediate|imminent danger|risk",
				"$child|$name .. life is|in danger", "knife|gun|machete|weapon|axe .. $child", "$child .. knife|gun|machete|weapon|axe",
				"snatch*|abduct*|kidnap* .. $child", "trying|tried|attempting to take|grab|lure|snatch ..3 $child", "$child .. snatched|abducted|kidnapped|drowning|unconscious|bleeding|stabbed",
				"$child .. not breathing", "call|ring|need 999 .. $child"),
			not: stats},
		{name: "harm now", kind: knowledge.Emergency, why: "a child is being hurt at this moment or tonight",
			any: parseAll("$child ..8 $harm", "$harm ..8 $child", "hitting|beating|hurting|attacking|strangling|threatening her|him|them",
				"$child .. frightened|afraid|scared|terrified to go ?back home", "$child .. frightened|afraid|scared|terrified of"),
			also: parseAll(append(now, "to go ?back home")...),
			not:  stats},
		{name: "life at risk", kind: knowledge.Emergency, why: "a young person speaks of ending their life or has taken something",
			any: parseAll("kill|killing|hang|hanging|drown|hurt herself|himself|themselves|themself", "$child|she|he|shes|hes .. suicidal|suicide",
				"suicidal|suicide .. $child", "end|ending|take|taking his|her|their ?own life", "end|ending it ?all ..6 $child|she|he", "$child ..6 end|ending it|things",
				"overdose|overdosed|overdosing", "taken|took|swallowed ..3 pills|tablets|paracetamol|drugs|medication|bleach",
				"cut|cutting|slit|slashed his|her|their ?own wrists|wrist|arms", "$child|shes|hes|she|he .. jump|jumping", "$child ..10 jump|jumping", "bridge|roof|ledge|railway|tracks ..8 jump", "$child ..6 wants|want to die",
				"she|he wants|want to die"),
			also: parseAll("$child|she|he|shes|hes|they|her|his|their|$name"),
			not:  append(stats, parseAll("i|im|ive feel|felt|want|am|suicidal", "< im", "my own life")...)},
		{name: "missing now", kind: knowledge.Emergency, why: "one child is missing now",
			any: parseAll("$one|$given ..8 is|has|gone|went|been|still|reported ?been ?gone|reported|still missing", "$one|$given ..3 missing", "missing $one|youngperson", "$one|$given ..4 ran|run|runs|running|gone away|off", "$one ..2 runaway",
				"$one|$name .. disappeared|vanished|absconded", "$one|$name .. not|hasnt|never ?come|come|been|returned|came home|back|seen",
				"cant find ?the|my|a|our $one", "lost child"),
			not: append(stats, parseAll("missing|miss from education", "when a|any|the $one goes|is", "missing out|health|school|a|an|his|her|their|episodes|strategy")...)},
		{name: "alone now", kind: knowledge.Emergency, why: "a small child is alone",
			any: parseAll("$one ..4 home ?on alone", "drove|ran|walked|made|gone|went off ..3 with ..4 $child", "$one ..8 alone|lost ..8 night|midnight|road|street|dark|park|town|tonight|now", "baby|toddler|infant|newborn ..6 alone|unattended|wandering|abandoned|locked", "$child ..4 wandering ..4 alone|road|street|night|motorway",
				"held|taken|grabbed|hostage by|in ..3 gang|gangs|man|stranger", "$child ..3 locked in|out ..4 now|tonight|car|shed"),
			not: stats},
	}
}

func safeguardingRules() []rule {
	subject := parseAll(general...)
	seen := parseAll(witness...)
	return []rule{
		{name: "disclosure", kind: knowledge.Safeguarding, why: "a child or an adult has told the member something about a home",
			any: parseAll("$one ..5 told|confided|disclosed|admitted|whispered|messaged|texted|said ?to me", "disclosed ..3 to me", "told|tells me ..8 stepdad|stepfather|uncle|boyfriend|partner|husband|ex|dad|mum|carer|fostercarer|teacher|brother|coach|staff", "$adult|someone|somebody|staff ..5 hit|hits|hurt|hurts|slapped|kicked|punched|beat|abused|touched|threatened|assaulted|grabbed|restrained ..4 residents|resident|child|kids|lad|girl|boy|young*|children",
				"too|overly|very|inappropriately friendly|close|familiar|interested|touchy ..3 with|in|to ..3 $child", "violent|violence|drunk|drugs|drinking|addict|dealing|dealer ..10 kids|children|child|baby|toddler|kid ..4 house|home|there|flat|upstairs|room|car", "kids|children|child|baby ..6 house|home|flat ..6 violent|violence|drunk|drugs|dealing|needles", "worries|worry|concerns|concern|suspicions|fears|rumour|rumours|allegation|allegations ..3 about|that|regarding|a|of ..5 $one|family|baby|young|girls|boys|kids",
				"used|using|made|getting|paid ..3 to sell|carry|run|deal|hold drugs|weed|coke|cocaine|knives", "$child ..6 wheal|welts|weals|bites|cigarette|handprint|scratches|lashes|whipped|starved"),
			not: parseAll("how many|often|much", "secret", "< what happens|happened", "what does|did|do|is|are|was the|we|our|papers|strategy", "strategy|report|papers|minutes|policy say|says|said", "proud|pleased|happy|thank|award|pledge|council|advocate|school", "we ..3 worries|concerns", "main|biggest|general|ofsted*|councillors|members concerns|worries|concern", "stability|drift|placements|exclusions|budget")},
		{name: "harm told", kind: knowledge.Safeguarding, why: "a child is hurt, and somebody saw, heard or was told of it",
			any:  parseAll("$child ..12 $harm", "$harm ..12 $child", "$adult ..6 $harm ..6 $child|him|her|them", "$harm ..3 her|him|them"),
			also: seen,
			not: parseAll("how many|often", "what|which does|did|is|are|was|were", "what do the|our|papers|minutes", "what happens|happened", "strategy|report|papers|minutes|policy say|says|said|about|on|show",
				"can i be|get|go", "prosecuted|sued|sue|liable|liability|court", "i|im|ive ..3 bullied|harassed|threatened|threats")},
		{name: "harm going on", kind: knowledge.Safeguarding, why: "one child is being hurt, said as a fact and not asked about",
			any: parseAll("$one|$name ..3 is|being|gets|keeps|getting|hes|shes ?being|getting $harm", "$one|$name ..4 has|with|had ..4 blackeye|marks|bruises|bruise|bruising|injuries|burns|welts|scars|cuts",
				"$one ..3 always|constantly|often|covered ..4 bruises|bruised|bruising|blackeye|hungry|filthy|dirty|marks|crying|hurt", "always has|have bruis*",
				"$adult ..4 hit|hits|hitting|slapped|slaps|slapping|smacked|smacks|punched|kicked|beats|beating|hurt|hurts|abused|abuses|abusing|touched|touches|groomed|grooming|shook|shaking|molested|neglecting|raped|burnt|assaulted ..4 $child|him|her|them",
				"does|doing|did things to|with her|him|them", "touches|touched|touching her|him|them"),
			not: append(subject, parseAll("< how|what|which|when|why|does|do|did|can|is|are", "sued|liable|court")...)},
		{name: "neglect told", kind: knowledge.Safeguarding, why: "signs of neglect or of a child left alone",
			any: parseAll("$child ..6 hungry|starving|filthy|dirty|unfed|underfed|malnourished|unwashed", "$child ..6 not|isnt|arent|never|hardly being|getting|been ?properly|enough fed|washed|cared|looked|food|clothed",
				"leaving|leaves|leave|left ..5 $child ..4 alone|unattended|unsupervised|himself|herself|themselves|themself", "$child ..6 begging|begs|beg|scavenging|barefoot|roaming|shivering|thin|skinny|smells|unkempt", "lock|locks|locked|locking|shut|shuts|tied|ties ..4 $child|him|her|them ..3 in|up|out|room|cupboard|shed|bedroom", "$child ..8 left|leaves|alone|unsupervised ..3 alone|unsupervised|unattended|weekend|night", "$child .. home alone", "leaves|left|leaving ..5 $child ..4 alone|unattended|unsupervised",
				"$adult ..6 drinking|drunk|drugs|dealing|using ..8 $child", "$child ..8 $adult ..4 drunk|drinking|drugs", "screaming|crying|shouting ..8 nextdoor|flat|house|neighbour*", "shouting|screaming|swearing at ..4 $child"),
			also: seen,
			not:  parseAll("how many|often", "what does|did", "strategy|report|policy say|says")},
		{name: "exploitation told", kind: knowledge.Safeguarding, why: "signs of exploitation, cutting, forced marriage or radicalisation",
			any: parseAll("county lines", "$child ..5 carrying|running|selling|delivering|holding|moving drugs|package|packages|weed|cocaine|knives|weapons", "$child ..8 taken|sent|flown|going ..8 married|marry|wedding|cut|pakistan|somalia|syria", "$child ..8 gang|gangs|dealing|dealers|drugs|cannabis|cuckoo*", "gang|gangs|dealers|dealing ..8 $child", "$child ..8 cut|circumcised|circumcision|fgm|mutilat*|radicali*|extremis*|trafficked|pimped",
				"fgm|mutilation|circumcis* ..12 $child|family|families|wedding|abroad", "family|families ..8 fgm", "$child ..8 forced|arranged|made ..4 marriage|marry|married|wed", "forced|forcing|force .. marriage|marry", "$child ..8 abroad ..8 cut|marry|married|wedding",
				"older|grown men|man|lads|boyfriend|boys ..8 $child", "$child ..8 older men|man|lads|boys|boyfriend|bloke", "lifts|alcohol|gifts|presents|money|photos|nudes|pictures|sexts|texts|messages|messaging|vapes|texting|sexting ..8 $child", "$child ..10 lifts|alcohol|gifts|nudes|sexts|vapes|cigarettes|knife|knives|money"),
			also: seen, not: parseAll("how many|often|much", "what does|did|is|are|do the|we|our|strategy|fgm", "strategy|report|papers|minutes|policy say|says|said|about", "i think we", "how do|does we|the|our", "budget|fund|funding|spend|spent|grant")},
		{name: "adult in trust", kind: knowledge.Safeguarding, why: "a worry about somebody who works with children",
			any: parseAll("teacher|coach|fostercarer|fostercarers|worker|staff|carer|tutor|childminder|nanny|priest|vicar|imam|scoutmaster|socialworker|headteacher|driver|volunteer|assistant|councillor ..8 inappropriat*|messaging|texting|sexting|photos|pictures|nudes|touch*|alone|drunk|drinking|slapped|slap*|hit|hitting|hits|smack*|grooming|groomed|lifts|shouted|shouts|kissed|kissing|relationship|restrained|rough ..10 $child|them|him|her",
				"inappropriat* ..6 $child", "allegation|allegations ..3 against|about a|an|one|my|the ?local teacher|coach|fostercarer|worker|carer|member|staff"),
			not: parseAll("how many|often|much", "what happens|does|did|is|are|was|were|do", "who deals|handles|investigates|is|does|decides", "policy|strategy|report|statutory", "how are|were|is|does")},
		{name: "self-harm told", kind: knowledge.Safeguarding, why: "a young person harms themselves",
			any: parseAll("selfharm* ..8 $child", "$child ..10 selfharm*|anorexic|anorexia|starving", "$child|she|hes|shes|he ..5 hurting|cutting|harming|starving|burning herself|himself|themselves"),
			not: append(subject, parseAll("< is|are", "careleavers|children|youngpeople|teenagers", "going up|down")...)},
		{name: "how to report", kind: knowledge.Safeguarding, why: "somebody has a worry and asks where to take it",
			any: parseAll("how|where|who do|should|can|shall|would|must i|we|you ?need|to ?go|report|tell|ring|call|contact|phone|raise|speak ..8 abuse|neglect|abused|danger|safety|safeguarding|risk|harmed|hurt|unsafe|bruis*|exploited|groomed|fgm",
				"who|how|where ..5 i|we ..8 worried|concerned|worry|concern|concerns ..4 $child|safety|family|fostercarer|youngperson", "report ?a|an|suspected|possible|some child|abuse|neglect|safeguarding",
				"safeguarding|protection concern|worry|issue|referral|problem|alert ..3 about|with|regarding|for|to a|an|my|one|this|that|her|his|him", "make|need|want|like ..4 safeguarding referral|report|alert", "i ..3 have|got ..2 safeguarding|protection concern|concerns|issue|worry",
				"safeguarding emergency|concern >", "what ..4 i|we do|say ..8 $child|$one ..6 tells|told|says|discloses|disclosed ..6 abused|abuse|hurt|hit|harmed|unsafe|touched|raped", "who ..5 tell|ring|call ..4 about a|this $child",
				"child protection concern", "child|baby|girl|boy|kid ..4 im|i|am ..3 worried|concerned about", "report|raise|share|flag ..3 worry|concern|worries|concerns about|for|regarding a|an|this|that|one|my|some", "think|suspect|believe|worried|concerned ..8 $child ..6 risk|danger|unsafe|safe|trouble"),
			not: parseAll("how many|often|much", "what does|did|is|are|was|were", "practice", "strategy|report|papers|minutes|policy say|says", "placement|placements sufficiency|stability", "does|did|do the|our|$place")},
		{name: "worried about one", kind: knowledge.Safeguarding, why: "a worry about one child, whatever it is",
			any: parseAll("worried|concerned|scared|frightened|uneasy|worry|concerns|concern about|for|over a|an|this|that|one|some|my|the|two|her|his|him|$name",
				"worried|concerned|scared ..2 $child safety|welfare|wellbeing", "worried|concerned|scared|frightened for her|his|their|a safety", "something ..4 not|isnt|wasnt right ..8 $child", "something wrong ..4 $child"),
			also: parseAll("$one|family|youngperson|children|kids|baby|$name|him|her|he|she|twins|siblings|boys|girls"),
			not: parseAll("how many|much|often", "what does|did|do the|we|our|papers|is|are|was", "drift|stability|budget|strategy|report|sufficiency|exclusions|councils|number|numbers|enough|placements",
				"should councillors|members|a|we ..3 do|raise", "children in care >", "the children in ?our|the|$place care")},
		{name: "identified and hurt", kind: knowledge.Safeguarding, why: "somebody describes one child with signs of harm",
			test: func(t turn) bool { return len(t.marks) > 0 && harmed().in(t.ws) }},
	}
}

var harmed = lazy("$harm|hungry|filthy|missing|frightened|scared|worried|concerned|abuse*|bruis*")
