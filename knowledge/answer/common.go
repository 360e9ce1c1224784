package answer

import (
	"slices"
	"strconv"
	"strings"
	"sync"
)

// common are everyday words that say little of what a question is about. Where
// the papers don't use one of them that is no sign that they don't tell.
var common = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(`
able about above accept according account across act action actually add after again against age ago agree ahead all allow almost along
already also always among amount and another answer any anybody anyone anything anyway apart appear area around ask asked asking away
back bad bar basically become before begin behind being believe below best better between beyond big bit both bring brought build call
called came can carry case cause certain chance change check choose clear close come comes coming common consider contain continue
copy could couple course cover create current currently cut day days deal described detail did different difficult
do does doing done down due during each early easy effect either else end enough ensure especially even ever every everybody everyone
everything exactly example expect explain fact fair far feel feels few figure fill final find finding finds fine first fit follow
following form found full further gave general generally get gets getting give given gives giving go goes going gone good got great
group grow had half hand happen happened happening happens hard has have having head hear heard held help helped helping helps here
high highest him his hold hope hour how however huge idea if important in include included including indeed inform information instead
intend interest into involve involved is issue issues it its job join just keep kept key kind knew know known knows large last late later
latest lead least leave led left less let level life like likely line list little live long longer look looked looking looks lot low
made main make makes making manage many matter matters may maybe me mean means meet meant meeting mention mentioned might mind minute moment
month months more most move moved much must my name named near nearly necessary need needed needs never new next no nobody none nor not note
nothing now number of off offer often ok okay old on once one only onto open order other others our out outside over overall own page
paper papers part particular pass past people per perhaps person place plan play please point position possible probably problem
proper provide put question quick quite rather reach read ready real really reason receive recent recently regard remain remember
report reported result right role run said same saw say saying says second see seem seems seen send sense sent set several shall she
should show showed shown shows side since situation small so some somebody someone something sometimes soon sort sorts speak specific
stage stand standing start started state stated step still stop story subject such suggest sum supposed sure take taken takes taking
talk tell tells ten term terms test than thank that the their them themselves then there these they thing things think thinks this
those though thought three through throughout time times to today together told too took top total towards tried true try trying turn
turned two type under understand until up upon us use used useful uses using usually various very view want wanted wants was way ways
we week weeks well went were what when where whether which while who whole whom whose why will wish with within without wonder word
words work worked working works world worth would write written wrong year years yes yet you young your yourself yours someone's
count counts carry carries attend hold actually exactly roughly approximately mentioned stated describe describes decided come comes came along going matter compared wise stand`) {
		set[w] = true
	}
	return set
})

