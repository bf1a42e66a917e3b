#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "web/web_int.h"

struct yp_bytes {
    _Atomic int holders;
    size_t len;
    char mem[];
};

struct yp_bytes *yp_bytes_new(const void *mem, size_t len)
{
    struct yp_bytes *bytes = yp_malloc(sizeof *bytes + len + 1);
    atomic_init(&bytes->holders, 1);
    bytes->len = len;
    if (len)
        memcpy(bytes->mem, mem, len);
    bytes->mem[len] = '\0';
    return bytes;
}

struct yp_bytes *yp_bytes_hold(struct yp_bytes *bytes)
{
    atomic_fetch_add(&bytes->holders, 1);
    return bytes;
}

void yp_bytes_drop(struct yp_bytes *bytes)
{
    if (bytes && atomic_fetch_sub(&bytes->holders, 1) == 1)
        free(bytes);
}

const char *yp_bytes_mem(const struct yp_bytes *bytes, size_t *ret_len)
{
    *ret_len = bytes->len;
    return bytes->mem;
}

void yp_reply_header(struct yp_reply *reply, const char *name, const char *value)
{
    if (reply->nheaders < YP_REPLY_HEADERS)
        reply->headers[reply->nheaders++] = (struct yp_header){ name, value };
}

/* "//host" and "/\host" would leave the site. */
static bool is_own_path(const char *path)
{
    return path[0] == '/' && path[1] != '/' && path[1] != '\\';
}

void yp_reply_see_other(struct yp_reply *reply, struct yp_arena *arena, const char *path)
{
    if (!is_own_path(path))
        path = "/";
    char *location = yp_arena_alloc(arena, 3 * strlen(path) + 1);
    size_t n = 0;
    for (const unsigned char *p = (const unsigned char *)path; *p; p++) {
        if (*p > ' ' && *p < 127 && !strchr("\"<>\\^`{|}", *p)) {
            location[n++] = (char)*p;
            continue;
        }
        location[n++] = '%';
        location[n++] = "0123456789ABCDEF"[*p >> 4];
        location[n++] = "0123456789ABCDEF"[*p & 15];
    }
    reply->status = 303;
    yp_reply_header(reply, "Location", location);
}

void yp_reply_cookie(struct yp_reply *reply, struct yp_arena *arena, const char *name,
                     const char *value, int64_t max_age_s, bool secure)
{
    const char *age = max_age_s < 0 ? "" : yp_arena_printf(arena, "; Max-Age=%" PRId64, max_age_s);
    const char *cookie = yp_arena_printf(arena, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s", name,
                                         value, age, secure ? "; Secure" : "");
    yp_reply_header(reply, "Set-Cookie", cookie);
}
