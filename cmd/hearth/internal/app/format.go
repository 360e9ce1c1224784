package app

import "hearth/storage/format"

// migrations lead from the first format of the records to this hearth's, one
// number after the other. Nothing has changed since the first.
var migrations []format.Migration

// format knows the format of this hearth's records.
func (a *App) format() format.Guard {
	return format.Guard{Migrations: migrations, Hearth: a.o.Version, Now: a.o.Now}
}
