/*
 * Two engines behind one header: SQLite (embedded) and PostgreSQL. Layer: db.
 * Spec: doc/architecture.md, "Databases"; the SQL subset is in doc/page-language.md.
 *
 * One SQL text serves both. Parameters are written :name. Rewritten are `IN :keys` (SQLite:
 * json_each over a JSON array; PostgreSQL: = ANY($n::bigint[])) and, for PostgreSQL, :name to $n
 * and the words INTEGER and REAL of casts to bigint and double precision. Statements are prepared
 * once per connection and kept. `NOT IN :keys` is refused.
 */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/value.h"

struct yp_db;  /* one connection; used by one thread at a time */
struct yp_sql; /* one statement text, engine-neutral, immutable, shared by threads */

enum yp_engine { YP_SQLITE, YP_PG };

/* What a connection is for. */
enum yp_db_use {
    YP_DB_PAGE,  /* reads v_* views only: authorizer + query_only, or SET LOCAL ROLE yp_page + READ
                    ONLY */
    YP_DB_WRITE, /* actions and jobs: tables, no DDL */
    YP_DB_OWNER, /* migrations, backup, restore */
    YP_DB_FILE   /* the same on a SQLite file that stays one file, without a log beside it */
};

/*
 * Who asks, in which language, as of which day: what viewer(), admin(), lang(), as_of() and
 * now_at() answer in SQL during a transaction. Outside one they answer 0, 0, 'fi', 0, 0, and views
 * show nothing beyond the public.
 *
 * day_of(at) is the Helsinki day of a moment, as yp_day_of; NULL of NULL.
 *
 * Three more functions of SQL tell what views of rights rest on:
 *
 * standing(kind, id)      the rank that the view my_standing (kind, id, rank) gave for the viewer
 *                         when the transaction began (or the viewer changed in it), 0 for none, for
 *                         nobody and in a schema without that view. So what a viewer belongs to is
 *                         read once, not for each record seen.
 * sees(visibility, own)   whether a viewer who stands so towards a record of this visibility sees
 *                         it, as a condition: 'public', 'signed' (in), 'members' (own >= 2) or
 *                         'managers' (own >= 3); administrators see everything, nobody only what is
 *                         public.
 * rank_of(own)            what such a viewer may do with what is seen: 3 manages, as administrators
 *                         do everywhere, 2 belongs, 1 reads, as nobody does everywhere.
 */
struct yp_viewer {
    int64_t person_id; /* 0: nobody signed in */
    int is_admin;      /* 0 or 1 */
    char lang[4];      /* "fi", "sv", "en", "se" */
    int32_t as_of_day;
    int64_t now_at;
};

/* Whether the database is on this machine: SQLite, or PostgreSQL by a socket of the file system or
 * by the loopback. */
bool yp_db_is_near(const char *where);

/*
 * Opens a connection.
 *
 * where   path of a SQLite file, ":memory:", "file:NAME?mode=memory&cache=shared" (one database in
 *         memory for several connections of a process) or a URL beginning "postgresql://" or
 *         "postgres://". A page connection does not make a missing file.
 * Errors  YP_EDB "db.open"; YP_EBUSY "db.unreachable" when PostgreSQL does not answer
 * Owner   the caller closes it. SQLite: WAL, foreign_keys, busy timeout 5 s, mmap 256 MiB,
 *         synchronous FULL, trusted_schema off.  PostgreSQL: prepared statements, standard strings.
 */
int yp_db_open(struct yp_db **ret, const char *where, enum yp_db_use use,
               struct yp_err *err) YP_MUST_CHECK;
void yp_db_close(struct yp_db *db); /* NULL allowed; an open transaction is rolled back */
static inline void yp_db_cleanup(struct yp_db **db)
{
    yp_db_close(*db);
}
enum yp_engine yp_db_engine(const struct yp_db *db);
/* Whether "where" names a PostgreSQL database. */
bool yp_db_is_pg(const char *where);

/*
 * Parses a statement text: finds its parameters outside strings, quoted names and comments.
 *
 * name    for messages ("meeting.insert"); copied
 * text    one statement, trailing ';' allowed; copied
 * Errors  YP_EBUG "db.sql" for two statements, an unknown parameter form or an unclosed quote
 * Owner   the caller, who frees it after every connection that used it is closed
 */
int yp_sql_new(struct yp_sql **ret, const char *name, const char *text,
               struct yp_err *err) YP_MUST_CHECK;
void yp_sql_free(struct yp_sql *sql);
const char *yp_sql_name(const struct yp_sql *sql);
const char *yp_sql_text(const struct yp_sql *sql);
int yp_sql_nparam(const struct yp_sql *sql);
const char *yp_sql_param(const struct yp_sql *sql,
                         int i); /* without the colon; "keys" for IN :keys */
bool yp_sql_has_keys(const struct yp_sql *sql);

/* One run of a statement. */
struct yp_call {
    const struct yp_sql *sql;
    struct yp_cells
        params;          /* by name; a parameter without a cell is NULL; extra cells are ignored */
    const int64_t *keys; /* for IN :keys */
    int nkeys;
    int max_rows;        /* rows kept; one more is looked for and sets rows.more. 0: 10,000 */
    struct yp_rows rows; /* out; in the arena */
    int64_t changes;     /* out; rows inserted, updated or deleted */
};

