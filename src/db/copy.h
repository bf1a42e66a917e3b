/*
 * Whole databases from one engine to the other: backup and restore. Layer: db.  Spec:
 * doc/backup.md.
 */
#pragma once
#include "db/migrate.h"

/*
 * Writes the whole of a SQLite database, as one snapshot, into a file that is missing or empty;
 * writers go on meanwhile. The file is flushed to the disk. For PostgreSQL YP_EBUG "db.sql".
 */
int yp_db_copy_file(struct yp_db *db, const char *path, struct yp_err *err) YP_MUST_CHECK;

/*
 * Copies the rows of every table but schema_step and schema_view. Both databases have the same schema; one of them
 * is SQLite, whose catalogue names the tables and columns.
 *
 * from      within a transaction of the caller: one snapshot
 * to        within a writing transaction of the caller, on an OWNER or FILE connection; the rows
 *           its tables have are removed first. References are checked at the end, at the latest at
 *           commit. PostgreSQL: identities go on after the largest id.
 * ret_rows  rows copied
 * Errors    YP_EBUG "db.copy" for a table without a primary key; YP_EDB, YP_EINVAL as of yp_db_run
 * Cost      memory for one batch of rows
 */
int yp_db_copy_rows(struct yp_db *from, struct yp_db *to, int64_t *ret_rows,
                    struct yp_err *err) YP_MUST_CHECK;
