/* Meetings up to their beginning: drafts, time and place, the beginning. Layer: app. Spec:
 * doc/spec/meetings.md. */
#include "app/meeting.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "lib/md.h"

/* Undated meetings come first in a list of the newest. */
#define UNDATED_FIRST INT64_C(-4000000000000000000)

/* --- what others call --- */

int yp_meeting_read(struct yp_tx *tx, int64_t id, struct yp_rows *ret, struct yp_err *err)
{
    return yp_tx_one(tx, "meeting.read", YP_ROW(YP_INT("id", id)), ret, err);
}

int yp_meeting_in_state(const struct yp_rows *meeting, const char *states, struct yp_err *err)
{
    const char *state = yp_get_str(meeting, 0, "state");
    size_t len = strlen(state);
    for (const char *w = states; *w && !yp_get_i64(meeting, 0, "is_cancelled");) {
        size_t n = strcspn(w, " ");
        if (n == len && !strncmp(w, state, n))
            return YP_OK;
        w += n + (w[n] == ' ');
    }
    return yp_fail(err, YP_ECONFLICT, "meeting.not_now", "the meeting is %s, not %s", state,
                   states);
}

static bool is_web_address(const char *s)
{
    return !strncmp(s, "https://", 8) || !strncmp(s, "http://", 7);
}

struct yp_meeting_when yp_meeting_when(struct yp_form *form, bool wanted, const char *was_mode)
{
    struct yp_meeting_when w = { .new_first = UNDATED_FIRST };
    int begins = 0, ends = 0;
    w.has_day = yp_form_day(form, "starts_day", wanted, &w.day);
    w.has_time = yp_form_time(form, "starts_clock", wanted, &begins);
    bool has_end = yp_form_time(form, "ends_clock", false, &ends);
    w.mode =
        yp_form_choice(form, "mode",
                       strcmp(was_mode, "unknown") != 0 ? "on_site remote hybrid written"
                                                        : "on_site remote hybrid written unknown",
                       true);
    w.place = yp_form_text_or_null(form, "place", 200);
    w.remote_url = yp_form_text_or_null(form, "remote_url", 500);
    if (w.remote_url && !is_web_address(w.remote_url))
        yp_form_refuse(form, "remote_url", "meeting.remote_url.form", NULL);
    if (w.has_time && !w.has_day)
        yp_form_refuse(form, "starts_day", "meeting.time_without_day", NULL);
    if (has_end && !w.has_time)
        yp_form_refuse(form, "starts_clock", "form.required", NULL);
    else if (has_end && ends <= begins)
        yp_form_refuse(form, "ends_clock", "meeting.ends_before", NULL);
    if (w.has_day)
        w.new_first = -yp_at_of(w.day, begins / 60, begins % 60);
    if (w.has_day && w.has_time) {
        w.starts_at = -w.new_first;
        w.ends_at = has_end ? yp_at_of(w.day, ends / 60, ends % 60) : 0;
    }
    return w;
}

/* The ids in their new order: item_id at place to (from 1; 0: before the formalities of the end).
 */
static void reorder(const struct yp_rows *rows, int64_t item_id, int64_t to, int64_t *ids)
{
    int64_t n = 0, before_end = 0;
    for (int i = 0; i < rows->nrow; i++) {
        if (yp_at(rows, i, 0)->i == item_id)
            continue;
        ids[n++] = yp_at(rows, i, 0)->i;
        if (!yp_get_i64(rows, i, "is_end"))
            before_end = n;
    }
    if (n == rows->nrow)
        return; /* nothing moves */
    to = !to ? before_end + 1 : to < 1 ? 1 : to > n + 1 ? n + 1 : to;
    memmove(&ids[to], &ids[to - 1], (size_t)(n - to + 1) * sizeof *ids);
    ids[to - 1] = item_id;
}

