package answer

import (
	"strings"
	"sync"
	"unicode"
)

// firstNames are common first names in Britain: with a capitalised word after
// one of them, a person is named. A rule, so rare names are missed; a post
// with a title before the name ("Cllr High") needs no list.
var firstNames = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(`
aaron abdul abigail adam adrian agnes ahmed aisha alan albert alex alexander alexandra alfred ali alice alison allan amanda amber amelia
amina amir amy andrea andrew andy angela angus anita ann anna anne annette anthony antony archie arthur ashley barbara barry beatrice ben
benjamin bernard beth bethany betty beverley bill bob brenda brian bridget bruce bryan callum cameron carl carol caroline catherine
cathy charles charlie charlotte cheryl chloe chris christian christina christine christopher claire clare clive colin connor craig
dan daniel danielle darren dave david dawn dean deborah debbie deirdre denise dennis derek diana diane dominic donald donna doreen
dorothy douglas duncan eddie edward eileen elaine eleanor elizabeth ella ellen ellie emily emma eric erica erin ethan eva evelyn
faisal farah fatima fiona frances francis frank fred freddie gail gareth gary gavin geoff geoffrey george georgia georgina gerald
gillian gina glen gloria gordon grace graham grant greg gwen hamza hannah harold harriet harry hassan hazel heather heidi helen henry
hilary holly howard hugh humza ian ibrahim imran irene iris isaac isabel isla ivan ivy jack jackie jacob jacqueline jake james jamie
jan jane janet janice jason jasmine jay jean jeff jeffrey jennifer jenny jeremy jess jessica jill jim jo joan joanna joanne joe joel
john johnny jon jonathan jordan joseph josephine josh joshua joy joyce judith judy julia julian julie june justin karen karl kate
katherine kathleen kathryn katie kay keith kelly ken kenneth kerry kevin khalid kim kirsty kyle laura lauren lawrence leah lee leo
leon leonard lesley leslie lewis liam lillian linda lindsay lisa liz lorraine louis louise lucy luke lydia lynn lynne madeleine maggie
malcolm margaret maria marie marilyn marion mark marlene martin martyn mary mathew matt matthew maureen maurice max megan mel melanie
melissa mia michael michelle mick mike miles miriam mohamed mohammad mohammed moira molly monica muhammad muriel nancy naomi natalie
natasha neil niall nicholas nick nicola nicole nigel nina noah noel nora norman oliver olivia omar oscar owen pamela pat patricia
patrick paul paula pauline penny peter phil philip philippa phillip phoebe phyllis polly priya rachel ralph raymond rebecca reece
rhys richard rita rob robert roberta robin rod roger ron ronald rory rosalind rose rosemary ross roy russell ruth ryan sadiq saima
sally sam samantha samuel sandra sara sarah scott sean shaun sharon sheila shirley sian simon sonia sophia sophie stacey stanley stella
stephanie stephen steve steven stewart stuart sue susan suzanne sylvia tanya tara ted teresa terry thelma theresa thomas tim timothy
tina toby todd tom tony tracey tracy trevor una valerie vanessa vera veronica victor victoria vincent violet vivienne walter wanda
warren wayne wendy wesley william yasmin yusuf yvonne zachary zara zoe`) {
		set[name] = true
	}
	return set
})

// hasPerson tells whether a text names a person whom the question doesn't name.
func hasPerson(text, question string) bool {
	if anyFresh(reOneOf(), text, question) {
		return true
	}
	q := squash(question)
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && r != '’' && r != '\'' && r != '-'
	})
	for i := 0; i+1 < len(words); i++ {
		first := strings.ToLower(words[i])
		if capital(words[i]) && capital(words[i+1]) && firstNames()[first] && !strings.Contains(q, squash(words[i]+" "+words[i+1])) {
			return true
		}
	}
	return false
}

// hasProper tells whether a text has a proper name that the question lacks: a
// capitalised word within a sentence, or several in a row.
func hasProper(text, question string) bool {
	q := squash(question)
	run, start := 0, true
	for w := range strings.FieldsSeq(text) {
		bare := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if capital(bare) && !strings.Contains(q, squash(bare)) {
			run++
			if run > 1 || !start {
				return true
			}
		} else {
			run = 0
		}
		start = strings.HasSuffix(w, ".") || strings.HasSuffix(w, ":")
	}
	return false
}

func capital(w string) bool {
	for _, r := range w {
		return unicode.IsUpper(r)
	}
	return false
}
