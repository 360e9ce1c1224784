package main

import (
	"bufio"
	"os"
	"strconv"
	"strings"
)

// memory gives the process's resident memory as the kernel counts it:
// anonymous, and mapped from files. It gives zeros where there is no /proc.
func memory() (anon, file int64) {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0, 0
	}
	defer f.Close()
	for in := bufio.NewScanner(f); in.Scan(); {
		k, v, _ := strings.Cut(in.Text(), ":")
		n, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(v), " kB"), 10, 64)
		switch k {
		case "RssAnon":
			anon = n * 1024
		case "RssFile":
			file = n * 1024
		}
	}
	return anon, file
}
