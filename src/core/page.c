/* Compiles and checks pages. Layer: core.  Spec: doc/page-language.md. */
#include "core/page.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/page_int.h"
#include "lib/icu.h"

const char *const yp_page_columns[] = { "title",          "path",          "url",
                                        "full_path",      "lang",          "html_lang",
                                        "csrf",           "form_key",      "seq",
                                        "version",        "asset_version", "product",
                                        "region",         "person_name",   "is_signed_in",
                                        "is_admin",       "is_demo",       "today_day",
                                        "as_of_day",      "is_past",       "flash",
                                        "flash_kind",     "content_html",  "base_url",
                                        "updated_at",     "mail_waits",    "back",
                                        "person_id",      "at_home",       "at_groups",
                                        "at_meetings",    "at_matters",    "at_bulletins",
                                        "at_commitments", "at_more",       "is_cut",
                                        "as_of_typed",    "as_of_error",   NULL };
const char *const yp_error_columns[] = { "field", "text", NULL };
const char *const yp_problem_columns[] = { "status",      "title",      "text",
                                           "advice",      "request_id", "back",
                                           "may_sign_in", "is_link",    NULL };
const char *const yp_typed_columns[] = { "label", "text", NULL };

static int count(const char *const *names)
{
    int n = 0;
    while (names[n])
        n++;
    return n;
}

/* --- enumerations: the CHECK lists of the schema --- */

static void add_enum(struct yp_pages *pages, const char *table, const char *column,
                     const char *list, size_t len)
{
    struct yp_arena *arena = pages->arena;
    const char **values = yp_arena_array(arena, 64, sizeof *values);
    int n = 0;
    const char *end = list + len;
    while (n < 64) {
        const char *open = memchr(list, '\'', (size_t)(end - list));
        const char *close = open ? memchr(open + 1, '\'', (size_t)(end - open - 1)) : NULL;
        if (!close)
            break;
        values[n++] = yp_arena_mem(arena, open + 1, (size_t)(close - open - 1));
        list = close + 1;
    }
    if (!n)
        return;
    pages->enums = yp_realloc(pages->enums, (size_t)(pages->nenums + 1) * sizeof *pages->enums);
    pages->enums[pages->nenums++] =
        (struct yp_enum){ .name = yp_arena_printf(arena, "%s.%s",
                                                  strcmp(table, "grp") ? table : "group", column),
                          .values = values,
                          .n = n };
}

static void read_enums(struct yp_pages *pages, const char *text)
{
    char table[64] = "", column[64];
    for (const char *s = text; *s;) {
        const char *eol = strchrnul(s, '\n');
        int at = 0;
        sscanf(s, "CREATE TABLE %63[a-z_]", table);
        const char *check = memmem(s, (size_t)(eol - s), "CHECK (", 7);
        if (check && sscanf(check, "CHECK (%63[a-z_] IN (%n", column, &at) == 1 && at) {
            const char *close = strchr(check + at, ')'); /* the list may go on on the next line */
            if (close)
                add_enum(pages, table, column, check + at, (size_t)(close - check - at));
        }
        s = *eol ? eol + 1 : eol;
    }
}

static const struct yp_enum *find_enum(const struct yp_pages *pages, const char *name)
{
    for (int i = 0; i < pages->nenums; i++)
        if (!strcmp(pages->enums[i].name, name))
            return &pages->enums[i];
    return NULL;
}

/* --- what templates ask of us --- */

static const char *say_message(void *ctx, const char *key, const char *plural)
{
    struct yp_lang_ctx *l = ctx;
    return yp_catalog_get(l->core->catalog, l->lang, key, plural);
}

static bool say_enumeration(void *ctx, const char *key, const char **ret_missing)
{
    struct yp_lang_ctx *l = ctx;
    const struct yp_enum *e = find_enum(l->pages, key);
    for (int i = 0; e && i < e->n; i++)
        if (!yp_catalog_value(l->core->catalog, l->lang, key, e->values[i])) {
            *ret_missing = e->values[i];
            return false;
        }
    *ret_missing = "any";
    return e || yp_catalog_has_prefix(l->core->catalog, key);
}

static const char *say_partial(void *ctx, const char *name)
{
    struct yp_lang_ctx *l = ctx;
    char file[160];
    snprintf(file, sizeof file, "pages/_part/%s.html", name);
    return yp_files_get(l->core->files, file, NULL);
}

/* "membership:role,title" as v_history gives it: what the fields of a form of that kind are called. */
static void say_fields(const struct yp_lang_ctx *l, const struct yp_value *v, struct yp_buf *out)
{
    char kind[40], field[80];
    const char *s = v->type == YP_TEXT ? v->s : "";
    int n = 0;
    if (sscanf(s, "%39[a-z_]:%n", kind, &n) != 1 || !n)
        return;
    size_t before = out->len;
    for (s += n; *s; s += *s == ',') {
        size_t len = strcspn(s, ",");
        snprintf(field, sizeof field, "%.*s", (int)len, s);
        s += len;
        const char *text = yp_catalog_field(l->core->catalog, l->lang, kind, field);
        if (text)
            yp_buf_printf(out, "%s%s", out->len > before ? ", " : "", text);
    }
}

