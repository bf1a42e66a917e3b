/* Checks a template and makes the list of operations that rendering runs. Layer: tpl. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tpl/tpl_int.h"

static const struct yp_ref no_ref = { -1, 0 };

int yp_compile_fail(struct yp_compile *c, const char *fmt, ...)
{
    char what[320];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    struct yp_place place = yp_source_place(&c->src, c->at);
    return yp_fail(c->err, YP_EBUG, "tpl.form", "%s:%d: %s", place.file, place.line, what);
}

int yp_compile_op(struct yp_compile *c, enum yp_op_kind kind, struct yp_ref ref)
{
    struct yp_tpl *tpl = c->tpl;
    if (tpl->nop == c->size) {
        c->size = c->size ? c->size * 2 : 64;
        tpl->ops = yp_realloc(tpl->ops, (size_t)c->size * sizeof *tpl->ops);
    }
    if (ref.section >= 0)
        tpl->is_used[ref.section] = true;
    if (ref.section >= 0 && ref.column == YP_COL_MORE)
        tpl->tells_more[ref.section] = true;
    tpl->ops[tpl->nop] = (struct yp_op){ .kind = (unsigned char)kind, .ref = ref };
    return tpl->nop++;
}

void yp_compile_land(struct yp_compile *c, int op)
{
    c->tpl->ops[op].jump = c->barrier = c->tpl->nop;
}

void yp_compile_text(struct yp_compile *c, const char *s, size_t len)
{
    if (!len)
        return;
    struct yp_tpl *tpl = c->tpl;
    bool grows = tpl->nop > c->barrier && tpl->ops[tpl->nop - 1].kind == YP_OP_TEXT;
    int op = grows ? tpl->nop - 1 : yp_compile_op(c, YP_OP_TEXT, no_ref);
    if (!grows)
        tpl->ops[op].at = (uint32_t)c->text.len;
    tpl->ops[op].len += (uint32_t)len;
    yp_buf_add(&c->text, s, len);
}

int yp_compile_markup(struct yp_compile *c, const char *s, size_t len)
{
    size_t at;
    const char *why;
    if (c->kind != YP_TPL_TEXT && !yp_ctx_feed(&c->ctx, s, len, &at, &why)) {
        const char *text = yp_buf_text(&c->src.text);
        if (s >= text && s <= text + c->src.text.len)
            c->at = (size_t)(s - text) + at;
        return yp_compile_fail(c, "%s", why);
    }
    c->tpl->has_post |= c->ctx.has_post;
    yp_compile_text(c, s, len);
    return YP_OK;
}

int yp_compile_hole(struct yp_compile *c, enum yp_esc *ret_esc)
{
    const char *why;
    *ret_esc = YP_ESC_NONE;
    if (c->kind == YP_TPL_TEXT)
        return YP_OK;
    if (!yp_ctx_hole(&c->ctx, ret_esc, &why))
        return yp_compile_fail(c, "%s is refused", why);
    c->tpl->has_post |= c->ctx.has_post;
    return YP_OK;
}

/*---- names ----*/

static int section_of(const struct yp_compile *c, const char *name, size_t len)
{
    for (int i = 0; i < c->tpl->sections->n; i++) {
        const char *s = c->tpl->sections->at[i].name;
        if (strlen(s) == len && !memcmp(s, name, len))
            return i;
    }
    return -1;
}

static const struct yp_section *at(const struct yp_compile *c, int section)
{
    return &c->tpl->sections->at[section];
}

static bool is_open(const struct yp_compile *c, int section)
{
    for (int i = 0; i < c->depth; i++)
        if (c->open[i].section == section)
            return true;
    return false;
}

static int innermost(const struct yp_compile *c)
{
    for (int i = c->depth; i-- > 0;)
        if (c->open[i].section >= 0)
            return c->open[i].section;
    return -1;
}

/* Whether the rows of a section are known here: top level, or those of an open parent. */
static bool in_reach(const struct yp_compile *c, int section)
{
    int parent = at(c, section)->parent;
    return parent < 0 || is_open(c, parent);
}

