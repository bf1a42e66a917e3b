/* Seats: who sits where, in which role, on whose behalf, from when to when. Layer: app. Spec:
 * doc/spec/groups.md. */
#include <inttypes.h>
#include <string.h>

#include "app/pick.h"
#include "app/when.h"
#include "base/clock.h"
#include "core/action.h"

#define ROLES                                                                                      \
    "member chair deputy_chair deputy expert attendee secretary coordinator director supervisor"

/* What the forms of a new and of an existing seat hold alike. */
struct seat {
    const char *role, *title;
    int64_t on_behalf_of_id, deputy_of_id;
    struct yp_span span;
};

static int read_seat(struct yp_tx *tx, struct yp_form *form, int64_t grp_id, int64_t own_id,
                     struct seat *seat, struct yp_err *err)
{
    struct yp_rows rows;
    *seat = (struct seat){ .role = yp_form_choice(form, "role", ROLES, true),
                           .title = yp_form_text_or_null(form, "title", 200),
                           .deputy_of_id = yp_form_id(form, "deputy_of", false),
                           .span = yp_form_span(form) };
    int rc = yp_pick_organization(tx, form, "on_behalf_of", false, &seat->on_behalf_of_id, err);
    if (rc < 0 || !seat->deputy_of_id)
        return rc;
    rc = yp_tx_run(tx, "membership.in_group",
                   YP_ROW(YP_INT("id", seat->deputy_of_id), YP_INT("grp_id", grp_id)), &rows, err);
    if (rc == YP_OK && (!rows.nrow || seat->deputy_of_id == own_id))
        yp_form_refuse(form, "deputy_of", "form.choice", NULL);
    return rc;
}

/* The same member in the same role twice at a time is one seat too many. */
static int refuse_overlap(struct yp_tx *tx, struct yp_form *form, struct yp_cells member,
                          int64_t own_id, const struct seat *seat, struct yp_err *err)
{
    struct yp_cell cells[12];
    struct yp_rows rows;
    int n = 0;
    for (int i = 0; i < member.n; i++)
        cells[n++] = member.at[i];
    cells[n++] = YP_INT("own_id", own_id);
    cells[n++] = YP_STR("role", seat->role);
    cells[n++] = YP_INT("from_day", seat->span.from_day);
    cells[n++] = YP_INT("to_day", seat->span.to_day);
    int rc = yp_tx_run(tx, "membership.overlap", (struct yp_cells){ cells, n }, &rows, err);
    if (rc == YP_OK && rows.nrow)
        yp_form_refuse(form, "role", "membership.twice", NULL);
    return rc;
}

static int64_t when_kind(const struct yp_pick *pick, const char *kind)
{
    return pick->kind && !strcmp(pick->kind, kind) ? pick->id : 0;
}

static int make(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t grp_id = yp_form_path_id(form, "group"), id;
    struct seat seat;
    struct yp_pick who;
    int rc = yp_pick_object(tx, form, "member", "person post organization", true, &who, err);
    if (rc == YP_OK)
        rc = read_seat(tx, form, grp_id, 0, &seat, err);
    if (rc < 0)
        return rc;
    int64_t person_id = when_kind(&who, "person"), post_id = when_kind(&who, "post"),
            organization_id = when_kind(&who, "organization");
    if (who.id)
        rc = refuse_overlap(tx, form,
                            YP_ROW(YP_INT("grp_id", grp_id), YP_INT("organization_id", 0),
                                   YP_INT("person_id", person_id), YP_INT("post_id", post_id),
                                   YP_INT("seat_organization_id", organization_id)),
                            0, &seat, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_id(
            tx, "membership.insert",
            YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("grp_id", grp_id),
                   YP_REF("person_id", person_id), YP_REF("post_id", post_id),
                   YP_REF("seat_organization_id", organization_id), YP_STR("role", seat.role),
                   YP_STR("title", seat.title), YP_REF("on_behalf_of_id", seat.on_behalf_of_id),
                   YP_REF("deputy_of_id", seat.deputy_of_id),
                   YP_INT("from_day", seat.span.from_day), YP_INT("to_day", seat.span.to_day),
                   YP_STR("from_precision", seat.span.from_precision),
                   YP_STR("to_precision", seat.span.to_precision),
                   YP_INT("now", tx->viewer.now_at)),
            &id, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "membership.new", id, "group", grp_id, "");
    return yp_done(tx, reply, "membership.made", "/groups/%" PRId64, grp_id);
}
YP_ACTION(membership_new, "membership.new", "/groups/{group:id}/members/new",
          .access = "manager of group", .page = "/groups/{group:id}/members/new",
          .words = "membership", .run = make);

