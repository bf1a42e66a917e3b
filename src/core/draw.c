/* Draws pages: parameters, queries level by level, rows merged, template, frame. Layer: core. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "core/desk.h"
#include "core/page_int.h"
#include "core/spool.h"
#include "lib/csv.h"
#include "lib/icu.h"
#include "lib/sodium.h"

enum { CELLS = 40, PAGE_MAX = 4 * 1024 * 1024 };

struct drawing {
    struct yp_page *page;
    struct yp_ask *ask;
    struct yp_cell cells[CELLS];
    int ncells;
    bool has_cursor;
    struct yp_rows rows[YP_PAGE_QUERIES];                  /* as the statements gave them */
    struct yp_rows shown[YP_S_BUILTINS + YP_PAGE_QUERIES]; /* as the template takes them */
};

static void bind(struct drawing *d, const char *name, struct yp_value v)
{
    if (d->ncells < CELLS)
        d->cells[d->ncells++] = (struct yp_cell){ name, v };
}

/* --- parameters --- */

static int bad_param(const char *name, struct yp_err *err)
{
    int rc = yp_fail(err, YP_EINVAL, "request.param", "parameter %s", name);
    yp_err_arg(err, "name", "%s", name);
    return rc;
}

bool yp_page_tells(const struct yp_page *page, const struct yp_ask *ask)
{
    return page->format == YP_FORMAT_HTML && !page->bare &&
           !strstr(ask->req->accept, "application/json");
}

struct yp_form *yp_page_address(struct yp_ask *ask)
{
    if (!ask->address) {
        ask->address = yp_arena_alloc(ask->arena, sizeof *ask->address);
        *ask->address = (struct yp_form){ .arena = ask->arena, .fields = &ask->req->query };
    }
    return ask->address;
}

/* Text as the page's filter takes it: what is not one is told at its field, and the page is as without it. */
static bool refuse_text(struct drawing *d, const struct yp_page_param *param, const char *s)
{
    const struct yp_page *p = d->page;
    if (param->type != YP_Q_TEXT || !yp_page_tells(p, d->ask) || p->filter < 0)
        return false;
    bool is_shown = false;
    for (int i = 0; i < p->queries[p->filter].ncol; i++)
        is_shown |= !strcmp(p->queries[p->filter].names[i], param->name);
    if (!is_shown)
        return false;
    char limit[16];
    snprintf(limit, sizeof limit, "%d", param->max);
    if (!yp_utf8_valid(s, strlen(s)) || yp_utf8_has_control(s, strlen(s), false))
        yp_form_refuse(yp_page_address(d->ask), param->name, "form.characters", NULL);
    else
        yp_form_refuse(yp_page_address(d->ask), param->name, "form.too_long", "max", limit, NULL);
    bind(d, param->name, yp_none());
    bind(d, yp_arena_printf(d->ask->arena, "%s_fold", param->name), yp_text(""));
    return true;
}

/* A cursor "i12~tABC" to :after_… of the page's paged query. */
static int bind_cursor(struct drawing *d, const char *text, struct yp_err *err)
{
    struct yp_arena *arena = d->ask->arena;
    const struct yp_query *q = NULL;
    for (int i = 0; i < d->page->nqueries && !q; i++)
        if (d->page->queries[i].bound == YP_PAGED)
            q = &d->page->queries[i];
    if (!q)
        return bad_param("after", err);
    for (int i = 0; i < q->nby; i++) {
        size_t len = strcspn(text, "~");
        if (len < 2 || len > 2000 || (text[0] != 'i' && text[0] != 't'))
            return bad_param("after", err);
        for (size_t k = 1; k < len; k++)
            if (!isalnum((unsigned char)text[k]) && !(text[0] == 'i' && k == 1 && text[k] == '-'))
                return bad_param("after", err);
        char *value = yp_arena_mem(arena, text + 1, len - 1), *end;
        struct yp_value v = yp_text(value);
        if (text[0] == 'i') {
            v = yp_int(strtoll(value, &end, 10));
            if (*end || len > 21)
                return bad_param("after", err);
        }
        bind(d, yp_arena_printf(arena, "after_%s", q->by[i]), v);
        text += len + (text[len] == '~');
    }
    d->has_cursor = true;
    return *text ? bad_param("after", err) : YP_OK;
}

static int bind_param(struct drawing *d, const struct yp_page_param *param, struct yp_err *err)
{
    struct yp_arena *arena = d->ask->arena;
    /* A page's parameter is read from the address with its name as it is; "after" is the cursor's.
     */
    const char *s = yp_field_get(&d->ask->req->query, param->name);
    if (!s || !*s) {
        bind(d, param->name, yp_none());
        if (param->type == YP_Q_TEXT)
            bind(d, yp_arena_printf(arena, "%s_fold", param->name), yp_text(""));
        return YP_OK;
    }
    size_t len = strlen(s);
    if (!yp_utf8_valid(s, len) || yp_utf8_has_control(s, len, false))
        return refuse_text(d, param, s) ? YP_OK : bad_param(param->name, err);
    char *end;
    int y, m, day, n = 0;
    switch (param->type) {
    case YP_Q_ID:
    case YP_Q_INT: {
        long long v = strtoll(s, &end, 10);
        if (*end || len > 18 || (param->type == YP_Q_ID && v <= 0))
            return bad_param(param->name, err);
        bind(d, param->name, yp_int(v));
        return YP_OK;
    }
    case YP_Q_DAY:
        if (sscanf(s, "%4d-%2d-%2d%n", &y, &m, &day, &n) != 3 || s[n] || !yp_day_valid(y, m, day))
            return bad_param(param->name, err);
        bind(d, param->name, yp_int(yp_day(y, m, day)));
        return YP_OK;
    case YP_Q_WORD:
        for (const char *c = s; *c; c++)
            if (!islower((unsigned char)*c) && *c != '_' && *c != '.')
                return bad_param(param->name, err);
        if (len > 60)
            return bad_param(param->name, err);
        bind(d, param->name, yp_text(yp_arena_str(arena, s)));
        return YP_OK;
    case YP_Q_CURSOR: return bind_cursor(d, s, err);
    case YP_Q_TEXT:
        if (yp_utf8_length(s) > (size_t)param->max)
            return refuse_text(d, param, s) ? YP_OK : bad_param(param->name, err);
        bind(d, param->name, yp_text(yp_arena_str(arena, s)));
        bind(d, yp_arena_printf(arena, "%s_fold", param->name), yp_text(yp_icu_fold(arena, s)));
        return YP_OK;
    }
    return YP_OK;
}

