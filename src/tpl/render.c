/* Runs the operations of a template over rows. Layer: tpl. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "tpl/tpl_int.h"

/* Where rendering is in a section: a group of its rows and one of them. */
struct cursor {
    const struct yp_rows *rows;
    const int *list; /* rows of the group; NULL: all */
    int n, i;        /* rows in the group; which one, from 0 */
    bool is_open;
    const int
        *map; /* from the column of the section to the column of its rows, -1 when not there */
    int more, next;                     /* columns "-more" and "-next" of its rows, or -1 */
    int key;                            /* children: column of the parent's rows */
    const struct yp_children *children; /* made when first asked for */
};

struct render {
    const struct yp_tpl *tpl;
    const struct yp_tpl_format *format;
    const struct yp_data *data;
    struct yp_arena *arena;
    struct cursor *at; /* of each section */
    struct yp_buf *out;
    struct yp_buf tmp; /* a formatted value before it is escaped */
    struct yp_value fact;
    struct yp_err *err;
};

static const struct yp_value nothing;

static int row_of(const struct cursor *cur, int i)
{
    return cur->list ? cur->list[i] : i;
}

static bool is_something(const struct yp_value *v)
{
    switch (v->type) {
    case YP_NULL: return false;
    case YP_I64: return v->i != 0;
    case YP_F64: return v->f < 0 || v->f > 0;
    case YP_TEXT:
    case YP_BLOB: return v->len > 0;
    }
    return false;
}

/* Points the cursor at the rows of a section: all, or those of the parent's row. */
static void enter(struct render *r, int section)
{
    const struct yp_section *s = &r->data->sections->at[section];
    struct cursor *cur = &r->at[section];
    cur->i = 0;
    cur->list = NULL;
    cur->n = cur->rows->nrow;
    if (s->parent < 0)
        return;
    cur->n = 0;
    const struct cursor *up = &r->at[s->parent];
    if (cur->rows->nrow == 0 || up->n == 0)
        return;
    if (!cur->children) {
        cur->children = yp_children_new(r->arena, cur->rows, yp_col(cur->rows, s->on));
        cur->key = yp_col(up->rows, s->key);
    }
    if (cur->key >= 0)
        cur->n = yp_children_find(cur->children, yp_at(up->rows, row_of(up, up->i), cur->key),
                                  &cur->list);
}

/* A column of the last row of the group. */
static const struct yp_value *last(const struct cursor *cur, int column)
{
    return column < 0 || !cur->n ? &nothing : yp_at(cur->rows, row_of(cur, cur->n - 1), column);
}

static const struct yp_value *fact(struct render *r, struct yp_ref ref)
{
    struct cursor *cur = &r->at[ref.section];
    if (!cur->is_open)
        enter(r, ref.section);
    int64_t n = 0;
    switch (ref.column) {
    case YP_COL_FIRST: n = cur->i == 0; break;
    case YP_COL_LAST: n = cur->i == cur->n - 1; break;
    case YP_COL_N: n = cur->i + 1; break;
    case YP_COL_MORE:
        if (cur->more >= 0)
            return last(cur, cur->more);
        n = cur->rows->more;
        break;
    default: return last(cur, cur->next);
    }
    r->fact = yp_int(n);
    return &r->fact;
}

static const struct yp_value *value(struct render *r, struct yp_ref ref)
{
    if (ref.column < 0)
        return fact(r, ref);
    const struct cursor *cur = &r->at[ref.section];
    if (!cur->n)
        return &nothing;
    int column = cur->map[ref.column];
    return column < 0 ? &nothing : yp_at(cur->rows, row_of(cur, cur->i), column);
}

static void add_number(struct yp_buf *out, int64_t i)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t u = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
    do
        digits[--at] = (char)('0' + u % 10);
    while (u /= 10);
    if (i < 0)
        yp_buf_char(out, '-');
    yp_buf_add(out, digits + at, sizeof digits - at);
}

/* A value without format. */
static void put_plain(const struct yp_value *v, enum yp_esc esc, struct yp_buf *out)
{
    char real[32];
    if (v->type == YP_TEXT) {
        if (v->len)
            yp_escape(out, esc, v->s, v->len);
    } else if (v->type == YP_I64)
        add_number(out, v->i);
    else {
        yp_real_text(v->f, real);
        yp_escape(out, esc, real, strlen(real));
    }
}

static void add_value(struct render *r, const struct yp_op *op)
{
    const struct yp_value *v = value(r, op->ref);
    enum yp_esc esc = (enum yp_esc)op->esc;
    if (v->type == YP_NULL || v->type == YP_BLOB)
        return;
    if (op->name) {
        yp_buf_clear(&r->tmp);
        r->format->format(r->format->ctx, op->name, v, &r->tmp);
        yp_escape(r->out, esc, yp_buf_text(&r->tmp), r->tmp.len);
    } else
        put_plain(v, esc, r->out);
}

/* A value without message is shown as it is: the data is newer than the program. */
static void put_enum(const struct yp_tpl_format *format, const char *key, const struct yp_value *v,
                     enum yp_esc esc, struct yp_buf *out)
{
    char number[24];
    const char *s = v->s;
    if (v->type == YP_I64) {
        snprintf(number, sizeof number, "%" PRId64, v->i);
        s = number;
    } else if (v->type != YP_TEXT)
        return;
    const char *text = format->enum_text(format->ctx, key, s);
    if (!text)
        text = s;
    yp_escape(out, esc, text, strlen(text));
}