/* The page a seat belongs to: its group's or its organization's. */
static int done(struct yp_tx *tx, struct yp_reply *reply, const char *action, const char *flash,
                int64_t id, const struct yp_rows *stored, const char *fields)
{
    int64_t grp_id = yp_get_i64(stored, 0, "grp_id"),
            organization_id = yp_get_i64(stored, 0, "organization_id");
    if (grp_id) {
        yp_journal(tx, action, id, "group", grp_id, fields);
        return yp_done(tx, reply, flash, "/groups/%" PRId64, grp_id);
    }
    yp_journal(tx, action, id, "organization", organization_id, fields);
    return yp_done(tx, reply, flash, "/organizations/%" PRId64, organization_id);
}

static int edit(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "membership"), n;
    struct seat seat = { 0 };
    struct yp_rows stored, before;
    int rc = yp_tx_one(tx, "membership.find", YP_ROW(YP_INT("id", id)), &stored, err);
    if (rc == YP_OK)
        rc = read_seat(tx, form, yp_get_i64(&stored, 0, "grp_id"), id, &seat, err);
    if (rc == YP_OK)
        rc = refuse_overlap(
            tx, form,
            YP_ROW(YP_INT("grp_id", yp_get_i64(&stored, 0, "grp_id")),
                   YP_INT("organization_id", yp_get_i64(&stored, 0, "organization_id")),
                   YP_INT("person_id", yp_get_i64(&stored, 0, "person_id")),
                   YP_INT("post_id", yp_get_i64(&stored, 0, "post_id")),
                   YP_INT("seat_organization_id", yp_get_i64(&stored, 0, "seat_organization_id"))),
            id, &seat, err);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    const struct yp_cells cells = YP_ROW(
        YP_INT("id", id), YP_INT("rev", yp_form_rev(form)), YP_STR("role", seat.role),
        YP_STR("title", seat.title), YP_REF("on_behalf_of_id", seat.on_behalf_of_id),
        YP_REF("deputy_of_id", seat.deputy_of_id), YP_INT("from_day", seat.span.from_day),
        YP_INT("to_day", seat.span.to_day), YP_STR("from_precision", seat.span.from_precision),
        YP_STR("to_precision", seat.span.to_precision), YP_INT("now", tx->viewer.now_at));
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "membership.stored", YP_ROW(YP_INT("id", id)), &before, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "membership.update", cells, &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "membership %" PRId64, id);
    return rc < 0 ? rc
                  : done(tx, reply, "membership.edit", "membership.saved", id, &stored,
                         yp_changed(tx, &before, cells, NULL));
}
YP_ACTION(membership_edit, "membership.edit", "/memberships/{membership:id}/edit",
          .access = "manager of membership", .page = "/memberships/{membership:id}/edit",
          .words = "membership", .run = edit);

static int end(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t id = yp_form_path_id(form, "membership"), n;
    struct yp_rows stored;
    struct yp_when when = { 0, 0, "day" };
    bool has_day = yp_form_when(form, "to_when", true, &when);
    int rc = yp_tx_one(tx, "membership.find", YP_ROW(YP_INT("id", id)), &stored, err);
    if (rc == YP_OK && has_day && when.last < yp_get_i64(&stored, 0, "from_day"))
        yp_form_refuse(form, "to_when", "form.order", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_change(
            tx, "membership.end",
            YP_ROW(YP_INT("id", id), YP_INT("rev", yp_form_rev(form)), YP_INT("to_day", when.last),
                   YP_STR("to_precision", when.precision), YP_INT("now", tx->viewer.now_at)),
            &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "membership %" PRId64, id);
    return rc < 0 ? rc : done(tx, reply, "membership.end", "membership.ended", id, &stored, "");
}
YP_ACTION(membership_end, "membership.end", "/memberships/{membership:id}/end",
          .access = "manager of membership", .page = "/memberships/{membership:id}/end",
          .words = "membership", .run = end);
