/* Taking items up and writing how they were handled. Layer: app. Spec: doc/spec/handling.md. */
#include "app/handling.h"

#include <inttypes.h>
#include <string.h>

#include "app/points.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "lib/md.h"

enum {
    HANDLING_MAX = 20000,
    DECISION_MAX = 4000,
    POINTS_MAX = 60,
    POINT_MAX = 4000,
    BULLETIN_MAX = 4000
};

static int read_item(struct yp_tx *tx, int64_t item_id, struct yp_rows *row, struct yp_err *err)
{
    return yp_tx_one(tx, "handling.item",
                     YP_ROW(YP_INT("id", item_id), YP_INT("today", yp_day_of(tx->viewer.now_at))),
                     row, err);
}

int yp_handling_open(struct yp_tx *tx, int64_t item_id, struct yp_handling *ret, struct yp_err *err)
{
    struct yp_rows row;
    int rc = yp_tx_run(tx, "handling.lock", YP_ROW(YP_INT("id", item_id)), NULL, err);
    if (rc == YP_OK)
        rc = read_item(tx, item_id, &row, err);
    if (rc < 0)
        return rc;
    struct yp_handling h = { .item_id = item_id,
                             .meeting_id = yp_get_i64(&row, 0, "meeting_id"),
                             .grp_id = yp_get_i64(&row, 0, "grp_id"),
                             .matter_id = yp_get_i64(&row, 0, "matter_id"),
                             .lang = yp_get_str(&row, 0, "lang"),
                             .state = yp_get_str(&row, 0, "state"),
                             .meeting_state = yp_get_str(&row, 0, "meeting_state"),
                             .visibility = yp_get_str(&row, 0, "visibility"),
                             .day = (int32_t)yp_get_i64(&row, 0, "day"),
                             .is_practice = yp_get_i64(&row, 0, "is_practice") != 0 };
    if (strcmp(h.meeting_state, "in_progress") != 0 && strcmp(h.meeting_state, "closed") != 0)
        return yp_fail_field(err, YP_ECONFLICT, "", "item.locked", "meeting %d is %s",
                             (int)h.meeting_id, h.meeting_state);
    *ret = h;
    return YP_OK;
}

void yp_handling_note(struct yp_tx *tx, const struct yp_handling *at, const char *action,
                      int64_t object_id, const char *fields)
{
    yp_journal(tx, action, object_id, "item", at->item_id, fields);
    yp_journal(tx, action, object_id, "meeting", at->meeting_id, fields);
}

/* --- taking up --- */

static int open_in_progress(struct yp_tx *tx, int64_t item_id, struct yp_handling *ret,
                            struct yp_err *err)
{
    int rc = yp_handling_open(tx, item_id, ret, err);
    if (rc == YP_OK && strcmp(ret->meeting_state, "in_progress") != 0)
        rc = yp_fail_field(err, YP_ECONFLICT, "", "item.not_in_progress", "meeting %d is %s",
                           (int)ret->meeting_id, ret->meeting_state);
    return rc;
}

static int set_state(struct yp_tx *tx, const struct yp_handling *at, const char *state,
                     struct yp_err *err)
{
    return yp_tx_run(
        tx, "handling.set_state",
        YP_ROW(YP_INT("id", at->item_id), YP_STR("state", state), YP_INT("now", tx->viewer.now_at)),
        NULL, err);
}

/* Takes the item up; what was being handled is handled. */
static int take(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_handling at;
    struct yp_rows ended;
    int rc = open_in_progress(tx, yp_form_path_id(form, "item"), &at, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "handling.end_current",
                       YP_ROW(YP_INT("id", at.item_id), YP_INT("meeting_id", at.meeting_id),
                              YP_INT("now", tx->viewer.now_at)),
                       &ended, err);
    if (rc == YP_OK)
        rc = set_state(tx, &at, "current", err);
    if (rc < 0)
        return rc;
    yp_handling_note(tx, &at, "item.take", at.item_id, "");
    for (int i = 0; i < ended.nrow; i++)
        yp_journal(tx, "item.end", yp_get_i64(&ended, i, "id"), "item", yp_get_i64(&ended, i, "id"),
                   "");
    return yp_done(tx, reply, "", "/meetings/%" PRId64 "/live", at.meeting_id);
}

YP_ACTION(item_take, "item.take", "/items/{item:id}/take", .access = "manager of item",
          .run = take);

/* The item waits again: it was taken up by mistake, or is left for later. */
static int put_back(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                    struct yp_err *err)
{
    struct yp_handling at;
    int rc = open_in_progress(tx, yp_form_path_id(form, "item"), &at, err);
    if (rc == YP_OK)
        rc = set_state(tx, &at, "waiting", err);
    if (rc < 0)
        return rc;
    yp_handling_note(tx, &at, "item.put_back", at.item_id, "");
    return yp_done(tx, reply, "", "/meetings/%" PRId64 "/live", at.meeting_id);
}

