#include <string.h>

#include "web/web_int.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

bool yp_percent_decode(struct yp_arena *arena, const char *mem, size_t len, bool plus, char **ret,
                       size_t *ret_len)
{
    char *out = yp_arena_alloc(arena, len + 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (mem[i] != '%') {
            out[n++] = plus && mem[i] == '+' ? ' ' : mem[i];
            continue;
        }
        int high = len - i > 2 ? hex(mem[i + 1]) : -1;
        int low = len - i > 2 ? hex(mem[i + 2]) : -1;
        if (high < 0 || low < 0)
            return false;
        out[n++] = (char)(high * 16 + low);
        i += 2;
    }
    out[n] = '\0';
    *ret = out;
    *ret_len = n;
    return true;
}

/* Reads "name=value". Names are C strings later, so NUL is refused there and kept in values. */
static bool read_pair(struct yp_arena *arena, const char *mem, size_t len, struct yp_field *ret)
{
    const char *equals = memchr(mem, '=', len);
    size_t name_len = equals ? (size_t)(equals - mem) : len;
    size_t rest = equals ? len - name_len - 1 : 0;
    char *name, *value;
    size_t n;
    if (!yp_percent_decode(arena, mem, name_len, true, &name, &n) || memchr(name, '\0', n))
        return false;
    if (!yp_percent_decode(arena, equals ? equals + 1 : "", rest, true, &value, &n))
        return false;
    *ret = (struct yp_field){ .name = name, .value = value, .len = n };
    return true;
}

/* Non-empty pieces between '&'. */
static size_t count_pairs(const char *mem, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += mem[i] != '&' && (i == 0 || mem[i - 1] == '&');
    return n;
}

int yp_parse_urlencoded(struct yp_arena *arena, const char *mem, size_t len, struct yp_fields *ret,
                        struct yp_err *err)
{
    size_t count = count_pairs(mem, len);
    if (count > YP_FIELDS_MAX)
        return yp_fail(err, YP_ELIMIT, "request.fields", "%zu fields", count);
    struct yp_field *fields = yp_arena_array(arena, count, sizeof *fields);
    int n = 0;
    for (size_t at = 0; at < len;) {
        const char *end = memchr(mem + at, '&', len - at);
        size_t size = end ? (size_t)(end - (mem + at)) : len - at;
        if (size && !read_pair(arena, mem + at, size, &fields[n++]))
            return yp_fail(err, YP_EINVAL, "request.form", "broken field at byte %zu", at);
        at += size + 1;
    }
    *ret = (struct yp_fields){ fields, n };
    return YP_OK;
}

const char *yp_field_get(const struct yp_fields *fields, const char *name)
{
    for (int i = 0; i < fields->n; i++)
        if (strcmp(fields->at[i].name, name) == 0)
            return fields->at[i].value;
    return NULL;
}
