/*
 * Forward-only migrations and the views on top. Layer: db.  Spec: doc/architecture.md,
 * "Migrations".
 */
#pragma once
#include "db/db.h"

/* One file of schema/ ("0001_base.sql") or of schema/views/, in order of name. Borrowed. */
struct yp_schema_file {
    const char *name;
    const char *text;
};

struct yp_schema {
    const struct yp_schema_file *steps;
    int nsteps;
    const struct yp_schema_file *views; /* dropped and made again after every run */
    int nviews;
};

/*
 * The text of a schema file for an engine: for PostgreSQL the words INTEGER, REAL, BLOB, STRICT and
 * `INTEGER PRIMARY KEY` are rewritten (bigint, double precision, bytea, nothing, bigint generated
 * by default as identity primary key); blocks between `-- sqlite:` / `-- pg:` and `-- end` are kept
 * for their engine only. Words inside strings and comments stay. In the arena.
 */
const char *yp_schema_text(struct yp_arena *arena, enum yp_engine engine, const char *text);

/*
 * Brings the database to the newest schema: each missing step in one transaction, recorded in table
 * schema_step(name, checksum, applied_at), then the views, unless those of this very text stand
 * (schema_view(checksum)). For PostgreSQL also the function
 * viewer() and kin, and role yp_page with SELECT on v_* (when the role may not be created:
 * YP_EDENIED "migrate.role", detail holds the statements to run).
 *
 * dry     writes nothing; ret_steps counts what would be done
 * Errors  YP_ECONFLICT "migrate.changed" when an applied step's text differs; "migrate.newer" when
 *         the database has a step the program does not know; YP_EDB
 */
int yp_migrate(struct yp_db *db, const struct yp_schema *schema, bool dry, int *ret_steps,
               struct yp_err *err) YP_MUST_CHECK;

/* Whether steps are missing (ret_missing) or unknown (YP_ECONFLICT "migrate.newer"). */
int yp_migrate_state(struct yp_db *db, const struct yp_schema *schema, int *ret_missing,
                     struct yp_err *err) YP_MUST_CHECK;
/* Whether the views are those of this program, and the page role may read them. */
int yp_migrate_views(struct yp_db *db, const struct yp_schema *schema, bool *ret_stand,
                     struct yp_err *err) YP_MUST_CHECK;
