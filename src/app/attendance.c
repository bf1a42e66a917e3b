/* Who is here: marking, arrivals and departures, deputies who step in, guests. Layer: app. Spec:
 * doc/spec/handling.md. */
#include <inttypes.h>
#include <string.h>

#include "app/choose.h"
#include "base/clock.h"
#include "core/action.h"

struct sitting {
    int64_t meeting_id, current_id; /* current_id: the item being handled, 0 for none */
    int32_t day;
    bool has_begun;
};

/* The meeting, kept from being closed meanwhile. Attendance may be written from the call until the
 * minutes are checked. */
static int open_sitting(struct yp_tx *tx, struct yp_form *form, struct sitting *ret,
                        struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "meeting");
    struct yp_rows row;
    int rc = yp_tx_run(tx, "attendance.lock", YP_ROW(YP_INT("meeting_id", id)), NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_one(
            tx, "attendance.meeting",
            YP_ROW(YP_INT("meeting_id", id), YP_INT("today", yp_day_of(tx->viewer.now_at))), &row,
            err);
    if (rc < 0)
        return rc;
    const char *state = yp_get_str(&row, 0, "state");
    if (strcmp(state, "called") != 0 && strcmp(state, "in_progress") != 0 &&
        strcmp(state, "closed") != 0)
        return yp_fail_field(err, YP_ECONFLICT, "", "attendance.locked", "meeting %d is %s",
                             (int)id, state);
    *ret = (struct sitting){ id, yp_get_i64(&row, 0, "current_id"),
                             (int32_t)yp_get_i64(&row, 0, "day"), strcmp(state, "called") != 0 };
    return YP_OK;
}

static void note(struct yp_tx *tx, const struct sitting *at, const char *action, int64_t id,
                 const char *fields)
{
    yp_journal(tx, action, id, "meeting", at->meeting_id, fields);
}

/* Nobody stands in for who is here from beginning to end, nor does who is absent. */
static int step_out(struct yp_tx *tx, const struct sitting *at, struct yp_err *err)
{
    return yp_tx_run(tx, "attendance.step_out", YP_ROW(YP_INT("meeting_id", at->meeting_id)), NULL,
                     err);
}

/* A deputy stands in for whom the seat is deputy of, when that person is absent or has left. */
static int settle_deputies(struct yp_tx *tx, const struct sitting *at, struct yp_err *err)
{
    struct yp_rows free;
    int64_t n;
    int rc = step_out(tx, at, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "attendance.free_deputies",
                       YP_ROW(YP_INT("meeting_id", at->meeting_id), YP_INT("day", at->day)), &free,
                       err);
    for (int i = 0; rc == YP_OK && i < free.nrow; i++)
        rc = yp_tx_change(tx, "attendance.step_in",
                          YP_ROW(YP_INT("id", yp_get_i64(&free, i, "id")),
                                 YP_INT("stands_for_id", yp_get_i64(&free, i, "stands_for_id"))),
                          &n, err);
    return rc;
}

/* --- the sheet: a row a person --- */

static const char *field_of(struct yp_tx *tx, const char *name, int64_t id)
{
    return yp_arena_printf(tx->arena, "%s_%" PRId64, name, id);
}

/*
 * Marks what differs from what the sheet showed. A row that somebody else changed meanwhile stays
 * as that somebody left it; ret_kept counts them.
 */
static int mark_rows(struct yp_tx *tx, struct yp_form *form, const struct sitting *at,
                     int *ret_kept, struct yp_err *err)
{
    struct yp_rows seats;
    int rc = yp_tx_run(tx, "attendance.seats", YP_ROW(YP_INT("meeting_id", at->meeting_id)), &seats,
                       err);
    *ret_kept = 0;
    for (int i = 0; rc == YP_OK && i < seats.nrow; i++) {
        int64_t id = yp_get_i64(&seats, i, "id"), n;
        const char *field = field_of(tx, "presence", id), *sent = yp_form_value(form, field, 0),
                   *was = yp_form_value(form, field_of(tx, "was", id), 0);
        if (!sent || !was || !strcmp(sent, was) || !strcmp(sent, yp_get_str(&seats, i, "presence")))
            continue;
        const char *presence = yp_form_choice(form, field, "unknown present remote absent", true);
        rc = yp_tx_change(tx, "attendance.mark",
                          YP_ROW(YP_INT("id", id), YP_INT("meeting_id", at->meeting_id),
                                 YP_STR("presence", presence), YP_STR("was", was)),
                          &n, err);
        if (rc == YP_OK && n)
            note(tx, at, "attendance.mark", id, "");
        *ret_kept += rc == YP_OK && !n;
    }
    return rc;
}

