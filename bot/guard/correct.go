package guard

import "sync"

// pressing are the words whose misspelling must not cost a child its redirect:
// a word one slip away from one of these is read as it.
var pressing = sync.OnceValue(func() map[int][]string {
	byLength := map[int][]string{}
	for w := range set(`abused abusing abuse abusive neglect neglected neglecting bruise bruises bruised bruising beating beaten hitting
		slapped slapping punched kicked smacked hurting groomed grooming exploited exploitation assaulted molested
		strangled attacked touching trafficked children child missing worried concerned safeguarding safety danger
		neighbour neighbours fostercarer social worker foster carer constituent constituents resident residents
		suicidal suicide overdose emergency tonight unsubscribe briefings briefing messages confidential exempt
		instructions ignore previous prompt leaflet election campaign solicitor lawyer liable prosecuted court
		stressed struggling anxious depressed overwhelmed threatened frightened delete reflections address toddler
		teacher daughter family stepdad boyfriend hello thanks thank morning afternoon useless stupid rubbish
		appendix journalist housing benefits councillor opposition mutilation`) {
		byLength[len(w)] = append(byLength[len(w)], w)
	}
	return byLength
})

// apart are ordinary words one slip away from a pressing one, or from one that
// patterns use.
var apart = set(`amused amusing abode sharing shaping shading making parking child chill chilled ford hunting bearing heating
	seating meeting beaten beating batten slipped snapped packed picked licked ticked wicked smoked stacked staked
	grouped groped missing mission kissing passing using lodged moved saved safely safely's dancer dander ranger manger
	manager danger tonight toning briefing breeding brewing message massage messages massages instruction exempted contempt
	exempts attempt appendix prompt promote previous precious ignored selection elections elected erection court count
	courts counts count course could threatened threaten delete deleted deletes addressed addresses addressing stress
	teachers teaching families family's familiar daughters hell hallo think thinks thank stupid house houses hosing
	benefit social societal foster fosters fostered career carers careers caret carter worker workers resident residence
	resided president residential residents's rubbish useless users mourning morning mooring councils council counsellor
	counsellors councillors opposite opposing proposition positions position constituency concerns concern concerned
	worry worries married carried varied wearied attached attack attacks hurling housed housings children's childrens
	lawyers lawful layer liable viable reliable camping campaigns solicitors solicited prosecutes prosecute anxious noxious
	reflection reflection's confident confidentiality confidentially touch touched toughing coaching neglects wording
	working words lords fosterer toddlers overdue overdose frightening struggles struggle strangles strangle punches bunches
	assault assaults molests neglectful traffic traffics depression oppressed impressed repressed pressed sulphide beauty`)

// correct reads a word that is one slip from a pressing word as that word: a
// letter missing, doubled, wrong or swapped, never the first. Words of fewer
// than five letters are left alone.
func correct(ws []word) []word {
	for i, w := range ws {
		n := len(w.s)
		if n < 5 || apart[w.s] || given[w.s] || w.capital && !w.first {
			continue
		}
		for _, length := range [...]int{n, n + 1, n - 1} {
			for _, p := range pressing()[length] {
				if p[0] == w.s[0] && oneSlip(w.s, p) && !knownWord()[w.s] {
					ws[i].s = p
				}
			}
		}
	}
	return ws
}

// knownWord holds the pressing words and those that patterns name, which are
// right as they stand.
var knownWord = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, ps := range pressing() {
		for _, p := range ps {
			known[p] = true
		}
	}
	for _, r := range rules() {
		for _, list := range [][]pattern{r.any, r.also, r.not} {
			for _, p := range list {
				for _, e := range p.elements {
					for w := range e.words {
						known[w] = true
					}
				}
			}
		}
	}
	return known
})

// oneSlip tells whether a and b differ by one letter left out, put in, changed
// or swapped with its neighbour.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) || a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
