/* SQLite. Layer: db. The only file that includes sqlite3.h. */
#include <assert.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/hash.h"
#include "db/db_int.h"

enum { SEEN_MAX = 256 };

/* A rank that the viewer has: in a group, an organization.. */
struct standing {
    char kind[16];
    int64_t id;
    int rank;
};

struct sqlite_conn {
    struct yp_db db; /* first */
    sqlite3 *lite;
    sqlite3_stmt **cache; /* by yp_sql serial */
    size_t ncache;
    struct yp_value *cells; /* rows of the call under way */
    size_t ncells, cells_size;

    /* What the authorizer knows of the text being prepared. */
    const struct yp_sql *preparing; /* NULL: our own BEGIN, PRAGMA and kin */
    uint64_t seen[SEEN_MAX];        /* hashes of the tables read through a view */
    int nseen;
    yp_db_reach_fn *reach;
    void *reach_ctx;

    /* Where the viewer stands, ordered by kind and id. */
    sqlite3_stmt *standing_stmt; /* NULL until first needed, and in a schema without standings */
    struct standing *standing;
    size_t nstanding, standing_size;
};

static const struct yp_db_engine sqlite_engine;

static struct sqlite_conn *conn_of(struct yp_db *db)
{
    return (struct sqlite_conn *)db;
}

/*---- errors ----*/

static int constraint(struct sqlite_conn *c, const char *what, struct yp_err *err)
{
    switch (sqlite3_extended_errcode(c->lite)) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return yp_fail(err, YP_ECONFLICT, "db.unique", "%s: %s", what, sqlite3_errmsg(c->lite));
    default:
        return yp_fail(err, YP_EINVAL, "db.constraint", "%s: %s", what, sqlite3_errmsg(c->lite));
    }
}

/* The error of the connection's last call. */
static int fail(struct sqlite_conn *c, const char *what, struct yp_err *err)
{
    switch (sqlite3_extended_errcode(c->lite) & 0xff) {
    case SQLITE_CONSTRAINT: return constraint(c, what, err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return yp_fail(err, YP_ECONFLICT, "db.busy", "%s: %s", what, sqlite3_errmsg(c->lite));
    default: return yp_fail(err, YP_EDB, "db.failed", "%s: %s", what, sqlite3_errmsg(c->lite));
    }
}

static int exec(struct sqlite_conn *c, const char *text, const char *what, struct yp_err *err)
{
    return sqlite3_exec(c->lite, text, NULL, NULL, NULL) == SQLITE_OK ? YP_OK : fail(c, what, err);
}

/*---- the fence of page connections ----*/

static bool is_page_view(const char *name)
{
    return strncasecmp(name, "v_", 2) == 0;
}

static bool is_own_cte(const struct yp_sql *sql, const char *name)
{
    for (int i = 0; i < sql->ncte; i++)
        if (strcasecmp(sql->ctes[i], name) == 0)
            return true;
    return false;
}

/* Whether a read stands in a view's text. SQLite names the innermost view or common table
 * expression; one that the statement itself defines is no view. */
static bool within_view(const struct sqlite_conn *c, const char *view)
{
    return view && !is_own_cte(c->preparing, view);
}

static bool was_seen(const struct sqlite_conn *c, const char *table)
{
    uint64_t hash = yp_hash_str(table);
    for (int i = 0; i < c->nseen; i++)
        if (c->seen[i] == hash)
            return true;
    return false;
}

static void see(struct sqlite_conn *c, const char *table)
{
    if (c->nseen < SEEN_MAX && !was_seen(c, table))
        c->seen[c->nseen++] = yp_hash_str(table);
}

/* A read without a column, outside views, is what remains of a flattened view of which no column is
 * used (SELECT count(*) FROM v_x); its columns were reported before, through the view. */
static bool may_read(struct sqlite_conn *c, const char *table, const char *column, const char *view)
{
    if (within_view(c, view)) {
        see(c, table);
        return true;
    }
    return is_page_view(table) || strcmp(table, "json_each") == 0 ||
           (*column == '\0' && was_seen(c, table));
}

static void report(struct sqlite_conn *c, const char *table, const char *column, const char *view)
{
    if (within_view(c, view))
        see(c, table);
    else if (*column == '\0' && was_seen(c, table))
        return;
    c->reach(c->reach_ctx, table, column, within_view(c, view) ? view : "");
}

static int authorize(void *ctx, int action, const char *a, const char *b, const char *base,
                     const char *view)
{
    (void)base;
    struct sqlite_conn *c = ctx;
    if (!c->preparing)
        return SQLITE_OK;
    if (c->reach && action == SQLITE_READ)
        report(c, a, b, view);
    if (c->db.use != YP_DB_PAGE)
        return SQLITE_OK;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
    case SQLITE_FUNCTION: return SQLITE_OK;
    case SQLITE_READ: return may_read(c, a, b, view) ? SQLITE_OK : SQLITE_DENY;
    default: return SQLITE_DENY;
    }
}

