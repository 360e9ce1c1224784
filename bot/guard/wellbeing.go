package guard

import "hearth/knowledge"

func wellbeingRules() []rule {
	return []rule{
		{name: "low", kind: knowledge.Wellbeing, why: "how people say that they are at their end",
			any:  parseAll("got|getting|gets|getting to me", "in bits|tears|pieces|despair|shock", "i|im|ive ..4 numb|shattered|frazzled|knackered|broken|wrecked|spent|lost|sick|sad|dread|dreading|traumatised", "had enough", "head ..4 all|mess|place|spinning|bits", "need|want|like ..3 talk to ?someone|somebody|a ..2 someone|somebody|counsellor|professional|human", "panic attacks|attack", "nobody|noone|no cares|care|one cares|listens"),
			also: parseAll("i ?just ?really ?still feel|am|cant|get|have|need|had|keep|felt|dread|cry", "im|ive|my|me"),
			not:  parseAll("how many", "what do|does|did the|strategy|report|papers", "resident|constituent|constituents|tenant", "$child ..6 told|says|said", "talk ..4 foster*|director|about ..2 strategy|report|placements", "can i speak|talk|chat to ?a ?real human|person|someone", "support|services for careleavers|children")},
		{name: "in distress", kind: knowledge.Wellbeing, why: "a feeling or an attack that the member tells of themselves",
			any: parseAll("i|im|ive|id ..3 not|dont ?feel ok|okay|alright|coping|safe|well|myself|right", "i|im|me|my ..6 anxiety|panic|despair|nightmares|flashbacks|insomnia|breakdown|depression|trauma|ptsd|grief", "hard|difficult|trouble|struggling|impossible|unable to|with ?get|fall|any sleep|asleep|cope|sleeping|eat|concentrate", "i|im|feel|feeling ..3 giving|give up", "dont|cant|not ..5 do|face|take|stand|bear|handle this|it|much any|anymore|longer|more",
				"brings|brought|bringing ..3 back ..3 me|memories|childhood", "brings|brought|bringing it all back", "i|im ..2 scared|afraid|frightened|terrified|nervous|dreading to go|open|leave|attend|hold|be|speak|come", "sending|sent|getting|received|receiving|had|get|been ..3 abusive|threatening|hateful|racist|sexist|vile|nasty messages|emails|letters|calls|comments|posts|texts|tweets", "i feel ?so|very|really ?very unsafe|threatened|scared|isolated|alone|worthless|useless|lost|broken|hopeless|defeated|drained|empty|helpless|guilty|sick|heartbroken|frightened|tearful",
				"i|im|me|my ..6 heartbroken|devastated|broken|sobbing|tears|crying|worthless|hopeless|helpless", "i|im|feel|feeling so|very|really|pretty|too|completely|totally|utterly|extremely|quite|absolutely low|down|drained|stressed|overwhelmed|depressed|upset|alone|lonely|anxious|shaken|exhausted|hopeless|worn|distressed|tired", "worn|burned|burnt out", "i want|need to quit|resign|give|cry|scream|disappear", "harassing|trolling|stalking|threatening|bullying|abusing|intimidating me"),
			also: parseAll("i|im|ive|me|my|myself|id", "< feel|feeling|not|cant|burnt|worn|struggling|finding"),
			not:  parseAll("how many", "what do|does|did the|strategy|report|papers|we", "resident|constituent|constituents|tenant", "$child ..8 told|says|said", "read|follow|understand|find ..3 report|paper|answer|strategy|document|figures", "not well|right written|answer|answered|report", "told|says|said ..3 me")},
		{name: hurtAtHome, kind: knowledge.Wellbeing, why: "the member is hurt or threatened by somebody close",
			any: parseAll("my ?ex husband|wife|partner|boyfriend|girlfriend|ex ..4 $hits|threatened|threatens|threatening|controls|stalks|stalking ..2 me|kill", "< he|she|hes|shes ?is|has|keeps $hits me", "im|ive|i ?am|was|been being ?been $hits", "i|ive been raped|assaulted|attacked|strangled|beaten"),
			not: parseAll("how many", "$child ..4 says|said|told", "strategy|report|papers|budget")},
		{name: "own life", kind: knowledge.Wellbeing, why: "the member may harm themselves",
			any: parseAll("i|im|ive ..5 suicidal|suicide", "< suicidal", "i|im ..5 end|ending it|things ?all >", "i|im ..5 kill|hurt|harm|killing|harming|hurting myself", "end|ending|take|taking my ?own life",
				"i ..3 want|wanted|wish|like to ?just die|disappear", "i ..2 dont|didnt|not want|wanna ?to be|stay here|alive", "i ..2 dont|not want|wanna ?to live|exist", "no point|reason ..2 living|going on|in living", "better off without me|dead", "i ..2 selfharm|selfharming|selfharmed"),
			not: parseAll("$child ..4 says|said|told", "how many")},
		{name: "can't cope", kind: knowledge.Wellbeing, why: "the member says they are in distress",
			any: parseAll("cant|cannot|not|can cope|coping", "cant|cannot go|carry on", "i|im|ive|feel|feeling ..4 struggling|stressed|exhausted|overwhelmed|depressed|anxious|tearful|despairing|hopeless|lonely|isolated|drained|traumatised|distressed|burntout|desperate|suffering|miserable",
				"burnt|burned out", "breaking|snapping point", "end of my rope|tether", "falling apart", "having ?a ?panic|nervous|mental breakdown|attack|attacks|breakdown", "at|hit rock bottom|breaking",
				"i|im|feel|feeling ..3 so|really|very|pretty|too|quite low|down|awful|upset|sad|terrible|shaken|alone|scared|ill", "i feel|felt|am awful|terrible|sick|low|shaken|upset|broken|numb", "cant|not|havent|couldnt|cannot|hardly|barely ?been ?get ?to|stop sleep|slept|sleeping|thinking|crying|eat|eating",
				"i|ive ..2 keep|kept|been|stop crying|sobbing", "i ..3 cried|cry", "making|made|makes me ..3 ill|sick|cry|depressed|anxious|unwell|upset", "getting|gets|got|bringing me down", "destroying|killing|breaking|crushing me", "all|just ?getting|is too much",
				"finding ..4 too much|hard|difficult|upsetting|distressing|tough|overwhelming", "upset|upsets|haunts|haunting|haunted|distressed|distresses|triggered|traumatised|shaken ?really me", "death threats", "i|im|ive ?am|being|been|get|getting|feel ..2 bullied|harassed|threatened|stalked|trolled|intimidated|threats|abuse",
				"my ?own mental health|wellbeing|anxiety|depression|stress", "i ..3 mental health", "nervous breakdown", "i need ..3 someone|somebody|counselling|counsellor|therapy", "who can i talk to", "i ..2 in care myself|once ..12 upset|hard|painful|memories"),
			also: parseAll("i|im|ive|me|my|myself|id", "< cant|burnt|struggling|feeling|not|really|so|having|at|stressed|exhausted"),
			not: parseAll("struggling|hard|difficult|trying|having|finding to|trouble|it ?hard|difficult ?to find|understand|see|read|follow|open|know|get|work|make|locate", "how many", "what do|does|did the|strategy|report|papers", "resident|constituent|constituents",
				"strategy|report|plan ..3 hard|difficult to read|follow|understand", "papers|report|answer|this hard|difficult to")},
		{name: "support for members", kind: knowledge.Wellbeing, why: "a member asks for help with distress of their own",
			any: parseAll("support|help|counselling|counsellor|somebody|someone|helpline ..4 for|to councillors|members|me|us|talk ..8 upset*|distress*|stress*|struggl*|harrowing|traumat*|trauma|overwhelm*|cope|coping|anxious|depress*|mental|burnout|threat*",
				"counselling|counsellor|helpline for", "< i need help >", "< i need support >"),
			not: parseAll("does|do|did the|our strategy|report", "careleavers|children|youngpeople|fostercarers|socialworkers|staff")},
	}
}