static void say_format(void *ctx, const char *name, const struct yp_value *v, struct yp_buf *out)
{
    const struct yp_lang_ctx *l = ctx;
    if (!strcmp(name, "fields"))
        say_fields(l, v, out);
    else
        yp_icu_format(yp_langs[l->lang], name, v, out);
}

static bool format_known(void *ctx, const char *name)
{
    (void)ctx;
    return !strcmp(name, "fields") || yp_icu_known_format(name);
}

static const char *say_plural(void *ctx, int64_t n)
{
    const struct yp_lang_ctx *l = ctx;
    return yp_icu_plural(yp_langs[l->lang], n);
}

static const char *say_enum(void *ctx, const char *key, const char *value)
{
    const struct yp_lang_ctx *l = ctx;
    return yp_catalog_value(l->core->catalog, l->lang, key, value);
}

/* --- the question --- */

struct maker {
    struct yp_pages *pages;
    struct yp_core *core;
    struct yp_db *db;
    struct yp_buf *report;
    int mistakes;
};

static void mistake(struct maker *m, const char *fmt, ...) YP_PRINTF(2, 3);
static void mistake(struct maker *m, const char *fmt, ...)
{
    char line[700];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    yp_buf_printf(m->report, "%s\n", line);
    m->mistakes++;
}

static int number(const char *s)
{
    char *end;
    long n = s && *s ? strtol(s, &end, 10) : 0;
    return s && *s && !*end && n > 0 && n <= 10000 ? (int)n : -1;
}

/* Cuts "AND (…:after_…)" out of a paged statement; NULL when it has none. */
static char *without_cursor(struct yp_arena *arena, const char *sql)
{
    const char *mark = strstr(sql, "(:after_");
    if (!mark)
        return NULL;
    const char *from = NULL;
    for (const char *s = sql; (s = strstr(s, "AND (")) && s < mark; s++)
        from = s;
    const char *close = strchr(mark, ')');
    if (!from || !close)
        return NULL;
    return yp_arena_printf(arena, "%.*s%s", (int)(from - sql), sql, close + 1);
}

/* Wraps a child so that each parent has at most n rows and one more, numbered in _rn. */
static char *per_parent(struct yp_arena *arena, const char *sql, const char *on, int n)
{
    const char *order = NULL;
    for (const char *s = sql; (s = strstr(s, "ORDER BY ")); s++)
        order = s;
    if (!order || strchr(order, '('))
        return NULL;
    size_t len = strcspn(order, ";");
    return yp_arena_printf(
        arena,
        "SELECT * FROM (SELECT t_.*, row_number() OVER (PARTITION BY %s %.*s) AS \"_rn\" FROM "
        "(%.*s) t_) u_ WHERE \"_rn\" <= %d ORDER BY %s, \"_rn\"",
        on, (int)len, order, (int)(order - sql), sql, n + 1, on);
}

static int query_index(const struct yp_page *p, const char *name)
{
    for (int i = 0; i < p->nqueries; i++)
        if (!strcmp(p->queries[i].name, name))
            return i;
    return -1;
}

static int column_index(const struct yp_query *q, const char *name)
{
    for (int i = 0; i < q->ncol; i++)
        if (!strcmp(q->names[i], name))
            return i;
    return -1;
}

static bool read_bound(struct maker *m, struct yp_page *p, struct yp_query *q,
                       const struct yp_sqlfile_block *b)
{
    struct yp_arena *arena = p->arena;
    const char *max = yp_sqlfile_word(arena, b, "max"), *page = yp_sqlfile_word(arena, b, "page"),
               *per = yp_sqlfile_word(arena, b, "per"), *list = yp_sqlfile_word(arena, b, "enum"),
               *provider = yp_sqlfile_word(arena, b, "provider");
    if (yp_sqlfile_word(arena, b, "one")) {
        q->bound = YP_ONE;
        q->n = 1;
    } else if (list) {
        q->bound = YP_ENUM;
        const struct yp_enum *e = find_enum(m->pages, list);
        if (!e) {
            mistake(m, "%s.sql:%d: no enumeration %s in the schema", p->file, b->line, list);
            return false;
        }
        struct yp_value *cells = yp_arena_array(arena, (size_t)e->n, sizeof *cells);
        for (int i = 0; i < e->n; i++)
            cells[i] = yp_text(e->values[i]);
        static const char *const names[] = { "value" };
        q->fixed = (struct yp_rows){ .ncol = 1, .nrow = e->n, .names = names, .cells = cells };
    } else if (provider) {
        q->bound = YP_PROVIDED;
        for (const struct yp_provider *v = m->core->app->providers; v && v->name; v++)
            if (!strcmp(v->name, provider))
                q->provider = v;
        if (!q->provider)
            mistake(m, "%s.sql:%d: no provider %s", p->file, b->line, provider);
    } else if (max || page || per) {
        q->bound = max ? YP_MAX : page ? YP_PAGED : YP_PER;
        q->n = number(max ? max : page ? page : per);
    } else {
        q->n = -1;
    }
    if (q->n < 0)
        mistake(m, "%s.sql:%d: %s has no bound (one, max=, page=, per=)", p->file, b->line,
                q->name);
    return q->n >= 0 && (q->bound != YP_PROVIDED || q->provider);
}

