package main

import (
	"bufio"
	"os"
	"strconv"
	"strings"
)

// memory is what of this process stands in the machine's memory: its own, and
// what it has mapped from files, which the system may drop at any time. Both
// are 0 where the system doesn't tell (it does on Linux).
func memory() (anonymous, file int64) {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0, 0
	}
	defer f.Close()
	kB := map[string]int64{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		name, value, _ := strings.Cut(sc.Text(), ":")
		if n, ok := strings.CutSuffix(strings.TrimSpace(value), " kB"); ok {
			kB[name], _ = strconv.ParseInt(n, 10, 64)
		}
	}
	return kB["RssAnon"] << 10, kB["RssFile"] << 10
}
