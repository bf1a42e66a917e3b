/*
 * Matters and where they wait: on a body's desk, on an agenda, handled. Layer: app. Spec:
 * doc/spec/matters.md.
 *
 * The candidates of a body's next agenda are its waiting steps. Each function notes its own journal
 * row about the matter, so its page and history follow.
 */
#pragma once
#include "core/action.h"

/*
 * Makes an open matter with the next number of its body and year. It waits nowhere yet.
 *
 * title       1..200 code points
 * summary     Markdown or NULL
 * origin      where it came from in words, or NULL
 * visibility  public, signed, members or managers
 * Errors      YP_ENOTFOUND "error.not_found" (no such body), YP_EINVAL of yp_md_html, YP_EDB
 * Cost        6 statements
 */
int yp_matter_new(struct yp_tx *tx, int64_t grp_id, const char *title, const char *summary,
                  const char *origin, const char *visibility, int64_t *ret_id,
                  struct yp_err *err) YP_MUST_CHECK;

/*
 * Puts the matter on a body's desk: a new waiting step, unless it waits there already. Other steps
 * stay as they are; a closed matter opens.
 *
 * origin        new, carried, forwarded or returned
 * from_item_id  the handling that sent it here, 0 for none
 * Cost          3 statements
 */
int yp_matter_wait(struct yp_tx *tx, int64_t matter_id, int64_t grp_id, const char *origin,
                   int64_t from_item_id, struct yp_err *err) YP_MUST_CHECK;

/* Takes the matter from the body's desk to an agenda; makes the step when it did not wait there.
 * Cost 1 or 2. */
int yp_matter_take(struct yp_tx *tx, int64_t matter_id, int64_t grp_id, int64_t item_id,
                   struct yp_err *err) YP_MUST_CHECK;

/* The item leaves its agenda unhandled: its matter waits again. Nothing for a formality. Cost 1
 * or 2. */
int yp_matter_release(struct yp_tx *tx, int64_t item_id, struct yp_err *err) YP_MUST_CHECK;

/* The item was handled: so is its step. Nothing for a formality. Cost 1. */
int yp_matter_step_handled(struct yp_tx *tx, int64_t item_id, struct yp_err *err) YP_MUST_CHECK;
