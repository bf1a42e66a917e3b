/* Columns that follow from texts: sort keys, folded names, cleaned HTML. Layer: app. */
#include <string.h>

#include "app/fill.h"
#include "lib/icu.h"
#include "lib/md.h"

enum { BATCH = 200 };

enum follows { SORT, FOLD, HTML };

struct column {
    const char *table, *from, *to;
    enum follows how;
};

static const struct column columns[] = {
    { "area", "name_fi", "name_sort", SORT },
    { "area", "name_fi || ' ' || name_sv", "name_fold", FOLD },
    { "organization", "name", "name_sort", SORT },
    { "organization", "name", "name_fold", FOLD },
    { "organization", "description", "description_html", HTML },
    { "person", "name", "name_sort", SORT },
    { "person", "name", "name_fold", FOLD },
    { "post", "name", "name_sort", SORT },
    { "grp", "name", "name_sort", SORT },
    { "grp", "name", "name_fold", FOLD },
    { "grp", "mandate", "mandate_html", HTML },
    { "alias", "name", "name_fold", FOLD },
    { "subscription", "email", "email_fold", FOLD },
    { "matter", "title", "title_fold", FOLD },
    { "matter", "summary", "summary_html", HTML },
    { "meeting", "note", "note_html", HTML },
    { "item", "description", "description_html", HTML },
    { "item", "proposal", "proposal_html", HTML },
    { "item", "handling", "handling_html", HTML },
    { "bulletin_text", "title", "title_fold", FOLD },
    { "bulletin_text", "body", "body_html", HTML },
};

static int follow(struct yp_arena *arena, enum follows how, const char *text, char **ret,
                  struct yp_err *err)
{
    if (how == HTML)
        return yp_md_html(arena, text, ret, err);
    *ret = how == SORT ? yp_icu_sort_key(arena, text) : yp_icu_fold(arena, text);
    return YP_OK;
}

/* Sets one batch; gives the last id that was read, or ret_after as it was when there was none. */
static int set_batch(struct yp_db *db, const struct column *column, const struct yp_sql *read,
                     const struct yp_sql *set, int64_t *ret_after, struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct yp_call ask = { .sql = read,
                           .params = YP_ROW(YP_INT("after", *ret_after), YP_INT("limit", BATCH)) };
    int rc = yp_db_run(db, &ask, 1, arena, err);
    if (rc < 0 || !ask.rows.nrow)
        return rc;
    struct yp_call *calls = yp_arena_array(arena, BATCH, sizeof *calls);
    struct yp_cell(*cells)[2] = yp_arena_array(arena, BATCH, sizeof *cells);
    int n = ask.rows.nrow;
    for (int i = 0; i < n && rc == YP_OK; i++) {
        char *made = NULL;
        rc = follow(arena, column->how, yp_get_str(&ask.rows, i, "body"), &made, err);
        cells[i][0] = YP_INT("id", yp_get_i64(&ask.rows, i, "id"));
        cells[i][1] = YP_STR("made", made);
        calls[i] = (struct yp_call){ .sql = set, .params = { cells[i], 2 } };
    }
    *ret_after = yp_get_i64(&ask.rows, n - 1, "id");
    return rc < 0 ? rc : yp_db_run(db, calls, n, arena, err);
}

/* The statements, kept until the connection that ran them is closed. */
struct texts {
    struct yp_sql *sql[2 * (sizeof columns / sizeof *columns)];
    int n;
};

static void free_texts(struct texts *texts)
{
    for (int i = 0; i < texts->n; i++)
        yp_sql_free(texts->sql[i]);
}

static int text_of(struct texts *texts, const char *text, const struct yp_sql **ret,
                   struct yp_err *err)
{
    struct yp_sql *sql = NULL;
    int rc = yp_sql_new(&sql, "reindex", text, err);
    if (rc == YP_OK)
        *ret = texts->sql[texts->n++] = sql;
    return rc;
}

static int set_column(struct yp_db *db, const struct column *c, struct texts *texts,
                      struct yp_arena *arena, struct yp_err *err)
{
    const struct yp_sql *read = NULL, *set = NULL;
    const char *which =
        c->how != HTML ? "" : yp_arena_printf(arena, "AND (%s IS NULL OR %s = '') ", c->to, c->to);
    int64_t after = 0, before = -1;
    int rc = text_of(texts,
                     yp_arena_printf(arena,
                                     "SELECT id, %s AS body FROM %s WHERE %s IS NOT NULL %s"
                                     "AND id > :after ORDER BY id LIMIT :limit",
                                     c->from, c->table, c->from, which),
                     &read, err);
    if (rc == YP_OK)
        rc = text_of(
            texts,
            yp_arena_printf(arena, "UPDATE %s SET %s = :made WHERE id = :id", c->table, c->to),
            &set, err);
    while (rc == YP_OK && after != before) {
        before = after;
        rc = set_batch(db, c, read, set, &after, err);
    }
    return rc;
}

static int run_own(struct yp_core *core, struct yp_db *db, struct yp_arena *arena, const char *name,
                   const char *value, struct yp_rows *ret, struct yp_err *err)
{
    return yp_read(core, db, arena, name,
                   YP_ROW(YP_STR("name", "icu_version"), YP_STR("value", value)), 1, ret, err);
}

int yp_reindex_names(struct yp_core *core, struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    YP_CLEANUP(free_texts) struct texts texts = { .n = 0 };
    YP_CLEANUP(yp_db_cleanup) struct yp_db *db = NULL;
    struct yp_rows made_with;
    int rc = yp_db_open(&db, core->where, YP_DB_OWNER, err);
    if (rc == YP_OK)
        rc = yp_db_begin(db, YP_DB_READ_WRITE, NULL, err);
    if (rc == YP_OK)
        rc = run_own(core, db, arena, "setting.get", NULL, &made_with, err);
    if (rc < 0 || (made_with.nrow && !strcmp(yp_get_str(&made_with, 0, "value"), yp_icu_version())))
        return rc;
    for (size_t i = 0; i < sizeof columns / sizeof *columns && rc == YP_OK; i++)
        rc = set_column(db, &columns[i], &texts, arena, err);
    if (rc == YP_OK)
        rc = run_own(core, db, arena, "setting.set", yp_icu_version(), NULL, err);
    return rc < 0 ? rc : yp_db_commit(db, err);
}
