#include "db/migrate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/hash.h"
#include "db/db_int.h"

/* PostgreSQL: two processes do not migrate one database at once. Released with the transaction. */
#define LOCK_TEXT "SELECT pg_advisory_xact_lock(7943203814)"

static void sql_cleanup(struct yp_sql **sql)
{
    yp_sql_free(*sql);
}

/* Runs one text once. The statement cache keeps only its number, so that the text may go. */
static int run_text(struct yp_db *db, const char *text, struct yp_cells params,
                    struct yp_arena *arena, struct yp_rows *ret, struct yp_err *err)
{
    YP_CLEANUP(sql_cleanup) struct yp_sql *sql = NULL;
    int rc = yp_sql_new(&sql, "migrate", text, err);
    if (rc < 0)
        return rc;
    struct yp_call call = { .sql = sql, .params = params };
    rc = yp_db_run(db, &call, 1, arena, err);
    if (rc == YP_OK)
        *ret = call.rows;
    return rc;
}

/* A number answered by a question of one row and one column. */
static int ask(struct yp_db *db, const char *text, struct yp_arena *arena, int64_t *ret,
               struct yp_err *err)
{
    struct yp_rows rows;
    int rc = run_text(db, text, YP_NO_ROW, arena, &rows, err);
    if (rc == YP_OK)
        *ret = rows.cells[0].i;
    return rc;
}

/* ret is 0 or 1. */
static int has_table(struct yp_db *db, const char *name, struct yp_arena *arena, int64_t *ret,
                     struct yp_err *err)
{
    struct yp_rows rows;
    int rc = run_text(db,
                      yp_db_engine(db) == YP_PG
                          ? "SELECT CASE WHEN to_regclass(:name) IS NULL THEN 0 ELSE 1 END"
                          : "SELECT count(*) FROM sqlite_master WHERE type = 'table'"
                            " AND name = :name",
                      YP_ROW(YP_STR("name", name)), arena, &rows, err);
    if (rc == YP_OK)
        *ret = rows.cells[0].i;
    return rc;
}

/* A transaction that writes, holding the lock. */
static int begin(struct yp_db *db, struct yp_err *err)
{
    int rc = yp_db_begin(db, YP_DB_READ_WRITE, NULL, err);
    if (rc < 0 || yp_db_engine(db) != YP_PG)
        return rc;
    rc = yp_db_script(db, LOCK_TEXT, err);
    if (rc < 0)
        yp_db_rollback(db);
    return rc;
}

static int end(struct yp_db *db, int rc, struct yp_err *err)
{
    if (rc == YP_OK)
        return yp_db_commit(db, err);
    yp_db_rollback(db);
    return rc;
}

/*---- steps ----*/

static void checksum_of(const struct yp_schema_file *step, char ret[17])
{
    snprintf(ret, 17, "%016" PRIx64, yp_hash_str(step->text));
}

/* The recorded steps: name, checksum. No rows when the table does not exist yet. */
static int recorded(struct yp_db *db, struct yp_arena *arena, struct yp_rows *ret,
                    struct yp_err *err)
{
    int64_t exists = 0;
    int rc = has_table(db, "schema_step", arena, &exists, err);
    if (rc < 0)
        return rc;
    if (exists)
        return run_text(db, "SELECT name, checksum FROM schema_step ORDER BY name", YP_NO_ROW,
                        arena, ret, err);
    *ret = (struct yp_rows){ 0 };
    return YP_OK;
}

static const struct yp_schema_file *known_step(const struct yp_schema *schema, const char *name)
{
    for (int i = 0; i < schema->nsteps; i++)
        if (strcmp(schema->steps[i].name, name) == 0)
            return &schema->steps[i];
    return NULL;
}

static bool is_recorded(const struct yp_rows *rows, const char *name)
{
    for (int i = 0; i < rows->nrow; i++)
        if (strcmp(yp_get_str(rows, i, "name"), name) == 0)
            return true;
    return false;
}

