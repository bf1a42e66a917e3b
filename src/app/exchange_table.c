/* The tables of the register: their columns, and how they are written as CSV. Layer: app. Spec:
 * doc/spec/exchange.md. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/exchange_int.h"
#include "app/when.h"
#include "base/clock.h"

#define LANGS "fi sv en se smn sms"
#define SEEN "public signed members managers"
#define KNOWN "unknown day month season year"
#define VALIDITY                                                                                   \
    { "from_day", X_FROM }, { "from_precision", X_WORD, .words = KNOWN }, { "to_day", X_TO },      \
    {                                                                                              \
        "to_precision", X_WORD, .words = KNOWN                                                     \
    }

static const struct yp_x_list organization_parents = { "exchange.organization_parents",
                                                       "exchange.organization_parents_clear",
                                                       "exchange.organization_parents_add",
                                                       "organization",
                                                       X_SPAN,
                                                       true };
static const struct yp_x_list organization_areas = { "exchange.organization_areas",
                                                     "exchange.organization_areas_clear",
                                                     "exchange.organization_areas_add",
                                                     "area",
                                                     X_NO_DAYS,
                                                     false };
static const struct yp_x_list organization_aliases = { "exchange.organization_aliases",
                                                       "exchange.organization_aliases_clear",
                                                       "exchange.organization_aliases_add",
                                                       NULL,
                                                       X_NO_DAYS,
                                                       false };
static const struct yp_x_list organization_successors = { "exchange.organization_successors",
                                                          "exchange.organization_successors_clear",
                                                          "exchange.organization_successors_add",
                                                          "organization",
                                                          X_ONE_DAY,
                                                          true };
static const struct yp_x_list post_holders = { "exchange.post_holders",
                                               "exchange.post_holders_clear",
                                               "exchange.post_holders_add",
                                               "person",
                                               X_SPAN,
                                               false };
static const struct yp_x_list group_parents = { "exchange.group_parents",
                                                "exchange.group_parents_clear",
                                                "exchange.group_parents_add",
                                                "group",
                                                X_SPAN,
                                                true };
static const struct yp_x_list group_aliases = { "exchange.group_aliases",
                                                "exchange.group_aliases_clear",
                                                "exchange.group_aliases_add",
                                                NULL,
                                                X_NO_DAYS,
                                                false };
static const struct yp_x_list group_successors = { "exchange.group_successors",
                                                   "exchange.group_successors_clear",
                                                   "exchange.group_successors_add",
                                                   "group",
                                                   X_ONE_DAY,
                                                   true };
static const struct yp_x_list membership_deputies = { "exchange.membership_deputies",
                                                      "exchange.membership_deputies_clear",
                                                      "exchange.membership_deputies_add",
                                                      "membership",
                                                      X_NO_DAYS,
                                                      true };

static const struct yp_x_field organizations[] = {
    { "uid", X_UID },
    { "kind", X_WORD, .required = true,
      .words = "county municipality joint_authority ngo parish company cooperative police "
               "employment avi lvv ely elinvoimakeskus ministry agency school regional_council "
               "preparation other" },
    { "name", X_TEXT, .max = 200, .required = true },
    { "short_name", X_TEXT, .max = 40 },
    { "lang", X_WORD, .words = LANGS, .first = "fi" },
    { "area", X_REF, .words = "area" },
    { "area_name", X_NAME, .words = "area" },
    { "business_id", X_BUSINESS_ID },
    { "url", X_URL },
    { "email", X_EMAIL },
    { "description", X_LONG, .max = 10000 },
    VALIDITY,
    { "visibility", X_WORD, .words = SEEN, .first = "public" },
    { "is_practice", X_YES, .first = "0" },
    { "parents", X_LIST, .list = &organization_parents },
    { "areas", X_LIST, .list = &organization_areas },
    { "aliases", X_LIST, .list = &organization_aliases },
    { "successors", X_LIST, .list = &organization_successors },
};

static const struct yp_x_field people[] = {
    { "uid", X_UID },
    { "name", X_TEXT, .max = 160, .required = true },
    { "title", X_TEXT, .max = 160 },
    { "organization_uid", X_REF, .words = "organization" },
    { "organization_name", X_NAME, .words = "organization" },
    { "email", X_EMAIL, .is_private = true },
    { "visibility", X_WORD, .words = SEEN, .first = "public" },
    { "is_practice", X_YES, .first = "0" },
};

static const struct yp_x_field posts[] = {
    { "uid", X_UID },
    { "organization_uid", X_REF, .words = "organization", .required = true },
    { "organization_name", X_NAME, .words = "organization" },
    { "name", X_TEXT, .max = 160, .required = true },
    { "area", X_REF, .words = "area" },
    { "area_name", X_NAME, .words = "area" },
    { "is_leadership", X_YES, .first = "0" },
    { "from_day", X_FROM },
    { "to_day", X_TO },
    { "holders", X_LIST, .list = &post_holders },
};

static const struct yp_x_field groups[] = {
    { "uid", X_UID },
    { "kind", X_WORD, .required = true, .words = "body network project partnership" },
    { "name", X_TEXT, .max = 200, .required = true },
    { "short_name", X_TEXT, .max = 40 },
    { "lang", X_WORD, .words = LANGS, .first = "fi" },
    { "level", X_WORD, .required = true, .words = "national regional subregional municipal" },
    { "area", X_REF, .words = "area" },
    { "area_name", X_NAME, .words = "area" },
    { "organization_uid", X_REF, .words = "organization" },
    { "organization_name", X_NAME, .words = "organization" },
    { "leadership_of_uid", X_REF, .words = "organization" },
    { "leadership_of_name", X_NAME, .words = "organization" },
    { "state", X_WORD, .words = "needed forming active dormant ended", .first = "active" },
    { "mandate", X_LONG, .max = 10000 },
    { "decides", X_YES, .first = "0" },
    { "prepares", X_YES, .first = "0" },
    { "minutes_form", X_WORD, .words = "formal light", .first = "light" },
    { "has_bulletin_duty", X_YES, .first = "0" },
    { "bulletin_duty_day", X_DAY },
    { "seats_wanted", X_WORD, .words = "none municipalities", .first = "none" },
    { "quorum_percent", X_NUMBER, .words = "1 100", .first = "51" },
    { "personal_data_days", X_NUMBER, .words = "1 3650", .first = "37" },
    { "ends_with", X_TEXT, .max = 500 },
    VALIDITY,
    { "visibility", X_WORD, .words = SEEN, .first = "public" },
    { "is_practice", X_YES, .first = "0" },
    { "parents", X_LIST, .list = &group_parents },
    { "aliases", X_LIST, .list = &group_aliases },
    { "successors", X_LIST, .list = &group_successors },
};

static const struct yp_x_field memberships[] = {
    { "uid", X_UID },
    { "group_uid", X_REF, .words = "group" },
    { "group_name", X_NAME, .words = "group" },
    { "organization_uid", X_REF, .words = "organization" },
    { "organization_name", X_NAME, .words = "organization" },
    { "person_uid", X_REF, .words = "person" },
    { "person_name", X_NAME, .words = "person" },
    { "post_uid", X_REF, .words = "post" },
    { "post_name", X_NAME, .words = "post" },
    { "seat_organization_uid", X_REF, .words = "organization" },
    { "seat_organization_name", X_NAME, .words = "organization" },
    { "role", X_WORD, .required = true,
      .words = "chair deputy_chair member deputy expert attendee secretary coordinator director "
               "supervisor" },
    { "title", X_TEXT, .max = 160 },
    { "on_behalf_of_uid", X_REF, .words = "organization" },
    { "on_behalf_of_name", X_NAME, .words = "organization" },
    VALIDITY,
    { "deputy_of", X_LIST, .list = &membership_deputies },
};

static const struct yp_x_field ties[] = {
    { "uid", X_UID },
    { "kind", X_WORD, .required = true, .words = "reports_to prepares_for supports sister" },
    { "from_group_uid", X_REF, .words = "group" },
    { "from_group_name", X_NAME, .words = "group" },
    { "from_organization_uid", X_REF, .words = "organization" },
    { "from_organization_name", X_NAME, .words = "organization" },
    { "from_post_uid", X_REF, .words = "post" },
    { "from_post_name", X_NAME, .words = "post" },
    { "to_group_uid", X_REF, .words = "group" },
    { "to_group_name", X_NAME, .words = "group" },
    { "to_organization_uid", X_REF, .words = "organization" },
    { "to_organization_name", X_NAME, .words = "organization" },
    { "to_post_uid", X_REF, .words = "post" },
    { "to_post_name", X_NAME, .words = "post" },
    VALIDITY,
};

/* What a row without a uid is known by, what it must name exactly one of, and where it shows. */
static const char *const seat_key[] = {
    "group_uid", "organization_uid", "person_uid", "post_uid", "seat_organization_uid",
    "role",      "on_behalf_of_uid", "from_day",   NULL
};
static const char *const seat_member[] = { "person_uid", "post_uid", "seat_organization_uid",
                                           NULL };
