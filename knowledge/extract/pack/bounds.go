package pack

import (
	"sort"
	"strconv"
	"strings"
	"unicode"

	"hearth/knowledge/extract"
	"hearth/knowledge/extract/exempt"
	"hearth/knowledge/extract/pdf"
)

// rising keeps reports whose places and numbers rise; those of one place are
// one report, the first.
func rising(list []report) []report {
	var out []report
	for _, r := range list {
		if len(out) > 0 {
			last := out[len(out)-1]
			if !last.at.Before(r.at) || order(r.item) <= order(last.item) {
				continue
			}
		}
		out = append(out, r)
	}
	if len(out)*2 < len(list) {
		return nil
	}
	return out
}

// order makes a number of an agenda number: 7a comes after 7.
func order(item string) int {
	n := strings.TrimRightFunc(item, unicode.IsLetter)
	v, _ := strconv.Atoi(n)
	v *= 100
	if len(n) < len(item) {
		v += int(item[len(n)]|0x20) - 'a' + 1
	}
	return v
}

// bounded fills in the pages.
func bounded(f *pdf.File, list []report) []report {
	for i := range list {
		list[i].first, list[i].last = list[i].at.Page+1, len(f.Pages)
		if i+1 < len(list) {
			next := list[i+1].at
			list[i].last = next.Page
			if next.Block > 0 {
				list[i].last = next.Page + 1
			}
		}
		list[i].last = max(list[i].first, list[i].last)
	}
	return list
}

// parts tells exempt which pages belong together: the reports, and what the
// bookmarks open.
func parts(f *pdf.File, found []report) []exempt.Part {
	var out []exempt.Part
	starts := map[string]bool{}
	for _, r := range found {
		out = append(out, exempt.Part{Title: r.title, Item: r.item, From: r.first, To: r.last})
		starts[strconv.Itoa(r.first)+extract.Letters(r.title)] = true
	}
	for i, b := range f.Outline {
		to := len(f.Pages)
		for _, r := range found {
			if r.first <= b.Page && b.Page <= r.last {
				to = r.last
			}
		}
		for _, n := range f.Outline[i+1:] {
			if n.Depth > b.Depth {
				continue
			}
			end := n.Page
			if placeOf(f, n.Page-1, n.Title).Block == 0 {
				end--
			}
			to = min(to, max(b.Page, end))
			break
		}
		if m := named.FindStringSubmatch(b.Title); m != nil && starts[strconv.Itoa(b.Page)+extract.Letters(m[2])] {
			continue
		}
		out = append(out, exempt.Part{Title: b.Title, From: b.Page, To: to})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].From < out[j].From })
	return out
}
