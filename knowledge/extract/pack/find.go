package pack

import (
	"regexp"
	"strings"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/guess"
	"hearth/knowledge/extract/pdf"
)

// A report is one part of a pack.
type report struct {
	title, item string
	at          pdf.Place // its first block
	first, last int       // pages counted from 1
}

var (
	tag      = regexp.MustCompile(`(?i)^agenda item(?: no\.?)?:? ?(\d{1,3}[a-z]?)$`)
	named    = regexp.MustCompile(`(?i)^(?:\d{1,3}[a-z]?[.)]? +)?(?:agenda )?item(?: no\.?)?:? ?(\d{1,3}[a-z]?)\b[ :.)–-]*(.*)$`)
	numbered = regexp.MustCompile(`^(\d{1,3}[a-z]?)[.):]?\s+[–-]?\s*(\pL.*)$`)
	contents = regexp.MustCompile(`^(\d{1,3}[a-z]?)[.)]?\s+(\pL.*?)[\s.…_\t]+(\d{1,4})(?:\s*[-–]\s*\d{1,4})?$`)
	meeting  = regexp.MustCompile(`^(?:(?:public )?agenda(?:and)?(?:reports?|supplement|pack|papers|document)*(?:pack)?|(?:public )?(?:reports?|document|agenda|meeting|supplementary)pack|noticeof(?:the)?meeting)$`)
)

// reports finds the reports of a pack; none: the file is no pack.
func reports(f *pdf.File) []report {
	for _, find := range []func(*pdf.File) []report{byTags, byNames, byNumbers, byContents} {
		if found := rising(find(f)); len(found) >= 2 {
			return bounded(f, found)
		}
	}
	return nil
}

// byTags goes by "Agenda Item 7" at a page's head or foot or among its first
// lines.
func byTags(f *pdf.File) []report {
	var out []report
	for i, p := range f.Pages {
		lines := append([]string{}, p.Margins...)
		for _, b := range p.Blocks[:min(3, len(p.Blocks))] {
			lines = append(lines, b.Text)
		}
		for _, l := range lines {
			m := tag.FindStringSubmatch(strings.TrimSpace(l))
			if m == nil || len(out) > 0 && out[len(out)-1].item == m[1] {
				continue
			}
			r := report{item: m[1], at: pdf.Place{Page: i}}
			r.title = titleOn(f, i, m[1])
			out = append(out, r)
			break
		}
	}
	return out
}

// titleOn is a report's title by its bookmark, else its page's first heading.
func titleOn(f *pdf.File, page int, item string) string {
	for _, b := range f.Outline {
		if m := numbered.FindStringSubmatch(b.Title); b.Page == page+1 && m != nil && m[1] == item {
			return m[2]
		}
	}
	for _, b := range f.Outline {
		if b.Page == page+1 && !tag.MatchString(b.Title) {
			return b.Title
		}
	}
	for _, b := range f.Pages[page].Blocks {
		if words := len(strings.Fields(b.Text)); words <= 20 && !tag.MatchString(b.Text) && len(extract.Letters(b.Text)) > 3 {
			return strings.TrimSpace(b.Text[b.Body:])
		}
	}
	return ""
}

// byNames goes by bookmarks "Agenda item 7: …".
func byNames(f *pdf.File) []report {
	var out []report
	for _, b := range f.Outline {
		if m := named.FindStringSubmatch(b.Title); m != nil && m[2] != "" && (len(out) == 0 || out[len(out)-1].item != m[1]) {
			out = append(out, at(f, b, m[1], m[2]))
		}
	}
	return out
}

// byNumbers goes by numbered bookmarks of the highest depth that has two.
func byNumbers(f *pdf.File) []report {
	for depth := range 3 {
		var out []report
		for _, b := range f.Outline {
			if m := numbered.FindStringSubmatch(b.Title); m != nil && b.Depth == depth {
				out = append(out, at(f, b, m[1], m[2]))
			}
		}
		if len(out) >= 2 {
			if isMeeting(f, out[0].at.Page) {
				return out
			}
			return nil
		}
	}
	return nil
}

// at places a bookmarked report: at the block that has its title, else at the
// beginning of its page.
func at(f *pdf.File, b pdf.Bookmark, item, title string) report {
	return report{title: strings.TrimSpace(title), item: item, at: placeOf(f, b.Page-1, b.Title, title)}
}

func placeOf(f *pdf.File, page int, titles ...string) pdf.Place {
	for j, b := range f.Pages[page].Blocks {
		text := extract.Letters(b.Text)
		for _, t := range titles {
			if k := extract.Letters(t); len(k) > 3 && (text == k || strings.HasPrefix(text, k) && len(text) < 2*len(k)+20) {
				return pdf.Place{Page: page, Block: j}
			}
		}
	}
	return pdf.Place{Page: page}
}

// isMeeting tells whether the pages up to one say that the file is a meeting's
// agenda, and when the meeting is.
func isMeeting(f *pdf.File, upto int) bool {
	says, text := false, strings.Builder{}
	for _, b := range f.Outline {
		says = says || meeting.MatchString(extract.Letters(b.Title))
	}
	for i := 0; i <= min(upto, len(f.Pages)-1, 20); i++ {
		for _, m := range f.Pages[i].Margins {
			says = says || meeting.MatchString(extract.Letters(m))
			text.WriteString(m + "\n")
		}
		for _, b := range f.Pages[i].Blocks {
			says = says || meeting.MatchString(extract.Letters(b.Text))
			text.WriteString(b.Text + "\n")
		}
	}
	return says && guess.FindDate(text.String()).Day > 0
}
