package guard

import (
	"strconv"
	"strings"
)

// classes are the words that patterns call by a name.
var classes = map[string]func(word) bool{
	// one child, or somebody young whom hearth treats as one
	"one": in(`child kid boy girl lad lass baby toddler infant newborn teen teenager youngster youngperson
		pupil son daughter niece nephew grandson granddaughter grandchild stepson stepdaughter stepchild
		schoolgirl schoolboy minor careleaver yearold yo brother sister bairn tot`),
	"child": in(`child children kid kids boy boys girl girls lad lads lass lasses baby babies toddler
		toddlers infant infants teen teens teenager teenagers youngster youngsters youngperson youngpeople
		pupil pupils son sons daughter daughters niece nephew grandson granddaughter grandchild grandchildren
		stepson stepdaughter stepchild twins siblings minor minors careleaver careleavers yearold yo schoolgirl
		schoolboy newborn bairn bairns tot tots students student brother sister`),
	// what is done to a child
	"harm": in(`hit hits hitting slap slaps slapped slapping smack smacks smacked smacking punch punched punches
		punching kick kicked kicks kicking beat beats beaten beating bruise bruises bruised bruising abuse abused
		abuses abusing abuser neglect neglected neglects neglecting molested molesting molests rape raped raping
		assault assaulted assaulting assaults attack attacked attacking attacks hurt hurts hurting harm harmed
		harms harming groom groomed grooming grooms exploit exploited exploiting exploits trafficked trafficking
		starved starving burn burnt burned burns choked choking shook shaken shaking strangled strangling touched
		touches touching blackeye battered bitten injured injury injuries fgm mutilation mutilated radicalised
		threatened threatens threatening threats screams screaming selfharm selfharming selfharms selfharmed malnourished
		unsafe endangered mistreated mistreats mistreating mistreatment molest stabbed tortured cruelty cruel
		scalded bullied terrified`),
	// one child for certain: a care leaver, a pupil or a sibling may be grown up
	"kid": in(`child kid boy girl lad lass baby toddler infant newborn teen teenager youngster youngperson
		nephew niece grandson granddaughter grandchild stepson stepdaughter stepchild schoolgirl schoolboy bairn tot`),
	"kids": in(`child kid boy girl lad lass baby toddler infant newborn teen teenager youngster youngperson
		nephew niece grandson granddaughter grandchild stepson stepdaughter stepchild schoolgirl schoolboy bairn tot
		kids grandkids children boys girls lads lasses babies toddlers teens teenagers youngsters grandchildren stepchildren
		twins siblings son daughter sons daughters pupil schoolgirls schoolboys bairns tots`),
	// who has a child in their hands
	"kin": in(`mum mums mother mummy dad dads daddy father stepdad stepdads stepfather stepmum stepmother parent parents uncle uncles
		aunt auntie grandad grandfather gran nan nana grandmother carer carers fostercarer fostercarers fosterfamily brother
		brothers sister cousin teacher coach tutor childminder babysitter keyworker supportworker socialworker stepbrother stepsister
		lodger priest imam vicar`),
	// what one person does to another's body
	"hits": in(`hit hits hitting slap slaps slapped slapping smack smacks smacked smacking punch punches punched punching
		kick kicks kicked kicking beat beats beaten beating batter batters battered battering belt belts belted belting
		bite bites biting bitten burn burns burnt burned burning choke chokes choked choking strangle strangles strangled
		strangling shake shakes shaking shook hurt hurts hurting harm harms harmed harming abuse abuses abused abusing
		touch touches touched touching fondle fondles fondled fondling molest molests molested molesting rape rapes raped
		raping grope gropes groped groping groom grooms groomed grooming whip whips whipped whipping thump thumps
		thumped thumping drag drags dragged dragging starve starves starved starving kiss kisses kissed kissing pinch
		pinches pinched pinching throttle throttled throttling headbutted cane canes caned caning assault assaults assaulted
		assaulting attack attacks attacked attacking`),
	// people whom a worry can be about
	"adult": in(`mum mother mummy dad daddy father stepdad stepfather stepmum stepmother parent parents uncle aunt
		auntie grandad grandfather gran nan grandmother boyfriend girlfriend partner ex husband wife carer
		carers fostercarer fostercarers fosterfamily neighbour neighbours nextdoor teacher teachers coach tutor
		childminder nanny babysitter man woman men bloke guy worker staff socialworker supportworker keyworker vicar
		priest imam scoutmaster headteacher family families someone somebody adult lodger assistant driver
		volunteer nurse doctor`),
	"given": func(w word) bool { return given[w.s] && !w.first || given[w.s] && w.owner || given[w.s] && w.capital },
	"doing": func(w word) bool { return len(w.s) > 5 && strings.HasSuffix(w.s, "ing") && !things[w.s] },
	"bare":  func(w word) bool { return w.bare },
	"age":   func(w word) bool { return len(w.s) <= 2 && strings.Trim(w.s, "0123456789") == "" },
	"years": func(w word) bool {
		rest := strings.TrimLeft(w.s, "0123456789")
		n := len(w.s) - len(rest)
		return n > 0 && n < 3 && (rest == "yo" || rest == "yr" || rest == "yrs" || rest == "y")
	},
	"long":   func(w word) bool { return len(w.s) >= 5 && strings.Trim(w.s, "0123456789") == "" },
	"name":   isName,
	"place":  func(w word) bool { return w.place },
	"young":  func(w word) bool { n, err := strconv.Atoi(w.s); return err == nil && n > 0 && n < 18 },
	"childs": func(w word) bool { return w.owner && given[w.s] },
	"owner":  func(w word) bool { return w.owner && isName(w) },
}

