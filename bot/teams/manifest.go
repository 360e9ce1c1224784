package teams

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"
)

// A Package is what the app package for Teams says.
type Package struct {
	AppID   string   // of the bot registration
	Council string   // the developer, as Teams shows it: "Middlesbrough Council"
	Site    *url.URL // of the council or of hearth's own pages, https: who they are
	Privacy *url.URL // nil: Site
	Terms   *url.URL // nil: Site
	Version string   // "" is "1.0.0"
}

// manifestVersion is the one of Teams' schema that the package is written to.
const manifestVersion = "1.19"

// The limits of https://learn.microsoft.com/microsoft-365/extensibility/schema/.
const maxDeveloper = 32

// Manifest is the app package, ready to be uploaded: a zip with the manifest and
// two icons. It is the same for the same Package.
func Manifest(p Package) ([]byte, error) {
	m, err := manifest(p)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range []struct {
		name string
		body []byte
	}{{"manifest.json", m}, {"color.png", colourIcon()}, {"outline.png", outlineIcon()}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, fmt.Errorf("teams: writing the app package: %w", err)
		}
		if _, err := w.Write(f.body); err != nil {
			return nil, fmt.Errorf("teams: writing the app package: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("teams: writing the app package: %w", err)
	}
	return out.Bytes(), nil
}

type object = map[string]any

func manifest(p Package) ([]byte, error) {
	if !guid(p.AppID) {
		return nil, errors.New("teams: the app's id is no id like 11111111-2222-4333-8444-555555555555")
	}
	if p.Council == "" || utf8.RuneCountInString(p.Council) > maxDeveloper {
		return nil, fmt.Errorf("teams: the council's name is needed, with at most %d characters", maxDeveloper)
	}
	if p.Privacy == nil {
		p.Privacy = p.Site
	}
	if p.Terms == nil {
		p.Terms = p.Site
	}
	for what, u := range map[string]*url.URL{"site": p.Site, "privacy notice": p.Privacy, "terms": p.Terms} {
		if u == nil || u.Scheme != "https" || u.Host == "" {
			return nil, fmt.Errorf("teams: the address of the %s must be one that begins with https", what)
		}
	}
	if p.Version == "" {
		p.Version = "1.0.0"
	}
	command := func(title, what string) object { return object{"title": title, "description": what} }
	b, err := json.MarshalIndent(object{
		"$schema":         "https://developer.microsoft.com/json-schemas/teams/v" + manifestVersion + "/MicrosoftTeams.schema.json",
		"manifestVersion": manifestVersion,
		"version":         p.Version,
		"id":              strings.ToLower(p.AppID),
		"developer": object{"name": p.Council, "websiteUrl": p.Site.String(), "privacyUrl": p.Privacy.String(),
			"termsOfUseUrl": p.Terms.String()},
		"name":        object{"short": "hearth", "full": "hearth: answers from the council's papers"},
		"description": object{"short": "Finds sentences in the council's papers for councillors.", "full": about},
		"icons":       object{"color": "color.png", "outline": "outline.png"},
		"accentColor": "#" + hexColour,
		"bots": []object{{
			"botId": strings.ToLower(p.AppID), "scopes": []string{"personal", "team", "groupChat"},
			"isNotificationOnly": false, "supportsFiles": false, "supportsCalling": false, "supportsVideo": false,
			"commandLists": []object{{"scopes": []string{"personal", "team", "groupChat"}, "commands": []object{
				command("help", "What hearth can do"), command("my data", "What hearth keeps about you"),
			}}},
		}},
		"permissions":  []string{"identity", "messageTeamMembers"},
		"validDomains": []string{},
	}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("teams: writing the manifest: %w", err)
	}
	return append(b, '\n'), nil
}

// about is the long description.
const about = "hearth answers councillors' questions with sentences from the council's own papers and the law, each with the place " +
	"where it stands. It speaks to each councillor in a chat that nobody else reads. It is a program, not a person, and no place " +
	"to report a worry about a child: it tells whom to ring instead."

func guid(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i, c := range []byte(s) {
		hex := c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (c == '-') || !dash && !hex {
			return false
		}
	}
	return true
}
