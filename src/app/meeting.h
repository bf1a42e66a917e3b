/* Meetings up to their beginning. Layer: app. Spec: doc/spec/meetings.md. */
#pragma once
#include "core/action.h"
#include "core/page.h"

/*
 * Reads a meeting with its body: id uid grp_id group_name lang state is_cancelled mode day
 * starts_at ends_at place remote_url answer_by_day year number ical_sequence rev.
 *
 * Errors  YP_ENOTFOUND "error.not_found"
 * Cost    1 statement
 */
int yp_meeting_read(struct yp_tx *tx, int64_t id, struct yp_rows *ret,
                    struct yp_err *err) YP_MUST_CHECK;
/* Refuses with YP_ECONFLICT "meeting.not_now" unless its state is one of the words of "draft
 * called" and it is not cancelled. */
int yp_meeting_in_state(const struct yp_rows *meeting, const char *states,
                        struct yp_err *err) YP_MUST_CHECK;

/* Time and place as a form gives them: fields starts_day, starts_clock, ends_clock, mode, place,
 * remote_url. */
struct yp_meeting_when {
    int32_t day; /* meaningful when has_day */
    bool has_day, has_time;
    int64_t starts_at, ends_at; /* 0: not known */
    int64_t new_first;
    const char *mode, *place, *remote_url; /* the last two may be NULL */
};
/*
 * Reads them; mistakes are noted in the form.
 *
 * wanted    day and time must be given
 * was_mode  the recorded mode, "" for a new meeting: only where it is "unknown" may it stay so
 */
struct yp_meeting_when yp_meeting_when(struct yp_form *form, bool wanted, const char *was_mode);

/* A personal deputy is called when the member cannot come, and stands for the member while that is
 * so. Cost: 1 statement, 1 for each deputy who steps in or out, and a letter for each who is called.
 */
int yp_deputies_settle(struct yp_tx *tx, int64_t meeting_id, struct yp_err *err) YP_MUST_CHECK;

/* The invitation behind the personal link of the address ({token}), a row of answer.invitation; read
 * in the page's transaction. Errors: YP_ENOTFOUND "error.link". */
int yp_invitation_read(struct yp_ask *ask, struct yp_rows *ret, struct yp_err *err) YP_MUST_CHECK;

/*
 * Puts the agenda in order: places from 1 without a gap. § numbers are given at closing.
 *
 * item_id, to  an item to be moved and its new place from 1; to 0: before the formalities that end
 *              the meeting
 * Cost         1 statement and one for each item whose place changes
 */
int yp_agenda_settle(struct yp_tx *tx, int64_t meeting_id, int64_t item_id, int64_t to,
                     struct yp_err *err) YP_MUST_CHECK;
