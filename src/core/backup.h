/*
 * Backup into one file, whichever engine, and restoring from it. Layer: core.  Spec: doc/backup.md.
 */
#pragma once
#include "core/core.h"

/*
 * Writes everything, as one snapshot, into a file that must not exist. The data folder need not be
 * open, and the database may be of an older schema: nothing is changed in it.
 *
 * ret_bytes  size of the file
 * Errors     YP_ECONFLICT "backup.exists", "migrate.newer"; YP_EIO "backup.file", "data.folder"; YP_EDB
 */
int yp_backup(struct yp_core *core, const char *path, int64_t *ret_bytes,
              struct yp_err *err) YP_MUST_CHECK;
/*
 * The same before the schema changes, into the data folder under a name with the time. Does nothing
 * for a database that has no schema yet.
 *
 * db       the owner's connection
 * missing  steps that the database lacks
 */
int yp_backup_before(struct yp_core *core, struct yp_db *db, int missing,
                     struct yp_err *err) YP_MUST_CHECK;
/*
 * Reads a backup into an empty database, in one transaction. An older one is brought up to date in
 * a copy first. The data folder need not be open.
 *
 * ret_rows  rows read
 * Errors    YP_ECONFLICT "restore.not_empty", "migrate.newer"; YP_EINVAL "backup.foreign"; YP_EDB
 *           "backup.damaged"; YP_EIO
 */
int yp_restore(struct yp_core *core, const char *path, int64_t *ret_rows,
               struct yp_err *err) YP_MUST_CHECK;
