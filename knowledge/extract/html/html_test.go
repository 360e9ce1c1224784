package html_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/extracttest"
	"hearth/knowledge/extract/html"
)

func read(t *testing.T, page string) string {
	t.Helper()
	d, err := html.Read(t.Context(), []byte(page))
	if err != nil {
		t.Fatal(err)
	}
	return extracttest.Show(d.Paper().Content)
}

func TestPages(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"words around blocks":     {"<main><p>One <b>two</b> three.</p>loose words<p>Four.</p></main>", "P One two three.\nP loose words\nP Four.\n"},
		"headings":                {"<main><h1>The <i>offer</i></h1><p>It stands for a year.</p></main>", "H1 The offer\nP It stands for a year.\n"},
		"lists, one in another":   {"<main><p>We will keep:</p><ul><li>one<ul><li>one a</li></ul></li><li><p>two</p></li></ul></main>", "P We will keep:\nI1 one\nI2 one a\nI1 two\n"},
		"numbered lists":          {`<main><p>We will now do:</p><ol start="3" type="a"><li>this</li><li>that</li></ol></main>`, "P We will now do:\nI1 c. this\nI1 d. that\n"},
		"a table of figures":      {"<main><table><tr><th>Year</th><th>Children</th></tr><tr><td>2020</td><td><p>530</p></td></tr></table></main>", "R! Year | Children\nR 2020 | 530\n"},
		"a table for layout":      {"<main><table><tr><td>7.</td><td><p>Local offer</p><ul><li>Report of the Director</li></ul></td></tr></table></main>", "H2 7. Local offer\nI1 Report of the Director\n"},
		"menus and banners go":    {"<body><header><a>Home page</a></header><nav>Bins and tax</nav><div id=cookie>We use cookies.</div><div><p>The offer stands for a year.</p></div><footer>Powered by us</footer></body>", "P The offer stands for a year.\n"},
		"the main part is chosen": {"<body><div>Weather today is fine and warm.</div><div id=content><p>The offer stands for a year.</p></div></body>", "P The offer stands for a year.\n"},
		"hidden words go":         {"<main><p>The offer stands for a year.</p><p hidden>Not this.</p><script>var x</script><template>Nor this</template></main>", "P The offer stands for a year.\n"},
		"breaks part lines":       {"<main><p>Present:<br>Cllr A. Hill<br>Cllr B. Dale</p></main>", "P Present:\nP Cllr A. Hill\nP Cllr B. Dale\n"},
		"curly quotes stay":       {"<main><p>“Children’s services” &ndash; the offer.</p></main>", "P “Children’s services” – the offer.\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(t, "<!doctype html><html><head><meta charset=utf-8></head>"+c.in+"</html>"); got != c.want {
				t.Errorf("from %s\ngot\n%swant\n%s", c.in, got, c.want)
			}
		})
	}
}

// A page without known places, crowded with links, still gives its words.
func TestCrowdedPage(t *testing.T) {
	links := strings.Repeat("<li><a href=/x>Another page of the council with a long name</a></li>", 60)
	words := "<p>The corporate parenting board heard from young people about their homes, their schools and the workers who stayed with them.</p>"
	got := read(t, "<html><head><meta charset=utf-8><title>Board</title></head><body><div><ul>"+links+"</ul></div><div>"+strings.Repeat(words, 12)+"</div></body></html>")
	if strings.Count(got, "The corporate parenting board heard") != 12 {
		t.Errorf("words are lost: %.300s", got)
	}
}

func TestLimits(t *testing.T) {
	for name, page := range map[string]string{
		"nested":    "<body>" + strings.Repeat("<div>", 2000) + "x",
		"too large": strings.Repeat("x", html.MaxSize+1),
	} {
		_, err := html.Read(t.Context(), []byte(page))
		if _, ok := errors.AsType[*extract.LimitError](err); !ok {
			t.Errorf("%s: got %v, want a limit", name, err)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{"<main><p>x</p></main>", "<table><tr><td>1<td><ul><li>x", "<ol start=9><li>a</ol>", "<h1><table></h1>", "\xff\xfe<\x00p\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		d, err := html.Read(t.Context(), page)
		if err != nil {
			_, broken := errors.AsType[*extract.BrokenError](err)
			_, limit := errors.AsType[*extract.LimitError](err)
			if !broken && !limit {
				t.Fatal(err)
			}
			return
		}
		if p := d.Paper(); !utf8.ValidString(p.Text) {
			t.Errorf("not UTF-8: %q", p.Text)
		}
	})
}
