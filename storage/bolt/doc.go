// Package bolt keeps records in one bbolt file: the storage.Store of a council
// that runs on one machine.
//
// # Promises
//
// One process writes at a time; the file's lock says who. An Update that
// returned nil is on disk, also after kill -9 or a power cut; one that failed
// left nothing. Views run beside one another, beside updates and beside Compact,
// each over one unchanging state.
//
// # Updates share commits
//
// A commit costs a sync of the disk, whatever its size. An Update that finds
// itself alone commits at once. Where others are under way it joins bbolt's
// Batch: those that arrive within batchDelay of one another run one after the
// other in one transaction and share its commit. Where one of them fails, the
// transaction is rolled back, the failing function is run again by itself and
// the others are run again together. So a function may run several times, on
// another goroutine than its caller's, and must not call runtime.Goexit (in
// tests: no t.Fatal within). A panic in it undoes its changes and comes out of
// the Update that was given the function; the store goes on.
//
// # A file that is not whole
//
// A copy that was broken off lacks pages; reading them through the map would end
// the process. Open compares the file's length with what the file says of
// itself, and refuses a shorter one with a *DamagedError. Other damage is found
// where it is read, and all of it by Check.
//
// # A full disk
//
// An Update that finds no room returns a *DiskError and leaves nothing; views go
// on, and the same store takes updates again once there is room. Deleting needs
// some room too, as bbolt writes the pages that it changes anew.
//
// # Deleting is not erasing
//
// Delete frees pages; their bytes stay in the file until they are written over.
// Compact writes what lives into a new file and puts it in the old one's place:
// then what was deleted is gone from the file. (A disk may still hold the old
// blocks; that is for disk encryption to mend.)
//
// CopyTo writes what lives elsewhere, as one moment saw it, and holds nobody up:
// backups are made of that.
//
// # Costs
//
// Opening maps the file and reads its list of free pages: it grows with the
// fragmentation, not with the records. Get and Put cost the logarithm of the
// number of records; a commit one sync, plus what grows with the pages changed.
// Memory holds the pages changed by the running update; what is read lives in
// the system's page cache. Compact and CopyTo cost a copy of what lives. A View that is
// held for long keeps old pages from being used again, so the file grows.
package bolt