/* Each recorded step must be known, and (when asked) have the text it had. */
static int check_recorded(const struct yp_schema *schema, const struct yp_rows *rows, bool texts,
                          struct yp_err *err)
{
    for (int i = 0; i < rows->nrow; i++) {
        const char *name = yp_get_str(rows, i, "name");
        const struct yp_schema_file *step = known_step(schema, name);
        if (!step)
            return yp_fail(err, YP_ECONFLICT, "migrate.newer", "the database has step %s", name);
        char sum[17];
        checksum_of(step, sum);
        if (texts && strcmp(sum, yp_get_str(rows, i, "checksum")) != 0)
            return yp_fail(err, YP_ECONFLICT, "migrate.changed", "step %s is not what was applied",
                           name);
    }
    return YP_OK;
}

static int missing(const struct yp_schema *schema, const struct yp_rows *rows)
{
    int n = 0;
    for (int i = 0; i < schema->nsteps; i++)
        n += !is_recorded(rows, schema->steps[i].name);
    return n;
}

int yp_migrate_state(struct yp_db *db, const struct yp_schema *schema, int *ret_missing,
                     struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct yp_rows rows;
    int rc = recorded(db, arena, &rows, err);
    if (rc == YP_OK)
        rc = check_recorded(schema, &rows, false, err);
    if (rc == YP_OK)
        *ret_missing = missing(schema, &rows);
    return rc;
}

/* A script's failure, with the file's name before the engine's words. */
static int run_file(struct yp_db *db, const struct yp_schema_file *file, struct yp_arena *arena,
                    struct yp_err *err)
{
    struct yp_err inner = { 0 };
    int rc = yp_db_script(db, yp_schema_text(arena, yp_db_engine(db), file->text), &inner);
    return rc < 0 ? yp_fail(err, rc, inner.key, "%s: %s", file->name, inner.detail) : YP_OK;
}

static int record(struct yp_db *db, const struct yp_schema_file *step, struct yp_arena *arena,
                  struct yp_err *err)
{
    char sum[17];
    checksum_of(step, sum);
    struct yp_rows rows;
    return run_text(
        db, "INSERT INTO schema_step (name, checksum, applied_at) VALUES (:name, :sum, :at)",
        YP_ROW(YP_STR("name", step->name), YP_STR("sum", sum), YP_INT("at", yp_now_at())), arena,
        &rows, err);
}

/*
 * A step may make a table of SQLite anew (sqlite.org/lang_altertable.html, "other kinds of table
 * schema changes"): meanwhile references are not followed, and a renamed table takes its
 * references along only when the text says so. Outside of transactions.
 */
static int loosen(struct yp_db *db, bool on, struct yp_arena *arena, struct yp_err *err)
{
    static const char *const texts[2][2] = {
        { "PRAGMA legacy_alter_table = 0", "PRAGMA foreign_keys = 1" },
        { "PRAGMA foreign_keys = 0", "PRAGMA legacy_alter_table = 1" }
    };
    struct yp_rows rows;
    int rc = YP_OK;
    for (int i = 0; i < 2 && rc == YP_OK && yp_db_engine(db) == YP_SQLITE; i++)
        rc = run_text(db, texts[on][i], YP_NO_ROW, arena, &rows, err);
    return rc;
}

static int check_references(struct yp_db *db, const struct yp_schema_file *step,
                            struct yp_arena *arena, struct yp_err *err)
{
    int64_t broken = 0;
    if (yp_db_engine(db) != YP_SQLITE)
        return YP_OK;
    int rc = ask(db, "SELECT count(*) FROM pragma_foreign_key_check", arena, &broken, err);
    if (rc < 0 || !broken)
        return rc;
    return yp_fail(err, YP_EDB, "db.failed", "%s leaves %" PRId64 " references broken", step->name,
                   broken);
}

