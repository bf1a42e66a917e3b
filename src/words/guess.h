/*
 * What an inflected word that no dictionary knows may be in the nominative: names, loans, trade
 * marks. Layer: words. Spec: doc/spec/search.md, section 2.
 */
#pragma once
#include "base/arena.h"

enum { YP_GUESS_MAX = 12 };

/*
 * The nominatives a Finnish word form can have, by the endings of the cases, consonant gradation
 * and the types of stems.
 *
 * word   lower-case UTF-8 ("pikassoksen")
 * ret    the word itself first, then "pikassos" and others, none twice; borrowed from the arena
 * Gives  how many, 1 to YP_GUESS_MAX
 * Cost   microseconds
 */
int yp_guess_nominatives(struct yp_arena *arena, const char *word, const char *ret[YP_GUESS_MAX]);