YP_ACTION(item_put_back, "item.put_back", "/items/{item:id}/put-back", .access = "manager of item",
          .run = put_back);

/* --- handling and decision --- */

enum outcome { HEARD, APPROVED, DECIDED, NOTED, CARRIED, RETURNED, REJECTED, OUTCOMES };
static const char *const outcome_words[OUTCOMES] = { "heard",   "approved", "decided", "noted",
                                                     "carried", "returned", "rejected" };

struct handling_form {
    const char *handling, *decision, *bulletin_text, *next_step;
    const char *points[POINTS_MAX];
    int npoints;
    bool is[OUTCOMES];
    int64_t next_grp_id;
    int is_in_bulletin, is_checked_at_once;
};

static void read_outcomes(struct yp_form *form, struct handling_form *f)
{
    const char *value;
    for (int i = 0; (value = yp_form_value(form, "outcome", i)); i++) {
        int o = 0;
        while (o < OUTCOMES && strcmp(outcome_words[o], value) != 0)
            o++;
        if (o < OUTCOMES)
            f->is[o] = true;
        else
            yp_form_refuse(form, "outcome", "form.choice", NULL);
    }
    if (f->is[REJECTED] && f->is[APPROVED])
        yp_form_refuse(form, "outcome", "item.error.both", NULL);
}

static void read_points(struct yp_tx *tx, struct yp_form *form, struct handling_form *f)
{
    const char *text = yp_form_long(form, "points", 0, HANDLING_MAX);
    f->npoints = yp_points(tx->arena, text, f->points, POINTS_MAX);
    if (f->npoints > POINTS_MAX) {
        yp_form_refuse(form, "points", "item.error.points", NULL);
        f->npoints = POINTS_MAX;
    }
    for (int i = 0; i < f->npoints; i++)
        if (yp_utf8_length(f->points[i]) > POINT_MAX)
            yp_form_refuse(form, "points", "form.too_long", "max", "4000", NULL);
}

/* The outcome and where the matter goes must say the same. */
static void judge_next(struct yp_form *form, const struct yp_handling *at,
                       const struct handling_form *f)
{
    bool carries = !strcmp(f->next_step, "carry"), forwards = !strcmp(f->next_step, "forward"),
         returns = !strcmp(f->next_step, "return");
    if (!at->matter_id && strcmp(f->next_step, "none") != 0)
        yp_form_refuse(form, "next_step", "item.error.no_matter", NULL);
    else if (f->is[CARRIED] && at->matter_id && !carries && !forwards)
        yp_form_refuse(form, "next_step", "item.error.carried", NULL);
    else if (f->is[RETURNED] && at->matter_id && !returns)
        yp_form_refuse(form, "next_step", "item.error.returned", NULL);
    if (carries && !f->is[CARRIED])
        yp_form_refuse(form, "outcome", "item.error.not_carried", NULL);
    if (returns && !f->is[RETURNED])
        yp_form_refuse(form, "outcome", "item.error.not_returned", NULL);
    if (forwards && !f->next_grp_id)
        yp_form_refuse(form, "next_grp_id", "item.error.no_body", NULL);
    if (forwards && f->next_grp_id == at->grp_id)
        yp_form_refuse(form, "next_grp_id", "item.error.own_body", NULL);
}

static int read_next(struct yp_tx *tx, struct yp_form *form, const struct yp_handling *at,
                     struct handling_form *f, struct yp_err *err)
{
    struct yp_rows stored;
    if (!strcmp(at->meeting_state, "in_progress")) {
        f->next_step = yp_form_choice(form, "next_step", "none carry forward return", false);
        f->next_grp_id =
            strcmp(f->next_step, "forward") ? 0 : yp_form_id(form, "next_grp_id", false);
    } else { /* the matter went on its way when the meeting was closed */
        int rc = read_item(tx, at->item_id, &stored, err);
        if (rc < 0)
            return rc;
        f->next_step = yp_get_str(&stored, 0, "next_step");
        f->next_grp_id = yp_get_i64(&stored, 0, "next_grp_id");
    }
    judge_next(form, at, f);
    if (!f->next_grp_id || f->next_grp_id == at->grp_id)
        return YP_OK;
    struct yp_err hidden = { 0 };
    int rc = yp_tx_require(tx, "group", f->next_grp_id, 1, &hidden);
    if (rc == YP_ENOTFOUND) {
        yp_form_refuse(form, "next_grp_id", "form.choice", NULL);
        return YP_OK;
    }
    if (rc < 0)
        *err = hidden;
    return rc;
}