static int column_of(const struct yp_section *s, const char *name)
{
    for (int i = 0; i < s->ncolumns; i++)
        if (!strcmp(s->columns[i], name))
            return i;
    return -1;
}

/* -first and kin. Of a section that is not open (meeting.-more, behind a list) only -more and
 * -next. */
static int fact(struct yp_compile *c, int section, const char *name, struct yp_ref *ret)
{
    static const struct {
        const char *name;
        int column;
    } facts[] = { { "-first", YP_COL_FIRST },
                  { "-last", YP_COL_LAST },
                  { "-n", YP_COL_N },
                  { "-more", YP_COL_MORE },
                  { "-next", YP_COL_NEXT } };
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (strcmp(facts[i].name, name) != 0)
            continue;
        bool is_row = facts[i].column >= YP_COL_N;
        if (is_row && !is_open(c, section))
            return yp_compile_fail(c, "%s outside section %s", name, at(c, section)->name);
        if (!is_row && !at(c, section)->has_more)
            return yp_compile_fail(c, "section %s has no %s", at(c, section)->name, name);
        *ret = (struct yp_ref){ section, facts[i].column };
        return YP_OK;
    }
    return yp_compile_fail(c, "unknown name %s", name);
}

int yp_compile_ref(struct yp_compile *c, const char *name, struct yp_ref *ret)
{
    const char *dot = strchr(name, '.'), *column = dot ? dot + 1 : name;
    int section = dot ? section_of(c, name, (size_t)(dot - name)) : innermost(c);
    if (section < 0)
        return dot ? yp_compile_fail(c, "no section for %s", name)
                   : yp_compile_fail(c, "%s stands outside all sections", name);
    const struct yp_section *s = at(c, section);
    if (*column == '-' && in_reach(c, section))
        return fact(c, section, column, ret);
    if (!is_open(c, section) && !(s->parent < 0 && s->is_one))
        return yp_compile_fail(c, "section %s is not open and not a top-level one", s->name);
    int i = column_of(s, column);
    if (i < 0)
        return yp_compile_fail(c, "section %s has no column %s", s->name, column);
    *ret = (struct yp_ref){ section, i };
    return YP_OK;
}

/*---- the forms ----*/

int yp_compile_value(struct yp_compile *c, struct yp_ref ref, const char *format, enum yp_esc esc)
{
    if (format && !strcmp(format, "lines")) {
        if (c->kind == YP_TPL_XML || (c->kind == YP_TPL_HTML && !yp_ctx_is_text(&c->ctx)))
            return yp_compile_fail(c, "lines makes <br>, which only text may hold");
        esc = c->kind == YP_TPL_HTML ? YP_ESC_LINES : YP_ESC_NONE;
        format = NULL;
    }
    if (format && !c->format->known(c->format->ctx, format))
        return yp_compile_fail(c, "unknown format %s", format);
    int op = yp_compile_op(c, YP_OP_VALUE, ref);
    c->tpl->ops[op].esc = (unsigned char)esc;
    c->tpl->ops[op].name = format ? yp_arena_str(c->tpl->arena, format) : NULL;
    return YP_OK;
}

/* {{col}}, {{section.col|format}} */
static int hole(struct yp_compile *c, char *tag)
{
    char *format = strchr(tag, '|');
    if (format)
        *format++ = '\0';
    struct yp_ref ref;
    enum yp_esc esc;
    int rc = yp_compile_ref(c, tag, &ref);
    if (rc == YP_OK)
        rc = yp_compile_hole(c, &esc);
    return rc < 0 ? rc : yp_compile_value(c, ref, format, esc);
}

static bool ends(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && !strcmp(s + n - m, end);
}

/* {{{x_html}}} */
static int raw(struct yp_compile *c, char *tag)
{
    struct yp_ref ref;
    int rc = yp_compile_ref(c, tag, &ref);
    if (rc < 0)
        return rc;
    if (!ends(tag, "_html"))
        return yp_compile_fail(c, "only columns named *_html may be raw, not %s", tag);
    if (c->kind != YP_TPL_HTML || !yp_ctx_is_text(&c->ctx))
        return yp_compile_fail(c, "raw HTML may stand only between elements");
    return yp_compile_value(c, ref, NULL, YP_ESC_NONE);
}