static void read_by(struct maker *m, struct yp_page *p, struct yp_query *q, const char *by)
{
    while (by && *by && q->nby < YP_PAGE_BY) {
        size_t len = strcspn(by, ",");
        q->by[q->nby++] = yp_arena_mem(p->arena, by, len);
        by += len + (by[len] == ',');
    }
    if (!q->nby)
        mistake(m, "%s.sql:%d: page= wants by=column,id", p->file, q->line);
}

/* The statement text as it is run; NULL after a mistake. */
static const char *statement_text(struct maker *m, struct yp_page *p, struct yp_query *q,
                                  const char *sql)
{
    if (q->bound == YP_PER) {
        const char *wrapped = q->on ? per_parent(p->arena, sql, q->on, q->n) : NULL;
        if (!wrapped)
            mistake(m,
                    "%s.sql:%d: per= wants in=, on= and an ORDER BY over result columns at the end",
                    p->file, q->line);
        return wrapped;
    }
    if ((q->bound == YP_MAX || q->bound == YP_PAGED) && !strstr(sql, "LIMIT :limit"))
        mistake(m, "%s.sql:%d: %s wants LIMIT :limit", p->file, q->line, q->name);
    return sql;
}

static bool param_known(const struct yp_page *p, const struct yp_query *q, const char *name)
{
    static const char *const always[] = {
        "viewer", "lang", "today", "as_of", "now", "limit", "keys"
    };
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (!strcmp(always[i], name))
            return true;
    for (int i = 0; i < p->route.nparts; i++)
        if (p->route.parts[i].is_param && !strcmp(p->route.parts[i].text, name))
            return true;
    for (int i = 0; i < p->nparams; i++) {
        size_t len = strlen(p->params[i].name);
        if (!strncmp(p->params[i].name, name, len) &&
            (!name[len] || (p->params[i].type == YP_Q_TEXT && !strcmp(name + len, "_fold"))))
            return true;
    }
    for (int i = 0; i < q->nby; i++)
        if (!strncmp(name, "after_", 6) && !strcmp(name + 6, q->by[i]))
            return true;
    return false;
}

static struct yp_sql *make_sql(struct maker *m, struct yp_page *p, struct yp_query *q,
                               const char *suffix, const char *text)
{
    struct yp_err err = { 0 };
    struct yp_sql *sql = NULL;
    char *name = yp_arena_printf(p->arena, "%s.%s%s", p->file, q->name, suffix);
    if (yp_sql_new(&sql, name, text, &err) < 0) {
        mistake(m, "%s.sql:%d: %s", p->file, q->line, err.detail);
        return NULL;
    }
    for (int i = 0; i < yp_sql_nparam(sql); i++)
        if (!param_known(p, q, yp_sql_param(sql, i)))
            mistake(m, "%s.sql:%d: no parameter :%s", p->file, q->line, yp_sql_param(sql, i));
    return sql;
}

static void describe(struct maker *m, struct yp_page *p, struct yp_query *q)
{
    struct yp_err err = { 0 };
    if (q->bound == YP_ENUM) {
        q->ncol = q->fixed.ncol;
        q->names = q->fixed.names;
    } else if (q->bound == YP_PROVIDED) {
        q->ncol = count(q->provider->columns);
        q->names = q->provider->columns;
    } else if (q->sql &&
               yp_db_describe(m->db, q->sql, p->arena, &q->ncol, &q->names, &q->types, &err) < 0) {
        mistake(m, "%s.sql:%d: %s: %s", p->file, q->line, q->name, err.detail);
        q->ncol = 0;
    }
}

