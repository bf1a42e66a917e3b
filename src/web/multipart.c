#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "web/web_int.h"

/*
 * multipart/form-data as browsers send it (RFC 7578, WHATWG HTML "multipart/form-data encoding"),
 * and nothing looser: no preamble, no epilogue, no folded header lines, CRLF only.
 */

enum { BOUNDARY_MAX = 70, HEAD_MAX = 4096, HEAD_LINES = 16 };

struct cursor {
    const char *at, *end;
};

struct delimiter {
    char text[2 + 2 + BOUNDARY_MAX + 1]; /* "\r\n--boundary" */
    size_t len;
};

static int broken(struct yp_err *err, const char *what)
{
    return yp_fail(err, YP_EINVAL, "request.form", "multipart: %s", what);
}

static int cut(struct yp_err *err)
{
    return yp_fail(err, YP_EINVAL, "request.cut", "multipart: no closing boundary");
}

static bool starts(const struct cursor *c, const char *text, size_t len)
{
    return (size_t)(c->end - c->at) >= len && memcmp(c->at, text, len) == 0;
}

static void skip_space(struct cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t'))
        c->at++;
}

static bool is_token(char c)
{
    return c > ' ' && c < 127 && !strchr("()<>@,;:\\\"/[]?={}", c);
}

static size_t token_len(const struct cursor *c)
{
    size_t n = 0;
    while (c->at + n < c->end && is_token(c->at[n]))
        n++;
    return n;
}

/* A quoted text: \" and browsers' %22 are quotes; any other backslash is itself, as in old paths.
 */
static char *read_quoted(struct yp_arena *arena, struct cursor *c)
{
    char *out = yp_arena_alloc(arena, (size_t)(c->end - c->at) + 1);
    size_t n = 0;
    for (c->at++; c->at < c->end && *c->at != '"'; c->at++) {
        if (starts(c, "\\\"", 2)) {
            c->at++;
        } else if (starts(c, "%22", 3)) {
            out[n++] = '"';
            c->at += 2;
            continue;
        }
        out[n++] = *c->at;
    }
    if (c->at == c->end)
        return NULL;
    c->at++;
    return out;
}

/* Reads "; name=value" into the arena. False at the end or where the text is broken. */
static bool read_param(struct yp_arena *arena, struct cursor *c, char **ret_name, char **ret_value)
{
    skip_space(c);
    if (!starts(c, ";", 1))
        return false;
    c->at++;
    skip_space(c);
    size_t n = token_len(c);
    if (!n || c->at + n == c->end || c->at[n] != '=')
        return false;
    *ret_name = yp_arena_mem(arena, c->at, n);
    c->at += n + 1;
    if (starts(c, "\"", 1)) {
        *ret_value = read_quoted(arena, c);
        return *ret_value != NULL;
    }
    n = token_len(c);
    *ret_value = yp_arena_mem(arena, c->at, n);
    c->at += n;
    return n > 0;
}

