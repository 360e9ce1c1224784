package config

// A Setting describes one variable of the environment to a person.
type Setting struct {
	Name    string
	Default string // as one would write it; empty: unset
	Says    string // one sentence: what it does
}

// Settings lists every setting in the order people should read them.
func Settings() []Setting {
	return []Setting{
		{"HEARTH_DATA", "data", "The folder that holds what hearth knows; it is made when the first document is added."},
		{"HEARTH_COUNCIL", "", `The council that "we" and "our" mean in a question, by any of its names, such as Middlesbrough; unset, the name given with "hearth council set council.name=…", if any.`},
		{"HEARTH_ZONE", "Europe/London", "The time zone whose clock and calendar hearth goes by."},
		{"HEARTH_LOG_LEVEL", "warn", "How much hearth tells the operator on standard error: debug, info, warn or error."},
		{"HEARTH_LOG_FORMAT", "auto", "How it tells it: text, json, or auto (text on a terminal, JSON otherwise)."},
	}
}

// A Value is the effective value of one setting.
type Value struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Set   bool   `json:"set"` // by the environment, not by default
}

// Effective lists every setting with the value that is in force.
func (c Config) Effective() []Value {
	in := map[string]string{
		"HEARTH_DATA":       c.Data,
		"HEARTH_COUNCIL":    c.Council,
		"HEARTH_ZONE":       c.Zone.String(),
		"HEARTH_LOG_LEVEL":  c.raw.LogLevel,
		"HEARTH_LOG_FORMAT": c.LogFormat,
	}
	var vs []Value
	for _, s := range Settings() {
		vs = append(vs, Value{s.Name, in[s.Name], set(s.Name)})
	}
	return vs
}
