package ooxml_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/draft"
	"hearth/knowledge/extract/extracttest"
	"hearth/knowledge/extract/ooxml"
)

type reader func(context.Context, io.ReaderAt, int64) (*draft.Draft, error)

func show(t *testing.T, read reader, data []byte) (string, *draft.Draft) {
	t.Helper()
	d, err := read(t.Context(), bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return extracttest.Show(d.Paper().Content), d
}

// para is a Word paragraph with properties.
func para(props, text string) string {
	return "<w:p><w:pPr>" + props + "</w:pPr><w:r><w:t xml:space='preserve'>" + text + "</w:t></w:r></w:p>"
}

const (
	styles = `<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Our heading"/><w:basedOn w:val="Level"/></w:style>
<w:style w:type="paragraph" w:styleId="Level"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="l"/><w:basedOn w:val="Loop"/></w:style></w:styles>`
	numbering = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
)

func num(id, level int) string {
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, id)
}

func word(body string) []byte {
	return extracttest.Zipped("word/document.xml", `<w:document xmlns:w="w" xmlns:mc="mc" xmlns:wps="wps"><w:body>`+body+`</w:body></w:document>`,
		"word/styles.xml", styles, "word/numbering.xml", numbering,
		"word/footer1.xml", `<w:ftr xmlns:w="w"><w:p><w:r><w:t>Part 2 report</w:t></w:r></w:p></w:ftr>`,
		"word/footnotes.xml", `<w:footnotes xmlns:w="w"><w:footnote w:type="separator"><w:p><w:r><w:t>junk</w:t></w:r></w:p></w:footnote></w:footnotes>`)
}

func TestDOCX(t *testing.T) {
	cell := func(s string) string { return "<w:tc>" + para("", s) + "</w:tc>" }
	for name, c := range map[string]struct{ body, want string }{
		"headings by name, level and inheritance": {para(`<w:pStyle w:val="H1"/>`, "One") + para(`<w:pStyle w:val="Mine"/>`, "Two") + para(`<w:outlineLvl w:val="1"/>`, "Three"), "H1 One\nH3 Two\nH2 Three\n"},
		"a style based on itself":                 {para(`<w:pStyle w:val="Loop"/>`, "One thing."), "P One thing.\n"},
		"Word's own numbers are counted": {para(num(5, 0), "The offer was made in May.") + para(num(5, 0), "It asks the board to:") + para(num(5, 1), "note it;") + para(num(5, 1), "keep it.") + para(num(5, 0), "It ends in June."),
			"P 1. The offer was made in May.\nP 2. It asks the board to:\nI2 (a) note it;\nI2 (b) keep it.\nP 3. It ends in June.\n"},
		"bullets":                     {para(num(6, 0), "one") + para(num(6, 0), "two"), "I1 one\nI1 two\n"},
		"what is deleted is gone":     {`<w:p><w:r><w:t>It is </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del><w:ins><w:r><w:t>now </w:t></w:r></w:ins><w:r><w:t>so.</w:t></w:r></w:p>`, "P It is now so.\n"},
		"moved words stand once":      {`<w:moveFrom><w:p><w:r><w:t>Moved.</w:t></w:r></w:p></w:moveFrom><w:moveTo><w:p><w:r><w:t>Moved.</w:t></w:r></w:p></w:moveTo>`, "P Moved.\n"},
		"a text box is read once":     {`<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Around it.</w:t></w:r></w:p>`, "P In the box.\nP Around it.\n"},
		"a table":                     {"<w:tbl><w:tr>" + cell("Team") + cell("Lead") + cell("Place") + "</w:tr><w:tr>" + cell("North") + cell("A. Hill") + cell("Dale") + "</w:tr></w:tbl>", "R! Team | Lead | Place\nR North | A. Hill | Dale\n"},
		"a table within a cell":       {"<w:tbl><w:tr>" + cell("a") + "<w:tc><w:tbl><w:tr>" + cell("b") + cell("c") + "</w:tr></w:tbl></w:tc></w:tr></w:tbl>", "R a | b c\n"},
		"a frame of one cell is text": {"<w:tbl><w:tr><w:tc>" + para("", "First of all.") + para("", "Then more.") + "</w:tc></w:tr></w:tbl>", "P First of all.\nP Then more.\n"},
		"a bold line is a heading":    {`<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Next steps</w:t></w:r></w:p>` + para("", "We meet again in May of this year."), "H1 Next steps\nP We meet again in May of this year.\n"},
		"breaks and tabs":             {`<w:p><w:r><w:t>Chair:</w:t><w:tab/><w:t>A. Hill</w:t><w:br/><w:t>Clerk: B. Dale</w:t></w:r></w:p>`, "P Chair: A. Hill\nP Clerk: B. Dale\n"},
		"field codes are no words":    {`<w:p><w:r><w:instrText>PAGE \* MERGE</w:instrText></w:r><w:r><w:t>Seven.</w:t></w:r></w:p>`, "P Seven.\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, d := show(t, ooxml.DOCX, word(c.body))
			if got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			if len(d.Margins[0]) != 1 || d.Margins[0][0] != "Part 2 report" {
				t.Errorf("the footer is lost: %v", d.Margins)
			}
		})
	}
}

