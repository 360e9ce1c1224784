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
			_, err := fmt.Fprintf(sh.Stdout, "hearth %s %s (%s, %s)\n", v.Version, v.Commit, v.Go, v.Platform)
			return err
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
