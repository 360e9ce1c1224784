package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hearth/knowledge"
	"hearth/knowledge/extract"
	"hearth/knowledge/extract/extracttest"
	"hearth/knowledge/extract/sheet"
)

func TestCSV(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		sep  rune
		want string
	}{
		"a header and rows":        {"Team,Lead,Tel\nNorth,\"Hill, A.\",1\n\nSouth,Dale,\n", ',', "R! Team | Lead | Tel\nR North | Hill, A. | 1\nR South | Dale\n"},
		"lines above the header":   {"Homes by ward,,\nWard,Homes,Beds\nEast,2,4\n", ',', "P Homes by ward\nR! Ward | Homes | Beds\nR East | 2 | 4\n"},
		"semicolons":               {"a;b;c\n1;2;3\n", ';', "R! a | b | c\nR 1 | 2 | 3\n"},
		"a line end within a cell": {"Team,Note,Tel\nNorth,\"two\nlines\",1\n", ',', "R! Team | Note | Tel\nR North | two lines | 1\n"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := sheet.CSV(t.Context(), c.in, c.sep)
			if err != nil {
				t.Fatal(err)
			}
			if got := extracttest.Show(d.Paper().Content); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestSeparator(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want rune
	}{
		"commas":               {"a,b,c\n1,2,3\n", ','},
		"tabs":                 {"a\tb\tc\n1\t2\t3\n", '\t'},
		"two columns of tabs":  {"a\tb\n1\t2\n3\t4\n5\t6\n", '\t'},
		"prose":                {"We came, we saw, and left.\nThen, later, we wrote it down.\n", 0},
		"uneven rows":          {"a,b,c\n1,2\n", 0},
		"one row":              {"a,b,c\n", 0},
		"a list of names":      {"Hill, A.\nDale, B.\nBrook, C.\nMoor, D.\n", 0},
		"an empty column name": {"a,,c\n1,2,3\n", 0},
	} {
		if got, ok := sheet.Separator(c.in, true); got != c.want || ok != (c.want != 0) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func book(t *testing.T, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestXLSX(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		must := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		must(f.SetSheetName("Sheet1", "Homes"))
		must(f.SetSheetRow("Homes", "A1", &[]any{"Children in our homes"}))
		must(f.SetSheetRow("Homes", "A2", &[]any{"Ward", "Homes", "Children"}))
		must(f.SetSheetRow("Homes", "A3", &[]any{"East", 2, 4}))
		_, err := f.NewSheet("Secret")
		must(err)
		must(f.SetSheetRow("Secret", "A1", &[]any{"Names", "of", "children"}))
		must(f.SetSheetVisible("Secret", false))
		_, err = f.NewSheet("Empty")
		must(err)
		_, err = f.NewSheet("Staff")
		must(err)
		must(f.SetSheetRow("Staff", "B2", &[]any{"Team", "Workers"}))
	})
	d, err := sheet.XLSX(t.Context(), bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	want := "H1@1 Homes\nP@1 Children in our homes\nR!@1 Ward | Homes | Children\nR@1 East | 2 | 4\nH1@4 Staff\nR!@4  | Team | Workers\n"
	if got := extracttest.Show(d.Paper().Content); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if !d.Unread || len(d.Notes) != 1 {
		t.Errorf("a hidden sheet isn't told of: %v %v", d.Unread, d.Notes)
	}
}

func TestHostileTables(t *testing.T) {
	wide := strings.Repeat("x,", 5000) + "x\n"
	d, err := sheet.CSV(t.Context(), wide+wide, ',')
	if err != nil || len(d.Notes) != 1 || len(d.Pieces[0].Cells) != sheet.MaxColumns {
		t.Errorf("a wide table: %v, notes %v", err, d.Notes)
	}
	limits := map[string]func() error{
		"too many rows": func() error {
			_, err := sheet.CSV(t.Context(), strings.Repeat("a,b,c\n", sheet.MaxRows+1), ',')
			return err
		},
		"a bomb": func() error {
			_, err := sheet.XLSX(t.Context(), bytes.NewReader(bomb(t)))
			return err
		},
	}
	for name, read := range limits {
		if _, ok := errors.AsType[*extract.LimitError](read()); !ok {
			t.Errorf("%s: got %v, want a limit", name, read())
		}
	}
	if _, err := sheet.XLSX(t.Context(), strings.NewReader("PK\x03\x04 no workbook")); err == nil {
		t.Error("a torn workbook was read")
	}
}

// bomb is a workbook of 100 KB whose sheet unpacks to 100 MB.
func bomb(t *testing.T) []byte {
	t.Helper()
	src, err := zip.NewReader(bytes.NewReader(book(t, func(*excelize.File) {})), int64(len(book(t, func(*excelize.File) {}))))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range src.File {
		w, err := z.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, "xl/worksheets/") {
			blank := make([]byte, 1<<20)
			for i := range blank {
				blank[i] = ' '
			}
			for range 100 {
				if _, err := w.Write(blank); err != nil {
					t.Fatal(err)
				}
			}
		}
		if _, err := io.Copy(w, r); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func FuzzCSV(f *testing.F) {
	f.Add("a,b,c\n1,\"2\n\",3\n")
	f.Fuzz(func(t *testing.T, s string) {
		sep, ok := sheet.Separator(s, true)
		if !ok {
			sep = ','
		}
		if d, err := sheet.CSV(t.Context(), s, sep); err == nil {
			for _, b := range d.Paper().Blocks {
				if b.Kind == knowledge.Heading && b.Level == 0 {
					t.Errorf("a heading without a level in %q", s)
				}
			}
		}
	})
}

func TestGrids(t *testing.T) {
	show := func(gs []sheet.Grid) string {
		var b strings.Builder
		for _, g := range gs {
			b.WriteString("[" + g.Name + "]\n")
			for _, r := range g.Rows {
				b.WriteString(strings.Join(r, "|") + "\n")
			}
		}
		return b.String()
	}
	workbook := book(t, func(f *excelize.File) {
		must := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		must(f.SetSheetRow("Sheet1", "A1", &[]any{"Members"}))
		must(f.SetSheetRow("Sheet1", "B4", &[]any{"Hill", time.Date(2023, 5, 4, 0, 0, 0, 0, time.UTC)}))
		_, err := f.NewSheet("Hidden")
		must(err)
		must(f.SetSheetRow("Hidden", "A1", &[]any{"x"}))
		must(f.SetSheetVisible("Hidden", false))
	})
	for name, c := range map[string]struct{ in, want string }{
		"commas and empty lines": {"a,b\n\n\"x\ny\",2\n", "[]\na|b\n\nx\ny|2\n"},
		"semicolons":             {"Name;Roles\nHill, A.;x, y\n", "[]\nName|Roles\nHill, A.|x, y\n"},
		"Windows-1252":           {"Zo\xeb,x\nA,b\n", "[]\nZoë|x\nA|b\n"},
		"UTF-16":                 {"\xff\xfea\x00,\x00b\x00\n\x00", "[]\na|b\n"},
		"a workbook":             {string(workbook), "[Sheet1]\nMembers\n\n\n|Hill|45050\n"},
	} {
		gs, err := sheet.Grids(t.Context(), []byte(c.in), 10)
		if got := show(gs); err != nil || got != c.want {
			t.Errorf("%s: %v, got\n%swant\n%s", name, err, got, c.want)
		}
	}
	gs, _ := sheet.Grids(t.Context(), workbook, 10)
	if day, ok := gs[0].Day(45050); !ok || day.Format(time.DateOnly) != "2023-05-04" {
		t.Errorf("a day is %v", day)
	}
	for name, in := range map[string][]byte{"rows": []byte("a\nb\nc\n"), "rows of a workbook": workbook, "a bomb": bomb(t)} {
		if _, err := sheet.Grids(t.Context(), in, 2); !is[*extract.LimitError](err) {
			t.Errorf("%s: got %v, want a limit", name, err)
		}
	}
}

func is[E error](err error) bool { _, ok := errors.AsType[E](err); return ok }

func FuzzGrids(f *testing.F) {
	f.Add([]byte("a,b\n\n1,\"2\n\"\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		gs, err := sheet.Grids(t.Context(), data, 100)
		if err != nil {
			return
		}
		for _, g := range gs {
			if len(g.Rows) > 100 {
				t.Errorf("%d rows", len(g.Rows))
			}
		}
	})
}

func FuzzXLSX(f *testing.F) {
	x := excelize.NewFile()
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := sheet.XLSX(t.Context(), bytes.NewReader(data)); err == nil {
			d.Paper()
		}
	})
}