static const char *const seat_place[] = { "group_uid", "organization_uid", NULL };
static const char *const tie_key[] = { "kind",          "from_group_uid", "from_organization_uid",
                                       "from_post_uid", "to_group_uid",   "to_organization_uid",
                                       "to_post_uid",   "from_day",       NULL };
static const char *const tie_from[] = { "from_group_uid", "from_organization_uid", "from_post_uid",
                                        NULL };
static const char *const tie_to[] = { "to_group_uid", "to_organization_uid", "to_post_uid", NULL };
static const char *const tie_place[] = { "from_group_uid",        "to_group_uid",
                                         "from_organization_uid", "to_organization_uid",
                                         "from_post_uid",         NULL };

#define TABLE(kind_, object_, mark_, select_, ids_, insert_, update_, ...)                         \
    {                                                                                              \
        .kind = #kind_, .object = object_, .select = select_, .ids = ids_, .insert = insert_,      \
        .update = update_, .action = object_ ".import", .mark = mark_, .fields = kind_,            \
        .n = sizeof kind_ / sizeof *kind_, __VA_ARGS__                                             \
    }

const struct yp_x_table yp_x_tables[X_TABLES] = {
    TABLE(ties, "tie", "to_group_uid", "exchange.ties", "exchange.ids_tie", "exchange.tie_insert",
          "exchange.tie_update", .key = tie_key, .place = tie_place,
          .one_of = { { tie_from, "import.one_from" }, { tie_to, "import.one_to" } }),
    TABLE(memberships, "membership", "role", "exchange.memberships", "exchange.ids_membership",
          "exchange.membership_insert", "exchange.membership_update", .key = seat_key,
          .place = seat_place,
          .one_of = { { seat_member, "import.one_member" }, { seat_place, "import.one_place" } }),
    TABLE(groups, "group", "level", "exchange.groups", "exchange.ids_group",
          "exchange.group_insert", "exchange.group_update", .key = NULL),
    TABLE(posts, "post", "is_leadership", "exchange.posts", "exchange.ids_post",
          "exchange.post_insert", "exchange.post_update", .key = NULL),
    TABLE(organizations, "organization", "kind", "exchange.organizations",
          "exchange.ids_organization", "exchange.organization_insert",
          "exchange.organization_update", .key = NULL),
    TABLE(people, "person", "name", "exchange.people", "exchange.ids_person",
          "exchange.person_insert", "exchange.person_update", .key = NULL),
};

