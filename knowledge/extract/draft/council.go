package draft

import (
	"regexp"
	"strings"
	"time"

	"hearth/knowledge"
	"hearth/knowledge/extract"
)

var (
	dated = regexp.MustCompile(`(?i)\b\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December),? \d{4}\b`)
	// meetingLine is how a ModernGov page says which meeting it is about.
	meetingLine = regexp.MustCompile(`^(?:Meeting:\s*)+(\d{1,2}/\d{1,2}/\d{4}) - (.+?)(?: \(Item ([0-9A-Za-z.]+)\))?$`)
	// meetingTitle heads a ModernGov agenda: "Executive, Tuesday, 16th March, 2021 1.00 pm".
	meetingTitle = regexp.MustCompile(`^(.+?),? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (\d{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]+),? (\d{4})\b`)
	download     = regexp.MustCompile(`(?i)\s*(?:\bpdf icon\b\s*)?\bPDF \d+(?:\.\d+)? ?[KM]B\b`)
	cutShort     = regexp.MustCompile(`(?i)[\s.…]*\bview the full (?:minutes|decision|agenda)? ?text(?: for item [0-9A-Za-z.]+)?\s*$`)
	onlyItem     = regexp.MustCompile(`^\d{1,4}[a-z]?[. ]\s*`) // "16 ", "7a. "
	issuePage    = regexp.MustCompile(`(?i)^Issue - meetings$`)
	agendaPage   = regexp.MustCompile(`(?i)^(?:Printed )?(?:Agenda|Draft minutes|Minutes|Decisions)(?: and (?:draft )?(?:minutes|decisions))?$`)
)

// furniture takes the web site's own words out of a council page (download
// labels, "Issue - meetings", "view the full minutes text") and notes what they
// tell: meeting, item, that the source breaks off.
func (d *Draft) furniture() {
	issue, agenda, meeting := -1, -1, -1
	titles := map[string]bool{}
	kept := d.Pieces[:0]
	for _, p := range d.Pieces {
		if p.Kind != knowledge.Row {
			was := p.Text
			// A look for plain words first: the patterns cost more than all else here.
			if strings.Contains(p.Text, "iew the full ") {
				if loc := cutShort.FindStringIndex(p.Text); loc != nil {
					d.Cut, p.Text = true, p.Text[:loc[0]]
				}
			}
			if strings.Contains(p.Text, "PDF ") {
				p.Text = download.ReplaceAllString(p.Text, "")
			}
			p.Text = strings.TrimSpace(p.Text)
			// The name of a download that repeats the heading above it says nothing.
			if !worded(p.Text) || p.Kind == knowledge.Item && was != p.Text && titles[p.Text] {
				continue
			}
			if p.Kind == knowledge.Heading {
				titles[onlyItem.ReplaceAllString(p.Text, "")] = true
			}
		}
		near := len(kept) < 8
		switch {
		case near && issue < 0 && issuePage.MatchString(p.Text):
			issue = len(kept)
			continue
		case near && agenda < 0 && agendaPage.MatchString(p.Text):
			agenda = len(kept)
		case near && meeting < 0 && meetingLine.MatchString(p.Text):
			meeting = len(kept)
		case issue >= 0 && strings.EqualFold(p.Text, "Additional documents:"):
			continue
		case issue >= 0 && (strings.EqualFold(p.Text, "Minutes:") || strings.EqualFold(p.Text, "Decision:")):
			p.Kind, p.Level, p.Loose = knowledge.Heading, 2, false
		}
		kept = append(kept, p)
	}
	d.Pieces = kept
	switch {
	case meeting >= 0:
		d.issue(issue, meeting)
	case agenda >= 0:
		d.agenda(agenda)
	}
}

