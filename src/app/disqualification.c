/* Disqualification: of one item, by person, with its ground. Layer: app. Spec:
 * doc/spec/handling.md. */
#include <inttypes.h>

#include "app/handling.h"
#include "base/clock.h"

enum { GROUND_MAX = 500 };

struct stepping_aside {
    int64_t person_id, deputy_id, left_at, back_at;
    const char *ground;
};

static int64_t moment(const struct yp_handling *at, struct yp_form *form, const char *field)
{
    int minutes;
    return yp_form_time(form, field, false, &minutes)
               ? yp_at_of(at->day, minutes / 60, minutes % 60)
               : 0;
}

/* Person and deputy must be of this meeting, and the person may not have voted on the item. */
static int judge(struct yp_tx *tx, struct yp_form *form, const struct yp_handling *at,
                 const struct stepping_aside *s, struct yp_err *err)
{
    struct yp_rows people, votes;
    int rc = yp_tx_run(tx, "disqualification.people",
                       YP_ROW(YP_INT("meeting_id", at->meeting_id),
                              YP_INT("person_id", s->person_id), YP_REF("deputy_id", s->deputy_id)),
                       &people, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "disqualification.votes",
                       YP_ROW(YP_INT("item_id", at->item_id), YP_INT("person_id", s->person_id)),
                       &votes, err);
    if (rc < 0)
        return rc;
    bool has_person = false, has_deputy = !s->deputy_id;
    for (int i = 0; i < people.nrow; i++) {
        has_person = has_person || yp_get_i64(&people, i, "person_id") == s->person_id;
        has_deputy = has_deputy || yp_get_i64(&people, i, "person_id") == s->deputy_id;
    }
    if (s->person_id && !has_person)
        yp_form_refuse(form, "person_id", "form.choice", NULL);
    if (!has_deputy)
        yp_form_refuse(form, "deputy_id", "form.choice", NULL);
    if (s->person_id && s->person_id == s->deputy_id)
        yp_form_refuse(form, "deputy_id", "disqualification.error.self", NULL);
    if (votes.nrow)
        yp_form_refuse(form, "person_id", "disqualification.error.voted", NULL);
    if (s->left_at && s->back_at && s->back_at <= s->left_at)
        yp_form_refuse(form, "back_at", "attendance.error.order", NULL);
    return yp_form_verdict(form, err);
}

static struct stepping_aside read_form(struct yp_form *form, const struct yp_handling *at)
{
    return (struct stepping_aside){ .deputy_id = yp_form_id(form, "deputy_id", false),
                                    .ground = yp_form_text(form, "ground", 1, GROUND_MAX),
                                    .left_at = moment(at, form, "left_at"),
                                    .back_at = moment(at, form, "back_at") };
}

static struct yp_cells cells_of(const struct yp_handling *at, const struct stepping_aside *s,
                                int64_t id, int64_t rev, struct yp_cell cells[8])
{
    cells[0] = YP_INT("id", id);
    cells[1] = YP_INT("item_id", at->item_id);
    cells[2] = YP_INT("person_id", s->person_id);
    cells[3] = YP_STR("ground", s->ground);
    cells[4] = YP_REF("deputy_id", s->deputy_id);
    cells[5] = YP_REF("left_at", s->left_at);
    cells[6] = YP_REF("back_at", s->back_at);
    cells[7] = YP_INT("rev", rev);
    return (struct yp_cells){ cells, 8 };
}

static int done(struct yp_tx *tx, const struct yp_handling *at, struct yp_reply *reply,
                const char *flash)
{
    return yp_done(tx, reply, flash, "/items/%" PRId64 "#disqualified", at->item_id);
}

static int add(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_handling at;
    struct yp_cell cells[8];
    struct yp_rows row;
    int rc = yp_handling_open(tx, yp_form_path_id(form, "item"), &at, err);
    if (rc < 0)
        return rc;
    struct stepping_aside s = read_form(form, &at);
    s.person_id = yp_form_id(form, "person_id", true);
    rc = judge(tx, form, &at, &s, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "disqualification.insert", cells_of(&at, &s, 0, 0, cells), &row, err);
    if (rc == YP_OK && !row.nrow) {
        yp_form_refuse(form, "person_id", "disqualification.error.already", NULL);
        rc = yp_form_verdict(form, err);
    }
    if (rc < 0)
        return rc;
    yp_handling_note(tx, &at, "disqualification.new", yp_get_i64(&row, 0, "id"), "");
    return done(tx, &at, reply, "disqualification.saved");
}

YP_ACTION(disqualification_new, "disqualification.new", "/items/{item:id}/disqualifications/new",
          .access = "manager of item", .page = "/items/{item:id}/disqualifications/new",
          .words = "disqualification", .run = add);

static int edit(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_handling at;
    struct yp_cell cells[8];
    struct yp_cells to_store = { 0 };
    struct yp_rows before;
    int64_t id = yp_form_path_id(form, "row"), person_id = 0, n;
    int rc = yp_handling_open(tx, yp_form_path_id(form, "item"), &at, err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "disqualification.person",
                      YP_ROW(YP_INT("id", id), YP_INT("item_id", at.item_id)), &person_id, err);
    if (rc < 0)
        return rc;
    struct stepping_aside s = read_form(form, &at);
    s.person_id = person_id;
    rc = judge(tx, form, &at, &s, err);
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "disqualification.stored", YP_ROW(YP_INT("id", id)), &before, err);
    if (rc == YP_OK) {
        to_store = cells_of(&at, &s, id, yp_form_rev(form), cells);
        rc = yp_tx_change(tx, "disqualification.update", to_store, &n, err);
    }
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "disqualification %d", (int)id);
    if (rc < 0)
        return rc;
    yp_handling_note(tx, &at, "disqualification.edit", id, yp_changed(tx, &before, to_store, NULL));
    return done(tx, &at, reply, "disqualification.saved");
}

YP_ACTION(disqualification_edit, "disqualification.edit",
          "/items/{item:id}/disqualifications/{row:id}", .access = "manager of item",
          .page = "/items/{item:id}/disqualifications/{row:id}", .words = "disqualification",
          .run = edit);

static int drop(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    struct yp_handling at;
    int64_t id = yp_form_path_id(form, "row");
    int rc = yp_handling_open(tx, yp_form_path_id(form, "item"), &at, err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "disqualification.delete",
                      YP_ROW(YP_INT("id", id), YP_INT("item_id", at.item_id)), &id, err);
    if (rc < 0)
        return rc;
    yp_handling_note(tx, &at, "disqualification.remove", id, "");
    return done(tx, &at, reply, "disqualification.removed");
}

YP_ACTION(disqualification_remove, "disqualification.remove",
          "/items/{item:id}/disqualifications/{row:id}/remove", .access = "manager of item",
          .run = drop);