static int mark(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct sitting at;
    int kept = 0;
    int rc = open_sitting(tx, form, &at, err);
    if (rc == YP_OK)
        rc = mark_rows(tx, form, &at, &kept, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = settle_deputies(tx, &at, err);
    if (rc < 0)
        return rc;
    if (!tx->nrows) /* nothing differed */
        note(tx, &at, "attendance.check", at.meeting_id, "");
    return yp_done(tx, reply, kept ? "attendance.saved_some" : "attendance.saved",
                   "/meetings/%" PRId64 "/attendance", at.meeting_id);
}

YP_ACTION(attendance_mark, "attendance.mark", "/meetings/{meeting:id}/attendance",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/attendance",
          .words = "attendance", .run = mark);

/* --- one person --- */

static int64_t moment(const struct sitting *at, struct yp_form *form, const char *field)
{
    int minutes;
    return yp_form_time(form, field, false, &minutes)
               ? yp_at_of(at->day, minutes / 60, minutes % 60)
               : 0;
}

static int find_seat(struct yp_tx *tx, struct yp_form *form, const struct sitting *at,
                     int64_t *ret_id, struct yp_rows *ret, struct yp_err *err)
{
    *ret_id = yp_form_path_id(form, "seat");
    return yp_tx_one(tx, "attendance.seat",
                     YP_ROW(YP_INT("id", *ret_id), YP_INT("meeting_id", at->meeting_id)), ret, err);
}

/* An item of this meeting that a field names; 0 when none. */
static int item_of(struct yp_tx *tx, struct yp_form *form, const struct sitting *at,
                   const char *field, int64_t *ret, struct yp_err *err)
{
    struct yp_rows row = { 0 };
    *ret = yp_form_id(form, field, false);
    if (!*ret)
        return YP_OK;
    int rc = yp_tx_run(tx, "attendance.item",
                       YP_ROW(YP_INT("id", *ret), YP_INT("meeting_id", at->meeting_id)), &row, err);
    if (rc == YP_OK && !row.nrow)
        yp_form_refuse(form, field, "form.choice", NULL);
    return rc;
}

/* Whom a deputy stands in for: a voting seat of this meeting, absent or here for a part of it, that
 * nobody else stands in for. */
static int stand_in(struct yp_tx *tx, struct yp_form *form, const struct sitting *at, int64_t id,
                    int64_t *ret, struct yp_err *err)
{
    struct yp_rows row, taken;
    *ret = yp_form_id(form, "stands_for_id", false);
    if (!*ret)
        return YP_OK;
    int rc = yp_tx_run(tx, "attendance.seat",
                       YP_ROW(YP_INT("id", *ret), YP_INT("meeting_id", at->meeting_id)), &row, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "attendance.taken",
                       YP_ROW(YP_INT("id", id), YP_INT("stands_for_id", *ret)), &taken, err);
    if (rc < 0)
        return rc;
    const char *role = row.nrow ? yp_get_str(&row, 0, "role") : "",
               *presence = row.nrow ? yp_get_str(&row, 0, "presence") : "";
    bool was_partly_here =
        row.nrow && (!strcmp(presence, "present") || !strcmp(presence, "remote")) &&
        (yp_get_i64(&row, 0, "left_at") || yp_get_i64(&row, 0, "arrived_item_id"));
    if (*ret == id || (strcmp(role, "chair") != 0 && strcmp(role, "deputy_chair") != 0 &&
                       strcmp(role, "member") != 0))
        yp_form_refuse(form, "stands_for_id", "form.choice", NULL);
    else if (strcmp(presence, "absent") != 0 && !was_partly_here)
        yp_form_refuse(form, "stands_for_id", "attendance.error.is_here", NULL);
    else if (taken.nrow)
        yp_form_refuse(form, "stands_for_id", "attendance.error.taken", NULL);
    return YP_OK;
}

static int edit(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct sitting at;
    struct yp_rows seat, before = { 0 };
    int64_t id = 0, stands_for_id = 0, arrived_item_id = 0, left_item_id = 0, n;
    int rc = open_sitting(tx, form, &at, err);
    if (rc == YP_OK)
        rc = find_seat(tx, form, &at, &id, &seat, err);
    if (rc < 0)
        return rc;
    const char *presence = yp_form_choice(form, "presence", "unknown present remote absent", true);
    int64_t arrived_at = moment(&at, form, "arrived_at"), left_at = moment(&at, form, "left_at");
    if (arrived_at && left_at && left_at <= arrived_at)
        yp_form_refuse(form, "left_at", "attendance.error.order", NULL);
    if ((arrived_at || left_at) && strcmp(presence, "present") != 0 &&
        strcmp(presence, "remote") != 0)
        yp_form_refuse(form, "presence", "attendance.error.absent", NULL);
    rc = item_of(tx, form, &at, "arrived_item_id", &arrived_item_id, err);
    if (rc == YP_OK)
        rc = item_of(tx, form, &at, "left_item_id", &left_item_id, err);
    if (left_at && !left_item_id && at.has_begun)
        yp_form_refuse(form, "left_item_id", "attendance.error.left_item", NULL);
    if (rc == YP_OK)
        rc = stand_in(tx, form, &at, id, &stands_for_id, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    const struct yp_cells cells =
        YP_ROW(YP_INT("id", id), YP_INT("meeting_id", at.meeting_id),
               YP_INT("rev", yp_form_rev(form)), YP_STR("presence", presence),
               YP_REF("stands_for_id", stands_for_id), YP_REF("arrived_at", arrived_at),
               YP_REF("arrived_item_id", arrived_at ? arrived_item_id : 0),
               YP_REF("left_at", left_at), YP_REF("left_item_id", left_at ? left_item_id : 0),
               YP_INT("is_checker", yp_form_ticked(form, "is_checker")));
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "attendance.stored", YP_ROW(YP_INT("id", id)), &before, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "attendance.save", cells, &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "attendance %d", (int)id);
    if (rc == YP_OK)
        rc = step_out(tx, &at, err);
    if (rc < 0)
        return rc;
    note(tx, &at, "attendance.edit", id, yp_changed(tx, &before, cells, NULL));
    return yp_done(tx, reply, "attendance.saved", "/meetings/%" PRId64 "/attendance",
                   at.meeting_id);
}

YP_ACTION(attendance_edit, "attendance.edit", "/meetings/{meeting:id}/attendance/{seat:id}",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/attendance/{seat:id}",
          .words = "attendance", .run = edit);

/* Arrived, or left, now and during the item being handled. */
static int moved(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, const char *action,
                 struct yp_err *err)
{
    struct sitting at;
    struct yp_rows seat;
    int64_t id = 0, n;
    int rc = open_sitting(tx, form, &at, err);
    if (rc == YP_OK)
        rc = find_seat(tx, form, &at, &id, &seat, err);
    if (rc == YP_OK)
        rc =
            yp_tx_change(tx, action,
                         YP_ROW(YP_INT("id", id), YP_INT("meeting_id", at.meeting_id),
                                YP_REF("item_id", at.current_id), YP_INT("now", tx->viewer.now_at)),
                         &n, err);
    if (rc == YP_OK)
        rc = settle_deputies(tx, &at, err);
    if (rc < 0)
        return rc;
    note(tx, &at, action, id, "");
    return yp_done(tx, reply, "", "/meetings/%" PRId64 "/live#people", at.meeting_id);
}

static int arrived(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    return moved(tx, form, reply, "attendance.arrived", err);
}

YP_ACTION(attendance_arrived, "attendance.arrived",
          "/meetings/{meeting:id}/attendance/{seat:id}/arrived", .access = "manager of meeting",
          .run = arrived);

static int left(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    return moved(tx, form, reply, "attendance.left", err);
}

YP_ACTION(attendance_left, "attendance.left", "/meetings/{meeting:id}/attendance/{seat:id}/left",
          .access = "manager of meeting", .run = left);

/* --- who is not of the composition --- */

static int add(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct sitting at;
    struct yp_rows row;
    int64_t person_id = 0;
    int rc = open_sitting(tx, form, &at, err);
    if (rc == YP_OK)
        rc = yp_choose(tx, form, "person", "person", &person_id, err);
    if (rc < 0)
        return rc;
    if (!person_id)
        yp_form_refuse(form, "person_name", "form.required", NULL);
    const char *role =
                   yp_form_choice(form, "role", "expert attendee deputy member secretary", true),
               *presence = yp_form_choice(form, "presence", "present remote", true);
    int64_t arrived_at = moment(&at, form, "arrived_at");
    rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "attendance.insert",
                       YP_ROW(YP_INT("meeting_id", at.meeting_id), YP_INT("person_id", person_id),
                              YP_STR("role", role), YP_STR("presence", presence),
                              YP_REF("arrived_at", arrived_at),
                              YP_REF("arrived_item_id", arrived_at ? at.current_id : 0)),
                       &row, err);
    if (rc == YP_OK && !row.nrow) {
        yp_form_refuse(form, "person_name", "attendance.error.already", NULL);
        rc = yp_form_verdict(form, err);
    }
    if (rc < 0)
        return rc;
    note(tx, &at, "attendance.new", yp_get_i64(&row, 0, "id"), "");
    return yp_done(tx, reply, "attendance.added", "/meetings/%" PRId64 "/attendance",
                   at.meeting_id);
}

YP_ACTION(attendance_new, "attendance.new", "/meetings/{meeting:id}/attendance/new",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/attendance/new",
          .words = "attendance", .run = add);
