package exempt

// appendices refuses those that another line says are exempt.
func (s *sheaf) appendices() {
	for i, l := range s.ls {
		for _, name := range named(l.text) {
			s.refuseNamed(name, s.p.Blocks[i].Page)
		}
	}
}

func (s *sheaf) refuseNamed(name string, said int) {
	from, to := 1, s.last
	if r, ok := s.report(said); ok {
		from, to = r.From, r.To
	}
	for _, part := range s.Parts {
		if part.Item == "" && part.From >= from && part.From <= to && titled(line{text: part.Title, where: inHead}) == name {
			s.refuse(part.From, part.To, whyNamed)
		}
	}
	for j, l := range s.ls {
		if page := s.p.Blocks[j].Page; titled(l) == name && page >= from && page <= to && (l.where == inHead || s.opens(j)) && s.why[page] == "" {
			s.refuse(page, s.until(j, to), whyNamed)
		}
	}
}