static int boundary(struct yp_compile *c)
{
    const char *why;
    if (c->kind == YP_TPL_TEXT || yp_ctx_boundary(&c->ctx, &why))
        return YP_OK;
    return yp_compile_fail(c, "%s is refused", why);
}

static int open_block(struct yp_compile *c, char kind, const char *name, int section, int op)
{
    if (c->depth == YP_TPL_DEPTH)
        return yp_compile_fail(c, "sections go too deep");
    const char *copy = yp_arena_str(c->tpl->arena, name);
    c->open[c->depth++] = (struct yp_open){ kind, copy, section, op, c->ctx };
    return YP_OK;
}

/* {{#s}} */
static int each(struct yp_compile *c, const char *name)
{
    int section = section_of(c, name, strlen(name));
    if (section < 0)
        return yp_compile_fail(c, "no section %s", name);
    if (is_open(c, section))
        return yp_compile_fail(c, "section %s is open already", name);
    if (!in_reach(c, section))
        return yp_compile_fail(c, "section %s stands outside its parent %s", name,
                               at(c, at(c, section)->parent)->name);
    int rc = boundary(c);
    if (rc < 0)
        return rc;
    int op = yp_compile_op(c, YP_OP_EACH, (struct yp_ref){ section, 0 });
    return open_block(c, '#', name, section, op);
}

/* {{?col}} and {{^col}} */
static int test(struct yp_compile *c, char kind, const char *name)
{
    struct yp_ref ref;
    int rc = yp_compile_ref(c, name, &ref);
    if (rc == YP_OK)
        rc = boundary(c);
    if (rc < 0)
        return rc;
    return open_block(c, kind, name, -1,
                      yp_compile_op(c, kind == '?' ? YP_OP_IF : YP_OP_UNLESS, ref));
}

/* {{^x}}: a section in reach, else a column. */
static int none(struct yp_compile *c, const char *name)
{
    int section = section_of(c, name, strlen(name));
    if (section < 0 || !in_reach(c, section))
        return test(c, '^', name);
    if (is_open(c, section))
        return yp_compile_fail(c, "section %s is open, so it has rows", name);
    int rc = boundary(c);
    if (rc < 0)
        return rc;
    int op = yp_compile_op(c, YP_OP_NONE, (struct yp_ref){ section, 0 });
    return open_block(c, '^', name, -1, op);
}

/* {{/x}} */
static int close_block(struct yp_compile *c, const char *name)
{
    if (!c->depth)
        return yp_compile_fail(c, "{{/%s}} without a beginning", name);
    struct yp_open *open = &c->open[c->depth - 1];
    if (strcmp(open->name, name) != 0)
        return yp_compile_fail(c, "{{/%s}} where {{/%s}} should end", name, open->name);
    int rc = boundary(c);
    if (rc < 0)
        return rc;
    if (c->kind != YP_TPL_TEXT && !yp_ctx_join(&open->ctx, &c->ctx, open->kind == '#'))
        return yp_compile_fail(c, "%s ends in another context than it begins in", name);
    c->ctx = open->ctx;
    c->tpl->has_post |= c->ctx.has_post;
    c->depth--;
    yp_compile_land(c, open->op);
    return YP_OK;
}

/* {{json s}} */
static int json(struct yp_compile *c, const char *name)
{
    int section = section_of(c, name, strlen(name));
    if (section < 0 || at(c, section)->parent >= 0)
        return yp_compile_fail(c, "no top-level section %s", name);
    if (c->kind != YP_TPL_HTML || !yp_ctx_is_json(&c->ctx))
        return yp_compile_fail(c, "json outside <script type=\"application/json\">");
    yp_compile_op(c, YP_OP_JSON, (struct yp_ref){ section, 0 });
    return YP_OK;
}

