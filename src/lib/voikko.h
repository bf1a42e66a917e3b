/*
 * Analyses of Finnish words. Layer: lib; library: libvoikko with the dictionary voikko-fi.
 * A handle belongs to one thread at a time.
 */
#pragma once
#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

struct yp_voikko;

enum { YP_VOIKKO_WORD_MAX = 100 }; /* characters; longer words have no analysis */

/* What kind of word it is, as far as finding and reading ask. */
enum yp_word_class {
    YP_WORD_OTHER,
    YP_WORD_NOUN,
    YP_WORD_ADJECTIVE,
    YP_WORD_NOUN_ADJECTIVE,
    YP_WORD_VERB,
    YP_WORD_NUMERAL,
    YP_WORD_PRONOUN,
    YP_WORD_CONJUNCTION,
    YP_WORD_PARTICLE, /* adpositions, adverbs, interjections, the verb of negation */
    YP_WORD_ABBREVIATION,
    YP_WORD_PREFIX,
    YP_WORD_FIRST_NAME,
    YP_WORD_SURNAME,
    YP_WORD_PLACE,
    YP_WORD_NAME, /* of anything else */
};

/* Its case; nominals only. */
enum yp_word_case {
    YP_CASE_NONE,
    YP_NOMINATIVE,
    YP_GENITIVE,
    YP_PARTITIVE,
    YP_ESSIVE,
    YP_TRANSLATIVE,
    YP_INESSIVE,
    YP_ELATIVE,
    YP_ILLATIVE,
    YP_ADESSIVE,
    YP_ABLATIVE,
    YP_ALLATIVE,
    YP_ABESSIVE,
    YP_COMITATIVE,
    YP_INSTRUCTIVE,
    YP_CASE_OTHER,
};

/* One analysis. */
struct yp_voikko_word {
    const char *base;      /* base form as the dictionary writes it: "Satakunta", "sote-keskus" */
    const char *parts[12]; /* base cut at the seams of the compound, without hyphens; in order */
    int nparts;            /* 1 for a word that is no compound */
    enum yp_word_class class;
    enum yp_word_case ccase;
    bool is_plural;
    bool is_past, is_present; /* finite verbs in the indicative */
    bool is_passive;
    char possessive; /* '1' to '6', '3' for both third persons; 0 without a suffix */
};

/*
 * Opens the dictionary.
 *
 * Errors  YP_EBUG "error.internal": voikko-fi is not installed
 * Owner   the caller: yp_voikko_free
 * Cost    0.5 ms and 4 MB for the first of a process, 150 kB for each further
 */
int yp_voikko_new(struct yp_voikko **ret, struct yp_err *err) YP_MUST_CHECK;
void yp_voikko_free(struct yp_voikko *v);
/*
 * All analyses of a word as it stands (case matters: names begin with a capital letter).
 *
 * word    UTF-8
 * ret     *n analyses, most likely first as the dictionary has them; none for unknown words
 * Owner   the arena
 * Cost    13 to 19 us for a usual word, 5 ms for the worst
 */
void yp_voikko_analyze(struct yp_voikko *v, struct yp_arena *arena, const char *word,
                       struct yp_voikko_word **ret, int *n);
