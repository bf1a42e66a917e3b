/*
 * The terms by which words are found, in Finnish, Swedish, English and the Sámi languages. Layer:
 * words. Spec: doc/spec/search.md, section 2.
 *
 * A term is a lower-case text that a word of a record and a word of a question have in common: a
 * Finnish base form ("päätös"), a part of a compound ("keskus"), the nominative that an unknown
 * name may have ("pikassos"), a Swedish or English stem ("sv:kommun").
 */
#pragma once
#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "lib/voikko.h"
#include "words/token.h"

enum {
    YP_TERM_MAX = 200, /* bytes of a term; longer words are cut */
    YP_TERM_PART = 1,  /* weights: a part of the word says less than the word */
    YP_TERM_GUESS = 2,
    YP_TERM_WHOLE = 4,
};

struct yp_term {
    const char *text;
    int weight;
};

/* All that is known of one word form. */
struct yp_wordform {
    const struct yp_term *terms; /* none twice; the whole words first */
    int n;
    const struct yp_voikko_word *analyses; /* Finnish only */
    int nanalyses;
    bool is_known; /* the dictionary has it, alone or as the end of a word with hyphens */
    bool is_stop;  /* "ja", "joka", "olla": every text has it, so it is neither kept nor asked */
};

/* An analyser with its cache of at most some ten thousand words. For one thread at a time. */
struct yp_words;

/* Errors: YP_EBUG, the Finnish dictionary is not installed. Owner: the caller, yp_words_free. */
int yp_words_new(struct yp_words **ret, struct yp_err *err) YP_MUST_CHECK;
void yp_words_free(struct yp_words *words);

/*
 * A word form as it stands in a text.
 *
 * lang  fi sv en se smn sms; another is taken as fi
 * word  a token's bytes, UTF-8 in normal form C
 * Gives never NULL; borrowed, and stays for the next ten thousand new words at least
 * Cost  20 us for a new Finnish word, 0.1 us for one in the cache
 */
const struct yp_wordform *yp_words_of(struct yp_words *words, const char *lang, const char *word,
                                      size_t len);

/*
 * The terms of a whole text.
 *
 * each      called for every token that is not a stop word, in order; position counts all tokens
 *           from 0. Terms are borrowed for the call. An ellipsis stands with its first word:
 *           "päihde- ja mielenterveystyö" has päihdetyö at "päihde-".
 * Cost      linear
 */
typedef void yp_words_each(void *ctx, const struct yp_token *token, int position,
                           const struct yp_term *terms, int n);
void yp_words_text(struct yp_words *words, const char *lang, const char *text, yp_words_each *each,
                   void *ctx);

/* A word's bytes with typographic hyphens and apostrophes made plain and soft hyphens left out. In
 * the arena. */
const char *yp_word_plain(struct yp_arena *arena, const char *word, size_t len);
