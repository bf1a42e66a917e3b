/* How a file is given out. Layer: app. */
#pragma once
#include "base/arena.h"

/* Content-Disposition: attachment; filename="kartta_.png"; filename*=UTF-8''kartta%C3%A4.png. how:
 * "inline" or "attachment". In the arena. */
const char *yp_disposition(struct yp_arena *arena, const char *how, const char *name);
