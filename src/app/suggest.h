/* By what a record's name is suggested. Layer: app. Spec: doc/spec/search.md, section 7. */
#pragma once
#include <stdbool.h>

#include "base/arena.h"

enum {
    YP_SUGGEST_LEAST = 2, /* letters of a word's beginning that are kept, and asked for */
    YP_SUGGEST_MOST = 24, /* a longer word counts by its first ones */
    YP_SUGGEST_WHOLE = 32,
    YP_SUGGEST_FIRST =
        64 /* weights: the beginning is the whole word; it is the name's first word's */
};

/* Whether records of the kind are suggested. */
bool yp_is_suggested(const char *kind);
/*
 * The next word of a name.
 *
 * folded  as yp_icu_fold gives it; moved behind the word
 * ret     not ended by NUL
 * Gives   bytes of it, 0 at the end
 */
size_t yp_suggest_word(const char **folded, const char **ret);
/* The term of a word's beginning of so many bytes in table posting. Owner: the arena. */
const char *yp_suggest_term(struct yp_arena *arena, const char *word, size_t len);
/* Bytes of the first n letters of a word of len bytes; 0 when it has fewer. */
size_t yp_suggest_part(const char *word, size_t len, int n);