/*---- functions of the viewer ----*/

static void fn_viewer(sqlite3_context *ctx, int n, sqlite3_value **args)
{
    (void)n, (void)args;
    const struct yp_db *db = sqlite3_user_data(ctx);
    sqlite3_result_int64(ctx, db->viewer.person_id);
}

static void fn_admin(sqlite3_context *ctx, int n, sqlite3_value **args)
{
    (void)n, (void)args;
    const struct yp_db *db = sqlite3_user_data(ctx);
    sqlite3_result_int(ctx, db->viewer.is_admin);
}

static void fn_lang(sqlite3_context *ctx, int n, sqlite3_value **args)
{
    (void)n, (void)args;
    const struct yp_db *db = sqlite3_user_data(ctx);
    sqlite3_result_text(ctx, db->viewer.lang, -1, SQLITE_TRANSIENT);
}

static void fn_as_of(sqlite3_context *ctx, int n, sqlite3_value **args)
{
    (void)n, (void)args;
    const struct yp_db *db = sqlite3_user_data(ctx);
    sqlite3_result_int(ctx, db->viewer.as_of_day);
}

static void fn_now_at(sqlite3_context *ctx, int n, sqlite3_value **args)
{
    (void)n, (void)args;
    const struct yp_db *db = sqlite3_user_data(ctx);
    sqlite3_result_int64(ctx, db->viewer.now_at);
}

static void fn_day_of(sqlite3_context *ctx, int n, sqlite3_value **args)
{
    (void)n;
    if (sqlite3_value_type(args[0]) != SQLITE_NULL)
        sqlite3_result_int(ctx, yp_day_of(sqlite3_value_int64(args[0])));
}

static int compare_standing(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    int order = strcmp(x->kind, y->kind);
    return order ? order : (x->id > y->id) - (x->id < y->id);
}

static void fn_standing(sqlite3_context *ctx, int n, sqlite3_value **args)
{
    (void)n;
    const struct sqlite_conn *c = sqlite3_user_data(ctx);
    struct standing wanted = { .id = sqlite3_value_int64(args[1]) };
    const char *kind = (const char *)sqlite3_value_text(args[0]);
    const struct standing *found = NULL;
    if (kind && c->db.viewer.person_id > 0 && c->nstanding > 0) {
        snprintf(wanted.kind, sizeof wanted.kind, "%s", kind);
        found = bsearch(&wanted, c->standing, c->nstanding, sizeof wanted, compare_standing);
    }
    sqlite3_result_int(ctx, found ? found->rank : 0);
}

