package exempt_test

import (
	"strings"
	"testing"

	"hearth/knowledge/extract/exempt"
)

// Lines as councils write them: those that label what they stand on, and those
// that only use the words.
const (
	labels = `
The information in this report is exempt from publication under paragraph 3
Appendix A to this report is not for publication by virtue of Schedule 12A
# Agenda Item 9 – Not for publication
NOT FOR PUBLICATION Appendix 3 by virtue of paragraphs 3 of Part 1 of Schedule 12A
Report status: Exempt
Public/Exempt: Exempt
Open / Private: Private
Classification: Restricted
Status: Confidential
Is this report confidential? | Yes
Access to information: Not for publication
# Exempt Minutes
# Private Minutes of the Cabinet
# Confidential Minutes
# PART II – ITEMS FROM WHICH THE PRESS AND PUBLIC MAY BE EXCLUDED
# PART B (Closed to the press and public)
# Part 2 (Private)
# ITEMS TO BE CONSIDERED IN PRIVATE
# Items for which the press and public are likely to be excluded
# PRESS AND PUBLIC EXCLUDED
# EXCLUSION OF THE PUBLIC
# Exclusion of Public and Press
# Local Government Act 1972 - Exclusion of the Public and Press
# Private Business
# CONFIDENTIAL BUSINESS
# Exempt Business
PRIVATE & CONFIDENTIAL – NOT FOR CIRCULATION
This document is OFFICIAL-SENSITIVE
This page is intentionally restricted. NOT FOR PUBLICATION
Strictly private and confidential
DRAFT – CONFIDENTIAL
Confidential draft
[EXEMPT REPORT]
Exempt – paragraph 1
Exempt: Paragraph 2
EXEMPT APPENDIX
Category: Part 2
Pink paper
# Pink papers
# Members' eyes only
The public are likely to be excluded from the meeting during this item
This appendix contains information which is exempt
This report is in Part 2 of the agenda
The following report is confidential
`
	talk = `
# Exemptions
# Exempt and non-exempt staff
# Exclusion and restraint in schools
# Private rented housing
# Restricted growth
# Closed cases
# Part 2 Our offer to care leavers
Part 2: what the law says
# Part B: Building homes
# Part II The Children Act
Part 2 of Schedule 2 to the Children Act 1989 lists the services.
# Schedule 12
# Confidential advice for young people
Confidential information about a child must not be shared without a lawful reason.
Restricted access to drugs was discussed.
Exempt accommodation costs have risen.
Members were reminded that exempt papers must be destroyed after the meeting.
The report is not exempt.
Exempt from disclosure? No
Confidential/exempt: N/A
Exempt information (if any): None
Reason for exemption: N/A
Part 1 report
PUBLIC REPORT
# OPEN REPORT
Status: Public
Classification: OFFICIAL
Not for publication: No
There are no background papers. There is no confidential information.
The Panel noted the exempt minutes.
The minutes of the meeting, and the confidential minutes, were agreed.
This report is not exempt from call in.
The chair said that the meeting would move into private session.
The service is confidential.
- Confidential
A private room is needed.
The child's wishes are private to them and staff keep them confidential.
This report sets out how confidential information is handled.
This report describes part 2 of the strategy.
Press and public are welcome to attend.
# Press and public
Restricted use of restraint is reported.
This paper contains details of private fostering.
# Is my conversation confidential?
Councillors must keep exempt information confidential (see Schedule 12A).
This report must be published by 4 May.
PART 2
# PART TWO
`
)

// TestLines puts each line into a public report, and looks whether what follows
// it is left.
func TestLines(t *testing.T) {
	for text, gone := range map[string]bool{labels: true, talk: false} {
		for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
			p := draft("# Corporate parenting report\nReport to Cabinet.\n# Background\nThe panel met in May.\nIt met in June.\n" + l + "\nThe " + secret + " met in July.")
			_ = exempt.Clues{}.Sift("a.txt", p)
			if got := !strings.Contains(p.Text, secret); got != gone {
				t.Errorf("%q: what follows is gone = %v, want %v", l, got, gone)
			}
		}
	}
}

// TestPartTwo says that a bare "Part 2" is a marking only in papers that speak
// of the press and public: strategies have second parts too.
func TestPartTwo(t *testing.T) {
	p := draft("# Part 1 (open to the public)\nKeep me.\n# PART 2\nHide me.")
	_ = exempt.Clues{}.Sift("a.txt", p)
	if p.Text != "Part 1 (open to the public)\n\nKeep me." {
		t.Errorf("left: %q", p.Text)
	}
}