/* Within a transaction: another process may have come first. */
static int apply(struct yp_db *db, const struct yp_schema_file *step, struct yp_arena *arena,
                 bool *ret_done, struct yp_err *err)
{
    static const struct yp_schema_file table = {
        .name = "schema_step",
        .text = "CREATE TABLE IF NOT EXISTS schema_step (name TEXT PRIMARY KEY,"
                " checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT"
    };
    struct yp_rows rows;
    int rc = run_file(db, &table, arena, err);
    if (rc == YP_OK)
        rc = recorded(db, arena, &rows, err);
    if (rc < 0)
        return rc;
    bool new = !is_recorded(&rows, step->name);
    if (new)
        rc = run_file(db, step, arena, err);
    if (new &&rc == YP_OK)
        rc = check_references(db, step, arena, err);
    if (new &&rc == YP_OK)
        rc = record(db, step, arena, err);
    *ret_done = new &&rc == YP_OK;
    return rc;
}

static int apply_all(struct yp_db *db, const struct yp_schema *schema, struct yp_arena *arena,
                     const struct yp_rows *before, int *ret_steps, struct yp_err *err)
{
    int done = 0, rc = loosen(db, true, arena, err);
    for (int i = 0; i < schema->nsteps && rc == YP_OK; i++) {
        if (is_recorded(before, schema->steps[i].name))
            continue;
        bool new = false;
        rc = begin(db, err);
        if (rc == YP_OK)
            rc = end(db, apply(db, &schema->steps[i], arena, &new, err), err);
        done += new;
    }
    *ret_steps = done;
    struct yp_err late = { 0 };
    int back = loosen(db, false, arena, rc < 0 ? &late : err);
    return rc < 0 ? rc : back;
}

/*---- views ----*/

static int list_views(struct yp_db *db, struct yp_arena *arena, struct yp_rows *ret,
                      struct yp_err *err)
{
    const char *question =
        yp_db_engine(db) == YP_PG
            ? "SELECT c.relname AS name FROM pg_class c WHERE c.relkind = 'v'"
              " AND c.relnamespace = current_schema()::regnamespace AND NOT EXISTS (SELECT 1"
              " FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY c.oid DESC"
            : "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY rowid DESC";
    return run_text(db, question, YP_NO_ROW, arena, ret, err);
}

/* One script made of a text for each view, the view's name in the place of %s; "" for no views. */
static const char *for_views(struct yp_arena *arena, const struct yp_rows *views,
                             const char *before, const char *after, const char *prefix)
{
    struct yp_buf text = YP_BUF_INIT;
    for (int i = 0; i < views->nrow; i++) {
        const char *name = yp_get_str(views, i, "name");
        if (strncmp(name, prefix, strlen(prefix)) == 0)
            yp_buf_printf(&text, "%s\"%s\"%s;\n", before, name, after);
    }
    const char *copy = yp_arena_str(arena, yp_buf_text(&text));
    yp_buf_release(&text);
    return copy;
}

static int drop_views(struct yp_db *db, struct yp_arena *arena, struct yp_err *err)
{
    struct yp_rows views;
    const char *after = yp_db_engine(db) == YP_PG ? " CASCADE" : "";
    int rc = list_views(db, arena, &views, err);
    return rc < 0
               ? rc
               : yp_db_script(db, for_views(arena, &views, "DROP VIEW IF EXISTS ", after, ""), err);
}

/* SQLite reads a view's text only when it is used: a wrong one is found here. */
static int prove_views(struct yp_db *db, struct yp_arena *arena, struct yp_err *err)
{
    struct yp_rows views;
    int rc = list_views(db, arena, &views, err);
    return rc < 0
               ? rc
               : yp_db_script(db, for_views(arena, &views, "EXPLAIN SELECT * FROM ", "", ""), err);
}

/*
 * Most readers are nobody. nobody() tells it of the transaction under way, and is called immutable although it is not: the planner
 * answers it and leaves out of a plan what nobody may see. So a statement is prepared once for nobody and once for everybody else
 * (db_pg.c), and no function that keeps its plan may ask it, nor what asks it: viewer(), admin(), standing(), sees(), rank_of().
 */