static void fn_sees(sqlite3_context *ctx, int n, sqlite3_value **args)
{
    (void)n;
    const struct yp_viewer *viewer = &((const struct yp_db *)sqlite3_user_data(ctx))->viewer;
    const char *visibility = (const char *)sqlite3_value_text(args[0]);
    int own = viewer->is_admin ? 3 : viewer->person_id ? sqlite3_value_int(args[1]) : 0;
    int wanted = !visibility                          ? 3
                 : strcmp(visibility, "public") == 0  ? 0
                 : strcmp(visibility, "signed") == 0  ? (viewer->person_id ? 0 : 3)
                 : strcmp(visibility, "members") == 0 ? 2
                                                      : 3;
    sqlite3_result_int(ctx, own >= wanted);
}

static void fn_rank_of(sqlite3_context *ctx, int n, sqlite3_value **args)
{
    (void)n;
    const struct yp_viewer *viewer = &((const struct yp_db *)sqlite3_user_data(ctx))->viewer;
    int own = viewer->is_admin ? 3 : viewer->person_id ? sqlite3_value_int(args[0]) : 0;
    sqlite3_result_int(ctx, own > 1 ? own : 1);
}

/* Deterministic: the viewer changes only between statements. Innocuous: views may call them though
 * the schema is not trusted. */
static int add_functions(struct sqlite_conn *c)
{
    static const struct {
        const char *name;
        int nargs;
        void (*fn)(sqlite3_context *, int, sqlite3_value **);
    } list[] = { { "viewer", 0, fn_viewer },    { "admin", 0, fn_admin },
                 { "lang", 0, fn_lang },        { "as_of", 0, fn_as_of },
                 { "now_at", 0, fn_now_at },    { "day_of", 1, fn_day_of },
                 { "sees", 2, fn_sees },        { "rank_of", 1, fn_rank_of },
                 { "standing", 2, fn_standing } };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
        int rc = sqlite3_create_function_v2(c->lite, list[i].name, list[i].nargs, flags, &c->db,
                                            list[i].fn, NULL, NULL, NULL);
        if (rc != SQLITE_OK)
            return rc;
    }
    return SQLITE_OK;
}

/*---- opening ----*/

static void configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_initialize();
}

static int open_flags(const char *where, enum yp_db_use use)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (use != YP_DB_PAGE)
        flags |= SQLITE_OPEN_CREATE;
    if (strncmp(where, "file:", 5) == 0)
        flags |= SQLITE_OPEN_URI;
    return flags;
}

static const char *pragmas_of(enum yp_db_use use)
{
    switch (use) {
    case YP_DB_PAGE: return "PRAGMA query_only = 1";
    /* Checkpoints are another connection's work; the large number is for when none comes. */
    case YP_DB_WRITE: return "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 20000";
    case YP_DB_FILE: return "";
    default: return "PRAGMA journal_mode = WAL";
    }
}

