package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

var errTooMuch = errors.New("more pages or text than allowed")

// sandboxed runs one file in a fresh sandbox, and kills that when ctx is done.
func (r *Reader) sandboxed(ctx context.Context, pool pdfium.Pool, src *io.SectionReader) (raw *rawFile, err error) {
	inst, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("a sandbox for the PDF parser: %w", err)
	}
	if err := ctx.Err(); err != nil { // before anything runs, there is nothing to kill
		return nil, errors.Join(err, inst.Close())
	}
	done, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case <-ctx.Done():
			_ = inst.Kill() // the call in progress then ends with an error
		case <-done:
		}
	}()
	defer func() {
		close(done)
		<-watched
		if p := recover(); p != nil {
			err = fmt.Errorf("the PDF parser broke down: %v", p)
		}
		if err != nil {
			_ = inst.Kill()
		}
		_ = inst.Close()
	}()
	return r.take(ctx, inst, src)
}

// take asks the parser for all that the file has.
func (r *Reader) take(ctx context.Context, inst pdfium.Pdfium, src *io.SectionReader) (*rawFile, error) {
	doc, err := inst.OpenDocument(&requests.OpenDocument{FileReader: src, FileReaderSize: src.Size()})
	if err != nil {
		return nil, err
	}
	count, err := inst.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, err
	}
	if count.PageCount > r.opts.MaxPages {
		return nil, fmt.Errorf("%d pages: %w", count.PageCount, errTooMuch)
	}
	raw := &rawFile{}
	if raw.outline, err = outline(ctx, inst, doc.Document, count.PageCount); err != nil {
		return nil, err
	}
	left := r.opts.MaxText
	for i := range count.PageCount {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		page, err := takePage(inst, doc.Document, i)
		if err != nil {
			if ctx.Err() != nil {
				return nil, err
			}
			raw.refused++
			raw.lastErr = err
			if raw.refused > 50 && raw.refused == i+1 {
				return nil, err // a page count that lies
			}
		}
		for _, rect := range page.rects {
			left -= len(rect.text)
		}
		if left < 0 {
			return nil, errTooMuch
		}
		raw.pages = append(raw.pages, page)
	}
	return raw, nil
}

func takePage(inst pdfium.Pdfium, doc references.FPDF_DOCUMENT, i int) (rawPage, error) {
	page := rawPage{number: i + 1}
	if size, err := inst.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: doc, Index: i}); err == nil {
		page.width, page.height = size.Width, size.Height
	}
	if label, err := inst.FPDF_GetPageLabel(&requests.FPDF_GetPageLabel{Document: doc, Page: i}); err == nil {
		page.label = strings.TrimSpace(clean(label.Label))
	}
	text, err := inst.GetPageTextStructured(&requests.GetPageTextStructured{
		Page:                   requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}},
		Mode:                   requests.GetPageTextStructuredModeRects,
		CollectFontInformation: true,
	})
	if err != nil {
		return page, err
	}
	for _, rc := range text.Rects {
		t := clean(rc.Text)
		if strings.TrimSpace(t) == "" {
			continue
		}
		at := rc.PointPosition
		rect := rect{text: t, left: at.Left, right: at.Right, top: max(at.Top, at.Bottom), bottom: min(at.Top, at.Bottom)}
		if f := rc.FontInformation; f != nil && f.Name != "" {
			rect.size, rect.bold = f.RenderedSize, boldName(f.Name)
			if rect.size <= 0 {
				rect.size = f.Size
			}
		}
		page.rects = append(page.rects, rect)
	}
	return page, nil
}