static int bind_all(struct drawing *d, struct yp_err *err)
{
    const struct yp_viewer *v = &d->ask->who.viewer;
    bind(d, "viewer", yp_int(v->person_id));
    bind(d, "lang", yp_text(v->lang));
    bind(d, "today", yp_int(yp_day_of(v->now_at)));
    bind(d, "as_of", yp_int(v->as_of_day));
    bind(d, "now", yp_int(v->now_at));
    for (int i = 0; i < d->ask->path.n; i++)
        bind(d, d->ask->path.at[i].name, d->ask->path.at[i].v);
    for (int i = 0; i < d->page->nparams; i++) {
        int rc = bind_param(d, &d->page->params[i], err);
        if (rc < 0)
            return rc;
    }
    return YP_OK;
}

/* --- queries --- */

static int by_i64(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* The distinct keys of a child's parents. */
static int64_t *keys_of(struct drawing *d, const struct yp_query *q, int *ret_n)
{
    const struct yp_rows *parents = &d->rows[q->parent];
    int64_t *keys = yp_arena_array(d->ask->arena, (size_t)parents->nrow, sizeof *keys);
    int n = 0, out = 0;
    for (int i = 0; i < parents->nrow; i++) {
        const struct yp_value *v = yp_at(parents, i, q->key_col);
        if (v->type == YP_I64)
            keys[n++] = v->i;
    }
    qsort(keys, (size_t)n, sizeof *keys, by_i64);
    for (int i = 0; i < n; i++)
        if (!out || keys[out - 1] != keys[i])
            keys[out++] = keys[i];
    *ret_n = out;
    return keys;
}

/*
 * More rows than a query's max. The page tells of them ({{-more}}), or else its frame does; other
 * formats have no words for it, so there it is a mistake, told in tests.
 */
static int note_cut(struct drawing *d, int query, struct yp_err *err)
{
    const struct yp_page *p = d->page;
    const struct yp_query *q = &p->queries[query];
    const struct yp_tpl *tpl = p->tpl[d->ask->lang];
    if (p->format == YP_FORMAT_HTML && tpl && yp_tpl_tells_more(tpl, YP_S_BUILTINS + query))
        return YP_OK;
    if (p->format == YP_FORMAT_HTML && !p->bare)
        d->ask->cut = q->name;
    else if (d->ask->core->config.test)
        return yp_fail(err, YP_EBUG, "error.internal", "%s.%s reached its max of %d", p->file,
                       q->name, q->n);
    return YP_OK;
}

static int run_level(struct drawing *d, struct yp_db *db, int depth, struct yp_err *err)
{
    struct yp_call calls[YP_PAGE_QUERIES];
    int index[YP_PAGE_QUERIES], n = 0;
    struct yp_cell *limits = yp_arena_array(d->ask->arena, YP_PAGE_QUERIES * CELLS, sizeof *limits);
    for (int i = 0; i < d->page->nqueries; i++) {
        struct yp_query *q = &d->page->queries[i];
        if (q->depth != depth)
            continue;
        d->rows[i] = (struct yp_rows){ .ncol = q->ncol, .names = q->names };
        if (q->bound == YP_ENUM)
            d->rows[i] = q->fixed;
        if (q->bound == YP_PROVIDED) {
            int rc = q->provider->run(d->ask, &d->rows[i], err);
            if (rc < 0)
                return rc;
        }
        if (!q->sql)
            continue;
        int nkeys = 0;
        int64_t *keys = q->parent >= 0 ? keys_of(d, q, &nkeys) : NULL;
        if (q->parent >= 0 && !nkeys)
            continue;
        struct yp_cell *cells = &limits[n * CELLS];
        memcpy(cells, d->cells, (size_t)d->ncells * sizeof *cells);
        int ncells = d->ncells;
        int rows = q->bound == YP_PER ? 10000 : q->n;
        if (ncells < CELLS)
            cells[ncells++] = YP_INT("limit", rows + 1);
        calls[n] =
            (struct yp_call){ .sql = q->bound == YP_PAGED && !d->has_cursor ? q->sql_first : q->sql,
                              .params = { cells, ncells },
                              .keys = keys,
                              .nkeys = nkeys,
                              .max_rows = rows };
        index[n++] = i;
    }
    if (!n)
        return YP_OK;
    d->ask->statements += n;
    int rc = yp_db_run(db, calls, n, d->ask->arena, err);
    for (int i = 0; i < n && rc == YP_OK; i++) {
        const struct yp_query *q = &d->page->queries[index[i]];
        d->rows[index[i]] = calls[i].rows;
        if (q->bound == YP_MAX && calls[i].rows.more)
            rc = note_cut(d, index[i], err);
        if (q->bound == YP_ONE && q->parent < 0 && !calls[i].rows.nrow && !q->optional)
            rc = yp_fail(err, YP_ENOTFOUND, "error.not_found", "%s.%s has no row", d->page->file,
                         q->name);
    }
    return rc;
}

/* --- rows as the template takes them --- */

static const char *cell_text(struct yp_arena *arena, const struct yp_value *v)
{
    switch (v->type) {
    case YP_TEXT: return v->s;
    case YP_I64: return yp_arena_printf(arena, "%" PRId64, v->i);
    case YP_F64: return yp_arena_printf(arena, "%g", v->f);
    default: return "";
    }
}

static char *cursor_of(struct yp_arena *arena, const struct yp_query *q, const struct yp_rows *rows,
                       int row)
{
    char *text = yp_arena_str(arena, "");
    for (int i = 0; i < q->nby; i++) {
        const struct yp_value *v = yp_at(rows, row, q->by_col[i]);
        text = yp_arena_printf(arena, "%s%s%c%s", text, i ? "~" : "", v->type == YP_I64 ? 'i' : 't',
                               cell_text(arena, v));
    }
    return text;
}

static bool is_selected(struct drawing *d, const struct yp_query *q, const struct yp_rows *rows,
                        int row)
{
    const struct yp_form *form = d->ask->form;
    const char *value = cell_text(d->ask->arena, yp_at(rows, row, q->value_col));
    if (form) {
        const char *posted;
        for (int i = 0; (posted = yp_form_value(form, q->options, i)); i++)
            if (!strcmp(posted, value))
                return true;
        return false;
    }
    if (q->selected_col >= 0) {
        const struct yp_value *v = yp_at(rows, row, q->selected_col);
        return v->type == YP_I64 && v->i;
    }
    if (d->page->form < 0) { /* a filter: what stands in the address */
        const char *chosen = yp_field_get(&d->ask->req->query, q->options);
        return chosen && !strcmp(chosen, value);
    }
    if (!d->rows[d->page->form].nrow)
        return false;
    const struct yp_rows *start = &d->rows[d->page->form];
    int col = yp_col(start, q->options);
    return col >= 0 && !strcmp(cell_text(d->ask->arena, yp_at(start, 0, col)), value);
}

/* Whether the parent of a per= row has a row beyond the bound. */
static bool parent_has_more(const struct yp_query *q, const struct yp_rows *rows, int row)
{
    const struct yp_value *key = yp_at(rows, row, q->on_col);
    for (int i = row; i < rows->nrow; i++) {
        const struct yp_value *k = yp_at(rows, i, q->on_col);
        if (k->type != key->type || (k->type == YP_I64 && k->i != key->i))
            return false;
        if (yp_at(rows, i, q->rn_col)->i > q->n)
            return true;
    }
    return false;
}

/* What a field is called, or NULL. */
static const char *find_label(struct yp_ask *ask, const char *field)
{
    return yp_catalog_field(ask->core->catalog, ask->lang, ask->form_words, field);
}

static const char *label_of(struct yp_ask *ask, const char *field)
{
    const char *label = find_label(ask, field);
    return label ? label : field;
}

static const char *error_text(struct yp_ask *ask, const struct yp_form_error *e)
{
    struct yp_word words[3] = { { "label", label_of(ask, e->field) } };
    for (int i = 0; i < e->narg; i++)
        words[1 + i] = (struct yp_word){ e->args[i].name, e->args[i].value };
    return yp_say(ask->core, ask->arena, yp_langs[ask->lang], e->key, words, 1 + e->narg);
}

static const struct yp_form_error *error_of(const struct yp_form *form, const char *field)
{
    for (int i = 0; form && i < form->nerrors; i++)
        if (!strcmp(form->errors[i].field, field))
            return &form->errors[i];
    return NULL;
}

static bool is_fixed_column(const char *name)
{
    return !strcmp(name, "rev") || !strcmp(name, "id");
}

/* A stored value as the page shows it; ret_seen: whether it shows it at all. */
static const char *shown_text(struct drawing *d, int query, int column, const struct yp_value *v,
                              bool *ret_seen)
{
    struct yp_ask *ask = d->ask;
    YP_CLEANUP(yp_buf_release) struct yp_buf text = YP_BUF_INIT;
    *ret_seen = yp_tpl_show(d->page->tpl[ask->lang], &d->page->pages->formats[ask->lang],
                            YP_S_BUILTINS + query, column, v, &text);
    return yp_arena_str(ask->arena, yp_buf_text(&text));
}

/* The question behind a field's choices, or -1. */
static int options_of(const struct yp_page *page, const char *field)
{
    for (int i = 0; i < page->nqueries; i++)
        if (page->queries[i].options && !strcmp(page->queries[i].options, field))
            return i;
    return -1;
}

static bool was_posted(const struct yp_form *form, const char *field, const char *value)
{
    const char *posted;
    for (int i = 0; (posted = yp_form_value(form, field, i)); i++)
        if (!strcmp(posted, value))
            return true;
    return false;
}

/* The choices stored now, in words; ret_differs: whether others were posted. */
static const char *stored_choices(struct drawing *d, int query, const struct yp_value *stored,
                                  bool *ret_differs)
{
    const struct yp_query *q = &d->page->queries[query];
    const struct yp_rows *rows = &d->rows[query];
    struct yp_arena *arena = d->ask->arena;
    int label = yp_col(rows, "label");
    const char *text = "";
    bool seen;
    *ret_differs = false;
    for (int r = 0; r < rows->nrow; r++) {
        const struct yp_value *v = yp_at(rows, r, q->value_col);
        const char *value = cell_text(arena, v);
        bool is_stored = q->selected_col >= 0 ? yp_at(rows, r, q->selected_col)->i != 0
                                              : !strcmp(value, cell_text(arena, stored));
        *ret_differs = *ret_differs || is_stored != was_posted(d->ask->form, q->options, value);
        if (is_stored)
            text = yp_arena_printf(arena, "%s%s%s", text, *text ? ", " : "",
                                   label >= 0 ? cell_text(arena, yp_at(rows, r, label))
                                              : shown_text(d, query, q->value_col, v, &seen));
    }
    return text;
}

/* Whether texts are the same but for how lines end. */
static bool is_same_text(const char *typed, const char *stored)
{
    for (; *typed || *stored; typed++, stored++) {
        typed += typed[0] == '\r' && typed[1] == '\n';
        stored += stored[0] == '\r' && stored[1] == '\n';
        if (*typed != *stored)
            return false;
    }
    return true;
}

/* What is stored now in a field of the form, as the form would show it, or NULL when what was typed
 * is the same. */
static const char *stored_now(struct drawing *d, const struct yp_query *q, int column,
                              const struct yp_value *stored)
{
    struct yp_ask *ask = d->ask;
    const char *name = q->names[column], *typed = yp_form_value(ask->form, name, 0);
    int options = options_of(d->page, name);
    bool differs, seen;
    if (options >= 0) {
        const char *text = stored_choices(d, options, stored, &differs);
        return differs ? text : NULL;
    }
    const char *text = shown_text(d, d->page->form, column, stored, &seen);
    if (seen)
        return typed && !is_same_text(typed, text) ? text : NULL;
    /* What the page has no hole for is a box to tick, if it has a name. */
    bool is_on = stored->type == YP_I64 && stored->i;
    if (stored->type == YP_TEXT || is_on == (typed != NULL) || !find_label(ask, name))
        return NULL;
    return yp_say(ask->core, ask->arena, yp_langs[ask->lang], is_on ? "form.on" : "form.off", NULL,
                  0);
}

/* What was typed over what is stored; after a conflict, what differs is told beside its field. */
static void show_form(struct drawing *d, const struct yp_query *q, struct yp_rows *shown)
{
    struct yp_ask *ask = d->ask;
    struct yp_value *cells = (struct yp_value *)(size_t)shown->cells;
    for (int c = 0; c < q->ncol && shown->nrow; c++) {
        const char *name = q->names[c], *typed = yp_form_value(ask->form, name, 0);
        const struct yp_form_error *e = error_of(ask->form, name);
        if (e)
            cells[q->ncol + c] = yp_text(error_text(ask, e));
        if (is_fixed_column(name))
            continue;
        const char *stored = ask->conflict ? stored_now(d, q, c, &cells[c]) : NULL;
        if (stored) {
            const struct yp_word words[] = { { "label", label_of(ask, name) },
                                             { "value", stored } };
            const char *key = *stored ? "form.changed_field" : "form.changed_empty";
            cells[q->ncol + c] =
                yp_text(yp_say(ask->core, ask->arena, yp_langs[ask->lang], key, words, 2));
        }
        /* An unticked box posts nothing: it is off, not unchanged. */
        cells[c] = typed ? yp_text(typed) : yp_none();
    }
}

/* What was typed into the address where the page was drawn without it. */
static void show_filter(struct drawing *d, const struct yp_query *q, struct yp_rows *shown)
{
    struct yp_ask *ask = d->ask;
    struct yp_value *cells = (struct yp_value *)(size_t)shown->cells;
    for (int c = 0; c < q->ncol && shown->nrow; c++) {
        const struct yp_form_error *e = error_of(ask->address, q->names[c]);
        const char *typed = yp_field_get(&ask->req->query, q->names[c]);
        if (!e)
            continue;
        cells[q->ncol + c] = yp_text(error_text(ask, e));
        if (strcmp(e->key, "form.characters") != 0)
            cells[c] = yp_text(typed);
    }
}

static void show_query(struct drawing *d, int i)
{
    struct yp_query *q = &d->page->queries[i];
    const struct yp_rows *rows = &d->rows[i];
    struct yp_rows *shown = &d->shown[YP_S_BUILTINS + i];
    bool is_form = i == d->page->form;
    if (q->ncolumns == q->ncol && q->bound != YP_PER && !(is_form && d->ask->form) && !q->options) {
        *shown = *rows;
        shown->names = (const char *const *)q->columns;
        shown->ncol = q->ncolumns;
        return;
    }
    struct yp_arena *arena = d->ask->arena;
    struct yp_value *cells =
        yp_arena_array(arena, (size_t)rows->nrow * (size_t)q->ncolumns, sizeof *cells);
    int out = 0;
    for (int r = 0; r < rows->nrow; r++) {
        if (q->bound == YP_PER && yp_at(rows, r, q->rn_col)->i > q->n)
            continue;
        struct yp_value *to = &cells[(size_t)out++ * (size_t)q->ncolumns];
        memcpy(to, yp_at(rows, r, 0), (size_t)q->ncol * sizeof *to);
        if (q->options)
            to[q->selected_col >= 0 ? q->selected_col : q->ncol] =
                yp_int(is_selected(d, q, rows, r));
        if (q->bound == YP_PAGED)
            to[q->ncolumns - 1] = yp_text(cursor_of(arena, q, rows, r));
        if (q->bound == YP_PER)
            to[q->ncolumns - 1] = yp_int(parent_has_more(q, rows, r));
    }
    *shown = (struct yp_rows){ .ncol = q->ncolumns,
                               .nrow = out,
                               .names = (const char *const *)q->columns,
                               .cells = cells,
                               .more = rows->more };
    if (is_form && d->ask->form)
        show_form(d, q, shown);
    if (i == d->page->filter && d->ask->address)
        show_filter(d, q, shown);
}

/* --- built-in sections --- */

static struct yp_rows one_row(struct yp_arena *arena, const char *const *columns,
                              const struct yp_cell *cells, int ncells)
{
    int n = 0;
    while (columns[n])
        n++;
    struct yp_value *values = yp_arena_array(arena, (size_t)n, sizeof *values);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < ncells; k++)
            if (!strcmp(columns[i], cells[k].name))
                values[i] = cells[k].v;
    return (struct yp_rows){ .ncol = n, .nrow = 1, .names = columns, .cells = values };
}