static int save(struct yp_tx *tx, struct yp_form *form, const struct yp_handling *at,
                const struct handling_form *f, struct yp_err *err)
{
    char *html = NULL;
    int64_t n;
    int rc = f->handling ? yp_md_html(tx->arena, f->handling, &html, err) : YP_OK;
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "handling.save",
                          YP_ROW(YP_INT("id", at->item_id), YP_INT("rev", yp_form_rev(form)),
                                 YP_STR("handling", f->handling), YP_STR("handling_html", html),
                                 YP_STR("decision", f->decision), YP_STR("next_step", f->next_step),
                                 YP_REF("next_grp_id", f->next_grp_id),
                                 YP_INT("is_in_bulletin", f->is_in_bulletin),
                                 YP_STR("bulletin_text", f->bulletin_text),
                                 YP_INT("is_checked_at_once", f->is_checked_at_once),
                                 YP_INT("now", tx->viewer.now_at)),
                          &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "item %d", (int)at->item_id);
    return rc;
}

static int save_lists(struct yp_tx *tx, const struct yp_handling *at, const struct handling_form *f,
                      struct yp_err *err)
{
    const struct yp_cell id = YP_INT("id", at->item_id);
    int rc = yp_tx_run(tx, "handling.outcomes_clear", YP_ROW(id), NULL, err);
    for (int i = 0; rc == YP_OK && i < OUTCOMES; i++)
        if (f->is[i])
            rc = yp_tx_run(tx, "handling.outcome_insert",
                           YP_ROW(id, YP_STR("outcome", outcome_words[i])), NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "handling.points_clear", YP_ROW(id), NULL, err);
    for (int i = 0; rc == YP_OK && i < f->npoints; i++)
        rc = yp_tx_run(tx, "handling.point_insert",
                       YP_ROW(id, YP_INT("position", i + 1), YP_STR("body", f->points[i])), NULL,
                       err);
    return rc;
}

static int keep_texts(struct yp_tx *tx, struct yp_form *form, const struct yp_handling *at,
                      const struct handling_form *f, struct yp_err *err)
{
    const char *const fields[] = { "handling", "decision", "points", "bulletin_text" };
    const char *const texts[] = { f->handling, f->decision,
                                  yp_form_long(form, "points", 0, HANDLING_MAX), f->bulletin_text };
    int rc = YP_OK;
    for (size_t i = 0; rc == YP_OK && i < sizeof fields / sizeof *fields; i++)
        rc = yp_text_keep(tx, "item", at->item_id, fields[i], at->lang, texts[i], err);
    return rc;
}

static const char *changes(struct yp_tx *tx, const struct yp_rows *before,
                           const struct handling_form *f, bool same_lists)
{
    return yp_changed(tx, before,
                      YP_ROW(YP_STR("handling", f->handling), YP_STR("decision", f->decision),
                             YP_STR("next_step", f->next_step),
                             YP_REF("next_grp_id", f->next_grp_id),
                             YP_INT("is_in_bulletin", f->is_in_bulletin),
                             YP_STR("bulletin_text", f->bulletin_text),
                             YP_INT("is_checked_at_once", f->is_checked_at_once)),
                      same_lists ? NULL : "points");
}

static int handle(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    struct yp_handling at;
    struct handling_form f = { .handling = yp_form_long_or_null(form, "handling", HANDLING_MAX),
                               .decision = yp_form_long_or_null(form, "decision", DECISION_MAX),
                               .bulletin_text =
                                   yp_form_long_or_null(form, "bulletin_text", BULLETIN_MAX),
                               .is_in_bulletin = yp_form_ticked(form, "is_in_bulletin"),
                               .is_checked_at_once = yp_form_ticked(form, "is_checked_at_once") };
    struct yp_rows before, lists, new_lists;
    const struct yp_cells key = YP_ROW(YP_INT("id", yp_form_path_id(form, "item")));
    int rc = yp_handling_open(tx, yp_form_path_id(form, "item"), &at, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "handling.stored", key, &before, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "handling.lists", key, &lists, err);
    if (rc < 0)
        return rc;
    read_outcomes(form, &f);
    read_points(tx, form, &f);
    rc = read_next(tx, form, &at, &f, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = save(tx, form, &at, &f, err);
    if (rc == YP_OK)
        rc = save_lists(tx, &at, &f, err);
    if (rc == YP_OK)
        rc = keep_texts(tx, form, &at, &f, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "handling.lists", key, &new_lists, err);
    if (rc < 0)
        return rc;
    yp_handling_note(tx, &at, "item.handle", at.item_id,
                     changes(tx, &before, &f, yp_same_rows(&lists, &new_lists)));
    if (!strcmp(at.meeting_state, "in_progress"))
        return yp_done(tx, reply, "item.saved", "/meetings/%" PRId64 "/live", at.meeting_id);
    return yp_done(tx, reply, "item.saved", "/items/%" PRId64, at.item_id);
}

YP_ACTION(item_handle, "item.handle", "/items/{item:id}/handling", .access = "manager of item",
          .page = "/items/{item:id}/handling", .words = "item", .run = handle);
