/* Decision points as they are written in one field. Layer: app. */
#pragma once
#include "base/arena.h"

/*
 * Parts a text into points: a blank line parts them, and so does a line that begins with a number
 * ("2. approve …", "2) …"). The numbers are left out. Lines of one point are kept.
 *
 * ret     texts in the arena, at most max; more than that is told by the result
 * Result  how many points the text has
 */
int yp_points(struct yp_arena *arena, const char *text, const char **ret, int max);
