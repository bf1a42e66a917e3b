/* Matters and where they wait. Layer: app. Spec: doc/spec/matters.md. */
#include "app/matter.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
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
