/* Posts (virat) of organizations, and who holds them from when to when. Layer: app. */
#include <inttypes.h>

#include "app/register.h"
#include "app/when.h"
#include "base/clock.h"
#include "core/core.h"
#include "lib/icu.h"

/* Reads the whole form and stores it: a new post of the organization when id is 0. */
static int store(struct yp_tx *tx, struct yp_form *form, int64_t id, int64_t organization_id,
                 int64_t *ret_id, const char **ret_fields, struct yp_err *err)
{
    const char *name = yp_form_text(form, "name", 1, 160);
    int64_t area_id = yp_form_id(form, "area_id", false), n = 1;
    int32_t from = YP_DAY_UNKNOWN, to = YP_DAY_STILL;
    struct yp_rows area = { 0 }, stored = { 0 };
    yp_form_day(form, "from_day", false, &from);
    if (yp_form_day(form, "to_day", false, &to) && from > to)
        yp_form_refuse(form, "to_day", "form.order", NULL);
    int rc = area_id ? yp_tx_run(tx, "post.area_known", YP_ROW(YP_INT("id", area_id)), &area, err)
                     : YP_OK;
    if (area_id && !area.nrow)
        yp_form_refuse(form, "area_id", "form.choice", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc < 0)
        return rc;
    const struct yp_cells cells = YP_ROW(
        YP_INT("id", id), YP_INT("rev", yp_form_rev(form)),
        YP_STR("uid", id ? NULL : yp_new_uid(tx)), YP_INT("organization_id", organization_id),
        YP_STR("name", name), YP_STR("name_sort", yp_icu_sort_key(tx->arena, name)),
        YP_REF("area_id", area_id), YP_INT("is_leadership", yp_form_ticked(form, "is_leadership")),
        YP_INT("from_day", from), YP_INT("to_day", to), YP_INT("now", tx->viewer.now_at));
    *ret_id = id;
    if (id && (rc = yp_tx_run(tx, "post.stored", YP_ROW(YP_INT("id", id)), &stored, err)) < 0)
        return rc;
    *ret_fields = yp_changed(tx, &stored, cells, NULL);
    rc = id ? yp_tx_change(tx, "post.change", cells, &n, err)
            : yp_tx_id(tx, "post.insert", cells, ret_id, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "post %" PRId64, id);
    return rc < 0 ? rc : yp_text_keep(tx, "post", *ret_id, "name", "fi", name, err);
}

static int create(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    int64_t id, organization_id = yp_form_path_id(form, "organization");
    const char *fields;
    int rc = store(tx, form, 0, organization_id, &id, &fields, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "post.create", id, "post", id, "");
    yp_journal(tx, "post.create", id, "organization", organization_id, "");
    return yp_done(tx, reply, "post.created", "/posts/%" PRId64, id);
}
YP_ACTION(post_create, "post.create", "/organizations/{organization:id}/posts/new",
          .access = "manager of organization", .page = "/organizations/{organization:id}/posts/new",
          .words = "post", .run = create);

/* Notes what was done to a post, for itself and for its organization. */
static int note(struct yp_tx *tx, const char *action, int64_t id, const char *fields,
                struct yp_err *err)
{
    int64_t organization_id;
    int rc = yp_tx_id(tx, "post.organization", YP_ROW(YP_INT("id", id)), &organization_id, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, action, id, "post", id, fields);
    yp_journal(tx, action, id, "organization", organization_id, fields);
    return YP_OK;
}

static int change(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply,
                  struct yp_err *err)
{
    int64_t id;
    const char *fields;
    int rc = store(tx, form, yp_form_path_id(form, "post"), 0, &id, &fields, err);
    if (rc == YP_OK)
        rc = note(tx, "post.change", id, fields, err);
    return rc < 0 ? rc : yp_done(tx, reply, "post.changed", "/posts/%" PRId64, id);
}
YP_ACTION(post_change, "post.change", "/posts/{post:id}/edit", .access = "manager of post",
          .page = "/posts/{post:id}/edit", .words = "post", .run = change);

