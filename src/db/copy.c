/* Whole databases from one engine to the other. Layer: db. */
#include "db/copy.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "db/db_int.h"

/* Rows read and written at once; few where a row may hold a piece of a file. */
enum { BATCH = 1000, BATCH_OF_BYTES = 16, KEY_MAX = 8 };

struct table {
    const char *name;
    struct yp_rows columns; /* name, type, pk */
    int nkey;
    const char *key[KEY_MAX]; /* columns of the primary key, in its order */
    int key_at[KEY_MAX];      /* their places among the columns */
    int batch;
    bool has_identity; /* INTEGER PRIMARY KEY */
};

static void sql_cleanup(struct yp_sql **sql)
{
    yp_sql_free(*sql);
}

static int ask(struct yp_db *db, const char *text, struct yp_cells params, struct yp_arena *arena,
               struct yp_rows *ret, struct yp_err *err)
{
    YP_CLEANUP(sql_cleanup) struct yp_sql *sql = NULL;
    int rc = yp_sql_new(&sql, "copy", text, err);
    if (rc < 0)
        return rc;
    struct yp_call call = { .sql = sql, .params = params };
    rc = yp_db_run(db, &call, 1, arena, err);
    if (rc == YP_OK && ret)
        *ret = call.rows;
    return rc;
}

/*---- a SQLite file ----*/

/* SQLite does not flush what VACUUM INTO writes. */
static int flush_file(const char *path, struct yp_err *err)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    int failed = fd < 0 || fsync(fd) ? errno : 0;
    if (fd >= 0)
        close(fd);
    return failed ? yp_fail(err, YP_EIO, "db.copy", "%s: %s", path, strerror(failed)) : YP_OK;
}

int yp_db_copy_file(struct yp_db *db, const char *path, struct yp_err *err)
{
    if (yp_db_engine(db) != YP_SQLITE)
        return yp_fail(err, YP_EBUG, "db.sql", "only SQLite copies its file");
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    int rc = ask(db, "VACUUM INTO :path", YP_ROW(YP_STR("path", path)), arena, NULL, err);
    return rc < 0 ? rc : flush_file(path, err);
}

/*---- the catalogue ----*/

static int list_tables(struct yp_db *lite, struct yp_arena *arena, struct yp_rows *ret,
                       struct yp_err *err)
{
    return ask(lite,
               "SELECT name FROM sqlite_master WHERE type = 'table'"
               " AND name NOT IN ('schema_step', 'schema_view') AND substr(name, 1, 7) <> "
               "'sqlite_' ORDER BY rowid",
               YP_NO_ROW, arena, ret, err);
}

/* A column's place in the primary key is 1, 2 ..; 0 outside it. */
static int read_table(struct yp_db *lite, const char *name, struct yp_arena *arena,
                      struct table *ret, struct yp_err *err)
{
    struct table t = { .name = name, .batch = BATCH };
    int rc = ask(lite, "SELECT name, type, pk FROM pragma_table_info(:name) ORDER BY cid",
                 YP_ROW(YP_STR("name", name)), arena, &t.columns, err);
    if (rc < 0)
        return rc;
    for (int i = 0; i < t.columns.nrow; i++) {
        int64_t pk = yp_get_i64(&t.columns, i, "pk");
        if (strcmp(yp_get_str(&t.columns, i, "type"), "BLOB") == 0)
            t.batch = BATCH_OF_BYTES;
        if (pk == 0)
            continue;
        if (pk > KEY_MAX)
            return yp_fail(err, YP_EBUG, "db.copy", "table %s: a key of %" PRId64, name, pk);
        t.nkey++;
        t.key[pk - 1] = yp_get_str(&t.columns, i, "name");
        t.key_at[pk - 1] = i;
    }
    if (t.nkey == 0)
        return yp_fail(err, YP_EBUG, "db.copy", "table %s has no primary key", name);
    t.has_identity =
        t.nkey == 1 && strcmp(yp_get_str(&t.columns, t.key_at[0], "type"), "INTEGER") == 0;
    *ret = t;
    return YP_OK;
}

/*---- one table ----*/

static void put_columns(struct yp_buf *text, const struct table *t)
{
    for (int i = 0; i < t->columns.nrow; i++)
        yp_buf_printf(text, "%s\"%s\"", i ? ", " : "", yp_get_str(&t->columns, i, "name"));
}

static void put_key(struct yp_buf *text, const struct table *t)
{
    for (int i = 0; i < t->nkey; i++)
        yp_buf_printf(text, "%s\"%s\"", i ? ", " : "", t->key[i]);
}