/* The one-time key and the session's masked secret, for pages with a form. */
static const char *csrf_of(struct yp_ask *ask)
{
    if (!*ask->who.csrf) {
        char token[YP_TOKEN_SIZE];
        yp_token_new(token);
        snprintf(ask->who.csrf, sizeof ask->who.csrf, "%s", token);
        ask->new_cookie = yp_arena_str(ask->arena, token);
    }
    char *masked = yp_arena_alloc(ask->arena, YP_CSRF_SIZE);
    yp_csrf_mask(ask->who.csrf, masked);
    return masked;
}

/* Which of the seven words of the navigation a path belongs to; "" when to none. */
static const char *place_of(const char *path)
{
    static const char *const places[][2] = {
        { "groups", "at_groups" },
        { "networks", "at_groups" },
        { "projects", "at_groups" },
        { "memberships", "at_groups" },
        { "ties", "at_groups" },
        { "meetings", "at_meetings" },
        { "items", "at_meetings" },
        { "statements", "at_meetings" },
        { "votes", "at_meetings" },
        { "minutes", "at_meetings" },
        { "attachments", "at_meetings" },
        { "matters", "at_matters" },
        { "bulletins", "at_bulletins" },
        { "subscribe", "at_bulletins" },
        { "commitments", "at_commitments" },
        { "more", "at_more" },
        { "gaps", "at_more" },
        { "areas", "at_more" },
        { "organizations", "at_more" },
        { "posts", "at_more" },
        { "people", "at_more" },
        { "help", "at_more" },
        { "glossary", "at_more" },
        { "open-data", "at_more" },
        { "accessibility", "at_more" },
        { "privacy", "at_more" },
        { "feedback", "at_more" },
    };
    if (!path[1])
        return "at_home";
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t len = strlen(places[i][0]);
        if (!strncmp(path + 1, places[i][0], len) && (!path[1 + len] || path[1 + len] == '/'))
            return places[i][1];
    }
    return "";
}

