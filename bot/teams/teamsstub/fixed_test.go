package teamsstub_test

import "time"

func fixed() time.Time { return time.UnixMilli(1700000000000) }
