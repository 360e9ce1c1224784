package scrutiny

import "slices"

// An Area is the id of one of the ten scrutiny areas. Ids are stable: records
// and figures may hold them.
type Area string

// The ten areas, in the order of Areas.
const (
	Commissioning Area = "commissioning"
	Education     Area = "education"
	Health        Area = "health"
	Stability     Area = "stability"
	Adoption      Area = "adoption"
	Fostering     Area = "fostering"
	Residential   Area = "residential"
	LeavingCare   Area = "leaving_care"
	Workforce     Area = "workforce"
	Council       Area = "council"
)

var areaOrder = []Area{Commissioning, Education, Health, Stability, Adoption, Fostering, Residential, LeavingCare, Workforce, Council}

// An AreaInfo is an area as a member reads of it.
type AreaInfo struct {
	ID    Area   `yaml:"id"`
	Name  string `yaml:"name"`
	About string `yaml:"about"` // one sentence
}

// Areas lists the ten areas in their set order. The slice is the caller's.
func Areas() []AreaInfo {
	var all []AreaInfo
	for _, a := range must().areas {
		all = append(all, a.AreaInfo)
	}
	return all
}

// Info finds an area; false for an id that is none of the ten, as an old record
// or "none of them" may have.
func (a Area) Info() (AreaInfo, bool) {
	all := must().areas
	i := slices.IndexFunc(all, func(d description) bool { return d.ID == a })
	if i < 0 {
		return AreaInfo{}, false
	}
	return all[i].AreaInfo, true
}

// A Principle is one of the seven corporate parenting principles, in our words.
type Principle struct {
	Number int    `yaml:"number"` // 1 to 7, in the order of the Act
	Name   string `yaml:"name"`
	Text   string `yaml:"text"`   // what the council must have regard to the need to do
	Source string `yaml:"source"` // the Act and its section
}

// Principles lists the seven in the order of the Act. The slice is the caller's.
func Principles() []Principle { return slices.Clone(must().principles) }