static void read_query(struct maker *m, struct yp_page *p, const struct yp_sqlfile_block *b)
{
    struct yp_arena *arena = p->arena;
    if (p->nqueries == YP_PAGE_QUERIES) {
        mistake(m, "%s.sql:%d: over %d queries", p->file, b->line, YP_PAGE_QUERIES);
        return;
    }
    struct yp_query *q = &p->queries[p->nqueries];
    *q = (struct yp_query){ .name = b->name,
                            .file = p->file,
                            .line = b->line,
                            .parent = -1,
                            .rn_col = -1,
                            .on_col = -1,
                            .key_col = -1 };
    if (query_index(p, b->name) >= 0 || !strcmp(b->name, "page") || !strcmp(b->name, "error") ||
        !strcmp(b->name, "problem") || !strcmp(b->name, "typed"))
        mistake(m, "%s.sql:%d: the name %s is taken", p->file, b->line, b->name);
    q->optional = yp_sqlfile_word(arena, b, "optional") != NULL;
    q->options = yp_sqlfile_word(arena, b, "options");
    q->key = yp_sqlfile_word(arena, b, "key");
    q->on = yp_sqlfile_word(arena, b, "on");
    const char *in = yp_sqlfile_word(arena, b, "in");
    if (in) {
        q->parent = query_index(p, in);
        if (q->parent < 0 || !q->on)
            mistake(m, "%s.sql:%d: in= wants a query above and on=", p->file, b->line);
        else
            q->depth = p->queries[q->parent].depth + 1;
    }
    if (!read_bound(m, p, q, b))
        return;
    if (q->bound == YP_PAGED)
        read_by(m, p, q, yp_sqlfile_word(arena, b, "by"));
    if (*b->sql) {
        const char *text = statement_text(m, p, q, b->sql);
        if (!text || !(q->sql = make_sql(m, p, q, "", text)))
            return;
        if ((q->parent >= 0) != yp_sql_has_keys(q->sql))
            mistake(m, "%s.sql:%d: IN :keys and in= belong together", p->file, b->line);
        if (q->bound == YP_PAGED) {
            char *first = without_cursor(arena, text);
            if (!first)
                mistake(m, "%s.sql:%d: page= wants AND (…) > (:after_…)", p->file, b->line);
            else
                q->sql_first = make_sql(m, p, q, ".first", first);
        }
    } else if (q->bound != YP_ENUM && q->bound != YP_PROVIDED) {
        mistake(m, "%s.sql:%d: %s has no statement", p->file, b->line, b->name);
        return;
    }
    describe(m, p, q);
    for (int i = 0; i < q->nby; i++)
        if ((q->by_col[i] = column_index(q, q->by[i])) < 0)
            mistake(m, "%s.sql:%d: by= names no column %s", p->file, q->line, q->by[i]);
    if (q->bound == YP_PER)
        q->rn_col = column_index(q, "_rn");
    if (q->parent >= 0 && q->on) {
        const struct yp_query *parent = &p->queries[q->parent];
        q->on_col = column_index(q, q->on);
        q->key_col = column_index(parent, parent->key ? parent->key : "id");
        if (q->on_col < 0 || q->key_col < 0)
            mistake(m, "%s.sql:%d: on=%s or the parent's key is no column", p->file, q->line,
                    q->on);
    }
    q->value_col = q->options ? column_index(q, "value") : -1;
    q->selected_col = q->options ? column_index(q, "is_selected") : -1;
    if (q->options && q->value_col < 0)
        mistake(m, "%s.sql:%d: options= wants a column value", p->file, q->line);
    if (q->depth + 1 > p->depth)
        p->depth = q->depth + 1;
    p->nqueries++;
}

static void read_params(struct maker *m, struct yp_page *p, const struct yp_sqlfile *f)
{
    static const char *const types[] = { "id", "int", "text", "day", "word", "cursor" };
    for (int i = 0; i < f->nhead; i++) {
        if (strcmp(f->head[i].key, "param") != 0)
            continue;
        char name[40], type[20];
        int max = 0, t = -1;
        int n = sscanf(f->head[i].value, "%39[a-z_] %19[a-z] %d", name, type, &max);
        for (int k = 0; n >= 2 && k < 6; k++)
            if (!strcmp(type, types[k]))
                t = k;
        if (t < 0 || (t == YP_Q_TEXT && max <= 0) || p->nparams == YP_PAGE_PARAMS) {
            mistake(m, "%s.sql:%d: param: NAME TYPE [MAX]", p->file, f->head[i].line);
            continue;
        }
        p->params[p->nparams++] = (struct yp_page_param){ .name = yp_arena_str(p->arena, name),
                                                          .type = (enum yp_query_param)t,
                                                          .max = max };
    }
}

