package teams_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"image/png"
	"io"
	"net/url"
	"os"
	"strings"
	"testing"

	"hearth/bot/teams"
)

func site(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func good(t *testing.T) teams.Package {
	return teams.Package{AppID: "11111111-2222-4333-8444-555555555555", Council: "Middlesbrough Council", Site: site(t, "https://hearth.council.example/about")}
}

func TestTheAppPackage(t *testing.T) {
	b, err := teams.Manifest(good(t))
	if err != nil {
		t.Fatal(err)
	}
	again, err := teams.Manifest(good(t))
	if err != nil || !bytes.Equal(b, again) {
		t.Errorf("it is not the same twice (%v)", err)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	for name, size := range map[string]int{"color.png": 192, "outline.png": 32} {
		img, err := png.Decode(bytes.NewReader(files[name]))
		if err != nil || img.Bounds().Dx() != size || img.Bounds().Dy() != size {
			t.Errorf("%s: %v", name, err)
			continue
		}
		seen := map[uint32]bool{}
		for y := range size {
			for x := range size {
				r, g, b, a := img.At(x, y).RGBA()
				if name == "outline.png" && a > 0 && (r < a-a/64-1 || g != r || b != r) {
					t.Fatalf("%s is not white at %d, %d", name, x, y)
				}
				if name == "color.png" && a != 0xFFFF {
					t.Fatalf("%s lets through at %d, %d", name, x, y)
				}
				seen[r] = true
			}
		}
		if len(seen) < 3 {
			t.Errorf("%s has nothing in it", name)
		}
	}
	var m struct {
		ManifestVersion, ID string
		Name                struct{ Short, Full string }
		Description         struct{ Short, Full string }
		Bots                []struct {
			BotID  string
			Scopes []string
		}
		Permissions []string
	}
	if err := json.Unmarshal(files["manifest.json"], &m); err != nil {
		t.Fatal(err)
	}
	if m.ID != good(t).AppID || len(m.Bots) != 1 || m.Bots[0].BotID != m.ID || len(m.Bots[0].Scopes) != 3 {
		t.Errorf("got %+v", m)
	}
	if len(m.Name.Short) > 30 || len(m.Name.Full) > 100 || len(m.Description.Short) > 80 || len(m.Description.Full) > 4000 {
		t.Errorf("a limit is passed: %+v", m)
	}
	if dir := os.Getenv("HEARTH_TEST_PAYLOADS"); dir != "" {
		v, err := json.Marshal(map[string]any{"kind": "manifest", "value": json.RawMessage(files["manifest.json"])})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dir+"/teams-manifest.json", v, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPackagesThatTeamsWouldNotTake(t *testing.T) {
	for what, change := range map[string]func(*teams.Package){
		"no id":              func(p *teams.Package) { p.AppID = "" },
		"no guid":            func(p *teams.Package) { p.AppID = "11111111x2222-4333-8444-555555555555" },
		"no council":         func(p *teams.Package) { p.Council = "" },
		"a long council":     func(p *teams.Package) { p.Council = strings.Repeat("é", 33) },
		"no site":            func(p *teams.Package) { p.Site = nil },
		"plain http":         func(p *teams.Package) { p.Site = site(t, "http://council.example") },
		"a plain policy":     func(p *teams.Package) { p.Privacy = site(t, "http://council.example") },
		"terms without host": func(p *teams.Package) { p.Terms = site(t, "https:///x") },
	} {
		p := good(t)
		change(&p)
		if _, err := teams.Manifest(p); err == nil {
			t.Errorf("%s: it was written", what)
		}
	}
}
