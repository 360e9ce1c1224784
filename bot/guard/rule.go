package guard

import (
	"slices"
	"sync"

	"hearth/knowledge"
)

// A rule takes a turn for one kind. The first rule that holds decides, so the
// order of rules() is the order of what is most pressing.
type rule struct {
	name string
	why  string
	kind knowledge.HandledKind
	any  []pattern       // one of these must stand in the turn
	also []pattern       // and one of these, where there are any
	not  []pattern       // and none of these
	test func(turn) bool // beside any: something patterns can't say
}

func (r *rule) holds(t turn) bool {
	if !t.stands(r.any) && (r.test == nil || !r.test(t)) {
		return false
	}
	return (len(r.also) == 0 || t.stands(r.also)) && !t.stands(r.not)
}

// stands tells whether one of the patterns stands in the turn.
func (t turn) stands(ps []pattern) bool {
	return slices.ContainsFunc(ps, func(p pattern) bool { return p.may(&t.has) && p.in(t.ws) })
}

func parseAll(patterns ...string) []pattern {
	all := make([]pattern, len(patterns))
	for i, p := range patterns {
		all[i] = parse(p)
	}
	return all
}

// rules are all rules in their order.
var rules = sync.OnceValue(func() []rule {
	return slices.Concat(
		emergencyRules(), safeguardingRules(), toldRules(), wellbeingRules(),
		privacyRules(), exemptRules(), injectionRules(), dataRules(), officeRules(), commandRules(),
		legalRules(), casework(), politicalRules(), abuseRules(), smalltalkRules(), accountRules(), lastRules(),
	)
})

// lazy is a pattern made at its first use.
func lazy(p string) func() pattern {
	return sync.OnceValue(func() pattern { return parse(p) })
}