static struct yp_rows page_row(struct yp_ask *ask, const char *title, const char *content,
                               size_t content_len, bool has_form)
{
    struct yp_arena *arena = ask->arena;
    const struct yp_core *core = ask->core;
    const struct yp_viewer *v = &ask->who.viewer;
    char key[23] = "";
    if (has_form)
        yp_random_id(key);
    const char *path = ask->req->path;
    const char *full =
        *ask->req->raw_query ? yp_arena_printf(arena, "%s?%s", path, ask->req->raw_query) : path;
    const char *base =
        core->config.url ? core->config.url : yp_arena_printf(arena, "http://%s", ask->req->host);
    const char *flash = NULL, *flash_key = yp_field_get(&ask->req->cookies, "yp_flash");
    if (flash_key)
        flash = yp_catalog_get(core->catalog, ask->lang, flash_key, NULL);
    if (ask->is_parked)
        flash = yp_say(core, arena, yp_langs[ask->lang], "form.parked", NULL, 0);
    int32_t today = yp_day_of(v->now_at);
    const char *region = atomic_load(&core->region);
    const struct yp_form_error *day_error = error_of(ask->address, "as_of");
    const struct yp_cell cells[] = {
        YP_STR("title", title),
        YP_STR("path", path),
        YP_STR("full_path", full),
        YP_STR("url", yp_arena_printf(arena, "%s%s", base, path)),
        YP_STR("base_url", base),
        YP_STR("lang", yp_langs[ask->lang]),
        YP_STR("html_lang", yp_langs[ask->lang]),
        YP_STR("csrf", has_form ? csrf_of(ask) : NULL),
        YP_STR("form_key", has_form ? yp_arena_str(arena, key) : NULL),
        YP_INT("seq", atomic_load(&core->seq)),
        YP_INT("updated_at", v->now_at),
        YP_STR("version", YP_VERSION),
        YP_STR("asset_version", core->asset_version),
        YP_STR("product", "Yhdyspinta"),
        YP_STR("region",
               region ? region : yp_say(core, arena, yp_langs[ask->lang], "shell.region", NULL, 0)),
        YP_STR("person_name", *ask->who.person_name ? ask->who.person_name : NULL),
        YP_REF("person_id", v->person_id),
        YP_INT("is_signed_in", v->person_id > 0),
        YP_INT("is_admin", v->is_admin),
        YP_INT("is_demo", core->config.demo),
        YP_INT("is_cut", ask->cut != NULL),
        YP_INT("mail_waits", !core->config.smtp || !core->config.url),
        YP_INT("today_day", today),
        YP_INT("as_of_day", v->as_of_day),
        YP_INT("is_past", v->as_of_day != today),
        YP_STR("as_of_typed", day_error ? yp_field_get(&ask->req->query, "as_of") : NULL),
        YP_STR("as_of_error", day_error ? error_text(ask, day_error) : NULL),
        YP_STR("flash", flash),
        YP_STR("flash_kind", ask->is_parked ? "notice"
                             : flash        ? "success"
                                            : NULL),
        YP_STR("back", yp_field_get(&ask->req->query, "back")),
        YP_INT(place_of(path), 1),
        { "content_html", content ? yp_text_n(content, content_len) : yp_none() },
    };
    return one_row(arena, yp_page_columns, cells, (int)(sizeof cells / sizeof *cells));
}