/* The first batch, or the one after the row whose key is in k0, k1 .. */
static int make_select(struct yp_sql **ret, const struct table *t, bool first, struct yp_err *err)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf text = YP_BUF_INIT;
    yp_buf_printf(&text, "SELECT ");
    put_columns(&text, t);
    yp_buf_printf(&text, " FROM \"%s\"", t->name);
    if (!first) {
        yp_buf_printf(&text, " WHERE (");
        put_key(&text, t);
        yp_buf_printf(&text, ") > (");
        for (int i = 0; i < t->nkey; i++)
            yp_buf_printf(&text, "%s:k%d", i ? ", " : "", i);
        yp_buf_printf(&text, ")");
    }
    yp_buf_printf(&text, " ORDER BY ");
    put_key(&text, t);
    yp_buf_printf(&text, " LIMIT %d", t->batch);
    return yp_sql_new(ret, t->name, yp_buf_text(&text), err);
}

static int make_insert(struct yp_sql **ret, const struct table *t, struct yp_err *err)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf text = YP_BUF_INIT;
    yp_buf_printf(&text, "INSERT INTO \"%s\" (", t->name);
    put_columns(&text, t);
    yp_buf_printf(&text, ") VALUES (");
    for (int i = 0; i < t->columns.nrow; i++)
        yp_buf_printf(&text, "%s:c%d", i ? ", " : "", i);
    yp_buf_printf(&text, ")");
    return yp_sql_new(ret, t->name, yp_buf_text(&text), err);
}

static const char *const *numbered(struct yp_arena *arena, const char *prefix, int n)
{
    const char **names = yp_arena_array(arena, (size_t)n, sizeof *names);
    for (int i = 0; i < n; i++)
        names[i] = yp_arena_printf(arena, "%s%d", prefix, i);
    return names;
}

static int insert_rows(struct yp_db *to, const struct yp_sql *insert, const struct yp_rows *rows,
                       struct yp_arena *arena, struct yp_err *err)
{
    const char *const *names = numbered(arena, "c", rows->ncol);
    struct yp_call *calls = yp_arena_array(arena, (size_t)rows->nrow, sizeof *calls);
    struct yp_cell *cells =
        yp_arena_array(arena, (size_t)rows->nrow * (size_t)rows->ncol, sizeof *cells);
    for (int row = 0; row < rows->nrow; row++) {
        struct yp_cell *at = cells + (size_t)row * (size_t)rows->ncol;
        for (int col = 0; col < rows->ncol; col++)
            at[col] = (struct yp_cell){ names[col], *yp_at(rows, row, col) };
        calls[row] = (struct yp_call){ .sql = insert, .params = { at, rows->ncol } };
    }
    return yp_db_run(to, calls, rows->nrow, arena, err);
}

/* The key of a batch's last row; it outlives the batch. */
static void keep_key(const struct table *t, const struct yp_rows *rows, struct yp_arena *arena,
                     struct yp_cell *ret)
{
    const char *const *names = numbered(arena, "k", t->nkey);
    for (int i = 0; i < t->nkey; i++) {
        struct yp_value v = *yp_at(rows, rows->nrow - 1, t->key_at[i]);
        if (v.type == YP_TEXT || v.type == YP_BLOB)
            v.s = yp_arena_mem(arena, v.s, v.len);
        ret[i] = (struct yp_cell){ names[i], v };
    }
}

static int copy_table(struct yp_db *from, struct yp_db *to, const struct table *t,
                      int64_t *ret_rows, struct yp_err *err)
{
    YP_CLEANUP(sql_cleanup) struct yp_sql *first = NULL;
    YP_CLEANUP(sql_cleanup) struct yp_sql *next = NULL;
    YP_CLEANUP(sql_cleanup) struct yp_sql *insert = NULL;
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *keys = yp_arena_new();
    struct yp_cell key[KEY_MAX];
    int64_t copied = 0;
    int rc = make_select(&first, t, true, err);
    if (rc == YP_OK)
        rc = make_select(&next, t, false, err);
    if (rc == YP_OK)
        rc = make_insert(&insert, t, err);
    for (bool more = true; rc == YP_OK && more;) {
        YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
        struct yp_call call = { .sql = copied ? next : first,
                                .params = { key, copied ? t->nkey : 0 } };
        rc = yp_db_run(from, &call, 1, arena, err);
        if (rc == YP_OK)
            rc = insert_rows(to, insert, &call.rows, arena, err);
        if (rc < 0)
            break;
        copied += call.rows.nrow;
        more = call.rows.nrow == t->batch;
        if (more)
            keep_key(t, &call.rows, keys, key);
    }
    if (rc == YP_OK)
        *ret_rows = copied;
    return rc;
}

