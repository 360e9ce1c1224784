package line

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
)

// A kind says what a frame is.
type kind byte

const (
	kindHello  kind = 'h' // both ways, first
	kindRefuse kind = 'x' // to the client: a sentence, and the end
	kindOut    kind = 'o' // to the client: for standard output
	kindErr    kind = 'e' // to the client: for standard error
	kindAsk    kind = 'q' // to the client: it is asked for something
	kindReply  kind = 'r' // to the server: what was asked for
	kindStop   kind = 's' // to the server: the command should stop
	kindExit   kind = 'z' // to the client: the exit code, and the end
)

// mostBody is above any command line, which is what is longest; piece is how
// much of a stream goes into one frame.
const (
	mostBody = 4 << 20
	piece    = 256 << 10
)

// ErrFrame says that what came over the line is no frame.
var ErrFrame = errors.New("what came is no message of hearth's")

type frame struct {
	kind kind
	body []byte
}

// readFrame reads one frame. Where the stream ends before one, the error is
// io.EOF; where it ends within one, it wraps io.ErrUnexpectedEOF.
func readFrame(r io.Reader) (frame, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		if err == io.EOF {
			return frame{}, err
		}
		return frame{}, fmt.Errorf("reading a message: %w", err)
	}
	f := frame{kind: kind(head[4])}
	switch f.kind {
	case kindHello, kindRefuse, kindOut, kindErr, kindAsk, kindReply, kindStop, kindExit:
	default:
		return frame{}, fmt.Errorf("%w: its kind is %q", ErrFrame, head[4])
	}
	n := binary.BigEndian.Uint32(head[:4])
	if n > mostBody {
		return frame{}, fmt.Errorf("%w: it says it has %d bytes", ErrFrame, n)
	}
	f.body = make([]byte, n)
	if _, err := io.ReadFull(r, f.body); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return frame{}, fmt.Errorf("reading a message: %w", err)
	}
	return f, nil
}

// framed is a frame's bytes, of a body in parts.
func framed(k kind, parts ...[]byte) ([]byte, error) {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	if n > mostBody {
		return nil, fmt.Errorf("%w: it would have %d bytes", ErrFrame, n)
	}
	out := binary.BigEndian.AppendUint32(make([]byte, 0, 5+n), uint32(n))
	out = append(out, byte(k))
	for _, p := range parts {
		out = append(out, p...)
	}
	return out, nil
}

// headed is a body of JSON with bytes after it.
func headed(head any, data []byte) ([][]byte, error) {
	b, err := json.Marshal(head)
	if err != nil {
		return nil, err
	}
	return [][]byte{binary.BigEndian.AppendUint32(nil, uint32(len(b))), b, data}, nil
}

// behead reads such a body; the data are part of it.
func behead(body []byte, head any) (data []byte, err error) {
	if len(body) < 4 {
		return nil, fmt.Errorf("%w: it has no head", ErrFrame)
	}
	n := binary.BigEndian.Uint32(body)
	if uint64(n) > uint64(len(body)-4) {
		return nil, fmt.Errorf("%w: its head is cut short", ErrFrame)
	}
	if err := json.Unmarshal(body[4:4+n], head); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFrame, err)
	}
	return body[4+n:], nil
}

// An end is one end of a connection. Many may send, one reads.
type end struct {
	*net.UnixConn
	in *bufio.Reader
	mu sync.Mutex // held while a frame is sent
}

func newEnd(c *net.UnixConn) *end { return &end{UnixConn: c, in: bufio.NewReaderSize(c, 64<<10)} }

func (e *end) read() (frame, error) { return readFrame(e.in) }

func (e *end) send(k kind, parts ...[]byte) error {
	b, err := framed(k, parts...)
	if err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	_, err = e.Write(b)
	return err
}

func (e *end) sendHeaded(k kind, head any, data []byte) error {
	parts, err := headed(head, data)
	if err != nil {
		return err
	}
	return e.send(k, parts...)
}
