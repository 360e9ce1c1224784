package glossary

import "strings"

// Explain lists the short forms that stand in a text and that its reader may
// not know, each once, in the order of the text. A short form whose full form
// stands in the same text explains itself and is left out, as is one that the
// rules for unsafe short forms don't allow here.
func (g *Glossary) Explain(text string) []Meaning {
	ws := split(text)
	whole := strings.ToLower(text)
	c := context{text: text, ws: ws, shouting: shouting(text)}
	var found []Meaning
	seen := map[string]bool{}
	for i, w := range ws {
		m, ok := g.meanings[w.key]
		if !ok || seen[w.key] || w.mark() {
			continue
		}
		c.from, c.to = i, i+1
		if !c.written(m.Short) || !g.explains(&c, w.key) {
			continue
		}
		seen[w.key] = true
		if !strings.Contains(whole, strings.ToLower(m.Full)) {
			found = append(found, m)
		}
	}
	return found
}

// explains tells whether the rules allow the short form at the context's place.
// A short form that asks is explained by nobody.
func (g *Glossary) explains(c *context, key string) bool {
	for _, p := range g.first[key] {
		if len(p.keys) == 1 && p.rule != nil {
			return len(p.rule.choices) == 0 && c.allows(p)
		}
	}
	return true
}
