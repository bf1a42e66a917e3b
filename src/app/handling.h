/*
 * What is written of an item while it is handled: taking it up, its handling and decision. Layer:
 * app. Spec: doc/spec/handling.md.
 */
#pragma once
#include "core/action.h"

/* An item at hand. Texts are in the transaction's arena. */
struct yp_handling {
    int64_t item_id, meeting_id, grp_id, matter_id; /* matter_id 0: a formality */
    const char *lang, *state, *meeting_state, *visibility;
    int32_t day; /* of the meeting */
    bool is_practice;
};

/*
 * Reads the item and keeps its meeting from being closed meanwhile. The viewer's rank at the item
 * is the caller's to ask.
 *
 * Errors  YP_ENOTFOUND; YP_ECONFLICT "item.locked" unless the meeting is in progress, or closed
 *         with its minutes unchecked
 * Cost    2 statements
 */
int yp_handling_open(struct yp_tx *tx, int64_t item_id, struct yp_handling *ret,
                     struct yp_err *err) YP_MUST_CHECK;
/* Notes what was done for the item's own history and for those who follow the meeting. */
void yp_handling_note(struct yp_tx *tx, const struct yp_handling *at, const char *action,
                      int64_t object_id, const char *fields);
