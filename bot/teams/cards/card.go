package cards

// A Card is an Adaptive Card 1.5.
type Card struct {
	Type    string         `json:"type"`
	Schema  string         `json:"$schema"`
	Version string         `json:"version"`
	MSTeams map[string]any `json:"msteams,omitempty"`
	Body    []Element      `json:"body"`
}

// An Element is anything within a card's body. Which fields it has depends on its
// Type.
type Element struct {
	Type      string `json:"type"`
	ID        string `json:"id,omitempty"`
	Separator bool   `json:"separator,omitempty"`
	Spacing   string `json:"spacing,omitempty"`

	Inlines []Run `json:"inlines,omitempty"` // RichTextBlock

	Style string    `json:"style,omitempty"` // Container, Input.ChoiceSet
	Items []Element `json:"items,omitempty"` // Container, TableCell

	Columns []Column  `json:"columns,omitempty"` // Table
	Rows    []Element `json:"rows,omitempty"`
	Cells   []Element `json:"cells,omitempty"` // TableRow

	Label     string   `json:"label,omitempty"` // inputs
	Value     string   `json:"value,omitempty"`
	Multiline bool     `json:"isMultiline,omitempty"`
	MaxLength int      `json:"maxLength,omitempty"`
	Choices   []Option `json:"choices,omitempty"`

	Actions []Action `json:"actions,omitempty"` // ActionSet
}

// A Run is text that is taken literally.
type Run struct {
	Type     string  `json:"type"`
	Text     string  `json:"text"`
	Weight   string  `json:"weight,omitempty"`
	Color    string  `json:"color,omitempty"`
	IsSubtle bool    `json:"isSubtle,omitempty"`
	Select   *Action `json:"selectAction,omitempty"` // opens a page
}

// A Column is one of a table's, by its share of the width.
type Column struct {
	Width int `json:"width"`
}

// An Option is one choice of an input.
type Option struct {
	Title string `json:"title"`
	Value string `json:"value"`
}

// An Action is a button.
type Action struct {
	Type  string `json:"type"` // "Action.Execute", "Action.Submit", "Action.OpenUrl"
	Title string `json:"title,omitempty"`
	Style string `json:"style,omitempty"` // "destructive"
	Verb  string `json:"verb,omitempty"`
	URL   string `json:"url,omitempty"`
	Data  *Data  `json:"data,omitempty"`
}

// Data comes back when a button is pressed, with what was typed.
type Data struct {
	Hearth  Pressed `json:"hearth"`
	MSTeams *Task   `json:"msteams,omitempty"`
}

// A Task tells Teams to ask for a task module.
type Task struct {
	Type string `json:"type"` // "task/fetch"
}

func card(body []Element) Attachment {
	return Attachment{ContentType: CardType, Content: Card{
		Type: "AdaptiveCard", Schema: "http://adaptivecards.io/schemas/adaptive-card.json", Version: "1.5",
		MSTeams: map[string]any{"width": "Full"}, Body: body,
	}}
}

// prose is text of a card, a paragraph for each line of it.
func prose(r Run) (out []Element) {
	for _, line := range lines(r.Text) {
		r.Type, r.Text = "TextRun", line
		out = append(out, Element{Type: "RichTextBlock", Inlines: []Run{r}})
	}
	return out
}

// actions are the buttons in rows. It gives an ActionSet each.
func actions(all []Action) (out []Element) {
	for len(all) > 0 {
		n := min(len(all), maxButtons)
		out = append(out, Element{Type: "ActionSet", Actions: all[:n:n]})
		all = all[n:]
	}
	return out
}
