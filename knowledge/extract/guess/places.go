package guess

import "strings"

// places are the areas of England's principal councils: counties, unitaries,
// metropolitan districts, London boroughs, then districts; those abolished since
// 2009 whose papers are still about stand with them.
const places = `Barking and Dagenham|Barnet|Barnsley|Bath and North East Somerset|Bedford|Bexley|Birmingham|
Blackburn with Darwen|Blackpool|Bolton|Bournemouth, Christchurch and Poole|Bournemouth|Poole|Bracknell Forest|Bradford|Brent|
Brighton and Hove|Bristol|Bromley|Buckinghamshire|Bury|Calderdale|Cambridgeshire|Camden|Central Bedfordshire|
Cheshire East|Cheshire West and Chester|Cornwall|Coventry|Croydon|Cumberland|Cumbria|Darlington|Derby|Derbyshire|Devon|
Doncaster|Dorset|Dudley|Durham|Ealing|East Riding of Yorkshire|East Sussex|Enfield|Essex|Gateshead|Gloucestershire|
Greenwich|Hackney|Halton|Hammersmith and Fulham|Hampshire|Haringey|Harrow|Hartlepool|Havering|Herefordshire|
Hertfordshire|Hillingdon|Hounslow|Hull|Kingston upon Hull|Isle of Wight|Isles of Scilly|Islington|Kensington and Chelsea|
Kent|Kingston upon Thames|Kirklees|Knowsley|Lambeth|Lancashire|Leeds|Leicester|Leicestershire|Lewisham|Lincolnshire|
Liverpool|Luton|Manchester|Medway|Merton|Middlesbrough|Milton Keynes|Newcastle upon Tyne|Newham|Norfolk|
North East Lincolnshire|North Lincolnshire|North Northamptonshire|North Somerset|North Tyneside|North Yorkshire|
Northamptonshire|Northumberland|Nottingham|Nottinghamshire|Oldham|Oxfordshire|Peterborough|Plymouth|Portsmouth|Reading|
Redbridge|Redcar and Cleveland|Richmond upon Thames|Rochdale|Rotherham|Rutland|Salford|Sandwell|Sefton|Sheffield|
Shropshire|Slough|Solihull|Somerset|South Gloucestershire|South Tyneside|Southampton|Southend-on-Sea|Southwark|St Helens|
Staffordshire|Stockport|Stockton-on-Tees|Stoke-on-Trent|Suffolk|Sunderland|Surrey|Sutton|Swindon|Tameside|
Telford and Wrekin|Thurrock|Torbay|Tower Hamlets|Trafford|Wakefield|Walsall|Waltham Forest|Wandsworth|Warrington|
Warwickshire|West Berkshire|West Northamptonshire|West Sussex|Westminster|Westmorland and Furness|Wigan|Wiltshire|
Windsor and Maidenhead|Wirral|Wokingham|Wolverhampton|Worcestershire|York|City of London|
Adur|Amber Valley|Arun|Ashfield|Ashford|Babergh|Basildon|Basingstoke and Deane|Bassetlaw|Blaby|Bolsover|Boston|Braintree|
Breckland|Brentwood|Broadland|Bromsgrove|Broxbourne|Broxtowe|Burnley|Cambridge|Cannock Chase|Canterbury|Castle Point|
Charnwood|Chelmsford|Cheltenham|Cherwell|Chesterfield|Chichester|Chorley|Colchester|Cotswold|Crawley|Dacorum|Dartford|
Derbyshire Dales|Dover|East Cambridgeshire|East Devon|East Hampshire|East Hertfordshire|East Lindsey|East Staffordshire|
East Suffolk|Eastbourne|Eastleigh|Elmbridge|Epping Forest|Epsom and Ewell|Erewash|Exeter|Fareham|Fenland|
Folkestone and Hythe|Forest of Dean|Fylde|Gedling|Gloucester|Gosport|Gravesham|Great Yarmouth|Guildford|Harborough|Harlow|
Hart|Hastings|Havant|Hertsmere|High Peak|Hinckley and Bosworth|Horsham|Huntingdonshire|Hyndburn|Ipswich|
King's Lynn and West Norfolk|Lancaster|Lewes|Lichfield|Lincoln|Maidstone|Maldon|Malvern Hills|Mansfield|Melton|Mid Devon|
Mid Suffolk|Mid Sussex|Mole Valley|New Forest|Newark and Sherwood|Newcastle-under-Lyme|North Devon|North East Derbyshire|
North Hertfordshire|North Kesteven|North Norfolk|North Warwickshire|North West Leicestershire|Norwich|
Nuneaton and Bedworth|Oadby and Wigston|Oxford|Pendle|Preston|Redditch|Reigate and Banstead|Ribble Valley|Rochford|
Rossendale|Rother|Rugby|Runnymede|Rushcliffe|Rushmoor|Sevenoaks|South Cambridgeshire|South Derbyshire|South Hams|
South Holland|South Kesteven|South Norfolk|South Oxfordshire|South Ribble|South Staffordshire|Spelthorne|St Albans|Stafford|
Staffordshire Moorlands|Stevenage|Stratford-on-Avon|Stroud|Surrey Heath|Swale|Tamworth|Tandridge|Teignbridge|Tendring|
Test Valley|Tewkesbury|Thanet|Three Rivers|Tonbridge and Malling|Torridge|Tunbridge Wells|Uttlesford|Vale of White Horse|
Warwick|Watford|Waverley|Wealden|Welwyn Hatfield|West Devon|West Lancashire|West Lindsey|West Oxfordshire|West Suffolk|
Winchester|Woking|Worcester|Worthing|Wychavon|Wyre|Wyre Forest`

