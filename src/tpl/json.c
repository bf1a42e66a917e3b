/* The rows of a page as JSON. Layer: tpl. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "tpl/tpl_int.h"

enum kind { SKIP, BOOLEAN, DAY, MOMENT, PLAIN };

/* What writing needs to know of a section, made once. */
struct plan {
    unsigned char *kinds; /* of each column of the rows */
    int key;              /* column of the parent's rows, -1 at top level */
    struct yp_children *children;
};

struct json {
    const struct yp_data *data;
    struct yp_arena *arena;
    struct plan *plans; /* of each section */
    struct yp_buf *out;
};

void yp_real_text(double f, char ret[32])
{
    ret[0] = '\0';
    for (int digits = 15; isfinite(f) && digits <= 17; digits++) {
        snprintf(ret, 32, "%.*g", digits, f);
        if (!islessgreater(strtod(ret, NULL), f))
            break;
    }
}

void yp_json_string(struct yp_buf *out, const char *s, size_t len)
{
    const char *end = s + len, *from = s;
    yp_buf_char(out, '"');
    for (const char *p = s; p < end; p++) {
        unsigned char ch = (unsigned char)*p;
        bool is_line = ch == 0xE2 && end - p > 2 && (unsigned char)p[1] == 0x80 &&
                       ((unsigned char)p[2] & 0xFE) == 0xA8; /* U+2028, U+2029 */
        if (ch >= 0x20 && !strchr("\"\\<>&", ch) && ch != 0x7F && !is_line)
            continue;
        yp_buf_add(out, from, (size_t)(p - from));
        if (ch == '"' || ch == '\\')
            yp_buf_add(out, (char[]){ '\\', (char)ch }, 2);
        else if (ch == '\n')
            yp_buf_add(out, "\\n", 2);
        else
            yp_buf_printf(out, "\\u%04x", is_line ? 0x2000u + ((unsigned char)p[2] & 0x3Fu) : ch);
        p += is_line ? 2 : 0;
        from = p + 1;
    }
    if (end > from)
        yp_buf_add(out, from, (size_t)(end - from));
    yp_buf_char(out, '"');
}

static bool starts(const char *s, const char *with)
{
    return !strncmp(s, with, strlen(with));
}

static bool ends(const char *s, const char *with)
{
    size_t n = strlen(s), m = strlen(with);
    return n >= m && !strcmp(s + n - m, with);
}

static enum kind kind_of(const struct yp_section *section, const char *name)
{
    if (*name == '_' || *name == '-' || ends(name, "_sort") || ends(name, "_first") ||
        ends(name, "_order"))
        return SKIP;
    if (section->parent >= 0 && !strcmp(name, section->on))
        return SKIP;
    if (starts(name, "is_") || starts(name, "can_") || starts(name, "has_"))
        return BOOLEAN;
    return !strcmp(name, "day") || ends(name, "_day") ? DAY : ends(name, "_at") ? MOMENT : PLAIN;
}

static void day(struct yp_buf *out, int64_t n)
{
    if (n < INT32_MIN || n > INT32_MAX) {
        yp_buf_str(out, "null");
        return;
    }
    struct yp_local d = yp_day_split((int32_t)n);
    yp_buf_printf(out, "\"%04d-%02d-%02d\"", d.year, d.month, d.day);
}

static void moment(struct yp_buf *out, int64_t at)
{
    const int64_t second = 1000000, whole = 86400 * second;
    int64_t days = at / whole - (at % whole < 0);
    int s = (int)((at - days * whole) / second);
    struct yp_local d = yp_day_split((int32_t)days);
    yp_buf_printf(out, "\"%04d-%02d-%02dT%02d:%02d:%02dZ\"", d.year, d.month, d.day, s / 3600,
                  s / 60 % 60, s % 60);
}

static void number(struct yp_buf *out, int64_t i, enum kind kind)
{
    if (kind == BOOLEAN)
        yp_buf_str(out, i ? "true" : "false");
    else if (kind == DAY)
        day(out, i);
    else if (kind == MOMENT)
        moment(out, i);
    else
        yp_buf_printf(out, "%" PRId64, i);
}

static void value(struct yp_buf *out, const struct yp_value *v, enum kind kind)
{
    char real[32];
    switch (v->type) {
    case YP_I64: number(out, v->i, kind); return;
    case YP_TEXT: yp_json_string(out, v->len ? v->s : "", v->len); return;
    case YP_F64:
        yp_real_text(v->f, real);
        yp_buf_str(out, *real ? real : "null");
        return;
    case YP_NULL:
    case YP_BLOB: yp_buf_str(out, "null"); return;
    }
}