static const char pg_functions[] =
    "CREATE OR REPLACE FUNCTION nobody() RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE"
    " AS $$\n"
    "BEGIN RETURN coalesce(current_setting('yp.viewer', true), '') IN ('', '0')"
    " AND coalesce(current_setting('yp.admin', true), '') IN ('', '0'); END $$;\n"
    "CREATE OR REPLACE FUNCTION viewer() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS"
    " $$SELECT CASE WHEN nobody() THEN 0 ELSE"
    " coalesce(nullif(current_setting('yp.viewer', true), ''), '0')::bigint END$$;\n"
    "CREATE OR REPLACE FUNCTION admin() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS"
    " $$SELECT CASE WHEN nobody() THEN 0 ELSE"
    " coalesce(nullif(current_setting('yp.admin', true), ''), '0')::bigint END$$;\n"
    "CREATE OR REPLACE FUNCTION lang() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS"
    " $$SELECT coalesce(nullif(current_setting('yp.lang', true), ''), 'fi')$$;\n"
    "CREATE OR REPLACE FUNCTION as_of() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS"
    " $$SELECT coalesce(nullif(current_setting('yp.as_of', true), ''), '0')::bigint$$;\n"
    "CREATE OR REPLACE FUNCTION now_at() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS"
    " $$SELECT coalesce(nullif(current_setting('yp.now_at', true), ''), '0')::bigint$$;\n"
    "CREATE OR REPLACE FUNCTION day_of(at bigint) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE"
    " AS $$SELECT ((to_timestamp((at / 1000000)::double precision) AT TIME ZONE 'Europe/Helsinki')"
    "::date - DATE '1970-01-01')::bigint$$;\n"
    /* What the viewer stands in is kept as ' group:12=3 post:5=1 ': written by stand(), which runs
     * when a viewer becomes known, and looked up by standing(). stand() keeps its plan, and never
     * makes it for nobody. */
    "CREATE OR REPLACE FUNCTION stand() RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$\n"
    "BEGIN\n"
    " IF nobody() OR to_regclass('" YP_STANDING "') IS NULL THEN RETURN ''; END IF;\n"
    " RETURN set_config('yp.standing', coalesce((SELECT string_agg("
    "' ' || kind || ':' || id || '=' || rank, '') FROM " YP_STANDING "), ''), true); END $$;\n"
    "CREATE OR REPLACE FUNCTION standing_own(kind text, id bigint) RETURNS bigint"
    " LANGUAGE plpgsql STABLE PARALLEL SAFE COST 2 AS $$\n"
    "BEGIN RETURN CASE WHEN coalesce(current_setting('yp.standing', true), '') = '' THEN 0 ELSE"
    " coalesce(nullif(split_part(split_part(current_setting('yp.standing', true),"
    " ' ' || kind || ':' || id || '=', 2), ' ', 1), '')::bigint, 0) END; END $$;\n"
    "CREATE OR REPLACE FUNCTION standing(kind text, id bigint) RETURNS bigint"
    " LANGUAGE sql STABLE PARALLEL SAFE COST 2 AS\n"
    "$$SELECT CASE WHEN nobody() THEN 0 ELSE standing_own(kind, id) END$$;\n"
    "CREATE OR REPLACE FUNCTION sees(visibility text, own bigint) RETURNS boolean"
    " LANGUAGE sql STABLE PARALLEL SAFE COST 2 AS\n"
    "$$SELECT CASE WHEN nobody() THEN visibility = 'public' ELSE admin() = 1 OR CASE visibility"
    " WHEN 'public' THEN true WHEN 'signed' THEN true WHEN 'members' THEN own >= 2"
    " ELSE own >= 3 END END$$;\n"
    "CREATE OR REPLACE FUNCTION rank_of(own bigint) RETURNS bigint"
    " LANGUAGE sql STABLE PARALLEL SAFE COST 2 AS\n"
    "$$SELECT CASE WHEN nobody() THEN 1 WHEN admin() = 1 THEN 3 ELSE greatest(own, 1) END$$;\n";

