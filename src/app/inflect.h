/*
 * Finnish forms of a name: Aalto, Aallon, Aallolle; Virtanen, Virtasen, Virtasta. Layer: app.
 * Spec: doc/spec/minutes.md, "Names leave in time".
 *
 * No lexicon: a name gives its stems by how it ends, with and without consonant gradation, and a
 * word is a form of the name when it is a stem and an ending. So a name that does not gradate
 * (Aalton) is found as well as one that does (Aallon), and another name (Aaltonen, Aaltola) is not.
 */
#pragma once
#include <stdbool.h>

#include "base/arena.h"

enum { YP_NAME_STEMS = 16 };

struct yp_name_forms {
    const char *name;                 /* as the matching writes it: see inflect.c */
    const char *vowel[YP_NAME_STEMS]; /* take the endings of cases: virtase-, aallo- */
    const char *other[YP_NAME_STEMS]; /* take -ta, -tä only: virtas-, saar- */
    int nvowel, nother;
};

/* Owner: the arena. A name of less than two letters or over 60 bytes has only itself as form. */
void yp_name_forms(struct yp_arena *arena, const char *name, struct yp_name_forms *ret);
/* A word of a text as yp_name_is takes it, in the arena: capitals do not matter. */
const char *yp_name_word(struct yp_arena *arena, const char *word);
/* Whether such a word is the name or one of its forms. Cost: its stems. */
bool yp_name_is(const struct yp_name_forms *forms, const char *word);
