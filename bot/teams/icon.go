package teams

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// hexColour is that of the icon.
const hexColour = "9A3412"

var ember = color.NRGBA{0x9A, 0x34, 0x12, 0xFF}

// The icons are a hearth: a house with a fire in it. Teams wants one of 192 by 192
// in colour, and one of 32 by 32 in white on nothing.
func colourIcon() []byte {
	return icon(192, ember, color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}, color.NRGBA{0xFB, 0xBF, 0x24, 0xFF})
}

func outlineIcon() []byte {
	white := color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}
	return icon(32, color.NRGBA{}, white, white)
}

// icon draws by asking each point what it belongs to, four by four points to a
// pixel so that edges are smooth.
func icon(size int, ground, house, fire color.NRGBA) []byte {
	const fine = 4
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			var mix mixed
			for i := range fine * fine {
				px := (float64(x) + (float64(i%fine)+0.5)/fine) / float64(size)
				py := (float64(y) + (float64(i/fine)+0.5)/fine) / float64(size)
				c := ground
				switch {
				case inFire(px, py):
					c = fire
				case inHouse(px, py):
					c = house
				}
				mix.add(c)
			}
			img.SetNRGBA(x, y, mix.colour())
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		panic("teams: an icon of a size that is none: " + err.Error())
	}
	return out.Bytes()
}

// A mixed is the mean of colours, by how much they cover.
type mixed struct{ r, g, b, a, n int }

func (m *mixed) add(c color.NRGBA) {
	a := int(c.A)
	m.r, m.g, m.b, m.a, m.n = m.r+int(c.R)*a, m.g+int(c.G)*a, m.b+int(c.B)*a, m.a+a, m.n+1
}

func (m *mixed) colour() color.NRGBA {
	if m.a == 0 {
		return color.NRGBA{}
	}
	part := func(v int) uint8 { return uint8(min(v/m.a, 255)) }                   //nolint:gosec // it is bounded
	return color.NRGBA{part(m.r), part(m.g), part(m.b), uint8(min(m.a/m.n, 255))} //nolint:gosec // it is bounded
}

// inHouse tells whether a point of the unit square lies on the outline of a house.
func inHouse(x, y float64) bool { return within(x, y, 0) && !within(x, y, 0.09) }

// within tells whether a point lies in the house, so far from its edge.
func within(x, y, edge float64) bool {
	dx := x - 0.5
	if dx < 0 {
		dx = -dx
	}
	return y < 0.88-edge && dx < 0.34-edge && y > 0.12+dx*0.8+edge*1.28
}

// inFire tells whether a point lies in the flame: a drop with its point above.
func inFire(x, y float64) bool {
	dx, dy := x-0.5, y-0.63
	if dy >= 0 {
		return dx*dx+dy*dy < 0.0144
	}
	up := -dy / 0.27 // 0 at the round part, 1 at the point
	if dx < 0 {
		dx = -dx
	}
	return up < 1 && dx < 0.12*(1-up)*(1+up*0.4)
}
