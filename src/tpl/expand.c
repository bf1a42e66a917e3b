/* Puts partials in and takes comments out, remembering where each byte came from. Layer: tpl. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tpl/tpl_int.h"

enum { ARGS_MAX = 24, NEST_MAX = 12, TEXT_MAX = 1 << 20 };

struct arg {
    const char *name, *value;
};

/* A file being read. */
struct frame {
    const char *file, *text;
    bool is_partial;
    int depth, narg;
    struct arg args[ARGS_MAX];
};

struct expand {
    struct yp_source *src;
    const struct yp_tpl_words *words;
    struct yp_arena *arena;
    struct yp_err *err;
};

static int line_of(const char *text, const char *p)
{
    int line = 1;
    for (const char *q = text; q < p; q++)
        line += *q == '\n';
    return line;
}

/* Says that what is written next came from p on. Text of a tag (another buffer) has no place of its
 * own. */
static void mark(struct expand *x, const struct frame *f, const char *p, const struct yp_buf *out)
{
    struct yp_source *src = x->src;
    if (out != &src->text)
        return;
    if (src->nmark == src->size) {
        src->size = src->size ? src->size * 2 : 16;
        src->marks = yp_realloc(src->marks, (size_t)src->size * sizeof *src->marks);
    }
    src->marks[src->nmark++] = (struct yp_mark){ out->len, f->file, f->text, p };
}

#define bad(x, f, p, ...) bad_at((x), (f)->file, line_of((f)->text, (p)), __VA_ARGS__)

static int YP_PRINTF(4, 5)
    bad_at(const struct expand *x, const char *file, int line, const char *fmt, ...)
{
    char what[256];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    return yp_fail(x->err, YP_EBUG, "tpl.form", "%s:%d: %s", file, line, what);
}

static const char *find(const char *p, const char *end, const char *what)
{
    return memmem(p, (size_t)(end - p), what, strlen(what));
}

static bool starts(const char *p, const char *end, const char *what)
{
    size_t len = strlen(what);
    return (size_t)(end - p) >= len && !memcmp(p, what, len);
}

static bool is_name_char(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
           ch == '_' || ch == '-';
}

static const struct arg *arg_of(const struct frame *f, const char *name)
{
    for (int i = 0; i < f->narg; i++)
        if (!strcmp(f->args[i].name, name))
            return &f->args[i];
    return NULL;
}

static int expand(struct expand *x, const struct frame *f, const char *p, const char *end,
                  struct yp_buf *out);

/* [[a]], [[?a]]..[[/a]] and [[^a]]..[[/a]]; anything else in brackets is text. */
static int argument(struct expand *x, const struct frame *f, const char **at, const char *end,
                    struct yp_buf *out)
{
    const char *p = *at + 2, *from;
    char kind = p < end && strchr("?^/", *p) ? *p++ : '=';
    for (from = p; p < end && is_name_char(*p); p++)
        ;
    if (p == from || !starts(p, end, "]]")) {
        yp_buf_add(out, "[[", 2);
        *at += 2;
        return YP_OK;
    }
    const char *name = yp_arena_mem(x->arena, from, (size_t)(p - from));
    const struct arg *arg = arg_of(f, name);
    p += 2;
    if (kind == '/')
        return bad(x, f, *at, "[[/%s]] without a beginning", name);
    if (kind == '=') {
        if (!arg)
            return bad(x, f, *at, "the partial needs the argument %s", name);
        yp_buf_str(out, arg->value);
        *at = p;
        return YP_OK;
    }
    const char *close = yp_arena_printf(x->arena, "[[/%s]]", name);
    const char *stop = find(p, end, close);
    if (!stop)
        return bad(x, f, *at, "[[%c%s]] without [[/%s]]", kind, name, name);
    *at = stop + strlen(close);
    if ((kind == '?') != (arg != NULL))
        return YP_OK;
    mark(x, f, p, out);
    return expand(x, f, p, stop, out);
}

/* Reads "name=value" or name="a value" at *s and ends its parts in place. */
static bool read_arg(char **s, struct arg *ret)
{
    char *p = *s, *name = p;
    while (is_name_char(*p))
        p++;
    if (p == name || *p != '=')
        return false;
    *p++ = '\0';
    bool quoted = *p == '"';
    char *value = quoted ? ++p : p;
    while (*p && (quoted ? *p != '"' : !strchr(" \t\r\n\"", *p))) {
        if (*p == '{' || *p == '}')
            return false;
        p++;
    }
    if ((quoted && *p != '"') || (!quoted && (*p == '"' || p == value)))
        return false;
    if (*p)
        *p++ = '\0';
    *ret = (struct arg){ name, value };
    *s = p;
    return true;
}

static char *skip_blanks(char *s)
{
    return s + strspn(s, " \t\r\n");
}

static bool mentions(const char *text, const char *name)
{
    size_t len = strlen(name);
    for (const char *p = text; (p = strstr(p, "[[")); p += 2) {
        const char *q = p + 2 + (p[2] == '?' || p[2] == '^');
        if (!strncmp(q, name, len) && !strncmp(q + len, "]]", 2))
            return true;
    }
    return false;
}

