package guard

import "strings"

// A gazetteer knows places by their words, under the first of them.
type gazetteer map[string][][]string

// gazette reads names of places. Of "Barking and Dagenham" and "Stoke-on-Trent"
// people use the parts as well; a part that is a given name too stands for a
// person.
func gazette(names []string) gazetteer {
	g := gazetteer{}
	add := func(name string) {
		var ws []string
		for _, w := range words(fold(name)) {
			ws = append(ws, w.s)
		}
		if len(ws) > 1 || len(ws) == 1 && !given[ws[0]] {
			g[ws[0]] = append(g[ws[0]], ws)
		}
	}
	parts := strings.NewReplacer(", ", "|", " and ", "|", " with ", "|")
	for _, name := range names {
		add(name)
		for _, joint := range [...]string{" upon ", "-on-", "-upon-", "-under-"} {
			if head, _, ok := strings.Cut(name, joint); ok {
				add(head)
			}
		}
		if split := parts.Replace(name); split != name {
			for part := range strings.SplitSeq(split, "|") {
				add(part)
			}
		}
	}
	return g
}

// mark marks the places among words. After a title, a given name or "called"
// a place's name is a person's.
func (g gazetteer) mark(ws []word) {
	for i := range ws {
		if i > 0 && (given[ws[i-1].s] && !ws[i-1].owner || beforeNames[ws[i-1].s]) {
			continue
		}
		for _, name := range g[ws[i].s] {
			if !begin(ws[i:], name) {
				continue
			}
			for j := range name {
				ws[i+j].place = true
			}
		}
	}
}

func begin(ws []word, name []string) bool {
	if len(ws) < len(name) {
		return false
	}
	for i, n := range name {
		if ws[i].s != n {
			return false
		}
	}
	return true
}

var beforeNames = set("mr mrs ms miss called named little young baby")

// markBodies marks the words of a body's name: a row of capitals that ends in
// what only bodies are called.
func markBodies(ws []word) {
	for i := range ws {
		if !bodies[ws[i].s] || !ws[i].capital {
			continue
		}
		for j := i; j >= 0 && ws[j].capital && (j == i || !ws[j].owner) && !given[ws[j].s]; j-- {
			ws[j].place = true
		}
	}
}

var bodies = set(`council borough authority trust partnership committee review inquiry foundation board valley university
	hospital hospitals association college institute commission`)