func slides(all ...string) []byte {
	var ids, rels strings.Builder
	parts := []string{}
	for i := range all {
		fmt.Fprintf(&ids, `<p:sldId id="%d" r:id="rId%d"/>`, 256+i, i)
		// The parts' names count the other way round: the order is the list's.
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Target="slides/slide%d.xml"/>`, i, len(all)-i)
		parts = append(parts, fmt.Sprintf("ppt/slides/slide%d.xml", len(all)-i), all[i])
	}
	return extracttest.Zipped(append(parts, "ppt/presentation.xml", `<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>`+ids.String()+`</p:sldIdLst></p:presentation>`,
		"ppt/_rels/presentation.xml.rels", `<Relationships>`+rels.String()+`</Relationships>`)...)
}

func slide(shapes string) string {
	return `<p:sld xmlns:p="p" xmlns:a="a"><p:cSld>` + shapes + `</p:cSld></p:sld>`
}

func shape(kind string, paragraphs ...string) string {
	s := `<p:sp><p:nvSpPr><p:nvPr>` + kind + `</p:nvPr></p:nvSpPr><p:txBody>`
	for _, p := range paragraphs {
		s += `<a:p>` + p + `</a:p>`
	}
	return s + `</p:txBody></p:sp>`
}

func run(s string) string { return `<a:r><a:rPr/><a:t>` + s + `</a:t></a:r>` }

func TestPPTX(t *testing.T) {
	data := slides(
		slide(shape(`<p:ph type="subTitle"/>`, run("Panel, May 2022"))+shape(`<p:ph type="ctrTitle"/>`, run("Our "), run("offer"))),
		slide(shape(`<p:ph type="title"/>`, run("What we do"))+shape(`<p:ph idx="1"/>`, run("We listen"), `<a:pPr lvl="1"/>`+run("to children"), `<a:pPr><a:buNone/></a:pPr>`+run("Ask us about it."))+
			shape(`<p:ph type="ftr"/>`, run("Restricted"))+shape(`<p:ph type="sldNum"/>`, run("2"))),
		`<p:sld xmlns:p="p" xmlns:a="a" show="0">`+shape("", run("Hidden words"))+`</p:sld>`,
		slide(shape("", `<a:pPr><a:buAutoNum type="arabicPeriod"/></a:pPr>`+run("first"), `<a:pPr><a:buAutoNum type="arabicPeriod"/></a:pPr>`+run("second"))+
			`<a:tbl><a:tr><a:tc><a:p>`+run("Team")+`</a:p></a:tc><a:tc><a:p>`+run("Lead")+`</a:p></a:tc></a:tr></a:tbl>`),
	)
	got, d := show(t, ooxml.PPTX, data)
	want := "H1@1 Our offer\nP@1 Panel, May 2022\nH2@2 What we do\nI1@2 We listen\nI2@2 to children\nP@2 Ask us about it.\nI1@4 1. first\nI1@4 2. second\nR@4 Team | Lead\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if d.Pages != 4 || !d.Slides || !d.Unread || len(d.Notes) != 1 || d.Margins[2][0] != "Restricted" {
		t.Errorf("pages %d, unread %v, notes %v, margins %v", d.Pages, d.Unread, d.Notes, d.Margins)
	}
}

const names = ` xmlns:office="urn:office" xmlns:text="t" xmlns:style="s" xmlns:table="b" xmlns:draw="d" xmlns:presentation="pr" xmlns:fo="fo"`

func odt(auto, body string) []byte {
	return extracttest.Zipped("mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", `<office:document-content`+names+`><office:automatic-styles>`+auto+`</office:automatic-styles><office:body>`+body+`</office:body></office:document-content>`,
		"styles.xml", `<office:document-styles`+names+`><style:master-page><style:footer><text:p>Private</text:p></style:footer></style:master-page></office:document-styles>`)
}

func TestODF(t *testing.T) {
	auto := `<style:style style:name="P1" style:parent-style-name="Heading_20_2"/><style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>
<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:list-style>
<text:list-style style:name="L"><text:list-level-style-bullet text:level="1"/></text:list-style>`
	for name, c := range map[string]struct{ body, want string }{
		"headings": {`<office:text><text:h text:outline-level="3">Three</text:h><text:p text:style-name="P1">Two</text:p></office:text>`, "H3 Three\nH2 Two\n"},
		"lists": {`<office:text><text:p>We agreed:</text:p><text:list text:style-name="N"><text:list-item><text:p>to note</text:p><text:list><text:list-item><text:p>all</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>to keep</text:p></text:list-item></text:list>
<text:list text:style-name="L"><text:list-item><text:p>a bullet</text:p></text:list-item></text:list></office:text>`, "P We agreed:\nI1 1. to note\nI2 (a) all\nI1 2. to keep\nI1 a bullet\n"},
		"spaces, tabs, line breaks": {`<office:text><text:p>One<text:s/>two<text:tab/>three<text:line-break/>Four <text:span>five</text:span></text:p></office:text>`, "P One two three\nP Four five\n"},
		"comments and changes go":   {`<office:text><text:tracked-changes><text:p>old</text:p></text:tracked-changes><text:p>It<office:annotation><text:p>really?</text:p></office:annotation> is.</text:p></office:text>`, "P It is.\n"},
		"a note comes at the end":   {`<office:text><text:p>It is<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Source.</text:p></text:note-body></text:note> so.</text:p><text:p>More.</text:p></office:text>`, "P It is so.\nP More.\nP Source.\n"},
		"a table":                   {`<office:text><table:table><table:table-row><table:table-cell><text:p>Report to:</text:p></table:table-cell><table:table-cell><text:p>Board</text:p></table:table-cell></table:table-row></table:table></office:text>`, "R Report to: | Board\n"},
		"bold is a heading":         {`<office:text><text:p text:style-name="B">Next steps</text:p><text:p>We meet again in May of this year.</text:p></office:text>`, "H1 Next steps\nP We meet again in May of this year.\n"},
		"slides are pages in order": {`<office:presentation><draw:page><draw:frame presentation:class="title"><text:p>Our offer</text:p></draw:frame><presentation:notes><text:p>Say hello</text:p></presentation:notes></draw:page><draw:page><draw:frame><text:p>Words here.</text:p></draw:frame></draw:page></office:presentation>`, "H1@1 Our offer\nP@2 Words here.\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, d := show(t, ooxml.ODF, odt(auto, c.body))
			if got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			if len(d.Margins[0]) != 1 || d.Margins[0][0] != "Private" {
				t.Errorf("the footer is lost: %v", d.Margins)
			}
		})
	}
}

func TestHostileArchives(t *testing.T) {
	deep := strings.Repeat("<w:tbl><w:tr><w:tc>", 2000)
	lots := strings.Repeat("<w:p><w:r><w:t>word </w:t></w:r></w:p>", 1<<20)
	for name, c := range map[string]struct {
		read  reader
		data  []byte
		limit bool
		want  error
	}{
		"deep nesting":              {ooxml.DOCX, word(deep), true, nil},
		"one part too large":        {ooxml.DOCX, word(lots), true, nil},
		"many parts large together": {ooxml.DOCX, extracttest.Zipped("word/document.xml", "<a/>", "word/styles.xml", "<a>"+strings.Repeat("ab<b/>", 5<<20)+"</a>", "word/numbering.xml", "<a>"+strings.Repeat("cd<b/>", 5<<20)+"</a>", "word/footnotes.xml", "<a>"+strings.Repeat("ef<b/>", 5<<20)+"</a>"), true, nil},
		"no document":               {ooxml.DOCX, extracttest.Zipped("word/other.xml", "<a/>"), false, nil},
		"no slide where one is due": {ooxml.PPTX, extracttest.Zipped("ppt/presentation.xml", `<p xmlns:r="r"><sldId r:id="x"/></p>`), false, nil},
		"no content":                {ooxml.ODF, extracttest.Zipped("mimetype", "x"), false, nil},
		"a locked ODF":              {ooxml.ODF, extracttest.Zipped("content.xml", "x", "META-INF/manifest.xml", "<m><encryption-data/></m>"), false, extract.ErrEncrypted},
		"broken XML":                {ooxml.DOCX, extracttest.Zipped("word/document.xml", "<a><b></a>"), false, nil},
		"an entity that grows":      {ooxml.DOCX, extracttest.Zipped("word/document.xml", `<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`), false, nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.read(t.Context(), bytes.NewReader(c.data), int64(len(c.data)))
			_, limit := errors.AsType[*extract.LimitError](err)
			if err == nil || limit != c.limit || (c.want != nil && !errors.Is(err, c.want)) {
				t.Errorf("got %v; a limit: %v, want %v", err, limit, c.limit)
			}
		})
	}
}

func fuzz(f *testing.F, read reader, seeds ...[]byte) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := read(t.Context(), bytes.NewReader(data), int64(len(data)))
		if err == nil {
			d.Paper()
			return
		}
		_, broken := errors.AsType[*extract.BrokenError](err)
		_, limit := errors.AsType[*extract.LimitError](err)
		if !broken && !limit && !errors.Is(err, extract.ErrEncrypted) {
			t.Fatal(err)
		}
	})
}

func FuzzDOCX(f *testing.F) { fuzz(f, ooxml.DOCX, word(para(num(5, 0), "x")), word("<w:tbl><w:tr>")) }
func FuzzPPTX(f *testing.F) { fuzz(f, ooxml.PPTX, slides(slide(shape("", run("x"))))) }
func FuzzODF(f *testing.F) {
	fuzz(f, ooxml.ODF, odt("", `<office:text><text:p>x</text:p></office:text>`))
}

// The XML within an archive is what an attacker shapes, and a fuzzer can't get
// at it through the packing.
func FuzzWordXML(f *testing.F) {
	f.Add(para(num(5, 1), "x"))
	f.Add("<w:tbl><w:tr><w:tc></w:tc></w:tr></w:tbl>")
	f.Add("<w:p><w:r><w:p><w:t>x</w:t>")
	f.Fuzz(func(t *testing.T, body string) {
		for read, data := range map[string][]byte{"docx": word(body), "odt": odt(body, body), "pptx": slides(slide(body))} {
			r := map[string]reader{"docx": ooxml.DOCX, "odt": ooxml.ODF, "pptx": ooxml.PPTX}[read]
			if d, err := r(t.Context(), bytes.NewReader(data), int64(len(data))); err == nil {
				d.Paper()
			}
		}
	})
}