/* Reads the arguments of "{{> name a=b}}" into the frame of the partial. */
static int read_args(struct expand *x, const struct frame *f, const char *at, char *s,
                     struct frame *ret)
{
    for (s = skip_blanks(s); *s; s = skip_blanks(s)) {
        struct arg arg;
        char *begin = s;
        if (ret->narg == ARGS_MAX)
            return bad(x, f, at, "too many arguments");
        if (!read_arg(&s, &arg))
            return bad(x, f, at, "an argument that is not name=value: %s", begin);
        if (arg_of(ret, arg.name))
            return bad(x, f, at, "the argument %s comes twice", arg.name);
        if (!mentions(ret->text, arg.name))
            return bad(x, f, at, "%s knows no argument %s", ret->file, arg.name);
        ret->args[ret->narg++] = arg;
    }
    return YP_OK;
}

/* {{> name a=b}} */
static int include(struct expand *x, const struct frame *f, const char **at, const char *end,
                   struct yp_buf *out)
{
    const char *p = *at + 3, *stop = find(p, end, "}}");
    if (!stop)
        return bad(x, f, *at, "{{> without }}");
    struct yp_buf tag YP_CLEANUP(yp_buf_release) = { .cap = TEXT_MAX };
    int rc = expand(x, f, p, stop, &tag);
    if (rc < 0)
        return rc;
    char *s = skip_blanks(yp_arena_mem(x->arena, yp_buf_text(&tag), tag.len)), *name = s;
    while (is_name_char(*s) || *s == '/')
        s++;
    if (*s && !strchr(" \t\r\n", *s))
        return bad(x, f, *at, "a partial's name ends before %s", s);
    if (*s)
        *s++ = '\0';
    const char *text = *name ? x->words->partial(x->words->ctx, name) : NULL;
    if (!text)
        return bad(x, f, *at, "no partial %s", name);
    if (f->depth == NEST_MAX)
        return bad(x, f, *at, "partials go too deep at %s", name);
    struct frame in = { .file = yp_arena_printf(x->arena, "pages/_part/%s.html", name),
                        .text = text,
                        .is_partial = true,
                        .depth = f->depth + 1 };
    rc = read_args(x, f, *at, s, &in);
    if (rc < 0)
        return rc;
    size_t len = strlen(text);
    if (len && text[len - 1] == '\n') /* a file's last line end is not meant */
        len--;
    mark(x, &in, text, out);
    *at = stop + 2;
    return expand(x, &in, text, text + len, out);
}

static int special(struct expand *x, const struct frame *f, const char **at, const char *end,
                   struct yp_buf *out)
{
    int rc = YP_OK;
    if (**at == '[')
        rc = argument(x, f, at, end, out);
    else if (starts(*at, end, "{{!--")) {
        const char *stop = find(*at, end, "--}}");
        if (!stop)
            return bad(x, f, *at, "{{!-- without --}}");
        *at = stop + 4;
    } else if (starts(*at, end, "{{>"))
        rc = include(x, f, at, end, out);
    else {
        yp_buf_add(out, *at, 2);
        *at += 2;
        return YP_OK;
    }
    mark(x, f, *at, out);
    return rc;
}

static int expand(struct expand *x, const struct frame *f, const char *p, const char *end,
                  struct yp_buf *out)
{
    while (p < end) {
        const char *q = p;
        while (q < end && !starts(q, end, "{{") && !(f->is_partial && starts(q, end, "[[")))
            q++;
        yp_buf_add(out, p, (size_t)(q - p));
        p = q;
        if (p == end)
            break;
        int rc = special(x, f, &p, end, out);
        if (rc < 0)
            return rc;
        if (out->full)
            return bad(x, f, p, "the template is too large");
    }
    return YP_OK;
}

int yp_source_init(struct yp_source *src, const char *file, const char *text,
                   const struct yp_tpl_words *words, struct yp_arena *arena, struct yp_err *err)
{
    *src = (struct yp_source){ .text = { .cap = TEXT_MAX } };
    struct expand x = { src, words, arena, err };
    const struct frame f = { .file = file, .text = text };
    mark(&x, &f, text, &src->text);
    int rc = expand(&x, &f, text, text + strlen(text), &src->text);
    if (rc == YP_OK && src->text.full)
        rc = bad(&x, &f, text, "the template is too large");
    return rc;
}

void yp_source_release(struct yp_source *src)
{
    yp_buf_release(&src->text);
    free(src->marks);
    *src = (struct yp_source){ 0 };
}

struct yp_place yp_source_place(const struct yp_source *src, size_t at)
{
    const struct yp_mark *mark = &src->marks[0];
    for (int i = 1; i < src->nmark && src->marks[i].at <= at; i++)
        mark = &src->marks[i];
    struct yp_place place = { mark->file, line_of(mark->text, mark->from) };
    const char *text = yp_buf_text(&src->text);
    for (size_t i = mark->at; i < at && i < src->text.len; i++)
        place.line += text[i] == '\n';
    return place;
}
