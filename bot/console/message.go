package console

import (
	"fmt"
	"strings"

	"hearth/bot"
)

// Message writes a message for a person at a terminal. Buttons become what can
// be typed instead: every choice of hearth's is a command in plain words, or a
// question.
func (s Style) Message(m bot.Message) string {
	var b strings.Builder
	for i, block := range m.Blocks {
		text := s.block(block)
		if text == "" {
			continue
		}
		if i > 0 && b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(text)
	}
	return b.String()
}

func (s Style) block(b bot.Block) string {
	switch {
	case b.Paragraph != nil:
		return s.wrap(b.Paragraph.Text, "")
	case b.Notice != nil:
		if b.Notice.Pressing {
			return s.paintLines("1", s.wrap(b.Notice.Text, ""))
		}
		return s.wrap(b.Notice.Text, "")
	case b.Statements != nil:
		return s.statements(b.Statements.Items)
	case b.Sources != nil:
		return s.sources(*b.Sources)
	case b.Nearest != nil:
		lines := "Nearest to it:"
		for _, n := range b.Nearest.Items {
			lines += "\n- " + n.Title
		}
		return s.wrap(lines, "")
	case b.Choices != nil:
		return s.choices(b.Choices.Items)
	case b.Form != nil:
		return s.form(*b.Form)
	case b.Table != nil:
		return s.table(*b.Table)
	}
	return ""
}

func (s Style) statements(all []bot.Statement) string {
	var out []string
	for _, st := range all {
		text := st.Text
		if st.Label != "" {
			text = st.Label + ": " + text
		}
		if st.Folded && !strings.Contains(text, "\n") {
			text += " …"
		}
		text += " "
		for _, n := range st.Sources {
			text += fmt.Sprintf("[%d]", n)
		}
		out = append(out, s.wrap(strings.TrimRight(text, " "), ""))
	}
	return strings.Join(out, "\n")
}

func (s Style) sources(src bot.Sources) string {
	var b strings.Builder
	for i, one := range src.Items {
		line := one.Line
		if src.Brief {
			line = one.Short
		}
		b.WriteString(s.paintLines("2", s.wrap(fmt.Sprintf("[%d] %s", i+1, line), "")))
		if src.Brief {
			continue
		}
		for _, q := range one.Quotes {
			for _, part := range []string{q.Before, "»" + q.Text + "«", q.After} {
				if part != "" {
					b.WriteString(s.wrap(part, "  "))
				}
			}
			b.WriteByte('\n')
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// choices are what can be typed: a question whole, a command in its small
// letters.
func (s Style) choices(all []bot.Choice) string {
	var questions, commands []string
	for _, c := range all {
		if c.Value == c.Label {
			questions = append(questions, "- "+c.Label)
		} else {
			commands = append(commands, "“"+strings.ToLower(c.Label[:1])+c.Label[1:]+"”")
		}
	}
	var out string
	if len(questions) > 0 {
		out = s.wrap("You could ask:\n"+strings.Join(questions, "\n"), "")
	}
	if len(commands) > 0 {
		out += s.paintLines("2", s.wrap("You can also type "+strings.Join(commands, ", ")+".", ""))
	}
	return out
}

// form shows what a form asks; it is filled in on the web page.
func (s Style) form(f bot.Form) string {
	lines := f.Title
	for _, field := range f.Fields {
		lines += "\n- " + field.Label
		if field.Hint != "" {
			lines += " (" + field.Hint + ")"
		}
		if field.Error != "" {
			lines += ": " + field.Error
		}
	}
	return s.wrap(lines+"\nYou can fill this in on hearth's web page.", "")
}

// table writes a row a line, each cell with its column's name, which is read
// well at any width and by a screen reader.
func (s Style) table(t bot.Table) string {
	lines := t.Caption
	for _, row := range t.Rows {
		var cells []string
		for i, c := range row {
			if i < len(t.Head) && t.Head[i] != "" {
				c = t.Head[i] + ": " + c
			}
			cells = append(cells, c)
		}
		lines += "\n- " + strings.Join(cells, "; ")
	}
	return s.wrap(lines, "")
}