func in(list string) func(word) bool {
	m := set(list)
	return func(w word) bool { return m[w.s] }
}

// isName tells whether a word is written like somebody's name: a given name
// that many children have, or a capital inside a sentence on a word that is no
// known place, body or post.
func isName(w word) bool {
	return given[w.s] || w.capital && !w.first && !w.place && !notNames[w.s] && len(w.s) > 1
}

// things are words in -ing that nobody does.
var things = set(`nothing something anything everything during evening morning housing fostering training building
	meeting wellbeing parenting nursing funding briefing planning learning sibling according including regarding commissioning
	setting spring string starting being missing hearing`)

// given are common names of children in England and of those who were children
// lately, without the ones that are also words or months.
var given = set(`jayden kayden tyler mia connor ryan amelia ellie alfie kayleigh shannon olivia isla ava lily freya
	emily sophie sophia chloe jessica ella poppy evie charlotte phoebe daisy lola millie libby lexi lacey layla
	oliver noah harry jack leo oscar charlie jacob thomas henry archie joshua freddie theo ethan isaac logan
	mohammed muhammad mohamed ahmed ali yusuf ibrahim aisha fatima zainab maryam liam callum kieran kyle jordan
	brandon bradley reece corey declan aaron nathan luke daniel matthew lewis connah jake josh jamie kai tommy
	bobby billy riley finley harley mason kian chelsea demi jade courtney bethany megan caitlin leah molly katie
	lauren abigail ruby maisie esme zara aaliyah tia kacey kylie tegan skye paige tiffany summerlee ellamae
	kaylee caleb elijah zachary sebastian toby dylan ewan rhys owen samuel benjamin alexander adam zoe hannah
	sarah rebecca rachel emma laura amy kelly stacey tracey wayne darren lee sean shaun`)

// notNames are capitals that are no person's.
var notNames = set(`i im ive ill id councillor council councils london england wales scotland ireland britain uk
	january february march april may june july august september october november december monday tuesday
	wednesday thursday friday saturday sunday christmas easter ofsted lado mash iro iros cafcass camhs send ehcp pep
	peps nhs icb dfe lga act children child childrens corporate parenting parent board panel executive cabinet
	committee scrutiny mayor leader lead member members director directors head service services strategy report
	pledge offer house town hall city borough county district local authority government parliament minister
	secretary state court family high independent reviewing officer officers virtual school social care leavers
	leaver careleaver careleavers youngperson youngpeople fostercarer fostercarers socialworker socialworkers foster carer
	carers labour conservative conservatives tory tories liberal democrat democrats green greens reform party ukip libdems
	system dan developer ai bot gdpr foi sar bbc gazette pip fgm pa la lac cla cic cicc cpb malap mtfp uasc csa cse cce
	english maths gcse working together health education wellbeing improvement plan part2 plan section schedule
	regulation regulations you what who where when why how the a an is are was were do does did can could
	should would will yes no hello hi please thanks mr mrs miss ms dr sir lord lady prevent ward dob asap sos
	british black asian muslim christian roma gypsy eu okay ok tell give show send find write draft help stop`)