static void add_enum(struct render *r, const struct yp_op *op)
{
    put_enum(r->format, op->name, value(r, op->ref), (enum yp_esc)op->esc, r->out);
}

static bool is_one(struct render *r, struct yp_ref ref)
{
    const struct yp_value *v = value(r, ref);
    return !strcmp(r->format->plural(r->format->ctx, v->type == YP_I64 ? v->i : 0), "one");
}

static int run(struct render *r, int from, int to);

static int each(struct render *r, const struct yp_op *op, int from)
{
    struct cursor *cur = &r->at[op->ref.section];
    enter(r, op->ref.section);
    cur->is_open = true;
    int rc = YP_OK;
    for (; rc == YP_OK && cur->i < cur->n && !r->out->full; cur->i++)
        rc = run(r, from, op->jump);
    cur->i = 0; /* a top-level one stays readable behind its section */
    cur->is_open = false;
    return rc;
}

static bool has_rows(struct render *r, int section)
{
    if (!r->at[section].is_open)
        enter(r, section);
    return r->at[section].n > 0;
}

static int json(struct render *r, int section)
{
    bool as_array = !r->data->sections->at[section].is_one;
    return yp_tpl_json_section(r->data, section, as_array, r->out, r->err);
}

static int run(struct render *r, int from, int to)
{
    const struct yp_op *ops = r->tpl->ops;
    int rc = YP_OK;
    for (int i = from; i < to && rc == YP_OK;) {
        const struct yp_op *op = &ops[i++];
        bool jumps = false;
        switch ((enum yp_op_kind)op->kind) {
        case YP_OP_TEXT: yp_buf_add(r->out, r->tpl->text + op->at, op->len); break;
        case YP_OP_VALUE: add_value(r, op); break;
        case YP_OP_ENUM: add_enum(r, op); break;
        case YP_OP_EACH:
            rc = each(r, op, i);
            jumps = true;
            break;
        case YP_OP_NONE: jumps = has_rows(r, op->ref.section); break;
        case YP_OP_IF: jumps = !is_something(value(r, op->ref)); break;
        case YP_OP_UNLESS: jumps = is_something(value(r, op->ref)); break;
        case YP_OP_PLURAL: jumps = !is_one(r, op->ref); break;
        case YP_OP_JUMP: jumps = true; break;
        case YP_OP_JSON: rc = json(r, op->ref.section); break;
        }
        if (jumps)
            i = op->jump;
    }
    return rc;
}

static void prepare(struct render *r, int section)
{
    const struct yp_section *s = &r->data->sections->at[section];
    struct cursor *cur = &r->at[section];
    const struct yp_rows *rows = cur->rows;
    int *map = yp_arena_array(r->arena, (size_t)s->ncolumns, sizeof *map);
    for (int i = 0; i < s->ncolumns; i++) /* rows come in the order of the columns, most often */
        map[i] = i < rows->ncol && !strcmp(rows->names[i], s->columns[i])
                     ? i
                     : yp_col(rows, s->columns[i]);
    cur->map = map;
    cur->more = s->has_more ? yp_col(rows, "-more") : -1;
    cur->next = s->has_more ? yp_col(rows, "-next") : -1;
}

int yp_tpl_render(const struct yp_tpl *tpl, const struct yp_tpl_format *format,
                  const struct yp_data *data, struct yp_arena *arena, struct yp_buf *out,
                  struct yp_err *err)
{
    if (data->sections->n != tpl->sections->n)
        return yp_fail(err, YP_EBUG, "tpl.form", "the data has other sections than the template");
    size_t n = (size_t)data->sections->n;
    struct render r = {
        .tpl = tpl, .format = format, .data = data, .arena = arena, .out = out, .err = err
    };
    r.at = yp_arena_array(arena, n, sizeof *r.at);
    for (int s = 0; s < data->sections->n; s++) {
        r.at[s].rows = &data->rows[s];
        if (data->sections->at[s].parent < 0)
            r.at[s].n = data->rows[s].nrow;
        if (tpl->is_used[s] && data->rows[s].nrow > 0)
            prepare(&r, s);
        else
            r.at[s].more = r.at[s].next = -1;
    }
    int rc = run(&r, 0, tpl->nop);
    yp_buf_release(&r.tmp);
    if (rc == YP_OK && out->full)
        return yp_fail(err, YP_ELIMIT, "page.large", "more than %zu bytes", out->cap);
    return rc;
}

bool yp_tpl_show(const struct yp_tpl *tpl, const struct yp_tpl_format *format, int section,
                 int column, const struct yp_value *v, struct yp_buf *out)
{
    const struct yp_op *shown = NULL;
    for (int i = 0; i < tpl->nop; i++) {
        const struct yp_op *op = &tpl->ops[i];
        if (op->ref.section != section || op->ref.column != column)
            continue;
        if (op->kind == YP_OP_ENUM || (op->kind == YP_OP_VALUE && !shown))
            shown = op;
        if (op->kind == YP_OP_ENUM)
            break;
    }
    if (!shown)
        return false;
    if (v->type == YP_NULL || v->type == YP_BLOB)
        return true;
    if (shown->kind == YP_OP_ENUM)
        put_enum(format, shown->name, v, YP_ESC_NONE, out);
    else if (shown->name)
        format->format(format->ctx, shown->name, v, out);
    else
        put_plain(v, YP_ESC_NONE, out);
    return true;
}
