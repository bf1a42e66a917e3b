/* Bulletins by mail: the token in a subscription's letters. Layer: app. Spec:
 * doc/spec/bulletins.md. */
#pragma once
#include "core/core.h"

/* The token of the subscription with this uid, made anew each time: only its hash is stored. In the
 * arena. */
const char *yp_subscription_token(const struct yp_core *core, struct yp_arena *arena,
                                  const char *uid);
