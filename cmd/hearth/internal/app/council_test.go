package app_test

import (
	"errors"
	"testing"

	"hearth/cmd/hearth/internal/app"
	"hearth/knowledge/extract/guess"
)

func TestACouncilIsKnownByAnyOfItsNames(t *testing.T) {
	for name, want := range map[string]string{
		"Stockton":                                  "Stockton-on-Tees",
		"Stockton on Tees":                          "Stockton-on-Tees",
		"Stockton-on-Tees Borough Council":          "Stockton-on-Tees",
		"middlesbrough council":                     "Middlesbrough",
		"  MIDDLESBROUGH ":                          "Middlesbrough",
		"Leeds City Council":                        "Leeds",
		"City of York Council":                      "York",
		"Durham County Council":                     "Durham",
		"County Durham":                             "Durham",
		"London Borough of Camden":                  "Camden",
		"The Royal Borough of Kingston upon Thames": "Kingston upon Thames",
		"Redcar & Cleveland Borough Council":        "Redcar and Cleveland",
		"St. Helens Metropolitan Borough Council":   "St Helens",
		"City of London":                            "City of London",
		"Barnsley MBC":                              "Barnsley",
		"BCP Council":                               "Bournemouth, Christchurch and Poole",
		"Newcastle City Council":                    "Newcastle upon Tyne",
	} {
		t.Run(name, func(t *testing.T) {
			if got, known := app.CouncilNamed(name); got != want || !known {
				t.Errorf("got %q (known: %v), want %q", got, known, want)
			}
		})
	}
}

func TestEveryPlaceIsItself(t *testing.T) {
	areas, _ := guess.Places()
	// Kingston upon Hull and Hull are one council, and hearth says Hull.
	also := map[string]string{"Kingston upon Hull": "Hull"}
	for _, area := range areas {
		want := area
		if other := also[area]; other != "" {
			want = other
		}
		for _, name := range []string{area, area + " Council"} {
			if got, known := app.CouncilNamed(name); !known || got != want {
				t.Errorf("%q is %q (known: %v)", name, got, known)
			}
		}
	}
}

func TestACouncilThatStandsOnNoListIsKnownByItsPapers(t *testing.T) {
	if got, known := app.CouncilNamed("Anytown Borough Council"); known || got != "Anytown" {
		t.Errorf("got %q (known: %v)", got, known)
	}
	a := folder(t, map[string]string{"a.md": "---\ncouncil: Anytown\n---\n# Fostering\n\nThe allowance is £250.\n"})
	if got, err := a.CouncilOfPapers(t.Context(), "HEARTH_COUNCIL", "anytown"); err != nil || got != "Anytown" {
		t.Errorf("got %q: %v", got, err)
	}
	_, err := a.CouncilOfPapers(t.Context(), "HEARTH_COUNCIL", "Othertown")
	if unknown, ok := errors.AsType[*app.UnknownCouncilError](err); !ok || !app.Mistaken(err) || unknown.Hint() == "" {
		t.Errorf("got %v", err)
	}
	empty := folder(t, nil)
	if got, err := empty.CouncilOfPapers(t.Context(), "HEARTH_COUNCIL", "Othertown"); err != nil || got != "Othertown" {
		t.Errorf("without papers: got %q: %v", got, err)
	}
}
