package pack

import (
	"strconv"
	"strings"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/pdf"
)

// An entry is one line of a contents page.
type entry struct{ item, title, page string }

// byContents goes by a contents page: numbered titles with page numbers, as
// printed or as counted, whichever leads to the titles.
func byContents(f *pdf.File) []report {
	var list []entry
	end := 0
	for i := range min(len(f.Pages), 12) {
		for _, b := range f.Pages[i].Blocks {
			if m := contents.FindStringSubmatch(strings.TrimSpace(b.Text)); m != nil {
				title := strings.Join(strings.Fields(m[2]), " ")
				list, end = append(list, entry{m[1], title, m[3]}), i
			}
		}
	}
	if len(list) < 2 || !isMeeting(f, end) {
		return nil
	}
	var out []report
	for _, e := range list {
		if at, ok := e.find(f, end); ok {
			out = append(out, report{title: e.title, item: e.item, at: at})
		}
	}
	if len(out)*2 < len(list) {
		return nil
	}
	return out
}

// find is where an entry leads: a page after the contents on which its title
// stands.
func (e entry) find(f *pdf.File, after int) (pdf.Place, bool) {
	counted, _ := strconv.Atoi(e.page)
	for i := after + 1; i < len(f.Pages); i++ {
		p := f.Pages[i]
		if p.Printed != e.page && p.Number != counted {
			continue
		}
		for j, b := range p.Blocks {
			if len(strings.Fields(b.Text)) <= 30 && strings.Contains(extract.Letters(b.Text), extract.Letters(e.title)) {
				if j <= 6 { // the words above a title are its report's
					j = 0
				}
				return pdf.Place{Page: i, Block: j}, true
			}
		}
	}
	return pdf.Place{}, false
}
