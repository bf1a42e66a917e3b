#include "db/token_int.h"

#include <string.h>
#include <strings.h>

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static size_t word_len(const char *s)
{
    size_t n = 0;
    while (is_word(s[n]))
        n++;
    return n;
}

static struct yp_tok piece(enum yp_tok_kind kind, const char *at, size_t len)
{
    return (struct yp_tok){ .kind = kind, .at = at, .len = len };
}

/* From an opening quote to its closing one; a doubled quote is a quote within. */
static struct yp_tok quoted(enum yp_tok_kind kind, const char *s)
{
    for (size_t n = 1; s[n]; n++) {
        if (s[n] != s[0])
            continue;
        if (s[n + 1] != s[0])
            return piece(kind, s, n + 1);
        n++;
    }
    return piece(YP_TOK_BAD, s, strlen(s));
}

static struct yp_tok block_comment(const char *s)
{
    const char *end = strstr(s + 2, "*/");
    return end ? piece(YP_TOK_COMMENT, s, (size_t)(end + 2 - s)) : piece(YP_TOK_BAD, s, strlen(s));
}

static struct yp_tok colon(const char *s)
{
    if (s[1] == ':')
        return piece(YP_TOK_OTHER, s, 2);
    size_t n = word_len(s + 1);
    return n ? piece(YP_TOK_PARAM, s, n + 1) : piece(YP_TOK_OTHER, s, 1);
}

struct yp_tok yp_tok_at(const char *text)
{
    const char *s = text;
    if (!*s)
        return piece(YP_TOK_END, s, 0);
    if (is_space(*s)) {
        while (is_space(*s))
            s++;
        return piece(YP_TOK_SPACE, text, (size_t)(s - text));
    }
    if (is_word(*s))
        return piece(YP_TOK_WORD, s, word_len(s));
    switch (*s) {
    case '-':
        return s[1] == '-' ? piece(YP_TOK_COMMENT, s, strcspn(s, "\n")) : piece(YP_TOK_OTHER, s, 1);
    case '/': return s[1] == '*' ? block_comment(s) : piece(YP_TOK_OTHER, s, 1);
    case '\'': return quoted(YP_TOK_STRING, s);
    case '"': return quoted(YP_TOK_QUOTED, s);
    case ':': return colon(s);
    case ';': return piece(YP_TOK_SEMI, s, 1);
    default: return piece(YP_TOK_OTHER, s, 1);
    }
}

bool yp_tok_is(const struct yp_tok *tok, const char *word)
{
    return tok->kind == YP_TOK_WORD && tok->len == strlen(word) &&
           strncasecmp(tok->at, word, tok->len) == 0;
}

bool yp_tok_speaks(const struct yp_tok *tok)
{
    return tok->kind != YP_TOK_SPACE && tok->kind != YP_TOK_COMMENT;
}