static struct plan *plan_of(struct json *j, int section)
{
    struct plan *plan = &j->plans[section];
    if (plan->kinds)
        return plan;
    const struct yp_section *s = &j->data->sections->at[section];
    const struct yp_rows *rows = &j->data->rows[section];
    plan->kinds = yp_arena_array(j->arena, (size_t)rows->ncol, 1);
    for (int i = 0; i < rows->ncol; i++)
        plan->kinds[i] = (unsigned char)kind_of(s, rows->names[i]);
    if (s->parent >= 0) {
        plan->children = yp_children_new(j->arena, rows, rows->nrow ? yp_col(rows, s->on) : -1);
        plan->key = yp_col(&j->data->rows[s->parent], s->key);
    }
    return plan;
}

static void key(struct json *j, const char *name, bool *is_first)
{
    if (!*is_first)
        yp_buf_char(j->out, ',');
    *is_first = false;
    yp_json_string(j->out, name, strlen(name));
    yp_buf_char(j->out, ':');
}

static void group(struct json *j, int section, const int *list, int n, bool as_array);

static void object(struct json *j, int section, int row)
{
    const struct yp_sections *sections = j->data->sections;
    const struct yp_rows *rows = &j->data->rows[section];
    const struct plan *plan = plan_of(j, section);
    bool is_first = true;
    yp_buf_char(j->out, '{');
    for (int i = 0; i < rows->ncol; i++)
        if (plan->kinds[i] != SKIP) {
            key(j, rows->names[i], &is_first);
            value(j->out, yp_at(rows, row, i), (enum kind)plan->kinds[i]);
        }
    for (int s = 0; s < sections->n; s++) {
        if (sections->at[s].parent != section)
            continue;
        const struct plan *child = plan_of(j, s);
        const int *list = NULL;
        int n = child->key < 0
                    ? 0
                    : yp_children_find(child->children, yp_at(rows, row, child->key), &list);
        key(j, sections->at[s].name, &is_first);
        group(j, s, list, n, !sections->at[s].is_one);
    }
    yp_buf_char(j->out, '}');
}

/* n rows of a section; list NULL: the first n. */
static void group(struct json *j, int section, const int *list, int n, bool as_array)
{
    if (!as_array) {
        if (n)
            object(j, section, list ? list[0] : 0);
        else
            yp_buf_str(j->out, "null");
        return;
    }
    yp_buf_char(j->out, '[');
    for (int i = 0; i < n && !j->out->full; i++) {
        if (i)
            yp_buf_char(j->out, ',');
        object(j, section, list ? list[i] : i);
    }
    yp_buf_char(j->out, ']');
}

static struct json begin(const struct yp_data *data, struct yp_buf *out)
{
    struct yp_arena *arena = yp_arena_new();
    return (struct json){ data, arena,
                          yp_arena_array(arena, (size_t)data->sections->n, sizeof(struct plan)),
                          out };
}

static int end(struct json *j, struct yp_err *err)
{
    yp_arena_free(j->arena);
    if (j->out->full)
        return yp_fail(err, YP_ELIMIT, "page.large", "more than %zu bytes of JSON", j->out->cap);
    return YP_OK;
}

static bool is_listed(const char *only, const char *name)
{
    size_t len = strlen(name);
    for (const char *p = only; p && *p; p += *p == ',') {
        size_t n = strcspn(p, ",");
        if (n == len && !memcmp(p, name, n))
            return true;
        p += n;
    }
    return !only;
}

int yp_tpl_json(const struct yp_data *data, const char *only, struct yp_buf *out,
                struct yp_err *err)
{
    struct json j = begin(data, out);
    bool is_first = true;
    yp_buf_char(out, '{');
    for (int s = 0; s < data->sections->n; s++) {
        const struct yp_section *section = &data->sections->at[s];
        if (section->parent >= 0 || !is_listed(only, section->name))
            continue;
        key(&j, section->name, &is_first);
        group(&j, s, NULL, data->rows[s].nrow, !section->is_one);
    }
    yp_buf_char(out, '}');
    return end(&j, err);
}

int yp_tpl_json_section(const struct yp_data *data, int section, bool as_array, struct yp_buf *out,
                        struct yp_err *err)
{
    struct json j = begin(data, out);
    group(&j, section, NULL, data->rows[section].nrow, as_array);
    return end(&j, err);
}
