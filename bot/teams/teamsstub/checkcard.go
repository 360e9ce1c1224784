package teamsstub

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// CheckCard says what of an adaptive card, as JSON was read into Go's own types,
// Teams would refuse or drop in silence; nil where it is sound.
func CheckCard(card any) error {
	c := cardCheck{ids: map[string]bool{}}
	return c.part("card", "card", card)
}

type cardCheck struct {
	ids   map[string]bool
	depth int
}

var versions = regexp.MustCompile(`^1\.[0-5]$`)

// part checks an object that the schema knows by a name of its own.
func (c *cardCheck) part(path, name string, v any) error {
	o, ok := v.(object)
	if !ok {
		return fmt.Errorf("%s is no object", path)
	}
	want, typed := partTypes[name]
	if typed && str(o["type"]) != want && !(name != "card" && o["type"] == nil && name != "tableRow" && name != "tableCell" && name != "inline") {
		return fmt.Errorf("%s: type is %q, not %q", path, str(o["type"]), want)
	}
	if err := c.fields(path, parts[name], o); err != nil {
		return err
	}
	if name == "card" {
		return checkCard(path, o)
	}
	return nil
}

func checkCard(path string, o object) error {
	if !versions.MatchString(str(o["version"])) {
		return fmt.Errorf("%s: version is %q; Teams draws 1.0 to 1.5", path, str(o["version"]))
	}
	if len(list(o["body"])) == 0 && len(list(o["actions"])) == 0 {
		return fmt.Errorf("%s is empty", path)
	}
	for name := range obj(o["msteams"]) {
		if name != "width" && name != "entities" {
			return fmt.Errorf("%s.msteams has no field %q", path, name)
		}
	}
	return nil
}

// fields checks every field of an object, in order of their names so that the same
// mistake always comes first.
func (c *cardCheck) fields(path string, known map[string]field, o object) error {
	if c.depth++; c.depth > 50 {
		return fmt.Errorf("%s lies too deep", path)
	}
	defer func() { c.depth-- }()
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if known[name].must && o[name] == nil {
			return fmt.Errorf("%s has no %s", path, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o)) {
		f, ok := known[name]
		if !ok {
			return fmt.Errorf("%s has no field %q in version 1.5", path, name)
		}
		if err := c.value(path+"."+name, f, o[name]); err != nil {
			return err
		}
	}
	return c.id(path, o)
}

func (c *cardCheck) id(path string, o object) error {
	id := str(o["id"])
	if id == "" {
		return nil
	}
	if len(id) > maxID {
		return fmt.Errorf("%s.id has more than %d bytes", path, maxID)
	}
	if c.ids[id] {
		return fmt.Errorf("%s: the id %q is there twice", path, id)
	}
	c.ids[id] = true
	return nil
}

func (c *cardCheck) value(path string, f field, v any) error {
	if kind, isList := strings.CutPrefix(f.kind, "[]"); isList {
		l, ok := v.([]any)
		if !ok || f.must && len(l) == 0 {
			return fmt.Errorf("%s is no list, or an empty one", path)
		}
		if kind == "action" {
			if err := countActions(path, l); err != nil {
				return err
			}
		}
		for i, x := range l {
			if err := c.value(fmt.Sprintf("%s[%d]", path, i), field{kind: kind}, x); err != nil {
				return err
			}
		}
		return nil
	}
	ok := true
	switch f.kind {
	case "any":
	case "string":
		var s string
		s, ok = v.(string)
		ok = ok && (!f.must || strings.TrimSpace(s) != "")
	case "bool":
		_, ok = v.(bool)
	case "number":
		_, ok = v.(float64)
	case "int":
		n, isNumber := v.(float64)
		ok = isNumber && n == float64(int(n)) && n >= 0
	case "object":
		_, ok = v.(object)
	case "link":
		ok = webAddress(str(v)) || strings.HasPrefix(str(v), "mailto:") || strings.HasPrefix(str(v), "tel:")
	case "image":
		ok = strings.HasPrefix(str(v), "https://") || strings.HasPrefix(str(v), "data:image/")
	case "data":
		return checkData(path, v)
	case "element":
		return c.element(path, v)
	case "action":
		return c.action(path, v)
	default:
		if _, isPart := parts[f.kind]; isPart {
			return c.part(path, f.kind, v)
		}
		s, isText := v.(string)
		ok = isText && slices.ContainsFunc(strings.Split(f.kind, "|"), func(k string) bool { return strings.EqualFold(k, s) })
	}
	if !ok {
		return fmt.Errorf("%s is no %s that is allowed", path, f.kind)
	}
	return nil
}

