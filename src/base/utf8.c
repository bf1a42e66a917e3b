#include "base/utf8.h"

#include <string.h>

/* Length of the sequence at s (1..4), 0 when it is broken or cut; *ret_cp gets its code point. */
static size_t decode(const unsigned char *s, size_t len, uint32_t *ret_cp)
{
    if (!len)
        return 0;
    unsigned c = s[0];
    if (c < 0x80) {
        *ret_cp = c;
        return 1;
    }
    size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    if (c < 0xC2 || c > 0xF4 || len < n)
        return 0;
    uint32_t cp = c & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        cp = cp << 6 | (s[i] & 0x3Fu);
    }
    if ((n == 3 && cp < 0x800) || (n == 4 && (cp < 0x10000 || cp > 0x10FFFF)) ||
        (cp >= 0xD800 && cp <= 0xDFFF))
        return 0;
    *ret_cp = cp;
    return n;
}

bool yp_utf8_valid(const char *s, size_t len)
{
    uint32_t cp;
    for (size_t i = 0, n; i < len; i += n) {
        n = decode((const unsigned char *)s + i, len - i, &cp);
        if (!n)
            return false;
    }
    return true;
}

size_t yp_utf8_length(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

size_t yp_utf8_cut(const char *s, size_t len)
{
    for (size_t back = 1; back <= 4 && back <= len; back++) {
        unsigned char c = (unsigned char)s[len - back];
        if ((c & 0xC0) == 0x80)
            continue;
        size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
        return n > back ? len - back : len;
    }
    return len;
}

size_t yp_utf8_bytes(const char *s, size_t n)
{
    size_t i = 0;
    while (s[i]) {
        if (((unsigned char)s[i] & 0xC0) != 0x80 && n-- == 0)
            break;
        i++;
    }
    return i;
}

uint32_t yp_utf8_next(const char **s)
{
    if (!**s)
        return 0;
    uint32_t cp;
    size_t n = decode((const unsigned char *)*s, strnlen(*s, 4), &cp);
    *s += n ? n : 1;
    return n ? cp : 0xFFFD;
}

bool yp_utf8_has_control(const char *s, size_t len, bool allow_newline)
{
    uint32_t cp;
    for (size_t i = 0, n; i < len; i += n) {
        n = decode((const unsigned char *)s + i, len - i, &cp);
        if (!n)
            return true;
        if (allow_newline && (cp == '\n' || cp == '\r' || cp == '\t'))
            continue;
        if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) ||
            (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF)
            return true;
    }
    return false;
}
