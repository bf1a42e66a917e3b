#include "words/token.h"

#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "lib/icu.h"

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return yp_icu_is_letter(c);
}

/* The code point at s and its length in bytes; 0 at the end. */
static uint32_t peek(const char *s, size_t *len)
{
    const char *next = s;
    uint32_t c = yp_utf8_next(&next);
    *len = (size_t)(next - s);
    return c;
}

static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* Whether a mark joins what stands on its both sides into one word. */
static bool is_joint(uint32_t c)
{
    return is_hyphen(c) || c == ':' || c == '\'' || c == 0x2019 || c == 0xAD;
}

/* Length of the letters, digits and joints that begin at s. */
static size_t word_length(const char *s)
{
    size_t at = 0, len;
    for (;;) {
        uint32_t c = peek(s + at, &len);
        if (is_letter(c) || is_digit(c)) {
            at += len;
            continue;
        }
        size_t after;
        if (!is_joint(c))
            return at;
        uint32_t next = peek(s + at + len, &after);
        if (!is_letter(next) && !(is_digit(next) && is_hyphen(c)))
            return at;
        at += len;
    }
}

static size_t digits(const char *s, int max, int *ret)
{
    size_t n = 0;
    *ret = 0;
    while (n < (size_t)max && is_digit((unsigned char)s[n]))
        *ret = *ret * 10 + (s[n++] - '0');
    return is_digit((unsigned char)s[n]) ? 0 : n;
}

/* Length of the day that begins at s: 15.1.2021 or 2021-01-15; 0 when there is none. */
static size_t day_length(const char *s, int32_t *ret)
{
    int a, b, c;
    size_t n = digits(s, 4, &a), m, k;
    if (!n)
        return 0;
    char mark = s[n];
    if (mark != '.' && (mark != '-' || n != 4))
        return 0;
    m = digits(s + n + 1, 2, &b);
    if (!m || s[n + 1 + m] != mark)
        return 0;
    k = digits(s + n + 1 + m + 1, 4, &c);
    if (!k || (mark == '.' && (k != 4 || n > 2)) || (mark == '-' && k > 2))
        return 0;
    int year = mark == '.' ? c : a, day = mark == '.' ? a : c;
    if (!yp_day_valid(year, b, day))
        return 0;
    *ret = yp_day(year, b, day);
    return n + 1 + m + 1 + k;
}

/* Digits with points and commas between them. */
static size_t number_length(const char *s)
{
    size_t n = 0;
    while (is_digit((unsigned char)s[n]) ||
           ((s[n] == '.' || s[n] == ',') && n && is_digit((unsigned char)s[n + 1])))
        n++;
    return n;
}

static bool is_blank(const char *s, size_t *len)
{
    if (*s == ' ') {
        *len = 1;
        return true;
    }
    *len = 2;
    return (unsigned char)s[0] == 0xC2 && (unsigned char)s[1] == 0xA0;
}

static bool is_section(const char *s)
{
    return (unsigned char)s[0] == 0xC2 && (unsigned char)s[1] == 0xA7;
}

/* A section at s, "§ 12" or "12 §": its length, or 0. */
static size_t section_length(const char *s, int32_t *ret)
{
    size_t at = 0, len;
    int n;
    if (is_section(s)) {
        at = 2;
        if (is_blank(s + at, &len))
            at += len;
        len = digits(s + at, 6, &n);
        *ret = n;
        return len ? at + len : 0;
    }
    at = digits(s, 6, &n);
    if (!at)
        return 0;
    if (is_blank(s + at, &len))
        at += len;
    *ret = n;
    return is_section(s + at) ? at + 2 : 0;
}

static bool begins_after_blank(const char *text, size_t at)
{
    return at == 0 || (unsigned char)text[at - 1] <= ' ' || text[at - 1] == '(' ||
           (unsigned char)text[at - 1] == 0xA0;
}

enum yp_token_kind yp_token_next(const char *text, size_t *from, struct yp_token *token)
{
    size_t at = *from, len;
    *token = (struct yp_token){ .kind = YP_TOKEN_END };
    for (uint32_t c; (c = peek(text + at, &len)); at += len) {
        const char *s = text + at;
        token->at = at;
        if (is_letter(c)) {
            token->kind = YP_TOKEN_WORD;
            token->len = word_length(s);
            token->is_capital = yp_icu_is_capital(c);
            size_t before = at && is_hyphen((unsigned char)text[at - 1]) ? at - 1 : at;
            token->is_end = before < at && begins_after_blank(text, before);
            size_t after;
            token->is_begin = is_hyphen(peek(s + token->len, &after));
            break;
        }
        if (is_digit(c) || c == 0xA7) {
            if ((token->len = section_length(s, &token->n)))
                token->kind = YP_TOKEN_SECTION;
            else if (c != 0xA7 && (token->len = day_length(s, &token->n)))
                token->kind = YP_TOKEN_DAY;
            else if (c != 0xA7 && (token->len = number_length(s)))
                token->kind = YP_TOKEN_NUMBER;
            if (token->kind == YP_TOKEN_NUMBER) {
                size_t word = word_length(s); /* "3D-malli", "24h" */
                if (word > token->len)
                    *token = (struct yp_token){ .kind = YP_TOKEN_WORD, .at = at, .len = word };
            }
            if (token->kind)
                break;
        }
    }
    *from = at + token->len;
    return token->kind;
}
