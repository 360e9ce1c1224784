package audience

import (
	"slices"
	"strings"

	"hearth/briefings"
	"hearth/knowledge"
)

// match finds for each entry the member it is about, -1 for somebody new. Where
// it can't tell, the entry gets its problem.
func match(list []entry, members []briefings.Member, today knowledge.Date) []int {
	out := make([]int, len(list))
	for i := range out {
		out[i] = -1
	}
	by := map[int]int{} // member to entry
	claim := func(i, m int) {
		if first, taken := by[m]; taken {
			list[i].problem = "This is the same person as " + rowOf(list[first].row) + "."
			return
		}
		by[m], out[i] = i, m
	}
	address := func(e entry, here bool) int {
		return slices.IndexFunc(members, func(m briefings.Member) bool {
			return e.email != "" && m.Email == e.email && m.Here(today) == here
		})
	}
	for i, e := range list {
		m := address(e, true)
		switch {
		case e.problem != "" || m < 0:
		case !alike(e.name, members[m].Name):
			list[i].problem = "This e-mail address belongs to a member with another name. Change that record by hand first."
		default:
			claim(i, m)
		}
	}
	// A record without a ward must not go to the first of several rows with its
	// name.
	meant := map[int]int{}
	found := make([][]int, len(list))
	for i, e := range list {
		if e.problem == "" && out[i] < 0 {
			found[i] = named(e, members, today)
			for _, m := range found[i] {
				meant[m]++
			}
		}
	}
	for i, e := range list {
		if e.problem != "" || out[i] >= 0 {
			continue
		}
		switch {
		case len(found[i]) == 1 && meant[found[i][0]] > 1:
			list[i].problem = "Several rows may mean the same member. Give that member's record a ward or an e-mail address."
		case len(found[i]) == 1:
			claim(i, found[i][0])
		case len(found[i]) > 1:
			list[i].problem = "Several members have this name. Give their wards or e-mail addresses."
		default:
			if m := address(e, false); m >= 0 && alike(e.name, members[m].Name) {
				claim(i, m)
			}
		}
	}
	return out
}

// named lists the members here who have an entry's name and ward; one who lacks
// a ward, or all where the entry lacks it, if there are none with both.
func named(e entry, members []briefings.Member, today knowledge.Date) []int {
	var both, either []int
	for i, m := range members {
		if !m.Here(today) || fold(m.Name) != fold(e.name) {
			continue
		}
		switch {
		case fold(m.Ward) == fold(e.ward):
			both = append(both, i)
		case m.Ward == "" || e.ward == "":
			either = append(either, i)
		}
	}
	if len(both) > 0 {
		return both
	}
	return either
}

// alike tells whether two names could be one person's: they share a word. An
// address that passed to somebody else must not pass the record on with it.
func alike(a, b string) bool {
	in := strings.Fields(fold(b))
	return slices.ContainsFunc(strings.Fields(fold(a)), func(w string) bool { return slices.Contains(in, w) && len(w) > 1 })
}

// mayMean tells whether a row that is left out may be about a member, who is
// then not missing.
func mayMean(list []entry, m briefings.Member) bool {
	return slices.ContainsFunc(list, func(e entry) bool {
		return e.problem != "" && (e.name != "" && fold(e.name) == fold(m.Name) || e.email != "" && e.email == m.Email)
	})
}
