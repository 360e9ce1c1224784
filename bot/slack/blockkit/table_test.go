package blockkit_test

import (
	"fmt"
	"strings"
	"testing"

	"hearth/bot"
)

func TestTables(t *testing.T) {
	var many [][]string
	for i := range 300 {
		many = append(many, []string{fmt.Sprint(1700 + i), "&&&&&&&&&&&&&&&&&&&&"})
	}
	for why, c := range map[string]struct {
		table bot.Table
		kind  string // of its first block
		want  string // somewhere in it
	}{
		"a narrow one is aligned":            {bot.Table{Head: []string{"Year", "Homes"}, Rows: [][]string{{"2024", "5"}, {"2025", "12"}}}, "rich_text_preformatted", "Year  Homes\n2024      5\n2025     12"},
		"34 letters are narrow":              {bot.Table{Head: []string{"A", "B"}, Rows: [][]string{{strings.Repeat("w", 16), strings.Repeat("w", 16)}}}, "rich_text_preformatted", "A"},
		"35 are not":                         {bot.Table{Head: []string{"A", "B"}, Rows: [][]string{{strings.Repeat("w", 16), strings.Repeat("w", 17)}}}, "rich_text_list", "; B: www"},
		"letters of other widths":            {bot.Table{Head: []string{"A", "B"}, Rows: [][]string{{"界", ""}}}, "rich_text_list", "A: 界; B: –"},
		"letters from right to left":         {bot.Table{Head: []string{"A"}, Rows: [][]string{{"שלום"}}}, "rich_text_list", "שלום"},
		"no heads":                           {bot.Table{Rows: [][]string{{"a", "b"}}}, "rich_text_preformatted", "a  b"},
		"a row that is too short":            {bot.Table{Head: []string{"A", "B"}, Rows: [][]string{{"a"}}}, "rich_text_preformatted", "A  B\na  –"},
		"a long one is parted between rows":  {bot.Table{Head: []string{"Year", "Note"}, Rows: many}, "rich_text_preformatted", "Year  Note\n1700"},
		"no rows, but a caption and a head":  {bot.Table{Caption: "", Head: []string{"Year"}}, "rich_text_preformatted", "Year"},
		"line ends in a cell part no lines":  {bot.Table{Head: []string{"A"}, Rows: [][]string{{"a\nb"}}}, "rich_text_preformatted", "A\na b"},
		"a column that nothing stands above": {bot.Table{Head: []string{"", "B"}, Rows: [][]string{{"界", "b"}}}, "rich_text_list", "界; B: b"},
	} {
		parts := kit.Message(bot.Message{Key: "k", Blocks: []bot.Block{{Table: &c.table}}})
		held(t, parts)
		if len(parts) == 0 {
			t.Errorf("%s: nothing is shown", why)
			continue
		}
		first := list(t, list(t, parts[0].Blocks)[0]["elements"])[0]
		if got := richText(t, []any{first}); first["type"] != c.kind || !strings.Contains(got, c.want) {
			t.Errorf("%s: %v %q", why, first["type"], got)
		}
	}
	parts := kit.Message(bot.Message{Key: "k", Blocks: []bot.Block{{Table: &bot.Table{Head: []string{"Year", "Note"}, Rows: many}}}})
	var rows int
	for _, s := range read(t, parts) {
		lines := strings.Split(s, "\n")
		rows += len(lines) - 1
		if lines[0] != "Year  Note" {
			t.Errorf("a part begins with %q", lines[0])
		}
	}
	if rows != len(many) {
		t.Errorf("%d rows of %d", rows, len(many))
	}
}

func TestWhoListensHearsATableByItsColumns(t *testing.T) {
	got := kit.Message(fixture(t, "table"))[0].Text
	if want := "Children in care on 31 March\n• Year: 2023; Number: 512; Per 10,000: 148\n• Year: 2024; Number: 530; Per 10,000: –\n• Year: 2025; Number: 498; Per 10,000: 141"; got != want {
		t.Errorf("got %q", got)
	}
}