// general are words of general English that name no thing a council deals in. Where
// the papers don't use one of them, it is a way of speaking; where they do, it
// counts as any other.
var general = sync.OnceValue(func() map[string]bool {
	return wordSet(`
able abroad absence absolute achieve active actual adapt admit advance advantage advise afford afraid aim allowed alone amazing
angle angry annoyed appeal apply appreciate argue arise arm arms arrange arrive ashamed asks asleep aspect aspects assume attempt
attract automatically avoid aware awful awkward backwards balance ball bang bare barely bargain basic basically basket bat bear
beat beautiful behave bell belt bend bet bind bit bits blame blank block blow bone boring borrow bother bothered bottom bow brave
breathe brick brief bright brilliant broad broke broken bucket bunch burden burst busy calm candle careful carefully cart catch
cause caused chain chance charge chase cheat cheer choice chosen chuck clash clear clearly clever climb clock cloud clue coast
coat combine comfort comfortable command comment commit common complain complete completely complex compromise concern
concerned condition confess confident confuse confused consequence consistent constant contrast convince cope corner correct count
crack crazy creep criticise cross crowd crucial crush curious curtain damage damn damned danger dangerous dare dark dead deaf deal
dealt decent deep defeat defend deliberate delight delighted demand deny depend depends deserve desperate despite destroy
determined dice direct directly dirt disappear disappoint disappointed disaster dismiss distance distinct disturb ditch dominate
door dot double doubt dozen drag dramatic dreadful dream drift drive drop drum dull dump dust eager ear ears ease easily eat echo
edge effort element else embarrass emphasise encourage enemy enjoy enormous entire entirely entitled envy equal escape essence
essential eventually evident exact excellent exception excited exciting excuse exhausted exist exists expected explore express
extent extra extraordinary extremely eye eyes face faced fade fail fairly faith fall false familiar fancy fantastic fast fault
favour fear feed feeling feet fence fierce fight filthy finger fingers firm fix flag flame flat flaw flexible float floor flow
focus follow followed fool foolish foot force forced forget former forth fortunate fortune forward foul fragile frank frankly
frequent fresh friendly frighten frightened frustrated fully fun funny fuss gain gamble gap gate gather generally genius gentle
genuine ghost giving glad glance gloomy glory goal gone gossip grab gradual grand grasp grass grateful grave greater greatly grim
grip ground grounds guess guilty gut hammer hand handful handle hands handy hang happy harsh hat hate headline heap heart heaven
heavy hell helpful helpless hesitate hill hint hit holding hole honest honestly honour hook hopefully hopeless horrible horror hot
hurdle hurry hurt ice ideal identify ignore imagine immediate impossible impress impressed impression impressive incredibly
inevitable innocent insane insist instance insult intense invent invite iron ironic irritate jam jealous joke joy jump junk keen
keep kick kill knee knot ladder lamp land largely latter laugh lay lazy leaf lean leap least lend lie lift light likewise link lip
lips load lock logic lonely loose lost lots lousy lovely luck lucky luxury mad magic mainly majority makes manner map mark
marvellous mass massive meaning meaningful measure mercy merely mess middle mild mill minor miracle mirror miserable miss missed
mistake mixed modest monster mood moon mostly mountain mouse mouth move mud mystery nail narrow nasty naturally neat necessarily
neck needle negative neither nervous nest net nice nightmare nobody noise nonetheless nonsense normal normally nose notable notice
notion nowhere nuisance nut obstacle obvious obviously occasion occur odd offend opinion opposite ordinary otherwise ought outrage
overall overcome overwhelm pace pain painful pair pan panic particularly passion passive path patience pay peace peak peculiar pen
perfect perhaps permanent persuade phenomenon pick piece pile pin pipe pit pity plain plainly plate pleasant pleased pleasure
plenty plug pocket pointless pole polite pond poor popular pot powerful practical praise pray precious precise precisely prefer
prepare pretend pretty prevent previous pride primarily prime principal promise proud prove puddle punish purely push puzzle
quarrel quiet quit rail rain rapid rare rarely rat rather raw react reaction readily reality reasonable recall reckon recover
refer reflect refuse regardless regret regular reject relate related relation relax relief relieved reluctant rely remark
remarkable remind remote repair replace require rescue resist respect respond rest restore reveal ribbon rid ridiculous ring risky
river rock rocket roll root rope rose rough roughly round rubbish rude ruin rumour rush sack sacrifice sad sadly safe sail sake
salt sand satisfied scale scandal scare scared scream sea seat seed selfish sensible sensitive separate seriously serve severe
shadow shake shame shape share sharp shed sheep shelf shell shock shocked shocking shoe shore short shoulder shoulders shout shut
shy sick sight sign significant silence silent silly similar simple simply sincere single sit skin sky sleep sleeve slight
slightly slow slowly smart smell smile smooth snap snow so-called soap soft soil solid solve sore sorry sought sound spare spark
special specific spell spend spirit spoil spot spread stable stage stair star stare steady steal steam steel steep stem stick stir
stone storm straight strange straw stream strength stress stretch strictly strike string strong struggle stubborn stuck stuff
stupid substantial succeed success sudden suddenly suffer sufficient suit suitable sun superb suppose surely surprise surprised
surrender survive suspect suspicious sweet swift switch sword tackle tail tank tap tape tease temporary tempt tend tense tent
terrible terrific terrify therefore thick thin thorough thoroughly thread threat threaten thrill throat throw thumb thunder tick
tide tie tight till tin tiny tired toe toes tolerate tongue tool tooth torch touch tough trace track tragedy tragic trail
transform trap tray treasure treat treated tree tremble tremendous trend trick tricky triumph trivial trouble truly truth tunnel
twice typical typically ugly ultimately unable unexpected unfair unfortunately unhappy uniform unique unite universal unless
unlike unlikely unpleasant unusual upset urge urgent useless usual vague vain valuable vanish vast violent virtue visible vital
vivid wagon wait walk wall warn watch wave weak wedge weigh weird welcome well whatever wheel whenever wherever whip whisper
whoever wicked wide widely wild willing win wind window wing wire wise wolf wonderful wood wool worried worry worse worst worth
worthy wound wrap wreck`)
})

// isGeneral tells whether a word, in any of its forms, is one of general English.
func isGeneral(w string) bool {
	if general()[w] {
		return true
	}
	for _, end := range []string{"s", "es", "d", "ed", "ing", "ly"} {
		rest, ok := strings.CutSuffix(w, end)
		if !ok || len(rest) < 3 {
			continue
		}
		if general()[rest] || general()[rest+"e"] || rest[len(rest)-1] == rest[len(rest)-2] && general()[rest[:len(rest)-1]] {
			return true
		}
	}
	return false
}

var numberWords = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20, "dozen": 12}

var ordinals = []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}

// numberWays is the other way to write a small number: "5" for "five".
func numberWays(said string) [][]string {
	said = strings.ToLower(said)
	if n := numberWords[said]; n > 0 {
		return [][]string{{strconv.Itoa(n)}}
	}
	if n := slices.Index(ordinals, said); n >= 0 { // "the fifth principle" is item 5
		return [][]string{{strconv.Itoa(n + 1)}}
	}
	for word, n := range numberWords {
		if strconv.Itoa(n) == said && word != "dozen" {
			return [][]string{stemsOf(word)}
		}
	}
	return nil
}
