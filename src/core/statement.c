#include "core/statement.h"

#include <stdlib.h>
#include <string.h>

#include "db/sqlfile.h"

struct yp_statements {
    struct yp_arena *arena;
    struct yp_sql **at; /* sorted by name */
    int n, size;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(yp_sql_name(*(struct yp_sql *const *)a), yp_sql_name(*(struct yp_sql *const *)b));
}

static int read_file(struct yp_statements *s, const char *name, const char *text,
                     struct yp_buf *report)
{
    struct yp_err err = { 0 };
    struct yp_sqlfile file;
    int mistakes = 0;
    if (yp_sqlfile_parse(s->arena, name, text, &file, &err) < 0) {
        yp_buf_printf(report, "%s\n", err.detail);
        return 1;
    }
    for (int i = 0; i < file.nblocks; i++) {
        struct yp_err bad = { 0 };
        struct yp_sql *sql;
        if (yp_sql_new(&sql, file.blocks[i].name, file.blocks[i].sql, &bad) < 0) {
            yp_buf_printf(report, "%s:%d: %s\n", name, file.blocks[i].line, bad.detail);
            mistakes++;
            continue;
        }
        if (s->n == s->size) {
            s->size = s->size ? s->size * 2 : 128;
            s->at = yp_realloc(s->at, (size_t)s->size * sizeof *s->at);
        }
        s->at[s->n++] = sql;
    }
    return mistakes;
}

int yp_statements_new(struct yp_statements **ret, const struct yp_files *files,
                      struct yp_buf *report, struct yp_err *err)
{
    struct yp_statements *s = yp_calloc(1, sizeof *s);
    s->arena = yp_arena_new();
    const char *const *names;
    int n = yp_files_list(files, s->arena, "src/", ".sql", &names), mistakes = 0;
    for (int i = 0; i < n; i++)
        mistakes += read_file(s, names[i], yp_files_get(files, names[i], NULL), report);
    if (s->n)
        qsort(s->at, (size_t)s->n, sizeof *s->at, by_name);
    for (int i = 1; i < s->n; i++)
        if (!strcmp(yp_sql_name(s->at[i - 1]), yp_sql_name(s->at[i]))) {
            yp_buf_printf(report, "statement %s stands twice\n", yp_sql_name(s->at[i]));
            mistakes++;
        }
    if (mistakes) {
        yp_statements_free(s);
        return yp_fail(err, YP_EBUG, "check.failed", "%d mistakes in statements", mistakes);
    }
    *ret = s;
    return YP_OK;
}

void yp_statements_free(struct yp_statements *s)
{
    if (!s)
        return;
    for (int i = 0; i < s->n; i++)
        yp_sql_free(s->at[i]);
    free(s->at);
    yp_arena_free(s->arena);
    free(s);
}

int yp_statements_prepare(const struct yp_statements *s, struct yp_db *db, struct yp_buf *report)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    for (int i = 0; i < s->n; i++) {
        int ncol;
        const char *const *names;
        const enum yp_type *types;
        struct yp_err err = { 0 };
        if (yp_db_describe(db, s->at[i], arena, &ncol, &names, &types, &err) < 0)
            yp_buf_printf(report, "statement %s: %s\n", yp_sql_name(s->at[i]), err.detail);
    }
    return s->n;
}

const struct yp_sql *yp_statement(const struct yp_core *core, const char *name)
{
    const struct yp_statements *s = core->statements;
    for (int lo = 0, hi = s->n - 1; lo <= hi;) {
        int mid = (lo + hi) / 2, c = strcmp(name, yp_sql_name(s->at[mid]));
        if (!c)
            return s->at[mid];
        if (c < 0)
            hi = mid - 1;
        else
            lo = mid + 1;
    }
    return NULL;
}

int yp_read(struct yp_core *core, struct yp_db *db, struct yp_arena *arena, const char *name,
            struct yp_cells cells, int max_rows, struct yp_rows *ret, struct yp_err *err)
{
    const struct yp_sql *sql = yp_statement(core, name);
    if (!sql)
        return yp_fail(err, YP_EBUG, "statement.unknown", "%s", name);
    struct yp_call call = { .sql = sql, .params = cells, .max_rows = max_rows };
    int rc = yp_db_run(db, &call, 1, arena, err);
    if (rc == YP_OK && ret)
        *ret = call.rows;
    return rc;
}
