package teamsstub_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"

	"hearth/bot/teams/teamsstub"
)

// with is an object with some fields changed; nil takes one away.
func with(o object, change object) object {
	o = maps.Clone(o)
	for k, v := range change {
		if v == nil {
			delete(o, k)
			continue
		}
		o[k] = v
	}
	return o
}

func about(citations ...object) object {
	return object{"type": "https://schema.org/Message", "@type": "Message", "@context": "https://schema.org", "@id": "", "citation": citations}
}

func claim(n any, change object) object {
	return object{"@type": "Claim", "position": n, "appearance": with(object{"@type": "DigitalDocument", "name": "Sufficiency strategy, page 3",
		"url": "https://council.example/p", "abstract": "There are 412 children.", "keywords": []string{"Report"}}, change)}
}

func cited(citations ...object) object {
	return with(text("There are 412 children [1]."), object{"entities": []object{about(citations...)}})
}

func TestActivitiesAreChecked(t *testing.T) {
	t.Parallel()
	suggest := func(n int) object {
		var l []object
		for range n {
			l = append(l, object{"type": "imBack", "title": "Ask", "value": "ask"})
		}
		return object{"suggestedActions": object{"to": []string{}, "actions": l}}
	}
	for name, c := range map[string]struct {
		activity object
		channel  bool
		want     string // within what is wrong; "": it is taken
	}{
		"plain text":                               {text("hello"), false, ""},
		"typing":                                   {object{"type": "typing"}, false, ""},
		"a card":                                   {withCard(form()), false, ""},
		"a source":                                 {cited(claim(1, nil)), false, ""},
		"suggested actions":                        {with(text("x"), suggest(6)), false, ""},
		"said by the app":                          {with(text("x"), object{"from": object{"id": "28:" + teamsstub.DefaultApp}}), false, ""},
		"said by somebody":                         {with(text("x"), object{"from": object{"id": "29:ann"}}), false, "from.id"},
		"in another place":                         {with(text("x"), object{"conversation": object{"id": "a:other"}}), false, "conversation.id"},
		"a field that isn't":                       {with(text("x"), object{"blocks": []any{}}), false, `no field "blocks"`},
		"text that is none":                        {with(text("x"), object{"text": 1}), false, "text is no text"},
		"no type":                                  {object{"text": "x"}, false, "type is"},
		"empty":                                    {text(" "), false, "empty"},
		"a format that isn't":                      {with(text("x"), object{"textFormat": "html"}), false, "textFormat"},
		"typing that speaks":                       {object{"type": "typing", "text": "x"}, false, "typing says nothing"},
		"an attachment of another sort":            {with(text("x"), object{"attachments": []object{{"contentType": "image/png"}}}), false, "contentType"},
		"an attachment with a strange field":       {with(text("x"), object{"attachments": []object{with(attached(form()), object{"x": 1})}}), false, `no field "x"`},
		"attachments that are no list":             {with(text("x"), object{"attachments": "x"}), false, "no list"},
		"eleven attachments":                       {with(text("x"), object{"attachments": slicesOf(11, attached(form()))}), false, "more than 10"},
		"a broken card":                            {withCard(card([]object{{"type": "TextBlok", "text": "x"}})), false, `no element "TextBlok"`},
		"suggested actions in a channel":           {with(text("x"), suggest(1)), true, "personal chat"},
		"suggested actions beside a card":          {with(withCard(form()), suggest(1)), false, "beside attachments"},
		"seven suggested actions":                  {with(text("x"), suggest(7)), false, "1 to 6"},
		"no suggested actions":                     {with(text("x"), suggest(0)), false, "1 to 6"},
		"a suggested action without a word":        {with(text("x"), object{"suggestedActions": object{"to": []string{}, "actions": []object{{"type": "imBack", "title": "Ask"}}}}), false, "no imBack"},
		"suggested actions for whom it isn't said": {with(text("x"), object{"suggestedActions": object{"actions": []object{{"type": "imBack", "title": "Ask", "value": "x"}}}}), false, "to is no list"},
		"an entity that isn't":                     {with(text("x"), object{"entities": []object{{"type": "place"}}}), false, `type is "place"`},
		"entities that are no list":                {with(text("x"), object{"entities": object{}}), false, "entities is no list"},
		"a mention of who is here":                 {with(text("<at>Ann Mercer</at> hello"), object{"entities": []object{{"type": "mention", "text": "<at>Ann Mercer</at>", "mentioned": object{"id": "29:ann"}}}}), false, ""},
		"a mention of who isn't":                   {with(text("<at>Bob</at> hello"), object{"entities": []object{{"type": "mention", "text": "<at>Bob</at>", "mentioned": object{"id": "29:bob"}}}}), false, "who isn't here"},
		"a mention that isn't in the text":         {with(text("hello"), object{"entities": []object{{"type": "mention", "text": "<at>Ann Mercer</at>", "mentioned": object{"id": "29:ann"}}}}), false, "does not stand"},
		"two entities about the message":           {with(text("x"), object{"entities": []object{about(), about()}}), false, "one entity"},
		"an entity with a strange field":           {with(text("x"), object{"entities": []object{with(about(), object{"x": 1})}}), false, `no field "x"`},
		"an entity without its type":               {with(text("x"), object{"entities": []object{with(about(), object{"@type": nil})}}), false, "@type"},
		"a model's words":                          {with(text("x"), object{"entities": []object{with(about(), object{"additionalType": []string{"AIGeneratedContent"}})}}), false, ""},
		"another label":                            {with(text("x"), object{"entities": []object{with(about(), object{"additionalType": []string{"x"}})}}), false, "additionalType"},
		"no claim":                                 {cited(with(claim(1, nil), object{"@type": nil})), false, "Claim"},
		"a source without a number":                {cited(claim("1", nil)), false, "position"},
		"a source numbered twice":                  {cited(claim(1, nil), claim(1, nil)), false, "position"},
		"a source without a mark":                  {cited(claim(2, nil)), false, "no mark [2]"},
		"a source with a strange field":            {cited(claim(1, object{"x": 1})), false, `no field "x"`},
		"a source without a type":                  {cited(claim(1, object{"@type": nil})), false, "DigitalDocument"},
		"a source without a name":                  {cited(claim(1, object{"name": nil})), false, "name"},
		"a name of 81 characters":                  {cited(claim(1, object{"name": strings.Repeat("é", 81)})), false, "80"},
		"a name of 80 characters":                  {cited(claim(1, object{"name": strings.Repeat("é", 80)})), false, ""},
		"an abstract of 161 characters":            {cited(claim(1, object{"abstract": strings.Repeat("é", 161)})), false, "160"},
		"a keyword of 29 characters":               {cited(claim(1, object{"keywords": []string{strings.Repeat("é", 29)}})), false, "28"},
		"four keywords":                            {cited(claim(1, object{"keywords": []string{"a", "b", "c", "d"}})), false, "more than 3"},
		"a source that runs a script":              {cited(claim(1, object{"url": "javascript:alert(1)"})), false, "url"},
		"21 sources":                               {cited(slicesOf(21, claim(1, nil))...), false, "more than 20"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, teamsstub.Options{})
			a := join(t, s)
			ann := s.AddUser(teamsstub.User{ID: "29:ann", Name: "Ann Mercer"})
			where := s.Chat(ann.ID)
			if c.channel {
				where = s.AddConversation(teamsstub.Conversation{Name: "General", Members: []string{ann.ID}})
			}
			status, out := a.do(http.MethodPost, "/"+where.ID+"/activities", c.activity)
			if c.want == "" && status == http.StatusCreated {
				return
			}
			if c.want == "" || status != http.StatusBadRequest || code(out) != teamsstub.BadSyntax || !strings.Contains(why(out), c.want) {
				t.Errorf("HTTP %d, %v, want %q", status, out, c.want)
			}
		})
	}
}