int yp_agenda_settle(struct yp_tx *tx, int64_t meeting_id, int64_t item_id, int64_t to,
                     struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_tx_run(tx, "agenda.order", YP_ROW(YP_INT("meeting_id", meeting_id)), &rows, err);
    if (rc < 0)
        return rc;
    int64_t *ids = yp_arena_array(tx->arena, (size_t)rows.nrow + 1, sizeof *ids);
    reorder(&rows, item_id, to, ids);
    for (int i = 0; i < rows.nrow && rc == YP_OK; i++) {
        int at = 0;
        while (yp_at(&rows, at, 0)->i != ids[i])
            at++;
        if (yp_get_i64(&rows, at, "position") != i + 1)
            rc = yp_tx_run(tx, "agenda.place",
                           YP_ROW(YP_INT("id", ids[i]), YP_INT("position", i + 1)), NULL, err);
    }
    return rc;
}

/* --- drafts --- */

struct details {
    const char *lang, *visibility, *note, *note_html;
    int32_t answer_by_day;
    bool has_answer_by;
};

static int read_details(struct yp_tx *tx, struct yp_form *form, struct details *d,
                        struct yp_err *err)
{
    char *html = NULL;
    d->lang = yp_form_choice(form, "lang", "fi sv en se smn sms", true);
    d->visibility = yp_form_choice(form, "visibility", "public signed members managers", true);
    d->note = yp_form_long_or_null(form, "note", 4000);
    d->has_answer_by = yp_form_day(form, "answer_by", false, &d->answer_by_day);
    int rc = d->note ? yp_md_html(tx->arena, d->note, &html, err) : YP_OK;
    d->note_html = html;
    return rc;
}

#define WHEN_CELLS(w)                                                                              \
    YP_STR("mode", (w).mode),                                                                      \
        (struct yp_cell){ "day", (w).has_day ? yp_int((w).day) : yp_none() },                      \
        YP_REF("starts_at", (w).starts_at), YP_REF("ends_at", (w).ends_at),                        \
        YP_INT("new_first", (w).new_first), YP_STR("place", (w).place),                            \
        YP_STR("remote_url", (w).remote_url)

#define DETAIL_CELLS(d)                                                                            \
    YP_STR("lang", (d).lang), YP_STR("visibility", (d).visibility), YP_STR("note", (d).note),      \
        YP_STR("note_html", (d).note_html), (struct yp_cell)                                       \
    {                                                                                              \
        "answer_by_day", (d).has_answer_by ? yp_int((d).answer_by_day) : yp_none()                 \
    }

static int create(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    struct yp_meeting_when w = yp_meeting_when(form, false, "");
    struct details d = { 0 };
    int64_t id;
    int rc = read_details(tx, form, &d, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "meeting.insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)),
                             YP_INT("grp_id", yp_form_path_id(form, "group")), WHEN_CELLS(w),
                             DETAIL_CELLS(d), YP_INT("now", tx->viewer.now_at)),
                      &id, err);
    if (rc == YP_OK && d.note)
        rc = yp_text_keep(tx, "meeting", id, "note", d.lang, d.note, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "meeting.new", id, "meeting", id, "");
    return yp_done(tx, reply, "meeting.made", "/meetings/%" PRId64 "/agenda", id);
}
YP_ACTION(meeting_new, "meeting.new", "/groups/{group:id}/meetings/new",
          .access = "manager of group", .page = "/groups/{group:id}/meetings/new",
          .words = "meeting", .run = create);

static int edit(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "meeting"), now = tx->viewer.now_at, n = 0;
    struct yp_rows m, before;
    struct details d = { 0 };
    int rc = yp_meeting_read(tx, id, &m, err);
    if (rc == YP_OK)
        rc = yp_meeting_in_state(&m, "draft called", err);
    if (rc < 0)
        return rc;
    bool is_draft = !strcmp(yp_get_str(&m, 0, "state"), "draft");
    struct yp_meeting_when w = { 0 };
    if (is_draft) /* after the call time and place are moved, and everyone is told */
        w = yp_meeting_when(form, false, yp_get_str(&m, 0, "mode"));
    rc = read_details(tx, form, &d, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "meeting.stored", YP_ROW(YP_INT("id", id)), &before, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "meeting.update",
                          YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)),
                                 DETAIL_CELLS(d), YP_INT("now", now)),
                          &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "meeting %d", (int)id);
    if (rc == YP_OK && is_draft)
        rc = yp_tx_run(tx, "meeting.set_when",
                       YP_ROW(YP_INT("id", id), WHEN_CELLS(w), YP_INT("now", now)), NULL, err);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "meeting", id, "note", d.lang, d.note, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "meeting.edit", id, "meeting", id,
               is_draft ? yp_changed(tx, &before, YP_ROW(DETAIL_CELLS(d), WHEN_CELLS(w)), NULL)
                        : yp_changed(tx, &before, YP_ROW(DETAIL_CELLS(d)), NULL));
    return yp_done(tx, reply, "meeting.edited", "/meetings/%" PRId64, id);
}
YP_ACTION(meeting_edit, "meeting.edit", "/meetings/{meeting:id}/edit",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/edit", .words = "meeting",
          .run = edit);