func countActions(path string, l []any) error {
	n := 0
	for _, x := range l {
		if str(obj(x)["mode"]) != "secondary" {
			n++
		}
	}
	if n > maxActions {
		return fmt.Errorf("%s has %d actions, more than the %d that are shown", path, n, maxActions)
	}
	return nil
}

func (c *cardCheck) element(path string, v any) error {
	o, ok := v.(object)
	if !ok {
		return fmt.Errorf("%s is no object", path)
	}
	known, ok := elements[str(o["type"])]
	if !ok {
		return fmt.Errorf("%s: there is no element %q in version 1.5", path, str(o["type"]))
	}
	if err := c.fields(path, known, o); err != nil {
		return err
	}
	if strings.HasPrefix(str(o["type"]), "Input.") {
		return checkInput(path, o)
	}
	if str(o["type"]) == "Table" {
		for i, row := range list(o["rows"]) {
			if n := len(list(obj(row)["cells"])); n != len(list(o["columns"])) {
				return fmt.Errorf("%s.rows[%d] has %d cells for %d columns", path, i, n, len(list(o["columns"])))
			}
		}
	}
	return nil
}

func checkInput(path string, o object) error {
	if str(o["id"]) == "" {
		return fmt.Errorf("%s is an input without an id", path)
	}
	if strings.TrimSpace(str(o["label"])) == "" {
		return fmt.Errorf("%s is an input without a label", path)
	}
	if must, _ := o["isRequired"].(bool); must && str(o["errorMessage"]) == "" {
		return fmt.Errorf("%s must be filled in, and has no errorMessage", path)
	}
	if str(o["type"]) != "Input.ChoiceSet" || str(o["value"]) == "" {
		return nil
	}
	many, _ := o["isMultiSelect"].(bool)
	for _, x := range list(o["choices"]) {
		if many || str(obj(x)["value"]) == str(o["value"]) {
			return nil
		}
	}
	return fmt.Errorf("%s.value is none of its choices", path)
}

func (c *cardCheck) action(path string, v any) error {
	o, ok := v.(object)
	if !ok {
		return fmt.Errorf("%s is no object", path)
	}
	known, ok := actions[str(o["type"])]
	if !ok {
		return fmt.Errorf("%s: there is no action %q in version 1.5", path, str(o["type"]))
	}
	return c.fields(path, known, o)
}

// checkData checks what an action carries, with what it says to Teams itself.
func checkData(path string, v any) error {
	if _, isText := v.(string); isText {
		return nil
	}
	o, ok := v.(object)
	if !ok {
		return fmt.Errorf("%s is neither text nor an object", path)
	}
	ms, there := o["msteams"]
	if !there {
		return nil
	}
	m := obj(ms)
	switch str(m["type"]) {
	case "task/fetch":
	case "imBack":
		if str(m["value"]) == "" {
			return fmt.Errorf("%s.msteams: imBack says nothing", path)
		}
	case "messageBack":
		if str(m["text"]) == "" {
			return fmt.Errorf("%s.msteams: messageBack says nothing", path)
		}
	default:
		return fmt.Errorf("%s.msteams: type is %q", path, str(m["type"]))
	}
	return nil
}