static void read_title(struct maker *m, struct yp_page *p, const char *title)
{
    char query[64], col[64];
    if (!title) {
        if (p->format == YP_FORMAT_HTML)
            mistake(m, "%s.sql: no title", p->file);
        return;
    }
    if (sscanf(title, "%63[a-z_].%63[a-z_]", query, col) == 2) {
        int q = query_index(p, query);
        if (q >= 0 && p->queries[q].bound == YP_ONE) {
            p->title_query = q;
            p->title_col = column_index(&p->queries[q], col);
            if (p->title_col >= 0)
                return;
        }
    }
    p->title_query = -1;
    p->title_key = title;
    for (int l = 0; l < 3; l++)
        if (!yp_catalog_get(m->core->catalog, l, title, NULL))
            mistake(m, "%s.sql: title %s is neither column nor message (%s)", p->file, title,
                    yp_langs[l]);
}

static bool read_head(struct maker *m, struct yp_page *p, const struct yp_sqlfile *f)
{
    struct yp_err err = { 0 };
    const char *page = yp_sqlfile_head(f, "page"), *budget = yp_sqlfile_head(f, "budget"),
               *format = yp_sqlfile_head(f, "format"), *layout = yp_sqlfile_head(f, "layout"),
               *cache = yp_sqlfile_head(f, "cache");
    p->access = yp_sqlfile_head(f, "access");
    if (!page || strncmp(page, "GET ", 4) != 0) {
        mistake(m, "%s.sql: the head begins with page: GET /path", p->file);
        return false;
    }
    if (yp_route_parse(p->arena, page + 4, &p->route, &err) < 0) {
        mistake(m, "%s.sql: %s", p->file, err.detail);
        return false;
    }
    if (!p->access || !yp_access_known(p->access, &p->route)) {
        mistake(m, "%s.sql: no access line, or not one of doc/page-language.md", p->file);
        p->access = "admin";
    }
    p->budget = budget ? (int)strtol(budget, NULL, 10) : -1;
    if (p->budget < 0)
        mistake(m, "%s.sql: no budget", p->file);
    p->format = !format || !strcmp(format, "html") ? YP_FORMAT_HTML
                : !strcmp(format, "atom")          ? YP_FORMAT_ATOM
                : !strcmp(format, "csv")           ? YP_FORMAT_CSV
                                                   : YP_FORMAT_JSON;
    p->credit = yp_sqlfile_head(f, "credit");
    for (int l = 0; p->credit && l < 3; l++)
        if (!yp_catalog_get(m->core->catalog, l, p->credit, NULL))
            mistake(m, "%s.sql: no message %s for its credit (%s)", p->file, p->credit,
                    yp_langs[l]);
    p->bare = layout && !strcmp(layout, "bare");
    p->no_cache = cache && !strcmp(cache, "no");
    return true;
}

static void make_columns(struct yp_page *p, struct yp_query *q)
{
    q->columns = yp_arena_array(p->arena, (size_t)q->ncol * 2 + 4, sizeof *q->columns);
    for (int i = 0; i < q->ncol; i++)
        q->columns[q->ncolumns++] = q->names[i];
    if (!strcmp(q->name, "form") || !strcmp(q->name, "filter"))
        for (int i = 0; i < q->ncol; i++)
            q->columns[q->ncolumns++] = yp_arena_printf(p->arena, "%s_error", q->names[i]);
    if (q->options && q->selected_col < 0)
        q->columns[q->ncolumns++] = "is_selected";
    if (q->bound == YP_PAGED)
        q->columns[q->ncolumns++] = "-next";
    if (q->bound == YP_PER)
        q->columns[q->ncolumns++] = "-more";
}

/* The sections that no query fills, the first YP_S_BUILTINS of every page and of the frame. */
static void add_builtins(struct yp_section *s)
{
    static const struct {
        const char *name;
        bool is_one;
        const char *const *columns;
    } builtins[YP_S_BUILTINS] = { [YP_S_PAGE] = { "page", true, yp_page_columns },
                                  [YP_S_ERROR] = { "error", false, yp_error_columns },
                                  [YP_S_PROBLEM] = { "problem", true, yp_problem_columns },
                                  [YP_S_TYPED] = { "typed", false, yp_typed_columns } };
    for (int i = 0; i < YP_S_BUILTINS; i++)
        s[i] = (struct yp_section){ .name = builtins[i].name,
                                    .parent = -1,
                                    .is_one = builtins[i].is_one,
                                    .columns = builtins[i].columns,
                                    .ncolumns = count(builtins[i].columns) };
}

static void make_sections(struct yp_page *p)
{
    int n = YP_S_BUILTINS + p->nqueries;
    struct yp_section *s = yp_arena_array(p->arena, (size_t)n, sizeof *s);
    add_builtins(s);
    for (int i = 0; i < p->nqueries; i++) {
        struct yp_query *q = &p->queries[i];
        make_columns(p, q);
        const struct yp_query *parent = q->parent >= 0 ? &p->queries[q->parent] : NULL;
        s[YP_S_BUILTINS + i] =
            (struct yp_section){ .name = q->name,
                                 .parent = parent ? YP_S_BUILTINS + q->parent : -1,
                                 .is_one = q->bound == YP_ONE,
                                 .columns = q->columns,
                                 .ncolumns = q->ncolumns,
                                 .key = parent ? (parent->key ? parent->key : "id") : NULL,
                                 .on = q->on,
                                 .has_more = q->bound == YP_MAX || q->bound == YP_PAGED ||
                                             q->bound == YP_PER };
    }
    p->section_at = s;
    p->sections = (struct yp_sections){ s, n };
}