/*---- all tables ----*/

/* PostgreSQL checks references at once unless told otherwise; the tables' owner may tell so. Until
 * the transaction commits nobody else sees it. */
static int defer(struct yp_db *to, bool on, struct yp_arena *arena, struct yp_err *err)
{
    if (yp_db_engine(to) == YP_SQLITE)
        return on ? yp_db_script(to, "PRAGMA defer_foreign_keys = 1", err) : YP_OK;
    struct yp_rows rows;
    YP_CLEANUP(yp_buf_release) struct yp_buf text = YP_BUF_INIT;
    int rc = ask(to,
                 "SELECT r.relname AS tab, c.conname AS name FROM pg_constraint c"
                 " JOIN pg_class r ON r.oid = c.conrelid WHERE c.contype = 'f'"
                 " AND c.connamespace = current_schema()::regnamespace ORDER BY c.oid",
                 YP_NO_ROW, arena, &rows, err);
    if (rc < 0)
        return rc;
    if (!on) /* checks now what was put off */
        yp_buf_printf(&text, "SET CONSTRAINTS ALL IMMEDIATE;");
    for (int i = 0; i < rows.nrow; i++)
        yp_buf_printf(&text, "ALTER TABLE \"%s\" ALTER CONSTRAINT \"%s\" %s;",
                      yp_get_str(&rows, i, "tab"), yp_get_str(&rows, i, "name"),
                      on ? "DEFERRABLE INITIALLY DEFERRED" : "NOT DEFERRABLE");
    return yp_db_script(to, yp_buf_text(&text), err);
}

static int empty_tables(struct yp_db *to, const struct table *tables, int n, struct yp_err *err)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf text = YP_BUF_INIT;
    for (int i = 0; i < n; i++)
        yp_buf_printf(&text, "DELETE FROM \"%s\";", tables[i].name);
    return yp_db_script(to, yp_buf_text(&text), err);
}

static int set_identities(struct yp_db *to, const struct table *tables, int n, struct yp_err *err)
{
    if (yp_db_engine(to) == YP_SQLITE)
        return YP_OK;
    YP_CLEANUP(yp_buf_release) struct yp_buf text = YP_BUF_INIT;
    for (int i = 0; i < n; i++)
        if (tables[i].has_identity)
            yp_buf_printf(&text,
                          "SELECT setval(pg_get_serial_sequence('\"%s\"', '%s'),"
                          " (SELECT coalesce(max(\"%s\"), 0) + 1 FROM \"%s\"), false);",
                          tables[i].name, tables[i].key[0], tables[i].key[0], tables[i].name);
    return yp_db_script(to, yp_buf_text(&text), err);
}

static int read_tables(struct yp_db *lite, struct yp_arena *arena, struct table **ret, int *ret_n,
                       struct yp_err *err)
{
    struct yp_rows names;
    int rc = list_tables(lite, arena, &names, err);
    if (rc < 0)
        return rc;
    struct table *tables = yp_arena_array(arena, (size_t)names.nrow, sizeof *tables);
    for (int i = 0; i < names.nrow && rc == YP_OK; i++)
        rc = read_table(lite, yp_get_str(&names, i, "name"), arena, &tables[i], err);
    *ret = tables;
    *ret_n = names.nrow;
    return rc;
}

int yp_db_copy_rows(struct yp_db *from, struct yp_db *to, int64_t *ret_rows, struct yp_err *err)
{
    assert(yp_db_in_tx(from) && yp_db_in_tx(to));
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct table *tables = NULL;
    int n = 0;
    int64_t all = 0;
    int rc = read_tables(yp_db_engine(from) == YP_SQLITE ? from : to, arena, &tables, &n, err);
    if (rc == YP_OK)
        rc = defer(to, true, arena, err);
    if (rc == YP_OK)
        rc = empty_tables(to, tables, n, err);
    for (int i = 0; i < n && rc == YP_OK; i++) {
        int64_t rows = 0;
        rc = copy_table(from, to, &tables[i], &rows, err);
        all += rows;
    }
    if (rc == YP_OK)
        rc = set_identities(to, tables, n, err);
    if (rc == YP_OK)
        rc = defer(to, false, arena, err);
    if (rc == YP_OK)
        *ret_rows = all;
    return rc;
}
