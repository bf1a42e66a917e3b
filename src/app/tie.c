/* Ties: where a group reports, what it prepares for, what it supports. Layer: app. Spec:
 * doc/spec/groups.md. */
#include <inttypes.h>
#include <string.h>

#include "app/pick.h"
#include "app/when.h"
#include "base/clock.h"
#include "core/action.h"

static const char kinds[] = "reports_to prepares_for supports sister";

#define SPAN_CELLS(s)                                                                              \
    YP_INT("from_day", (s).from_day), YP_INT("to_day", (s).to_day),                                \
        YP_STR("from_precision", (s).from_precision), YP_STR("to_precision", (s).to_precision)

/* Refuses a tie that is there already in some of the same days. id: the tie itself, 0 for a new one. */
static int refuse_twice(struct yp_tx *tx, struct yp_form *form, const char *field,
                        struct yp_cells tie, struct yp_err *err)
{
    struct yp_rows rows;
    int rc = yp_tx_run(tx, "tie.find", tie, &rows, err);
    if (rc == YP_OK && rows.nrow)
        yp_form_refuse(form, field, "tie.twice", NULL);
    return rc;
}

/* Notes it where it shows: on the pages of its groups. Leads back to the first of them. */
static int done(struct yp_tx *tx, struct yp_reply *reply, const char *action, const char *flash,
                int64_t id, const struct yp_rows *stored, const char *fields)
{
    bool begins = !strcmp(yp_get_str(stored, 0, "from_kind"), "group");
    int64_t first = yp_get_i64(stored, 0, begins ? "from_id" : "to_id");
    yp_journal(tx, action, id, "group", first, fields);
    if (begins && !strcmp(yp_get_str(stored, 0, "to_kind"), "group"))
        yp_journal(tx, action, id, "group", yp_get_i64(stored, 0, "to_id"), fields);
    return yp_done(tx, reply, flash, "/groups/%" PRId64 "#ties", first);
}

static int make(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t grp_id = yp_form_path_id(form, "group"), id;
    struct yp_pick to;
    const char *kind = yp_form_choice(form, "kind", kinds, true);
    struct yp_span span = yp_form_span(form);
    int rc = yp_pick_object(tx, form, "to", "group organization post", true, &to, err);
    if (rc == YP_OK && to.id == grp_id && !strcmp(to.kind, "group"))
        yp_form_refuse(form, "to", "tie.itself", NULL);
    if (rc == YP_OK && to.id)
        rc = refuse_twice(tx, form, "to",
                          YP_ROW(YP_INT("id", 0), YP_STR("kind", kind),
                                 YP_STR("from_kind", "group"), YP_INT("from_id", grp_id),
                                 YP_STR("to_kind", to.kind), YP_INT("to_id", to.id),
                                 YP_INT("from_day", span.from_day), YP_INT("to_day", span.to_day)),
                          err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "tie.insert",
                      YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_STR("kind", kind),
                             YP_INT("from_id", grp_id), YP_STR("to_kind", to.kind),
                             YP_INT("to_id", to.id), SPAN_CELLS(span),
                             YP_INT("now", tx->viewer.now_at)),
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

static int change(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "tie"), n;
    struct yp_rows stored;
    const char *kind = yp_form_choice(form, "kind", kinds, true);
    struct yp_span span = yp_form_span(form);
    int rc = yp_tx_one(tx, "tie.stored", YP_ROW(YP_INT("id", id)), &stored, err);
    if (rc < 0)
        return rc;
    const struct yp_cells cells =
        YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)), YP_STR("kind", kind),
               YP_STR("from_kind", yp_get_str(&stored, 0, "from_kind")),
               YP_INT("from_id", yp_get_i64(&stored, 0, "from_id")),
               YP_STR("to_kind", yp_get_str(&stored, 0, "to_kind")),
               YP_INT("to_id", yp_get_i64(&stored, 0, "to_id")), SPAN_CELLS(span),
               YP_INT("now", tx->viewer.now_at));
    if (kind)
        rc = refuse_twice(tx, form, "kind", cells, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "tie.change", cells, &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "tie %" PRId64, id);
    return rc < 0 ? rc
                  : done(tx, reply, "tie.edit", "tie.saved", id, &stored,
                         yp_changed(tx, &stored, cells, NULL));
}
YP_ACTION(tie_edit, "tie.edit", "/ties/{tie:id}/edit", .access = "manager of tie",
          .page = "/ties/{tie:id}/edit", .words = "tie", .run = change);

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
        rc = yp_tx_change(
            tx, "tie.end",
            YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)), YP_INT("to_day", when.last),
                   YP_STR("to_precision", when.precision), YP_INT("now", tx->viewer.now_at)),
            &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "tie %" PRId64, id);
    if (rc < 0)
        return rc;
    return done(tx, reply, "tie.end", "tie.ended", id, &stored, "");
}
YP_ACTION(tie_end, "tie.end", "/ties/{tie:id}/end", .access = "manager of tie",
          .page = "/ties/{tie:id}/end", .words = "tie", .run = end);

/* One that was recorded by mistake; what has ended has a last day instead. */
static int leave_out(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                     struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "tie");
    struct yp_rows stored;
    int rc = yp_tx_one(tx, "tie.stored", YP_ROW(YP_INT("id", id)), &stored, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "tie.remove", YP_ROW(YP_INT("id", id)), NULL, err);
    return rc < 0 ? rc : done(tx, reply, "tie.remove", "tie.removed", id, &stored, "");
}
YP_ACTION(tie_remove, "tie.remove", "/ties/{tie:id}/remove", .access = "manager of tie",
          .page = "/ties/{tie:id}/remove", .words = "tie", .run = leave_out);