/* --- holders --- */

static int hold(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t post_id = yp_form_path_id(form, "post"), person_id, id, n;
    struct yp_span span = yp_form_span(form);
    struct yp_rows known = { 0 };
    bool ends_others = yp_form_ticked(form, "ends_others");
    int rc = yp_register_reference(tx, form, "person_id", "person", true, &person_id, err);
    int64_t begins = span.from_day > YP_DAY_UNKNOWN ? span.from_day : yp_day_of(tx->viewer.now_at);
    const struct yp_cells cells =
        YP_ROW(YP_STR("uid", yp_new_uid(tx)), YP_INT("post_id", post_id),
               YP_INT("person_id", person_id), YP_INT("from_day", span.from_day),
               YP_INT("to_day", span.to_day), YP_STR("from_precision", span.from_precision),
               YP_STR("to_precision", span.to_precision), YP_INT("now", tx->viewer.now_at));
    if (rc == YP_OK)
        rc = yp_tx_run(tx, "post.holder_is", cells, &known, err);
    if (known.nrow)
        yp_form_refuse(form, "person_id", "post.holder_known", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK && ends_others)
        rc = yp_tx_change(tx, "post.holders_end",
                          YP_ROW(YP_INT("post_id", post_id), YP_INT("person_id", person_id),
                                 YP_INT("from_day", begins), YP_INT("now", tx->viewer.now_at)),
                          &n, err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "post.holder_insert", cells, &id, err);
    if (rc == YP_OK)
        rc = note(tx, "post.hold", post_id, "", err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "post.hold", post_id, "person", person_id, "");
    return yp_done(tx, reply, "post.held", "/posts/%" PRId64, post_id);
}
YP_ACTION(post_hold, "post.hold", "/posts/{post:id}/holders/new", .access = "manager of post",
          .page = "/posts/{post:id}/holders/new", .words = "post", .run = hold);

static int leave(struct yp_tx *tx, struct yp_form *form, struct yp_reply *reply, struct yp_err *err)
{
    int64_t post_id = yp_form_path_id(form, "post"), id = yp_form_path_id(form, "holder"), n,
            person_id = 0;
    struct yp_when when = { .precision = "unknown" };
    struct yp_rows later = { 0 };
    yp_form_when(form, "to_when", true, &when);
    const struct yp_cells cells =
        YP_ROW(YP_INT("id", id), YP_INT("post_id", post_id), YP_INT("rev", yp_form_rev(form)),
               YP_INT("to_day", when.last), YP_STR("to_precision", when.precision),
               YP_INT("now", tx->viewer.now_at));
    int rc = yp_tx_run(tx, "post.holder_begins_after", cells, &later, err);
    if (later.nrow)
        yp_form_refuse(form, "to_when", "form.order", NULL);
    if (rc == YP_OK)
        rc = yp_form_verdict(form, err);
    if (rc == YP_OK)
        rc = yp_tx_change(tx, "post.holder_end", cells, &n, err);
    if (rc == YP_OK && !n)
        rc = yp_fail(err, YP_ECONFLICT, "form.changed", "holder %" PRId64, id);
    if (rc == YP_OK)
        rc = note(tx, "post.leave", post_id, "", err);
    if (rc == YP_OK)
        rc = yp_tx_id(tx, "post.holder_person", YP_ROW(YP_INT("id", id)), &person_id, err);
    if (rc < 0)
        return rc;
    yp_journal(tx, "post.leave", post_id, "person", person_id, "");
    return yp_done(tx, reply, "post.left", "/posts/%" PRId64, post_id);
}
YP_ACTION(post_leave, "post.leave", "/posts/{post:id}/holders/{holder:id}/end",
          .access = "manager of post", .page = "/posts/{post:id}/holders/{holder:id}/end",
          .words = "post", .run = leave);