static int tag_form(struct yp_compile *c, char *tag)
{
    switch (*tag) {
    case '#': return each(c, tag + 1);
    case '^': return none(c, tag + 1);
    case '?': return test(c, '?', tag + 1);
    case '/': return close_block(c, tag + 1);
    default: break;
    }
    if (!strncmp(tag, "json ", 5))
        return json(c, tag + 5);
    if (!strncmp(tag, "_ ", 2) || !strncmp(tag, "_n ", 3))
        return yp_compile_message(c, tag);
    return hole(c, tag);
}

/* Compiles the tag at *p, in a text that ends at end, and moves behind it. */
static int tag(struct yp_compile *c, const char **p, const char *end)
{
    bool is_raw = (*p)[2] == '{';
    const char *from = *p + (is_raw ? 3 : 2);
    const char *stop = memmem(from, (size_t)(end - from), "}}}", is_raw ? 3 : 2);
    if (!stop)
        return yp_compile_fail(c, "{{ without }}");
    char *copy = yp_arena_mem(c->tpl->arena, from, (size_t)(stop - from));
    *p = stop + (is_raw ? 3 : 2);
    return is_raw ? raw(c, copy) : tag_form(c, copy);
}

static int compile(struct yp_compile *c)
{
    const char *text = yp_buf_text(&c->src.text), *p = text, *end = text + c->src.text.len;
    while (p < end) {
        const char *q = memmem(p, (size_t)(end - p), "{{", 2);
        size_t len = (size_t)((q ? q : end) - p);
        c->at = (size_t)(p - text);
        int rc = yp_compile_markup(c, p, len);
        if (rc < 0 || !q)
            return rc;
        c->at = (size_t)(q - text);
        p = q;
        rc = tag(c, &p, end);
        if (rc < 0)
            return rc;
    }
    return YP_OK;
}

static int finish(struct yp_compile *c)
{
    c->at = c->src.text.len;
    if (c->depth)
        return yp_compile_fail(c, "%s is not closed", c->open[c->depth - 1].name);
    if (c->kind != YP_TPL_TEXT && !yp_ctx_is_text(&c->ctx))
        return yp_compile_fail(c, "the template ends inside a tag, a comment or a script");
    c->tpl->text = yp_arena_mem(c->tpl->arena, yp_buf_text(&c->text), c->text.len);
    return YP_OK;
}

int yp_tpl_new(struct yp_tpl **ret, enum yp_tpl_kind kind, const char *file, const char *text,
               const struct yp_sections *sections, const struct yp_tpl_words *words,
               const struct yp_tpl_format *format, struct yp_err *err)
{
    struct yp_tpl *tpl = yp_calloc(1, sizeof *tpl);
    tpl->arena = yp_arena_new();
    tpl->sections = sections;
    tpl->is_used = yp_arena_array(tpl->arena, (size_t)sections->n, sizeof *tpl->is_used);
    tpl->tells_more = yp_arena_array(tpl->arena, (size_t)sections->n, sizeof *tpl->tells_more);
    struct yp_compile c = { .tpl = tpl,
                            .kind = kind,
                            .words = words,
                            .format = format,
                            .err = err,
                            .ctx = yp_ctx_begin(kind == YP_TPL_XML) };
    int rc = yp_source_init(&c.src, file, text, words, tpl->arena, err);
    if (rc == YP_OK)
        rc = compile(&c);
    if (rc == YP_OK)
        rc = finish(&c);
    yp_source_release(&c.src);
    yp_buf_release(&c.text);
    if (rc == YP_OK)
        *ret = tpl;
    else
        yp_tpl_free(tpl);
    return rc;
}

void yp_tpl_free(struct yp_tpl *tpl)
{
    if (!tpl)
        return;
    yp_arena_free(tpl->arena);
    free(tpl->ops);
    free(tpl);
}

bool yp_tpl_has_post(const struct yp_tpl *tpl)
{
    return tpl->has_post;
}

bool yp_tpl_tells_more(const struct yp_tpl *tpl, int section)
{
    return tpl->tells_more[section];
}
