/*
 * The register as Popolo, with its property names: persons, organizations (groups among them),
 * memberships, posts, areas and events. Layer: app. Source: Popolo specification, schemas at
 * popoloproject.com. Spec: doc/spec/exchange.md.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/exchange_int.h"
#include "core/spool.h"
#include "lib/icu.h"

extern const struct yp_raw yp_raw_popolo;

struct writer {
    struct yp_ask *ask;
    struct yp_spool *spool;
    struct yp_buf *out;
    struct yp_arena *arena; /* of the page of rows at hand */
    bool has_property, has_object;
    const struct yp_x_table *table;
    struct yp_x_rows rows;
    int row;
    void (*one)(struct writer *w);
    bool is_object; /* one() writes what is in an object; else the objects themselves */
};

/* --- JSON --- */

static void begin_list(struct writer *w, const char *name)
{
    yp_buf_printf(w->out, "%s\n\"%s\":[", w->has_property ? "," : "", name);
    w->has_object = false;
}

static void end_list(struct writer *w)
{
    yp_buf_str(w->out, "]");
    w->has_property = true;
}

static void begin_object(struct writer *w)
{
    yp_buf_str(w->out, w->has_object ? ",\n{" : "\n{");
    w->has_property = false;
}

static void end_object(struct writer *w)
{
    yp_buf_str(w->out, "}");
    w->has_object = w->has_property = true;
}

/* A property with a text; left out when it is empty. */
static void put(struct writer *w, const char *name, const char *text)
{
    if (!*text)
        return;
    yp_buf_printf(w->out, "%s\"%s\":", w->has_property ? "," : "", name);
    yp_json_string(w->out, text, strlen(text));
    w->has_property = true;
}

/* A property with a list of one object of up to two texts. */
static void put_one(struct writer *w, const char *name, const char *key, const char *value,
                    const char *key2, const char *value2)
{
    if (!*value)
        return;
    yp_buf_printf(w->out, "%s\"%s\":[{", w->has_property ? "," : "", name);
    w->has_property = false;
    put(w, key, value);
    put(w, key2, value2);
    yp_buf_str(w->out, "}]");
    w->has_property = true;
}

/* --- rows --- */

static const char *cell(const struct writer *w, const char *name)
{
    int f = yp_x_field_index(w->table, name);
    return f < 0 ? "" : w->rows.cells[(size_t)w->row * (size_t)w->table->n + (size_t)f];
}

/* A day as well as it is known: 2021-01-15, 2021-01 or 2021. */
static const char *reduced(struct writer *w, const char *day, const char *precision)
{
    size_t len = !strcmp(precision, "month")                                  ? 7
                 : !strcmp(precision, "year") || !strcmp(precision, "season") ? 4
                                                                              : 10;
    return strlen(day) < len ? day : yp_arena_mem(w->arena, day, len);
}

static void put_days(struct writer *w, const char *from, const char *to)
{
    put(w, from, reduced(w, cell(w, "from_day"), cell(w, "from_precision")));
    put(w, to, reduced(w, cell(w, "to_day"), cell(w, "to_precision")));
}

/* The uid of a list's first entry. */
static const char *first_of(struct writer *w, const char *list)
{
    const char *s = cell(w, list);
    return yp_arena_mem(w->arena, s, strcspn(s, " "));
}

static void put_names(struct writer *w)
{
    const char *s = cell(w, "aliases");
    if (!*s)
        return;
    yp_buf_printf(w->out, ",\"other_names\":[");
    for (bool first = true; *s; first = false) {
        const char *end = strstr(s, " | ");
        size_t len = end ? (size_t)(end - s) : strlen(s);
        yp_buf_str(w->out, first ? "{\"name\":" : ",{\"name\":");
        yp_json_string(w->out, s, len);
        yp_buf_str(w->out, "}");
        s = end ? end + 3 : s + len;
    }
    yp_buf_str(w->out, "]");
}

static void put_person(struct writer *w)
{
    put(w, "id", cell(w, "uid"));
    put(w, "name", cell(w, "name"));
    put(w, "summary", cell(w, "title"));
    put(w, "email", cell(w, "email"));
}

static void put_organization(struct writer *w)
{
    put(w, "id", cell(w, "uid"));
    put(w, "name", cell(w, "name"));
    put_names(w);
    put_one(w, "identifiers", "identifier", cell(w, "business_id"), "scheme", "fi-business-id");
    put(w, "classification", cell(w, "kind"));
    put(w, "parent_id", first_of(w, "parents"));
    put(w, "area_id", cell(w, "area"));
    put(w, "description", cell(w, "description"));
    put_days(w, "founding_date", "dissolution_date");
    put_one(w, "contact_details", "type", *cell(w, "email") ? "email" : "", "value",
            cell(w, "email"));
    put_one(w, "links", "url", cell(w, "url"), "note", "");
}

