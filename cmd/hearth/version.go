package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// release is the version that CHANGELOG.md has on top.
const release = "0.1.0"

func (sh *shell) version() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Which hearth this is",
		Args:  nothing,
		RunE: func(*cobra.Command, []string) error {
			v := thisVersion()
			if asJSON {
				return sh.json(v)
			}
			return sh.printf("%s\n", v)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as JSON")
	return cmd
}

type versionFacts struct {
	Version  string `json:"version"`
	Commit   string `json:"commit"` // "unknown" where it was built outside its repository
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

// String is the version in one line, for a report of what went wrong.
func (v versionFacts) String() string {
	return fmt.Sprintf("hearth %s %s (%s, %s)", v.Version, v.Commit, v.Go, v.Platform)
}

func thisVersion() versionFacts {
	v := versionFacts{release, "unknown", runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			v.Commit = s.Value[:12]
		}
	}
	return v
}