static bool boundary_valid(const char *s)
{
    size_t n = strlen(s);
    if (n < 1 || n > BOUNDARY_MAX || s[n - 1] == ' ')
        return false;
    for (const char *p = s; *p; p++)
        if (!((*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z') ||
              strchr("'()+_,-./:=? ", *p)))
            return false;
    return true;
}

static bool read_boundary(struct yp_arena *arena, const char *content_type, struct delimiter *ret)
{
    static const char kind[] = "multipart/form-data";
    if (strncasecmp(content_type, kind, sizeof kind - 1) != 0)
        return false;
    struct cursor c = { content_type + sizeof kind - 1, content_type + strlen(content_type) };
    const char *found = NULL;
    char *name, *value;
    while (read_param(arena, &c, &name, &value))
        if (strcasecmp(name, "boundary") == 0) {
            if (found) /* two readers could take different ones */
                return false;
            found = value;
        }
    skip_space(&c);
    if (c.at != c.end || !found || !boundary_valid(found))
        return false;
    ret->len = strlen(found) + 4;
    memcpy(ret->text, "\r\n--", 4);
    memcpy(ret->text + 4, found, ret->len - 4);
    return true;
}

/* filename*=UTF-8''%C3%A4.txt (RFC 5987), or NULL when it is anything else. */
static char *read_extended(struct yp_arena *arena, const char *s)
{
    if (strncasecmp(s, "UTF-8'", 6) != 0)
        return NULL;
    const char *quote = strchr(s + 6, '\'');
    char *name;
    size_t n;
    if (!quote || !yp_percent_decode(arena, quote + 1, strlen(quote + 1), false, &name, &n))
        return NULL;
    return memchr(name, '\0', n) || !yp_utf8_valid(name, n) ? NULL : name;
}

/* The last step of a path of either kind of system. */
static const char *base_name(const char *path)
{
    const char *base = path;
    for (const char *p = path; *p; p++)
        if (*p == '/' || *p == '\\')
            base = p + 1;
    return base;
}

static bool read_disposition(struct yp_arena *arena, struct cursor line, struct yp_field *field)
{
    size_t n = token_len(&line);
    if (n != 9 || strncasecmp(line.at, "form-data", 9) != 0 || field->name)
        return false;
    line.at += n;
    char *name, *value;
    const char *plain = NULL, *extended = NULL;
    while (read_param(arena, &line, &name, &value)) {
        if (strcasecmp(name, "name") == 0)
            field->name = value;
        else if (strcasecmp(name, "filename") == 0)
            plain = value;
        else if (strcasecmp(name, "filename*") == 0)
            extended = read_extended(arena, value);
    }
    skip_space(&line);
    if (extended || plain)
        field->file_name = base_name(extended ? extended : plain);
    return line.at == line.end && field->name;
}

static bool has_control(const char *mem, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (((unsigned char)mem[i] < ' ' && mem[i] != '\t') || mem[i] == 127)
            return true;
    return false;
}

static bool read_line(struct yp_arena *arena, struct cursor line, struct yp_field *field)
{
    size_t n = token_len(&line);
    if (!n || line.at + n == line.end || line.at[n] != ':' ||
        has_control(line.at, (size_t)(line.end - line.at)))
        return false;
    const char *name = line.at;
    line.at += n + 1;
    skip_space(&line);
    if (n == 19 && strncasecmp(name, "Content-Disposition", n) == 0)
        return read_disposition(arena, line, field);
    if (n == 12 && strncasecmp(name, "Content-Type", n) == 0)
        field->type = yp_arena_mem(arena, line.at, (size_t)(line.end - line.at));
    return true;
}

/* Reads the header lines of a part and the empty line behind them. */
static int read_head(struct yp_arena *arena, struct cursor *c, struct yp_field *field,
                     struct yp_err *err)
{
    const char *begin = c->at;
    for (int lines = 0;; lines++) {
        size_t left = (size_t)(c->end - c->at);
        size_t room = HEAD_MAX - (size_t)(c->at - begin);
        const char *eol = memmem(c->at, left < room ? left : room, "\r\n", 2);
        if (!eol)
            return left < room ? cut(err) : broken(err, "part header too long");
        struct cursor line = { c->at, eol };
        c->at = eol + 2;
        if (line.at == line.end)
            return field->name ? YP_OK : broken(err, "a part without a name");
        if (lines == HEAD_LINES || !read_line(arena, line, field))
            return broken(err, "part header");
    }
}

static int read_part(struct yp_arena *arena, struct cursor *c, const struct delimiter *d,
                     struct yp_field *field, struct yp_err *err)
{
    int rc = read_head(arena, c, field, err);
    if (rc < 0)
        return rc;
    /* The empty line's CRLF may be the one that begins the delimiter: an empty part. */
    const char *begin = c->at;
    c->at -= 2;
    const char *end = memmem(c->at, (size_t)(c->end - c->at), d->text, d->len);
    if (!end)
        return cut(err);
    c->at = end + d->len;
    field->len = end < begin ? 0 : (size_t)(end - begin);
    field->value = yp_arena_mem(arena, begin, field->len);
    return YP_OK;
}

/* Behind a delimiter: 1 when a part follows, 0 at the end of the body. */
static int after_delimiter(struct cursor *c, struct yp_err *err)
{
    if (starts(c, "\r\n", 2)) {
        c->at += 2;
        return 1;
    }
    if (c->end - c->at < 2)
        return cut(err);
    if (!starts(c, "--", 2))
        return broken(err, "boundary line");
    c->at += 2;
    if (starts(c, "\r\n", 2))
        c->at += 2;
    return c->at == c->end ? 0 : broken(err, "bytes after the end");
}

int yp_parse_multipart(struct yp_arena *arena, const char *content_type, const char *mem,
                       size_t len, struct yp_fields *ret, struct yp_err *err)
{
    struct delimiter d;
    if (!read_boundary(arena, content_type, &d))
        return broken(err, "content type");
    struct cursor c = { mem, mem + len };
    if (len < d.len - 2 && memcmp(mem, d.text + 2, len) == 0)
        return cut(err);
    if (!starts(&c, d.text + 2, d.len - 2))
        return broken(err, "no boundary at the start");
    c.at += d.len - 2;
    struct yp_field *fields = yp_arena_array(arena, YP_PARTS_MAX, sizeof *fields);
    int n = 0;
    int rc = after_delimiter(&c, err);
    while (rc > 0) {
        if (n == YP_PARTS_MAX)
            return yp_fail(err, YP_ELIMIT, "request.fields", "over %d parts", YP_PARTS_MAX);
        rc = read_part(arena, &c, &d, &fields[n++], err);
        if (rc == YP_OK)
            rc = after_delimiter(&c, err);
    }
    if (rc < 0)
        return rc;
    *ret = (struct yp_fields){ fields, n };
    return YP_OK;
}
