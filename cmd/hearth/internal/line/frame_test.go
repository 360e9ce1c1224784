package line_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
	"testing"

	"pgregory.net/rapid"

	"hearth/cmd/hearth/internal/line"
)

const kinds = "hxoeqrsz"

func TestFramesComeOutAsTheyWentIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type frame struct {
			kind byte
			body []byte
		}
		var sent []frame
		var wire bytes.Buffer
		for range rapid.IntRange(1, 20).Draw(t, "frames") {
			f := frame{kinds[rapid.IntRange(0, len(kinds)-1).Draw(t, "kind")], rapid.SliceOf(rapid.Byte()).Draw(t, "body")}
			cut := rapid.IntRange(0, len(f.body)).Draw(t, "cut")
			b, err := line.Framed(f.kind, f.body[:cut], f.body[cut:])
			if err != nil {
				t.Fatal(err)
			}
			wire.Write(b)
			sent = append(sent, f)
		}
		whole := wire.Bytes()
		cut := rapid.IntRange(0, len(whole)-1).Draw(t, "end")
		r := bytes.NewReader(whole)
		for _, want := range sent {
			k, body, err := line.ReadFrame(r)
			if err != nil || k != want.kind || !bytes.Equal(body, want.body) {
				t.Fatalf("got %q %x (%v), want %q %x", k, body, err, want.kind, want.body)
			}
		}
		if _, _, err := line.ReadFrame(r); err != io.EOF {
			t.Fatalf("after the last: got %v, want io.EOF itself", err)
		}
		// Cut anywhere, what comes out is the beginning of it, and the end is no
		// frame.
		r = bytes.NewReader(whole[:cut])
		for n := 0; ; n++ {
			_, _, err := line.ReadFrame(r)
			if err == nil {
				continue
			}
			if n >= len(sent) || err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Fatalf("cut at %d of %d: %d frames, then %v", cut, len(whole), n, err)
			}
			return
		}
	})
}

func TestWhatIsNoFrameIsRefused(t *testing.T) {
	head := func(n uint32, kind byte) []byte { return append(binary.BigEndian.AppendUint32(nil, n), kind) }
	for what, c := range map[string]struct {
		bytes []byte
		want  error
	}{
		"a kind that nobody knows":     {head(0, '?'), line.ErrFrame},
		"one byte more than may be":    {head(line.MostBody+1, 'o'), line.ErrFrame},
		"as much as can be said":       {head(1<<32-1, 'o'), line.ErrFrame},
		"a head that is cut":           {head(0, 'o')[:3], io.ErrUnexpectedEOF},
		"a body that is not there":     {head(5, 'o'), io.ErrUnexpectedEOF},
		"a page of the World Wide Web": {[]byte("GET / HTTP/1.1\r\n\r\n"), line.ErrFrame},
	} {
		t.Run(what, func(t *testing.T) {
			if _, _, err := line.ReadFrame(bytes.NewReader(c.bytes)); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
	if _, err := line.Framed(line.Out, make([]byte, line.MostBody), []byte("!")); !errors.Is(err, line.ErrFrame) {
		t.Errorf("one that is too long is sent: %v", err)
	}
}

// FuzzFrame: whatever comes, reading ends, and what is read is what was sent.
func FuzzFrame(f *testing.F) {
	for _, k := range kinds {
		b, err := line.Framed(byte(k), []byte(`{"id":1}`))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		f.Add(b[:len(b)-3])
	}
	f.Add([]byte("\xff\xff\xff\xffo"))
	f.Fuzz(func(t *testing.T, wire []byte) {
		r, at := bytes.NewReader(wire), 0
		for {
			k, body, err := line.ReadFrame(r)
			if err != nil {
				return
			}
			again, err := line.Framed(k, body)
			if err != nil || !bytes.HasPrefix(wire[at:], again) {
				t.Fatalf("read %q %x of %x: %v", k, body, wire[at:], err)
			}
			at += len(again)
		}
	})
}

func TestAnErrorSaysTheSameAtTheOtherEnd(t *testing.T) {
	_, gone := os.Open(t.TempDir() + "/none\xff")
	for what, err := range map[string]error{
		"a file that is gone":     gone,
		"a number of the system":  syscall.ENOSPC,
		"one that is no file":     errors.New("it is no file"),
		"something that is there": &fs.PathError{Op: "create", Path: "x", Err: fs.ErrExist},
		"what took too long":      context.DeadlineExceeded,
	} {
		t.Run(what, func(t *testing.T) {
			got := line.Over(err)
			if got == nil || got.Error() != err.Error() {
				t.Fatalf("got %v, want %v", got, err)
			}
			for _, kind := range []error{fs.ErrNotExist, fs.ErrExist, fs.ErrPermission, syscall.ENOSPC} {
				if errors.Is(got, kind) != errors.Is(err, kind) {
					t.Errorf("is it %v? here %v, there %v", kind, errors.Is(err, kind), errors.Is(got, kind))
				}
			}
			if _, ok := errors.AsType[*fs.PathError](got); ok != (what == "a file that is gone" || what == "something that is there") {
				t.Errorf("it is %T", got)
			}
		})
	}
	if line.Over(nil) != nil {
		t.Error("no error is one")
	}
}