/*
 * Runs n independent statements; on PostgreSQL in one pipeline, one round trip.
 *
 * Errors  YP_EDB "db.failed"; YP_ECONFLICT "db.unique" (unique constraint), "db.busy"
 *         (serialization); YP_EINVAL "db.constraint" (check, foreign key, not null); YP_EBUSY
 *         "db.unreachable" when the connection is gone (the connection heals itself at the next
 *         yp_db_begin); YP_EBUG "db.type" for a PostgreSQL result outside the subset; YP_EBUG
 *         "db.tx" for a page connection without a transaction. detail names the statement. After an
 *         error the transaction can only be rolled back (to a savepoint or whole): until then
 *         everything fails with "db.failed".
 * Owner   result rows live in the arena
 */
int yp_db_run(struct yp_db *db, struct yp_call *calls, int n, struct yp_arena *arena,
              struct yp_err *err) YP_MUST_CHECK;

enum yp_db_mode { YP_DB_READ, YP_DB_READ_WRITE };

/*
 * Begins a transaction for a viewer. SQLite: BEGIN or BEGIN IMMEDIATE. PostgreSQL: BEGIN (to read:
 * READ ONLY, REPEATABLE READ, so that all queries see one snapshot) with the viewer's settings; one
 * round trip, or none to read: that begins at the head of the first run. viewer NULL: nobody, as of
 * today, in Finnish.
 *
 * Errors  YP_EBUSY "db.busy" or "db.unreachable", YP_EDB "db.failed"; a reading transaction on
 *         PostgreSQL tells them at its first run
 */
int yp_db_begin(struct yp_db *db, enum yp_db_mode mode, const struct yp_viewer *viewer,
                struct yp_err *err) YP_MUST_CHECK;
/* When it fails, the transaction is rolled back. Errors as of yp_db_run (deferred constraints). */
int yp_db_commit(struct yp_db *db, struct yp_err *err) YP_MUST_CHECK;
void yp_db_rollback(struct yp_db *db); /* nothing open: does nothing */
bool yp_db_in_tx(const struct yp_db *db);
/* Changes the viewer inside an open transaction (the writer runs many actions in one). */
int yp_db_view_as(struct yp_db *db, const struct yp_viewer *viewer,
                  struct yp_err *err) YP_MUST_CHECK;
/* A savepoint named "unit": one level. Release and rollback both end it; a rollback brings back the
 * viewer it began with. Misuse of transactions is YP_EBUG "db.tx". */
int yp_db_savepoint(struct yp_db *db, struct yp_err *err) YP_MUST_CHECK;
int yp_db_release(struct yp_db *db, struct yp_err *err) YP_MUST_CHECK;
int yp_db_rollback_to(struct yp_db *db, struct yp_err *err) YP_MUST_CHECK;

/*
 * Prepares without running; the names and types of the result columns.
 *
 * ret_names  in the arena; ret_ncol 0 for a statement without a result
 * ret_types  as far as the engine knows: YP_NULL where it does not (SQLite expressions).
 *            PostgreSQL: YP_EBUG "db.type" for boolean, numeric, date and other types outside the
 *            subset
 * Errors     YP_EBUG "db.sql" with the engine's own words in detail
 */
int yp_db_describe(struct yp_db *db, const struct yp_sql *sql, struct yp_arena *arena,
                   int *ret_ncol, const char *const **ret_names, const enum yp_type **ret_types,
                   struct yp_err *err) YP_MUST_CHECK;

/* Called for each (table, column) a statement may read when prepared, with the view it is read
 * through ("" for none). SQLite only; the audit's source. */
typedef void yp_db_reach_fn(void *ctx, const char *table, const char *column, const char *view);
int yp_db_reach(struct yp_db *db, const struct yp_sql *sql, yp_db_reach_fn *fn, void *ctx,
                struct yp_err *err) YP_MUST_CHECK;

/* Runs a script of many statements (schema, demonstration, tests) on an OWNER or WRITE connection,
 * as it stands: whole or not at all, within the open transaction or one of its own. */
int yp_db_script(struct yp_db *db, const char *text, struct yp_err *err) YP_MUST_CHECK;

/* Moves WAL content into the database file (SQLite; PostgreSQL: nothing). Any thread with its own
 * connection; never the writer's. */
int yp_db_checkpoint(struct yp_db *db, struct yp_err *err) YP_MUST_CHECK;

/* Statements run on this connection since it was opened (test budgets). */
int64_t yp_db_statements(const struct yp_db *db);

/* PostgreSQL: listens on a channel, and waits up to timeout_ms for a notice. ret_got: one came.
 * SQLite: sleeps nothing, ret_got false. */
int yp_db_listen(struct yp_db *db, const char *channel, struct yp_err *err) YP_MUST_CHECK;
int yp_db_wait(struct yp_db *db, int timeout_ms, bool *ret_got, struct yp_err *err) YP_MUST_CHECK;
