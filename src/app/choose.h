/*
 * Persons and organizations that a form means: chosen from a short list, or written by name when
 * the list lacks them. Layer: app.
 */
#pragma once
#include "core/action.h"

/*
 * Reads the field NAME_id, or else NAME_name, of what ("person" or "organization"). A name may be
 * written in part when only one fits. What the viewer may not see is not found.
 *
 * ret_id  0 when nothing was given
 * Notes   form.choice at NAME_id; choose.none, choose.several at NAME_name
 * Errors  YP_EDB
 * Cost    0 or 1 statements
 */
int yp_choose(struct yp_tx *tx, struct yp_form *form, const char *what, const char *name,
              int64_t *ret_id, struct yp_err *err) YP_MUST_CHECK;
