package guard

import "hearth/knowledge"

func exemptRules() []rule {
	const wants = "give|show|send|get|need|want|share|read|open|see|have|print|forward|email|leak|summarise|access|find|pass|tell|reveal|copy|provide|view|download|please|journalist|reporter|press|newspaper|bbc|gazette|editor"
	const paper = "report|reports|paper|papers|appendix|appendices|annex|minutes|document|documents|item|items|section|pack|briefing|letter|draft|file|files|part|pages|version|agenda|information|memo|email|emails|bits"
	return []rule{
		{name: "exempt papers", kind: knowledge.Exempt, why: "hearth holds no exempt papers and hands none out",
			any: parseAll(wants+" ..8 confidential|exempt|restricted|unpublished|secret|leaked|unredacted|redacted|embargoed|private|closed|pink|privileged|classified ..3 "+paper,
				wants+" ..8 part2|pink|yellow|gold ..3 "+paper+"|from|of", wants+" ..6 part2 >", "what|whats does|did|is|was|were|in|are|do|says|about ..3 the|that|this ?e ..3 confidential|exempt|restricted|unpublished|secret|leaked|redacted|part2 ..3 "+paper,
				"draft|unpublished|private|confidential|restricted|exempt|secret report|paper|letter|findings|document|minutes before|early|not|in", "which|who|what ..6 named|mentioned|listed|said|in ..3 private|confidential|exempt|restricted|secret "+paper, "part b|2|ii|two papers|paper|report|reports|minutes|agenda|appendix|items", "secret|private|closed|confidential vote|ballot|decision|deal|item|items|meeting|session|discussion", "draft ..6 before ..4 published|public|released", "not for publication "+paper, paper+" ..4 part2 ..3 meeting|board|executive|cabinet|agenda|papers", wants+" ..6 papers|minutes|reports from part2|closed|private|exempt", wants+" ..4 part2 "+paper,
				wants+" ..6 "+paper+" ..4 not published|public|for|released", "leak|leaked ..6 "+paper, wants+" ..5 closed|private|exempt|confidential|secret session|meeting|part|section|minutes|discussion|exempt", wants+" ..6 schedule 12a"),
			not: parseAll("< what is|are|does|makes a|an|exempt|confidential|part2", "why are|is|was|were|do", "how many|often|much", "when|who can|may|must|decides|should", "what makes", "children act", "how do|does|are|is ..4 confidential|exempt", "part2 of the children", "meaning|mean|means|definition", "law|legislation|rules|rule|categories|criteria|test|grounds|act ..4 exempt|confidential|part2", "exempt|confidential ..5 law|act|legislation|rules")},
		{name: "behind closed doors", kind: knowledge.Exempt, why: "what was said where the public was shut out",
			any: parseAll("what|whats|tell|anything|who|how|details|minutes ..8 private|closed|confidential|exempt|secret|part2 ?e session|sessions|meeting|part|discussion|section|exempt|half", "behind closed doors", "what ..8 press ?and ?the ?public ..4 excluded|left|out|removed|gone|asked", "after ..4 press|public ..4 excluded|left|asked"),
			not: parseAll("< what is|are a|an|meant", "when can|may|must|should", "why", "how many|often", "mean|means", "exempt|confidential ..4 law|act|legislation|rules")},
		{name: "for the press", kind: knowledge.Exempt, why: "a reporter who asks for more than the published papers",
			any: parseAll("journalist|reporter|newspaper|bbc|itv|gazette|press|radio ..12 confidential|exempt|restricted|secret|leaked|quote|comment|interview|off|anonymous*|inside|unpublished|story|scoop", "confidential|exempt|secret|leaked|quote|comment|interview|unpublished|off ..10 journalist|reporter|newspaper|bbc", "off the record", "im|i ?am|work|writing|working ..4 journalist|reporter|newspaper|gazette|bbc|itv|press|paper|radio|editor|broadcaster", "< journalist|reporter|press", "hiding|covering|coverup ..6 public|us|journalist|council"),
			not: parseAll("press release", "press and public", "when|why|who can|are|may", "how many", "what does|did the ..2 strategy|report|pledge", "paper|papers ..4 scrutiny|board|panel|committee", "paper|report on|about|says|said|from", "read|reading|seen ..2 paper|papers", "working on|working|work ..3 strategy|panel|paper")},
	}
}