// short are the names that people use for a longer one.
var short = map[string]string{
	"stockton": "Stockton-on-Tees", "stoke": "Stoke-on-Trent", "southend": "Southend-on-Sea", "newcastle": "Newcastle upon Tyne",
	"kingston": "Kingston upon Thames", "richmond": "Richmond upon Thames", "east riding": "East Riding of Yorkshire",
	"county durham": "Durham", "hull": "Hull", "kingston upon hull": "Hull", "telford": "Telford and Wrekin",
	"bcp": "Bournemouth, Christchurch and Poole",
}

// english leads from a folded name to the name as written; domains from the
// first part of a .gov.uk address.
var english, domains = index()

// common are places that are everyday words or surnames as well: they count as
// a council's only beside "Council", in an address, or with "'s" behind them.
var common = set("reading bury bath hart rugby boston dover lincoln lancaster preston sutton stafford warwick york kent rother wyre arun cambridge oxford " +
	"medway bedford richmond kingston newcastle telford halton barnet derby durham stroud swale lewes brent ashford bolton bradford poole manchester westminster")

func index() (names, hosts map[string]string) {
	names, hosts = map[string]string{}, map[string]string{}
	for p := range strings.SplitSeq(strings.ReplaceAll(places, "\n", ""), "|") {
		names[key(p)] = p
	}
	for k, p := range short {
		names[k] = p
	}
	for k, p := range names {
		hosts[strings.ReplaceAll(k, " ", "")] = p
	}
	for k, p := range map[string]string{"lbbd": "Barking and Dagenham", "lbhf": "Hammersmith and Fulham", "rbkc": "Kensington and Chelsea",
		"bathnes": "Bath and North East Somerset", "royalgreenwich": "Greenwich", "iow": "Isle of Wight", "hullcc": "Hull",
		"nottinghamcity": "Nottingham", "nottscc": "Nottinghamshire", "hants": "Hampshire", "hertsmere": "Hertsmere", "cheshirewestandchester": "Cheshire West and Chester",
		"walthamforest": "Waltham Forest", "rbwm": "Windsor and Maidenhead", "bcpcouncil": "Bournemouth, Christchurch and Poole",
		"eastriding": "East Riding of Yorkshire", "sthelens": "St Helens", "northyorks": "North Yorkshire", "oxfordshire": "Oxfordshire",
		"warringtonbc": "Warrington", "nelincs": "North East Lincolnshire", "northlincs": "North Lincolnshire", "southglos": "South Gloucestershire",
		"nsomerset": "North Somerset", "westberks": "West Berkshire", "leics": "Leicestershire", "staffordshire": "Staffordshire",
		"bracknellforest": "Bracknell Forest", "brightonhove": "Brighton and Hove"} {
		hosts[k] = p
	}
	return names, hosts
}
