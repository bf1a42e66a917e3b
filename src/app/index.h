/* Keeps the words of the records as they are searched. Layer: app. Spec: doc/spec/search.md,
 * section 4. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct yp_core;

/* Told after each unit: records done of all. Gives false to stop. */
typedef bool yp_index_progress(void *ctx, int64_t done, int64_t all);

/*
 * Brings the words up to the journal's newest number, or makes all of them anew: in units of some
 * fifty records, so that others can write meanwhile.
 *
 * is_anew  everything; it is also when the analyser has changed or nothing was kept yet
 * tell     NULL: nobody
 * Errors   YP_EBUSY "index.stopped": what was done stays, and the next run goes on with everything
 * Cost     some thousand records a second
 */
int yp_index(struct yp_core *core, bool is_anew, yp_index_progress *tell, void *ctx,
             struct yp_err *err) YP_MUST_CHECK;