// issue reads the head of an "Issue - meetings" page: its title, and the
// meeting that it is about.
func (d *Draft) issue(from, meeting int) {
	m := meetingLine.FindStringSubmatch(d.Pieces[meeting].Text)
	on, err := time.Parse("2/1/2006", m[1])
	if err != nil {
		return
	}
	d.Meta.Date, d.Meta.Body, d.Meta.Item = orDate(d.Meta.Date, knowledge.DateOf(on)), or(d.Meta.Body, m[2]), or(d.Meta.Item, m[3])
	p := &d.Pieces[meeting]
	p.Text, p.Loose, p.Kind = "Meeting: "+strings.TrimSpace(strings.ReplaceAll(p.Text, "Meeting:", "")), false, knowledge.Paragraph
	if t := meeting - 1; t >= 0 && (from >= 0 || d.Pieces[t].Kind == knowledge.Heading) {
		h := &d.Pieces[t]
		h.Kind, h.Level, h.Loose, h.Marker = knowledge.Heading, 1, false, ""
		d.Meta.Title = or(d.Meta.Title, h.Text)
		d.dropEcho(meeting+1, h.Text, m[3])
	}
	kind := knowledge.Other
	if d.minuted(meeting + 1) {
		kind = knowledge.Minutes
	}
	d.Meta.Kind = knowledge.Kind(or(string(d.Meta.Kind), string(kind)))
	if last := len(d.Pieces) - 1; d.Pieces[last].Kind == knowledge.Heading && last > meeting {
		d.Pieces = d.Pieces[:last] // "Minutes:" with nothing below
	}
}

// dropEcho drops the line after the meeting that repeats the item's number and
// title.
func (d *Draft) dropEcho(at int, title, item string) {
	if at >= len(d.Pieces) {
		return
	}
	if t := d.Pieces[at].words(); onlyItem.MatchString(t) && strings.EqualFold(onlyItem.ReplaceAllString(t, ""), title) && strings.HasPrefix(t, item) {
		d.Pieces = append(d.Pieces[:at], d.Pieces[at+1:]...)
	}
}

// minuted tells whether a page has a minute and not the item's title alone.
func (d *Draft) minuted(from int) bool {
	for _, p := range d.Pieces[min(from, len(d.Pieces)):] {
		if p.Kind != knowledge.Heading && len(strings.Fields(p.words())) > 12 {
			return true
		}
	}
	return false
}

// agenda reads the head of a meeting's page.
func (d *Draft) agenda(at int) {
	for i := at + 1; i < min(at+4, len(d.Pieces)); i++ {
		m := meetingTitle.FindStringSubmatch(d.Pieces[i].Text)
		if m == nil {
			continue
		}
		on, err := time.Parse("2 January 2006", m[2]+" "+m[3]+" "+m[4])
		if err != nil {
			continue
		}
		d.Meta.Date, d.Meta.Body = orDate(d.Meta.Date, knowledge.DateOf(on)), or(d.Meta.Body, m[1])
		d.Meta.Title = or(d.Meta.Title, d.Pieces[at].Text+", "+m[1])
		d.Pieces[i].Kind, d.Pieces[i].Level = knowledge.Heading, 1
		d.Pieces[at].Kind, d.Pieces[at].Level = knowledge.Heading, 1
		return
	}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func orDate(a, b knowledge.Date) knowledge.Date {
	if !a.IsZero() {
		return a
	}
	return b
}

// Settle does for a paper that was laid out elsewhere, from a PDF, what Paper
// does for a draft: paragraphs that prove to be headings or list items become
// such, what was torn is joined, a web site's furniture goes. It tells whether
// the paper is a page of a council's site; then its title, body, date and item
// are what the page says.
func Settle(p *extract.Paper) (page bool) {
	d := Of(p.Content)
	for i := range d.Pieces {
		d.Pieces[i].Loose = d.Pieces[i].Kind == knowledge.Paragraph
	}
	d.tidy()
	for i := range d.Pieces {
		if p := &d.Pieces[i]; p.Kind == knowledge.Heading && p.Marker != "" {
			p.Text, p.Marker = p.Marker+" "+p.Text, "" // a heading's number is part of its name
		}
	}
	p.Content, p.Cut = d.Content(), p.Cut || d.Cut
	if d.Meta == (knowledge.Meta{}) {
		return false
	}
	d.Meta.Shelf, d.Meta.Source = p.Shelf, p.Source
	p.Meta = d.Meta
	return true
}
