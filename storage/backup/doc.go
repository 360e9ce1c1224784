// Package backup writes a data folder into one encrypted file and brings it back.
//
// # What is in it
//
// The records, compacted and as one moment saw them; the originals; the council's
// glossary; the log of erasures; and a manifest: the format's number, hearth's
// version, the time, which store it is, the head of the audit log, and the size
// and SHA-256 of each part. The index isn't in it: it is made anew out of the
// records. Around that lies age (https://age-encryption.org), so a backup can also
// be opened without hearth: age -d -i KEY FILE | tar -x.
//
// # Promises of Make
//
// Writers go on. The records' copy and the originals belong together: where a
// paper is removed meanwhile, the backup begins again. The records are copied
// into a file on the data folder's own disk, checked there for damage, and from
// there sealed into a file beside the backup's place; that is synced, read back,
// compared, and only then given its name. So a file under a backup's name is
// whole, whatever happened, and one that stood there is never written over. A
// crash may leave a file named ".…part" with what is encrypted, and, in the data
// folder, one named ".backup-…" with what is not: Sweep takes that away.
//
// A Folder keeps the newest backups of a store and removes the oldest only after
// a new one stands.
//
// # Promises of Restore
//
// Everything is decrypted, compared with the manifest and checked for damage in a
// folder of its own within the data folder before anything there is touched; on
// any error the data folder is as it was. Whoever holds the records keeps Restore
// out. What stands in the way is refused, or with Replace moved aside, never
// deleted. What was erased since the backup was made is erased again before
// anybody can see it, and the records are compacted. A crash while the files are
// moved to their places leaves a mark, by which Whole knows; the same Restore
// again makes it good.
//
// Encryption to a recipient keeps a backup secret, but anybody who knows the
// recipient can make one. Compare the head of the audit log, which Make and
// Restore report, where that matters.
//
// # Costs
//
// Make reads the records twice and the originals once, and takes free room for a
// copy of the records in the data folder and for everything at the backup's
// place. Restore takes room for everything within the data folder, and with
// Replace keeps the old besides. Memory holds some megabytes. A passphrase costs a
// second and 256 MB of memory by design.
package backup