static void make_templates(struct maker *m, struct yp_page *p, const char *file, const char *text,
                           enum yp_tpl_kind kind, const struct yp_sections *sections,
                           struct yp_tpl **ret)
{
    for (int l = 0; l < YP_LANGS; l++) {
        struct yp_err err = { 0 };
        const struct yp_tpl_words words = { &m->pages->langs[l], say_message, say_enumeration,
                                            say_partial };
        if (yp_tpl_new(&ret[l], kind, file, text, sections, &words, &m->pages->formats[l], &err) <
            0) {
            mistake(m, "%s (%s)", err.detail, yp_langs[l]);
            ret[l] = NULL;
            if (l == 0)
                return; /* the same mistake four times helps nobody */
        }
    }
    (void)p;
}

static void page_free(struct yp_page *p)
{
    for (int l = 0; l < YP_LANGS; l++)
        yp_tpl_free(p->tpl[l]);
    for (int i = 0; i < p->nqueries; i++) {
        yp_sql_free(p->queries[i].sql);
        yp_sql_free(p->queries[i].sql_first);
    }
    yp_arena_free(p->arena);
    free(p);
}

static struct yp_page *make_page(struct maker *m, const char *name)
{
    struct yp_err err = { 0 };
    struct yp_page *p = yp_calloc(1, sizeof *p);
    p->arena = yp_arena_new();
    p->pages = m->pages;
    p->file = yp_arena_mem(p->arena, name, strlen(name) - 4);
    p->form = p->filter = p->title_query = -1;
    struct yp_sqlfile f;
    int before = m->mistakes;
    if (yp_sqlfile_parse(p->arena, name, yp_files_get(m->core->files, name, NULL), &f, &err) < 0) {
        mistake(m, "%s", err.detail);
        page_free(p);
        return NULL;
    }
    if (!read_head(m, p, &f)) {
        page_free(p);
        return NULL;
    }
    read_params(m, p, &f);
    for (int i = 0; i < f.nblocks; i++)
        read_query(m, p, &f.blocks[i]);
    int statements = 0;
    for (int i = 0; i < p->nqueries; i++)
        statements += p->queries[i].sql != NULL;
    if (p->budget >= 0 && statements > p->budget)
        mistake(m, "%s.sql: %d queries, budget %d", p->file, statements, p->budget);
    p->form = query_index(p, "form");
    p->filter = query_index(p, "filter");
    read_title(m, p, yp_sqlfile_head(&f, "title"));
    make_sections(p);
    const char *suffix = p->format == YP_FORMAT_HTML   ? ".html"
                         : p->format == YP_FORMAT_ATOM ? ".xml"
                                                       : NULL;
    if (suffix && m->mistakes == before) {
        char *file = yp_arena_printf(p->arena, "%s%s", p->file, suffix);
        const char *text = yp_files_get(m->core->files, file, NULL);
        if (!text)
            mistake(m, "%s: no such file", file);
        else
            make_templates(m, p, file, text, p->format == YP_FORMAT_HTML ? YP_TPL_HTML : YP_TPL_XML,
                           &p->sections, p->tpl);
    }
    return p;
}

static int by_route(const void *a, const void *b)
{
    return yp_route_order(&(*(struct yp_page *const *)a)->route,
                          &(*(struct yp_page *const *)b)->route);
}

static void add_pages(struct maker *m, const char *prefix)
{
    struct yp_pages *pages = m->pages;
    const char *const *names;
    int n = yp_files_list(m->core->files, pages->arena, prefix, ".sql", &names);
    pages->at = yp_realloc(pages->at, (size_t)(pages->n + n + 1) * sizeof(*pages->at));
    for (int i = 0; i < n; i++) {
        struct yp_page *p = make_page(m, names[i]);
        if (p)
            pages->at[pages->n++] = p;
    }
}