/* Where in the form a field stands, as the browser sent them; -1 when it sent nothing of it. */
static int place_in_form(const struct yp_form *form, const char *field)
{
    size_t len = strlen(field);
    for (int i = 0; i < form->fields->n; i++) {
        const char *name = form->fields->at[i].name;
        if (!strncmp(name, field, len) && (!name[len] || name[len] == '_' || name[len] == '['))
            return i;
    }
    return -1;
}

/* The mistakes in the order of the form's fields. What was not sent (nothing chosen) follows the
 * mistake it was noted after. */
static void order_errors(const struct yp_form *form, int *sorted)
{
    int places[YP_FORM_ERRORS];
    for (int i = 0; i < form->nerrors; i++) {
        int place = place_in_form(form, form->errors[i].field), k = i;
        if (place < 0 && i)
            place = place_in_form(form, form->errors[i - 1].field);
        for (; k && places[k - 1] > place; k--) {
            places[k] = places[k - 1];
            sorted[k] = sorted[k - 1];
        }
        places[k] = place;
        sorted[k] = i;
    }
}

static struct yp_rows error_rows(struct yp_ask *ask)
{
    struct yp_rows rows = { .ncol = 2, .names = yp_error_columns };
    if (!ask->form)
        return rows;
    int n = ask->form->nerrors + ask->conflict;
    struct yp_value *cells = yp_arena_array(ask->arena, (size_t)n * 2, sizeof *cells);
    int at = 0;
    if (ask->conflict) {
        cells[at++] = yp_none();
        cells[at++] =
            yp_text(yp_say(ask->core, ask->arena, yp_langs[ask->lang], "form.changed", NULL, 0));
    }
    int sorted[YP_FORM_ERRORS] = { 0 };
    order_errors(ask->form, sorted);
    for (int i = 0; i < ask->form->nerrors; i++) {
        const struct yp_form_error *e = &ask->form->errors[sorted[i]];
        cells[at++] = yp_text(e->field);
        cells[at++] = yp_text(error_text(ask, e));
    }
    rows.nrow = n;
    rows.cells = cells;
    return rows;
}

/*
 * Mistakes in the address, told by the frame above the page, with a link to the field where the page
 * has it: "filter-q", "pick-q", "as-of".
 */
static struct yp_rows address_rows(struct yp_ask *ask, const struct yp_buf *content)
{
    const struct yp_form *address = ask->address;
    struct yp_rows rows = { .ncol = 2, .names = yp_error_columns };
    int n = address ? address->nerrors : 0;
    struct yp_value *cells = yp_arena_array(ask->arena, (size_t)n * 2, sizeof *cells);
    for (int i = n - 1; i >= 0; i--) { /* the day was read first and stands last */
        const struct yp_form_error *e = &address->errors[i];
        static const char *const ids[] = { "filter-", "pick-", "" };
        bool is_day = !strcmp(e->field, "as_of");
        for (size_t k = 0; k < sizeof ids / sizeof *ids; k++) {
            const char *id = yp_arena_printf(ask->arena, "%s%s", is_day ? "" : ids[k],
                                             is_day ? "as-of" : e->field);
            const char *mark = yp_arena_printf(ask->arena, " id=\"%s\"", id);
            if (memmem(content->mem, content->len, mark, strlen(mark))) {
                cells[rows.nrow * 2] = yp_text(id);
                break;
            }
        }
        cells[rows.nrow++ * 2 + 1] = yp_text(error_text(ask, e));
    }
    rows.cells = cells;
    return rows;
}