func slicesOf(n int, o object) []object {
	var out []object
	for range n {
		out = append(out, o)
	}
	return out
}

func TestCardsAreChecked(t *testing.T) {
	t.Parallel()
	input := object{"type": "Input.Text", "id": "a", "label": "A"}
	table := object{"type": "Table", "columns": []object{{"width": 1}, {"width": 2}}, "rows": []object{{"type": "TableRow", "cells": []object{
		{"type": "TableCell", "items": []object{says("a")}}, {"type": "TableCell", "items": []object{says("b")}}}}}}
	button := submitAction("Send", object{"x": 1})
	for name, c := range map[string]struct {
		card object
		want string
	}{
		"a form":                      {form(), ""},
		"a table":                     {card([]object{table}), ""},
		"facts":                       {card([]object{{"type": "FactSet", "facts": []object{{"title": "a", "value": "b"}}}}), ""},
		"rich text":                   {card([]object{{"type": "RichTextBlock", "inlines": []object{{"type": "TextRun", "text": "x"}}}}), ""},
		"columns":                     {card([]object{{"type": "ColumnSet", "columns": []object{{"type": "Column", "width": "stretch", "items": []object{says("x")}}}}}), ""},
		"actions in the body":         {card([]object{{"type": "ActionSet", "actions": []object{button}}}), ""},
		"a card behind a button":      {card([]object{says("x")}, object{"type": "Action.ShowCard", "title": "More", "card": card([]object{says("y")})}), ""},
		"words in any case":           {card([]object{with(says("x"), object{"weight": "Bolder"})}), ""},
		"no card":                     {object{}, "AdaptiveCard"},
		"version 1.6":                 {with(form(), object{"version": "1.6"}), "1.0 to 1.5"},
		"no version":                  {with(form(), object{"version": nil}), "no version"},
		"an empty card":               {object{"type": "AdaptiveCard", "version": "1.5"}, "empty"},
		"an element of 1.6":           {card([]object{{"type": "Carousel"}}), `no element "Carousel"`},
		"a field that isn't":          {card([]object{with(says("x"), object{"colour": "good"})}), `no field "colour"`},
		"a colour that isn't":         {card([]object{with(says("x"), object{"color": "red"})}), "card.body[0].color"},
		"a text that is a number":     {card([]object{with(says("x"), object{"text": 1})}), "card.body[0].text"},
		"an empty text":               {card([]object{says(" ")}), "card.body[0].text"},
		"wrap that is a word":         {card([]object{with(says("x"), object{"wrap": "yes"})}), "card.body[0].wrap"},
		"half a line":                 {card([]object{with(says("x"), object{"maxLines": 1.5})}), "maxLines"},
		"an input without an id":      {card([]object{with(input, object{"id": nil})}), "without an id"},
		"an input without a label":    {card([]object{with(input, object{"label": nil})}), "without a label"},
		"required, and no word of it": {card([]object{with(input, object{"isRequired": true})}), "errorMessage"},
		"an id twice":                 {card([]object{input, input}), "there twice"},
		"an id that is too long":      {card([]object{with(input, object{"id": strings.Repeat("x", 257)})}), "256"},
		"a value that is no choice": {card([]object{{"type": "Input.ChoiceSet", "id": "a", "label": "A", "value": "z",
			"choices": []object{{"title": "Y", "value": "y"}}}}), "none of its choices"},
		"no choices":                    {card([]object{{"type": "Input.ChoiceSet", "id": "a", "label": "A", "choices": []object{}}}), "choices"},
		"an action that isn't":          {card([]object{says("x")}, object{"type": "Action.Http", "title": "x"}), `no action "Action.Http"`},
		"an action without a title":     {card([]object{says("x")}, with(button, object{"title": nil})), "no title"},
		"seven actions":                 {card([]object{says("x")}, slicesOf(7, button)...), "has 7 actions"},
		"seven, one of them folded":     {card([]object{says("x")}, append(slicesOf(6, button), with(button, object{"mode": "secondary"}))...), ""},
		"a link that runs a script":     {card([]object{says("x")}, object{"type": "Action.OpenUrl", "title": "x", "url": "javascript:alert(1)"}), "link"},
		"a link without a host":         {card([]object{says("x")}, object{"type": "Action.OpenUrl", "title": "x", "url": "//evil.example/x"}), "link"},
		"a picture over http":           {card([]object{{"type": "Image", "url": "http://council.example/x.png"}}), "image"},
		"data that is a list":           {card([]object{says("x")}, object{"type": "Action.Submit", "title": "x", "data": []any{1}}), "neither text"},
		"a wish of Teams that isn't":    {card([]object{says("x")}, submitAction("x", object{"msteams": object{"type": "task/open"}})), `"task/open"`},
		"an imBack without words":       {card([]object{says("x")}, submitAction("x", object{"msteams": object{"type": "imBack"}})), "imBack"},
		"a messageBack without words":   {card([]object{says("x")}, submitAction("x", object{"msteams": object{"type": "messageBack"}})), "messageBack"},
		"full width":                    {with(form(), object{"msteams": object{"width": "Full"}}), ""},
		"a strange field for Teams":     {with(form(), object{"msteams": object{"x": 1}}), `no field "x"`},
		"a row with a cell too few":     {card([]object{with(table, object{"columns": []object{{"width": 1}}})}), "2 cells for 1"},
		"a cell that is none":           {card([]object{with(table, object{"rows": []object{{"type": "TableRow", "cells": []object{{"items": []object{says("a")}}}}}})}), "TableCell"},
		"rich text that is plain":       {card([]object{{"type": "RichTextBlock", "inlines": []string{"x"}}}), "no object"},
		"a broken card behind a button": {card([]object{says("x")}, object{"type": "Action.ShowCard", "title": "More", "card": object{"type": "AdaptiveCard", "version": "1.5"}}), "empty"},
		"too deep":                      {card([]object{deep(60)}), "too deep"},
	} {
		b, err := json.Marshal(c.card)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(b, &v); err != nil {
			t.Fatal(err)
		}
		err = teamsstub.CheckCard(v)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func deep(n int) object {
	if n == 0 {
		return says("x")
	}
	return object{"type": "Container", "items": []object{deep(n - 1)}}
}