/* A group is an organization; its whole is its parent group, else the organization it belongs to.
 */
static void put_group(struct writer *w)
{
    const char *parent = first_of(w, "parents");
    put(w, "id", cell(w, "uid"));
    put(w, "name", cell(w, "name"));
    put_names(w);
    put(w, "classification", cell(w, "kind"));
    put(w, "parent_id", *parent ? parent : cell(w, "organization_uid"));
    put(w, "area_id", cell(w, "area"));
    put(w, "description", cell(w, "mandate"));
    put_days(w, "founding_date", "dissolution_date");
}

static void put_membership(struct writer *w)
{
    put(w, "id", cell(w, "uid"));
    put(w, "role", cell(w, "role"));
    put(w, "label", cell(w, "title"));
    put(w, "person_id", cell(w, "person_uid"));
    put(w, "post_id", cell(w, "post_uid"));
    if (*cell(w, "seat_organization_uid")) {
        yp_buf_str(w->out, ",\"member\":{");
        w->has_property = false;
        put(w, "id", cell(w, "seat_organization_uid"));
        put(w, "name", cell(w, "seat_organization_name"));
        yp_buf_str(w->out, "}");
    }
    put(w, "organization_id",
        *cell(w, "group_uid") ? cell(w, "group_uid") : cell(w, "organization_uid"));
    put(w, "on_behalf_of_id", cell(w, "on_behalf_of_uid"));
    put_days(w, "start_date", "end_date");
}

/* Holders of a post: "uid 2021-01/..", parted by bars; days of a season are given by their year. */
static void put_holders(struct writer *w)
{
    const char *s = cell(w, "holders");
    for (int n = 1; *s; n++) {
        const char *end = strstr(s, " | "), *stop = end ? end : s + strlen(s),
                   *days = s + strcspn(s, " |");
        begin_object(w);
        put(w, "id", yp_arena_printf(w->arena, "%s-holder-%d", cell(w, "uid"), n));
        put(w, "person_id", yp_arena_mem(w->arena, s, (size_t)(days - s)));
        put(w, "post_id", cell(w, "uid"));
        put(w, "organization_id", cell(w, "organization_uid"));
        if (days < stop) {
            const char *slash = memchr(days, '/', (size_t)(stop - days));
            const char *parts[2] = { days + 1, slash + 1 }, *ends[2] = { slash, stop };
            for (int i = 0; i < 2; i++) {
                char *day = yp_arena_mem(w->arena, parts[i], (size_t)(ends[i] - parts[i]));
                if (strlen(day) == 7 && strcmp(day + 5, "12") > 0) /* 2021-21: a season */
                    day[4] = '\0';
                put(w, i ? "end_date" : "start_date", strcmp(day, "..") ? day : "");
            }
        }
        end_object(w);
        s = end ? end + 3 : stop;
    }
}

static void put_post(struct writer *w)
{
    put(w, "id", cell(w, "uid"));
    put(w, "label", cell(w, "name"));
    put(w, "role", cell(w, "name"));
    put(w, "organization_id", cell(w, "organization_uid"));
    put(w, "area_id", cell(w, "area"));
    put(w, "start_date", cell(w, "from_day"));
    put(w, "end_date", cell(w, "to_day"));
}

static int put_page(void *ctx, struct yp_arena *arena, const struct yp_x_rows *rows,
                    struct yp_err *err)
{
    struct writer *w = ctx;
    w->arena = arena;
    w->rows = *rows;
    for (w->row = 0; w->row < w->rows.nrow; w->row++) {
        if (w->is_object)
            begin_object(w);
        w->one(w);
        if (w->is_object)
            end_object(w);
    }
    return yp_spool_step(w->spool, err);
}

static int put_rows(struct writer *w, const char *kind, void (*one)(struct writer *w),
                    bool is_object, struct yp_err *err)
{
    w->table = yp_x_find(kind);
    w->one = one;
    w->is_object = is_object;
    return yp_x_each(w->ask->core, w->ask->thread->page_db, w->table, NULL, put_page, w, err);
}

/* --- areas and events --- */