static void add_routes(struct maker *m)
{
    struct yp_pages *pages = m->pages;
    const struct yp_app *app = m->core->app;
    for (int i = 0; app->actions[i]; i++) {
        const struct yp_action *a = app->actions[i];
        struct yp_err err = { 0 };
        pages->actions =
            yp_realloc(pages->actions, (size_t)(pages->nactions + 1) * sizeof *pages->actions);
        struct yp_action_route *r = &pages->actions[pages->nactions++];
        r->action = a;
        if (yp_route_parse(pages->arena, a->route, &r->route, &err) < 0)
            mistake(m, "action %s: %s", a->name, err.detail);
        else if (!a->access || !yp_access_known(a->access, &r->route))
            mistake(m, "action %s: no access, or not one of doc/page-language.md", a->name);
        else if (a->page && !yp_pages_by_pattern(pages, a->page))
            mistake(m, "action %s: no page %s", a->name, a->page);
    }
    for (int i = 0; app->raws[i]; i++) {
        struct yp_err err = { 0 };
        pages->raws = yp_realloc(pages->raws, (size_t)(pages->nraws + 1) * sizeof *pages->raws);
        struct yp_raw_route *r = &pages->raws[pages->nraws++];
        r->raw = app->raws[i];
        if (yp_route_parse(pages->arena, r->raw->route, &r->route, &err) < 0)
            mistake(m, "%s: %s", r->raw->name, err.detail);
        else if (!yp_access_known(r->raw->access, &r->route))
            mistake(m, "%s: access %s", r->raw->name, r->raw->access);
        else if (yp_pages_by_pattern(pages, r->raw->route))
            mistake(m, "%s: a page has its address", r->raw->name);
    }
}

static void add_frame(struct maker *m)
{
    struct yp_pages *pages = m->pages;
    struct yp_section *s = yp_arena_array(pages->arena, YP_S_BUILTINS, sizeof *s);
    add_builtins(s);
    pages->frame_sections = (struct yp_sections){ s, YP_S_BUILTINS };
    const char *frame = yp_files_get(m->core->files, "pages/_shell.html", NULL);
    const char *problem = yp_files_get(m->core->files, "pages/_error.html", NULL);
    if (!frame || !problem)
        mistake(m, "pages/_shell.html or pages/_error.html is missing");
    else {
        make_templates(m, NULL, "pages/_shell.html", frame, YP_TPL_HTML, &pages->frame_sections,
                       pages->frame);
        make_templates(m, NULL, "pages/_error.html", problem, YP_TPL_HTML, &pages->frame_sections,
                       pages->problem);
    }
}

int yp_pages_new(struct yp_pages **ret, struct yp_core *core, struct yp_db *db,
                 struct yp_buf *report, struct yp_err *err)
{
    struct yp_pages *pages = yp_calloc(1, sizeof *pages);
    pages->core = core;
    pages->arena = yp_arena_new();
    for (int l = 0; l < YP_LANGS; l++) {
        pages->langs[l] = (struct yp_lang_ctx){ core, pages, l, pages->arena };
        pages->formats[l] = (struct yp_tpl_format){ &pages->langs[l], yp_langs[l], say_format,
                                                    format_known,     say_plural,  say_enum };
    }
    for (int i = 0; i < core->schema.nsteps; i++)
        read_enums(pages, core->schema.steps[i].text);
    struct maker m = { .pages = pages, .core = core, .db = db, .report = report };
    add_frame(&m);
    add_pages(&m, "pages/");
    add_pages(&m, "api/");
    if (pages->n)
        qsort(pages->at, (size_t)pages->n, sizeof *pages->at, by_route);
    for (int i = 1; i < pages->n; i++)
        if (!yp_route_order(&pages->at[i - 1]->route, &pages->at[i]->route))
            mistake(&m, "%s and %s have one address", pages->at[i - 1]->file, pages->at[i]->file);
    add_routes(&m);
    if (m.mistakes) {
        int rc = yp_fail(err, YP_EBUG, "check.failed", "%d mistakes", m.mistakes);
        yp_pages_free(pages);
        return rc;
    }
    *ret = pages;
    return YP_OK;
}

void yp_pages_free(struct yp_pages *pages)
{
    if (!pages)
        return;
    for (int i = 0; i < pages->n; i++)
        page_free(pages->at[i]);
    for (int l = 0; l < YP_LANGS; l++) {
        yp_tpl_free(pages->frame[l]);
        yp_tpl_free(pages->problem[l]);
    }
    free(pages->at);
    free(pages->actions);
    free(pages->raws);
    free(pages->enums);
    yp_arena_free(pages->arena);
    free(pages);
}

/* --- finding --- */

struct yp_target yp_pages_find(struct yp_pages *pages, struct yp_arena *arena, bool is_post,
                               const char *path, struct yp_path *ret_path)
{
    struct yp_target t = { 0 };
    for (int i = 0; i < pages->nactions; i++)
        if (yp_route_match(&pages->actions[i].route, arena, path, ret_path)) {
            if (is_post) {
                t.action = pages->actions[i].action;
                return t;
            }
            t.other_method = true;
        }
    for (int i = 0; i < pages->nraws; i++)
        if (yp_route_match(&pages->raws[i].route, arena, path, ret_path)) {
            if (!is_post) {
                t.raw = pages->raws[i].raw;
                return t;
            }
            t.other_method = true;
        }
    for (int i = 0; i < pages->n; i++)
        if (yp_route_match(&pages->at[i]->route, arena, path, ret_path)) {
            if (!is_post) {
                t.page = pages->at[i];
                return t;
            }
            t.other_method = true;
        }
    return t;
}

