#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void yp_buf_release(struct yp_buf *buf)
{
    size_t cap = buf->cap;
    free(buf->mem);
    *buf = (struct yp_buf){ .cap = cap };
}

void yp_buf_clear(struct yp_buf *buf)
{
    buf->len = 0;
    buf->full = false;
    if (buf->mem)
        buf->mem[0] = '\0';
}

static bool grow(struct yp_buf *buf, size_t more)
{
    if (buf->full || (buf->cap && more > buf->cap - buf->len)) {
        buf->full = true;
        return false;
    }
    size_t need = buf->len + more + 1;
    if (need <= buf->size)
        return true;
    size_t size = buf->size ? buf->size : 256;
    while (size < need)
        size *= 2;
    buf->mem = yp_realloc(buf->mem, size);
    buf->size = size;
    return true;
}

void yp_buf_add(struct yp_buf *buf, const void *mem, size_t len)
{
    if (!len || !grow(buf, len))
        return;
    memcpy(buf->mem + buf->len, mem, len);
    buf->len += len;
    buf->mem[buf->len] = '\0';
}

void yp_buf_str(struct yp_buf *buf, const char *s)
{
    yp_buf_add(buf, s, strlen(s));
}

void yp_buf_char(struct yp_buf *buf, char c)
{
    yp_buf_add(buf, &c, 1);
}

static bool is_unreserved(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
           (ch && strchr("-._~", ch));
}

void yp_buf_percent(struct yp_buf *buf, const char *s, size_t len, const char *keep)
{
    static const char hex[] = "0123456789ABCDEF";
    const char *end = s + len, *from = s;
    for (const char *p = s; p < end; p++) {
        unsigned char ch = (unsigned char)*p;
        if (is_unreserved(*p) || (ch && strchr(keep, *p)))
            continue;
        yp_buf_add(buf, from, (size_t)(p - from));
        yp_buf_add(buf, (char[]){ '%', hex[ch >> 4], hex[ch & 15] }, 3);
        from = p + 1;
    }
    yp_buf_add(buf, from, (size_t)(end - from));
}

void yp_buf_printf(struct yp_buf *buf, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int len = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (len > 0 && grow(buf, (size_t)len)) {
        vsnprintf(buf->mem + buf->len, (size_t)len + 1, fmt, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

const char *yp_buf_text(const struct yp_buf *buf)
{
    return buf->mem ? buf->mem : "";
}
