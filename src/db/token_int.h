/*
 * A reader of SQL's smallest pieces, enough to leave strings, quoted names and comments alone.
 * Layer: db.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

enum yp_tok_kind {
    YP_TOK_END,
    YP_TOK_SPACE,
    YP_TOK_COMMENT, /* line comment without its newline, or a block comment */
    YP_TOK_STRING,  /* 'text' */
    YP_TOK_QUOTED,  /* "name" */
    YP_TOK_WORD,    /* a name, a keyword or a number */
    YP_TOK_PARAM,   /* :name, the colon included */
    YP_TOK_SEMI,
    YP_TOK_OTHER, /* an operator; "::" is one piece */
    YP_TOK_BAD    /* an unclosed quote or comment: the rest of the text */
};

struct yp_tok {
    enum yp_tok_kind kind;
    const char *at; /* borrowed from the text */
    size_t len;
};

/* The piece that begins at text (NUL-terminated). The next one begins at ret.at + ret.len. */
struct yp_tok yp_tok_at(const char *text);
/* Whether a piece is this word, in any case. */
bool yp_tok_is(const struct yp_tok *tok, const char *word);
/* Whether a piece says something: neither space nor comment. */
bool yp_tok_speaks(const struct yp_tok *tok);