struct yp_page *yp_pages_by_pattern(struct yp_pages *pages, const char *pattern)
{
    for (int i = 0; i < pages->n; i++)
        if (!strcmp(pages->at[i]->route.pattern, pattern))
            return pages->at[i];
    return NULL;
}

int yp_page_budget(const struct yp_page *page)
{
    return page->budget;
}

bool yp_page_may_cache(const struct yp_page *page)
{
    return !page->no_cache;
}

/* --- check, audit, routes --- */

void yp_pages_prepare(struct yp_pages *pages, struct yp_db *db, struct yp_buf *report)
{
    YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
    for (int i = 0; i < pages->n; i++)
        for (int k = 0; k < pages->at[i]->nqueries; k++) {
            const struct yp_query *q = &pages->at[i]->queries[k];
            const struct yp_sql *sqls[] = { q->sql, q->sql_first };
            for (int s = 0; s < 2; s++) {
                int ncol;
                const char *const *names;
                const enum yp_type *types;
                struct yp_err err = { 0 };
                if (!sqls[s])
                    continue;
                if (yp_db_describe(db, sqls[s], arena, &ncol, &names, &types, &err) < 0)
                    yp_buf_printf(report, "%s.sql:%d: %s: %s\n", q->file, q->line, q->name,
                                  err.detail);
            }
        }
}

struct reach {
    struct yp_arena *arena;
    const char **at;
    int n, size;
};

static void reached(void *ctx, const char *table, const char *column, const char *view)
{
    struct reach *r = ctx;
    (void)view;
    if (!strncmp(table, "v_", 2) || !strncmp(table, "check_", 6) || !*column)
        return;
    char *word = yp_arena_printf(r->arena, "%s.%s", table, column);
    for (int i = 0; i < r->n; i++)
        if (!strcmp(r->at[i], word))
            return;
    if (r->n == r->size) {
        r->size = r->size ? r->size * 2 : 256;
        r->at = yp_realloc(r->at, (size_t)r->size * sizeof *r->at);
    }
    r->at[r->n++] = word;
}

static int by_word(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int yp_pages_audit(struct yp_pages *pages, struct yp_db *db, struct yp_buf *out, struct yp_err *err)
{
    for (int i = 0; i < pages->n; i++) {
        const struct yp_page *p = pages->at[i];
        YP_CLEANUP(yp_arena_cleanup) struct yp_arena *arena = yp_arena_new();
        struct reach r = { .arena = arena };
        int rc = YP_OK;
        for (int k = 0; k < p->nqueries && rc == YP_OK; k++)
            if (p->queries[k].sql)
                rc = yp_db_reach(db, p->queries[k].sql, reached, &r, err);
        if (r.n)
            qsort(r.at, (size_t)r.n, sizeof *r.at, by_word);
        yp_buf_printf(out, "GET %s  access: %s\n", p->route.pattern, p->access);
        for (int k = 0; k < r.n; k++)
            yp_buf_printf(out, "  %s\n", r.at[k]);
        free(r.at);
        if (rc < 0)
            return rc;
    }
    return YP_OK;
}

void yp_pages_routes(const struct yp_pages *pages, struct yp_buf *out)
{
    for (int i = 0; i < pages->n; i++)
        yp_buf_printf(out, "GET\t%s\t%s\t%s.sql\n", pages->at[i]->route.pattern,
                      pages->at[i]->access, pages->at[i]->file);
    yp_buf_printf(out, "GET\t/events\tpublic\tevents\n");
    for (int i = 0; i < pages->nraws; i++)
        yp_buf_printf(out, "GET\t%s\t%s\t%s\n", pages->raws[i].route.pattern,
                      pages->raws[i].raw->access, pages->raws[i].raw->name);
    for (int i = 0; i < pages->nactions; i++)
        yp_buf_printf(out, "POST\t%s\t%s\t%s\n", pages->actions[i].route.pattern,
                      pages->actions[i].action->access, pages->actions[i].action->name);
}

void yp_pages_counts(const struct yp_pages *pages, int *ret_pages, int *ret_queries,
                     int *ret_providers)
{
    *ret_pages = pages->n;
    *ret_queries = *ret_providers = 0;
    for (int i = 0; i < pages->n; i++)
        for (int k = 0; k < pages->at[i]->nqueries; k++) {
            *ret_queries += pages->at[i]->queries[k].sql != NULL;
            *ret_providers += pages->at[i]->queries[k].bound == YP_PROVIDED;
        }
}