/* Codes of choices and ids of records: what nobody wrote. */
static bool is_code(const char *value)
{
    return value[strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

/* What its writer would lose with a posted form that no page can show again: the texts of its named
 * fields, passwords never, and nothing of what another site sent. */
static struct yp_rows typed_rows(struct yp_ask *ask)
{
    const struct yp_fields *form = &ask->req->form;
    struct yp_rows rows = { .ncol = 2, .names = yp_typed_columns };
    if (ask->req->method != YP_POST || ask->is_cross_site)
        return rows;
    struct yp_value *cells = yp_arena_array(ask->arena, (size_t)form->n * 2, sizeof *cells);
    for (int i = 0; i < form->n; i++) {
        const struct yp_field *f = &form->at[i];
        const char *label = f->name[0] == '_' || f->file_name || is_code(f->value) ||
                                    !strncmp(f->name, "password", 8)
                                ? NULL
                                : find_label(ask, f->name);
        if (!label)
            continue;
        cells[rows.nrow * 2] = yp_text(label);
        cells[rows.nrow++ * 2 + 1] = yp_text(f->value);
    }
    rows.cells = cells;
    return rows;
}

/* --- the whole --- */

static const char *title_of(struct drawing *d)
{
    const struct yp_page *p = d->page;
    if (p->title_query >= 0 && d->rows[p->title_query].nrow)
        return cell_text(d->ask->arena, yp_at(&d->rows[p->title_query], 0, p->title_col));
    return p->title_key
               ? yp_say(d->ask->core, d->ask->arena, yp_langs[d->ask->lang], p->title_key, NULL, 0)
               : "";
}

static int put_in_frame(struct yp_ask *ask, const char *title, const struct yp_buf *content,
                        bool has_form, struct yp_buf *out, struct yp_err *err)
{
    struct yp_pages *pages = ask->core->pages;
    if ((ask->form && (ask->form->nerrors || ask->conflict)) || ask->address)
        title = yp_say(ask->core, ask->arena, yp_langs[ask->lang], "form.error_title",
                       &(struct yp_word){ "title", title }, 1);
    struct yp_rows rows[YP_S_BUILTINS] = { page_row(ask, title, content->mem, content->len,
                                                    has_form),
                                           address_rows(ask, content),
                                           { .names = yp_problem_columns },
                                           { .names = yp_typed_columns } };
    const struct yp_data data = { &pages->frame_sections, rows };
    return yp_tpl_render(pages->frame[ask->lang], &pages->formats[ask->lang], &data, ask->arena,
                         out, err);
}

static int draw_html(struct drawing *d, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_ask *ask = d->ask;
    struct yp_page *p = d->page;
    const struct yp_tpl *tpl = p->tpl[ask->lang];
    bool has_form = yp_tpl_has_post(tpl);
    const char *title = title_of(d);
    d->shown[YP_S_PAGE] = page_row(ask, title, NULL, 0, has_form);
    d->shown[YP_S_ERROR] = error_rows(ask);
    d->shown[YP_S_PROBLEM] = (struct yp_rows){ .names = yp_problem_columns };
    d->shown[YP_S_TYPED] = (struct yp_rows){ .names = yp_typed_columns };
    const struct yp_data data = { &p->sections, d->shown };
    const struct yp_tpl_format *format = &p->pages->formats[ask->lang];
    if (strstr(ask->req->accept, "application/json") && p->format == YP_FORMAT_HTML) {
        struct yp_buf names = YP_BUF_INIT;
        for (int i = 0; i < p->nqueries; i++)
            if (p->queries[i].parent < 0)
                yp_buf_printf(&names, "%s%s", names.len ? "," : "", p->queries[i].name);
        char *only = yp_arena_str(ask->arena, yp_buf_text(&names));
        yp_buf_release(&names);
        yp_reply_header(reply, "Content-Type", "application/json; charset=utf-8");
        return yp_tpl_json(&data, only, &reply->body, err);
    }
    if (p->format == YP_FORMAT_ATOM) {
        yp_reply_header(reply, "Content-Type", "application/atom+xml; charset=utf-8");
        return yp_tpl_render(tpl, format, &data, ask->arena, &reply->body, err);
    }
    yp_reply_header(reply, "Content-Type", "text/html; charset=utf-8");
    if (p->bare)
        return yp_tpl_render(tpl, format, &data, ask->arena, &reply->body, err);
    YP_CLEANUP(yp_buf_release) struct yp_buf content = { .cap = PAGE_MAX };
    int rc = yp_tpl_render(tpl, format, &data, ask->arena, &content, err);
    if (rc < 0)
        return rc;
    /* A template may hold forms that this reader was not given: then the page has no secret and may
     * be kept. */
    ask->has_form = has_form && memmem(content.mem, content.len, "name=\"_csrf\"", 12);
    if (!ask->has_form)
        ask->new_cookie = NULL;
    return put_in_frame(ask, title, &content, ask->has_form, &reply->body, err);
}

static void add_credit(struct drawing *d, struct yp_buf *out)
{
    const char *text =
        yp_say(d->ask->core, d->ask->arena, yp_langs[d->ask->lang], d->page->credit, NULL, 0);
    yp_buf_str(out, ",\"credit\":");
    yp_json_string(out, text, strlen(text));
}

/* {"data": […], "links": {"next": …}} for a list, the object itself for one thing. */
static int draw_json(struct drawing *d, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_page *p = d->page;
    int q = -1;
    for (int i = 0; i < p->nqueries; i++)
        if (!strcmp(p->queries[i].name, "data"))
            q = i;
    if (q < 0)
        return yp_fail(err, YP_EBUG, "error.internal", "%s has no query data", p->file);
    yp_reply_header(reply, "Content-Type", "application/json; charset=utf-8");
    yp_reply_header(reply, "Access-Control-Allow-Origin", "*");
    const struct yp_data data = { &p->sections, d->shown };
    bool many = p->queries[q].bound != YP_ONE;
    if (many)
        yp_buf_str(&reply->body, "{\"data\":");
    int rc = yp_tpl_json_section(&data, YP_S_BUILTINS + q, many, &reply->body, err);
    if (rc < 0)
        return rc;
    if (!many && p->credit && reply->body.len && reply->body.mem[reply->body.len - 1] == '}') {
        reply->body.len--;
        add_credit(d, &reply->body);
        yp_buf_char(&reply->body, '}');
    }
    if (!many)
        return YP_OK;
    const struct yp_rows *rows = &d->shown[YP_S_BUILTINS + q];
    if (p->credit)
        add_credit(d, &reply->body);
    yp_buf_str(&reply->body, ",\"links\":{\"next\":");
    bool is_paged = p->queries[q].bound == YP_PAGED;
    if (rows->more && rows->nrow && (is_paged || p->queries[q].bound == YP_PROVIDED)) {
        /* A paged query goes on after its last row's key, a provider after a number of rows. */
        YP_CLEANUP(yp_buf_release) struct yp_buf link = YP_BUF_INIT;
        const char *base = d->ask->core->config.url ? d->ask->core->config.url : "";
        const char *by = is_paged ? "after" : "from";
        const char *from = yp_field_get(&d->ask->req->query, "from");
        yp_buf_printf(&link, "%s%s?%s=", base, d->ask->req->path, by);
        if (is_paged)
            yp_buf_str(&link, yp_at(rows, rows->nrow - 1, rows->ncol - 1)->s);
        else
            yp_buf_printf(&link, "%ld", (from ? strtol(from, NULL, 10) : 0) + rows->nrow);
        for (int i = 0; i < d->ask->req->query.n; i++) {
            const struct yp_field *f = &d->ask->req->query.at[i];
            if (strcmp(f->name, by) != 0) {
                yp_buf_char(&link, '&');
                yp_buf_percent(&link, f->name, strlen(f->name), "");
                yp_buf_char(&link, '=');
                yp_buf_percent(&link, f->value, f->len, "");
            }
        }
        yp_json_string(&reply->body, link.mem, link.len);
    } else {
        yp_buf_str(&reply->body, "null");
    }
    yp_buf_str(&reply->body, "}}\n");
    return YP_OK;
}

static void csv_value(struct yp_buf *out, const char *name, const struct yp_value *v, char sep)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf text = YP_BUF_INIT;
    size_t len = strlen(name);
    if (v->type == YP_I64 && (!strcmp(name, "day") || (len > 4 && !strcmp(name + len - 4, "_day"))))
        yp_icu_format("fi", "iso", v, &text);
    else if (v->type == YP_I64 && len > 3 && !strcmp(name + len - 3, "_at"))
        yp_icu_format("fi", "isodatetime", v, &text);
    else if (v->type == YP_I64)
        yp_buf_printf(&text, "%" PRId64, v->i);
    else if (v->type == YP_F64)
        yp_buf_printf(&text, "%g", v->f);
    else if (v->type == YP_TEXT)
        yp_buf_add(&text, v->s, v->len);
    yp_csv_write_field(out, yp_buf_text(&text), text.len, sep);
}

/* What only orders rows or is a key within the page stays inside. */
static bool csv_hidden(const char *name)
{
    const char *last = strrchr(name, '_');
    return *name == '_' || *name == '-' ||
           (last && (!strcmp(last, "_sort") || !strcmp(last, "_first") || !strcmp(last, "_order")));
}

static void csv_rows(struct drawing *d, int q, bool head, struct yp_buf *out)
{
    const struct yp_query *query = &d->page->queries[q];
    const struct yp_rows *rows = &d->rows[q];
    const char *sep_text = yp_field_get(&d->ask->req->query, "sep");
    char sep = sep_text && *sep_text == ';' ? ';' : ',';
    for (int r = head ? -1 : 0; r < rows->nrow; r++) {
        bool first = true;
        for (int c = 0; c < query->ncol; c++) {
            if (csv_hidden(query->names[c]))
                continue;
            if (!first)
                yp_buf_char(out, sep);
            first = false;
            if (r < 0)
                yp_buf_str(out, query->names[c]);
            else
                csv_value(out, query->names[c], yp_at(rows, r, c), sep);
        }
        yp_buf_str(out, "\r\n");
    }
}

static struct yp_cell *cell_of(struct drawing *d, const char *name)
{
    for (int i = 0; i < d->ncells; i++)
        if (!strcmp(d->cells[i].name, name))
            return &d->cells[i];
    return NULL;
}

/* Binds the cursor to the last row of what was read; names are kept in the request's memory. */
static void bind_last(struct drawing *d, const struct yp_query *q, struct yp_arena *request)
{
    const struct yp_rows *rows = &d->rows[0];
    for (int i = 0; i < q->nby; i++) {
        char name[80];
        const struct yp_value *v = yp_at(rows, rows->nrow - 1, q->by_col[i]);
        snprintf(name, sizeof name, "after_%s", q->by[i]);
        struct yp_cell *cell = cell_of(d, name);
        if (cell)
            cell->v = *v;
        else
            bind(d, yp_arena_str(request, name), *v);
    }
    d->has_cursor = true;
}

/* The pages after the first, each in the memory of the one before the last. */
static int csv_pages(struct drawing *d, struct yp_db *db, struct yp_spool *spool,
                     struct yp_reply *reply, struct yp_err *err)
{
    const struct yp_query *q = &d->page->queries[0];
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *one = yp_arena_new();
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *other = yp_arena_new();
    struct yp_arena *request = d->ask->arena;
    int rc = yp_spool_step(spool, err);
    for (bool odd = true; rc == YP_OK && q->bound == YP_PAGED && d->rows[0].more; odd = !odd) {
        d->ask->arena = odd ? one : other;
        yp_arena_reset(d->ask->arena);
        bind_last(d, q, request);
        rc = run_level(d, db, 0, err);
        if (rc == YP_OK)
            csv_rows(d, 0, false, &reply->body);
        if (rc == YP_OK)
            rc = yp_spool_step(spool, err);
    }
    d->ask->arena = request;
    return rc;
}

/* All pages of the first query, one after another inside the same snapshot. */
static int draw_csv(struct drawing *d, struct yp_db *db, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_spool *spool = yp_spool_begin(d->ask, reply);
    if (yp_field_get(&d->ask->req->query, "bom"))
        yp_buf_str(&reply->body, "\xEF\xBB\xBF");
    csv_rows(d, 0, true, &reply->body);
    yp_reply_header(reply, "Content-Type", "text/csv; charset=utf-8");
    return yp_spool_end(spool, csv_pages(d, db, spool, reply, err), err);
}

static int run_queries(struct drawing *d, struct yp_db *db, struct yp_err *err)
{
    int rc = YP_OK;
    for (int depth = 0; depth < d->page->depth && rc == YP_OK; depth++)
        rc = run_level(d, db, depth, err);
    return rc;
}

/* Reads what the page asks, in one transaction; a table is written as it is read. */
static int read_rows(struct drawing *d, struct yp_db *db, struct yp_reply *reply,
                     struct yp_err *err)
{
    struct yp_ask *ask = d->ask;
    int rc = yp_db_begin(db, YP_DB_READ, &ask->who.viewer, err);
    if (rc == YP_OK)
        rc = yp_access_check(ask, db, d->page->access, &ask->path, err);
    if (rc == YP_OK)
        rc = run_queries(d, db, err);
    reply->body.cap = PAGE_MAX;
    if (rc == YP_OK && d->page->format == YP_FORMAT_CSV)
        rc = draw_csv(d, db, reply, err);
    yp_db_rollback(db); /* nothing was written; the connection is free before the page is drawn */
    return rc;
}

/* The same by a connection of the desk, where there is one; tables take too long for that. */
static int read_page(struct drawing *d, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_thread *thread = d->ask->thread;
    struct yp_desk *desk = d->page->format == YP_FORMAT_CSV ? NULL : d->ask->core->desk;
    struct yp_db *own = thread->page_db;
    if (!desk)
        return read_rows(d, own, reply, err);
    int rc = yp_desk_take(desk, &thread->page_db, err);
    if (rc == YP_OK) {
        rc = read_rows(d, thread->page_db, reply, err);
        yp_desk_give(desk, thread->page_db);
    }
    thread->page_db = own;
    return rc;
}

int yp_page_draw(struct yp_page *page, struct yp_ask *ask, struct yp_reply *reply,
                 struct yp_err *err)
{
    struct drawing *d = yp_arena_alloc(ask->arena, sizeof *d);
    d->page = page;
    d->ask = ask;
    int rc = bind_all(d, err);
    if (rc < 0)
        return rc;
    rc = read_page(d, reply, err);
    if (rc < 0 || page->format == YP_FORMAT_CSV)
        return rc;
    for (int i = 0; i < page->nqueries; i++)
        show_query(d, i);
    rc = page->format == YP_FORMAT_JSON ? draw_json(d, reply, err) : draw_html(d, reply, err);
    if (rc == YP_OK && reply->body.full)
        rc = yp_fail(err, YP_ELIMIT, "page.large", "%s", page->file);
    return rc;
}

bool yp_problem_gives_back(struct yp_ask *ask)
{
    return typed_rows(ask).nrow > 0;
}

/* An error's own title or advice; most have those of their status. */
static const char *problem_words(struct yp_ask *ask, const struct yp_err *err, int status,
                                 const char *part)
{
    const char *key = yp_arena_printf(ask->arena, "%s.%s", err->key, part);
    if (status >= 500 || !yp_catalog_get(ask->core->catalog, ask->lang, key, NULL))
        key = yp_arena_printf(ask->arena, "problem.%d.%s", status, part);
    return yp_say(ask->core, ask->arena, yp_langs[ask->lang], key, NULL, 0);
}

void yp_problem_draw(struct yp_ask *ask, int status, const struct yp_err *err,
                     struct yp_reply *reply)
{
    struct yp_arena *arena = ask->arena;
    struct yp_pages *pages = ask->core->pages;
    const char *lang = yp_langs[ask->lang];
    struct yp_word words[YP_ERR_ARGS];
    for (int i = 0; i < err->narg; i++)
        words[i] = (struct yp_word){ err->args[i].name, err->args[i].value };
    int known = status == 400 || status == 403 || status == 404 || status == 405 || status == 409 ||
                status == 413 || status == 422 || status == 429 || status == 503;
    const char *title = problem_words(ask, err, known ? status : 500, "title");
    const char *advice = problem_words(ask, err, known ? status : 500, "advice");
    /* What only we can mend is for the log; the reader gets the plain words of its kind. */
    bool ours = status >= 500 && status != 503;
    const char *text =
        !ours && *err->key && yp_catalog_get(ask->core->catalog, ask->lang, err->key, NULL)
            ? yp_say(ask->core, arena, lang, err->key, words, err->narg)
            : NULL;
    const struct yp_cell cells[] = {
        YP_INT("status", status),
        YP_STR("title", title),
        YP_STR("text", text),
        YP_STR("advice", advice),
        YP_STR("request_id", ask->req->id),
        YP_STR("back", *ask->req->referer ? ask->req->referer : NULL),
        YP_INT("may_sign_in", (status == 403 || status == 404) && ask->who.viewer.person_id == 0 &&
                                  strcmp(err->key, "error.cross_site") != 0),
        YP_INT("is_link", !strcmp(err->key, "error.link")),
    };
    struct yp_rows rows[YP_S_BUILTINS] = { page_row(ask, title, NULL, 0, false), error_rows(ask),
                                           one_row(arena, yp_problem_columns, cells,
                                                   (int)(sizeof cells / sizeof *cells)),
                                           typed_rows(ask) };
    const struct yp_data data = { &pages->frame_sections, rows };
    YP_CLEANUP(yp_buf_release) struct yp_buf content = YP_BUF_INIT;
    struct yp_err none = { 0 };
    yp_buf_release(&reply->body);
    reply->status = status;
    reply->nheaders = 0;
    if (yp_tpl_render(pages->problem[ask->lang], &pages->formats[ask->lang], &data, arena, &content,
                      &none) < 0 ||
        put_in_frame(ask, title, &content, false, &reply->body, &none) < 0) {
        yp_buf_release(&reply->body);
        yp_buf_printf(&reply->body, "%d %s\n", status, ask->req->id);
        yp_reply_header(reply, "Content-Type", "text/plain; charset=utf-8");
        return;
    }
    yp_reply_header(reply, "Content-Type", "text/html; charset=utf-8");
}
