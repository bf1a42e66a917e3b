/*
 * What somebody looks for. Layer: words. Spec: doc/spec/search.md, section 3.
 *
 * All words are wanted; "words in quotation marks" one behind the other; -word not at all. Days and
 * sections are words (15.1.2021, § 12).
 */
#pragma once
#include "base/buf.h"
#include "words/words.h"

enum { YP_QUERY_MAX = 200 /* code points */, YP_SLOTS_MAX = 12, YP_ALTERNATIVES_MAX = 24 };

/* One wanted word: any of its alternatives will do. */
struct yp_slot {
    const char *word; /* as typed */
    struct yp_term any[YP_ALTERNATIVES_MAX];
    int n;
    bool is_out; /* -word */
    int phrase;  /* number of its phrase from 1, 0 for none; a phrase's slots stand in order */
    int step;    /* words from the phrase's slot before: 2 when one that every text has was left out
                  */
};

struct yp_query {
    struct yp_slot slots[YP_SLOTS_MAX];
    int n;
    int nphrase;
    bool is_cut; /* more than YP_SLOTS_MAX words: the rest is not looked for */
};

/*
 * Reads a question.
 *
 * lang  of the reader: words that are not Finnish are taken for Swedish and English as well; so are
 *       all when the reader's language is one of them
 * Cost  as of yp_words_of for each word
 */
void yp_query_read(struct yp_words *words, struct yp_arena *arena, const char *lang,
                   const char *text, struct yp_query *ret);
/* One more alternative of a slot; nothing when there are too many. */
void yp_slot_add(struct yp_slot *slot, const char *term, int weight);
/* Whether a word of a text, of which these are the terms, is what the slot wants. Gives the larger
 * of the weights that meet, 0 for no. */
int yp_slot_meets(const struct yp_slot *slot, const struct yp_term *terms, int n);
/* Whether the phrases of the query stand in a title or its text, and the excluded ones in neither. */
bool yp_query_phrases(struct yp_words *words, const struct yp_query *query, const char *lang,
                      const char *title, const char *text);
/*
 * The part of a text that shows best what was found, as HTML: escaped, the found words in <mark>,
 * "…" where something is left out.
 *
 * max    code points, about
 * Gives  false, and the text's beginning, when nothing of the query stands there
 */
bool yp_query_excerpt(struct yp_words *words, const struct yp_query *query, const char *lang,
                      const char *text, int max, struct yp_buf *out);
