/*
 * Stems of Swedish and English words. Layer: lib; library: Snowball's libstemmer.
 * A stemmer belongs to one thread at a time.
 */
#pragma once
#include "base/arena.h"

struct yp_stem;

/* A stemmer of "sv" or "en". Owner: the caller, yp_stem_free. */
struct yp_stem *yp_stem_new(const char *lang);
void yp_stem_free(struct yp_stem *stem);
/* The stem of a lower-case UTF-8 word; the word itself when it has no other. Owner: the arena. */
const char *yp_stem_of(struct yp_stem *stem, struct yp_arena *arena, const char *word);
