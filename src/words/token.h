/*
 * What a text is made of, for finding and reading: words, numbers, days, sections. Layer: words.
 * Spec: doc/spec/search.md, section 1.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum yp_token_kind {
    YP_TOKEN_END,
    YP_TOKEN_WORD,    /* "sote-keskus", "THL:n", "covid19" */
    YP_TOKEN_NUMBER,  /* "12", "1,5", "15.1" */
    YP_TOKEN_DAY,     /* "15.1.2021", "2021-01-15" */
    YP_TOKEN_SECTION, /* "§ 12", "12 §" */
};

struct yp_token {
    enum yp_token_kind kind;
    size_t at, len;  /* bytes in the text; a section's include its mark */
    int32_t n;       /* a day's number, or a section's */
    bool is_begin;   /* a word whose end is left out: the hyphen of "päihde- ja" is not in len */
    bool is_end;     /* a word whose beginning is left out: "-päättäjät" after a blank */
    bool is_capital; /* a word that begins with a capital letter */
};

/*
 * The next token.
 *
 * text  well-formed UTF-8 in normal form C, NUL-terminated
 * from  where to go on, 0 at first; moved behind the token
 * Gives token->kind, YP_TOKEN_END at the end
 * Cost  linear
 */
enum yp_token_kind yp_token_next(const char *text, size_t *from, struct yp_token *token);