/* Writes each row of a statement that goes by id, page by page. */
static int put_each(struct writer *w, const char *statement,
                    void (*one)(struct writer *w, const struct yp_rows *rows, int row),
                    struct yp_err *err)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    struct yp_rows rows = { .more = true };
    int64_t after = 0;
    int rc = YP_OK;
    w->arena = arena;
    while (rc == YP_OK && rows.more) {
        yp_arena_reset(arena);
        rc = yp_read(w->ask->core, w->ask->thread->page_db, arena, statement,
                     YP_ROW(YP_INT("after", after), YP_INT("limit", X_PAGE + 1)), X_PAGE, &rows,
                     err);
        for (int i = 0; rc == YP_OK && i < rows.nrow; i++) {
            begin_object(w);
            one(w, &rows, i);
            end_object(w);
            after = yp_get_i64(&rows, i, "id");
        }
        if (rc == YP_OK)
            rc = yp_spool_step(w->spool, err);
    }
    return rc;
}

static void put_area(struct writer *w, const struct yp_rows *rows, int row)
{
    put(w, "id", yp_get_str(rows, row, "path_code"));
    put(w, "name", yp_get_str(rows, row, "name"));
    put(w, "identifier", yp_get_str(rows, row, "code"));
    put(w, "classification", yp_get_str(rows, row, "kind"));
    put(w, "parent_id", yp_get_str(rows, row, "parent"));
}

static const char *moment(struct writer *w, const struct yp_rows *rows, int row, const char *at,
                          const char *day)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    int col = yp_col(rows, yp_get_null(rows, row, at) ? day : at);
    if (col >= 0)
        yp_icu_format("fi", yp_get_null(rows, row, at) ? "iso" : "isodatetime",
                      yp_at(rows, row, col), &out);
    return yp_arena_str(w->arena, yp_buf_text(&out));
}

static void put_event(struct writer *w, const struct yp_rows *rows, int row)
{
    const char *group = yp_get_str(rows, row, "group_name");
    put(w, "id", yp_get_str(rows, row, "uid"));
    put(w, "name",
        yp_get_null(rows, row, "number")
            ? group
            : yp_arena_printf(w->arena, "%s %" PRId64 "/%" PRId64, group,
                              yp_get_i64(rows, row, "number"), yp_get_i64(rows, row, "year")));
    put(w, "classification", "meeting");
    put(w, "status",
        yp_get_i64(rows, row, "is_cancelled") ? "cancelled" : yp_get_str(rows, row, "state"));
    put(w, "start_date", moment(w, rows, row, "starts_at", "day"));
    put(w, "end_date", moment(w, rows, row, "ends_at", ""));
    put(w, "location", yp_get_str(rows, row, "place"));
    put(w, "organization_id", yp_get_str(rows, row, "group_uid"));
}

/* What a list holds: the rows of a table of the register, or those of a statement. */
struct part {
    const char *list, *table;
    void (*one)(struct writer *w);
    bool many; /* `one` opens its objects itself */
    const char *statement;
    void (*each)(struct writer *w, const struct yp_rows *rows, int row);
};

static int put_all(struct writer *w, struct yp_err *err)
{
    static const struct part parts[] = {
        { "persons", "people", put_person, false, NULL, NULL },
        { "organizations", "organizations", put_organization, false, NULL, NULL },
        { "organizations", "groups", put_group, false, NULL, NULL },
        { "memberships", "memberships", put_membership, false, NULL, NULL },
        { "memberships", "posts", put_holders, true, NULL, NULL },
        { "posts", "posts", put_post, false, NULL, NULL },
        { "areas", NULL, NULL, false, "popolo.areas", put_area },
        { "events", NULL, NULL, false, "popolo.events", put_event },
    };
    int rc = YP_OK;
    yp_buf_str(w->out, "{");
    for (size_t i = 0; rc == YP_OK && i < sizeof parts / sizeof *parts; i++) {
        const struct part *p = &parts[i];
        if (i == 0 || strcmp(p->list, p[-1].list) != 0) {
            if (i > 0)
                end_list(w);
            begin_list(w, p->list);
        }
        rc = p->statement ? put_each(w, p->statement, p->each, err)
                          : put_rows(w, p->table, p->one, !p->many, err);
    }
    end_list(w);
    yp_buf_str(w->out, "\n}\n");
    return rc;
}

static int popolo(struct yp_ask *ask, struct yp_reply *reply, struct yp_err *err)
{
    struct writer w = { .ask = ask, .spool = yp_spool_begin(ask, reply), .out = &reply->body };
    yp_reply_header(reply, "Content-Type", "application/json; charset=utf-8");
    yp_reply_header(reply, "Access-Control-Allow-Origin", "*");
    int rc = put_all(&w, err);
    return yp_spool_end(w.spool, rc, err);
}

const struct yp_raw yp_raw_popolo = { "popolo", "/api/v1/popolo.json", "public", popolo };
