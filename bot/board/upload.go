package board

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode"
	"unicode/utf8"

	"hearth/bot/web"
)

// uploadTime is how long an upload may take over a slow line.
const uploadTime = 30 * time.Minute

func (b *Board) uploadFormOf() *form {
	return &form{Action: "/officers/uploads/new", Submit: "Upload and look inside", Fields: []web.Field{{
		Name: "files", Label: "Choose files", Type: "file", Multiple: true,
		Hint: fmt.Sprintf("PDF, Word, PowerPoint, spreadsheets, web pages or text; a whole meeting pack is fine. At most %d files and %d MB together. Nothing is added before you have seen what is in them.",
			b.o.MaxFiles, b.o.MaxUpload>>20),
	}}}
}

func (b *Board) uploadForm(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	return b.showUpload(w, r, v, b.uploadFormOf())
}

func (b *Board) showUpload(w http.ResponseWriter, r *http.Request, v web.Visitor, f *form) error {
	return b.show(w, r, v, screen{Name: "upload", Tab: "/officers/papers", Heading: "Add papers", Back: &link{"Papers", "/officers/papers"}, Form: f})
}

// upload streams the files to the stage and has them looked into.
func (b *Board) upload(w http.ResponseWriter, r *http.Request, v web.Visitor) error {
	f := b.uploadFormOf()
	if err := b.Sweep(); err != nil {
		return err
	}
	if r.ContentLength > b.o.MaxUpload {
		return b.tooMuch()
	}
	if len(b.stage.of(v.Member.ID)) >= mostBatches {
		f.Problem = "You have many uploads waiting. Choose from them or throw them away, then upload more."
		return b.showUpload(w, r, v, f)
	}
	control := http.NewResponseController(w)
	// Without a server that can, its own limits hold.
	_ = control.SetReadDeadline(time.Now().Add(uploadTime))
	_ = control.SetWriteDeadline(time.Now().Add(uploadTime + time.Minute))
	in, err := r.MultipartReader()
	if err != nil {
		return unreadable(err)
	}
	batch, err := b.stage.open(v.Member.ID, b.now())
	if err != nil {
		return noRoom(err)
	}
	hint, err := b.receive(in, batch)
	if err != nil || hint != "" {
		err = errors.Join(err, b.stage.drop(batch))
	}
	switch {
	case err != nil:
		return b.refused(err)
	case hint != "":
		f.fault("files", hint)
		return b.showUpload(w, r, v, f)
	}
	b.stage.put(batch)
	b.work.Go(func() { b.lookInto(batch) })
	return b.see(w, r, "/officers/uploads/"+batch.id, "")
}

// receive writes the files of a form to a batch's folder. A hint says what
// whoever sent it can mend.
func (b *Board) receive(in *multipart.Reader, to *batch) (hint string, err error) {
	for {
		part, err := in.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", err
		}
		name := part.FileName()
		if part.FormName() != "files" || name == "" {
			continue // no file was chosen
		}
		if len(to.files) == b.o.MaxFiles {
			return fmt.Sprintf("Choose at most %d files at once.", b.o.MaxFiles), nil
		}
		f := staged{Name: safeName(name)}
		// A folder for each: two files may have one name, and none describes another.
		dir := filepath.Join(to.dir, strconv.Itoa(len(to.files)))
		f.path = filepath.Join(dir, f.Name)
		if err := os.Mkdir(dir, 0o700); err != nil {
			return "", err
		}
		if f.size, err = writeFile(f.path, part); err != nil {
			return "", err
		}
		to.files = append(to.files, f)
	}
	if len(to.files) == 0 {
		return "Choose at least one file.", nil
	}
	return "", nil
}

func writeFile(path string, r io.Reader) (int64, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(f, r)
	return n, errors.Join(err, f.Close())
}

// refused is the page for an upload that broke off.
func (b *Board) refused(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return b.tooMuch()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, multipart.ErrMessageTooLarge) {
		return unreadable(err)
	}
	return noRoom(err)
}

func (b *Board) tooMuch() error {
	return &web.Error{Status: http.StatusRequestEntityTooLarge, Title: "That is too much at once",
		Text: fmt.Sprintf("I take at most %d MB at once, and I have kept nothing of it. Upload fewer files at a time.", b.o.MaxUpload>>20)}
}

// noRoom says so where the disk is full; another error stays what it is.
func noRoom(err error) error {
	if errors.Is(err, syscall.ENOSPC) {
		return &web.Error{Status: http.StatusInsufficientStorage, Title: "There is no room on the disk",
			Text: "I have kept nothing of this upload. Tell whoever runs hearth that its disk is full."}
	}
	return err
}

// maxFileName is in bytes; every file system takes it.
const maxFileName = 120

// safeName is what an upload is called: the last part of the name that came
// with it, without what could be a path, a hidden file or a line of its own.
func safeName(s string) string {
	s = s[strings.LastIndexAny(s, `/\:`)+1:]
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
	s = strings.TrimLeft(strings.TrimSpace(s), ". ")
	if ext := filepath.Ext(s); len(s) > maxFileName {
		if len(ext) > 10 {
			ext = ""
		}
		stem := s[:maxFileName-len(ext)]
		for !utf8.ValidString(stem) {
			stem = stem[:len(stem)-1]
		}
		s = stem + ext
	}
	if s == "" {
		return "paper"
	}
	return s
}
