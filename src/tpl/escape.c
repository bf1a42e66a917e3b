/* Escaping of values for the places they stand in. Layer: tpl. */
#include <string.h>
#include <strings.h>

#include "tpl/tpl_int.h"

enum { PLAIN, AMP, LT, GT, QUOT, APOS, NEWLINE, CONTROL };

/* What needs attention; newlines and control characters matter only to some callers. */
static const unsigned char kinds[256] = {
    CONTROL, CONTROL, CONTROL,          CONTROL,    CONTROL,    CONTROL,        CONTROL,
    CONTROL, CONTROL, ['\n'] = NEWLINE, CONTROL,    CONTROL,    [14] = CONTROL, CONTROL,
    CONTROL, CONTROL, CONTROL,          CONTROL,    CONTROL,    CONTROL,        CONTROL,
    CONTROL, CONTROL, CONTROL,          CONTROL,    CONTROL,    CONTROL,        CONTROL,
    CONTROL, CONTROL, ['&'] = AMP,      ['<'] = LT, ['>'] = GT, ['"'] = QUOT,   ['\''] = APOS,
};

static const struct {
    const char *s;
    size_t len;
} texts[] = {
    [AMP] = { "&amp;", 5 },  [LT] = { "&lt;", 4 },    [GT] = { "&gt;", 4 },
    [QUOT] = { "&#34;", 5 }, [APOS] = { "&#39;", 5 }, [NEWLINE] = { "<br>\n", 5 },
    [CONTROL] = { "", 0 },
};

static void markup(struct yp_buf *out, const char *s, size_t len, bool newlines, bool controls)
{
    const char *end = s + len, *from = s;
    for (const char *p = s; p < end; p++) {
        unsigned char kind = kinds[(unsigned char)*p];
        if (!kind || (kind == NEWLINE && !newlines) || (kind == CONTROL && !controls))
            continue;
        yp_buf_add(out, from, (size_t)(p - from));
        yp_buf_add(out, texts[kind].s, texts[kind].len);
        from = p + 1;
    }
    yp_buf_add(out, from, (size_t)(end - from));
}

void yp_html_escape(struct yp_buf *out, const char *s, size_t len)
{
    markup(out, s, len, false, false);
}

/* A piece: beside unreserved characters the two that mail addresses and lists want. */
static void url_part(struct yp_buf *out, const char *s, size_t len)
{
    yp_buf_percent(out, s, len, "@,");
}

/* Browsers read "//host" and "/\host" as another site; an address of ours is never meant so. */
static bool url_is_safe(const char *s, size_t len)
{
    if (len > 1 && (s[0] == '/' || s[0] == '\\') && (s[1] == '/' || s[1] == '\\'))
        return false;
    size_t n = 0;
    while (n < len && !strchr(":/?#", s[n]))
        n++;
    if (n == len || s[n] != ':')
        return true;
    return (n == 4 && !strncasecmp(s, "http", n)) || (n == 5 && !strncasecmp(s, "https", n)) ||
           (n == 6 && !strncasecmp(s, "mailto", n));
}

/* Bytes that cannot stand in an address are written %XX, so that nothing a browser strips (tab,
 * newline) can bring a scheme or a host about; '%' stays, since the address is whole and encoded
 * already. */
static void url(struct yp_buf *out, const char *s, size_t len)
{
    if (!url_is_safe(s, len)) {
        yp_buf_char(out, '#');
        return;
    }
    for (const char *end = s + len, *amp; s < end; s = amp + 1) {
        amp = memchr(s, '&', (size_t)(end - s));
        yp_buf_percent(out, s, (size_t)((amp ? amp : end) - s), "@,:/?#[]!$()*+;=%");
        if (!amp)
            break;
        yp_buf_str(out, "&amp;");
    }
}

void yp_escape(struct yp_buf *out, enum yp_esc esc, const char *s, size_t len)
{
    switch (esc) {
    case YP_ESC_NONE: yp_buf_add(out, s, len); break;
    case YP_ESC_HTML: markup(out, s, len, false, false); break;
    case YP_ESC_XML: markup(out, s, len, false, true); break;
    case YP_ESC_LINES: markup(out, s, len, true, false); break;
    case YP_ESC_URL: url(out, s, len); break;
    case YP_ESC_URL_PART: url_part(out, s, len); break;
    }
}
