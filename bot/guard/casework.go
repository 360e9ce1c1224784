package guard

import "hearth/knowledge"

func casework() []rule {
	const person = "constituent|constituents|resident|residents|tenant|tenants|voter|pensioner|householder|leaseholder"
	const matter = "housing|house|home|rehoused|benefits|benefit|bins|bin|repair|repairs|counciltax|school|transport|application|refund|complaint|complaining|complains|bay|parking|case|claim|rent|eviction|evicted|damp|mould|pip|universal|appeal|pothole|potholes|badge|debt|arrears|planning|licence|care|package|allowance|payment|paid|payments|contact|place|visa|asylum|adaptation|adaptations|streetlight|noise|antisocial|fence|drain|drains|adoption|assessment|move|flat|tree|lights"
	const asks = "< what|which can|could|should|support|help|advice|do|does|kind|are|is|must|would"
	const how = "< ?so|and how|when|why|who do|does|can|are|many|is|did|could ?the|our|local constituents|residents|tenants"
	return []rule{
		{name: "somebody's case", kind: knowledge.Casework, why: "a constituent's own matter, which officers take up",
			any: parseAll("my|our|one|this|that|another ?of ?my|our ?elderly|disabled|young "+person, "a|an|the|some|two ?elderly|disabled|local|young "+person+" ..6 wants|want|needs|need|has|hasnt|havent|have|is|says|said|cant|cannot|wont|asked|asks|complain*|keeps|got|been|emailed|called|rang|contacted|in|whose|who|with",
				"ive|i ?have got|had a|an|another ?local "+person, "contacted|approached|rung|emailed|written ..2 by|me a|an|one|some|another ..2 $adult|"+person, "member|casework enquiry|query|enquiries", "i have|had|got a|an "+person, person+" ..2 "+matter, "for|from|by|about|of|help a|an|my|the "+person),
			not: parseAll(asks, how, "how many|much|often", "how do|does|can "+person, "member|members|councillor|councillors|strategy|report ..3 "+person, "what ..3 i tell", "what ..3 support|help ..4 "+person)},
		{name: "a named family's matter", kind: knowledge.Casework, why: "a named person's or family's matter with the council",
			any: parseAll("mr|mrs|ms|miss ?$name|singh|khan|patel|smith|jones|begum|hussain ..8 "+matter, matter+" ..6 for|of|by|from mr|mrs|ms|miss", "the $name|singh|khan|patel|smith|jones|begum|hussain|ahmed|wilson family ..10 "+matter+"|want|wants|need|needs|know", "$name|khan|patel|smith|jones family* "+matter,
				"mr|mrs|ms|miss ..8 needs|wants|hasnt|cant|wont|is ..1 waiting|a|new|his|her|their|been|heard|get", "mr|mrs|ms|miss ..3 has|hasnt|wants|needs|is|cant|says|rang|emailed|came ..8 "+matter, "$owner ..2 housing|benefits|bins|repair|counciltax|claim|appeal|refund|badge|eviction|rent", matter+" at|on|for ?number|flat 1*|2*|3*|4*|5*|6*|7*|8*|9*"),
			not: parseAll("how many|much|often", "strategy|report|minutes|panel|committee|board|cabinet ..2 say|says|said", "headteacher|director|officer", "$place|council|councils ..2 "+matter)},
		{name: "chase it for me", kind: knowledge.Casework, why: "a task for officers",
			any: parseAll("chase|sort|log|report|escalate|resolve|fix|book|arrange|raise ?up|out|on ?a|an|the|this|that|my ?missed ?blocked pothole|potholes|repair|repairs|bins|bin|refund|complaint|claim|housing|streetlight|fly|noise|case|application|appointment|fence|counciltax|drain|flytipping",
				"chase|sort ?up|out ..6 "+matter, "help ..3 with|on a|an|this|my case >", "help ..3 with|on a|an|this|my|one case|casework", "i|ive ?have ?got ..3 a casework|case", "take up|on a|this|my case", "casework ?issue|query|help >"),
			not: parseAll("how many|much|often", "what does|did|do the|our|we", "strategy", "how do|does|can the|we|children|careleavers")},
		{name: "somebody in my ward", kind: knowledge.Casework, why: "one person in the ward wants something done",
			any: parseAll("a|an|one|this|the|some ?young|old|elderly woman|man|lady|gentleman|mum|mother|dad|father|fostercarer|couple|family|pensioner|lad|bloke|grandmother|gran|kinship|careleaver ?carer ?of|in|on|from|at|who|has|came|with|wants ..4 ward|surgery|estate|patch|street|area ..12 "+matter+"|cant|hasnt|havent|wants|needs|want|wont|sort|help|reach|hold|told|refused|waiting|stuck|back|homeless",
				"mother|father|mum|dad|parent|parents|gran|grandparents|grandmother|aunt ..8 came|wants|want|rang|asked|emailed|begging|demands|says ..8 back|returned|contact|custody|access|surgery", "someone|somebody|people|anyone in|on|from my|our ward|patch|area|street|estate ..3 is|are|has|have|being|needs|wants|cant|who", "fostercarer|carer|mother|mum|dad|father|woman|man|lady ..3 contacted|emailed|rang|rung|approached|written|messaged me|us", "get the|her|his|their|a socialworker ..3 to ring|call|contact|phone|reply|visit|answer", "get hold of ..4 socialworker"),
			not: parseAll("how many|much|often", "what does|did|do|support|help", "which", "strategy|report ..2 say|says")},
	}
}
