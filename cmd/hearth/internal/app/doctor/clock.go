package doctor

import (
	"fmt"
	"time"
)

// Zone judges the council's clock.
func Zone(z *time.Location, now time.Time) Finding {
	const what = "HEARTH_ZONE"
	if z.String() == "UTC" {
		return look(what, "hearth goes by UTC, which in summer is an hour behind the clocks in England", "Set HEARTH_ZONE=Europe/London.")
	}
	return fine(what, "%s, where it is %s", z, now.In(z).Format("15:04 on 2 January 2006"))
}

// Clock judges this machine's clock by when the program was built and when the
// last change was logged; either may be zero, for not known.
func Clock(now, built, logged time.Time) Finding {
	const what = "clock"
	const slack = time.Minute
	do := "Set this machine's clock by a time server (NTP)."
	switch {
	case now.Add(slack).Before(built):
		return mend(what, fmt.Sprintf("it shows %s, which is before this hearth was built", now.UTC().Format(time.DateOnly)), do)
	case now.Add(slack).Before(logged):
		return mend(what, fmt.Sprintf("it shows %s, which is before the last change in the log (%s)", now.UTC().Format(time.RFC3339), logged.UTC().Format(time.RFC3339)), do)
	}
	return fine(what, "it shows %s", now.UTC().Format(time.RFC3339))
}
