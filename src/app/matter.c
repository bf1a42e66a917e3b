/* Matters and where they wait. Layer: app. Spec: doc/spec/matters.md. */
#include "app/matter.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "lib/icu.h"
#include "lib/md.h"

/* --- what others call --- */

static int summary_html(struct yp_tx *tx, const char *summary, const char **ret, struct yp_err *err)
{
    char *html = NULL;
    int rc = summary ? yp_md_html(tx->arena, summary, &html, err) : YP_OK;
    if (rc == YP_OK)
        *ret = html;
    return rc;
}

int yp_matter_new(struct yp_tx *tx, int64_t grp_id, const char *title, const char *summary,
                  const char *origin, const char *visibility, int64_t *ret_id, struct yp_err *err)
{
    int64_t now = tx->viewer.now_at;
    const char *html;
    struct yp_rows rows;
    int rc = summary_html(tx, summary, &html, err);
    if (rc == YP_OK) /* numbers of a body are given one at a time */
        rc = yp_tx_run(tx, "matter.lock_group", YP_ROW(YP_INT("grp_id", grp_id)), NULL, err);
    if (rc == YP_OK)
        rc = yp_tx_one(tx, "matter.insert",
                       YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("grp_id", grp_id),
                              YP_INT("year", yp_local_of(now).year), YP_STR("title", title),
                              YP_STR("title_fold", yp_icu_fold(tx->arena, title)),
                              YP_STR("summary", summary), YP_STR("summary_html", html),
                              YP_STR("origin", origin), YP_STR("visibility", visibility),
                              YP_REF("proposed_by_id", tx->viewer.person_id), YP_INT("now", now)),
                       &rows, err);
    if (rc < 0)
        return rc;
    int64_t id = yp_get_i64(&rows, 0, "id");
    const char *lang = yp_get_str(&rows, 0, "lang");
    rc = yp_text_keep(tx, "matter", id, "title", lang, title, err);
    if (rc == YP_OK && summary)
        rc = yp_text_keep(tx, "matter", id, "summary", lang, summary, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "matter.new", id, "matter", id, "");
    *ret_id = id;
    return YP_OK;
}

static int insert_step(struct yp_tx *tx, int64_t matter_id, int64_t grp_id, const char *origin,
                       const char *state, int64_t from_item_id, int64_t item_id, struct yp_err *err)
{
    return yp_tx_run(tx, "matter.step_insert",
                     YP_ROW(YP_INT("matter_id", matter_id), YP_INT("grp_id", grp_id),
                            YP_STR("origin", origin), YP_STR("state", state),
                            YP_REF("from_item_id", from_item_id), YP_REF("item_id", item_id),
                            YP_INT("since_day", yp_day_of(tx->viewer.now_at)),
                            YP_INT("at", tx->viewer.now_at)),
                     NULL, err);
}

int yp_matter_wait(struct yp_tx *tx, int64_t matter_id, int64_t grp_id, const char *origin,
                   int64_t from_item_id, struct yp_err *err)
{
    struct yp_rows rows;
    int64_t n;
    int rc =
        yp_tx_run(tx, "matter.waits_at",
                  YP_ROW(YP_INT("matter_id", matter_id), YP_INT("grp_id", grp_id)), &rows, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "matter.set_state",
                          YP_ROW(YP_INT("id", matter_id), YP_STR("state", "open"),
                                 YP_INT("now", tx->viewer.now_at)),
                          &n, err);
    if (rc == YP_OK && !rows.nrow)
        rc = insert_step(tx, matter_id, grp_id, origin, "waiting", from_item_id, 0, err);
    if (rc == YP_OK)
        yp_journal(tx, "matter.wait", matter_id, "matter", matter_id, "");
    return rc;
}

int yp_matter_take(struct yp_tx *tx, int64_t matter_id, int64_t grp_id, int64_t item_id,
                   struct yp_err *err)
{
    int64_t n;
    int rc = yp_tx_change(tx, "matter.step_take",
                          YP_ROW(YP_INT("matter_id", matter_id), YP_INT("grp_id", grp_id),
                                 YP_INT("item_id", item_id), YP_INT("now", tx->viewer.now_at)),
                          &n, err);
    if (rc == YP_OK && !n)
        rc = insert_step(tx, matter_id, grp_id, "new", "on_agenda", 0, item_id, err);
    if (rc == YP_OK)
        yp_journal(tx, "matter.agenda", matter_id, "matter", matter_id, "");
    return rc;
}

/* Moves the step of an item on and notes it about the matter. */
static int move_step(struct yp_tx *tx, const char *statement, const char *action, int64_t item_id,
                     struct yp_err *err)
{
    struct yp_rows rows;
    int rc =
        yp_tx_run(tx, statement,
                  YP_ROW(YP_INT("item_id", item_id), YP_INT("now", tx->viewer.now_at)), &rows, err);
    for (int i = 0; rc == YP_OK && i < rows.nrow; i++) {
        int64_t id = yp_get_i64(&rows, i, "matter_id");
        yp_journal(tx, action, id, "matter", id, "");
    }
    return rc;
}

int yp_matter_release(struct yp_tx *tx, int64_t item_id, struct yp_err *err)
{
    return move_step(tx, "matter.step_release", "matter.wait", item_id, err);
}

int yp_matter_step_handled(struct yp_tx *tx, int64_t item_id, struct yp_err *err)
{
    return move_step(tx, "matter.step_handled", "matter.handled", item_id, err);
}

/* --- what people do --- */

struct texts {
    const char *title, *summary, *origin, *visibility;
};

