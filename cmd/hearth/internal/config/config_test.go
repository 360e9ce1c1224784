package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"hearth/cmd/hearth/internal/config"
	"hearth/storage/backup"
)

// clean takes every setting out of the environment for one test.
func clean(t *testing.T) {
	t.Helper()
	for _, s := range config.Settings() {
		t.Setenv(s.Name, "") // so that it is put back afterwards
		if err := os.Unsetenv(s.Name); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWithNothingSetEverySettingHasItsDefault(t *testing.T) {
	clean(t)
	c, err := config.Load()
	if err != nil {
		t.Fatal(err)
	}
	here, err := filepath.Abs("data")
	if err != nil {
		t.Fatal(err)
	}
	if c.Data != here {
		t.Errorf("data folder %q, want %q", c.Data, here)
	}
	if c.Zone.String() != "Europe/London" || c.Council != "" {
		t.Errorf("zone %v, council %q", c.Zone, c.Council)
	}
	for _, v := range c.Effective() {
		if v.Set {
			t.Errorf("%s is said to be set", v.Name)
		}
	}
}

func TestEveryMistakeIsReportedAtOnceWithItsRemedy(t *testing.T) {
	clean(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HEARTH_DATA", file)
	t.Setenv("HEARTH_ZONE", "Europe/Middlesbrough")
	t.Setenv("HEARTH_LOG_LEVEL", "loud")
	t.Setenv("HEARTH_LOG_FORMAT", "xml")
	_, err := config.Load()
	if err == nil {
		t.Fatal("four mistakes went unseen")
	}
	for _, want := range []string{
		"HEARTH_DATA", "name a folder",
		"HEARTH_ZONE", "write one like Europe/London",
		"HEARTH_LOG_LEVEL", "choose debug, info, warn or error",
		"HEARTH_LOG_FORMAT", "choose auto, text or json",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the mistakes don't say %q:\n%v", want, err)
		}
	}
}

func TestOneMistakeIsEnough(t *testing.T) {
	for what, v := range map[string][2]string{
		"an empty folder name":                {"HEARTH_DATA", " "},
		"the zone of wherever the machine is": {"HEARTH_ZONE", "Local"},
		"a level nobody knows":                {"HEARTH_LOG_LEVEL", "warning"},
		"a format nobody knows":               {"HEARTH_LOG_FORMAT", "yaml"},
	} {
		t.Run(what, func(t *testing.T) {
			clean(t)
			t.Setenv(v[0], v[1])
			if _, err := config.Load(); err == nil || !strings.Contains(err.Error(), v[0]) {
				t.Errorf("%s=%q: got %v", v[0], v[1], err)
			}
		})
	}
}

func TestBackupsLieElsewhere(t *testing.T) {
	pair, err := backup.NewPair()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct{ recipient, dir, wrong string }{
		"a folder elsewhere":             {pair.Recipient, filepath.Join(dir, "nights"), ""},
		"a folder beside the data":       {pair.Recipient, filepath.Join(dir, "data-backups"), ""},
		"no folder":                      {pair.Recipient, "", ""},
		"two recipients":                 {pair.Recipient + "," + pair.Recipient, "", ""},
		"the data folder":                {pair.Recipient, filepath.Join(dir, "data"), "lies in the data folder"},
		"within the data folder":         {pair.Recipient, filepath.Join(dir, "data", "backups"), "lies in the data folder"},
		"a file":                         {pair.Recipient, file, "is a file"},
		"nobody to encrypt to":           {"", filepath.Join(dir, "nights"), "needs HEARTH_BACKUP_RECIPIENT"},
		"a recipient that is none":       {"age1nobody", "", "HEARTH_BACKUP_RECIPIENT"},
		"a secret key for the recipient": {strings.Split(pair.Secret, "\n")[2], "", "keep the secret key elsewhere"},
	} {
		t.Run(what, func(t *testing.T) {
			clean(t)
			t.Setenv("HEARTH_DATA", filepath.Join(dir, "data"))
			t.Setenv("HEARTH_BACKUP_RECIPIENT", c.recipient)
			t.Setenv("HEARTH_BACKUP_DIR", c.dir)
			got, err := config.Load()
			if c.wrong == "" {
				if err != nil || got.BackupDir != c.dir || got.BackupTo.IsZero() {
					t.Errorf("got %q, nobody %v (%v)", got.BackupDir, got.BackupTo.IsZero(), err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.wrong) || strings.Contains(err.Error(), "AGE-SECRET") {
				t.Errorf("got %v, want %q", err, c.wrong)
			}
		})
	}
}

func TestASlipInANameIsNoticed(t *testing.T) {
	clean(t)
	t.Setenv("HEARTH_COUNCL", "Middlesbrough")
	t.Setenv("HEARTH_TEST_REQUIRE", "shared")
	t.Setenv("HEARTH_SHARED", "elsewhere")
	c, err := config.Load()
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(c.Unknown, []string{"HEARTH_COUNCL"}) {
		t.Errorf("unknown %q, want HEARTH_COUNCL alone", c.Unknown)
	}
}

func TestEverySettingStandsInTheExampleAndInREADME(t *testing.T) {
	root := filepath.Join("..", "..", "..", "..")
	example, err := os.ReadFile(filepath.Join(root, ".env.example"))
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range config.Settings() {
		if want := fmt.Sprintf("# %s\n#%s=%s\n", s.Says, s.Name, s.Default); !strings.Contains(string(example), want) {
			t.Errorf(".env.example lacks\n%s", want)
		}
		def := "unset"
		if s.Default != "" {
			def = "`" + s.Default + "`"
		}
		if want := fmt.Sprintf("| `%s` | %s | %s |", s.Name, def, s.Says); !strings.Contains(string(readme), want) {
			t.Errorf("README.md lacks\n%s", want)
		}
	}
}

// A setting that Load reads and Settings forgets would be missing from all that
// people read; the names that envconfig would look for are taken from the
// values in force.
func TestEverySettingThatIsReadIsDescribed(t *testing.T) {
	clean(t)
	c, err := config.Load()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, v := range c.Effective() {
		names = append(names, v.Name)
	}
	r, _ := reflect.TypeOf(c).FieldByName("raw")
	for f := range r.Type.Fields() {
		name := strings.ToUpper(f.Name)
		if f.Tag.Get("split_words") == "true" {
			name = strings.ToUpper(words(f.Name))
		}
		if !slices.Contains(names, config.Prefix+name) {
			t.Errorf("%s is read but described nowhere", config.Prefix+name)
		}
	}
	if n := r.Type.NumField(); n != len(names) {
		t.Errorf("%d settings are read, %d are described", n, len(names))
	}
}

// DESIGN.md, section 9: whoever uses one platform has no more to read and to set.
func TestOnePlatformNeedsTwelveSettingsAtMost(t *testing.T) {
	counted := map[string]int{}
	last := ""
	for _, s := range config.Settings() {
		if counted[s.For]++; s.For != last && counted[s.For] > 1 {
			t.Errorf("%s stands apart from the others for %q", s.Name, s.For)
		}
		last = s.For
	}
	general := counted[""]
	delete(counted, "")
	if len(counted) < 2 || general == 0 {
		t.Fatalf("settings for %v and %d for all: the web pages and Slack have some of their own", counted, general)
	}
	for platform, n := range counted {
		if general+n > 12 {
			t.Errorf("%d settings for all and %d for %s: at most 12 are allowed", general, n, platform)
		}
	}
}

// words parts a name at its capitals: "LogLevel" is "Log_Level", "SlackAPI" is
// "Slack_API".
func words(s string) string {
	var b strings.Builder
	before := 'A'
	for _, r := range s {
		if unicode.IsUpper(r) && !unicode.IsUpper(before) {
			b.WriteByte('_')
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}