static const char pg_create_role[] = "CREATE ROLE yp_page NOLOGIN";
static const char pg_join_role[] = "GRANT yp_page TO CURRENT_USER";

static int has_role(struct yp_db *db, struct yp_arena *arena, int64_t *ret, struct yp_err *err)
{
    return ask(db, "SELECT count(*) FROM pg_roles WHERE rolname = 'yp_page'", arena, ret, err);
}

static int is_member(struct yp_db *db, struct yp_arena *arena, int64_t *ret, struct yp_err *err)
{
    return ask(db,
               "SELECT CASE WHEN pg_has_role(current_user, 'yp_page', 'MEMBER') THEN 1 ELSE 0 END",
               arena, ret, err);
}

/* Runs a statement that another database's migration may have run at the same moment (roles are of
 * the whole cluster): its failure is judged by what there is afterwards. */
static int try_role(struct yp_db *db, const char *text, struct yp_err *err)
{
    struct yp_err ignored = { 0 };
    int rc = yp_db_savepoint(db, err);
    if (rc < 0)
        return rc;
    if (yp_db_script(db, text, &ignored) == YP_OK)
        return yp_db_release(db, err);
    return yp_db_rollback_to(db, err);
}

/* Says what somebody who may is to run: with our name, as it is not they who join. */
static int role_denied(struct yp_db *db, struct yp_arena *arena, struct yp_err *err)
{
    struct yp_rows rows = { 0 };
    int rc = run_text(db, "SELECT CAST(quote_ident(current_user) AS TEXT)", YP_NO_ROW, arena, &rows,
                      err);
    return rc < 0 ? rc
                  : yp_fail(err, YP_EDENIED, "migrate.role", "%s; GRANT yp_page TO %s;",
                            pg_create_role, rows.nrow ? rows.cells[0].s : "");
}

static int ensure(struct yp_db *db, struct yp_arena *arena,
                  int (*is)(struct yp_db *, struct yp_arena *, int64_t *, struct yp_err *),
                  const char *text, struct yp_err *err)
{
    int64_t yes = 0;
    int rc = is(db, arena, &yes, err);
    if (rc < 0 || yes)
        return rc;
    rc = try_role(db, text, err);
    if (rc == YP_OK)
        rc = is(db, arena, &yes, err);
    return rc < 0 || yes ? rc : role_denied(db, arena, err);
}

static int grant(struct yp_db *db, struct yp_arena *arena, struct yp_err *err)
{
    struct yp_rows views;
    int rc = ensure(db, arena, has_role, pg_create_role, err);
    if (rc == YP_OK)
        rc = ensure(db, arena, is_member, pg_join_role, err);
    if (rc == YP_OK)
        rc = list_views(db, arena, &views, err);
    if (rc < 0)
        return rc;
    return yp_db_script(db, for_views(arena, &views, "GRANT SELECT ON ", " TO yp_page", "v_"), err);
}

/* Dropped, made, proved and granted in the caller's transaction. */
static int make_views(struct yp_db *db, const struct yp_schema *schema, struct yp_arena *arena,
                      struct yp_err *err)
{
    bool pg = yp_db_engine(db) == YP_PG;
    int rc = drop_views(db, arena, err);
    if (rc == YP_OK && pg)
        rc = yp_db_script(db, pg_functions, err);
    for (int i = 0; i < schema->nviews && rc == YP_OK; i++)
        rc = run_file(db, &schema->views[i], arena, err);
    if (rc < 0)
        return rc;
    return pg ? grant(db, arena, err) : prove_views(db, arena, err);
}

/*---- views that stand ----*/

/* What the views and functions of this program are made of, as one number. */
static void views_checksum(struct yp_db *db, const struct yp_schema *schema, char ret[17])
{
    struct yp_buf text = YP_BUF_INIT;
    yp_buf_str(&text, yp_db_engine(db) == YP_PG ? pg_functions : "SQLite");
    for (int i = 0; i < schema->nviews; i++)
        yp_buf_printf(&text, "%s\n%s", schema->views[i].name, schema->views[i].text);
    snprintf(ret, 17, "%016" PRIx64, yp_hash(yp_buf_text(&text), text.len));
    yp_buf_release(&text);
}