const struct yp_x_table *yp_x_find(const char *kind)
{
    for (int i = 0; i < X_TABLES; i++)
        if (!strcmp(yp_x_tables[i].kind, kind))
            return &yp_x_tables[i];
    return NULL;
}

const struct yp_x_table *yp_x_of_header(const struct yp_csv *csv, const char *const *header)
{
    for (int i = 0; i < X_TABLES; i++) /* the order of the list decides: "kind" is also in groups */
        for (int c = 0; c < csv->ncol; c++)
            if (!strcmp(header[c], yp_x_tables[i].mark))
                return &yp_x_tables[i];
    return NULL;
}

int yp_x_field_index(const struct yp_x_table *table, const char *name)
{
    for (int i = 0; i < table->n; i++)
        if (!strcmp(table->fields[i].name, name))
            return i;
    return -1;
}

/* --- lists --- */

static const char *escaped(struct yp_arena *arena, const char *s)
{
    if (!strpbrk(s, "|\\"))
        return s;
    char *out = yp_arena_alloc(arena, 2 * strlen(s) + 1), *to = out;
    for (; *s; s++) {
        if (*s == '|' || *s == '\\')
            *to++ = '\\';
        *to++ = *s;
    }
    return out;
}

const char *yp_x_entry(struct yp_arena *arena, const struct yp_x_list *list, const char *uid,
                       int64_t from_day, const char *from_precision, int64_t to_day,
                       const char *to_precision)
{
    if (!list->kind)
        return escaped(arena, uid);
    const char *from = yp_when_iso(arena, from_day, from_precision),
               *to = yp_when_iso(arena, to_day, to_precision);
    if (list->days == X_ONE_DAY)
        return yp_arena_printf(arena, "%s %s", uid, from);
    if (list->days == X_NO_DAYS || (!*from && !*to))
        return yp_arena_str(arena, uid);
    return yp_arena_printf(arena, "%s %s/%s", uid, *from ? from : "..", *to ? to : "..");
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *yp_x_join(struct yp_arena *arena, const char **entries, int n)
{
    size_t len = 0;
    if (n > 1)
        qsort(entries, (size_t)n, sizeof *entries, by_text);
    for (int i = 0; i < n; i++)
        len += strlen(entries[i]) + 3;
    char *out = yp_arena_alloc(arena, len + 1), *to = out;
    for (int i = 0; i < n; i++) {
        if (i)
            to = stpcpy(to, " | ");
        to = stpcpy(to, entries[i]);
    }
    return out;
}

/* --- reading --- */

static const char *precision_of(const struct yp_rows *rows, int row, const char *name)
{
    const char *s = yp_get_str(rows, row, name);
    return *s ? s : "day";
}

/* Puts a list's entries into the cells of their rows; rows of both come in the order of id. */
static int read_list(struct yp_core *core, struct yp_db *db, struct yp_arena *arena,
                     const struct yp_x_table *table, int field, int nrow, const int64_t *ids,
                     const char **cells, struct yp_err *err)
{
    const struct yp_x_list *list = table->fields[field].list;
    struct yp_rows rows;
    int rc = yp_read(core, db, arena, list->read,
                     YP_ROW(YP_INT("after", ids[0] - 1), YP_INT("last", ids[nrow - 1])), X_ROWS_MAX,
                     &rows, err);
    if (rc == YP_OK && rows.more)
        rc = yp_fail(err, YP_ELIMIT, "error.too_much", "%s: over %d", list->read, X_ROWS_MAX);
    if (rc < 0)
        return rc;
    const char **entries = yp_arena_array(arena, (size_t)rows.nrow + 1, sizeof *entries);
    int id_col = yp_col(&rows, "id"), uid_col = yp_col(&rows, "uid");
    for (int i = 0, at = 0; i < rows.nrow;) {
        int64_t id = yp_at(&rows, i, id_col)->i;
        int n = 0;
        for (; i < rows.nrow && yp_at(&rows, i, id_col)->i == id; i++) {
            int64_t from = yp_get_null(&rows, i, "from_day") ? YP_DAY_UNKNOWN
                                                             : yp_get_i64(&rows, i, "from_day");
            int64_t to =
                yp_get_null(&rows, i, "to_day") ? YP_DAY_STILL : yp_get_i64(&rows, i, "to_day");
            entries[n++] = yp_x_entry(arena, list, yp_at(&rows, i, uid_col)->s, from,
                                      precision_of(&rows, i, "from_precision"), to,
                                      precision_of(&rows, i, "to_precision"));
        }
        while (at < nrow && ids[at] < id)
            at++;
        if (at < nrow && ids[at] == id)
            cells[(size_t)at * (size_t)table->n + (size_t)field] = yp_x_join(arena, entries, n);
    }
    return YP_OK;
}

static const char *text_of(struct yp_arena *arena, const struct yp_x_field *field,
                           const struct yp_value *v)
{
    if (v->type == YP_TEXT)
        return v->s;
    if (v->type != YP_I64)
        return "";
    if (field->type == X_DAY || field->type == X_FROM || field->type == X_TO)
        return yp_when_iso(arena, v->i, "day");
    return yp_arena_printf(arena, "%" PRId64, v->i);
}

int yp_x_read(struct yp_core *core, struct yp_db *db, struct yp_arena *arena,
              const struct yp_x_table *table, const char *only, int64_t after, int max_rows,
              struct yp_x_rows *ret, struct yp_err *err)
{
    struct yp_rows rows;
    int rc =
        yp_read(core, db, arena, table->select,
                YP_ROW(YP_STR("only", only), YP_INT("after", after), YP_INT("limit", max_rows + 1)),
                max_rows, &rows, err);
    if (rc < 0)
        return rc;
    size_t n = (size_t)rows.nrow * (size_t)table->n;
    const char **cells = yp_arena_array(arena, n + 1, sizeof *cells);
    int64_t *ids = yp_arena_array(arena, (size_t)rows.nrow + 1, sizeof *ids);
    int id_col = yp_col(&rows, "id");
    for (int r = 0; r < rows.nrow; r++)
        ids[r] = yp_at(&rows, r, id_col)->i;
    for (int f = 0; f < table->n; f++) {
        int col = yp_col(&rows, table->fields[f].name);
        for (int r = 0; r < rows.nrow; r++)
            cells[(size_t)r * (size_t)table->n + (size_t)f] =
                col < 0 ? "" : text_of(arena, &table->fields[f], yp_at(&rows, r, col));
    }
    for (int f = 0; f < table->n && rc == YP_OK && rows.nrow; f++)
        if (table->fields[f].type == X_LIST)
            rc = read_list(core, db, arena, table, f, rows.nrow, ids, cells, err);
    *ret = (struct yp_x_rows){ rows.nrow, ids, cells, rows.more };
    return rc;
}

int yp_x_each(struct yp_core *core, struct yp_db *db, const struct yp_x_table *table,
              const char *only, yp_x_page_fn *fn, void *ctx, struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct yp_x_rows rows = { .more = true };
    int64_t after = 0;
    int rc = YP_OK;
    while (rc == YP_OK && rows.more) {
        yp_arena_reset(arena);
        rc = yp_x_read(core, db, arena, table, only, after, X_PAGE, &rows, err);
        if (rc == YP_OK)
            rc = fn(ctx, arena, &rows, err);
        if (rc == YP_OK && rows.nrow)
            after = rows.ids[rows.nrow - 1];
    }
    return rc;
}

/* --- writing --- */

/* A row of the table, or its header when cells is NULL. */
static void write_row(const struct yp_x_writer *w, const char *const *cells)
{
    for (int f = 0; f < w->table->n; f++) {
        const struct yp_x_field *field = &w->table->fields[f];
        if (field->is_private && !w->is_admin)
            continue;
        const char *s = cells ? cells[f] : field->name;
        if (f)
            yp_buf_char(w->out, w->separator);
        yp_csv_write_field(w->out, s, strlen(s), w->separator);
    }
    yp_buf_str(w->out, "\r\n");
}

static int write_page(void *ctx, struct yp_arena *arena YP_UNUSED, const struct yp_x_rows *rows,
                      struct yp_err *err)
{
    const struct yp_x_writer *w = ctx;
    for (int r = 0; r < rows->nrow; r++)
        write_row(w, &rows->cells[(size_t)r * (size_t)w->table->n]);
    return w->step(w->ctx, err);
}

int yp_x_write(struct yp_core *core, struct yp_db *db, const struct yp_x_writer *writer,
               struct yp_err *err)
{
    struct yp_x_writer w = *writer;
    write_row(&w, NULL);
    return yp_x_each(core, db, w.table, w.only, write_page, &w, err);
}
