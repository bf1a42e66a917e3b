#include "core/route.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static const char *const type_names[] = { "id", "code", "token", "word" };
static const char *const suffixes[] = { ".csv", ".atom", ".ics", ".pdf", ".json" };

static int parse_part(struct yp_arena *arena, const char *s, size_t len, const char *pattern,
                      struct yp_route_part *part, struct yp_err *err)
{
    if (*s != '{') {
        part->text = yp_arena_mem(arena, s, len);
        return YP_OK;
    }
    const char *colon = memchr(s, ':', len);
    if (!colon || s[len - 1] != '}')
        return yp_fail(err, YP_EBUG, "route.form", "%s: {name:type} expected", pattern);
    part->is_param = true;
    part->text = yp_arena_mem(arena, s + 1, (size_t)(colon - s - 1));
    char *type = yp_arena_mem(arena, colon + 1, (size_t)(s + len - 2 - colon));
    for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++)
        if (!strcmp(type, type_names[i])) {
            part->type = (enum yp_param_type)i;
            return YP_OK;
        }
    return yp_fail(err, YP_EBUG, "route.form", "%s: no type %s", pattern, type);
}

int yp_route_parse(struct yp_arena *arena, const char *pattern, struct yp_route *ret,
                   struct yp_err *err)
{
    struct yp_route r = { .pattern = yp_arena_str(arena, pattern), .suffix = "" };
    size_t len = strlen(pattern);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t slen = strlen(suffixes[i]);
        if (len > slen && !strcmp(pattern + len - slen, suffixes[i])) {
            r.suffix = suffixes[i];
            len -= slen;
        }
    }
    if (!len || pattern[0] != '/')
        return yp_fail(err, YP_EBUG, "route.form", "%s: begins with /", pattern);
    for (const char *s = pattern + 1, *end = pattern + len; s < end;) {
        const char *stop = memchr(s, '/', (size_t)(end - s));
        if (!stop)
            stop = end;
        if (stop == s || r.nparts == YP_ROUTE_PARTS)
            return yp_fail(err, YP_EBUG, "route.form", "%s: empty or too many parts", pattern);
        int rc = parse_part(arena, s, (size_t)(stop - s), pattern, &r.parts[r.nparts++], err);
        if (rc < 0)
            return rc;
        s = stop < end ? stop + 1 : end;
    }
    *ret = r;
    return YP_OK;
}

static bool value_ok(enum yp_param_type type, const char *s, size_t len, int64_t *ret_id)
{
    size_t max = type == YP_PARAM_ID ? 18 : type == YP_PARAM_TOKEN ? 100 : 40;
    if (!len || len > max)
        return false;
    int64_t id = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        bool ok = type == YP_PARAM_ID     ? isdigit(c)
                  : type == YP_PARAM_WORD ? islower(c) || c == '_'
                  : type == YP_PARAM_CODE ? isalnum(c) || c == '-'
                                          : isalnum(c) || c == '-' || c == '_' || c == '.';
        if (!ok)
            return false;
        if (type == YP_PARAM_ID)
            id = id * 10 + (c - '0');
    }
    *ret_id = id;
    return type != YP_PARAM_ID || (id > 0 && s[0] != '0');
}

bool yp_route_match(const struct yp_route *route, struct yp_arena *arena, const char *path,
                    struct yp_path *ret_path)
{
    struct yp_path got = { 0 };
    size_t len = strlen(path), slen = strlen(route->suffix);
    if (len < slen || strcmp(path + len - slen, route->suffix) != 0)
        return false;
    const char *s = path + 1, *end = path + len - slen;
    if (!route->nparts)
        return s == end;
    for (int i = 0; i < route->nparts; i++) {
        const struct yp_route_part *part = &route->parts[i];
        if (s > end)
            return false;
        const char *stop = memchr(s, '/', (size_t)(end - s));
        if (!stop)
            stop = end;
        size_t n = (size_t)(stop - s);
        int64_t id;
        if (!part->is_param) {
            if (strlen(part->text) != n || strncmp(part->text, s, n) != 0)
                return false;
        } else if (!value_ok(part->type, s, n, &id) || got.n == YP_ROUTE_PARAMS) {
            return false;
        } else {
            got.at[got.n++] =
                (struct yp_cell){ part->text, part->type == YP_PARAM_ID
                                                  ? yp_int(id)
                                                  : yp_text_n(yp_arena_mem(arena, s, n), n) };
        }
        s = stop + 1;
    }
    if (s != end + 1)
        return false;
    *ret_path = got;
    return true;
}

int yp_route_order(const struct yp_route *a, const struct yp_route *b)
{
    for (int i = 0; i < a->nparts && i < b->nparts; i++) {
        if (a->parts[i].is_param != b->parts[i].is_param)
            return a->parts[i].is_param ? 1 : -1;
        int c = strcmp(a->parts[i].text, b->parts[i].text);
        if (c)
            return c;
    }
    if (a->nparts != b->nparts)
        return a->nparts < b->nparts ? -1 : 1;
    return strcmp(b->suffix, a->suffix); /* a suffix before none */
}

const char *yp_route_make(struct yp_arena *arena, const struct yp_route *route,
                          const struct yp_path *path)
{
    YP_CLEANUP(yp_buf_release) struct yp_buf out = YP_BUF_INIT;
    int param = 0;
    for (int i = 0; i < route->nparts; i++) {
        const struct yp_route_part *part = &route->parts[i];
        if (!part->is_param)
            yp_buf_printf(&out, "/%s", part->text);
        else if (param < path->n && path->at[param].v.type == YP_I64)
            yp_buf_printf(&out, "/%" PRId64, path->at[param++].v.i);
        else if (param < path->n)
            yp_buf_printf(&out, "/%s", path->at[param++].v.s);
    }
    if (!route->nparts)
        yp_buf_char(&out, '/');
    yp_buf_str(&out, route->suffix);
    return yp_arena_str(arena, yp_buf_text(&out));
}
