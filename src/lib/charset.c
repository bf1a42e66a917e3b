#include "lib/charset.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

/* Code points of Windows-1252 from 0x80 to 0x9F; 0 where it has none. */
static const unsigned short windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178
};

/* Where ISO-8859-15 differs from ISO-8859-1. */
static unsigned iso_8859_15(unsigned c)
{
    switch (c) {
    case 0xA4: return 0x20AC;
    case 0xA6: return 0x0160;
    case 0xA8: return 0x0161;
    case 0xB4: return 0x017D;
    case 0xB8: return 0x017E;
    case 0xBC: return 0x0152;
    case 0xBD: return 0x0153;
    case 0xBE: return 0x0178;
    default: return c;
    }
}

/* Writes c in UTF-8, returns the byte behind it. */
static char *put(char *to, unsigned c)
{
    if (c < 0x80) {
        *to++ = (char)c;
    } else if (c < 0x800) {
        *to++ = (char)(0xC0 | c >> 6);
        *to++ = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *to++ = (char)(0xE0 | c >> 12);
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    } else {
        *to++ = (char)(0xF0 | c >> 18);
        *to++ = (char)(0x80 | (c >> 12 & 0x3F));
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    }
    return to;
}

char *yp_charset_windows_1252(struct yp_arena *arena, const char *bytes, size_t len)
{
    char *text = yp_arena_alloc(arena, 3 * len + 1), *to = text;
    for (size_t i = 0; i < len; i++) {
        unsigned c = (unsigned char)bytes[i];
        if (c >= 0x80 && c < 0xA0 && (c = windows_1252[c - 0x80]) == 0)
            return NULL;
        to = put(to, c);
    }
    return text;
}

static char *from_utf16(struct yp_arena *arena, const unsigned char *s, size_t len, bool is_big)
{
    char *text = yp_arena_alloc(arena, 2 * len + 4), *to = text;
    for (size_t i = 2; i + 1 < len; i += 2) {
        unsigned c = is_big ? (unsigned)s[i] << 8 | s[i + 1] : (unsigned)s[i + 1] << 8 | s[i];
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < len) {
            unsigned low =
                is_big ? (unsigned)s[i + 2] << 8 | s[i + 3] : (unsigned)s[i + 3] << 8 | s[i + 2];
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        to = put(to, c == 0 || (c >= 0xD800 && c < 0xE000) ? ' ' : c);
    }
    return text;
}

/* One byte a character: both encodings are ASCII and Latin letters, and differ in a few. */
static char *from_bytes(struct yp_arena *arena, const char *bytes, size_t len, bool is_windows)
{
    char *text = yp_arena_alloc(arena, 3 * len + 1), *to = text;
    for (size_t i = 0; i < len; i++) {
        unsigned c = (unsigned char)bytes[i];
        if (c >= 0x80 && c < 0xA0)
            c = is_windows ? windows_1252[c - 0x80] : 0;
        else if (!is_windows)
            c = iso_8859_15(c);
        to = put(to, c ? c : ' ');
    }
    return text;
}

/* Whether a byte stands where only Windows-1252 has letters and marks. */
static bool has_windows(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned c = (unsigned char)bytes[i];
        if (c >= 0x80 && c < 0xA0 && windows_1252[c - 0x80])
            return true;
    }
    return false;
}

char *yp_charset_utf8(struct yp_arena *arena, const char *bytes, size_t len, const char **ret_name)
{
    const char *name = "utf-8";
    char *text;
    if (len >= 2 && (!memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2))) {
        text = from_utf16(arena, (const unsigned char *)bytes, len, (unsigned char)*bytes == 0xFE);
        name = "utf-16";
    } else if (yp_utf8_valid(bytes, len)) {
        size_t mark = len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
        text = yp_arena_mem(arena, bytes + mark, len - mark);
        for (size_t i = 0; i < len - mark; i++)
            if (!text[i])
                text[i] = ' ';
    } else {
        bool is_windows = has_windows(bytes, len);
        name = is_windows ? "windows-1252" : "iso-8859-15";
        text = from_bytes(arena, bytes, len, is_windows);
    }
    if (ret_name)
        *ret_name = name;
    return text;
}
