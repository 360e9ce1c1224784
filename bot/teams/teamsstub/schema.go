package teamsstub

import "strings"

// The schema of adaptive cards as far as version 1.5, which is what Teams draws:
// https://adaptivecards.io/explorer/. A field is written name:kind; "!" after the
// kind says that it must be there. A kind is a Go-like word, one of several words
// divided by |, or a list of another kind with [] before it.
const (
	anyElement = " type:string id:string isVisible:bool spacing:default|none|small|medium|large|extraLarge|padding separator:bool" +
		" height:auto|stretch fallback:any requires:object"
	anyAction = " type:string id:string title:string! iconUrl:image style:default|positive|destructive fallback:any tooltip:string" +
		" isEnabled:bool mode:primary|secondary requires:object"
	anyInput = anyElement + " label:string isRequired:bool errorMessage:string"
	align    = ":left|center|right"
	valign   = ":top|center|bottom"
	boxStyle = ":default|emphasis|good|attention|warning|accent"
	textLook = " color:default|dark|light|accent|good|warning|attention fontType:default|monospace isSubtle:bool" +
		" size:default|small|medium|large|extraLarge weight:default|lighter|bolder"
)

// elements may stand in a card's body. Whether a table's first row is its heading has
// one name in the published schema and another in Microsoft's own library; it is so
// where nothing is said, and neither name is taken.
var elements = schema(map[string]string{
	"TextBlock":     "text:string! wrap:bool maxLines:int style:default|heading|columnHeader horizontalAlignment" + align + textLook + anyElement,
	"RichTextBlock": "inlines:[]inline! horizontalAlignment" + align + anyElement,
	"Image": "url:image! altText:string backgroundColor:string horizontalAlignment" + align +
		" selectAction:action size:auto|stretch|small|medium|large style:default|person width:string" + anyElement,
	"Container": "items:[]element! selectAction:action style" + boxStyle + " verticalContentAlignment" + valign +
		" bleed:bool minHeight:string rtl:bool" + anyElement,
	"ColumnSet": "columns:[]column selectAction:action style" + boxStyle + " bleed:bool minHeight:string horizontalAlignment" + align + anyElement,
	"FactSet":   "facts:[]fact!" + anyElement,
	"ActionSet": "actions:[]action!" + anyElement,
	"Table": "columns:[]tableColumn! rows:[]tableRow! showGridLines:bool gridStyle" + boxStyle +
		" horizontalCellContentAlignment" + align + " verticalCellContentAlignment" + valign + anyElement,
	"Input.Text": "isMultiline:bool maxLength:int placeholder:string regex:string style:text|tel|url|email|password" +
		" inlineAction:action value:string" + anyInput,
	"Input.Number": "max:number min:number placeholder:string value:number" + anyInput,
	"Input.Date":   "max:string min:string placeholder:string value:string" + anyInput,
	"Input.Time":   "max:string min:string placeholder:string value:string" + anyInput,
	"Input.Toggle": "title:string! value:string valueOff:string valueOn:string wrap:bool" + anyInput,
	"Input.ChoiceSet": "choices:[]choice! isMultiSelect:bool style:compact|expanded|filtered value:string placeholder:string wrap:bool" +
		anyInput,
})

// actions may stand at a card's foot or in it.
var actions = schema(map[string]string{
	"Action.OpenUrl":          "url:link!" + anyAction,
	"Action.Submit":           "data:data associatedInputs:auto|none" + anyAction,
	"Action.Execute":          "verb:string data:data associatedInputs:auto|none" + anyAction,
	"Action.ShowCard":         "card:card!" + anyAction,
	"Action.ToggleVisibility": "targetElements:[]any!" + anyAction,
})

// parts are what stands within elements.
var parts = schema(map[string]string{
	"card": "type:string! version:string! $schema:string body:[]element actions:[]action selectAction:action fallbackText:string" +
		" lang:string speak:string minHeight:string rtl:bool verticalContentAlignment" + valign + " msteams:object metadata:object refresh:object",
	"inline":      "type:string! text:string! italic:bool strikethrough:bool underline:bool highlight:bool selectAction:action" + textLook,
	"column":      "items:[]element width:any selectAction:action style" + boxStyle + " verticalContentAlignment" + valign + " bleed:bool minHeight:string rtl:bool" + anyElement,
	"fact":        "title:string! value:string!",
	"choice":      "title:string! value:string!",
	"tableColumn": "type:string width:any horizontalCellContentAlignment" + align + " verticalCellContentAlignment" + valign,
	"tableRow": "type:string! cells:[]tableCell! style" + boxStyle + " horizontalCellContentAlignment" + align +
		" verticalCellContentAlignment" + valign,
	"tableCell": "type:string! items:[]element! selectAction:action style" + boxStyle + " verticalContentAlignment" + valign +
		" bleed:bool minHeight:string rtl:bool",
})

// partTypes are the types that some parts name.
var partTypes = map[string]string{"card": "AdaptiveCard", "inline": "TextRun", "column": "Column", "tableColumn": "TableColumnDefinition",
	"tableRow": "TableRow", "tableCell": "TableCell"}

// A field is one field of the schema.
type field struct {
	kind string
	must bool
}

func schema(in map[string]string) map[string]map[string]field {
	out := map[string]map[string]field{}
	for name, text := range in {
		fields := map[string]field{}
		for _, f := range strings.Fields(text) {
			n, kind, _ := strings.Cut(f, ":")
			kind, must := strings.CutSuffix(kind, "!")
			fields[n] = field{kind, must}
		}
		out[name] = fields
	}
	return out
}
