/* Ties: where a group reports, what it prepares for, what it supports. Layer: app. Spec:
 * doc/spec/groups.md. */
#include <inttypes.h>
#include <string.h>

#include "app/pick.h"
#include "app/when.h"
#include "base/clock.h"
#include "core/action.h"

static int make(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t grp_id = yp_form_path_id(form, "group"), id;
    struct yp_pick to;
    struct yp_rows rows = { 0 };
    const char *kind =
        yp_form_choice(form, "kind", "reports_to prepares_for supports sister", true);
    struct yp_span span = yp_form_span(form);
    int rc = yp_pick_object(tx, form, "to", "group organization post", true, &to, err);
    if (rc == YP_OK && to.id == grp_id && !strcmp(to.kind, "group"))
        yp_form_refuse(form, "to", "tie.itself", NULL);
    if (rc == YP_OK && to.id)
        rc = yp_tx_run(tx, "tie.find",
                       YP_ROW(YP_STR("kind", kind), YP_INT("from_id", grp_id),
                              YP_STR("to_kind", to.kind), YP_INT("to_id", to.id),
                              YP_INT("from_day", span.from_day), YP_INT("to_day", span.to_day)),
                       &rows, err);
    if (rc == YP_OK && rows.nrow)
        yp_form_refuse(form, "to", "tie.twice", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "tie.insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_STR("kind", kind),
                             YP_INT("from_id", grp_id), YP_STR("to_kind", to.kind),
                             YP_INT("to_id", to.id), YP_INT("from_day", span.from_day),
                             YP_INT("to_day", span.to_day), YP_INT("now", tx->viewer.now_at)),
                      &id, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "tie.new", id, "group", grp_id, "");
    if (!strcmp(to.kind, "group"))
        yp_journal(tx, "tie.new", id, "group", to.id, "");
    return yp_done(tx, reply, "tie.made", "/groups/%" PRId64 "#ties", grp_id);
}
YP_ACTION(tie_new, "tie.new", "/groups/{group:id}/ties/new", .access = "manager of group",
          .page = "/groups/{group:id}/ties/new", .words = "tie", .run = make);

static int end(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "tie"), n;
    struct yp_rows stored;
    struct yp_when when = { 0, 0, "day" };
    bool has_day = yp_form_when(form, "to_when", true, &when);
    int rc = yp_tx_one(tx, "tie.stored", YP_ROW(YP_INT("id", id)), &stored, err);
    if (rc == YP_OK && has_day && when.last < yp_get_i64(&stored, 0, "from_day"))
        yp_form_refuse(form, "to_when", "form.order", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "tie.end",
                          YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)),
                                 YP_INT("to_day", when.last), YP_INT("now", tx->viewer.now_at)),
                          &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "tie %" PRId64, id);
    if (rc < 0)
        return rc;
    /* A tie has at least one group: the one whose page tells of it. */
    bool begins = !strcmp(yp_get_str(&stored, 0, "from_kind"), "group");
    int64_t grp_id = yp_get_i64(&stored, 0, begins ? "from_id" : "to_id");
    yp_journal(tx, "tie.end", id, "group", grp_id, "");
    if (begins && !strcmp(yp_get_str(&stored, 0, "to_kind"), "group"))
        yp_journal(tx, "tie.end", id, "group", yp_get_i64(&stored, 0, "to_id"), "");
    return yp_done(tx, reply, "tie.ended", "/groups/%" PRId64 "#ties", grp_id);
}
YP_ACTION(tie_end, "tie.end", "/ties/{tie:id}/end", .access = "manager of tie",
          .page = "/ties/{tie:id}/end", .words = "tie", .run = end);