/* What the meeting wants to be told of it: first in a memo, last in a bulletin. */
static int key_message(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                       struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "meeting"), n = 0;
    struct yp_rows m;
    int rc = yp_meeting_read(tx, id, &m, err);
    if (rc == YP_OK)
        rc = yp_meeting_in_state(&m, "in_progress closed", err);
    if (rc < 0)
        return rc;
    const char *text = yp_form_long_or_null(form, "key_message", 1000);
    rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "meeting.set_key_message",
                          YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)),
                                 YP_STR("key_message", text), YP_INT("now", tx->viewer.now_at)),
                          &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "meeting %d", (int)id);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "meeting", id, "key_message", yp_get_str(&m, 0, "lang"), text, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "meeting.key_message", id, "meeting", id, "");
    return yp_done(tx, reply, "meeting.key_message.saved", "/meetings/%" PRId64, id);
}
YP_ACTION(meeting_key_message, "meeting.key_message", "/meetings/{meeting:id}/key-message",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/key-message",
          .words = "meeting", .run = key_message);

/* --- the beginning --- */

/* Whether a meeting would begin before its day, or while opinions are still asked. */
static bool is_early(const struct yp_rows *m, int32_t today)
{
    return yp_get_i64(m, 0, "day") > today ||
           (!strcmp(yp_get_str(m, 0, "mode"), "written") && !yp_get_null(m, 0, "answer_by_day") &&
            yp_get_i64(m, 0, "answer_by_day") >= today);
}

static int begin(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "meeting"), n = 0;
    bool is_sure = yp_form_ticked(form, "sure");
    struct yp_rows m;
    int rc = yp_meeting_read(tx, id, &m, err);
    if (rc == YP_OK)
        rc = yp_meeting_in_state(&m, "called", err);
    if (rc == YP_OK && !is_sure && is_early(&m, yp_day_of(tx->viewer.now_at)))
        yp_form_refuse(form, "sure", "meeting.begin.early", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "meeting.begin",
                          YP_ROW(YP_INT("id", id), YP_INT("now", tx->viewer.now_at)), &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "meeting.not_now", "meeting %d", (int)id);
    if (rc < 0)
        return rc;
    yp_journal(tx, "meeting.begin", id, "meeting", id, "");
    return yp_done(tx, reply, "meeting.begun", "/meetings/%" PRId64 "/live", id);
}
YP_ACTION(meeting_begin, "meeting.begin", "/meetings/{meeting:id}/begin",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/begin",
          .words = "meeting", .run = begin);

/* A meeting begun by mistake is called again, as long as nothing of it has been written. */
static int unbegin(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "meeting"), n;
    int rc = yp_tx_change(tx, "meeting.unbegin",
                          YP_ROW(YP_INT("id", id), YP_INT("now", tx->viewer.now_at)), &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "meeting.unbegin.late", "meeting %d", (int)id);
    if (rc < 0)
        return rc;
    yp_journal(tx, "meeting.unbegin", id, "meeting", id, "");
    return yp_done(tx, reply, "meeting.was_unbegun", "/meetings/%" PRId64, id);
}
YP_ACTION(meeting_unbegin, "meeting.unbegin", "/meetings/{meeting:id}/unbegin",
          .access = "manager of meeting", .page = "/meetings/{meeting:id}/live", .words = "meeting",
          .run = unbegin);
