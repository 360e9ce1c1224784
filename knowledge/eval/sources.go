package eval

import (
	"path"
	"strings"

	"golang.org/x/text/cases"
)

// Sources are the papers that answers may quote: whose they are and, where it
// is given, their text.
type Sources struct {
	councils map[string]string
	texts    map[string]string
}

// Add adds a paper by the name of its file. An empty text is not checked
// against: hearth's citations are made from the text alone, so the check finds
// what goes wrong between the index and the library.
func (s *Sources) Add(file, council, text string) {
	if s.councils == nil {
		s.councils, s.texts = map[string]string{}, map[string]string{}
	}
	p := paper(file)
	s.councils[p] = council
	if text != "" {
		s.texts[p] += fold(text)
	}
}

// quotes tells whether a quote stands in the paper of a file, as far as that
// can be told.
func (s *Sources) quotes(file, quote string) bool {
	q := fold(quote)
	if q == "" {
		return false
	}
	if len(s.texts) == 0 {
		return true
	}
	return strings.Contains(s.texts[paper(file)], q)
}

// paper is what a gold file calls a paper. The same paper lies about in several
// formats, so "000_x.txt", "seed000.pdf" and "mg000.html" are all "000"; any
// other file is called by its base name.
func paper(file string) string {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	if file == "" {
		return ""
	}
	rest := base
	for _, prefix := range []string{"seed", "mg"} {
		if cut, ok := strings.CutPrefix(base, prefix); ok {
			rest = cut
			break
		}
	}
	if len(rest) > 3 && digits(rest[:3]) && (rest[3] == '_' || rest[3] == '.') {
		return rest[:3]
	}
	return base
}

func digits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// fold makes texts comparable: letters and digits alone, without regard to
// case, so that line ends, bullets and quote marks don't matter. The signs of
// percent and pound stay, since they tell figures apart.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '%' || r == '£' {
			return r
		}
		return -1
	}, cases.Fold().String(s))
}