static struct texts read_texts(struct yp_form *form)
{
    return (struct texts){ .title = yp_form_text(form, "title", 1, 200),
                           .summary = yp_form_long_or_null(form, "summary", 20000),
                           .origin = yp_form_text_or_null(form, "origin", 300),
                           .visibility = yp_form_choice(form, "visibility",
                                                        "public signed members managers", true) };
}

static int propose(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    int64_t grp_id = yp_form_path_id(form, "group"), id;
    struct texts t = read_texts(form);
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_matter_new(tx, grp_id, t.title, t.summary, t.origin, t.visibility, &id, err);
    if (rc == YP_OK)
        rc = yp_matter_wait(tx, id, grp_id, "new", 0, err);
    return rc < 0 ? rc : yp_done(tx, reply, "matter.proposed", "/matters/%" PRId64, id);
}
YP_ACTION(matter_new, "matter.new", "/groups/{group:id}/matters/new", .access = "member of group",
          .page = "/groups/{group:id}/matters/new", .words = "matter", .run = propose);

static int edit(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "matter");
    struct texts t = read_texts(form);
    const char *html = NULL;
    struct yp_rows rows = { 0 }, before = { 0 };
    int rc = summary_html(tx, t.summary, &html, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    const struct yp_cells cells =
        YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)), YP_STR("title", t.title),
               YP_STR("title_fold", yp_icu_fold(tx->arena, t.title)), YP_STR("summary", t.summary),
               YP_STR("summary_html", html), YP_STR("origin", t.origin),
               YP_STR("visibility", t.visibility), YP_INT("now", tx->viewer.now_at));
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "matter.stored", YP_ROW(YP_INT("id", id)), &before, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "matter.update", cells, &rows, err);
    if (rc == YP_OK && !rows.nrow)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "matter %d", (int)id);
    const char *lang = rc == YP_OK ? yp_get_str(&rows, 0, "lang") : "";
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "matter", id, "title", lang, t.title, err);
    if (rc == YP_OK)
        rc = yp_text_keep(tx, "matter", id, "summary", lang, t.summary, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "matter.edit", id, "matter", id, yp_changed(tx, &before, cells, NULL));
    return yp_done(tx, reply, "matter.edited", "/matters/%" PRId64, id);
}
YP_ACTION(matter_edit, "matter.edit", "/matters/{matter:id}/edit", .access = "manager of matter",
          .page = "/matters/{matter:id}/edit", .words = "matter", .run = edit);

/* To another body's desk outside a meeting; from the desks of the one who sends it, it goes. */
static int forward(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                   struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "matter"), grp_id = yp_form_id(form, "group", true), n;
    int rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_require(tx, "group", grp_id, 1, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "matter.steps_withdraw",
                          YP_ROW(YP_INT("matter_id", id), YP_INT("now", tx->viewer.now_at)), &n,
                          err);
    if (rc == YP_OK)
        rc = yp_matter_wait(tx, id, grp_id, "forwarded", 0, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "matter.forward", id, "matter", id, "");
    return yp_done(tx, reply, "matter.forwarded", "/matters/%" PRId64, id);
}
YP_ACTION(matter_forward, "matter.forward", "/matters/{matter:id}/forward",
          .access = "manager of matter", .page = "/matters/{matter:id}/forward", .words = "matter",
          .run = forward);

static int withdraw(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                    struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "matter"), n = 0;
    int rc =
        yp_tx_change(tx, "matter.steps_withdraw",
                     YP_ROW(YP_INT("matter_id", id), YP_INT("now", tx->viewer.now_at)), &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "matter.withdraw.none", "matter %d", (int)id);
    if (rc < 0)
        return rc;
    yp_journal(tx, "matter.withdraw", id, "matter", id, "");
    return yp_done(tx, reply, "matter.withdrawn", "/matters/%" PRId64, id);
}
YP_ACTION(matter_withdraw, "matter.withdraw", "/matters/{matter:id}/withdraw",
          .access = "manager of matter", .page = "/matters/{matter:id}/forward", .words = "matter",
          .run = withdraw);

static int set_state(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                     const char *state, const char *action, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "matter"), n = 0;
    struct yp_rows rows;
    int rc = yp_tx_run(tx, "matter.steps_open", YP_ROW(YP_INT("matter_id", id)), &rows, err);
    if (rc == YP_OK && rows.nrow && !strcmp(state, "closed"))
        rc = yp_fail(err, YP_ECONFLICT, "matter.close.waits", "matter %d", (int)id);
    if (rc == YP_OK)
        rc = yp_tx_change(
            tx, "matter.set_state",
            YP_ROW(YP_INT("id", id), YP_STR("state", state), YP_INT("now", tx->viewer.now_at)), &n,
            err);
    if (rc < 0)
        return rc;
    yp_journal(tx, action, id, "matter", id, "");
    return yp_done(tx, reply, "matter.state_set", "/matters/%" PRId64, id);
}

static int close_matter(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                        struct yp_err *err)
{
    return set_state(tx, form, reply, "closed", "matter.close", err);
}
YP_ACTION(matter_close, "matter.close", "/matters/{matter:id}/close", .access = "manager of matter",
          .page = "/matters/{matter:id}/edit", .words = "matter", .run = close_matter);

static int reopen(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    return set_state(tx, form, reply, "open", "matter.reopen", err);
}
YP_ACTION(matter_reopen, "matter.reopen", "/matters/{matter:id}/reopen",
          .access = "manager of matter", .page = "/matters/{matter:id}/edit", .words = "matter",
          .run = reopen);