static int set_up(struct sqlite_conn *c)
{
    sqlite3_busy_timeout(c->lite, 5000);
    /* Double quotes are for names only, as PostgreSQL has it. */
    sqlite3_db_config(c->lite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(c->lite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(c->lite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    int rc = sqlite3_exec(c->lite,
                          "PRAGMA foreign_keys = 1; PRAGMA trusted_schema = 0;"
                          "PRAGMA synchronous = FULL; PRAGMA mmap_size = 268435456;"
                          "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000",
                          NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(c->lite, pragmas_of(c->db.use), NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = add_functions(c);
    /* json_each is made at its first use, which the authorizer would refuse. */
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(c->lite, "SELECT value FROM json_each('[]')", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_set_authorizer(c->lite, authorize, c);
    return rc;
}

static void close_conn(struct yp_db *db)
{
    struct sqlite_conn *c = conn_of(db);
    for (size_t i = 0; i < c->ncache; i++)
        sqlite3_finalize(c->cache[i]);
    sqlite3_finalize(c->standing_stmt);
    free(c->cache);
    free(c->cells);
    free(c->standing);
    sqlite3_close(c->lite);
    free(c);
}

int yp_db_open_sqlite(struct yp_db **ret, const char *where, enum yp_db_use use, struct yp_err *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, configure);
    struct sqlite_conn *c = yp_calloc(1, sizeof *c);
    c->db.engine = &sqlite_engine;
    c->db.use = use;
    int rc = sqlite3_open_v2(where, &c->lite, open_flags(where, use), NULL);
    if (rc == SQLITE_OK)
        rc = set_up(c);
    if (rc != SQLITE_OK) {
        const char *why = c->lite ? sqlite3_errmsg(c->lite) : sqlite3_errstr(rc);
        rc = yp_fail(err, YP_EDB, "db.open", "%s: %s", where, why);
        close_conn(&c->db);
        return rc;
    }
    *ret = &c->db;
    return YP_OK;
}

/*---- transactions ----*/

static bool has_standing(struct sqlite_conn *c)
{
    sqlite3_stmt *stmt = NULL;
    const char *text = "SELECT 1 FROM sqlite_schema WHERE name = '" YP_STANDING "'";
    bool has = sqlite3_prepare_v2(c->lite, text, -1, &stmt, NULL) == SQLITE_OK &&
               sqlite3_step(stmt) == SQLITE_ROW;
    sqlite3_finalize(stmt);
    return has;
}

/* A schema without standings leaves *ret NULL. */
static int standing_stmt(struct sqlite_conn *c, sqlite3_stmt **ret, struct yp_err *err)
{
    const char *text = "SELECT kind, id, rank FROM " YP_STANDING;
    if (!c->standing_stmt && has_standing(c) &&
        sqlite3_prepare_v3(c->lite, text, -1, SQLITE_PREPARE_PERSISTENT, &c->standing_stmt, NULL))
        return fail(c, YP_STANDING, err);
    *ret = c->standing_stmt;
    return YP_OK;
}

static void keep_standing(struct sqlite_conn *c, sqlite3_stmt *stmt)
{
    if (c->nstanding == c->standing_size) {
        c->standing_size = c->standing_size * 2 + 32;
        c->standing = yp_realloc(c->standing, c->standing_size * sizeof *c->standing);
    }
    struct standing *s = &c->standing[c->nstanding++];
    snprintf(s->kind, sizeof s->kind, "%s", (const char *)sqlite3_column_text(stmt, 0));
    s->id = sqlite3_column_int64(stmt, 1);
    s->rank = sqlite3_column_int(stmt, 2);
}

/* The other functions read db->viewer. */
static int view(struct yp_db *db, struct yp_err *err)
{
    struct sqlite_conn *c = conn_of(db);
    sqlite3_stmt *stmt = NULL;
    int rc = YP_OK;
    c->nstanding = 0;
    if (db->viewer.person_id > 0)
        rc = standing_stmt(c, &stmt, err);
    if (rc < 0 || !stmt)
        return rc;
    while (sqlite3_step(stmt) == SQLITE_ROW)
        keep_standing(c, stmt);
    if (sqlite3_reset(stmt) != SQLITE_OK)
        return fail(c, YP_STANDING, err);
    if (c->nstanding > 1)
        qsort(c->standing, c->nstanding, sizeof *c->standing, compare_standing);
    return YP_OK;
}

static int begin(struct yp_db *db, struct yp_err *err)
{
    struct sqlite_conn *c = conn_of(db);
    const char *text = db->mode == YP_DB_READ ? "BEGIN" : "BEGIN IMMEDIATE";
    int rc = sqlite3_exec(c->lite, text, NULL, NULL, NULL);
    if ((rc & 0xff) == SQLITE_BUSY || (rc & 0xff) == SQLITE_LOCKED)
        return yp_fail(err, YP_EBUSY, "db.busy", "begin: %s", sqlite3_errmsg(c->lite));
    if (rc != SQLITE_OK)
        return fail(c, "begin", err);
    rc = view(db, err);
    if (rc < 0)
        sqlite3_exec(c->lite, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

static int plain(struct yp_db *db, const char *text, struct yp_err *err)
{
    return exec(conn_of(db), text, text, err);
}

/* SQLite may have rolled back by itself, on a full disk for one. */
static void rollback(struct yp_db *db)
{
    struct sqlite_conn *c = conn_of(db);
    if (!sqlite3_get_autocommit(c->lite))
        sqlite3_exec(c->lite, "ROLLBACK", NULL, NULL, NULL);
}

/*---- statements ----*/

static int prepare(struct sqlite_conn *c, const struct yp_sql *sql, sqlite3_stmt **ret)
{
    c->nseen = 0;
    c->preparing = sql;
    int rc = sqlite3_prepare_v3(c->lite, yp_buf_text(&sql->sqlite), (int)sql->sqlite.len + 1,
                                SQLITE_PREPARE_PERSISTENT, ret, NULL);
    c->preparing = NULL;
    assert(rc != SQLITE_OK || sqlite3_bind_parameter_count(*ret) == sql->nparam);
    return rc;
}

/* The connection's prepared statement. */
static int cached(struct sqlite_conn *c, const struct yp_sql *sql, sqlite3_stmt **ret)
{
    if (sql->serial >= c->ncache) {
        size_t n = (size_t)sql->serial + 64;
        c->cache = yp_realloc(c->cache, n * sizeof(sqlite3_stmt *));
        memset(c->cache + c->ncache, 0, (n - c->ncache) * sizeof(sqlite3_stmt *));
        c->ncache = n;
    }
    sqlite3_stmt **place = &c->cache[sql->serial];
    if (!*place) {
        int rc = prepare(c, sql, place);
        if (rc != SQLITE_OK)
            return rc;
    }
    *ret = *place;
    return SQLITE_OK;
}

static int bind_value(sqlite3_stmt *stmt, int place, const struct yp_value *v)
{
    switch (v->type) {
    case YP_I64: return sqlite3_bind_int64(stmt, place, v->i);
    case YP_F64: return sqlite3_bind_double(stmt, place, v->f);
    case YP_TEXT: return sqlite3_bind_text(stmt, place, v->s, (int)v->len, SQLITE_STATIC);
    /* A length of 0 with a NULL pointer would bind NULL. */
    case YP_BLOB:
        return sqlite3_bind_blob(stmt, place, v->s ? v->s : "", (int)v->len, SQLITE_STATIC);
    default: return sqlite3_bind_null(stmt, place);
    }
}

/* Parameters are numbered by SQLite as by us: in order of first occurrence. */
static int bind(sqlite3_stmt *stmt, const struct yp_call *call, struct yp_arena *arena)
{
    int rc = SQLITE_OK;
    for (int i = 0; i < call->sql->nparam && rc == SQLITE_OK; i++) {
        struct yp_value v = i == call->sql->keys_param ? yp_text(yp_call_keys(call, arena, "[]"))
                                                       : yp_call_value(call, i);
        rc = bind_value(stmt, i + 1, &v);
    }
    return rc;
}

static struct yp_value column(sqlite3_stmt *stmt, int i, struct yp_arena *arena)
{
    const void *mem;
    switch (sqlite3_column_type(stmt, i)) {
    case SQLITE_INTEGER: return yp_int(sqlite3_column_int64(stmt, i));
    case SQLITE_FLOAT: return yp_real(sqlite3_column_double(stmt, i));
    case SQLITE_TEXT: {
        mem = sqlite3_column_text(stmt, i);
        size_t len = (size_t)sqlite3_column_bytes(stmt, i);
        return yp_text_n(yp_arena_mem(arena, mem, len), len);
    }
    case SQLITE_BLOB: {
        mem = sqlite3_column_blob(stmt, i);
        size_t len = (size_t)sqlite3_column_bytes(stmt, i);
        return yp_blob(yp_arena_mem(arena, mem ? mem : "", len), len);
    }
    default: return yp_none();
    }
}

static void keep_row(struct sqlite_conn *c, sqlite3_stmt *stmt, int ncol, struct yp_arena *arena)
{
    if (c->ncells + (size_t)ncol > c->cells_size) {
        c->cells_size = (c->ncells + (size_t)ncol) * 2;
        c->cells = yp_realloc(c->cells, c->cells_size * sizeof *c->cells);
    }
    for (int i = 0; i < ncol; i++)
        c->cells[c->ncells++] = column(stmt, i, arena);
}

static const char *const *names_of(sqlite3_stmt *stmt, int ncol, struct yp_arena *arena)
{
    const char **names = yp_arena_array(arena, (size_t)ncol, sizeof *names);
    for (int i = 0; i < ncol; i++)
        names[i] = yp_arena_str(arena, sqlite3_column_name(stmt, i));
    return names;
}

/* Steps to the end of what is wanted. A writing statement goes to its very end. */
static int fetch(struct sqlite_conn *c, sqlite3_stmt *stmt, struct yp_call *call,
                 struct yp_arena *arena)
{
    struct yp_rows rows = { .ncol = sqlite3_column_count(stmt) };
    bool reads = sqlite3_stmt_readonly(stmt);
    int rc;
    c->ncells = 0;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        rows.more = rows.nrow == yp_call_max(call);
        if (rows.more && reads)
            break;
        if (rows.more)
            continue;
        keep_row(c, stmt, rows.ncol, arena);
        rows.nrow++;
    }
    if (rc != SQLITE_DONE && rc != SQLITE_ROW)
        return rc;
    rows.names = names_of(stmt, rows.ncol, arena);
    struct yp_value *cells = yp_arena_array(arena, c->ncells, sizeof *cells);
    if (c->ncells > 0)
        memcpy(cells, c->cells, c->ncells * sizeof *cells);
    rows.cells = cells;
    call->rows = rows;
    return SQLITE_OK;
}

/* sqlite3_changes keeps an older number after a statement that changes nothing. */
static int run_bound(struct sqlite_conn *c, sqlite3_stmt *stmt, struct yp_call *call,
                     struct yp_arena *arena, struct yp_err *err)
{
    int64_t before = sqlite3_total_changes64(c->lite);
    if (fetch(c, stmt, call, arena) != SQLITE_OK)
        return fail(c, call->sql->name, err);
    bool changed = sqlite3_total_changes64(c->lite) != before;
    call->changes = changed ? sqlite3_changes64(c->lite) : 0;
    return YP_OK;
}

static int run_one(struct sqlite_conn *c, struct yp_call *call, struct yp_arena *arena,
                   struct yp_err *err)
{
    sqlite3_stmt *stmt;
    if (cached(c, call->sql, &stmt) != SQLITE_OK)
        return fail(c, call->sql->name, err);
    if (c->db.in_tx && c->db.mode == YP_DB_READ && !sqlite3_stmt_readonly(stmt))
        return yp_fail(err, YP_EDB, "db.failed", "%s: writes in a reading transaction",
                       call->sql->name);
    int rc;
    if (bind(stmt, call, arena) != SQLITE_OK) {
        rc = fail(c, call->sql->name, err);
    } else {
        /* A schema that changed meanwhile makes SQLite prepare again during the step. */
        c->nseen = 0;
        c->preparing = call->sql;
        rc = run_bound(c, stmt, call, arena, err);
        c->preparing = NULL;
    }
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    return rc;
}

static int run(struct yp_db *db, struct yp_call *calls, int n, struct yp_arena *arena,
               struct yp_err *err)
{
    for (int i = 0; i < n; i++) {
        int rc = run_one(conn_of(db), &calls[i], arena, err);
        if (rc < 0)
            return rc;
    }
    return YP_OK;
}

/*---- what a statement is ----*/

static enum yp_type type_of(const char *declared)
{
    if (!declared)
        return YP_NULL;
    if (strcasecmp(declared, "INTEGER") == 0)
        return YP_I64;
    if (strcasecmp(declared, "REAL") == 0)
        return YP_F64;
    if (strcasecmp(declared, "TEXT") == 0)
        return YP_TEXT;
    return strcasecmp(declared, "BLOB") == 0 ? YP_BLOB : YP_NULL;
}

static int bad_text(struct sqlite_conn *c, const struct yp_sql *sql, struct yp_err *err)
{
    return yp_fail(err, YP_EBUG, "db.sql", "%s: %s", sql->name, sqlite3_errmsg(c->lite));
}

static int describe(struct yp_db *db, const struct yp_sql *sql, struct yp_arena *arena,
                    int *ret_ncol, const char *const **ret_names, const enum yp_type **ret_types,
                    struct yp_err *err)
{
    struct sqlite_conn *c = conn_of(db);
    sqlite3_stmt *stmt;
    if (cached(c, sql, &stmt) != SQLITE_OK)
        return bad_text(c, sql, err);
    int ncol = sqlite3_column_count(stmt);
    enum yp_type *types = yp_arena_array(arena, (size_t)ncol, sizeof *types);
    for (int i = 0; i < ncol; i++)
        types[i] = type_of(sqlite3_column_decltype(stmt, i));
    *ret_ncol = ncol;
    *ret_names = names_of(stmt, ncol, arena);
    *ret_types = types;
    return YP_OK;
}

static int reach(struct yp_db *db, const struct yp_sql *sql, yp_db_reach_fn *fn, void *ctx,
                 struct yp_err *err)
{
    struct sqlite_conn *c = conn_of(db);
    sqlite3_stmt *stmt = NULL;
    c->reach = fn;
    c->reach_ctx = ctx;
    int rc = prepare(c, sql, &stmt);
    c->reach = NULL;
    sqlite3_finalize(stmt);
    return rc == SQLITE_OK ? YP_OK : bad_text(c, sql, err);
}

static int script(struct yp_db *db, const char *text, struct yp_err *err)
{
    struct sqlite_conn *c = conn_of(db);
    if (db->in_tx)
        return exec(c, text, "script", err);
    int rc = exec(c, "BEGIN IMMEDIATE", "script", err);
    if (rc == YP_OK)
        rc = exec(c, text, "script", err);
    if (rc == YP_OK)
        rc = exec(c, "COMMIT", "script", err);
    rollback(db);
    return rc;
}

/* Readers that hold it back are no error: the next checkpoint goes on from there. */
static int checkpoint(struct yp_db *db, struct yp_err *err)
{
    struct sqlite_conn *c = conn_of(db);
    int rc = sqlite3_wal_checkpoint_v2(c->lite, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) & 0xff;
    return rc == SQLITE_OK || rc == SQLITE_BUSY ? YP_OK : fail(c, "checkpoint", err);
}

static int listen_none(struct yp_db *db, const char *channel, struct yp_err *err)
{
    (void)db, (void)channel, (void)err; /* one process writes: it tells its own readers */
    return YP_OK;
}

static int wait_none(struct yp_db *db, int timeout_ms, bool *ret_got, struct yp_err *err)
{
    (void)db, (void)timeout_ms, (void)err;
    *ret_got = false;
    return YP_OK;
}

static const struct yp_db_engine sqlite_engine = { .kind = YP_SQLITE,
                                                   .close = close_conn,
                                                   .begin = begin,
                                                   .plain = plain,
                                                   .rollback = rollback,
                                                   .view = view,
                                                   .run = run,
                                                   .describe = describe,
                                                   .reach = reach,
                                                   .script = script,
                                                   .checkpoint = checkpoint,
                                                   .listen = listen_none,
                                                   .wait = wait_none };
