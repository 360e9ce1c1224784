package line

import (
	"io"
	"time"
)

// What a test may see of frames.
const (
	MostBody = mostBody
	Hello    = byte(kindHello)
	Out      = byte(kindOut)
	Ask      = byte(kindAsk)
	Refuse   = byte(kindRefuse)
)

// ReadFrame reads one frame.
func ReadFrame(r io.Reader) (k byte, body []byte, err error) {
	f, err := readFrame(r)
	return byte(f.kind), f.body, err
}

// Framed makes one.
func Framed(k byte, parts ...[]byte) ([]byte, error) { return framed(kind(k), parts...) }

// HaveLittlePatience lets a client take a moment only for an answer.
func (s *Server) HaveLittlePatience() { s.patience = 10 * time.Millisecond }

// Over takes an error over the line.
func Over(err error) error { return failureOf(err).err() }