/* Views the page role may not read: all, when a copy of the database came without its roles. */
static int count_ungranted(struct yp_db *db, struct yp_arena *arena, int64_t *ret,
                           struct yp_err *err)
{
    int64_t there = 0;
    int rc = has_role(db, arena, &there, err);
    if (rc == YP_OK && there)
        rc = is_member(db, arena, &there, err);
    *ret = 1;
    if (rc < 0 || !there)
        return rc;
    return ask(db,
               "SELECT count(*) FROM pg_class c WHERE c.relkind = 'v' AND c.relname LIKE 'v\\_%'"
               " AND c.relnamespace = current_schema()::regnamespace"
               " AND NOT has_table_privilege('yp_page', c.oid, 'SELECT')",
               arena, ret, err);
}

/* Whether the views are those of this program: then a start need not lock out who reads them. */
static int views_stand(struct yp_db *db, const char *sum, struct yp_arena *arena, bool *ret,
                       struct yp_err *err)
{
    int64_t found = 0, ungranted = 0;
    struct yp_rows rows;
    *ret = false;
    int rc = has_table(db, "schema_view", arena, &found, err);
    if (rc < 0 || !found)
        return rc;
    rc = run_text(db, "SELECT count(*) FROM schema_view WHERE checksum = :sum",
                  YP_ROW(YP_STR("sum", sum)), arena, &rows, err);
    if (rc == YP_OK && rows.cells[0].i && yp_db_engine(db) == YP_PG)
        rc = count_ungranted(db, arena, &ungranted, err);
    if (rc == YP_OK)
        *ret = rows.cells[0].i && !ungranted;
    return rc;
}

static int note_views(struct yp_db *db, const char *sum, struct yp_arena *arena, struct yp_err *err)
{
    static const struct yp_schema_file table = {
        .name = "schema_view",
        .text = "CREATE TABLE IF NOT EXISTS schema_view (checksum TEXT NOT NULL) STRICT;"
                "DELETE FROM schema_view"
    };
    struct yp_rows rows;
    int rc = run_file(db, &table, arena, err);
    return rc < 0 ? rc
                  : run_text(db, "INSERT INTO schema_view (checksum) VALUES (:sum)",
                             YP_ROW(YP_STR("sum", sum)), arena, &rows, err);
}

/* In the caller's transaction; always: after steps, which may have changed what views rest on. */
static int bring_views(struct yp_db *db, const struct yp_schema *schema, bool always,
                       struct yp_arena *arena, struct yp_err *err)
{
    char sum[17];
    bool stand = false;
    views_checksum(db, schema, sum);
    int rc = always ? YP_OK : views_stand(db, sum, arena, &stand, err);
    if (rc < 0 || stand)
        return rc;
    rc = make_views(db, schema, arena, err);
    return rc < 0 ? rc : note_views(db, sum, arena, err);
}

int yp_migrate_views(struct yp_db *db, const struct yp_schema *schema, bool *ret_stand,
                     struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    char sum[17];
    views_checksum(db, schema, sum);
    return views_stand(db, sum, arena, ret_stand, err);
}

int yp_migrate(struct yp_db *db, const struct yp_schema *schema, bool dry, int *ret_steps,
               struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct yp_rows before;
    int done = 0;
    int rc = recorded(db, arena, &before, err);
    if (rc == YP_OK)
        rc = check_recorded(schema, &before, true, err);
    if (rc == YP_OK && dry)
        done = missing(schema, &before);
    else if (rc == YP_OK && missing(schema, &before))
        rc = apply_all(db, schema, arena, &before, &done, err);
    if (rc == YP_OK && !dry && (rc = begin(db, err)) == YP_OK)
        rc = end(db, bring_views(db, schema, done > 0, arena, err), err);
    if (rc == YP_OK)
        *ret_steps = done;
    return rc;
}
