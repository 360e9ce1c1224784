package starter

import "slices"

// A Sample is a question that the starter papers answer: for a first try, and
// for tests.
type Sample struct {
	File     string // the paper that has the answer
	Question string
	Holds    string // words of that paper without which the question isn't answered
}

var samples = []Sample{
	{"corporate-parent.md", "What are the seven corporate parenting principles?", "Safety and stability"},
	{"who-does-what.md", "Is corporate parenting training compulsory for councillors?", "no law makes it compulsory for councillors"},
	{"care-leavers.md", "Until what age can a care leaver have a personal adviser?", "until they turn 25 or no longer want one"},

	{"corporate-parent.md", "What are the corporate parenting principles?", "Safety and stability"},
	{"corporate-parent.md", "I'm a district councillor, am I a corporate parent?", "a district councillor is a corporate parent as well"},
	{"corporate-parent.md", "What must the local offer for care leavers cover?", "health and wellbeing, relationships, education and training"},
	{"coming-into-care.md", "Is section 20 voluntary?", "Section 20 is voluntary"},
	{"coming-into-care.md", "Who can make a care order?", "can be made by a court alone"},
	{"coming-into-care.md", "What is a looked-after child?", "for more than 24 hours without a break"},
	{"homes.md", "What is the sufficiency duty?", "enough suitable homes within its own area"},
	{"homes.md", "How often must a social worker visit a child in a new placement?", "within one week of the start of a placement"},
	{"homes.md", "How many times should a social worker visit a foster child?", "at least every six weeks in the placement's first year"},
	{"homes.md", "How often does an independent person visit a children's home?", "once a month or more often"},
	{"health-and-reviews.md", "What does the IRO do?", "keeps watch on how the council does its duty"},
	{"health-and-reviews.md", "How often are health reviews for a three year old in care?", "every six months while the child is under five"},
	{"health-and-reviews.md", "How soon must a return home interview be held?", "within 72 hours"},
	{"education.md", "What is a virtual school head?", "to promote the education of looked-after children"},
	{"education.md", "How much was pupil premium plus in 2025-26?", "£2,630"},
	{"education.md", "How soon should a PEP be started?", "within 10 working days"},
	{"care-leavers.md", "Do care leavers have to pay council tax?", "no national exemption from council tax"},
	{"care-leavers.md", "How large is the bursary for higher education?", "£2,000"},
	{"unaccompanied-children.md", "Who looks after a child who arrives alone and asks for asylum?", "just as it does any other child"},
	{"unaccompanied-children.md", "What is the National Transfer Scheme?", "pass the responsibility for a child from one council to another"},
	{"unaccompanied-children.md", "How many unaccompanied asylum-seeking children were in care in England in March 2025?", "6,540"},
	{"inspection-and-figures.md", "What are the four grades that Ofsted gives?", "outstanding, good, requires improvement and inadequate"},
	{"inspection-and-figures.md", "How many children were looked after in England on 31 March 2025?", "81,770"},
	{"inspection-and-figures.md", "How many children are in care in England?", "81,770 children in care"},
	{"inspection-and-figures.md", "What is the SSDA903?", "a return that each council makes to the DfE every year"},
	{"act-of-2026.md", "When did the Children's Wellbeing and Schools Act 2026 become law?", "29 April 2026"},
	{"act-of-2026.md", "Which public bodies become corporate parents under the 2026 Act?", "the Care Quality Commission and the Youth Justice Board"},
	{"act-of-2026.md", "Who led the care review?", "Josh MacAlister"},
	{"who-does-what.md", "What is the Director of Children's Services?", "answers for education and children's social care"},
	{"who-does-what.md", "Does the law require a Corporate Parenting Board?", "There is no Act that requires a council to have a Corporate Parenting Board"},
	{"who-does-what.md", "Who sits on the Corporate Parenting Board?", "councillors of all groups sit on a Corporate Parenting Board"},
	{"asking-questions.md", "What are good questions for members to ask about care leavers?", "How many care leavers have been homeless"},
	{"asking-questions.md", "What should I ask about foster carers?", "Have we enough foster carers"},
	{"asking-questions.md", "Which themes does the guide with 10 questions for scrutiny cover?", "commissioning, school and achievement"},
	{"limits-and-worries.md", "What are the things a councillor must not do?", "Never look into case files"},
	{"limits-and-worries.md", "What should a councillor do if they are worried about a child?", "tell the front door of the council's children's social care"},
	{"limits-and-worries.md", "Can a councillor see a child's case file?", "no general right to see a child's records"},
	{"limits-and-worries.md", "Who handles allegations about people who work with children?", "Local Authority Designated Officer"},
	{"council-business.md", "What is purdah?", "begins with the notice of election"},
	{"council-business.md", "Is it allowed to use WhatsApp for council business?", "on WhatsApp for example, for council business"},
	{"council-business.md", "Does freedom of information cover private messaging apps?", "private messaging apps are no exception"},
	{"council-business.md", "What does the letter z mean in the DfE's statistics?", "z means that a figure doesn't apply"},
}

// Samples lists questions that the papers answer, at least three for each. The
// first three are good ones to begin with.
func Samples() []Sample { return slices.Clone(samples) }
