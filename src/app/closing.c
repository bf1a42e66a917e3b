/* The end of a meeting: each matter goes on its way, promises are mailed. Layer: app. Spec:
 * doc/spec/handling.md. */
#include <inttypes.h>
#include <string.h>

#include "app/commitment.h"
#include "app/matter.h"
#include "base/clock.h"

struct closing {
    int64_t meeting_id, grp_id;
    int year;
    bool is_formal;
};

static int open_closing(struct yp_tx *tx, int64_t id, struct closing *ret, struct yp_err *err)
{
    struct yp_rows row;
    int rc = yp_tx_run(tx, "attendance.lock", YP_ROW(YP_INT("meeting_id", id)), NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_one(
            tx, "closing.meeting",
            YP_ROW(YP_INT("meeting_id", id), YP_INT("year", yp_local_of(tx->viewer.now_at).year)),
            &row, err);
    if (rc < 0)
        return rc;
    if (strcmp(yp_get_str(&row, 0, "state"), "in_progress") != 0)
        return yp_fail_field(err, YP_ECONFLICT, "", "item.not_in_progress", "meeting %d", (int)id);
    *ret = (struct closing){ id, yp_get_i64(&row, 0, "grp_id"), (int)yp_get_i64(&row, 0, "year"),
                             !strcmp(yp_get_str(&row, 0, "minutes_form"), "formal") };
    /* numbers of a body are given one meeting at a time */
    return yp_tx_run(tx, "matter.lock_group", YP_ROW(YP_INT("grp_id", ret->grp_id)), NULL, err);
}

/* What was not handled comes up in the next meeting; what was goes where it was sent. */
static int send_on(struct yp_tx *tx, const struct closing *c, const struct yp_rows *items, int i,
                   struct yp_err *err)
{
    int64_t item_id = yp_get_i64(items, i, "id"), matter_id = yp_get_i64(items, i, "matter_id");
    const char *next = yp_get_str(items, i, "next_step");
    const struct yp_cells item =
        YP_ROW(YP_INT("id", item_id), YP_INT("item_id", item_id), YP_STR("outcome", "carried"),
               YP_INT("now", tx->viewer.now_at));
    if (!matter_id)
        return YP_OK;
    if (strcmp(yp_get_str(items, i, "state"), "handled") != 0) {
        int rc = yp_tx_run(tx, "closing.carry", item, NULL, err);
        if (rc == YP_OK)
            rc = yp_tx_run(tx, "handling.outcome_insert", item, NULL, err);
        if (rc == YP_OK)
            rc = yp_tx_run(tx, "closing.step_over", item, NULL, err);
        return rc == YP_OK ? yp_matter_wait(tx, matter_id, c->grp_id, "carried", item_id, err) : rc;
    }
    int rc = yp_matter_step_handled(tx, item_id, err);
    if (rc == YP_OK && !strcmp(next, "carry"))
        rc = yp_matter_wait(tx, matter_id, c->grp_id, "carried", item_id, err);
    if (rc == YP_OK && !strcmp(next, "forward"))
        rc = yp_matter_wait(tx, matter_id, yp_get_i64(items, i, "next_grp_id"), "forwarded",
                            item_id, err);
    if (rc == YP_OK && !strcmp(next, "return"))
        rc = yp_matter_wait(tx, matter_id, yp_get_i64(items, i, "matter_grp_id"), "returned",
                            item_id, err);
    return rc;
}

/* Formal minutes run through the body's year; a memo begins from 1. */
static int first_number(struct yp_tx *tx, const struct closing *c, int64_t *ret, struct yp_err *err)
{
    *ret = 0;
    int rc = c->is_formal ? yp_tx_id(tx, "closing.last_number",
                                     YP_ROW(YP_INT("grp_id", c->grp_id), YP_INT("year", c->year),
                                            YP_INT("meeting_id", c->meeting_id)),
                                     ret, err)
                          : YP_OK;
    ++*ret;
    return rc;
}

static int close_items(struct yp_tx *tx, const struct closing *c, struct yp_err *err)
{
    struct yp_rows items;
    int64_t number;
    const struct yp_cells meeting =
        YP_ROW(YP_INT("meeting_id", c->meeting_id), YP_INT("now", tx->viewer.now_at));
    int rc = yp_tx_run(tx, "closing.end_current", meeting, NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "closing.items", meeting, &items, err);
    if (rc == YP_OK)
        rc = first_number(tx, c, &number, err);
    for (int i = 0; rc == YP_OK && i < items.nrow; i++) {
        rc = yp_tx_run(
            tx, "closing.number",
            YP_ROW(YP_INT("id", yp_get_i64(&items, i, "id")), YP_INT("number", number + i)), NULL,
            err);
        if (rc == YP_OK)
            rc = send_on(tx, c, &items, i, err);
    }
    return rc;
}

static int mail_promises(struct yp_tx *tx, const struct closing *c, struct yp_err *err)
{
    struct yp_rows promises;
    int rc = yp_tx_run(tx, "commitment.of_meeting", YP_ROW(YP_INT("meeting_id", c->meeting_id)),
                       &promises, err);
    for (int i = 0; rc == YP_OK && i < promises.nrow; i++)
        rc = yp_commitment_mail(tx, yp_get_i64(&promises, i, "id"), err);
    return rc;
}

static int close_meeting(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                         struct yp_err *err)
{
    struct closing c;
    int rc = open_closing(tx, yp_form_path_id(form, "meeting"), &c, err);
    if (rc == YP_OK)
        rc = close_items(tx, &c, err);
    if (rc == YP_OK)
        rc = mail_promises(tx, &c, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "closing.close",
                       YP_ROW(YP_INT("meeting_id", c.meeting_id), YP_INT("year", c.year),
                              YP_INT("now", tx->viewer.now_at)),
                       NULL, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "meeting.close", c.meeting_id, "meeting", c.meeting_id, "");
    return yp_done(tx, reply, "meeting.closed", "/meetings/%" PRId64, c.meeting_id);
}

YP_ACTION(meeting_close, "meeting.close", "/meetings/{meeting:id}/close",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/close",
          .words = "meeting", .run = close_meeting);
